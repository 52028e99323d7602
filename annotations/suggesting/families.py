"""Families: quotations, in any languages, that render one utterance."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, product
from typing import Final, Literal

from .grades import VERBATIM
from .matching import Matcher, Scores
from .names import are_different_people, transliterated, words
from .units import Span, Text, touched

SHARED: Final = 0.6  # share of the shorter quotation's words that stand in the longer one, in order
STEM: Final = 4  # letters of a word that are compared at least
ENDING: Final = 2  # letters that inflection may change
SENTENCES: Final = 0.05  # what the score of the sentences around counts, a standard deviation
TRANSLATED: Final = 0.36  # likeness from which quotations in two languages are proposed
REWORDED: Final = 0.54  # within a language: the same words score higher there
PHRASE: Final = 3  # words; of fewer, the same ones may well be said of something else
SLIGHT: Final = 0.45  # of what the score would be otherwise: likely, no more
UNSURE: Final = 0.02  # more is asked where not both speakers are known
DOUBTED: Final = 0.06  # and where they seem two, but one is only inferred

type Kind = Literal["same words", "same words, cut", "reworded", "translated"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words: where, and whose: a name in any script, or empty for a mere role.

    `is_named`: the text says there who speaks; else it was inferred from what stands around.
    """

    text: int
    span: Span
    speaker: str = ""
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """Two quotations, by number, that seem to be one utterance."""

    first: int
    second: int
    score: float
    kind: Kind

    @property
    def reason(self) -> str:
        words = "word for word" if self.kind == "same words" else self.kind
        return "same quotation, " + words.removeprefix("same words, ")


@dataclass(frozen=True, slots=True)
class Family:
    """Numbers of quotations, in the order they were given, and the links that hold them."""

    members: tuple[int, ...]
    links: tuple[Link, ...]

    @property
    def score(self) -> float:
        return sum(link.score for link in self.links) / len(self.links)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(link.reason for link in self.links))


def propose_families(
    matcher: Matcher, scores: Sequence[Scores], quotations: Sequence[Quotation]
) -> list[Family]:
    """Best first. `scores` are the standardised ones of the matcher's pairs of texts."""
    return families_of(quotations, find_links(matcher, scores, quotations))


def families_of(
    quotations: Sequence[Quotation],
    links: Sequence[Link],
    apart: Collection[frozenset[int]] = frozenset(),
) -> list[Family]:
    """The families that links make of quotations, best first; links are to be best first, too.

    Those that are `apart` are in no family together, whatever links them.
    """
    groups = _groups(quotations, links, apart)
    families = []
    for group in groups:
        own = tuple(link for link in links if {link.first, link.second} <= group)
        families.append(Family(tuple(sorted(group)), own))
    return sorted(families, key=lambda family: (-family.score, family.members))


def find_links(
    matcher: Matcher, scores: Sequence[Scores], quotations: Sequence[Quotation]
) -> list[Link]:
    """All pairs of quotations of two articles that are worth a look, best first."""
    by_texts = {(s.first, s.second): s for s in scores}
    found = []
    for i, j in combinations(range(len(quotations)), 2):
        a, b = sorted((i, j), key=lambda number: quotations[number].text)
        first, second = quotations[a], quotations[b]
        if first.text != second.text and not _are_apart(first, second):
            link = _link(matcher, by_texts[first.text, second.text], first, second)
            if link:
                found.append(Link(i, j, *link))
    found += _of_repeated(found, _repeats(matcher.texts, quotations))
    return sorted(found, key=lambda link: (-link.score, link.first, link.second))


def _repeats(texts: Sequence[Text], quotations: Sequence[Quotation]) -> dict[int, set[int]]:
    """Each quotation with those of its text that say it again: a headline quotes what follows."""
    again = {number: {number} for number in range(len(quotations))}
    for i, j in combinations(range(len(quotations)), 2):
        a, b = quotations[i], quotations[j]
        if a.text == b.text and not _are_apart(a, b):
            shared, is_whole, length = _shared(texts[a.text], a.span, texts[b.text], b.span)
            if is_whole or (shared >= SHARED and length >= PHRASE):
                again[i].add(j)
                again[j].add(i)
    return again


