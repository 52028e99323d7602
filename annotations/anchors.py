"""Text arithmetic of anchors. Pure: positions are code points over a text, half-open.

An anchor is what the W3C Web Annotation Data Model (sections 4.2.4 and 4.2.5) calls a text
position selector and a text quote selector together: where, and in which words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

CONTEXT = 32  # code points kept before and after, as most implementations of the standard do
ENOUGH = 12  # code points that a quotation and its surroundings must share with a text
CLEARLY = 4  # code points of surroundings by which one place must be better than all others

WORD = re.compile(r"\s+|\S+\s*")


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
    return Anchor(
        start, end, found, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )


@dataclass(frozen=True)
class Stretch:
    """Text that two revisions share: `old[old_start:][:size] == new[new_start:][:size]`."""

    old_start: int
    new_start: int
    size: int

    def carries(self, position: int) -> int | None:
        """Where a position of the old text is in the new one, if it touches this stretch."""
        inside = 0 <= position - self.old_start <= self.size
        return position - self.old_start + self.new_start if inside else None


def unchanged(old: str, new: str) -> list[Stretch]:
    """The stretches that both texts share, in order.

    What both begin and end with is set aside first, and the rest is compared by words: comparing
    characters is quadratic in the length of an article.
    """
    head = _shared(old, new)
    rest = min(len(old), len(new)) - head
    tail = min(_shared(old[::-1], new[::-1]), rest)
    return [
        Stretch(0, 0, head),
        *_unchanged_words(old[head : len(old) - tail], new[head : len(new) - tail], head),
        Stretch(len(old) - tail, len(new) - tail, tail),
    ]


def _unchanged_words(old: str, new: str, shift: int) -> Iterator[Stretch]:
    old_words, new_words = WORD.findall(old), WORD.findall(new)
    old_at, new_at = _starts(old_words), _starts(new_words)
    for block in SequenceMatcher(None, old_words, new_words, autojunk=False).get_matching_blocks():
        start, end = old_at[block.a], old_at[block.a + block.size]
        if end > start:
            yield Stretch(start + shift, new_at[block.b] + shift, end - start)


def _starts(words: list[str]) -> list[int]:
    """Where each word begins, and where the last one ends."""
    return [0, *accumulate(map(len, words))]


def carry_over(anchor: Anchor, stretches: Sequence[Stretch], new: str) -> Anchor | None:
    """The anchor in a corrected text: by diff, else by its quotation, else None (for review)."""
    return _by_diff(anchor, stretches, new) or _by_quotation(anchor, new)


def _by_diff(anchor: Anchor, stretches: Sequence[Stretch], new: str) -> Anchor | None:
    place = likely_place(anchor, stretches)
    if place and new[slice(*place)] == anchor.exact:
        return anchor_at(new, *place)
    return None


def likely_place(anchor: Anchor, stretches: Sequence[Stretch]) -> tuple[int, int] | None:
    """Where the passage is in the new text by its two ends, even if its words were changed."""
    starts = [at for stretch in stretches if (at := stretch.carries(anchor.start)) is not None]
    ends = [at for stretch in stretches if (at := stretch.carries(anchor.end)) is not None]
    # At a seam the later stretch has what follows the start, the earlier one what precedes the end.
    if not starts or not ends or starts[-1] >= ends[0]:
        return None
    return starts[-1], ends[0]


def _by_quotation(anchor: Anchor, new: str) -> Anchor | None:
    """Finds the words again; where they stand twice, their surroundings must tell them apart.

    Few words in other surroundings are not found again: they may stand there by chance.
    """
    ranked = sorted((_likeness(anchor, new, at), at) for at in _places(anchor.exact, new))
    if not ranked or len(anchor.exact) + ranked[-1][0] < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[-1][0] < ranked[-2][0] + CLEARLY:
        return None
    start = ranked[-1][1]
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
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
