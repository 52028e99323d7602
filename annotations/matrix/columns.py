"""The order of the columns, and what of a matrix is asked for. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from articles.models import Article
from articles.relays import relays

from .cells import Cell, Matrix, Passage, Row

ORDERS = {
    "time": "time of publication",
    "language": "language",
    "outlet": "outlet",
    "relay": "relay: each after what it relays",
}


def ordered(articles: Iterable[Article], order: str) -> list[Article]:
    """Those without a date last; within languages, outlets and ways of relaying by time."""
    return sorted(articles, key=lambda article: (*KEYS[order](article), *_time(article)))


def _time(article: Article) -> tuple:
    return (article.published_on is None, article.published_on or date.max, article.pk)


def _relay(article: Article) -> tuple:
    """Its first source's name, and how many stations the text has come since."""
    ways = relays([article])
    sources = ways[0].sources if ways else (article.source,)
    return (sources[0].name.casefold(), len(sources) - 1)


KEYS: dict[str, Callable[[Article], tuple]] = {
    "time": lambda article: (),
    "language": lambda article: (article.language.name.casefold(),),
    "outlet": lambda article: (article.source.name.casefold(),),
    "relay": _relay,
}


@dataclass(frozen=True)
class Asked:
    """What somebody asks for; what is empty keeps everything.

    Language and outlet choose columns. The rest chooses the claims that some passage (for a coder
    some verdict, too) answers to: they come with all their cells, else an empty one would say that
    nobody has looked.
    """

    language: str = ""
    outlet: str = ""
    speaker: str = ""
    stance: str = ""
    coder: int | None = None
    tagged: frozenset[int] | None = field(default=None)  # the keys of annotations with a tag

    @property
    def chooses_claims(self) -> bool:
        return bool(self.speaker or self.stance or self.coder or self.tagged is not None)

    def wants(self, article: Article) -> bool:
        return self.language in ("", article.language_id) and self.outlet in (
            "",
            article.source.slug,
        )

    def finds(self, cell: Cell) -> bool:
        return any(map(self._finds, cell.passages)) or self._found_empty(cell)

    def _finds(self, passage: Passage) -> bool:
        return (
            self.speaker in ("", passage.speaker)
            and self.stance in ("", passage.stance)
            and self.coder in (None, passage.coder)
            and (self.tagged is None or passage.annotation in self.tagged)
        )

    def _found_empty(self, cell: Cell) -> bool:
        if self.coder is None or self.speaker or self.stance or self.tagged is not None:
            return False
        return any(self.coder in said.coders for said in cell.verdicts)


def narrowed(matrix: Matrix, asked: Asked, order: str = "time") -> Matrix:
    """The columns and rows that are asked for, the columns in that order."""
    articles = ordered(filter(asked.wants, matrix.articles), order)
    places = {article.pk: place for place, article in enumerate(matrix.articles)}
    columns = [places[article.pk] for article in articles]
    rows = [Row(row.claim, [row.cells[place] for place in columns]) for row in matrix.rows]
    if asked.chooses_claims:
        rows = [row for row in rows if any(map(asked.finds, row.cells))]
    return Matrix(articles, rows)


def speakers_in(matrix: Matrix) -> list[str]:
    return sorted({p.speaker for p in _passages(matrix.rows) if p.speaker}, key=str.casefold)


def coders_in(matrix: Matrix) -> set[int]:
    """The keys of those whose work the reader sees."""
    cells = [cell for row in matrix.rows for cell in row.cells]
    judging = {coder for cell in cells for said in cell.verdicts for coder in said.coders}
    marking = {passage.coder for cell in cells for passage in cell.passages}
    return {coder for coder in judging | marking if coder is not None}


def _passages(rows: Sequence[Row]) -> Iterable[Passage]:
    return (passage for row in rows for cell in row.cells for passage in cell.passages)
