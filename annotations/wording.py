"""What became of words from one wording to the next, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

ADDED, DROPPED = "added", "dropped"
MOST_WORDS = 3000  # of two texts together
LEAST_ALIKE = 0.5  # of their words and blanks
WRITTEN_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True)
class Piece:
    """A stretch of words that were added, dropped, or (`how` empty) are as before."""

    text: str
    how: str = ""


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts as one, what was dropped before what was added in its place.

    Texts that have little in common, or are very long, are told whole.
    """
    a, b = words_of(old), words_of(new)
    if len(a) + len(b) > MOST_WORDS:
        return whole(old, new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return whole(old, new)
    return tuple(_pieces(a, b, matcher))


def whole(old: str, new: str) -> tuple[Piece, ...]:
    """The one dropped, the other added, as far as there is anything in them."""
    return tuple(piece for piece in (Piece(old, DROPPED), Piece(new, ADDED)) if piece.text)


def _pieces(a: list[str], b: list[str], matcher: SequenceMatcher[str]) -> Iterator[Piece]:
    """Between two words that changed, blanks did, too: so the eye is led along whole phrases."""
    dropped = added = ""
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        old, new = "".join(a[a1:a2]), "".join(b[b1:b2])
        if tag != "equal" or ((dropped or added) and old.isspace() and a2 < len(a)):
            dropped, added = dropped + old, added + new
            continue
        yield from whole(dropped, added)
        yield Piece(old)
        dropped = added = ""
    yield from whole(dropped, added)


def without(how: str, pieces: Iterable[Piece]) -> list[Piece]:
    """One of the two wordings, with what sets it off from the other."""
    return [piece for piece in pieces if piece.how != how]


def words_of(text: str) -> list[str]:
    """Words with their marks, blanks, and every other character; together they are the text."""
    runs = ((kind, "".join(run)) for kind, run in groupby(text, _kind_of_character))
    return [part for kind, run in runs for part in ([run] if kind in ("word", "blank") else run)]


def _kind_of_character(character: str) -> str:
    if character.isspace():
        return "blank"
    if unicodedata.category(character)[0] not in "LMN":
        return "other"
    script = unicodedata.name(character, "").partition(" ")[0]
    return "other" if script in WRITTEN_WITHOUT_SPACES else "word"
