"""Web pages: the article's own text and what the page says about it.

trafilatura (A. Barbaresi, ACL 2021) finds the main text. Where it finds none, the visible text of
the page is taken block by block. Nothing of the markup survives: what comes out is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import trafilatura
from lxml import etree, html  # type: ignore[import-untyped]

from .proposal import Note, Refused
from .wordlists import words

PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_BLOCK: Final = "(?:p|div|article|section|h[1-6]|li|blockquote|table)"
BLOCK_TAG: Final = re.compile(rf"<{_BLOCK}\b[^<>]*>", re.I)
CLOSING_TAG: Final = re.compile(rf"</{_BLOCK}>", re.I)
LANGUAGE: Final = re.compile(
    r"<html\b[^>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.I
)
BLOCKS: Final = words(
    "address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul br"
)
UNSEEN: Final = words("script style noscript template svg iframe object head")
MENUS: Final = UNSEEN | {"nav", "footer"}
HEADS: Final = words("h1 h2 h3 h4 h5 h6 head")
# What its authors let through when a page is broken in a way they did not expect.
EXTRACTION_ERRORS: Final = (
    etree.LxmlError,
    AttributeError,
    AssertionError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)
SHORT: Final = 500  # code points of a page in which a main text hardly stands out
LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks of text, which of them the page marks as headings, and its metadata."""

    text: str
    headings: frozenset[str]
    title: str = ""
    author: str = ""
    published_on: date | None = None
    site: str = ""
    url: str = ""
    language: str = ""
    notes: tuple[Note, ...] = ()


def is_page(text: str, file_name: str = "") -> bool:
    """Whether the text is a page or a piece of one, whatever its file is called."""
    if PAGE.match(text[:4000]):
        return True
    opened, closed = len(BLOCK_TAG.findall(text)), len(CLOSING_TAG.findall(text))
    if file_name.lower().endswith((".html", ".htm", ".xhtml")):
        return opened > 0
    return opened >= 2 and closed >= 2


def read_page(source: str) -> Page:
    """The article of a page; raises Refused if there is no text in it."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.replace("\x00", ""))
    document = _extract(source)
    blocks = _blocks_of_body(document.body) if document is not None else []
    visible = _visible_blocks(source)
    if _says_less(blocks, visible):
        blocks, how = visible, "All visible text of the page was taken; no main text stood out"
    else:
        how = "The main text of the web page was taken; menus and the like were left out"
    if not blocks:
        raise Refused("There is no text in this web page.")
    return _page(source, document, blocks, how)


def _extract(source: str) -> Any | None:
    try:
        return trafilatura.bare_extraction(
            source, with_metadata=True, include_comments=False, include_tables=True
        )
    except EXTRACTION_ERRORS:
        return None


Block = tuple[str, bool]  # text, is a heading


def _length(blocks: list[Block]) -> int:
    return sum(len(text) for text, _ in blocks)


def _says_less(blocks: list[Block], visible: list[Block]) -> bool:
    """A short page comes out of trafilatura cut, or as one paragraph with its menu."""
    if _length(blocks) < min(200, 0.5 * _length(visible)):
        return True
    return len(blocks) <= 1 < len(visible) and _length(visible) < 2 * SHORT


def _blocks_of_body(body: Any) -> list[Block]:
    """Paragraphs, headings, list items and table rows of trafilatura's tree, in reading order."""
    blocks: list[Block] = []
    for element in body.iter("p", "head", "item", "row", "quote", "code"):
        if any(
            ancestor.tag in ("p", "head", "item", "row") for ancestor in element.iterancestors()
        ):
            continue
        if element.tag == "quote" and element.find(".//p") is not None:
            continue
        blocks += _split_at_breaks(element, element.tag == "head")
    return [block for block in blocks if block[0]]


def _split_at_breaks(element: Any, is_heading: bool) -> list[Block]:
    text = "".join(_texts(element))
    return [(_fold(line), is_heading) for line in text.split("\n\n")]


def _texts(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield "\n\n"
        elif isinstance(child.tag, str):
            yield from _texts(child)
            yield " " if child.tag in ("cell", "item", "p") else ""
        yield child.tail or ""


def _fold(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _visible_blocks(source: str, dropped: frozenset[str] = MENUS) -> list[Block]:
    """Text of the page outside the dropped elements, a block element a block."""
    try:
        root = html.fromstring(source)
    except (etree.LxmlError, ValueError, AssertionError):
        return []
    blocks: list[Block] = []
    parts: list[str] = []
    for is_edge, text, is_heading in _walk(root, dropped):
        if is_edge:
            blocks.append((_fold("".join(parts)), is_heading))
            parts = []
        parts.append(text)
    blocks.append((_fold("".join(parts)), False))
    return [block for block in blocks if block[0]]


def _walk(root: Any, dropped: frozenset[str]) -> Iterator[tuple[bool, str, bool]]:
    """(a block ends here, text that follows, that block was a heading), without recursion."""
    depth = 0  # of dropped elements
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        entering = event == "start"
        if element.tag in dropped:
            depth += 1 if entering else -1
        text = (element.text if entering else element.tail) or ""
        is_edge = event in ("start", "end") and element.tag in BLOCKS
        yield is_edge, "" if depth else text, not entering and element.tag in HEADS


def _page(source: str, document: Any | None, blocks: list[Block], how: str) -> Page:
    title = _fold(getattr(document, "title", None) or "")[:LONGEST_TITLE]
    if title and not any(_same(title, text) for text, _ in blocks[:6]):
        blocks = [(title, True), *blocks]
    else:
        title = next((text for text, _ in blocks[:6] if _same(title, text)), title)
    left_out = max(0, _length(_visible_blocks(source, dropped=UNSEEN)) - _length(blocks))
    notes = (Note("web_page", f"{how} (about {left_out} characters).", left_out),)
    return Page(
        text="\n\n".join(text for text, _ in blocks),
        headings=frozenset(text for text, is_heading in blocks if is_heading),
        title=title,
        author=_fold(getattr(document, "author", None) or "")[:LONGEST_TITLE],
        published_on=_day(getattr(document, "date", None)),
        site=_site(document),
        url=getattr(document, "url", None) or "",
        language=_declared_language(source),
        notes=notes,
    )


def _same(title: str, text: str) -> bool:
    return title.casefold() == text.casefold() or title.casefold().startswith(text.casefold() + " ")


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def _site(document: Any | None) -> str:
    name = getattr(document, "sitename", None) or ""
    host = (
        getattr(document, "hostname", None) or urlsplit(getattr(document, "url", "") or "").hostname
    )
    return _fold(name or (host or "").removeprefix("www."))


def _declared_language(source: str) -> str:
    found = LANGUAGE.search(source[:4000])
    return found[1] if found else ""
