"""Readings of a text that was damaged before it came here, offered and never taken silently.

Three kinds of damage are undone: UTF-8 read as a single-byte encoding, in several rounds (ftfy,
by Robyn Speer); another alphabet read as Western letters; HTML entities left in plain text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

import ftfy

from .language import identify
from .proposal import Note

ENTITY: Final = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,31}\d{0,2});")
WESTERN_LETTER: Final = re.compile("[À-ÖØ-öø-ÿ]")
LETTER: Final = re.compile(r"[^\W\d_]")
C1: Final = re.compile("[\x80-\x9f]")
SUSPICIOUS: Final = re.compile("[À-ÿ\x80-\x9f][\x80-\xbf‚-›€™]|[\x80-\x9f]|√[^\\s\\d]")
# What Western letters without vowels turn out to be, and in which language, most usual first.
OTHER_ALPHABETS: Final = (
    ("cp1251", ("ru", "uk", "bg", "sr", "mk", "be", "kk")),
    ("koi8_r", ("ru", "bg")),
    ("cp1256", ("ar", "fa", "ur")),
    ("cp1255", ("he",)),
    ("cp1253", ("el",)),
    ("cp874", ("th",)),
    ("gb18030", ("zh-Hans",)),
    ("big5hkscs", ("zh-Hant",)),
    ("cp932", ("ja",)),
    ("cp949", ("ko",)),
)
_BYTE_OF: Final = {
    ord(char): chr(byte)
    for byte in range(0x80, 0xA0)
    if (char := bytes([byte]).decode("cp1252", errors="ignore"))
}


@dataclass(frozen=True, slots=True)
class Repair:
    text: str
    note: Note


def repair(text: str) -> Repair | None:
    """Another reading of `text`, or None if it looks sound or nothing helps."""
    return _other_alphabet(text) or _reread(text) or _unescaped(text)


def _reread(text: str) -> Repair | None:
    fixed = "\n".join(
        ftfy.fix_encoding(line) if SUSPICIOUS.search(line) else line for line in text.split("\n")
    )
    if fixed == text or _only_c1_changed(text, fixed):
        return None
    if _strangeness(fixed) >= _strangeness(text):
        return None
    message = (
        "The text looks like UTF-8 that was read in another encoding (mojibake). A repaired "
        "reading is offered; the text is stored as you choose."
    )
    return Repair(fixed, Note("mojibake", message, _changes(text, fixed), True))


def _only_c1_changed(text: str, fixed: str) -> bool:
    """Control characters alone are mapped by cleaning, with a note of its own."""
    return len(text) == len(fixed) and all(
        a == b or C1.match(a) for a, b in zip(text, fixed, strict=True)
    )


def _strangeness(text: str) -> int:
    return len(SUSPICIOUS.findall(text))


def _changes(text: str, fixed: str) -> int:
    return max(1, len(text) - len(fixed))


def _other_alphabet(text: str) -> Repair | None:
    western, letters = len(WESTERN_LETTER.findall(text)), len(LETTER.findall(text))
    if letters < 20 or western < 0.6 * letters:
        return None
    for codec, languages in OTHER_ALPHABETS:
        reading = _read_again(text, codec)
        if reading and identify(reading).code in languages:
            message = (
                "The text looks like letters of another alphabet that were read as Western ones. "
                "A repaired reading is offered; the text is stored as you choose."
            )
            return Repair(reading, Note("mojibake", message, western, True))
    return None


def _read_again(text: str, codec: str) -> str | None:
    """The bytes that Windows-1252 made these characters of, read in `codec`."""
    raw = text.translate(_BYTE_OF).encode("latin-1", errors="ignore")
    if _is_utf8(raw):
        return None
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unescaped(text: str) -> Repair | None:
    found = [e for e in ENTITY.findall(text) if html.unescape(e) != e]
    if not found:
        return None
    message = (
        f"{len(found)} HTML entities stand in the text (such as {found[0]}). A reading with the "
        "characters they mean is offered."
    )
    return Repair(html.unescape(text), Note("entities", message, len(found), True))
