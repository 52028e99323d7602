"""Telling the same content again: a fingerprint for identity, shingles for likeness.

Both look at folded text: compatibility forms, case, blanks and invisible characters do not count.
The overlap is the containment of word shingles (A. Broder, On the resemblance and containment of
documents, 1997) in the smaller of the two sets: a copy with an added paragraph still is a copy.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final

SHINGLE: Final = 3  # words
FORMATTING: Final = re.compile("[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")


def _folded(text: str) -> str:
    return FORMATTING.sub("", unicodedata.normalize("NFKC", text).casefold())


def fingerprint(text: str) -> str:
    """64 hexadecimal digits: SHA-256 over the folded text without its blanks."""
    return hashlib.sha256("".join(_folded(text).split()).encode("utf-8", "replace")).hexdigest()


def overlap(a: str, b: str) -> float:
    """Share, from 0 to 1, of the shorter text's runs of three words that the other has, too."""
    first, second = _shingles(a), _shingles(b)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


@lru_cache(maxsize=256)  # a new text is compared with every article of its story
def _shingles(text: str) -> frozenset[int]:
    words = WORD.findall(_folded(text))
    count = max(1, len(words) - SHINGLE + 1) if words else 0
    return frozenset(hash(tuple(words[i : i + SHINGLE])) for i in range(count))
