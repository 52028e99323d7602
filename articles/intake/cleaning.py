"""Characters of the canonical text: NFC, `\\n`, no controls; every removal is counted and named.

Kept because they are spelling or reading order: zero-width joiner and non-joiner, the marks LRM,
RLM and ALM, isolates, no-break spaces, and zero-width spaces between letters of scripts that
write no blanks. Removed because they only steer a layout that is gone: soft hyphens, other
zero-width spaces, byte order marks inside the text, bidirectional embeddings and overrides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

from .proposal import Note

LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\u2028]")
PARAGRAPH_SEPARATOR: Final = "\u2029"
C1: Final = re.compile("[\x80-\x9f]")
WINDOWS_C1: Final = {
    byte: bytes([byte]).decode("cp1252", errors="ignore") for byte in range(0x80, 0xA0)
}
NAMES: Final = {
    0xAD: "soft hyphen",
    0x200B: "zero-width space",
    0x2060: "word joiner",
    0xFEFF: "byte order mark",
    0xFFFC: "placeholder of an embedded object",
    0x202A: "left-to-right embedding",
    0x202B: "right-to-left embedding",
    0x202C: "pop directional formatting",
    0x202D: "left-to-right override",
    0x202E: "right-to-left override",
}
BIDI: Final = frozenset(range(0x202A, 0x202F))
CONTROLS: Final = frozenset({*range(9), *range(14, 32), 127})
MEANINGLESS: Final = frozenset(
    {0xAD, 0x2060, 0xFEFF, 0xFFFC, *range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC)}
    | {*range(0xFDD0, 0xFDF0), *range(0xD800, 0xE000)}
    | {plane * 0x10000 + low for plane in range(17) for low in (0xFFFE, 0xFFFF)}
)
REMOVED: Final = re.compile(
    "[" + "".join(re.escape(chr(c)) for c in sorted(BIDI | CONTROLS | MEANINGLESS)) + "]"
)
# Thai, Lao, Tibetan, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham, Javanese, Tai Viet
NO_BLANKS: Final = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua980-\uaadf"
ZERO_WIDTH_SPACES: Final = re.compile("([^\u200b]?)(\u200b+)(?=(.?))", re.DOTALL)
NO_BLANKS_LETTER: Final = re.compile(f"[{NO_BLANKS}]")
INVISIBLE: Final = re.compile("[\\s\u200b-\u200f\u061c\u2066-\u2069\u2800\u3164\u115f\u1160]*")
TABS_INSIDE: Final = re.compile(r"(?<=\S)[ ]*\t[ \t]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Cleaned:
    text: str
    notes: tuple[Note, ...] = ()


def clean_characters(text: str) -> Cleaned:
    """Line ends, control and invisible characters, and NFC; layout is left as it is."""
    text, line_notes = _unify_line_ends(text)
    text, c1_notes = _map_c1(text)
    text, removal_notes = _remove(text)
    text, space_notes = _drop_zero_width_spaces(text)
    composed = unicodedata.normalize("NFC", text)
    notes = (*line_notes, *c1_notes, *removal_notes, *space_notes, *_composition(text, composed))
    return Cleaned(composed, notes + _noticed(composed))


def _unify_line_ends(text: str) -> tuple[str, tuple[Note, ...]]:
    found = len(LINE_ENDS.findall(text)) + text.count(PARAGRAPH_SEPARATOR)
    if not found:
        return text, ()
    unified = LINE_ENDS.sub("\n", text).replace(PARAGRAPH_SEPARATOR, "\n\n")
    return unified, (Note("line_ends", f"{_times(found, 'line end')} unified.", found),)


def _map_c1(text: str) -> tuple[str, tuple[Note, ...]]:
    found = len(C1.findall(text))
    if not found:
        return text, ()
    message = (
        f"{_times(found, 'control character')} of the range U+0080 to U+009F replaced by what "
        "Windows-1252 has there (quotation marks, dashes)."
    )
    return text.translate(WINDOWS_C1), (Note("c1_mapped", message, found, True),)


def _times(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _remove(text: str) -> tuple[str, tuple[Note, ...]]:
    counts = Counter(map(ord, REMOVED.findall(text)))
    if not counts:
        return text, ()
    notes = [_removal(code, count) for code, count in sorted(counts.items()) if code in NAMES]
    if bidi := sum(counts[c] for c in BIDI):
        message = (
            f"{_times(bidi, 'character')} that change the reading order (embeddings, overrides) "
            "removed, so that the text cannot turn around what stands beside it."
        )
        notes = [n for n in notes if not n.code.startswith("removed_202")]
        notes.append(Note("bidi_removed", message, bidi, True))
    if other := sum(n for code, n in counts.items() if code not in NAMES):
        notes.append(_other_controls(counts, other))
    return REMOVED.sub("", text), tuple(notes)


def _removal(code: int, count: int) -> Note:
    message = f"{_times(count, NAMES[code])} (U+{code:04X}) removed."
    return Note(f"removed_{code:04x}", message, count)


def _other_controls(counts: Counter[int], total: int) -> Note:
    codes = ", ".join(f"U+{code:04X}" for code in sorted(counts) if code not in NAMES)
    message = f"{_times(total, 'control character')} removed ({codes})."
    return Note("controls_removed", message, total, True)


def _drop_zero_width_spaces(text: str) -> tuple[str, tuple[Note, ...]]:
    kept = ZERO_WIDTH_SPACES.sub(_keep_where_it_divides_words, text)
    gone = text.count("\u200b") - kept.count("\u200b")
    return kept, (_removal(0x200B, gone),) if gone else ()


def _keep_where_it_divides_words(match: re.Match[str]) -> str:
    before, after = match[1], match[3]
    divides = NO_BLANKS_LETTER.match(before) and NO_BLANKS_LETTER.match(after)
    return before + ("\u200b" if divides else "")


def _composition(text: str, composed: str) -> tuple[Note, ...]:
    if text == composed:
        return ()
    changed = max(1, len(text) - len(composed))
    message = f"{_times(changed, 'letter')} written in several parts composed (Unicode form NFC)."
    return (Note("composed", message, changed),)


def _noticed(text: str) -> tuple[Note, ...]:
    """What is odd about the characters that stay."""
    notes = []
    if lost := text.count("\ufffd"):
        message = f"{_times(lost, 'character')} lost before the text came here (shown as \ufffd)."
        notes.append(Note("lost_characters", message, lost, True))
    if words := _words_of_two_scripts(text):
        shown = ", ".join(words[:3]) + (" …" if len(words) > 3 else "")
        message = f"{_times(len(words), 'word')} mixing letters of two scripts: {shown}"
        notes.append(Note("mixed_scripts", message, len(words)))
    return tuple(notes)


MIXED_WORD: Final = re.compile(
    r"\b(?=\w*[a-zA-Z\u00c0-\u024f])(?=\w*[\u0370-\u03ff\u0400-\u04ff])[^\W\d_]{3,40}\b"
)


def _words_of_two_scripts(text: str) -> list[str]:
    return list(dict.fromkeys(m.group() for m in MIXED_WORD.finditer(text)))


def tidy_lines(text: str) -> Cleaned:
    """No indents, no trailing blanks, at most one blank line in a row, none at either end.

    A tab inside a line becomes a blank.
    """
    lines = [_tidy(line) for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    tidy = "\n".join(kept).strip("\n")
    surplus = text.count("\n") - tidy.count("\n")
    indents = sum(a.strip("\n") != b for a, b in zip(text.split("\n"), lines, strict=True) if b)
    return Cleaned(tidy, _tidied(surplus, indents))


def _tidy(line: str) -> str:
    if INVISIBLE.fullmatch(line):
        return ""
    return TABS_INSIDE.sub(" ", line).replace("\t", " ").strip()


def _tidied(surplus: int, indents: int) -> tuple[Note, ...]:
    parts = []
    if surplus:
        parts.append(f"{_times(surplus, 'surplus blank line')} taken out")
    if indents:
        parts.append(f"{_times(indents, 'line')} freed of indents, tabs or trailing blanks")
    if not parts:
        return ()
    return (Note("tidied", " and ".join(parts).capitalize() + ".", surplus + indents),)
