"""The people of a text: which mentions are one person, and by what name to call each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from .cased import BENT
from .mention import Mention, is_country
from .tongues import Tongue, fold
from .tongues.tongue import Gender

CASES: Final = re.compile(
    r"(?:ского|скому|ским|ском|ский|ская|скую|ской|ого|ому|ой|ый|ий|ая|ую|ым|им|ом|ем|ев[аы]"
    r"|[аяуюыиеь])$"
)
HEADS: Final = re.compile(
    r".*(?:pr[eéä]sident|minist|премьер|президент|министр|başkan|bakan|premier|kanzler|chancel|"
    r"cancill|канцлер|könig|king|queen|reine|rey|reina|король|mayor|maire|alcalde|bürgermeister|"
    r"мэр|gob?vern|gouvern|губернатор|vali).*"
)  # roles at the head of a place or a body, by which that is named
AGE_AFTER_NAME: Final = re.compile(r"(?:, (?:de )?| ?[(（])(\d{2})\b(?! ?%)")
TELLS: Final = 4  # letters by which adjectives of one country are alike


@dataclass(slots=True)
class Person:
    """Somebody with a name: all forms of it, and the words by which the text describes them."""

    forms: dict[str, int] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)  # forms seen as a subject, so in the nominative
    spoken: set[str] = field(default_factory=set)  # forms that were the subject of a verb
    marks: set[str] = field(default_factory=set)
    gender: Gender = ""
    led: int = 0  # how often an article stands before the name
    last_seen: int = -1
    age: str = ""

    @property
    def name(self) -> str:
        """The longest form; of two, the one that is a subject, and the shorter one."""
        return max(self.forms, key=self._worth)

    def _worth(self, form: str) -> tuple[bool, bool, int, bool, int]:
        inside = any(
            form.endswith(f" {other}") and seen >= self.forms[form] and len(_parts(other)) > 1
            for other, seen in self.forms.items()
        )  # "Works Ana Ruiz", if it is "Ana Ruiz" elsewhere
        bent = form not in self.spoken and (
            bool(BENT.search(fold(form))) or any(_bends(form, other) for other in self.spoken)
        )
        return not bent, not inside, len(_parts(form)), form in self.plain, -len(form)


class People:
    """Everybody named in a text."""

    def __init__(self, text: str, tongue: Tongue) -> None:
        self.text = text
        self.tongue = tongue
        self.everybody: list[Person] = []
        self.headed: set[str] = set()

    def learn_places(self, found: Iterable[Mention]) -> None:
        """ "The president of X": X is no person."""
        for mention in found:
            if any(HEADS.fullmatch(mark) for mark in mention.marks):
                self.headed |= {self._key(mark) for mark in mention.marks}

    def learn(self, found: Iterable[Mention]) -> None:
        """Takes in the names first by length, so that "Ruiz" finds "Ana Ruiz" wherever it is."""
        named = [m for m in found if m.name]
        for mention in sorted(named, key=lambda m: -len(_parts(self._form(m)))):
            person = self.called(self._form(mention)) or self._new()
            self._add(person, mention)

    def _new(self) -> Person:
        self.everybody.append(Person())
        return self.everybody[-1]

    def _form(self, mention: Mention) -> str:
        assert mention.name is not None
        return " ".join(self.text[slice(*mention.name)].split())

    def _add(self, person: Person, mention: Mention) -> None:
        form = self._form(mention)
        person.forms[form] = person.forms.get(form, 0) + 1
        person.marks |= mention.marks
        person.led += mention.led
        person.gender = person.gender or mention.gender
        person.age = person.age or self._age_after(mention)
        if not mention.oblique:
            person.plain.add(form)

    def _age_after(self, mention: Mention) -> str:
        assert mention.name is not None
        found = AGE_AFTER_NAME.match(self.text, mention.name[1])
        return found[1] if found else ""

    def called(self, form: str) -> Person | None:
        """Who is meant by a name or a part of it."""
        parts = [self._key(p) for p in _parts(form)]
        same = [p for p in self.everybody if any(self._agrees(parts, f) for f in p.forms)]
        return max(same, key=lambda p: (p.last_seen, sum(p.forms.values())), default=None)

    def _agrees(self, parts: list[str], form: str) -> bool:
        others = [self._key(p) for p in _parts(form)]
        if len(parts) == 1 or len(others) == 1:
            return parts[-1] == others[-1] or (self.tongue.code == "ar" and parts[0] in others[1:])
        return parts[-1] == others[-1] and _alike(parts[0], others[0])

    def _key(self, part: str) -> str:
        folded = fold(part)
        if self.tongue.code == "ru":
            return CASES.sub("", folded) if len(folded) > 4 else folded
        if self.tongue.code == "de" and folded.endswith("s") and len(folded) > 4:
            return folded[:-1]
        return folded

    def described(self, mention: Mention) -> Person | None:
        """Who is meant by "the Russian leader", if somebody is described so and nobody else is."""
        adjectives, nouns = self._split(mention.marks)
        scores = [(self._likeness(p, adjectives, nouns), p.last_seen, p) for p in self.everybody]
        fitting = sorted((s for s in scores if s[0] > 0), key=lambda s: (s[0], s[1]))
        if not fitting or self._contradicts(mention, fitting[-1][2]):
            return None
        if not adjectives and len(fitting) > 1 and fitting[-1][1] < 0:
            return None
        return fitting[-1][2]

    def _split(self, marks: Iterable[str]) -> tuple[set[str], set[str]]:
        """Words for a country or office apart from those for a role."""
        roles = {_tell(self.tongue.role_in(m)) for m in marks if self.tongue.is_role(m)}
        return {_tell(m) for m in marks if not self.tongue.is_role(m)}, roles

    def _likeness(self, person: Person, adjectives: set[str], nouns: set[str]) -> int:
        theirs, roles = self._split(person.marks)
        if adjectives and theirs and not adjectives & theirs:
            return 0
        if adjectives and not theirs:
            return 0
        return 3 * len(adjectives & theirs) + 2 * len(nouns & roles)

    def _contradicts(self, mention: Mention, person: Person) -> bool:
        return bool(mention.gender and person.gender and mention.gender != person.gender)

    def is_place(self, person: Person) -> bool:
        """A country that acts: Russia said; a city that has a mayor; the Kremlin."""
        if person.marks or any(len(_parts(form)) > 1 for form in person.forms):
            return False
        if self._is_led(person):
            return True
        known = any(is_country(fold(form), self.tongue) for form in person.forms)
        return known or any(self._key(form) in self.headed for form in person.forms)

    def is_body(self, person: Person) -> bool:
        """A club or court: described as a body, or an abbreviation is part of its name."""
        tongue = self.tongue
        if any(tongue.is_role(mark) for mark in person.marks):
            return False
        short = any(p.isupper() and len(p) > 1 for form in person.forms for p in _parts(form))
        return short or any(tongue.is_body(mark) for mark in person.marks)

    def _is_led(self, person: Person) -> bool:
        """English says "the Ruiz government"; in Spanish and French no article leads a person."""
        share = {"en": 1, "es": 2, "fr": 2}.get(self.tongue.code, 0)
        return person.led * share >= sum(person.forms.values())


def _bends(form: str, spoken: str) -> bool:
    """Whether a form ends in a case of a name that is a subject elsewhere: Рощина, Рощин."""
    last, known = _parts(form)[-1], _parts(spoken)[-1]
    return last.startswith(known) and last[len(known) :] in {"а", "я", "у", "ю", "ом", "ем", "ым"}


def _tell(mark: str) -> str:
    return mark.removeprefix("ال")[:TELLS]


def _alike(one: str, other: str) -> bool:
    return (
        one == other
        or (min(len(one), len(other)) == 1 and one[0] == other[0])
        or (one[:3] == other[:3])
    )


def _parts(form: str) -> list[str]:
    return [p for p in re.split(r"[\s·•.]+", form) if p]
