"""Indirect speech where the rules are sure: a verb of speech, its subject, "that", a clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .attribution import Narration, Reported
from .costs import COMMAS
from .cues import COLONS
from .words import Item, Page

SHORTEST: Final = 4  # words of a clause
SHORTEST_UNSPACED: Final = 8  # code points of a clause in Chinese
CLOSING: Final = ".!?…。！？؟"


def indirect_speech(read: Page, narration: Narration) -> Iterator[tuple[int, int, Reported]]:
    """`[start, end)` of what is reported, with the act; never where a quotation stands in it."""
    done: set[int] = set()
    for reported in narration.reported:
        frame = reported.frame
        if frame.start in done or frame.is_heading or not _is_sure(reported):
            continue
        span = _clause(read, reported)
        if span:
            done.add(frame.start)
            yield *span, reported


def _is_sure(reported: Reported) -> bool:
    return reported.act.cue.kind == "says" and bool(reported.voice.name)


def _clause(read: Page, reported: Reported) -> tuple[int, int] | None:
    items = reported.frame.items
    first = _begin(read, reported)
    if first is None or any(i.kind == "quote" for i in items[first:]):
        return None
    clause = [i for i in items[first:] if i.kind == "word"]
    if not _is_long(read, clause):
        return None
    start, end = clause[0].start, reported.frame.end
    while end > start and read.text[end - 1] in CLOSING:
        end -= 1
    return start, end


def _begin(read: Page, reported: Reported) -> int | None:
    """Where the clause begins: after "that", or in Chinese after the verb's comma."""
    items, at = reported.frame.items, reported.act.cue.last
    if read.tongue.code == "zh":
        return at + 1 if at < len(items) and items[at].text in COMMAS | COLONS else None
    subject = reported.act.subject
    if subject and subject.first >= at:
        at = subject.last
    for i in range(at, min(at + 4, len(items))):
        if items[i].fold in read.tongue.that:
            return i + 1
    return None


def _is_long(read: Page, clause: list[Item]) -> bool:
    if not clause:
        return False
    if read.tongue.code == "zh":
        return clause[-1].end - clause[0].start >= SHORTEST_UNSPACED
    return len(clause) >= SHORTEST
