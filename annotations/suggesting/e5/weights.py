"""Reads the weights file: tokeniser, tables and matrices, little-endian. NumPy holds the numbers.

Matrices are quantised to four bits in blocks of 32 (a half-precision scale, then the values, low
halves of the bytes first). Those of the layers are expanded when read; the table of word pieces,
by far the largest, row by row when asked for.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = b"E5S1"
BLOCK: Final = 32  # values that share a scale
BLOCK_BYTES: Final = 18
MIDDLE: Final = 8  # the four bits that stand for zero

type Floats = NDArray[np.floating]


class WeightsError(ValueError):
    """The file holds no weights in the expected format."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of the tokeniser with their scores, and what characters are normalised to."""

    pieces: tuple[str, ...]
    scores: Floats
    characters: dict[str, str]
    start: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Weights:
    size: int
    layers: int
    heads: int
    epsilon: float
    vocabulary: Vocabulary
    tables: dict[str, Floats]
    words: NDArray[np.uint8]  # one row a piece, still quantised

    def word_rows(self, pieces: NDArray[np.int32]) -> Floats:
        return _expanded(self.words[pieces]).reshape(len(pieces), self.size)


class _Cursor:
    """Reads numbers one after the other."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self.data, self.at = data, 0

    def numbers(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def bytes(self, size: int) -> bytes:
        self.at += size
        return bytes(self.data[self.at - size : self.at])

    def array(self, kind: str, count: int) -> NDArray:
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), kind)


def read_weights(path: Path) -> Weights:
    """Raises WeightsError for a file of another kind, and OSError where there is none."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _read(_Cursor(data))
    except (struct.error, ValueError, KeyError) as error:
        raise WeightsError(f"{path.name} cannot be read as weights: {error}") from error


def _read(cursor: _Cursor) -> Weights:
    if cursor.bytes(4) != MAGIC:
        raise WeightsError("it begins with another mark")
    cursor.bytes(4)
    size, layers, heads, _, words, _, _ = cursor.numbers("7i")
    epsilon, _ = cursor.numbers("fi")
    vocabulary = _vocabulary(cursor)
    places = _places(cursor)
    tables = {
        name: _table(cursor.data, name, place, size)
        for name, place in places.items()
        if name != "emb.word"
    }
    quantised = _raw(cursor.data, places["emb.word"]).reshape(words, -1)
    return Weights(size, layers, heads, epsilon, vocabulary, tables, quantised.copy())


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, start, end, _, unknown = cursor.numbers("5i")
    (length,) = cursor.numbers("Q")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count)
    blob = cursor.bytes(length)
    pieces = tuple(blob[ends[i] : ends[i + 1]].decode() for i in range(count))
    return Vocabulary(pieces, scores, _characters(cursor), start, end, unknown)


def _characters(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.numbers("iI")
    found = {}
    for _ in range(count):
        code, length = cursor.numbers("IB")
        found[chr(code)] = "".join(map(chr, cursor.numbers(f"{length}I")))
    return found


def _places(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    """Where the numbers of each table are: offset and size in bytes."""
    (count,) = cursor.numbers("i")
    found = {}
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = cursor.bytes(length).decode()
        _, _, offset, size = cursor.numbers("BIQQ")
        found[name] = (offset, size)
    return found


def _raw(data: bytes | mmap.mmap, place: tuple[int, int]) -> NDArray[np.uint8]:
    offset, size = place
    return np.frombuffer(data[offset : offset + size], np.uint8)


def _table(data: bytes | mmap.mmap, name: str, place: tuple[int, int], size: int) -> Floats:
    raw = _raw(data, place)
    if name.startswith("l") and name.endswith(".w") and "ln" not in name:
        inputs = size * 4 if name.endswith("fo.w") else size
        rows = _expanded(raw).reshape(-1, inputs)
        return np.ascontiguousarray(rows.T)
    values = raw.view("<f4").astype(np.float32)
    return values.reshape(-1, size) if name in ("emb.pos", "emb.type") else values


def _expanded(raw: NDArray[np.uint8]) -> Floats:
    blocks = raw.reshape(-1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    halves = np.concatenate((packed & 15, packed >> 4), axis=1).astype(np.float32)
    return (halves - MIDDLE) * scales
