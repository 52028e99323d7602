"""The reporter's words inside the marks: « We go, she said. Now. » as French and Russian print it.

The stretch stays whole, since its marks do; the insertion only tells who speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .acts import acts
from .marks import Stretch
from .mention import Mention
from .mentions import mentions
from .words import Frame, Page, frame_of

DASHED: Final = re.compile(
    r"[,!?…]\s*[—–-]\s*(?P<said>[^—–«»\n]{3,120}?)(?:[.,!?…]?\s*[—–]|[.,!?]?\s*$)"
)
COMMAS: Final = re.compile(r"[,!?…]\s+(?P<said>[^,.!?«»\n]{3,120})(?=[,.!?]|\s*$)")
JOINED: Final = re.compile(r"(?<=\w)\s+[—–](?P<said>\w[^—–«»\n]{2,120}?)(?:[—–]|\s*$)")
RULES: Final = {"ru": (DASHED,), "es": (DASHED, JOINED, COMMAS), "fr": (DASHED, COMMAS)}
SOON: Final = 2  # words of an insertion before its verb
NEAR: Final = 3  # words between its verb and a name


@dataclass(frozen=True, slots=True)
class Insertion:
    """`[start, end)` is its verb."""

    start: int
    end: int
    subject: Mention
    frame: Frame


def inserted(page: Page, stretch: Stretch) -> Insertion | None:
    """What interrupts a stretch to say who is speaking."""
    for rule in RULES.get(page.tongue.code, ()):
        for match in rule.finditer(page.text, stretch.start, stretch.end):
            frame = frame_of(page.text, match.span("said"), page.tongue)
            found = mentions(frame, page.tongue, Counter())
            known = _by_cue(page, frame, found)
            known = known or _by_place(page, frame, found, near=rule is COMMAS)
            if known:
                return known
    return None


def _by_cue(page: Page, frame: Frame, found: Sequence[Mention]) -> Insertion | None:
    """The verb comes first and its subject after it: nobody speaks of himself so."""
    act = next(iter(acts(frame, found, page.tongue)), None)
    if act is None or act.subject is None or act.cue.kind != "says" or act.cue.first > SOON:
        return None
    follows = act.subject.first >= act.cue.last or act.subject.kind == "pronoun"
    return Insertion(act.cue.start, act.cue.end, act.subject, frame) if follows else None


def _by_place(
    page: Page, frame: Frame, found: Sequence[Mention], *, near: bool
) -> Insertion | None:
    """A word and a name after it are a verb and its subject, even if the verb is unknown."""
    subject = next((m for m in found if not m.oblique and m.kind != "body"), None)
    if subject is None or subject.first > NEAR or frame.items[0].kind != "word":
        return None
    if frame.items[0].is_capital:
        return None
    reflexive = frame.items[0].fold in {"s'", "se"}
    begins = frame.items[0].fold in page.tongue.not_names and not reflexive
    if near and (begins or subject.first != 1 + reflexive or subject.kind != "name"):
        return None
    return Insertion(frame.items[0].start, frame.items[0].end, subject, frame)