def _of_repeated(links: Sequence[Link], again: dict[int, set[int]]) -> Iterator[Link]:
    """What is linked with a quotation is linked with its repetitions, as well as the best one."""
    known = {(link.first, link.second) for link in links}
    for link in sorted(links, key=lambda link: -link.score):
        for pair in product(again[link.first], again[link.second]):
            first, second = sorted(pair)
            if (first, second) not in known:
                known.add((first, second))
                yield Link(first, second, link.score, link.kind)


def _link(
    matcher: Matcher, scores: Scores, a: Quotation, b: Quotation
) -> tuple[float, Kind] | None:
    one, two = matcher.texts[a.text], matcher.texts[b.text]
    within = one.main_language == two.main_language
    shared, is_whole, length = _shared(one, a.span, two, b.span) if within else (0.0, False, 0)
    if shared >= SHARED:
        kind: Kind = "same words" if is_whole else "same words, cut"
        score = VERBATIM + (shared + is_whole) / 2
        return score if length >= PHRASE else score * SLIGHT, kind
    if not matcher.translates:
        return None
    likeness = matcher.between(a.text, a.span, b.text, b.span)
    likeness += SENTENCES * _around(matcher.texts, scores, a, b)
    needed = (REWORDED if within else TRANSLATED) + _doubt(a, b)
    kind = "reworded" if within else "translated"
    return (likeness, kind) if likeness >= needed else None


def _are_apart(a: Quotation, b: Quotation) -> bool:
    """Surely of two people."""
    return a.is_named and b.is_named and are_different_people(a.speaker, b.speaker)


def _doubt(a: Quotation, b: Quotation) -> float:
    if are_different_people(a.speaker, b.speaker):
        return DOUBTED
    return 0 if a.speaker and b.speaker else UNSURE


def _shared(one: Text, a: Span, two: Text, b: Span) -> tuple[float, bool, int]:
    """Share of the shorter's words that the longer has in the same order; are both all the same?
    And how many words the shorter has.

    Single words that agree count only in a quotation of one word: they agree by chance.
    """
    shorter, longer = sorted((_stems(one, a), _stems(two, b)), key=len)
    if not shorter:
        return 0.0, False, 0
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    least = min(2, len(shorter))
    shared = sum(block.size for block in blocks if block.size >= least)
    return shared / len(shorter), shorter == longer, len(shorter)


def _stems(text: Text, span: Span) -> list[str]:
    letters = (transliterated(word) for word, _ in words(text.words_of(span)))
    return [word[: max(STEM, len(word) - ENDING)] for word in letters]


def _around(texts: Sequence[Text], scores: Scores, a: Quotation, b: Quotation) -> float:
    """The highest score of the sentences in which two quotations stand."""
    rows = touched(texts[a.text].sentences, a.span)
    columns = touched(texts[b.text].sentences, b.span)
    if not rows or not columns:
        return 0.0
    return float(scores.values[rows.start : rows.stop, columns.start : columns.stop].max())


def _groups(
    quotations: Sequence[Quotation], links: Sequence[Link], apart: Collection[frozenset[int]]
) -> list[frozenset[int]]:
    """Joins the best links first; groups are joined if most pairs between them are links."""
    linked = {frozenset((link.first, link.second)) for link in links}
    group_of: dict[int, frozenset[int]] = {}
    for link in links:
        one, two = (group_of.get(i, frozenset((i,))) for i in (link.first, link.second))
        parted = any(frozenset((i, j)) in apart for i in one for j in two)
        if one != two and not parted and _may_join(quotations, one, two, linked):
            group_of |= dict.fromkeys(one | two, one | two)
    return sorted(set(group_of.values()), key=min)


def _may_join(
    quotations: Sequence[Quotation],
    one: frozenset[int],
    two: frozenset[int],
    linked: set[frozenset[int]],
) -> bool:
    pairs = list(_comparable(quotations, one, two))
    is_linked = sum(frozenset(pair) in linked for pair in pairs)
    return 2 * is_linked >= len(pairs) and not any(
        _are_apart(quotations[i], quotations[j]) for i in one for j in two
    )


def _comparable(
    quotations: Sequence[Quotation], one: frozenset[int], two: frozenset[int]
) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in one for j in two if quotations[i].text != quotations[j].text)
