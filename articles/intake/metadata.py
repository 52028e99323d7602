"""Headline, byline, dateline, date and source, as far as the text or the page says them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Final

from .boilerplate import BYLINE
from .dates import Found, find_date, is_date_line
from .markup import Page
from .outlets import mentions, outlet_called
from .proposal import Passage

_PLACE: Final = r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+){0,3}"
DATELINE: Final = re.compile(
    rf"(?P<place>{_PLACE}(?:, {_PLACE})?)(?P<day>,? ?[^()\n–—-]{{0,30}}?\d{{0,4}})?"
    r" ?(?:\((?P<credit>[^()\n]{2,40})\))? ?(?:[-–—]|--)\s"
)
ARABIC_DATELINE: Final = re.compile(
    r"(?P<place>[\u0621-\u064a]+(?: [\u0621-\u064a]+)?)(?P<day> \d{1,2} [\u0621-\u064a]+(?: "
    r"\d{4})?)?"
    r" ?(?:\((?P<credit>[^()\n]{2,30})\) ?[-–—:]|[-–—/] ?(?P<agency>[^\n:–—-]{2,25}?) ?[:–—-])\s?"
)
BYLINE_PREFIX: Final = re.compile(
    r"^(?:By|BY|Von|VON|Par|PAR|Por|Texte? ?:|Autor(?:in)? ?:|Author ?:|Auteur ?:|بقلم ?:?|"
    r"كتبت? ?:|إعداد ?:|تقرير ?:)\s*"
)
STAFF: Final = re.compile(
    r"^(?:La rédaction d[eu’']|Die Redaktion von|The staff of)\s?(?P<name>.{2,60})$"
)
COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4})?\s*(?P<name>[^.,|©\d]{2,60})", re.IGNORECASE
)
CREDIT_LINE: Final = "the credit line"
TOP: Final = 8  # passages in which a byline or a date line is looked for


@dataclass(frozen=True, slots=True)
class Metadata:
    headline: str = ""
    byline: str = ""
    dateline: str = ""
    published_on: date | None = None
    published_from: str = ""
    source_name: str = ""
    source_from: str = ""


def find_metadata(
    text: str, passages: tuple[Passage, ...], language: str, file_name: str, page: Page | None
) -> Metadata:
    """What can be proposed; `published_from` and `source_from` say where it was found."""
    day, day_from = _published(text, passages, language, file_name, page)
    source, source_from = _source(text, passages, file_name, page)
    return Metadata(
        headline=next((text[p.start : p.end] for p in passages if p.kind == "headline"), ""),
        byline=(page.author if page and page.author else _byline(text, passages))[:300],
        dateline=_dateline(text, passages)[:120],
        published_on=day,
        published_from=day_from,
        source_name=source[:120],
        source_from=source_from,
    )


def _byline(text: str, passages: tuple[Passage, ...]) -> str:
    lines = [
        text[p.start : p.end]
        for p in (*passages[:TOP], *passages[-3:])
        if p.struck == "credit_line"
    ]
    found = next((line for line in lines if BYLINE.match(line)), "")
    return BYLINE_PREFIX.sub("", found)


def _dateline(text: str, passages: tuple[Passage, ...]) -> str:
    """Place and day before the first words: "MOSCOW, Nov 26 (...) - "."""
    paragraphs = [p for p in passages if not p.struck and p.kind == "paragraph"][:2]
    for passage in paragraphs:
        start = text[passage.start : passage.start + 120]
        match = DATELINE.match(start) or ARABIC_DATELINE.match(start)
        if match and _is_dateline(match):
            return (match["place"] + (match["day"] or "")).strip(" ,")
    return ""


def _is_dateline(match: re.Match[str]) -> bool:
    """Capitals, or an agency in brackets, or a day; a mere dash is a figure of speech."""
    agency = match["credit"] or match.groupdict().get("agency") or ""
    if any(m.span[0] == 0 for m in mentions(agency.strip())):
        return True
    return match["place"].isupper() or bool(
        match["credit"] and re.search(r"\d", match["day"] or "")
    )


def _published(
    text: str, passages: tuple[Passage, ...], language: str, file_name: str, page: Page | None
) -> tuple[date | None, str]:
    if page and page.published_on:
        return page.published_on, "what the page says of itself"
    language = language.split("-")[0]
    for passages_here, where in _dated_places(text, passages):
        found = _first_date(text, passages_here, language)
        if found:
            return found.day, where
    named = find_date(PurePath(file_name).stem.replace("_", " "), language)
    return (named.day, "the file name") if named else (None, "")


def _dated_places(text: str, passages: tuple[Passage, ...]) -> list[tuple[list[Passage], str]]:
    lines = [
        p for p in passages if p.struck == "credit_line" and is_date_line(text[p.start : p.end])
    ]
    first = [p for p in passages if not p.struck and p.kind == "paragraph"][:1]
    datelines = [replace(p, end=min(p.end, p.start + 60)) for p in first]
    short = [p for p in passages[:TOP] if not p.struck and p.end - p.start <= 60]
    captions = [p for p in passages if p.struck == "photo_credit"]
    return [
        (lines, "a line that dates the article"),
        ([p for p in datelines if _dateline(text, (p,))], "the dateline"),
        (short, "a line at the top"),
        (captions, "the caption of a picture"),
    ]


def _first_date(text: str, passages: list[Passage], language: str) -> Found | None:
    return next((f for p in passages if (f := find_date(text[p.start : p.end], language))), None)


def _source(
    text: str, passages: tuple[Passage, ...], file_name: str, page: Page | None
) -> tuple[str, str]:
    if page and page.site:
        return page.site, "what the page says of itself"
    lines = [text[p.start : p.end] for p in passages if p.struck == "credit_line"]
    for line in lines:
        if staff := STAFF.match(line):
            return staff["name"].strip(), "the byline"
    for line in lines:
        if found := COPYRIGHT.search(line):
            return found["name"].strip(), "the copyright line"
    for line in reversed(lines):
        outlet = outlet_called(line.strip(" ()"))
        if outlet and outlet.kind != "agency":
            return outlet.name, CREDIT_LINE
    return _source_of_file_name(file_name)


def _source_of_file_name(file_name: str) -> tuple[str, str]:
    words = re.sub(r"[^\w&]+|_", " ", PurePath(file_name).stem).strip()
    found = next((m for m in mentions(words) if not m.is_ambiguous), None)
    return (found.outlet.name, "the file name") if found else ("", "")
