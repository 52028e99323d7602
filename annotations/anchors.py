"""Text arithmetic of anchors. Pure: positions are code points over a text, half-open.

An anchor is what the W3C Web Annotation Data Model (sections 4.2.4 and 4.2.5) calls a text
position selector and a text quote selector together: where, and in which words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 32  # code points kept before and after, as most implementations of the standard do


class AnchorError(ValueError):
    """The position is outside the text, or the text there is another one."""


@dataclass(frozen=True)
class Anchor:
    """`[start, end)` of a text, the words that stand there, and those around them."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


def anchor_at(text: str, start: int, end: int, exact: str | None = None) -> Anchor:
    """The anchor of `text[start:end]`.

    `exact` is what the sender saw there. Blanks are compared as one blank, since a browser does
    not know which line ends stand between two paragraphs. Raises AnchorError.
    """
    if not 0 <= start < end <= len(text):
        raise AnchorError(f"The text has no passage from {start} to {end}: it ends at {len(text)}.")
    found = text[start:end]
    if exact is not None and exact.split() != found.split():
        raise AnchorError(f"At {start} to {end} the text reads “{found}”, not “{exact}”.")
    if not found.strip():
        raise AnchorError("The passage holds nothing but blanks.")
    return Anchor(start, end, found, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def carry_over(anchor: Anchor, old: str, new: str) -> Anchor | None:
    """The anchor in a corrected text: by diff, else by its quotation, else None (for review)."""
    return _by_diff(anchor, old, new) or _by_quotation(anchor, new)


def _by_diff(anchor: Anchor, old: str, new: str) -> Anchor | None:
    """Moves an anchor that lies wholly within one unchanged stretch of the text."""
    for old_start, new_start, size in unchanged(old, new):
        if old_start <= anchor.start and anchor.end <= old_start + size:
            shift = new_start - old_start
            return anchor_at(new, anchor.start + shift, anchor.end + shift)
    return None


def unchanged(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """The stretches that both texts share, as (start in old, start in new, size).

    Whole lines are compared first, then the characters of lines that changed: comparing all
    characters at once is quadratic in the length of an article.
    """
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = _starts(old_lines), _starts(new_lines)
    lines = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, i1, i2, j1, j2 in lines.get_opcodes():
        if tag == "equal":
            yield old_at[i1], new_at[j1], old_at[i2] - old_at[i1]
        elif tag == "replace":
            a, b = "".join(old_lines[i1:i2]), "".join(new_lines[j1:j2])
            for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
                if block.size:
                    yield old_at[i1] + block.a, new_at[j1] + block.b, block.size


def _starts(lines: list[str]) -> list[int]:
    """Where each line begins, and where the last one ends."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _by_quotation(anchor: Anchor, new: str) -> Anchor | None:
    """Finds the words again; where they stand twice, their surroundings must tell them apart."""
    places = list(_places(anchor.exact, new))
    scores = [_likeness(anchor, new, place) for place in places]
    if not places or (len(places) > 1 and scores.count(max(scores)) > 1):
        return None
    start = places[scores.index(max(scores))]
    return anchor_at(new, start, start + len(anchor.exact))


def _places(exact: str, text: str) -> Iterator[int]:
    start = text.find(exact)
    while start >= 0:
        yield start
        start = text.find(exact, start + 1)


def _likeness(anchor: Anchor, text: str, start: int) -> int:
    """How many characters before and after agree with the anchor's prefix and suffix."""
    before = text[max(0, start - CONTEXT) : start]
    end = start + len(anchor.exact)
    after = text[end : end + CONTEXT]
    return _shared(before[::-1], anchor.prefix[::-1]) + _shared(after, anchor.suffix)


def _shared(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
