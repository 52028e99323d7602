"""Guessing an encoding that is not Unicode.

charset-normalizer tells scripts apart well and neighbours of one script badly (Turkish bytes are
valid Romanian ones), so its best reading only serves to recognise the language; the encodings
usual in that language then decide.
"""

from __future__ import annotations

import re
from typing import Final

from charset_normalizer import from_bytes

from .encodings import CODECS, USUAL, WESTERN, known
from .language import identify

SAMPLE: Final = 60_000  # bytes
GUESSABLE: Final = [c for n, c in CODECS.items() if not n.startswith("utf") and n != "iso-2022-jp"]
MAX_NOISE: Final = 0.01  # of all bytes
ODD_IN_WESTERN: Final = frozenset("ÿþýðÞÐÝ¤¦¨¬¯¸¹²³ƒˆ˜×÷\x81\x8d\x8f\x90\x9d")
SHORT_WORDS: Final = frozenset("àÀéÉèÈóÓíÍôåÅöÖáÁúæÆøØ")
HIGH: Final = re.compile(rb"[\x80-\xff]")


def guess(raw: bytes) -> str | None:
    """Our name of the encoding, or None when no reading makes sense."""
    sample = _whole_lines(raw)
    matches = from_bytes(sample, cp_isolation=GUESSABLE, enable_fallback=False)
    readings = [(name, str(match)) for match in matches if (name := known(match.encoding))]
    if not readings:
        return _western(sample)
    first = readings[0]
    code = identify(first[1]).code.split("-")[0]
    usual = USUAL.get(code, WESTERN)
    if first[0] in usual:
        return first[0]
    return next((name for name in usual if _reads_as(sample, name, code)), first[0])


def _whole_lines(raw: bytes) -> bytes:
    """A sample that does not end inside a character of several bytes."""
    if len(raw) <= SAMPLE:
        return raw
    cut = raw.rfind(b"\n", 0, SAMPLE)
    return raw[: cut if cut > 0 else SAMPLE]


def _reads_as(sample: bytes, name: str, code: str) -> bool:
    try:
        text = sample.decode(CODECS[name])
    except UnicodeDecodeError:
        return False
    return identify(text).code.split("-")[0] == code


def _western(sample: bytes) -> str | None:
    """Text of Latin letters that is too short or too plain for charset-normalizer."""
    high = len(HIGH.findall(sample))
    return "windows-1252" if high <= 0.15 * len(sample) and not is_noise(sample) else None


def of_odd_lines(lines: list[bytes], rest: str) -> str | None:
    """The encoding of some lines in a UTF-8 text: that of the language which the rest is in."""
    if not lines:
        return None
    code = identify(rest).code.split("-")[0]
    usual = USUAL.get(code, WESTERN)
    return next((name for name in usual if _all_decode(lines, name)), None)


def _all_decode(lines: list[bytes], name: str) -> bool:
    try:
        text = b"".join(lines).decode(CODECS[name])
    except UnicodeDecodeError:
        return False
    return all(c.isprintable() or c.isspace() for c in text)


def is_noise(raw: bytes) -> bool:
    """Whether the few bytes beyond ASCII are neither letters of a word nor usual signs."""
    text = raw.decode("latin-1").translate(_WINDOWS)
    odd = [i for i, c in enumerate(text) if c > "\x7f"]
    senseless = sum(_is_senseless(text, i) for i in odd)
    return len(odd) <= max(3, MAX_NOISE * len(text)) and senseless * 2 > len(odd)


def _is_senseless(text: str, i: int) -> bool:
    char, beside = text[i], text[max(i - 1, 0) : i] + text[i + 1 : i + 2]
    if char.isalpha() and any(c.isascii() and c.isalpha() for c in beside):
        return False
    return char in ODD_IN_WESTERN or (char.isalpha() and char not in SHORT_WORDS)


_WINDOWS: Final = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
