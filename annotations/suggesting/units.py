"""What is compared: texts, their sentences and passages. Code points, half-open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CLAUSE_END: Final = re.compile(r"[,;:،؛，；：、—–()“”„«»\"]|\s-\s")

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """An article's canonical text, and the sentences of it that are read, in order."""

    name: str
    language: str
    text: str
    sentences: tuple[Span, ...]

    @property
    def main_language(self) -> str:
        """Without script and region: what is written alike is compared alike."""
        return self.language.split("-")[0].lower()

    def words_of(self, span: Span) -> str:
        return self.text[span[0] : span[1]]


def overlap(a: Span, b: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def clause_around(text: str, sentence: Span, passage: Span) -> Span:
    """The part of a sentence between two marks in which a passage stands, without blanks."""
    before = [m.end() for m in CLAUSE_END.finditer(text, sentence[0], passage[0])]
    after = CLAUSE_END.search(text, passage[1], sentence[1])
    start, end = before[-1] if before else sentence[0], after.start() if after else sentence[1]
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def touched(sentences: Sequence[Span], span: Span) -> range:
    """The numbers of the sentences that share something with a span."""
    numbers = [i for i, sentence in enumerate(sentences) if overlap(sentence, span)]
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)
