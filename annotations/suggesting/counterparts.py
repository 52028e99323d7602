"""For a passage that somebody has selected: where other articles say it, and which claim it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .matching import Matcher
from .pairs import Place

BEST: Final = 3  # counterparts that are offered of each other article


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A sentence that may say the same; the best of its article has rank 0.

    `score` compares sentences of one article only.
    """

    place: Place
    rank: int
    score: float


def counterparts(matcher: Matcher, selected: Place, count: int = BEST) -> list[Counterpart]:
    """The best sentences of every other article, article by article, best first."""
    others = (other for other in range(len(matcher.texts)) if other != selected.text)
    return [found for other in others for found in _best(matcher, selected, other, count)]


def best_in(
    matcher: Matcher, selected: Sequence[Place], other: int, count: int = BEST
) -> list[Counterpart]:
    """For an empty cell: the candidates of one article, by all renderings of the claim."""
    if not selected:
        return []
    found = [
        counterpart for place in selected for counterpart in _best(matcher, place, other, count)
    ]
    best = {c.place: c for c in sorted(found, key=lambda c: c.score)}
    ranked = sorted(best.values(), key=lambda c: (-c.score, c.place))
    return [Counterpart(c.place, rank, c.score) for rank, c in enumerate(ranked[:count])]


def _best(matcher: Matcher, selected: Place, other: int, count: int) -> list[Counterpart]:
    scores = matcher.met(selected.text, selected.span, other)
    sentences = matcher.texts[other].sentences
    order = sorted(range(len(sentences)), key=lambda i: (-scores[i], i))[:count]
    return [
        Counterpart(Place(other, sentences[i]), rank, float(scores[i]))
        for rank, i in enumerate(order)
    ]


def rank_claims[Key](
    matcher: Matcher, selected: Place, claims: Mapping[Key, Sequence[Place]]
) -> list[tuple[Key, float]]:
    """Claims by their best rendering, best first; claims that nothing renders come last.

    A claim's statement counts as one of its renderings if the statements are a text of the
    matcher, too.
    """
    scored = [(key, _likeness(matcher, selected, places)) for key, places in claims.items()]
    return sorted(scored, key=lambda item: -item[1])


def _likeness(matcher: Matcher, selected: Place, places: Sequence[Place]) -> float:
    others = [place for place in places if place.text != selected.text]
    return max((matcher.between(*selected, *place) for place in others), default=0.0)
