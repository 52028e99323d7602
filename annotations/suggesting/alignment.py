"""How well the words of one passage are met by another one: alignment of single words.

The measure is that of BERTScore (T. Zhang et al., 2020) with rare words weighing more, over
states from which the mean of their language in this story was taken: news on one event is all
alike, and what is common to all of it says nothing. NumPy does the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .encoders import Floats, unit_length
from .encoding import States
from .units import Span, Text


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text as they are compared within its story."""

    states: States
    values: Floats
    weights: Floats
    starts: NDArray[np.intp]  # the first row of each sentence that has words
    numbers: NDArray[np.int32]  # which sentences those are


@dataclass(frozen=True, slots=True)
class Aligned:
    """The scores of all pairs of sentences of two texts: rows for the first, columns the second."""

    first: int
    second: int
    scores: Floats


class Alignment:
    """All texts of a story, made ready to be compared. A new text changes all of them."""

    def __init__(self, texts: Sequence[Text], states: Sequence[States]) -> None:
        self.texts = tuple(texts)
        languages = [text.language.split("-")[0] for text in texts]
        values, weights = _centred(languages, states), _weights(languages, texts, states)
        self._words = [_words(*parts) for parts in zip(states, values, weights, strict=True)]

    def pairs(self) -> Iterator[Aligned]:
        """Every pair of texts; the score of a sentence without words is 0."""
        for first, second in combinations(range(len(self.texts)), 2):
            yield Aligned(first, second, self._sentences(first, second))

    def _sentences(self, first: int, second: int) -> Floats:
        a, b = self._words[first], self._words[second]
        shape = len(self.texts[first].sentences), len(self.texts[second].sentences)
        scores = np.zeros(shape, np.float32)
        if len(a.numbers) and len(b.numbers):
            likeness = a.values @ b.values.T
            both = (_met(likeness, a, b) + _met(likeness.T, b, a).T) / 2
            scores[np.ix_(a.numbers, b.numbers)] = both
        return scores

    def met(self, text: int, span: Span, other: int) -> Floats:
        """How much of a span each sentence of another text says: F(span -> sentence)."""
        scores = np.zeros(len(self.texts[other].sentences), np.float32)
        a, b = self._words[text], self._words[other]
        rows = a.states.in_span(span)
        if rows.any() and len(b.numbers):
            best = np.maximum.reduceat(a.values[rows] @ b.values.T, b.starts, axis=1)
            weights = a.weights[rows]
            scores[b.numbers] = weights @ best / weights.sum()
        return scores

    def between(self, text: int, span: Span, other: int, other_span: Span) -> float:
        """(F(a -> b) + F(b -> a)) / 2 of two spans."""
        a, b = self._words[text], self._words[other]
        rows, columns = a.states.in_span(span), b.states.in_span(other_span)
        if not rows.any() or not columns.any():
            return 0.0
        likeness = a.values[rows] @ b.values[columns].T
        forth = np.average(likeness.max(axis=1), weights=a.weights[rows])
        back = np.average(likeness.max(axis=0), weights=b.weights[columns])
        return float(forth + back) / 2


def _met(likeness: Floats, a: Words, b: Words) -> Floats:
    best = np.maximum.reduceat(likeness, b.starts, axis=1) * a.weights[:, None]
    summed = np.add.reduceat(best, a.starts, axis=0)
    total: Floats = np.add.reduceat(a.weights, a.starts)
    return summed / total[:, None]


def _words(states: States, values: Floats, weights: Floats) -> Words:
    numbers, starts = np.unique(states.sentence, return_index=True)
    return Words(states, values, weights, starts, numbers)


def _centred(languages: Sequence[str], states: Sequence[States]) -> list[Floats]:
    found = [unit_length(s.values.astype(np.float32)) for s in states]
    for language in set(languages):
        own = [i for i, name in enumerate(languages) if name == language]
        mean = np.concatenate([found[i] for i in own]).mean(axis=0)
        for i in own:
            found[i] = unit_length(found[i] - mean)
    return [unit_length(values.reshape(len(values), -1)) for values in found]


def _weights(
    languages: Sequence[str], texts: Sequence[Text], states: Sequence[States]
) -> list[Floats]:
    """Rare pieces weigh more: they are counted over the story's sentences in their language."""
    found: list[Floats] = [np.zeros(0, np.float32)] * len(states)
    for language in set(languages):
        own = [i for i, name in enumerate(languages) if name == language]
        total = sum(len(texts[i].sentences) for i in own)
        said = {(i, *pair) for i in own for pair in zip(*_columns(states[i]), strict=True)}
        counts = np.zeros(max((piece for _, _, piece in said), default=0) + 1, np.float32)
        for _, _, piece in said:
            counts[piece] += 1
        for i in own:
            rarity = np.log((total + 1) / counts[states[i].piece])
            found[i] = (rarity + np.float32(0.1)) ** 2
    return found


def _columns(states: States) -> tuple[list[int], list[int]]:
    return states.sentence.tolist(), states.piece.tolist()
