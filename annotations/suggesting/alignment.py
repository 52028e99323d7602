"""How well the words of one passage are met by another one: alignment of single words.

The measure is that of BERTScore (T. Zhang et al., 2020) with rare words weighing more, over
states from which the mean of their language in this story was taken: news on one event is all
alike, and what is common to all of it says nothing. What is rare is counted by meaning, so that
a name weighs the same in every script. NumPy does the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .e5 import Floats
from .encoders import unit_length
from .encoding import States
from .matching import Scores
from .units import Span, Text

SAME_WORD: Final = 0.6  # likeness from which a sentence rather says a word than not
SURENESS: Final = 0.05  # how far from there the doubt reaches


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text as they are compared within its story, a row a piece."""

    states: States
    values: Floats
    starts: NDArray[np.intp]  # the first row of each sentence that has words
    numbers: NDArray[np.int32]  # which sentences those are

    def best(self, others: Floats) -> Floats:
        """For each of the other rows: the likeness of the nearest word in every sentence."""
        likeness: Floats = np.maximum.reduceat(others @ self.values.T, self.starts, axis=1)
        return likeness


class Alignment:
    """All texts of a story, made ready to be compared. A new text changes all of them."""

    method = "alignment 1"
    translates = True

    def __init__(
        self,
        texts: Sequence[Text],
        states: Sequence[States],
        weights: Sequence[Floats] | None = None,
        means: Mapping[str, Floats] | None = None,
    ) -> None:
        """`weights` and `means` are those of an alignment that had these texts among others.

        They are the long part, and with them some texts compare as they do within all.
        """
        self.texts = tuple(texts)
        languages = [text.main_language for text in texts]
        found = [unit_length(s.values.astype(np.float32)) for s in states]
        self.means = dict(means or _means(languages, found))
        values = [_centred(f, self.means[name]) for f, name in zip(found, languages, strict=True)]
        self._words = [_words(*parts) for parts in zip(states, values, strict=True)]
        self.weights = tuple(weights or (self._rarity(words) for words in self._words))

    def pairs(self) -> Iterator[Scores]:
        for first, second in combinations(range(len(self.texts)), 2):
            shape = len(self.texts[first].sentences), len(self.texts[second].sentences)
            scores = np.zeros(shape, np.float32)
            a, b = self._words[first], self._words[second]
            if len(a.values) and len(b.values):
                both = (self._met(first, second) + self._met(second, first).T) / 2
                scores[np.ix_(a.numbers, b.numbers)] = both
            yield Scores(first, second, scores)

    def met(self, text: int, span: Span, other: int) -> Floats:
        scores = np.zeros(len(self.texts[other].sentences), np.float32)
        a, b = self._words[text], self._words[other]
        rows = a.states.in_span(span)
        if rows.any() and len(b.values):
            weights = self.weights[text][rows]
            scores[b.numbers] = weights @ b.best(a.values[rows]) / weights.sum()
        return scores

    def between(self, text: int, span: Span, other: int, other_span: Span) -> float:
        a, b = self._words[text], self._words[other]
        rows, columns = a.states.in_span(span), b.states.in_span(other_span)
        if not rows.any() or not columns.any():
            return 0.0
        likeness = a.values[rows] @ b.values[columns].T
        forth = np.average(likeness.max(axis=1), weights=self.weights[text][rows])
        back = np.average(likeness.max(axis=0), weights=self.weights[other][columns])
        return float(forth + back) / 2

    def _met(self, text: int, other: int) -> Floats:
        a, weights = self._words[text], self.weights[text]
        best = self._words[other].best(a.values) * weights[:, None]
        total: Floats = np.add.reduceat(weights, a.starts)
        summed: Floats = np.add.reduceat(best, a.starts, axis=0)
        return summed / total[:, None]

    def _rarity(self, words: Words) -> Floats:
        """Squared logarithm of how few of the story's sentences say a word, in any language."""
        others = [other for other in self._words if len(other.values)]
        said = np.zeros(len(words.values), np.float32)
        for other in others:
            doubt = np.exp((SAME_WORD - other.best(words.values)) / np.float32(SURENESS))
            said += (1 / (1 + doubt)).sum(axis=1)
        total = sum(len(other.numbers) for other in others)
        rarity = np.log((total + 1) / np.maximum(said, 0.5))
        weights: Floats = (np.maximum(rarity, 0) + np.float32(0.1)) ** 2
        return weights


def _words(states: States, values: Floats) -> Words:
    numbers, starts = np.unique(states.sentence, return_index=True)
    return Words(states, values, starts, numbers)


def _means(languages: Sequence[str], found: Sequence[Floats]) -> dict[str, Floats]:
    """Of all words of each language: what says nothing because all say it."""
    means = {}
    for language in set(languages):
        own = (f for f, name in zip(found, languages, strict=True) if name == language)
        rows = np.concatenate(list(own))
        means[language] = rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1:], np.float32)
    return means


def _centred(found: Floats, mean: Floats) -> Floats:
    """Both states of each word in one row of length one."""
    moved = unit_length(found - mean)
    return unit_length(np.concatenate((moved[:, 0], moved[:, 1]), axis=1))
