"""Matching without a model: shared pieces of words, names and countries. NumPy multiplies.

Words are compared by character n-grams in one alphabet, weighed by how rare they are in the
story (G. Salton and C. Buckley, Term-weighting approaches, 1988). Where two passages share
little, their neighbours and their places in the articles decide: reports on one event often take
up its points in the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import log
from typing import Final

import numpy as np

from .e5 import Floats
from .encoders import unit_length
from .matching import Scores
from .names import skeleton, territories, transliterated, words
from .units import Span, Text, touched

SIZES: Final = (3, 4, 5)  # characters of an n-gram, counting the blanks around a word
WEIGHTS: Final = (1.0, 0.5, 0.2)  # of n-grams, skeletons and countries
SENTENCE: Final = 0.5  # what the sentence around a selected passage counts
NEIGHBOUR: Final = 0.2
WIDEST: Final = 16_384  # columns of a kind of feature: more of them share columns, at little loss
PLACE: Final = 0.05


class Lexical:
    """All texts of a story as rows of weighed features, a row a sentence."""

    method = "lexical 1"
    translates = False

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = tuple(texts)
        spans = [(text, span) for text in texts for span in text.sentences]
        counted = [features(text.words_of(span), text.main_language) for text, span in spans]
        self._columns = [_Columns([row[kind] for row in counted]) for kind in range(len(WEIGHTS))]
        rows = self._rows(counted)
        edges = np.cumsum([0, *(len(text.sentences) for text in texts)])
        self._sentences = [rows[a:b] for a, b in pairwise(edges)]

    def pairs(self) -> Iterator[Scores]:
        for first, second in combinations(range(len(self.texts)), 2):
            yield Scores(first, second, self._sentences[first] @ self._sentences[second].T)

    def met(self, text: int, span: Span, other: int) -> Floats:
        around = touched(self.texts[text].sentences, span)
        scores = self._row(text, span) @ self._sentences[other].T
        if not around or not len(scores):
            return scores
        own = self._sentences[text]
        scores = scores + SENTENCE * (own[around].mean(axis=0) @ self._sentences[other].T)
        if around.start > 0:
            scores[1:] += NEIGHBOUR * (own[around.start - 1] @ self._sentences[other][:-1].T)
        if around.stop < len(own):
            scores[:-1] += NEIGHBOUR * (own[around.stop] @ self._sentences[other][1:].T)
        away = np.abs(_places(self.texts[other]) - span[0] / len(self.texts[text].text))
        result: Floats = scores - np.float32(PLACE) * away
        return result

    def between(self, text: int, span: Span, other: int, other_span: Span) -> float:
        return float(self._row(text, span) @ self._row(other, other_span))

    def _row(self, text: int, span: Span) -> Floats:
        found = self.texts[text]
        row: Floats = self._rows([features(found.words_of(span), found.main_language)])[0]
        return row

    def _rows(self, counted: Sequence[tuple[Counter[str], ...]]) -> Floats:
        parts = [
            columns.rows([row[kind] for row in counted]) * np.float32(weight**0.5)
            for kind, (columns, weight) in enumerate(zip(self._columns, WEIGHTS, strict=True))
        ]
        return np.concatenate(parts, axis=1)


class _Columns:
    """Which features the story has, and how much each of them weighs."""

    def __init__(self, counted: Sequence[Counter[str]]) -> None:
        said = Counter(feature for row in counted for feature in row)
        # a feature of one sentence alone says nothing of another one
        shared = [feature for feature, count in said.items() if count > 1]
        self._width = min(len(shared), WIDEST)
        self._columns = {feature: i % WIDEST for i, feature in enumerate(shared)}
        self._rarity = {feature: log((len(counted) + 1) / said[feature]) for feature in shared}

    def rows(self, counted: Sequence[Counter[str]]) -> Floats:
        found = np.zeros((len(counted), self._width), np.float32)
        for row, counts in zip(found, counted, strict=True):
            for feature, count in counts.items():
                if feature in self._columns:
                    row[self._columns[feature]] += (1 + log(count)) * self._rarity[feature]
        return unit_length(found)


def features(text: str, language: str) -> tuple[Counter[str], ...]:
    """N-grams of words, skeletons of words, countries."""
    found = [word for word, _ in words(text)]
    grams = Counter(gram for word in found for gram in _grams(f" {transliterated(word)} "))
    skeletons = Counter(s[:4] for word in found if len(s := skeleton(word)) > 1)
    return grams, skeletons, Counter(code for code, _ in territories(text, language))


def _grams(word: str) -> Iterator[str]:
    return (word[i : i + n] for n in SIZES for i in range(len(word) - n + 1))


def _places(text: Text) -> Floats:
    """How far into the text each sentence begins, from 0 to 1."""
    starts = np.array([start for start, _ in text.sentences], np.float32)
    return starts / np.float32(len(text.text))
