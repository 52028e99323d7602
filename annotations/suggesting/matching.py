"""What finds matches has three questions to answer; with a model or without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np

from .e5 import Floats
from .units import Span, Text

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
    translates: bool  # knows a translation from a sentence that only names the same people

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


def standardised(matcher: Matcher) -> list[Scores]:
    """Scores of all pairs of texts, in standard deviations above what is usual.

    Passages in one language look more alike than a translation does, and some languages are
    nearer to each other than others. A matcher that translates is judged by what is usual
    between the two languages. That is estimated from the story itself, and drawn towards the
    mean of all (empirical Bayes) where few pairs of articles tell it: two articles that share
    nothing must not gain by it.
    """
    known = list(matcher.pairs())
    overall = _spread(known)
    if not matcher.translates:
        return [_relative(scores, overall) for scores in known]
    kinds = [_languages(matcher.texts, scores) for scores in known]
    usual = _usual(kinds, known, overall)
    return [_relative(scores, usual[kind]) for scores, kind in zip(known, kinds, strict=True)]


def _relative(scores: Scores, usual: Spread) -> Scores:
    return scores._replace(values=(scores.values - usual.mean) / (usual.deviation or 1.0))


def _languages(texts: Sequence[Text], scores: Scores) -> tuple[str, str]:
    one, two = sorted((texts[scores.first].main_language, texts[scores.second].main_language))
    return one, two


def _usual(
    kinds: Sequence[tuple[str, str]], scores: Sequence[Scores], overall: Spread
) -> dict[tuple[str, str], Spread]:
    found: dict[tuple[str, str], Spread] = {}
    for within in (True, False):
        group = [(k, s) for k, s in zip(kinds, scores, strict=True) if (k[0] == k[1]) is within]
        usual = _drawn([s for _, s in group], overall)
        for kind in {k for k, _ in group}:
            found[kind] = _drawn([s for k, s in group if k == kind], usual)
    return found


def _drawn(scores: Sequence[Scores], towards: Spread) -> Spread:
    share = len(scores) / (len(scores) + PRIOR)
    return _spread(scores).towards(towards, share)


def _spread(scores: Sequence[Scores]) -> Spread:
    values = np.concatenate([s.values.ravel() for s in scores] or [np.zeros(0, np.float32)])
    return Spread(float(values.mean()), float(values.std())) if len(values) else Spread(0.0, 0.0)
