"""Who took a text from whom: sources in columns, the first to have it on the side of the start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.models import Article, Source
from articles.relays import Relay

COLUMN, ROW, BOX_WIDTH, BOX_HEIGHT, MARGIN = 240, 56, 170, 34, 12
ARROW = 8


@dataclass(frozen=True)
class Box:
    """A source, with the upper left corner of its box."""

    source: Source
    x: int
    y: int
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + BOX_WIDTH // 2, self.y + BOX_HEIGHT // 2


@dataclass(frozen=True)
class Arrow:
    """From a source to the one that took its text; `articles` are those that show it."""

    giver: Box
    taker: Box
    articles: list[Article]

    @property
    def path(self) -> str:
        """A curve from the giver's end to just before the taker's start, as SVG path data."""
        x1, y1 = self.giver.x + BOX_WIDTH, self.giver.middle[1]
        x2, y2 = self.taker.x - ARROW, self.taker.middle[1]
        bend = max(24, (x2 - x1) // 2)
        return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"

    @property
    def head(self) -> str:
        """The points of the arrow's head."""
        x, y = self.taker.x, self.taker.middle[1]
        return f"{x},{y} {x - ARROW},{y - ARROW // 2} {x - ARROW},{y + ARROW // 2}"


@dataclass(frozen=True)
class RelayGraph:
    boxes: list[Box]
    arrows: list[Arrow]

    @property
    def width(self) -> int:
        return max(box.x for box in self.boxes) + BOX_WIDTH + MARGIN

    @property
    def height(self) -> int:
        return max(box.y for box in self.boxes) + BOX_HEIGHT + MARGIN


def relay_graph(relays: Sequence[Relay]) -> RelayGraph | None:
    """None where nobody took anything from anybody."""
    takings = _takings(relays)
    if not takings:
        return None
    boxes = {box.source: box for box in _boxes(takings)}
    arrows = [Arrow(boxes[a], boxes[b], articles) for (a, b), articles in takings.items()]
    return RelayGraph(list(boxes.values()), arrows)


def _takings(relays: Iterable[Relay]) -> dict[tuple[Source, Source], list[Article]]:
    """The articles by (giver, taker), each step of each way once."""
    takings: dict[tuple[Source, Source], list[Article]] = {}
    for relay in relays:
        for giver, taker in pairwise(relay.sources):
            shown_by = takings.setdefault((giver, taker), [])
            shown_by += [article for article in relay.articles if article not in shown_by]
    return takings


def _boxes(takings: Iterable[tuple[Source, Source]]) -> Iterable[Box]:
    """Each source in the column behind the last of those from which it takes."""
    columns = _columns(list(takings))
    filled: dict[int, int] = {}
    for source, column in columns.items():
        row = filled[column] = filled.get(column, -1) + 1
        yield Box(source, MARGIN + COLUMN * column, MARGIN + ROW * row)


def _columns(takings: Sequence[tuple[Source, Source]]) -> dict[Source, int]:
    """Longest way from a first source; two that take from each other share no endless way."""
    columns = dict.fromkeys((source for taking in takings for source in taking), 0)
    for _ in columns:
        for giver, taker in takings:
            columns[taker] = max(columns[taker], min(columns[giver] + 1, len(columns) - 1))
    return _without_empty(columns)


def _without_empty(columns: dict[Source, int]) -> dict[Source, int]:
    used = {column: place for place, column in enumerate(sorted(set(columns.values())))}
    return {source: used[column] for source, column in columns.items()}
