"""Words as the codebook keeps them, and what became of them from one wording to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

# what neither XML nor a spreadsheet can hold: control characters but for line ends and tabs
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# a line end, or an ideograph or kana, a word with its marks, or a sign, with the blanks after it
WORD = re.compile(
    r"\n|(?:[\u3040-\u30ff\u3400-\u9fff]|(?:\w|[^\w\s\x00-\x7f])+|[^\w\s])[^\S\n]*|[^\S\n]+"
)
MOST_COMPARED = 1000  # words; beyond them the whole wording counts as another one

type Piece = tuple[Literal["kept", "added", "dropped"], str]


def tidied(text: str) -> str:
    """Several lines, as they can be written into any file and read back the same."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return FORBIDDEN.sub("", text).strip()


def one_line(text: str) -> str:
    return " ".join(FORBIDDEN.sub(" ", text).split())


def compared(before: str, after: str) -> list[Piece]:
    """The words of both: what was kept, what was dropped, and what was added in its place."""
    one, other = WORD.findall(before), WORD.findall(after)
    if max(len(one), len(other)) > MOST_COMPARED:
        return _unlike(before, after)
    return list(_pieces(one, other))


def _pieces(one: list[str], other: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            yield ("kept", "".join(one[start:end]))
        else:
            yield from _unlike("".join(one[start:end]), "".join(other[other_start:other_end]))


def _unlike(before: str, after: str) -> list[Piece]:
    pieces: list[Piece] = [("dropped", before), ("added", after)]
    return [(kind, words) for kind, words in pieces if words]


def without(kind: Literal["added", "dropped"], pieces: list[Piece]) -> list[Piece]:
    """One of the two wordings, with what sets it off from the other."""
    return [piece for piece in pieces if piece[0] != kind]
