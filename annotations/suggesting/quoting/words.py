"""Frames: a text's sentences with each quotation as one item among the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from articles.intake.proposal import Passage
from articles.intake.sentences import split_sentences

from .chinese_words import chinese_words
from .marks import Stretch
from .tongues import Tongue, fold

Kind = Literal["word", "mark", "quote"]

INVERTED: Final = r"(?:(?<=-)t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles)\b"
LETTERS: Final = r"\w[\w\u0300-\u036f\u064b-\u065f\u0670]*"  # with their vowel signs
WORD: Final = re.compile(
    rf"(?:[ldnscjmtLDNSCJMT]|[Qq]u)['’](?=\w)|{LETTERS}(?:[-–.·•]{LETTERS}|['’]{LETTERS})*|[^\w\s]"
)
SPLIT_FRENCH: Final = re.compile(rf"-(?:t-)?(?={INVERTED})")
BRACKETS: Final = re.compile(r"[(\[（][^()\[\]（）\n]{0,80}[)\]）]")
STOP: Final = frozenset(".!?…。！？؟")
AFTER_FULL_STOP: Final = re.compile(r"[。！？]\"(?=[^\s，。、！？；\")）])")
DASHES: Final = frozenset("–—-―")
PAUSE: Final = re.compile(r"[，。：；！？,.:;!?\n]|$")


# An Arabic article before a family name, as "al-Harwani" has it; other scripts' ways with it, too.
ARTICLE: Final = re.compile(r"(?:[ae](?:[lzdtnr]|sh?)|ul|аль|эль|а[зсдтншр])-(?=\w)")


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a punctuation mark or a whole quotation; `suffixed` was `Putin's`, `Putin'in`."""

    kind: Kind
    start: int
    end: int
    text: str
    fold: str
    quote: int = -1
    suffixed: bool = False

    @property
    def is_capital(self) -> bool:
        if self.kind != "word":
            return False
        return ARTICLE.sub("", self.text)[:1].isupper()


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence, in which quotations count as one item each."""

    start: int
    end: int
    items: tuple[Item, ...]
    passage: int
    is_heading: bool = False

    @property
    def quotes(self) -> tuple[int, ...]:
        return tuple(item.quote for item in self.items if item.kind == "quote")

    @property
    def words(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind == "word")


@dataclass(slots=True)
class Page:
    """A text with its frames in order."""

    text: str
    tongue: Tongue
    stretches: list[Stretch]
    frames: list[Frame] = field(default_factory=list)


def page(
    text: str, language: str, tongue: Tongue, passages: Sequence[Passage], found: list[Stretch]
) -> Page:
    """The frames of all passages that are not struck."""
    outer = [(i, s) for i, s in enumerate(found) if s.depth == 0]
    masked = _masked(text, [s for _, s in outer], tongue)
    frames = []
    for number, passage in enumerate(passages):
        if passage.struck:
            continue
        line = masked[passage.start : passage.end]
        for start, end in _sentences(line, language):
            span = (passage.start + start, passage.start + end)
            items = tuple(_items(text, span, outer, tongue))
            is_heading = passage.kind != "paragraph"
            frames.append(Frame(*span, items, number, is_heading))
    return Page(text, tongue, found, frames)


def frame_of(text: str, span: tuple[int, int], tongue: Tongue) -> Frame:
    """A frame of any part of a text, quotations in it left alone."""
    return Frame(*span, tuple(_words(text, *span, tongue)), passage=-1)


def _sentences(line: str, language: str) -> list[tuple[int, int]]:
    """Sentences of a masked line; a dash after a quotation leads on to who said it."""
    spans: list[tuple[int, int]] = []
    for start, end in _split(line, language):
        if spans and line[start] in DASHES and line[spans[-1][1] - 1] == '"':
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _split(line: str, language: str) -> Iterator[tuple[int, int]]:
    """Also between a Chinese quotation that ends a sentence and what follows without a blank."""
    for start, end in split_sentences(line, language):
        for match in AFTER_FULL_STOP.finditer(line, start, end):
            yield start, match.end()
            start = match.end()
        if start < end:
            yield start, end


def _masked(text: str, found: list[Stretch], tongue: Tongue) -> str:
    """The text with the insides of quotations blanked, but for a stop at their ends.

    The marks become straight ones, so that one convention is left for the sentences' splitter.
    """
    pieces, at = [], 0
    for stretch in found:
        pieces.append(text[at : stretch.outer_start])
        pieces.append(_mask(text, stretch, _goes_on(text, stretch, tongue)))
        at = stretch.outer_end
    return "".join([*pieces, text[at:]])


def _goes_on(text: str, stretch: Stretch, tongue: Tongue) -> bool:
    """Chinese ends a quotation with a full stop even if its sentence goes on: “…。”他说。"""
    if tongue.code != "zh" or text[: stretch.outer_start].rstrip()[-1:] in tuple(":："):
        return False
    pause = PAUSE.search(text, stretch.outer_end)
    after = text[stretch.outer_end : pause.start() if pause else None]
    if after.startswith(tuple(tongue.said_by)):
        return True
    return any(after.endswith(cue) for cue in tongue.says)


def _mask(text: str, stretch: Stretch, goes_on: bool) -> str:
    inner = text[stretch.outer_start + 1 : stretch.outer_end - (not stretch.unclosed)]
    last = inner.rstrip()[-1:]
    first = "X" if inner.lstrip()[:1].upper() == inner.lstrip()[:1] else "x"
    blanked = first + "".join("\n" if c == "\n" else "x" for c in inner[1:])
    if last in STOP and blanked and not goes_on:
        blanked = blanked[:-1] + ("." if last in ".…" else last)
    return '"' + blanked + ("" if stretch.unclosed else '"')


def _items(
    text: str, span: tuple[int, int], outer: list[tuple[int, Stretch]], tongue: Tongue
) -> Iterator[Item]:
    at, end = span
    for i, stretch in outer:
        if stretch.outer_end <= span[0] or stretch.outer_start >= end:
            continue
        yield from _words(text, at, max(at, stretch.outer_start), tongue)
        yield Item("quote", stretch.outer_start, stretch.outer_end, "", "", i)
        at = min(end, stretch.outer_end)
    yield from _words(text, at, end, tongue)


def _words(text: str, start: int, end: int, tongue: Tongue) -> Iterator[Item]:
    skipped = [m.span() for m in BRACKETS.finditer(text, start, end)]
    if tongue.code == "zh":
        yield from _chinese(text, start, end, tongue, skipped)
        return
    for match in WORD.finditer(text, start, end):
        if not any(a <= match.start() < b for a, b in skipped):
            yield from _word(match, tongue)


def _word(match: re.Match[str], tongue: Tongue) -> Iterator[Item]:
    word, at = match[0], match.start()
    if not (word[0].isalnum() or word[0] == "_"):
        yield Item("mark", at, match.end(), word, word)
        return
    pieces = SPLIT_FRENCH.split(word) if tongue.code == "fr" else [word]
    for piece in pieces:
        begin = word.index(piece, at - match.start()) + match.start()
        at = begin + len(piece)
        yield _plain_word(piece, begin, tongue)


def _plain_word(piece: str, begin: int, tongue: Tongue) -> Item:
    stem, suffixed = piece, False
    cut = re.search(r"['’]", piece)
    if cut and tongue.code in SUFFIXES and SUFFIXES[tongue.code].fullmatch(piece[cut.end() :]):
        stem, suffixed = piece[: cut.start()], True
    folded = fold(stem) or stem  # a lone kashida folds to nothing
    if tongue.code == "ar":
        folded = _without_and(folded, tongue)
    return Item("word", begin, begin + len(stem), stem, folded, suffixed=suffixed)


SUFFIXES: Final = {"en": re.compile("s"), "tr": re.compile(r"\w{1,6}"), "de": re.compile("s?")}


def _without_and(word: str, tongue: Tongue) -> str:
    """Arabic joins "and" and "then" to the next word; taken off where that leaves a known word."""
    rest = word[1:]
    if word[0] not in "وف" or len(rest) < 2 or word in tongue.says or word in tongue.not_names:
        return word
    known = rest in tongue.says or rest in tongue.not_names or rest in tongue.adds
    return rest if known or rest in tongue.sources else word


def _chinese(
    text: str, start: int, end: int, tongue: Tongue, skipped: list[tuple[int, int]]
) -> Iterator[Item]:
    for first, last in chinese_words(text, start, end, tongue):
        if not any(a <= first < b for a, b in skipped):
            word = text[first:last]
            yield Item("word" if word[0].isalnum() else "mark", first, last, word, fold(word))
