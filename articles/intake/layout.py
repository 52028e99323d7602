"""Lines that a page or a terminal broke, joined to the paragraphs that were written.

A break is taken for a hard wrap if the first word of the next line would not have fitted on the
line. A text counts as hard wrapped if most breaks inside its blocks are of that kind and do not
stand at the end of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from .cleaning import Cleaned
from .proposal import Note

NARROWEST, WIDEST = 24, 120  # code points of a wrapped line
FEWEST_BREAKS: Final = 3
SLACK: Final = 0.8  # proportional type fills lines of uneven length
SENTENCE_END: Final = re.compile(r"[.!?…:؟۔。！？।]['\"”“’»«)\]]*$")
BULLET: Final = re.compile(r"\s*(?:[-–—•*·‣▪]\s|\(?\d{1,2}[.)]\s)")
HYPHENATED: Final = re.compile(r"(\S)-$")
COMPOUND: Final = re.compile(r"[^\W\d_]{1,40}-[^\W\d_]{1,40}")
LAST_WORD: Final = re.compile(r"[^\W\d_]{1,40}$")
FIRST_WORD: Final = re.compile(r"[^\W\d_]{1,40}")
# A hyphen before these stands for a left-out part of a compound ("Aufklärungs- und Tankflugzeuge").
CONJUNCTIONS: Final = re.compile(r"(?:und|oder|bzw|sowie|et|ou|and|or|en|of|e|o|y|og|och)\b")
IDEOGRAPHIC: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(slots=True)
class _Joining:
    compounds: frozenset[str]
    lines: list[str] = field(default_factory=list)
    breaks: int = 0
    hyphens: int = 0


def join_wrapped_lines(text: str) -> Cleaned:
    """The text with hard-wrapped lines joined, or as it was if its lines were meant."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = _wrapped_at(lines)
    if width is None:
        return Cleaned(text)
    joined = _join(lines, width)
    if not joined.breaks:
        return Cleaned(text)
    message = f"The lines were broken at about {width} characters; {joined.breaks} breaks joined"
    if joined.hyphens:
        message += f", {joined.hyphens} with a hyphen taken out"
    note = Note("lines_joined", message + ".", joined.breaks)
    return Cleaned("\n".join(joined.lines), (note,))


def _wrapped_at(lines: list[str]) -> int | None:
    inner = [(a, b) for a, b in pairwise(lines) if a and b]
    if len(inner) < FEWEST_BREAKS:
        return None
    width = max(len(a.strip()) for a, _ in inner)
    if not NARROWEST <= width <= WIDEST or max(map(len, lines)) > 1.2 * WIDEST:
        return None
    full = sum(_is_full(a, b, width) for a, b in inner)
    mid_sentence = sum(not SENTENCE_END.search(a) for a, _ in inner)
    if full < 0.75 * len(inner) or mid_sentence < 0.5 * len(inner):
        return None
    return width


def _is_full(line: str, following: str, width: int) -> bool:
    if HYPHENATED.search(line):
        return True
    words = following.split(maxsplit=1)
    first = len(words[0]) if words else 0
    return len(line.strip()) + 1 + min(first, 20) > SLACK * width


def _join(lines: list[str], width: int) -> _Joining:
    result = _Joining(frozenset(COMPOUND.findall("\n".join(lines))))
    previous = ""
    for line in lines:
        if result.lines and _continues(previous, line, width):
            _append(result, line.strip())
        else:
            result.lines.append(line)
        previous = line
    return result


def _continues(previous: str, line: str, width: int) -> bool:
    if not previous or not line or BULLET.match(line):
        return False
    indented = _indent(line) >= _indent(previous) + 2
    return not indented and _is_full(previous, line, width)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _append(result: _Joining, line: str) -> None:
    before = result.lines[-1]
    result.breaks += 1
    if HYPHENATED.search(before) and not CONJUNCTIONS.match(line):
        is_spelling = _is_spelt_with_hyphen(before, line, result.compounds)
        result.hyphens += not is_spelling
        result.lines[-1] = (before if is_spelling else before[:-1]) + line
    elif IDEOGRAPHIC.match(before[-1:]) and IDEOGRAPHIC.match(line):
        result.lines[-1] = before + line
    else:
        result.lines[-1] = f"{before} {line}"


def _is_spelt_with_hyphen(before: str, line: str, compounds: frozenset[str]) -> bool:
    """Before a capital or digit, after a full stop, or where the text has the compound again."""
    last, first = LAST_WORD.search(before[:-1]), FIRST_WORD.match(line)
    if not last or not first or not line[0].islower():
        return True
    return f"{last[0]}-{first[0]}" in compounds
