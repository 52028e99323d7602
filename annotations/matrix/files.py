"""The matrix for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.models import Article, Story

from .cells import Cell, Matrix, Passage, Row

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_table(matrix: Matrix) -> Iterator[list[str]]:
    """The matrix in lines of text: a head, then a line a claim, with a column an article.

    A column is headed `Outlet [article slug]`. A cell reads `stance start-end (how, speaker)`,
    with positions in code points of the article's text, the speaker only where one is named, and
    `; ` between passages; then what verdicts say, such as `checked and absent`; or `not yet looked
    at`. No text begins so that a spreadsheet takes it for a formula: it gets an apostrophe.
    """
    heads = [f"{article.source.name} [{article.slug}]" for article in matrix.articles]
    yield ["group", "claim", "statement", "sources", *map(not_a_formula, heads)]
    for row in matrix.rows:
        claim = row.claim
        cells = ["; ".join(_lines(cell)) or cell.state for cell in row.cells]
        said = [not_a_formula(claim.group), str(claim.number), not_a_formula(claim.statement)]
        yield [*said, str(row.sources), *cells]


def _lines(cell: Cell) -> list[str]:
    return [*map(_in_short, cell.passages), *map(str, cell.verdicts)]


def _in_short(passage: Passage) -> str:
    said = ", ".join(filter(None, [passage.manner, passage.speaker]))
    return f"{passage.stance} {passage.start}-{passage.end} ({said})"


def not_a_formula(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(FORMULA_SIGNS) else text


def as_json(story: Story, matrix: Matrix) -> dict[str, Any]:
    """The matrix with everything that its cells lead to; `verdict` says why there is no passage."""
    return {
        "story": story.slug,
        "articles": [_article_json(article) for article in matrix.articles],
        "claims": [_row_json(row) for row in matrix.rows],
    }


def _article_json(article: Article) -> dict[str, Any]:
    return {
        "slug": article.slug,
        "file_name": article.file_name,
        "outlet": article.source.name,
        "language": article.language_id,
        "headline": article.headline,
        "published_on": article.published_on and article.published_on.isoformat(),
        "is_excerpt": article.is_excerpt,
        "relays": [credit.source.name for credit in article.relays],
    }


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "number": row.claim.number,
        "statement": row.claim.statement,
        "group": row.claim.group,
        "sources": row.sources,
        "cells": {cell.article.slug: _cell_json(cell) for cell in row.cells},
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    return {
        "verdict": "" if cell.passages else cell.state,
        "verdicts": {said.kind: said.people for said in cell.verdicts},
        "passages": [
            {
                "annotation": str(passage.uid),
                "revision": passage.revision,
                "start": passage.start,
                "end": passage.end,
                "exact": passage.exact,
                "stance": passage.stance,
                "how": passage.how or "narration",
                "attributed_to": passage.speaker or "",
                "gloss": passage.gloss,
            }
            for passage in cell.passages
        ],
    }
