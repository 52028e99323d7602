"""The matrix of a story: claims down, articles across, and in each cell who says what, where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from articles.models import Article, Story
from articles.querysets import Reader

from .claims import evidence_address
from .models import Annotation, Claim, Rendering, Verdict

OPEN = "not yet looked at"
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
IN_SHORT = 160  # code points of a passage in a tooltip
MOST_SHOWN = 3  # passages of one stance that a cell links to; the claim's own page has them all


@dataclass(frozen=True, slots=True)
class Passage:
    """One rendering: where it stands, its stance, and to whom the article attributes the claim.

    `is_lost` says that a correction of the text lost the passage; the place is in an older one.
    """

    claim: int
    article: int
    uid: UUID
    revision: int
    start: int
    end: int
    exact: str
    stance: str
    speaker: str | None
    is_lost: bool

    @property
    def address(self) -> str:
        return evidence_address(self.claim, self.article, self.uid, self.is_lost)

    @property
    def in_short(self) -> str:
        """The words, or as many of them as fit into a tooltip."""
        return self.exact if len(self.exact) <= IN_SHORT else f"{self.exact[:IN_SHORT]}…"


PASSAGE_COLUMNS = (  # of Rendering, in the order of Passage's fields
    "claim__number",
    "annotation__article",
    "annotation__uid",
    "annotation__revision__number",
    "annotation__start",
    "annotation__end",
    "annotation__exact",
    "stance",
    "speaker__name",
    "annotation__needs_review",
)


@dataclass(frozen=True)
class Side:
    """The passages of a cell that take one stance."""

    stance: str
    passages: list[Passage]

    @property
    def label(self) -> str:
        return Rendering.Stance(self.stance).label

    @property
    def first(self) -> Passage:
        return self.passages[0]

    @property
    def others(self) -> list[Passage]:
        return self.passages[1:MOST_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.passages) - MOST_SHOWN)

    @property
    def speakers(self) -> list[str]:
        return list(dict.fromkeys(p.speaker for p in self.passages if p.speaker))


@dataclass(frozen=True, slots=True)
class Said:
    """One kind of verdict on a cell, and how many people have given it."""

    kind: str
    people: int

    @property
    def label(self) -> str:
        return Verdict.Kind(self.kind).label.partition(":")[0]

    def __str__(self) -> str:
        return self.label if self.people == 1 else f"{self.label} ({self.people} people)"


@dataclass(frozen=True)
class Cell:
    """What one article makes of one claim: its passages in reading order, and what people say of
    there being none. Neither: nobody has looked."""

    article: Article
    passages: list[Passage]
    verdicts: list[Said]

    @property
    def state(self) -> str:
        """In words, where there is no passage."""
        return "; ".join(map(str, self.verdicts)) or OPEN

    @cached_property
    def sides(self) -> list[Side]:
        taken = {p.stance for p in self.passages}
        return [
            Side(stance, [p for p in self.passages if p.stance == stance])
            for stance in Rendering.Stance.values
            if stance in taken
        ]


@dataclass(frozen=True)
class Row:
    claim: Claim
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    articles: list[Article]
    rows: list[Row]


def matrix_for(articles: Sequence[Article], user: Reader, claims: Sequence[Claim]) -> Matrix:
    """What the user may see of these claims in these articles. Two queries."""
    annotations, verdicts = Annotation.objects.visible_to(user), Verdict.objects.visible_to(user)
    return _matrix(articles, claims, annotations, verdicts)


def whole_matrix(story: Story) -> Matrix:
    """All that is live, for whoever runs the machine. Four queries."""
    articles = Article.objects.filter(story=story, deleted_at=None).select_related("source")
    claims = Claim.objects.live().filter(story=story)
    annotations, verdicts = Annotation.objects.live(), Verdict.objects.live()
    return _matrix(list(articles), list(claims), annotations, verdicts)


def _matrix(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    annotations: QuerySet,
    verdicts: QuerySet,
) -> Matrix:
    filled = _passages(claims, annotations.filter(article__in=articles))
    said = _verdicts(claims, verdicts.filter(article__in=articles))
    rows = []
    for claim in claims:
        pairs = [(article, (claim.number, article.pk)) for article in articles]
        cells = [Cell(article, filled.get(pair, []), said.get(pair, [])) for article, pair in pairs]
        rows.append(Row(claim, cells))
    return Matrix(list(articles), rows)


def _verdicts(claims: Sequence[Claim], verdicts: QuerySet) -> dict[tuple[int, int], list[Said]]:
    """By claim number and article, in one query."""
    given = verdicts.filter(claim__in=claims).order_by("kind")
    counted = given.values_list("claim__number", "article", "kind").annotate(n=Count("pk"))
    found: dict[tuple[int, int], list[Said]] = {}
    for claim, article, kind, people in counted:
        found.setdefault((claim, article), []).append(Said(kind, people))
    return found


def _passages(
    claims: Sequence[Claim], annotations: QuerySet
) -> dict[tuple[int, int], list[Passage]]:
    """By claim number and article, in one query; plain rows, since there may be 10,000s."""
    renderings = Rendering.objects.filter(claim__in=claims, annotation__in=annotations)
    in_reading_order = renderings.order_by("annotation__start", "-annotation__end", "annotation")
    found: dict[tuple[int, int], list[Passage]] = {}
    for values in in_reading_order.values_list(*PASSAGE_COLUMNS):
        passage = Passage(*values)
        found.setdefault((passage.claim, passage.article), []).append(passage)
    return found


# For other programs


def as_table(matrix: Matrix) -> Iterator[list[str]]:
    """The matrix in lines of text: a head, then a line a claim, with a column an article.

    A column is headed `Outlet [article slug]`. A cell reads `stance start-end (speaker)`, with
    positions in code points of the article's text, the speaker only where one is named, and `; `
    between passages; then what verdicts say, such as `checked and absent`; or `not yet looked at`.
    No text begins so that a spreadsheet takes it for a formula: it gets an apostrophe before it.
    """
    heads = [f"{article.source.name} [{article.slug}]" for article in matrix.articles]
    yield ["claim", "statement", *map(_not_a_formula, heads)]
    for row in matrix.rows:
        cells = ["; ".join(_lines(cell)) or OPEN for cell in row.cells]
        yield [str(row.claim.number), _not_a_formula(row.claim.statement), *cells]


def _lines(cell: Cell) -> list[str]:
    return [*map(_in_short, cell.passages), *map(str, cell.verdicts)]


def _in_short(passage: Passage) -> str:
    speaker = f" ({passage.speaker})" if passage.speaker else ""
    return f"{passage.stance} {passage.start}-{passage.end}{speaker}"


def _not_a_formula(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(FORMULA_SIGNS) else text


def as_json(story: Story, matrix: Matrix) -> dict[str, Any]:
    """The matrix with everything that its cells lead to; `verdict` says why there is no passage."""
    return {
        "story": story.slug,
        "articles": [_article_json(article) for article in matrix.articles],
        "claims": [
            {
                "number": row.claim.number,
                "statement": row.claim.statement,
                "cells": {cell.article.slug: _cell_json(cell) for cell in row.cells},
            }
            for row in matrix.rows
        ],
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
                "attributed_to": passage.speaker or "",
            }
            for passage in cell.passages
        ],
    }
