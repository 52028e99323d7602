"""Passages of a canonical text: every line with text is a headline, subheading or paragraph.

`segment` is also what a corrected revision goes through; there, a person's own striking is laid
over the reasons proposed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .boilerplate import LONG, strike
from .proposal import Passage, PassageKind, Span
from .sentences import split_sentences

LINE: Final = re.compile(r"[^\n]+")
STOP: Final = re.compile(r"(?:[.!?…:;,،؛؟。！？।۔]|\.\.\.)['\"”“’»)\]]*$")
ENDS_LIKE_A_TITLE: Final = re.compile(r"(?:[?!؟？！]['\"”“’»)]*|\b[A-Z]\.)$")
LONGEST_HEADLINE: Final = 200  # code points
LONGEST_SUBHEADING: Final = 90
LONGEST_KICKER: Final = 30
STANDFIRST: Final = 60  # a line under the headline that is longer is no subheading
MOST_SUBHEADINGS: Final = 0.4  # of all passages; more of them are lines of a list or a poem


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    struck: str


def segment(
    text: str, language: str, *, headline: str = "", headings: frozenset[str] = frozenset()
) -> tuple[Passage, ...]:
    """Passages in reading order, with sentences and the reasons for which some are struck.

    `headline` and `headings` are what a page itself marks as such. Positions are code points,
    without blanks around; `text` has no lone surrogates.
    """
    lines = _lines(text)
    kinds = _kinds(lines, headline, headings)
    return tuple(
        Passage(kind, line.start, line.end, line.struck, _sentences(line, language))
        for line, kind in zip(lines, kinds, strict=True)
    )


def _lines(text: str) -> list[_Line]:
    spans = [_trimmed(match) for match in LINE.finditer(text)]
    spans = [(start, end) for start, end in spans if start < end]
    reasons = strike([text[start:end] for start, end in spans])
    return [
        _Line(start, end, text[start:end], reason)
        for (start, end), reason in zip(spans, reasons, strict=True)
    ]


def _trimmed(match: re.Match[str]) -> Span:
    line = match[0]
    start = match.start() + len(line) - len(line.lstrip())
    return start, max(start, match.start() + len(line.rstrip()))


def _sentences(line: _Line, language: str) -> tuple[Span, ...]:
    spans = split_sentences(line.text, language)
    return tuple((line.start + start, line.start + end) for start, end in spans)


def _kinds(lines: list[_Line], headline: str, headings: frozenset[str]) -> list[PassageKind]:
    kinds: list[PassageKind] = ["paragraph"] * len(lines)
    own = [i for i, line in enumerate(lines) if not line.struck]
    top = _headline(lines, own, headline)
    if top is not None:
        kinds[top] = "headline"
    marked = [i for i in own if i != top and lines[i].text in headings]
    if not headings:
        marked = _subheadings(lines, own, top)
    for i in marked:
        kinds[i] = "subheading"
    return kinds


def _headline(lines: list[_Line], own: list[int], known: str) -> int | None:
    """The first line that looks like one; a kicker of few words may stand before it."""
    if known:
        return next((i for i in own[:6] if lines[i].text == known), None)
    if len(own) < 2 or not _is_heading(lines[own[0]].text, LONGEST_HEADLINE):
        return None
    first, second = (lines[i].text for i in own[:2])
    if _is_kicker(first) and len(own) > 2 and _is_heading(second, LONGEST_HEADLINE):
        return own[1] if len(second) > LONGEST_KICKER else own[0]
    return own[0] if any(len(lines[i].text) > len(first) for i in own[1:]) else None


def _is_kicker(text: str) -> bool:
    return len(text) <= LONGEST_KICKER and len(text.split()) <= 3


def _is_heading(text: str, longest: int) -> bool:
    if len(text) > longest or not any(c.isalpha() for c in text) or text[0].islower():
        return False
    return not STOP.search(text) or bool(ENDS_LIKE_A_TITLE.search(text))


def _subheadings(lines: list[_Line], own: list[int], top: int | None) -> list[int]:
    """Short lines without a full stop between longer ones that have one."""
    found = []
    for place, i in enumerate(own):
        if i == top or place + 1 == len(own):
            continue
        under_headline = place > 0 and own[place - 1] == top
        longest = STANDFIRST if under_headline else LONGEST_SUBHEADING
        following = lines[own[place + 1]].text
        is_kicker = place == 0 and top == own[1]
        after_text = place > 0 and (under_headline or _is_paragraph(lines[own[place - 1]].text))
        between = after_text and _is_paragraph(following)
        if (is_kicker or between) and _is_heading(lines[i].text, longest):
            found.append(i)
    return found if len(found) <= MOST_SUBHEADINGS * len(own) else []


def _is_paragraph(text: str) -> bool:
    return len(text) >= LONG or bool(STOP.search(text))
