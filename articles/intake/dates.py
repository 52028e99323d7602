"""Dates that say when an article was published, and where in the text they were found.

Only a full date counts (day, month and year), and only where an article is dated: a line of its
own, a dateline, a caption, a file name. dateparser (BSD) reads the words of other languages; the
Arabic months of the Levant and of the Maghreb are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from .wordlists import words

EARLIEST: Final = date(1500, 1, 1)
MOST_TEXT: Final = 2_000  # code points that are searched
# Languages whose words dateparser is asked for; any other is tried as English.
SUPPORTED: Final = words(
    "de en fr es it pt nl da sv nb fi is pl cs sk sl hr sr bs bg ru uk be mk ro hu el tr az he "
    "fa ur ar "
    "hi bn id ms vi th ja ko zh lt lv et sq ca gl eu ga cy af sw ka hy kk"
)
TIME: Final = re.compile(r"\d{1,2}\s?(?:[:.h]\s?\d{2}(?::\d{2})?|h|am|pm|uhr)\b", re.IGNORECASE)
# A line a month: Levant, Gulf and Egypt, Maghreb, in the spellings that newspapers use.
ARABIC_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "كانون الثاني|يناير|جانفي",
            "شباط|فبراير|فيفري",
            "آذار|اذار|مارس",
            "نيسان|أبريل|ابريل|إبريل|أفريل|افريل",
            "أيار|ايار|مايو|ماي",
            "حزيران|يونيو|جوان",
            "تموز|يوليو|يوليوز|جويلية",
            "آب|أغسطس|اغسطس|أوت|غشت",
            "أيلول|ايلول|سبتمبر|شتنبر",
            "تشرين الأول|تشرين الاول|أكتوبر|اكتوبر",
            "تشرين الثاني|نوفمبر|نونبر",
            "كانون الأول|كانون الاول|ديسمبر|دجنبر",
        ),
        start=1,
    )
    for name in names.split("|")
}
_MONTH_WORD: Final = r"[^\W\d_]{3,14}\.?"
ISO: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
DAY_FIRST: Final = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+|d’|"
    rf"d')?{_MONTH_WORD},?\s+(?:de\s+)?\d{{4}}(?!\d)"
)
MONTH_FIRST: Final = re.compile(rf"\b{_MONTH_WORD}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)")
IDEOGRAPHIC: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
ARABIC: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s+(?:من\s+)?("
    + "|".join(sorted(ARABIC_MONTHS, key=len, reverse=True))
    + r")(?:\s*[/(،-]\s*[^\d]{3,20}?\)?)?[\s,،]+(?:عام\s+|سنة\s+)?(\d{4})(?!\d)"
)
# What may stand around the date in a line that only dates the article.
AROUND: Final = re.compile(
    r"\b(?:published|updated|last|modified|posted|created|issued|first|date|on|at|by|am|pm|"
    r"a\.m\.|p\.m\.|"
    r"gmt|utc|est|edt|cet|cest|bst|msk|uhr|stand|veröffentlicht|aktualisiert|zuletzt|erstellt|"
    r"datum|vom|am|um|"
    r"publié|mis|à|jour|modifié|le|la|dernière|mise|créé|h|min|"
    r"نشر|نشرت|نُشر|تاريخ|النشر|آخر|تحديث|في|الساعة|بتاريخ|بتوقيت|غرينتش|غرينيتش|م|ص|هـ|"
    r"mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد)\b\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    day: date
    start: int
    end: int


def find_date(text: str, language: str) -> Found | None:
    """The first full date in `text`.

    Days come before months, but 4/5/2015 in English could be two days and is passed over.
    """
    western = text.translate(_DIGITS)
    found = [f for pattern, read in _READERS if (f := _first(pattern, read, western, language))]
    return min(found, key=lambda f: f.start, default=None)


def is_date_line(passage: str) -> bool:
    """Whether the passage says when it was published and nothing else."""
    if len(passage) > 110:
        return False
    rest = passage.translate(_DIGITS)
    found = next((m for pattern, _ in _READERS if (m := pattern.search(rest))), None)
    if found is None:
        return False
    rest = AROUND.sub(" ", TIME.sub(" ", rest[: found.start()] + " " + rest[found.end() :]))
    rest = re.sub("|".join(p.pattern for p, _ in _READERS), " ", rest)
    return not re.search(r"\w", rest)


def _first(pattern: re.Pattern[str], read: _Reader, text: str, language: str) -> Found | None:
    latest = datetime.now(UTC).date() + timedelta(days=2)
    for match in pattern.finditer(text[:MOST_TEXT]):
        day = read(match, language)
        if day and EARLIEST <= day <= latest:
            return Found(day, *match.span())
    return None


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _read_iso(match: re.Match[str], _language: str) -> date | None:
    return _date(match[1], match[2], match[3])


def _read_numeric(match: re.Match[str], language: str) -> date | None:
    first, second, year = match.groups()
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if language != "en" or "." in match[0] or day_first == month_first:
        return day_first
    return None if day_first and month_first else day_first or month_first


def _read_arabic(match: re.Match[str], _language: str) -> date | None:
    return _date(match[3], ARABIC_MONTHS[match[2]], match[1])


def _read_words(match: re.Match[str], language: str) -> date | None:
    return _parse(match[0], language)


@lru_cache(maxsize=512)
def _parse(words: str, language: str) -> date | None:
    languages = list(dict.fromkeys([language, "en"])) if language in SUPPORTED else ["en"]
    import dateparser  # slow to load, and most texts have no date in words

    settings: Any = {"REQUIRE_PARTS": ["day", "month", "year"]}
    parsed = dateparser.parse(words, languages=languages, settings=settings)
    return parsed.date() if parsed else None


_Reader = Callable[[re.Match[str], str], date | None]
_READERS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (ISO, _read_iso),
    (NUMERIC, _read_numeric),
    (ARABIC, _read_arabic),
    (DAY_FIRST, _read_words),
    (MONTH_FIRST, _read_words),
    (IDEOGRAPHIC, _read_words),
)
_DIGITS: Final = {
    base + i: str(i) for base in (0x0660, 0x06F0, 0x0966) for i in range(10)
}  # Arabic, Persian and Devanagari digits
