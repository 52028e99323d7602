"""Where two passages on one point seem to say different things.

A likeness of meaning does not see what decides: whether it is denied, from where to where, how
much, how surely, and who says it. The rules look for words; they know few languages well, and
say nothing where they are not sure. What they say is a question to a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from .differing_words import ARTICLES, DENIALS, FROM, MONTHS, RESERVATIONS, TO
from .names import are_different_people, territories, transliterated, words
from .units import Span

type Table = dict[str, re.Pattern[str]]
type Kind = Literal["attribution", "direction", "number", "polarity", "modality"]

NEAR: Final = 3  # words between a preposition and the country that it belongs to
NUMBER: Final = re.compile(r"(?<![\w.,-])\d+(?:[.,\u00a0\u202f' ]\d{3})*(?:[.,]\d+)?(?![\w])")
YEARS: Final = range(1900, 2100)
UNIT: Final = 5  # letters of the word after a number that are compared


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it is compared: its words, its language, and who speaks in it."""

    text: str
    language: str
    speakers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """What is said in each passage; empty where it is the lack of a word that differs.

    `places` are where that stands in the passages, if it stands at one place.
    """

    kind: Kind
    first: str
    second: str
    places: tuple[Span | None, Span | None] = (None, None)

    def __str__(self) -> str:
        return f"differs: {self.first or '—'} / {self.second or '—'}"


def differences(a: Passage, b: Passage) -> list[Difference]:
    """What seems to differ, the surest kind first."""
    rules = (_attribution, _direction, _number, _polarity, _modality)
    return [found for rule in rules if (found := rule(a, b))]


def _attribution(a: Passage, b: Passage) -> Difference | None:
    pairs = [(one, two) for one in a.speakers for two in b.speakers]
    if pairs and all(are_different_people(*pair) for pair in pairs):
        first, second = (", ".join(sorted(passage.speakers)) for passage in (a, b))
        return Difference("attribution", first, second)
    return None


def _direction(a: Passage, b: Passage) -> Difference | None:
    """One goes to a country, and the other comes from it."""
    for country, found in sorted(_ways(a).items()):
        other = _ways(b).get(country)
        if other and other.way != found.way:
            return Difference("direction", found.said, other.said, (found.place, other.place))
    return None


class _Way(NamedTuple):
    way: Literal["from", "to"]
    said: str
    place: Span


@lru_cache(maxsize=4_000)
def _ways(passage: Passage) -> dict[str, _Way]:
    """Country to how a passage first says that it is from or to there, unless it says both."""
    found: dict[str, list[_Way]] = {}
    for country, (start, end) in territories(passage.text, passage.language):
        if governing := _governing(passage.text[:start], passage.language):
            way, (first, last) = governing
            said = f"{passage.text[first:last]} {passage.text[start:end]}"
            found.setdefault(country, []).append(_Way(way, said, (first, end)))
    return {c: ways[0] for c, ways in found.items() if len({w.way for w in ways}) == 1}


def _governing(before: str, language: str) -> tuple[Literal["from", "to"], Span] | None:
    """The preposition that governs what follows, and where it stands."""
    for word, place in reversed(list(words(before))[-NEAR:]):
        lowered = word.casefold()
        if lowered in FROM.get(language, ()):
            return "from", place
        if lowered in TO.get(language, ()):
            return "to", place
        if lowered not in ARTICLES.get(language, ()):
            return None
    return None


def _number(a: Passage, b: Passage) -> Difference | None:
    """Numbers that count the same thing; across languages, the only number of each passage."""
    first, second = _numbers(a), _numbers(b)
    if {number.value for number in first.values()} & {n.value for n in second.values()}:
        return None
    if a.language == b.language:
        shared = sorted(unit for unit in first.keys() & second.keys() if unit)
        found = [(first[unit], second[unit]) for unit in shared[:1]]
    else:
        alone = len(first) == len(second) == 1
        found = list(zip(first.values(), second.values(), strict=True)) if alone else []
    return next((Difference("number", x.said, y.said, (x.place, y.place)) for x, y in found), None)


class _Number(NamedTuple):
    value: str
    said: str
    place: Span


@lru_cache(maxsize=4_000)
def _numbers(passage: Passage) -> dict[str, _Number]:
    """What is counted (the beginning of the next word) and how many, without days and years."""
    found = {}
    for match in NUMBER.finditer(passage.text):
        after = next((word for word, _ in words(passage.text[match.end() :])), "")
        before = next((w for w, _ in reversed(list(words(passage.text[: match.start()])))), "")
        value = _plain(match[0])
        is_date = any(word.casefold() in MONTHS for word in (before, after))
        if not is_date and not (value.isdigit() and int(value) in YEARS):
            found[transliterated(after)[:UNIT]] = _Number(value, match[0], match.span())
    return found


def _plain(number: str) -> str:
    """Digits of any script as Latin ones, without what groups thousands."""
    grouped = re.sub(r"[.,\u00a0\u202f' ](?=\d{3}(?!\d))", "", number)
    return "".join(str(int(c)) if c.isdigit() else "." for c in grouped)


def _polarity(a: Passage, b: Passage) -> Difference | None:
    return _only_one_has("polarity", DENIALS, a, b)


def _modality(a: Passage, b: Passage) -> Difference | None:
    return _only_one_has("modality", RESERVATIONS, a, b)


def _only_one_has(kind: Kind, table: Table, a: Passage, b: Passage) -> Difference | None:
    """One word in one passage, and none in the other, in languages whose words are known."""
    if a.language not in table or b.language not in table:
        return None
    first, second = (list(table[p.language].finditer(p.text)) for p in (a, b))
    match first, second:
        case [word], []:
            return Difference(kind, word[0], "", (word.span(), None))
        case [], [word]:
            return Difference(kind, "", word[0], (None, word.span()))
    return None
