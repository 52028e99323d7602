"""The shape of a language's tables. Every word in them is folded, so words of a text are, too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Final, Literal

Gender = Literal["", "f", "m", "p"]
Order = Literal["svo", "vso", "sov"]

SAME: Final = str.maketrans(
    "أإآٱىةёİ’ʼ", "اااايهеi''", "\u0640" + "".join(map(chr, range(0x64B, 0x653)))
)
NOTHING: Final = re.compile(r"(?!)")


def fold(word: str) -> str:
    """The word without case, hamza carriers and vowel signs."""
    return word.translate(SAME).casefold()


def bag(text: str) -> frozenset[str]:
    """Words and, between bars, phrases of several words."""
    phrases = text.split("|") if "|" in text else text.split()
    return frozenset(" ".join(fold(phrase).split()) for phrase in phrases if phrase.strip())


def forms(stems: str, endings: str) -> frozenset[str]:
    """Every stem with every ending; `_` is no ending."""
    return frozenset(
        fold(stem + ending.replace("_", "")) for stem in stems.split() for ending in endings.split()
    )


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.translate(SAME))


@dataclass(frozen=True)
class Tongue:
    """One language. Patterns are asked for a whole word; empty tables simply never apply."""

    code: str
    order: Order = "svo"
    drops_pronouns: bool = False
    nouns_are_capital: bool = False
    guillemets_point_inwards: bool = False
    says: frozenset[str] = frozenset()  # speech verbs; phrases have blanks
    adds: frozenset[str] = frozenset()  # forms that lead on to what follows: "adding", "noting"
    said_by: frozenset[str] = frozenset()  # forms whose subject follows: Turkish "diyen"
    sources: frozenset[str] = frozenset()  # "according to"
    sources_after: frozenset[str] = frozenset()  # "zufolge"
    pronouns: dict[str, Gender] = field(default_factory=dict)
    roles: re.Pattern[str] = NOTHING
    generic: re.Pattern[str] = NOTHING  # nouns for anybody of importance
    women: re.Pattern[str] = NOTHING  # roles and honorifics that are a woman's
    bodies: re.Pattern[str] = NOTHING
    documents: re.Pattern[str] = NOTHING  # in which something is said: Russian "в обзоре"
    latter: dict[str, Gender] = field(default_factory=dict)  # "the latter"
    portfolios: frozenset[str] = frozenset()  # capital words between role and name
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()  # what joins a role with its office
    that: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()  # who, which, whose
    little: frozenset[str] = frozenset()  # other words that are never a name
    kinds_of_name: frozenset[str] = frozenset()  # a newspaper, party, ship: its name follows
    so_called: frozenset[str] = frozenset()
    genders: dict[str, Gender] = field(default_factory=dict)  # of articles, for one person
    definite: frozenset[str] = frozenset()  # articles of somebody known
    whole: frozenset[str] = frozenset()  # words that must not be cut where there are no blanks
    sources_first: frozenset[str] = frozenset()  # "for", if a sentence begins with it
    objects: frozenset[str] = frozenset()  # articles that no subject has
    peoples: frozenset[str] = frozenset()  # whose name does not begin like their country's
    opposes: frozenset[str] = frozenset()  # verbs of who answers what somebody else has said
    pointing: frozenset[str] = frozenset()  # words that begin a sentence on what was just said
    reported: frozenset[str] = frozenset()  # verb forms of reported speech: German "sei"

    @cached_property
    def phrases(self) -> dict[str, list[tuple[str, ...]]]:
        """Everything of several words in the tables, by first word, longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for table in (self.says, self.sources, self.so_called, self.said_by, self.adds):
            for phrase in (p for p in table if " " in p):
                words = tuple(phrase.split())
                found.setdefault(words[0], []).append(words)
        return {first: sorted(all_, key=len, reverse=True) for first, all_ in found.items()}

    @cached_property
    def not_names(self) -> frozenset[str]:
        tables = (f.name for f in fields(self) if f.name in FUNCTION_WORDS)
        led = (w for phrase in self.sources if " " in phrase for w in phrase.split())
        return frozenset(led).union(*(getattr(self, name) for name in tables), self.pronouns)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word of the tables, for a language that must be cut into words by them."""
        listed = (p.pattern.split("|") for p in (self.roles, self.women, self.bodies))
        tables = (self.says, self.said_by, self.not_names, self.sources, self.sources_after)
        more = (self.kinds_of_name, self.whole, *map(frozenset, listed))
        return frozenset(w for table in (*tables, *more) for w in table if w)

    def is_role(self, word: str) -> bool:
        return bool(self.roles.fullmatch(word) or self.women.fullmatch(word))

    def role_in(self, word: str) -> str:
        """What a role's word has at its core: "minister" in "Umweltministerin"."""
        found = self.roles.fullmatch(word) or self.women.fullmatch(word)
        return found[1] if found and found.lastindex else word

    def is_body(self, word: str) -> bool:
        return bool(self.bodies.fullmatch(word))


FUNCTION_WORDS: Final = frozenset(
    {"determiners", "prepositions", "of", "that", "relatives", "little"}
)
