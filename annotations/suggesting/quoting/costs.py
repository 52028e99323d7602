"""How far an act of speech is from a quotation of its frame; small is near."""

from __future__ import annotations

from typing import Final

from .acts import JOINING, Act
from .cues import COLONS
from .tongues.tongue import Order
from .words import Frame, Item

FAR: Final = 40  # from here on, the act does not govern the quotation
GOVERNING: Final = 3  # up to here it stands right beside it
COMMAS: Final = frozenset(",،，;；")


def cost(frame: Frame, at: int, act: Act, order: Order) -> int:
    """The distance in words between the act's cue and `frame.items[at]`, with fines for marks."""
    if act.cue.first > at:
        return _after(frame, at, act, order)
    between = frame.items[act.cue.last : at]
    if act.cue.kind == "colon":
        return 0 if not between and act.subject else FAR
    words, quotes = _count(between)
    if between and between[-1].text in COLONS:
        return min(2, words)
    commas = sum(i.text in COMMAS for i in between)
    return words + 2 * commas + 2 * quotes + (3 if act.cue.kind == "source" else 0)


def _count(between: tuple[Item, ...]) -> tuple[int, int]:
    return sum(i.kind == "word" for i in between), sum(i.kind == "quote" for i in between)


def _after(frame: Frame, at: int, act: Act, order: Order) -> int:
    between = frame.items[at + 1 : act.cue.first]
    words, quotes = _count(between)
    if act.cue.kind in ("adds", "colon") or any(i.fold in JOINING for i in between):
        return FAR
    if order == "vso" and act.cue.kind == "says" and (words or quotes):
        return FAR  # the verb of what comes next
    if order == "sov":
        words //= 3
    marks = sum(i.kind == "mark" for i in between[1:])
    return words + 4 * marks + 5 * quotes + (4 if _leads_on(frame, act) else 0)


def _leads_on(frame: Frame, act: Act) -> bool:
    """A colon after the cue: it speaks of what follows."""
    rest = frame.items[act.cue.last : act.cue.last + 8]
    colon = next((i for i, item in enumerate(rest) if item.text in COLONS), None)
    return colon is not None and all(i.kind != "quote" for i in rest[:colon])
