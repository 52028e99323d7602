"""Matching by one vector a sentence, for encoders that give no more. NumPy multiplies.

The score is the ratio margin of M. Artetxe and H. Schwenk (Margin-based parallel corpus mining,
2019): the cosine over the mean cosine of the nearest neighbours of both sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np

from .e5 import Floats
from .encoders import Encoder, unit_length
from .matching import Scores
from .units import Span, Text, touched

NEIGHBOURS: Final = 4


def encode_sentences(text: Text, encoder: Encoder) -> Floats:
    return encoder.encode([text.words_of(span) for span in text.sentences])


class Vectors:
    """All texts of a story; a passage counts as the sentences that it touches."""

    method = "vectors 1"
    translates = True

    def __init__(self, texts: Sequence[Text], vectors: Sequence[Floats]) -> None:
        self.texts = tuple(texts)
        self._vectors = tuple(vectors)

    def pairs(self) -> Iterator[Scores]:
        for first, second in combinations(range(len(self.texts)), 2):
            cosines = self._vectors[first] @ self._vectors[second].T
            yield Scores(first, second, _margins(cosines) if cosines.size else cosines)

    def met(self, text: int, span: Span, other: int) -> Floats:
        return self._mean(text, span) @ self._vectors[other].T

    def between(self, text: int, span: Span, other: int, other_span: Span) -> float:
        return float(self._mean(text, span) @ self._mean(other, other_span))

    def _mean(self, text: int, span: Span) -> Floats:
        numbers = touched(self.texts[text].sentences, span)
        rows = self._vectors[text][numbers.start : numbers.stop]
        return unit_length(rows.sum(axis=0))


def _margins(cosines: Floats) -> Floats:
    usual = (_nearest(cosines)[:, None] + _nearest(cosines.T)[None, :]) / 2
    margins: Floats = cosines / np.maximum(usual, np.float32(0.05))
    return margins


def _nearest(cosines: Floats) -> Floats:
    """For each row: the mean of its highest numbers."""
    count = min(NEIGHBOURS, cosines.shape[1])
    means: Floats = np.sort(cosines, axis=1)[:, -count:].mean(axis=1)
    return means
