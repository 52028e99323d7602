"""Stretches between quotation marks, whatever the convention.

A mark is read by what it is, by its neighbours and by what is open at that point: straight marks
have no direction of their own, German and English disagree about “, and ’ is mostly an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Family = Literal["double", "angle", "single", "small angle", "corner", "white corner", ""]

FAMILIES: Final[dict[str, Family]] = {
    **dict.fromkeys('"“”„‟″＂', "double"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("'‘’‚‛", "single"),
    **dict.fromkeys("‹›", "small angle"),
    **dict.fromkeys("「」﹁﹂", "corner"),
    **dict.fromkeys("『』﹃﹄", "white corner"),
}
STRAIGHT: Final = frozenset("\"″＂'")
ONLY_OPEN: Final = frozenset("„‟‚‛「『﹁﹃")
ONLY_CLOSE: Final = frozenset("」』﹂﹄")
OPENS_BY_SHAPE: Final = frozenset("“‘«‹")
LOW: Final = frozenset("„‚")
BEFORE_OPENING: Final = frozenset("([{—–-:,;.،؛：，。/=>|") | FAMILIES.keys()
AFTER_CLOSING: Final = frozenset(")]}—–-:,;.!?…،؛؟：，。！？、/<|") | FAMILIES.keys()
BREAK: Final = re.compile(r"\n+")
MOST_BREAKS: Final = 3  # paragraphs' ends that a quotation may run over
LONGEST: Final = 3_000  # code points; beyond, a mark was forgotten
BLANKS: Final = " \t\n\u00a0\u202f\u2009\u200e\u200f\u2066\u2067\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks: `[start, end)`; with them, `[outer_start, outer_end)`."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    depth: int = 0
    unclosed: bool = False  # the next paragraph goes on, or the mark was forgotten


@dataclass(slots=True)
class _Open:
    at: int
    char: str
    family: Family


def stretches(
    text: str, parts: Sequence[tuple[int, int]], *, inwards: bool = False
) -> list[Stretch]:
    """Everything between quotation marks in the parts (paragraphs) of a text, in order.

    `inwards` tells that »this« is how the language may point its guillemets; whether this text
    does, its first guillemet shows.
    """
    reader = _Reader(text, inwards and _points_inwards(text))
    for start, end in parts:
        reader.read(start, end)
    reader.finish()
    return _with_depth(text, reader.found)


def _points_inwards(text: str) -> bool:
    first = re.search("[«»]", text)
    return first is not None and first[0] == "»"


class _Reader:
    """Walks over the marks of a text with a stack of those that are open."""

    def __init__(self, text: str, inwards: bool) -> None:
        self.text = text
        self.opening = OPENS_BY_SHAPE - {"«", "‹"} | {"»", "›"} if inwards else OPENS_BY_SHAPE
        self.stack: list[_Open] = []
        self.found: list[tuple[int, int, bool]] = []
        self.part = (0, 0)
        self.ends: list[int] = []

    def read(self, start: int, end: int) -> None:
        self.part = (start, end)
        self.ends.append(end)
        for at in range(start, end):
            if family := FAMILIES.get(self.text[at]):
                self._mark(at, family)

    def finish(self) -> None:
        for left in self.stack:
            self._forgotten(left)
        self.stack.clear()

    def _mark(self, at: int, family: Family) -> None:
        if family == "single" and self._is_apostrophe(at):
            return
        if family == "double" and self._is_inch(at):
            return
        opened = next((o for o in reversed(self.stack) if o.family == family), None)
        if opened and self._closes(at, opened):
            self._close(at, opened)
        elif self._can_open(at, family):
            self._open(at, family, opened)

    def _near(self, at: int) -> tuple[str, str]:
        """The characters before and after a mark; a paragraph's edge counts as a blank."""
        start, end = self.part
        before = self.text[at - 1] if at > start else " "
        after = self.text[at + 1] if at + 1 < end else " "
        return before, after

    def _is_inch(self, at: int) -> bool:
        before, _ = self._near(at)
        opened = any(o.family == "double" for o in self.stack)
        return self.text[at] in '"″' and before.isdigit() and not opened

    def _is_apostrophe(self, at: int) -> bool:
        before, after = self._near(at)
        if self.text[at] in LOW:
            return False
        if before.isalnum() and after.isalnum():
            return True
        plural = before in "sSxXzß" and after == " "
        return plural and self.text[at] in "'’" and self._closes_later(at)

    def _closes_later(self, at: int) -> bool:
        """Whether a further single mark of this paragraph can close: then this is a possessive."""
        rest = self.text[at + 1 : self.part[1]]
        closer = re.search(r"(?<=[^\s(])['’](?!\w)", rest)
        opener = re.search(r"(?:^|[\s(])['‘](?=\w)", rest)
        return closer is not None and (opener is None or closer.start() < opener.start())

    def _closes(self, at: int, opened: _Open) -> bool:
        char = self.text[at]
        if self._too_far(opened.at, at) or char in ONLY_OPEN:
            return False
        if char in ONLY_CLOSE:
            return True
        if char in STRAIGHT or opened.char == char:
            return self._looks_closing(at)
        if char in self.opening:
            return opened.char in LOW or (opened.char in STRAIGHT and self._looks_closing(at))
        return True

    def _looks_closing(self, at: int) -> bool:
        before, after = self._near(at)
        if before.isspace() and not after.isspace() and after not in AFTER_CLOSING:
            return False
        return not before.isspace() or after.isspace() or after in AFTER_CLOSING

    def _can_open(self, at: int, family: Family) -> bool:
        char, (before, after) = self.text[at], self._near(at)
        if char in ONLY_CLOSE:
            return False
        if char in ONLY_OPEN or (char in self.opening and family != "single"):
            return True
        if family in ("angle", "small angle"):
            return False
        joined = before == "ـ" or (before in "بلوفك" and self._near(at - 1)[0].isspace())
        free = joined or before.isspace() or before in BEFORE_OPENING or _is_unspaced(before)
        return free and (family == "double" or not after.isspace())

    def _open(self, at: int, family: Family, opened: _Open | None) -> None:
        if opened and self._another_paragraph(opened.at):
            begins = not self.text[self.part[0] : at].strip(BLANKS)
            self._forgotten(opened, goes_on=True, begins=begins)
            self.stack = self.stack[: self.stack.index(opened)]
        elif opened and self.text[at] in STRAIGHT:
            self.stack.remove(opened)
        self.stack.append(_Open(at, self.text[at], family))

    def _close(self, at: int, opened: _Open) -> None:
        self.stack = self.stack[: self.stack.index(opened)]
        self.found.append((opened.at, at, False))

    def _another_paragraph(self, at: int) -> bool:
        return at < self.part[0]

    def _too_far(self, opened: int, at: int) -> bool:
        between = self.text[opened:at]
        return len(between) > LONGEST or len(BREAK.findall(between)) > MOST_BREAKS

    def _forgotten(self, opened: _Open, *, goes_on: bool = False, begins: bool = False) -> None:
        """Kept up to the end of its paragraph if that, or else the next one, begins with a mark."""
        end = next((end for end in self.ends if end > opened.at), len(self.text))
        line = self.text.rfind("\n", 0, opened.at) + 1
        lead = self.text[line : opened.at].rstrip(BLANKS)
        if (
            opened.family != "single"
            and (not lead or lead[-1] in ":：" or (begins and lead[-1] in ".!?…"))
            and (goes_on or end - opened.at > 20)
        ):
            self.found.append((opened.at, end, True))


def _is_unspaced(char: str) -> bool:
    """Scripts without blanks between words: what stands before an opening mark tells nothing."""
    return "\u3040" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char == "·"


def _with_depth(text: str, found: list[tuple[int, int, bool]]) -> list[Stretch]:
    result: list[Stretch] = []
    around: list[int] = []
    for opened, closed, unclosed in sorted(found, key=lambda f: (f[0], -f[1])):
        while around and around[-1] <= opened:
            around.pop()
        start, end = _trimmed(text, opened + 1, closed)
        if start < end:
            outer = closed if unclosed else closed + 1
            result.append(Stretch(opened, start, end, outer, len(around), unclosed))
            around.append(closed)
    return result


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return start, end
