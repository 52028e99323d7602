"""A published document as tables for spreadsheets: one long, one wide.

In UTF-8 with a byte order mark, without which Excel takes Arabic for something else.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from ..matrix import OPEN
from ..matrix.files import not_a_formula
from .document import Article, Cell, Claim, Document, Passage
from .page import MANNERS, STANCES, VERDICTS

OF_CELL = ["claim", "group", "statement", "article", "outlet", "language", "published", "excerpt"]
OF_PASSAGE = [
    "state",
    "stance",
    "attributed to",
    "how",
    "speaker",
    "cue",
    "passage",
    "translation",
    "coder",
    "annotation",
    "revision",
    "start",
    "end",
]


def long(document: Document) -> str:
    """A line for each passage, each verdict, and each cell that nobody has looked at."""
    lines = (
        [*_of_cell(claim, article), *said]
        for claim in document["claims"]
        for article in document["articles"]
        for said in _said(claim["cells"].get(article["slug"]))
    )
    return _table([*OF_CELL, *OF_PASSAGE], lines)


def _of_cell(claim: Claim, article: Article) -> list[Any]:
    excerpt = "yes" if article["is_excerpt"] else "no"
    return [
        claim["number"],
        claim["group"],
        claim["statement"],
        article["slug"],
        article["outlet"],
        article["language"]["code"],
        article["published_on"],
        excerpt,
    ]


def _said(cell: Cell | None) -> Iterator[list[Any]]:
    nothing = [""] * (len(OF_PASSAGE) - 1)
    if cell is None:
        yield [OPEN, *nothing]
        return
    yield from map(_passage, cell["passages"])
    for verdict in cell["verdicts"]:
        line = [VERDICTS[verdict["kind"]], *nothing]
        line[OF_PASSAGE.index("coder")] = "; ".join(verdict["coders"])
        yield line


def _passage(passage: Passage) -> list[Any]:
    return [
        "rendered",
        passage["stance"],
        passage["attributed_to"],
        MANNERS[passage["how"]],
        passage["speaker"],
        passage["cue"],
        passage["exact"],
        passage["gloss"]["text"] if passage["gloss"] else "",
        passage["coder"],
        passage["annotation"],
        passage["revision"],
        passage["start"],
        passage["end"],
    ]


def wide(document: Document) -> str:
    """The matrix: a line a claim, a column an article, headed `Outlet [slug]`."""
    articles = document["articles"]
    heads = [f"{article['outlet']} [{article['slug']}]" for article in articles]
    lines = (
        [
            claim["number"],
            claim["group"],
            claim["statement"],
            *(_in_short(claim["cells"].get(article["slug"])) for article in articles),
        ]
        for claim in document["claims"]
    )
    return _table(["claim", "group", "statement", *heads], lines)


def _in_short(cell: Cell | None) -> str:
    if cell is None:
        return OPEN
    rendered = [
        STANCES[p["stance"]] + (f" ({p['attributed_to']})" if p["attributed_to"] else "")
        for p in cell["passages"]
    ]
    return "; ".join([*rendered, *(VERDICTS[said["kind"]] for said in cell["verdicts"])])


def _table(head: list[str], lines: Iterable[list[Any]]) -> str:
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    for line in (head, *lines):
        writer.writerow([not_a_formula(str(value)) for value in line])
    return table.getvalue()
