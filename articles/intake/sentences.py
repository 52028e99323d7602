"""Sentences of a paragraph: sentencex (Wikimedia) with corrections around it.

sentencex knows the stops and abbreviations of many languages. Corrected here: breaks after
ordinals, initials and abbreviations it does not know; breaks before a lower-case word; quotation
marks left on the wrong side. It keeps a quotation of several sentences whole, which hides the
single statements, so long quotations are divided.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Final

import sentencex

from .proposal import Span
from .wordlists import words

WINDOW: Final = 8_000  # code points
SHORTEST_IN_QUOTATION: Final = 20  # code points of a sentence split off inside a quotation
OPENING: Final = "“„«‹‘‚»›「『"
CLOSING: Final = '”“»›’‘«‹」』"'
CONTINUING: Final = frozenset(",;:)]、，；：،؛")
JAPANESE_SAID: Final = ("と", "って", "など")  # after a quotation: its verb follows
PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"'}
STOP: Final = re.compile(r"[.!?…。！？।؟۔]")
IDEOGRAPHIC_STOP: Final = re.compile(r"[。！？｡][」』”’）)]*$")
STRAY_OPENING: Final = re.compile(r"\s([\"“„«‹‘‚'»›]+)$")
STRAY_CLOSING: Final = re.compile(r"([\"”“»›’'«‹)\]]+)(?=\s|$)")
NUMBER: Final = re.compile(r"(?:^|[\s(])(\d{1,3})\.\s*$")
INITIAL: Final = re.compile(r"(?:^|[\s(«„“\"'-])([^\W\d_])\.\s*$")
LAST_TOKEN: Final = re.compile(r"(\S+)\s*$")

ORDINALS: Final = words("de da nb nn no fi cs sk pl hu tr et lv sl hr bs sr is fo lb")
# German words that begin a sentence after a number, rather than being counted by it.
SENTENCE_STARTERS: Final = words(
    "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ihr Ich Man In Im Am An "
    "Auf Aus "
    "Bei Nach Vor Mit Ohne Zu Zum Zur Und Aber Doch Auch Da Dann Danach Dabei Damit Darauf Dort "
    "Hier "
    "Nun Jetzt So Als Wenn Weil Ob Wer Was Wie Wo Warum Diese Dieser Dieses Seine Ihre Alle Viele"
)
ABBREVIATIONS: Final[dict[str, frozenset[str]]] = {
    "fr": words("M MM Mme Mmes Mlle Dr Pr gén col lt cap art av apr janv févr juil sept oct nov "
    "déc "
                    "p pp ex cf vol éd St Ste"),
    "ar": words("د أ م ص ج ق ه ت ط"),
    "ru": words("г гг ул пр им см ср т е д п тыс млн млрд руб стр рис проф акад св"),
    "de": words("Abs Art Bd bzgl bzw ca Dipl Dr ehem Frhr geb gest ggf Hl Hr Hrn inkl Ing jr "
    "Kap Mio "
                    "Mrd Nr Prof S sen sog St Std Str Tel u usw vgl z Zt") - {"S", "usw"},
    "en": words("Adm Brig Capt Cmdr Col Cpl Dr Fr Gen Gov Hon Jr Lt Maj Messrs Mr Mrs Ms Mt No "
    "Pres "
                    "Prof Rep Rev Sen Sgt Sr St Supt vs approx est"),
    "es": words("Sr Sra Sres Srta Dr Dra D Dña Ud Uds Lic Gral Cnel núm pág EE"),
}  # fmt: skip


def split_sentences(paragraph: str, language: str) -> list[Span]:
    """Spans of the sentences, without blanks around them; every visible character is in one."""
    language = language.split("-")[0]
    breaks = _breaks(paragraph, language)
    breaks = sorted({*breaks, *_breaks_inside_quotations(paragraph, language, breaks)})
    edges = [0, *breaks, len(paragraph)]
    trimmed = (_trim(paragraph, start, end) for start, end in pairwise(edges))
    return [span for span in trimmed if span[0] < span[1]]


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, max(start + left, start + len(piece.rstrip()))


def _breaks(paragraph: str, language: str) -> list[int]:
    """Where a new sentence begins, the first one left out."""
    kept: list[int] = []
    for position in _proposed(paragraph, language):
        position = _beside_quotation_marks(paragraph, position)
        start = kept[-1] if kept else 0
        if position > start and not _belongs_together(paragraph, start, position, language):
            kept.append(position)
    return kept


def _proposed(paragraph: str, language: str) -> list[int]:
    """sentencex's breaks, asked for in windows: it is quadratic in unmatched quotation marks.

    The last sentence of a window may go on, so the next window begins with it.
    """
    positions, start = [], 0
    while start < len(paragraph):
        window = paragraph[start : start + WINDOW]
        inner = [start + p for p in _breaks_of_window(window, language)]
        positions += inner
        start = inner[-1] if inner and start + WINDOW < len(paragraph) else start + WINDOW
    return positions


def _breaks_of_window(window: str, language: str) -> list[int]:
    positions, at = [], 0
    for piece in sentencex.segment(language, window):
        at += len(piece)
        positions.append(at)
    return [p for p in positions if 0 < p < len(window)] if at == len(window) else []


def _beside_quotation_marks(text: str, position: int) -> int:
    """The break moved to before an opening mark it left behind, or after a closing one."""
    if text[position - 1].isspace() or text[position].isspace():
        return position
    if stray := STRAY_OPENING.search(text, max(0, position - 4), position):
        return stray.start(1)
    if stray := STRAY_CLOSING.match(text, position):
        return stray.end()
    return position


def _belongs_together(text: str, start: int, position: int, language: str) -> bool:
    before, after = text[max(start, position - 60) : position], text[position : position + 40]
    following = after.lstrip()
    if not following or following[0].islower() or following[0] in CONTINUING:
        return True
    if language == "ja" and following.startswith(JAPANESE_SAID):
        return True
    if not before[-1].isspace() and not after[0].isspace():
        return not IDEOGRAPHIC_STOP.search(before)
    return _is_abbreviated(before, language) or _is_ordinal(before, following, language)


def _is_abbreviated(before: str, language: str) -> bool:
    token = LAST_TOKEN.search(before)
    if not token or not token[1].endswith("."):
        return False
    initial = INITIAL.search(before)
    if initial and initial[1].isupper():
        return not (language == "en" and initial[1] == "I")
    word = token[1].lstrip("(«„“\"'").removesuffix(".")
    return word in ABBREVIATIONS.get(language, frozenset())


def _is_ordinal(before: str, following: str, language: str) -> bool:
    if language not in ORDINALS or not NUMBER.search(before):
        return False
    word = re.match(r"\w+", following)
    return word is not None and word[0] not in SENTENCE_STARTERS


def _breaks_inside_quotations(paragraph: str, language: str, breaks: list[int]) -> list[int]:
    """Further breaks inside quotations, found with the quotation marks blanked out."""
    quotations = _quotations(paragraph)
    if not quotations:
        return []
    blanked = list(paragraph)
    for start, end in quotations:
        blanked[start] = blanked[end] = " "
    found = [p for p in _breaks("".join(blanked), language) if _is_inside(p, paragraph, quotations)]
    return _long_enough(found, sorted({0, *breaks, len(paragraph)}))


def _is_inside(position: int, text: str, quotations: list[Span]) -> bool:
    i = bisect_right(quotations, (position, len(text))) - 1
    if i < 0:
        return False
    start, end = quotations[i]
    return bool(text[start + 1 : position].strip()) and bool(text[position:end].strip())


def _long_enough(found: list[int], edges: list[int]) -> list[int]:
    kept: list[int] = []
    for position in found:
        i = bisect_right(edges, position)
        previous = max(edges[i - 1], kept[-1] if kept else 0)
        nearest = min(position - previous, edges[min(i, len(edges) - 1)] - position)
        if nearest >= SHORTEST_IN_QUOTATION:
            kept.append(position)
    return kept


def _quotations(text: str) -> list[Span]:
    """Positions of matching outer quotation marks; a mark without a partner is passed over."""
    spans: list[Span] = []
    opened = -1
    for i, char in enumerate(text):
        if opened >= 0 and char in PAIRS[text[opened]]:
            spans.append((opened, i))
            opened = -1
        elif opened < 0 and char in PAIRS:
            opened = i
    return spans
