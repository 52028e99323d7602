"""What is compared: sentences, and the clauses and windows inside them. Code points, half-open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

SHORTEST_CLAUSE: Final = 16  # code points; what is shorter stays with the clause before it
CLAUSE_END: Final = re.compile(r"[,;:،؛،，；：、—–]+[\"”“»«’‘」』)]*\s*|\s[-–—]\s")

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """An article's canonical text, and the sentences of it that are read, in order."""

    name: str
    language: str
    text: str
    sentences: tuple[Span, ...]

    def words_of(self, span: Span) -> str:
        return self.text[span[0] : span[1]]


def overlap(a: Span, b: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def touched(sentences: Sequence[Span], span: Span) -> range:
    """The numbers of the sentences that share something with a span."""
    numbers = [i for i, sentence in enumerate(sentences) if overlap(sentence, span)]
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)
