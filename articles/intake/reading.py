"""From bytes to a canonical text, with what was said about it on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .cleaning import clean_characters, tidy_lines
from .decoding import decode
from .layout import join_wrapped_lines
from .markup import Page, is_page, read_page
from .proposal import Note, Refused
from .repairing import repair

MOST_TEXT: Final = 400_000  # code points of an article: a book's length
MOST_LINES: Final = 5_000


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asked for in place of what is detected."""

    encoding: str | None = None
    takes_repair: bool = False
    joins_lines: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A canonical text; `repaired` is another reading on offer, `page` what a page said of itself.

    `is_damaged`: its letters are not those that were written.
    """

    text: str
    encoding: str
    page: Page | None
    repaired: str | None
    is_damaged: bool
    notes: tuple[Note, ...]


def canonical(text: str) -> str:
    """A text that a person typed or corrected, in the form in which texts are stored."""
    return tidy_lines(clean_characters(text).text).text


def read(raw: bytes, file_name: str, options: Options) -> Reading:
    decoded = decode(raw, options.encoding)
    page = read_page(decoded.text) if is_page(decoded.text, file_name) else None
    source = page.text if page else decoded.text
    source, repaired, repair_notes = _with_repair(source, options)
    text, cleaning_notes = _clean(source, options)
    _refuse_what_is_no_article(text)
    notes = (*decoded.notes, *_page_notes(page, file_name), *repair_notes, *cleaning_notes)
    is_damaged = repaired is not None and any(n.code == "mojibake" for n in repair_notes)
    return Reading(text, decoded.encoding, page, repaired, is_damaged, _without_repetition(notes))


def _refuse_what_is_no_article(text: str) -> None:
    if not any(c.isalnum() for c in text):
        raise Refused("There is no text in the file, only blanks and signs.")
    lines = text.count("\n") + 1
    if len(text) > MOST_TEXT or lines > MOST_LINES:
        raise Refused(
            f"The text has {len(text):,} characters in {lines:,} lines; an article may have "
            f"{MOST_TEXT:,} in {MOST_LINES:,}."
        )


def _page_notes(page: Page | None, file_name: str) -> tuple[Note, ...]:
    if page is None or file_name.lower().endswith((".html", ".htm", ".xhtml")):
        return page.notes if page else ()
    message = "The file is a web page, whatever its name says; its text was taken out."
    return (*page.notes, Note("page_in_disguise", message, is_warning=True))


def _with_repair(source: str, options: Options) -> tuple[str, str | None, tuple[Note, ...]]:
    """(the text to go on with, the reading on offer, notes)"""
    offered = repair(source)
    if offered is None:
        return source, None, ()
    if not options.takes_repair:
        return source, _clean(offered.text, options)[0], (offered.note,)
    message = "The repaired reading of the text was taken, as asked."
    return offered.text, None, (Note("repaired", message, offered.note.count),)


def _clean(source: str, options: Options) -> tuple[str, tuple[Note, ...]]:
    characters = clean_characters(source)
    joined = join_wrapped_lines(characters.text) if options.joins_lines else characters
    tidy = tidy_lines(joined.text)
    joining = joined.notes if options.joins_lines else ()
    return tidy.text, (*characters.notes, *joining, *tidy.notes)


def _without_repetition(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Characters that decoding had to give up are not told again as lost before."""
    if any(note.code == "undecodable" for note in notes):
        return tuple(note for note in notes if note.code != "lost_characters")
    return notes
