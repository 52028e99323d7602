"""What finds matches has three questions to answer; with a model or without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from .units import Span, Text

type Floats = NDArray[np.float32]

PRIOR: Final = 2  # pairs of articles: below that many, a language pair tells little of its own


class Scores(NamedTuple):
    """Of all pairs of sentences of two texts: rows for the first text, columns for the second."""

    first: int
    second: int
    values: Floats


class Matcher(Protocol):
    """Knows the texts of a story, by number. Higher is more alike; only the order has meaning."""

    texts: tuple[Text, ...]
    method: str

    def pairs(self) -> Iterator[Scores]:
        """Every pair of texts once, the lower number first."""
        ...

    def met(self, text: int, span: Span, other: int) -> Floats:
        """How much of a passage each sentence of another text says."""
        ...

    def between(self, text: int, span: Span, other: int, other_span: Span) -> float:
        """How much two passages say of each other."""
        ...


class Spread(NamedTuple):
    mean: float
    deviation: float

    def towards(self, other: Spread, share: float) -> Spread:
        """A mixture: this one has `share` in it, the other one the rest."""
        pairs = zip(self, other, strict=True)
        return Spread(*(share * own + (1 - share) * its for own, its in pairs))


def standardised(texts: Sequence[Text], scores: Iterable[Scores]) -> list[Scores]:
    """Scores in standard deviations above what is usual between the two languages.

    Passages in one language look more alike than a translation does, and some languages are
    nearer to each other than others. How they differ is estimated from the story itself, and
    drawn towards the mean of all (empirical Bayes) where few pairs of articles tell it: two
    articles that share nothing must not gain by it.
    """
    known = list(scores)
    usual = _usual({languages(texts, s.first, s.second) for s in known}, texts, known)
    return [
        s._replace(values=(s.values - spread.mean) / (spread.deviation or 1.0))
        for s in known
        for spread in [usual[languages(texts, s.first, s.second)]]
    ]


def languages(texts: Sequence[Text], first: int, second: int) -> tuple[str, str]:
    one, two = sorted((texts[first].main_language, texts[second].main_language))
    return one, two


def _usual(
    kinds: set[tuple[str, str]], texts: Sequence[Text], scores: Sequence[Scores]
) -> dict[tuple[str, str], Spread]:
    by_kind = {kind: [s for s in scores if languages(texts, *s[:2]) == kind] for kind in kinds}
    overall = _spread(scores)
    groups = {}
    for within in (True, False):
        own = [s for kind in kinds if (kind[0] == kind[1]) is within for s in by_kind[kind]]
        groups[within] = _spread(own).towards(overall, _share(own)) if own else overall
    return {
        kind: _spread(own).towards(groups[kind[0] == kind[1]], _share(own))
        for kind, own in by_kind.items()
    }


def _share(scores: Sequence[Scores]) -> float:
    return len(scores) / (len(scores) + PRIOR)


def _spread(scores: Sequence[Scores]) -> Spread:
    values = np.concatenate([s.values.ravel() for s in scores] or [np.zeros(0, np.float32)])
    return Spread(float(values.mean()), float(values.std())) if len(values) else Spread(0.0, 0.0)
