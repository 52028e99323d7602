"""What became of the fullest wording in another one of the same language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ..wording import ADDED, DROPPED, Piece, number_of_words, renderings_compared, words_of

LONGEST_PHRASE = 4  # words, up to which what is left of something longer is a phrase
GLOSS = re.compile(r"\s*\[[^\]]*\]")  # the reporter's own words within somebody's


class Became(StrEnum):
    """In words, as a page says it."""

    FULLEST = "the fullest wording"
    SAME = "the same words"
    CUT = "cut"
    PHRASE = "reduced to a phrase"
    OTHERWISE = "worded otherwise"
    INDIRECT = "made indirect"
    TRANSLATED = "in another language"


def length_of(text: str) -> int:
    """In words; where they are written without spaces, in characters."""
    return number_of_words(words_of(text))


def is_phrase(text: str) -> bool:
    return length_of(text) <= LONGEST_PHRASE


def what_became(fullest: str, other: str) -> Became:
    """Glosses in square brackets and punctuation make no difference."""
    pieces = renderings_compared(GLOSS.sub("", fullest), GLOSS.sub("", other))
    changed = {piece.how for piece in pieces if length_of(piece.text)}
    if are_comparable(pieces) and ADDED in changed:
        return Became.OTHERWISE
    if DROPPED not in changed:
        return Became.SAME
    if is_phrase(other):
        return Became.PHRASE
    return Became.OTHERWISE if ADDED in changed else Became.CUT


def are_comparable(pieces: Sequence[Piece]) -> bool:
    """Whether two wordings share so much that their words can be set side by side."""
    return any(not piece.how for piece in pieces)
