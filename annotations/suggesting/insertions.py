"""The reporter's words inside the marks: « We go, she said. Now. » as French and Russian print it.

The stretch stays whole, since its marks do; the insertion only tells who speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from .acts import Act, acts
from .marks import Stretch
from .mentions import Mention, mentions
from .words import Frame, Page, frame_of

DASHED: Final = re.compile(r"[,!?…]\s*[—–-]\s*(?P<said>[^—–«»\n]{3,120}?)(?:[.,!?…]?\s*[—–]|[.,!?]?\s*$)")
INVERTED: Final = re.compile(r"[,!?…]\s+(?P<said>[^,.!?«»\n]{3,120})(?=[,.!?]|\s*$)")
RULES: Final = {"ru": (DASHED,), "es": (DASHED,), "fr": (DASHED, INVERTED)}
SOON: Final = 2  # words of an insertion before its verb


def inserted(page: Page, stretch: Stretch) -> tuple[Act, Mention, Frame] | None:
    """The act of speech that interrupts a stretch, with who it says is speaking."""
    for rule in RULES.get(page.tongue.code, ()):
        for match in rule.finditer(page.text, stretch.start, stretch.end):
            frame = frame_of(page.text, match.span("said"), page.tongue)
            found = mentions(frame, page.tongue, Counter())
            act = next(iter(acts(frame, found, page.tongue)), None)
            if act and act.subject and _is_insertion(act, act.subject):
                return act, act.subject, frame
    return None


def _is_insertion(act: Act, subject: Mention) -> bool:
    """The verb comes first and its subject after it: nobody speaks of himself so."""
    begins = act.cue.kind == "says" and act.cue.first <= SOON
    return begins and (subject.first >= act.cue.last or subject.kind == "pronoun")
