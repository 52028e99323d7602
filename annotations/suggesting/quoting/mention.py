"""A mention: words that name somebody, and what they tell of him or her."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from babel import Locale

from .tongues import Tongue, fold
from .tongues.tongue import Gender, bag
from .words import Item

MentionKind = Literal["name", "role", "body", "pronoun", "latter", "thing"]

SIRS: Final = bag("m monsieur mr sir lord herr sr señor don господин bey")
TIMES: Final = bag(
    "mañana tarde noche madrugada semana víspera soirée matinée journée nuit semaine veille"
)  # after which a name may be a subject without a comma
TURKISH_GENITIVE: Final = re.compile(r"n[ıiuü]n$")
LONGEST_NAME: Final = 5  # words
LONGEST_OFFICE: Final = 40  # code points of a name in marks between a role and a name


@dataclass(frozen=True, slots=True)
class Mention:
    """`items[first:last]`; `name` is the name in it; `marks` are words that describe its bearer."""

    first: int
    last: int
    start: int
    end: int
    kind: MentionKind
    name: tuple[int, int] | None = None
    marks: frozenset[str] = frozenset()
    oblique: bool = False
    gender: Gender = ""
    definite: bool = False  # "the minister", not "a minister"
    weak: bool = False  # one capital word that may as well be no name
    led: bool = False  # by an article, as the names of rivers and courts are


@cache
def countries(code: str) -> frozenset[str]:
    """Beginnings by which a country and what belongs to it are told in a language."""
    if code == "und":
        return frozenset()
    named = (_plain(n) for k, n in Locale.parse(code).territories.items() if len(k) == 2)
    names = (n.removeprefix("ال") for n in named)
    return frozenset(
        _stem(n) for n in names if " " not in n and len(n) > (1 if code == "zh" else 3)
    )


@cache
def _lands(code: str) -> frozenset[str]:
    return frozenset(_plain(name) for name in Locale.parse(code).territories.values())


def is_people(word: str, tongue: Tongue) -> bool:
    """Whether a folded word tells where somebody comes from, and is no country itself."""
    return is_country(word, tongue) and _plain(word) not in _lands(tongue.code)


def _plain(name: str) -> str:
    """Without accents, since these come and go: Slovénie, Slovène."""
    split = unicodedata.normalize("NFD", fold(name))
    return "".join(c for c in split if not unicodedata.combining(c))


def _stem(name: str) -> str:
    for ending in ("land", "reich", "ien"):
        if name.endswith(ending) and len(name) - len(ending) >= 4:
            return name.removesuffix(ending)
    return name[: max(4, len(name) - 2)] if len(name) > 4 else name


def is_country(word: str, tongue: Tongue) -> bool:
    """Whether a folded word is a country's name or made from one: "russischer", "Russia"."""
    if word in tongue.peoples:
        return True
    known = countries(tongue.code)
    if tongue.code == "zh":
        return word in known
    word = _plain(word)
    word = word.removeprefix("ال") if tongue.code == "ar" else word
    return any(word[:n] in known for n in range(4, min(len(word), 12) + 1) if len(word) - n <= 5)


def made(
    items: tuple[Item, ...],
    first: int,
    last: int,
    kind: MentionKind,
    name: tuple[int, int] | None,
    tongue: Tongue,
    gender: Gender = "",
) -> Mention:
    described = (i.fold for i in items[first : name[0] if name else last] if i.kind == "word")
    marks = frozenset(w for w in described if w not in tongue.not_names or w in tongue.portfolios)
    if not gender and kind != "body" and any(tongue.women.fullmatch(w) for w in marks):
        gender = "f"
    elif not gender and name and marks & SIRS:
        gender = "m"
    begins = name[0] if name and tongue.code == "zh" and not marks else first
    return Mention(
        first=first,
        last=last,
        start=items[begins].start + _joined_and(items[begins], tongue),
        end=items[last - 1].end,
        kind=kind,
        name=(items[name[0]].start, items[name[1] - 1].end) if name else None,
        marks=marks,
        oblique=_is_oblique(items, first, last, tongue),
        gender=gender,
        definite=_is_definite(items[first], tongue),
        led=bool(name) and first > 0 and items[first - 1].fold in tongue.definite | tongue.objects,
    )


def _joined_and(item: Item, tongue: Tongue) -> int:
    """How many letters of "and" an Arabic word with its article has in front."""
    return int(tongue.code == "ar" and item.text.startswith(("وال", "فال")))


def _is_definite(item: Item, tongue: Tongue) -> bool:
    if tongue.code == "ar":
        return item.fold.startswith("ال")
    return item.fold in tongue.definite or tongue.code in ("ru", "tr")


def _is_oblique(items: tuple[Item, ...], first: int, last: int, tongue: Tongue) -> bool:
    """Whether the mention depends on a preposition, or is a genitive."""
    if items[last - 1].suffixed or _is_followed_by_case(items, last, tongue):
        return True
    if items[first].fold in tongue.objects:
        return True
    if tongue.code == "tr" and TURKISH_GENITIVE.search(items[last - 1].fold):
        return True
    if tongue.code == "zh" and first > 0 and items[first - 1].fold in tongue.says:
        return True  # whom somebody calls on or asks
    before = [i for i in items[max(0, first - 3) : first] if i.kind == "word"]
    while before and (before[-1].fold in tongue.determiners - tongue.prepositions):
        before.pop()
    if not before or items[first - 1].kind != "word":
        return False
    return _governs(before[-1].fold, tongue) or _explains(items, first, tongue)


def _explains(items: tuple[Item, ...], first: int, tongue: Tongue) -> bool:
    """ "On the network Verbia": a name after a preposition, an article and a plain noun."""
    at = first - 1
    if items[at].fold in tongue.determiners:
        at -= 1
    if at < 1 or tongue.code not in ("es", "fr") or not items[first].is_capital:
        return False
    noun, article = items[at], items[at - 1]
    if noun.fold in tongue.says | tongue.not_names | TIMES or noun.is_capital:
        return False
    if article.fold not in tongue.determiners:
        return False
    return any(_governs(i.fold, tongue) for i in items[max(0, at - 2) : at])


def _governs(word: str, tongue: Tongue) -> bool:
    return word in tongue.prepositions and word not in tongue.relatives


def _is_followed_by_case(items: tuple[Item, ...], last: int, tongue: Tongue) -> bool:
    after = items[last].fold if last < len(items) else ""
    if tongue.code == "zh":
        return after in {"中", "里", "裡"}  # in a report
    return tongue.code == "tr" and after in {"ile", "için", "gibi", "karşı", "tarafından", "ve"}
