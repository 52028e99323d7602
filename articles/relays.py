"""Who took a text from whom, along the credits of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .models import Article, Credit, Source


@dataclass(frozen=True)
class Relay:
    """A way that a text went: from the source that had it first to the one of the article."""

    sources: tuple[Source, ...]
    articles: list[Article]


def relays(articles: Iterable[Article]) -> list[Relay]:
    """The ways of all the articles' texts, each once. `credits` should be prefetched."""
    ways: dict[tuple[Source, ...], list[Article]] = {}
    for article in articles:
        for way in _ways(article):
            ways.setdefault(way, []).append(article)
    return [Relay(way, taken) for way, taken in ways.items()]


def _ways(article: Article) -> Iterator[tuple[Source, ...]]:
    credited = {credit.pk: credit for credit in article.credits.all()}
    for credit in article.relays:
        yield (*_stations(credit, credited), article.source)


def _stations(credit: Credit, credited: dict[int, Credit]) -> list[Source]:
    seen: list[Credit] = []
    step: Credit | None = credit
    while step is not None and step not in seen:  # a circle, should somebody make one, ends
        seen.append(step)
        step = credited.get(step.through_id) if step.through_id else None
    return [step.source for step in seen]
