"""When which outlet published: a row an outlet, a column a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.models import Article

WIDTH, MARGIN, LABELS = 760, 24, 190
HEAD, ROW, DOT_STEP = 34, 30, 16
MOST_TICKS = 8


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    article: Article


@dataclass(frozen=True)
class Lane:
    """The row of one outlet."""

    name: str
    y: int


@dataclass(frozen=True)
class Tick:
    x: int
    day: date


@dataclass(frozen=True)
class Timeline:
    lanes: list[Lane]
    ticks: list[Tick]
    dots: list[Dot]
    undated: list[Article]
    width: int = WIDTH
    label_end: int = LABELS - 12
    head: int = HEAD

    @property
    def height(self) -> int:
        return HEAD + ROW * len(self.lanes)


def timeline(articles: Iterable[Article]) -> Timeline:
    """Outlets in the order of their first article; what has no date stands apart."""
    articles = list(articles)
    dated = sorted((a for a in articles if a.published_on), key=lambda a: (a.published_on, a.pk))
    names = list(dict.fromkeys(article.source.name for article in dated))
    lanes = [Lane(name, HEAD + ROW * n + ROW // 2) for n, name in enumerate(names)]
    days = [article.published_on for article in dated if article.published_on]
    undated = [article for article in articles if not article.published_on]
    return Timeline(lanes, _ticks(days), list(_dots(dated, lanes, days)), undated)


def _dots(dated: Sequence[Article], lanes: list[Lane], days: list[date]) -> Iterable[Dot]:
    """Articles of one outlet on one day stand beside each other."""
    height_of = {lane.name: lane.y for lane in lanes}
    before: dict[tuple[str, date], int] = {}
    for article, day in zip(dated, days, strict=True):
        spot = (article.source.name, day)
        beside = before[spot] = before.get(spot, -1) + 1
        yield Dot(_x(day, days) + DOT_STEP * beside, height_of[article.source.name], article)


def _x(day: date, days: Sequence[date]) -> int:
    first, span = days[0], (days[-1] - days[0]).days
    share = (day - first).days / span if span else 0.5
    return round(LABELS + MARGIN + share * (WIDTH - LABELS - 3 * MARGIN))


def _ticks(days: Sequence[date]) -> list[Tick]:
    """Whole days, as many as can be read beside each other; the first and the last are named."""
    if not days:
        return []
    span = (days[-1] - days[0]).days
    stride = max(1, -(-span // (MOST_TICKS - 1)))
    marked = [days[0] + timedelta(n) for n in range(0, span, stride)]
    if marked and (days[-1] - marked[-1]).days < stride and len(marked) > 1:
        marked.pop()
    return [Tick(_x(day, days), day) for day in [*marked, days[-1]]]
