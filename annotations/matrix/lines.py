"""The matrix as the rows of a table, as HTML.

Written in Python because there are many cells: 18,000 take a template seconds. Every text goes
through `escape`. One link a cell: the cell's own page has all that is in it.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from html import escape
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Story
from articles.relays import relays

from .cells import Cell, Matrix, Row, Side
from .findings import Finding

STANCES = {
    "reports": "reports",
    "partly": "in part",
    "contradicts": "contradicts",
    "questions": "questions",
}
MANNERS = {
    "": "narration",
    "direct": "direct",
    "indirect": "indirect",
    "mixed": "indirect, quoting",
    "scare": "scare quotes",
}
VERDICTS = {
    "absent": "checked, absent",
    "not_expected": "not expected: excerpt",
    "elsewhere": "attributed elsewhere",
}
NOT_LOOKED_AT = "not looked at"
MOST_NAMED = 8  # articles of which a finding says the same; the row has them all

type Pair = tuple[int, int]  # a claim's number, an article's key


def cell_id(claim: int, article: int) -> str:
    return f"c{claim}-{article}"


class Sheet:
    """What all cells of a page have in common. `found` are the cells of findings, `asked` says of
    a cell whether a filter looks for it (None where there is no such filter)."""

    def __init__(
        self,
        story: Story,
        articles: Iterable[Article],
        found: Collection[Pair] = (),
        asked: Callable[[Cell], bool] | None = None,
    ) -> None:
        self._found, self._asked = found, asked
        here = reverse("annotations:matrix", args=[story.slug])
        claim = reverse("annotations:claim", args=[story.slug, 0])
        cell = reverse("annotations:cell", args=[story.slug, 0, 0])
        self.claims = posixpath.relpath(claim, here).removesuffix("/0")
        self._in = posixpath.relpath(cell, claim).removesuffix("0")
        self._empty: dict[Cell, tuple[str, str]] = {}
        self._outlets = Counter(article.source.name for article in articles)

    def head(self, matrix: Matrix) -> SafeString:
        return _safe("".join(map(_head, matrix.articles)))

    def bodies(self, matrix: Matrix) -> SafeString:
        """A `tbody` for each group of claims; headings where there is any group."""
        has_groups = any(row.claim.group for row in matrix.rows)
        span = len(matrix.articles) + 1
        bodies = []
        for name, rows in groupby(matrix.rows, key=lambda row: row.claim.group):
            head = _group(name, span) if has_groups else ""
            bodies.append(f"<tbody>{head}{''.join(map(self._row, rows))}</tbody>\n")
        return _safe("".join(bodies))

    def _row(self, row: Row) -> str:
        claim, number = row.claim, row.claim.number
        path = f"{self.claims}/{number}/"
        head = (
            f'<th scope="row" id="c{number}"><a href="{path}"><span class="claim-chip" '
            f'data-colour="{claim.colour}">{number}</span> <bdi>{escape(claim.statement)}</bdi></a>'
            f'<span class="by">{_sources(row)}</span></th>'
        )
        into = path + self._in
        return f"\n<tr>{head}{''.join([self._cell(cell, number, into) for cell in row.cells])}</tr>"

    def _cell(self, cell: Cell, number: int, into: str) -> str:
        key = cell.article.pk
        if cell.passages:
            before, inside = self._attributes(cell), inner(cell)
        else:
            if cell not in self._empty:
                self._empty[cell] = self._attributes(cell), inner(cell)
            before, inside = self._empty[cell]
        is_found = (number, key) in self._found
        place = f' id="{cell_id(number, key)}"' if is_found or cell.passages else ""
        mark = " data-found" if is_found else ""
        return f'<td{place}{before}{mark}><a href="{into}{key}/">{inside}</a></td>'

    def _attributes(self, cell: Cell) -> str:
        kind = ' class="open"' if cell.is_open else ""
        return kind + (" data-asked" if self._asked and self._asked(cell) else "")

    def findings(self, findings: Iterable[Finding]) -> SafeString:
        """A line each: the claim, and links to the cells by what they have to do with it."""
        return _safe("".join(map(self._finding, findings)))

    def _finding(self, finding: Finding) -> str:
        claim, number = finding.claim, finding.claim.number
        told = [self._told(number, words, cells) for words, cells in finding.told]
        if finding.unlooked:
            told.append(f"{finding.unlooked} not looked at")
        return (
            f'<li><a class="claim-chip" data-colour="{claim.colour}" href="#c{number}">'
            f'<span class="visually-hidden">Claim </span>{number}</a><span>'
            f'<bdi class="statement">{escape(claim.statement)}</bdi>'
            f'<span class="finding-cells">{"; ".join(told)}</span></span></li>'
        )

    def _told(self, number: int, words: str, cells: Sequence[Cell]) -> str:
        links = [
            f'<a href="{self.claims}/{number}/{self._in}{cell.article.pk}/" '
            f'data-cell="{cell_id(number, cell.article.pk)}" '
            f'title="{escape(cell.article.headline)}">{self._named(cell.article)}</a>'
            for cell in cells[:MOST_NAMED]
        ]
        if len(cells) > MOST_NAMED:
            links.append(f"{len(cells) - MOST_NAMED} more")
        return f"<bdi>{escape(words)}</bdi>: {', '.join(links)}"

    def _named(self, article: Article) -> str:
        """By its outlet, and its language where the outlet has several."""
        name = f"<bdi>{escape(article.source.name)}</bdi>"
        if self._outlets[article.source.name] < 2:
            return name
        return f"{name} (<bdi>{escape(article.language.native_name)}</bdi>)"


def inner(cell: Cell) -> str:
    """What stands in a cell: a line for each stance, and one for each verdict."""
    if cell.is_open:
        return NOT_LOOKED_AT
    said = [_side(side) for side in cell.sides]
    for verdict in cell.verdicts:
        people = f" ({verdict.people} people)" if verdict.people > 1 else ""
        said.append(f'<b class="{verdict.kind}">{VERDICTS[verdict.kind]}{people}</b>')
    return "".join(said)


def _side(side: Side) -> str:
    times = f" ×{len(side.passages)}" if len(side.passages) > 1 else ""
    manners = dict.fromkeys(MANNERS[passage.how] for passage in side.passages)
    said = "; ".join(manners)
    if side.speakers:
        said += "; " + ", ".join(f"<bdi>{escape(name)}</bdi>" for name in side.speakers)
    if any(passage.is_lost for passage in side.passages):
        said += "; lost in a correction"
    return f'<b class="{side.stance}">{STANCES[side.stance]}{times}</b> <i>{said}</i>'


def _sources(row: Row) -> str:
    return "no source" if not row.sources else f"{row.sources} source{'s' * (row.sources > 1)}"


def _group(name: str, span: int) -> str:
    title = f"<bdi>{escape(name)}</bdi>" if name else "In no group"
    return (
        f'\n<tr class="group"><th scope="rowgroup" colspan="{span}"><span>{title}</span></th></tr>'
    )


def _head(article: Article) -> str:
    language = article.language
    said = [f'<bdi lang="{language.code}">{escape(language.native_name)}</bdi>']
    if article.published_on:
        day = article.published_on
        said.append(f'<time datetime="{day.isoformat()}">{date_format(day, "j M")}</time>')
    marks = [f"relays <bdi>{escape(name)}</bdi>" for name in _relayed(article)]
    marks += ["excerpt"] * article.is_excerpt
    return (
        f'<th scope="col"><a href="{article.get_absolute_url()}" '
        f'title="{escape(article.headline)}"><bdi>{escape(article.source.name)}</bdi></a>'
        f'<span class="by">{", ".join(said)}</span>'
        f"{''.join(f'<span class="by way">{mark}</span>' for mark in marks)}</th>"
    )


def _relayed(article: Article) -> list[str]:
    """The sources that the text went through last."""
    return list(dict.fromkeys(way.sources[-2].name for way in relays([article])))


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  (escaped piece by piece)
