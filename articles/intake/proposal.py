"""What the intake hands over: plain values, positions in code points, half-open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PassageKind = Literal["headline", "subheading", "paragraph"]
CreditKind = Literal["agency", "relay", "photo"]
Span = tuple[int, int]


class Refused(Exception):
    """The input is no article; `sentence` tells a person why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Note:
    """Something done to the text or noticed in it. A warning deserves a person's look."""

    code: str
    message: str
    count: int = 1
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom the text says it came from. `through` is the index of the credit it came by."""

    kind: CreditKind
    name: str
    phrase: str
    start: int
    end: int
    through: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or paragraph. `struck` is the reason why it is not read, or empty."""

    kind: PassageKind
    start: int
    end: int
    struck: str = ""
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an input seems to be, for a person to correct before it is stored.

    `language_confidence` runs from 0 to 1 and is a hint, not a probability. `alternatives` are
    further languages, best first. `repaired` is another reading of a text that looks damaged.
    """

    text: str
    encoding: str
    media_type: str
    language: str
    language_confidence: float
    alternatives: tuple[str, ...]
    headline: str
    byline: str
    dateline: str
    published_on: date | None
    published_from: str
    source_name: str
    source_from: str
    url: str
    credits: tuple[Credit, ...]
    is_excerpt: bool
    excerpt_reason: str
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    repaired: str | None
    fingerprint: str

    @property
    def warnings(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.is_warning)

    @property
    def working_title(self) -> str:
        """The headline, or the opening words of a text that has none."""
        return self.headline or opening_words(self.text, self.passages)

    @property
    def reading_text(self) -> str:
        """What is left to read when the struck passages are taken out."""
        kept = (p for p in self.passages if not p.struck)
        return "\n\n".join(self.text[p.start : p.end] for p in kept)


def opening_words(text: str, passages: tuple[Passage, ...], limit: int = 70) -> str:
    first = next((p for p in passages if not p.struck), None)
    if first is None:
        return ""
    start, end = first.sentences[0] if first.sentences else (first.start, first.end)
    if end - start <= limit:
        return text[start:end]
    cut = text[start : start + limit]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"
