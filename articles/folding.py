"""What makes no difference to a search: the database's function fold(), once more in Python.

Accents, Arabic vowel signs and tatweel, compatibility forms, soft hyphens, joiners and direction
marks are folded away (see the migration on search, which says why the breve stays on и).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

BREVE = "\u0306"
IGNORED = re.compile(
    "[\u0300-\u0305\u0307-\u036f\u064b-\u065f\u0670\u0640\u00ad\u061c"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
BREVE_NOT_ON_I = re.compile(f"(?<![иИ]){BREVE}")

type Span = tuple[int, int]


def fold(text: str) -> str:
    """The same as the database's fold()."""
    taken_apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", IGNORED.sub("", BREVE_NOT_ON_I.sub("", taken_apart)))


def find_folded(text: str, words: str) -> Iterator[Span]:
    """Where `words` stand in `text`, folded and in any case: code points, half-open, in order."""
    letters, places = _letters(text)
    wanted = "".join(_letters(words)[0])
    at = letters.find(wanted) if wanted else -1
    while at >= 0:
        last = at + len(wanted) - 1
        after = places[last + 1] if last + 1 < len(places) else len(text)
        yield places[at], max(after, places[last] + 1)
        at = letters.find(wanted, last + 1)


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters that count, in lower case, and where each comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character):
            if part == BREVE and letters and letters[-1] == "и":
                letters[-1] = "й"
            elif part != BREVE and not IGNORED.match(part):
                letters += part.lower()
                places += [place] * len(part.lower())
    return "".join(letters), places
