"""The states of a text's words, in the form in which they are kept. NumPy packs the numbers.

Each piece of a word has two states: one from its sentence alone, one from the sentences around
it. They depend on the text only, so they are computed once for a revision.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .e5 import Floats, Piece
from .encoders import TokenEncoder, unit_length
from .units import Span, Text

LONGEST_SENTENCE: Final = 200  # pieces of a sentence that are read
WINDOW: Final = 120  # pieces of consecutive sentences that are read together
REPEATED: Final = 60  # pieces at most that the next window repeats


@dataclass(frozen=True, slots=True)
class States:
    """The words of a text: a row a piece that has letters, in reading order.

    `values` are whole numbers from -127 to 127, by piece, alone or in context, and dimension.
    """

    sentence: NDArray[np.int32]
    piece: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    values: NDArray[np.int8]

    def to_bytes(self) -> bytes:
        file = io.BytesIO()
        arrays = {name: getattr(self, name) for name in self.__slots__}
        np.savez(file, **arrays)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> States:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return cls(*(arrays[name] for name in cls.__slots__))

    def in_span(self, span: Span) -> NDArray[np.bool_]:
        """Which pieces share something with a span."""
        return (self.start < span[1]) & (self.end > span[0])


def encode_text(text: Text, encoder: TokenEncoder) -> States:
    sentences = [_pieces(text, span, encoder) for span in text.sentences]
    alone = encoder.states([[p.number for p in pieces] for pieces in sentences])
    around = _in_context(sentences, encoder)
    rows = [
        (number, piece.number, piece.start, piece.end, alone[number][i], around[number][i])
        for number, pieces in enumerate(sentences)
        for i, piece in enumerate(pieces)
        if piece.is_word
    ]
    if not rows:
        return _empty(encoder.dimension)
    sentence, number, start, end = np.array([row[:4] for row in rows], np.int32).T
    return States(sentence, number, start, end, _packed(np.array([row[4:] for row in rows])))


def _empty(dimension: int) -> States:
    none = np.zeros(0, np.int32)
    return States(none, none, none, none, np.zeros((0, 2, dimension), np.int8))


def _pieces(text: Text, span: Span, encoder: TokenEncoder) -> list[Piece]:
    found = encoder.pieces(text.words_of(span))[:LONGEST_SENTENCE]
    return [p._replace(start=p.start + span[0], end=p.end + span[0]) for p in found]


def _in_context(sentences: list[list[Piece]], encoder: TokenEncoder) -> list[Floats]:
    """The states of each sentence from the window in which it lies furthest from an edge."""
    sizes = [len(pieces) for pieces in sentences]
    windows = list(_windows(sizes))
    states = encoder.states(
        [[p.number for pieces in sentences[a:b] for p in pieces] for a, b in windows]
    )
    best: list[tuple[int, Floats]] = [(-1, np.zeros((0, encoder.dimension), np.float32))] * len(
        sizes
    )
    for (first, last), rows in zip(windows, states, strict=True):
        at = 0
        for i in range(first, last):
            margin = min(at, len(rows) - at - sizes[i])
            if margin > best[i][0]:
                best[i] = (margin, rows[at : at + sizes[i]])
            at += sizes[i]
    return [rows for _, rows in best]


def _windows(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Sentences [first, last) that are read together; each is in at least one window."""
    first = last = 0
    while last < len(sizes):
        last = max(first + 1, _reach(sizes, first))
        yield first, last
        if last < len(sizes):
            first = max(first + 1, _back(sizes, last))


def _reach(sizes: list[int], first: int) -> int:
    last, total = first, 0
    while last < len(sizes) and total + sizes[last] <= WINDOW:
        total += sizes[last]
        last += 1
    return last


def _back(sizes: list[int], last: int) -> int:
    first, repeated = last, 0
    while repeated + sizes[first - 1] <= REPEATED:
        first -= 1
        repeated += sizes[first]
    return first


def _packed(states: Floats) -> NDArray[np.int8]:
    """Directions only: the largest number of a row becomes 127."""
    directed = unit_length(states)
    largest = np.abs(directed).max(axis=-1, keepdims=True)
    return np.rint(directed / np.where(largest > 0, largest, 1) * 127).astype(np.int8)
