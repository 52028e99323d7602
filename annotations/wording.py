"""What became of words from one wording to the next, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from articles.folding import fold

ADDED, DROPPED, CHANGED = "added", "dropped", "changed"
MOST_WORDS = 3000  # of two texts together
LEAST_ALIKE = 0.5  # of their words and blanks
LEAST_KEPT = 0.6  # of the words of the shorter of two wordings of what was said once
SHORTEST_RUN = 2  # words: one alone, such as “the”, is found in any text
WRITTEN_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True)
class Piece:
    """A stretch of words that were added, dropped, changed, or (`how` empty) are as before."""

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


def renderings_compared(fuller: str, other: str) -> tuple[Piece, ...]:
    """As above, of two wordings of what was said once.

    The other may be what little is left of the fuller one, so what they share is measured by the
    shorter of them. Case, accents and vowel signs make no difference; words that stay are told as
    the other has them.
    """
    a, b = words_of(fuller), words_of(other)
    if len(a) + len(b) > MOST_WORDS:
        return whole(fuller, other)
    matcher = SequenceMatcher(None, [*map(_key, a)], [*map(_key, b)], autojunk=False)
    if _share_kept(a, b, matcher) < LEAST_KEPT:
        return whole(fuller, other)
    return tuple(_pieces(a, b, matcher))


def _key(word: str) -> str:
    return " " if word.isspace() else fold(word).casefold()


def _share_kept(a: list[str], b: list[str], matcher: SequenceMatcher[str]) -> float:
    """Of the words of the shorter text, how many stand in both, in runs, between 0 and 1."""
    shorter = min(number_of_words(a), number_of_words(b))
    runs = (number_of_words(b[m.b : m.b + m.size]) for m in matcher.get_matching_blocks())
    return sum(run for run in runs if run >= min(SHORTEST_RUN, shorter)) / max(1, shorter)


def number_of_words(parts: Iterable[str]) -> int:
    """Of `words_of`, those with letters or digits."""
    return sum(any(map(str.isalnum, part)) for part in parts)


def sides(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The two wordings for themselves: what takes the place of something is changed in both."""
    found = list(pieces)
    left, right = [], []
    for at, piece in enumerate(found):
        beside = {o.how for o in found[max(0, at - 1) : at + 2] if number_of_words([o.text])}
        is_changed = piece.how and {ADDED, DROPPED} <= beside
        told = Piece(piece.text, CHANGED) if is_changed else piece
        left += [told] if piece.how != ADDED else []
        right += [told] if piece.how != DROPPED else []
    return left, right


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
        yield Piece(new)
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
