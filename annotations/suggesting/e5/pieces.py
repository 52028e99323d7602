"""Word pieces of a text: the likeliest segmentation under a unigram model, with their places.

T. Kudo, Subword Regularization (2018), section 3.2: pieces have scores, and the segmentation with
the highest sum is found by dynamic programming. No piece reaches over a blank, so each word is
segmented alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from .weights import Vocabulary

BLANK: Final = "▁"
PENALTY: Final = 10.0  # what an unknown character costs beyond the least likely piece


class Piece(NamedTuple):
    """A piece and the code points of the text that it stands for, half-open."""

    number: int
    start: int
    end: int
    is_word: bool  # holds a letter or a digit


class Tokeniser:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        scored = zip(vocabulary.pieces, vocabulary.scores.tolist(), strict=True)
        # marks such as the start of a sequence score nothing, and are no part of any text
        self._numbers = {piece: (i, score) for i, (piece, score) in enumerate(scored) if score < 0}
        self._longest = max(map(len, vocabulary.pieces))
        self._unknown = float(vocabulary.scores.min()) - PENALTY
        self._segment = lru_cache(maxsize=20_000)(self._segment_word)

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a text; those that only say that a word begins hold no code points."""
        return [piece for word, places in self._words(text) for piece in self._placed(word, places)]

    def _words(self, text: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Normalised words, and which code points of the text each character stands for."""
        word, places = "", []
        for at, character in enumerate(text):
            for normal in self._vocabulary.characters.get(character, character):
                if not normal.isspace() and normal != BLANK:
                    word += normal
                    places.append((at, at + 1))
                elif word:
                    yield word, places
                    word, places = "", []
        if word:
            yield word, places

    def _placed(self, word: str, places: list[tuple[int, int]]) -> Iterator[Piece]:
        at = 0
        for number, length, is_word in self._segment(word):
            first, last = places[min(at, len(places) - 1)][0], places[max(0, at + length - 1)][1]
            yield Piece(number, first, last if length else first, is_word)
            at += length

    def _segment_word(self, word: str) -> tuple[tuple[int, int, bool], ...]:
        """Number, length without the blank, and whether it has letters, of each piece."""
        text = BLANK + word
        found, end = [], len(text)
        steps = self._best_steps(text)
        while end:
            start, number = steps[end]
            part = text[start:end]
            letters = any(c.isalnum() for c in part)
            found.append((number, end - start - (start == 0), letters))
            end = start
        return tuple(reversed(found))

    def _best_steps(self, text: str) -> list[tuple[int, int]]:
        """For each place: where the last piece of the best segmentation up to it begins."""
        best = [0.0] + [float("-inf")] * len(text)
        steps = [(0, self._vocabulary.unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end, number, score in self._pieces_from(text, start):
                if best[start] + score > best[end]:
                    best[end], steps[end] = best[start] + score, (start, number)
        return steps

    def _pieces_from(self, text: str, start: int) -> Iterator[tuple[int, int, float]]:
        single = False
        for end in range(start + 1, min(len(text), start + self._longest) + 1):
            if found := self._numbers.get(text[start:end]):
                single = single or end == start + 1
                yield end, *found
        if not single:
            yield start + 1, self._vocabulary.unknown, self._unknown
