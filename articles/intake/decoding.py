"""Bytes to text, saying what was detected and what was odd.

Order: a byte order mark; UTF-16 told by its NUL bytes; valid UTF-8; what a page declares; UTF-8
with damage (cut at the end, lines in another encoding, stray bytes); a guess by
charset-normalizer that the language of the result confirms or corrects.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from . import legacy
from .encodings import CODECS, LABELS, known
from .proposal import Note, Refused

MAX_BYTES: Final = 2 * 1024 * 1024
LOST: Final = "\ufffd"

SIGNATURES: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text (RTF) document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"RIFF", "a picture, sound or film"),
    (b"wOF", "a typeface"),
)
FORBIDDEN_CONTROLS: Final = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
MAX_CONTROL_SHARE: Final = 0.05
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
UTF8_CHARACTER: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
HIGH_BYTE: Final = re.compile(rb"[\x80-\xff]")
DECLARED: Final = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset\s*=\s*["']?\s*|\?xml[^>]{0,100}?encoding\s*=\s*["'])"""
    rb"""([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """The text of `raw`, read as `encoding` if one is named; raises Refused."""
    refuse_what_is_no_text(raw)
    if encoding:
        return _as_named(raw, encoding)
    attempts: tuple[Callable[[bytes], Decoded | None], ...] = (
        _marked, _utf16_without_mark, _iso_2022, _utf8, _as_declared, _utf8_with_damage, _guessed,
    )  # fmt: skip
    for attempt in attempts:
        decoded = attempt(raw)
        if decoded is not None:
            return decoded
    raise Refused(
        "The text could not be read in any encoding known here. Save it as UTF-8, or name the "
        "encoding."
    )


def refuse_what_is_no_text(raw: bytes) -> None:
    if not raw:
        raise Refused("The file is empty.")
    if len(raw) > MAX_BYTES:
        raise Refused(
            f"The file has {len(raw) / 1_048_576:.1f} MB; an article may have "
            f"{MAX_BYTES // 1_048_576} MB."
        )
    kind = next((kind for start, kind in SIGNATURES if raw.startswith(start)), None)
    if raw[4:8] == b"ftyp":
        kind = "a film or sound file"
    if kind:
        raise Refused(f"This is {kind}, not a text. Copy the article's text out of it.")


def _as_named(raw: bytes, encoding: str) -> Decoded:
    name = known(encoding)
    if name is None:
        raise Refused(f"“{encoding}” is not the name of an encoding that can be read here.")
    text = raw.decode(CODECS[name], errors="replace").removeprefix("\ufeff")
    lost = text.count(LOST) - raw.count(LOST.encode()) * (name == "utf-8")
    notes = [Note("encoding", f"Read as {LABELS[name]}, as asked.")]
    if lost > 0:
        notes.append(_lost(lost, f"could not be read as {LABELS[name]}"))
    return Decoded(text, name, tuple(notes))


def _lost(count: int, why: str) -> Note:
    places = "1 place" if count == 1 else f"{count} places"
    return Note("undecodable", f"{places} {why}; each is marked with {LOST}.", count, True)


def _marked(raw: bytes) -> Decoded | None:
    for mark, name in MARKS:
        if raw.startswith(mark) and not raw.startswith(codecs.BOM_UTF32_LE):
            text = raw[len(mark) :].decode(CODECS[name], errors="replace")
            note = Note("encoding", f"The file says itself that it is {LABELS[name]}.")
            lost = raw[len(mark) :].decode(CODECS[name], errors="ignore")
            odd = len(text) - len(lost)
            damage = (_lost(odd, f"could not be read as {LABELS[name]}"),) if odd > 0 else ()
            return Decoded(text, name, (note, *damage))
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        text = raw.decode("utf-32", errors="replace")
        return Decoded(
            text, "utf-32", (Note("encoding", "The file says itself that it is UTF-32."),)
        )
    return None


def _utf16_without_mark(raw: bytes) -> Decoded | None:
    """UTF-16 is told by where the NULs stand; text with many other controls is refused."""
    if _looks_like_utf16(raw):
        big = raw[0::2].count(0) > raw[1::2].count(0)
        name = "utf-16be" if big else "utf-16le"
        text = raw.decode(CODECS[name], errors="replace")
        message = (
            f"The file does not say its encoding; every second byte is NUL, so {LABELS[name]}."
        )
        return Decoded(text, name, (Note("encoding", message, is_warning=True),))
    controls = len(raw) - len(raw.translate(None, FORBIDDEN_CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(raw):
        raise Refused("This is a binary file, not a text.")
    return None


def _looks_like_utf16(raw: bytes) -> bool:
    """Blanks and line ends stand as whole units in one byte order and hardly in the other."""
    if raw.count(0) < max(2, len(raw) // 50):
        return False
    even, odd = raw[0::2], raw[1::2]
    big = sum(a == 0 and b in b" \n\r" for a, b in zip(even, odd, strict=False))
    little = sum(b == 0 and a in b" \n\r" for a, b in zip(even, odd, strict=False))
    name = "utf-16-be" if even.count(0) > odd.count(0) else "utf-16-le"
    text = raw.decode(name, errors="replace")
    strange = sum(not (c.isprintable() or c.isspace()) for c in text)
    return abs(big - little) > 0.02 * len(text) and strange <= 0.02 * len(text)


def _iso_2022(raw: bytes) -> Decoded | None:
    if b"\x1b$" not in raw or HIGH_BYTE.search(raw):
        return None
    try:
        text = raw.decode("iso2022_jp")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "iso-2022-jp", (_detected("iso-2022-jp"),))


def _detected(name: str) -> Note:
    return Note("encoding", f"Encoding detected: {LABELS[name]}.")


def _utf8(raw: bytes) -> Decoded | None:
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(raw: bytes) -> Decoded | None:
    """What a web page says of itself; a wrong declaration of UTF-8 is left to the later steps."""
    found = DECLARED.search(raw[:4096])
    name = known(found[1].decode("ascii")) if found else None
    if name is None or name.startswith("utf-"):
        return None
    text = raw.decode(CODECS[name], errors="replace")
    if text.count(LOST) > 0.01 * len(text):
        return None
    return Decoded(text, name, (Note("encoding", f"The page says that it is {LABELS[name]}."),))


def _utf8_with_damage(raw: bytes) -> Decoded | None:
    return _utf8_cut_at_the_end(raw) or _utf8_with_other_lines(raw) or _stray_bytes(raw)


def _utf8_cut_at_the_end(raw: bytes) -> Decoded | None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        whole, reason = raw[: error.start], error.reason
    if reason != "unexpected end of data" or not UTF8_CHARACTER.search(whole):
        return None
    message = "The file ends in the middle of a character: its end is probably missing."
    return Decoded(whole.decode("utf-8"), "utf-8", (Note("cut_end", message, is_warning=True),))


def _utf8_with_other_lines(raw: bytes) -> Decoded | None:
    """Mostly valid UTF-8: lines without a valid character are read as the legacy encoding."""
    lines = raw.splitlines(keepends=True)
    odd = [i for i, line in enumerate(lines) if not _is_utf8(line)]
    valid = sum(len(UTF8_CHARACTER.findall(line)) for line in lines if _is_utf8(line))
    invalid = sum(len(HIGH_BYTE.findall(UTF8_CHARACTER.sub(b"", lines[i]))) for i in odd)
    if valid < max(2, invalid / 4):
        return None
    return _read_line_by_line(lines, odd)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_line_by_line(lines: list[bytes], odd: list[int]) -> Decoded:
    whole = b"".join(line for i, line in enumerate(lines) if i not in set(odd)).decode("utf-8")
    other = [i for i in odd if not UTF8_CHARACTER.search(lines[i])]
    name = legacy.of_odd_lines([lines[i] for i in other], whole)
    as_legacy = set(other) if name else set()
    texts = [
        line.decode(CODECS[name] if name and i in as_legacy else "utf-8", errors="replace")
        for i, line in enumerate(lines)
    ]
    notes = [_other_lines(sorted(as_legacy), name)] if name and as_legacy else []
    lost = sum(texts[i].count(LOST) for i in odd)
    if lost:
        notes.append(_lost(lost, "could not be read"))
    return Decoded("".join(texts), "utf-8", tuple(notes))


def _other_lines(numbers: list[int], name: str) -> Note:
    shown = ", ".join(str(n + 1) for n in numbers[:8]) + (" …" if len(numbers) > 8 else "")
    lines = "Line" if len(numbers) == 1 else "Lines"
    verb = "was" if len(numbers) == 1 else "were"
    message = (
        f"{lines} {shown} {verb} not valid UTF-8 like the rest and {verb} read as {LABELS[name]}."
    )
    return Note("mixed_encodings", message, len(numbers), True)


def _stray_bytes(raw: bytes) -> Decoded | None:
    """A few bytes in ASCII text that make no sense in any encoding."""
    if UTF8_CHARACTER.search(raw) or not legacy.is_noise(raw):
        return None
    text = raw.decode("utf-8", errors="replace")
    return Decoded(text, "utf-8", (_lost(text.count(LOST), "could not be read"),))


def _guessed(raw: bytes) -> Decoded | None:
    name = legacy.guess(raw)
    if name is None:
        return None
    text = raw.decode(CODECS[name], errors="replace")
    notes = [_detected(name)]
    if LOST in text:
        notes.append(_lost(text.count(LOST), f"could not be read as {LABELS[name]}"))
    return Decoded(text, name, tuple(notes))
