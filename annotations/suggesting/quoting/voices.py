"""Who a mention is, given what the text has told so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .mention import Mention, is_people
from .origins import AGE, YEARS
from .people import People, Person
from .tongues import fold
from .tongues.tongue import Gender
from .turkish import AGED
from .words import Frame, Page

AGE_AFTER: Final = re.compile(r",? (?:de |d’|d')\d{1,3} (?:ans|años)\b")
AGE_IN: Final = re.compile(
    r"\b\d{2}(?=-(?:year-old|[Jj]ährige|летн))|\b(?<=de )\d{2}(?= (?:ans|años)\b)"
)
LONGEST_AGE: Final = 12  # code points of ", de 43 años"
PLURALS: Final = {"en": ("s",), "fr": ("s",), "es": ("s",), "ru": ("и", "ы")}
REMEMBERED: Final = 2  # passages after which nobody is still speaking


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as the text tells, and `how` in words."""

    name: str = ""
    person: Person | None = None
    how: str = ""


NOBODY: Final = Voice()
NOTHING: Final = Voice(how="a thing says it")


@dataclass(slots=True)
class Memory:
    """Who spoke last and whom the text is about, while its frames are read in order."""

    page: Page
    found: dict[Frame, list[Mention]]
    people: People
    speaking: Voice = NOBODY
    topic: Voice = NOBODY
    spoke_in: int = -9  # the passage
    spoke_at: int = -1  # the frame's number
    topic_at: int = -1
    named_in: dict[int, set[int]] = field(default_factory=dict)  # persons by passage

    def see(self, frame: Frame, number: int) -> None:
        """Takes in who is named in a frame."""
        for mention in self.found[frame]:
            person = self.person(mention)
            if person:
                person.last_seen = number
            may_act = person and (person.plain or person.marks)  # "to Lima" is no subject
            if person and may_act and not self.people.is_place(person):
                self.named_in.setdefault(frame.passage, set()).add(id(person))

    def spoke(self, voice: Voice, frame: Frame, number: int) -> None:
        self.speaking, self.spoke_in, self.spoke_at = voice, frame.passage, number

    def somebody_spoke(self, frame: Frame) -> bool:
        """Whether a person has spoken in the frame's passage so far."""
        return self.spoke_in == frame.passage and self.speaking.person is not None

    def about(self, voice: Voice, number: int) -> None:
        self.topic, self.topic_at = voice, number

    def is_place(self, voice: Voice) -> bool:
        return voice.person is not None and self.people.is_place(voice.person)

    def person(self, mention: Mention) -> Person | None:
        return self.people.called(self.page.text[slice(*mention.name)]) if mention.name else None

    def still(self, frame: Frame) -> Voice:
        """Whoever spoke last, unless that is too long ago."""
        if frame.passage - self.spoke_in > REMEMBERED or not self.speaking.name:
            return NOBODY
        return Voice(self.speaking.name, self.speaking.person, "still the same speaker")

    def recent(self, frame: Frame) -> Voice:
        """Whoever spoke last, or whom the text was about since then."""
        if self.topic_at > self.spoke_at and self.topic.person:
            return Voice(self.topic.name, self.topic.person, "whom the text is about")
        return self.still(frame)

    def voice(self, mention: Mention | None, frame: Frame) -> Voice:
        if mention is None:
            return NOBODY
        if mention.kind == "thing":
            return NOTHING
        if mention.kind == "latter":
            return self._latter(mention)
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        if mention.name:
            person = self.person(mention)
            return Voice(person.name if person else "", person, "named in the sentence")
        return self._role(mention, frame)

    def _role(self, mention: Mention, frame: Frame) -> Voice:
        phrase = " ".join(self.page.text[mention.start : mention.end].split())
        namesake = self.people.called(phrase) if mention.last - mention.first == 1 else None
        if namesake:  # Bauer, King, Richter: a role that is a name here
            return Voice(namesake.name, namesake, "named in the sentence")
        if self._are_many(mention):
            return Voice(phrase, None, "named by role in the sentence")
        described = self.people.described(mention)
        if described and (mention.kind == "role" or self._is_office_of(described, mention)):
            return Voice(described.name, described, f"“{phrase}” is described so in the text")
        if mention.kind == "role" and (person := self._of_age(mention)):
            return Voice(person.name, person, f"“{phrase}” is of the age that the text gives")
        if mention.kind == "role" and (person := self._nobody_else(mention, frame)):
            return Voice(person.name, person, f"“{phrase}” can only be who was named before")
        if self._is_one(mention) and (person := self._nearest(mention, frame)):
            return Voice(person.name, person, f"“{phrase}” is who was named last")
        return Voice(phrase, None, "named by role in the sentence")

    def _are_many(self, mention: Mention) -> bool:
        """The bank's analysts are not the one analyst who was named."""
        tongue = self.page.tongue
        words = map(fold, self.page.text[mention.start : mention.end].split())
        role = next((word for word in words if tongue.is_role(word)), "")
        ends = role.endswith(PLURALS.get(tongue.code, ())) if role else False
        return ends and tongue.role_in(role) != role

    def _is_one(self, mention: Mention) -> bool:
        """Told by age or origin alone, or a noun with an age: some one person, named before."""
        age = AGE_AFTER.match(self.page.text, mention.end)
        words = self.page.text[mention.start : mention.end].split()
        tongue = self.page.tongue
        told = AGE.fullmatch(fold(words[-1])) or is_people(fold(words[-1]), tongue)
        told = told or (tongue.code == "tr" and is_people(fold(words[0]), tongue))
        told = told or AGED in words or bool(YEARS.fullmatch(fold(words[0])))
        return mention.kind == "role" and mention.definite and bool(age or told)

    def _of_age(self, mention: Mention) -> Person | None:
        """ "The 43-year-old" after "Ana Ruiz, 43"."""
        near = self.page.text[mention.start : mention.end + LONGEST_AGE]
        age = AGE_IN.search(near)
        same = [p for p in self.people.everybody if age and p.age == age[0]]
        return same[0] if len(same) == 1 else None

    def _nearest(self, mention: Mention, frame: Frame) -> Person | None:
        """Of the people named in the passage whom it is about, or else the last; by gender."""
        here = self.named_in.get(frame.passage, set())
        named = [p for p in self.people.everybody if id(p) in here and self._may_be(mention, p)]
        recent = self.recent(frame).person
        return max(
            named,
            key=lambda p: (bool(p.gender) and p.gender == mention.gender, p is recent, p.last_seen),
            default=None,
        )

    def _may_be(self, mention: Mention, person: Person) -> bool:
        clashes = mention.gender and person.gender and mention.gender != person.gender
        return not clashes and not self.people.is_place(person) and not self.people.is_body(person)

    def _is_office_of(self, person: Person, mention: Mention) -> bool:
        """A member of the Swiss Federal Council is called by its name; a ministry is nobody."""
        tongue = self.page.tongue
        has_role = any(tongue.is_role(mark) for mark in person.marks)
        return not has_role and any(tongue.is_body(m) for m in mention.marks & person.marks)

    def _nobody_else(self, mention: Mention, frame: Frame) -> Person | None:
        """ "The politician" after one person was named, and nobody else around here."""
        person = self.recent(frame).person
        if person is None or not mention.definite or len(mention.marks) > 1:
            return None
        tongue, here = self.page.tongue, self.named_in.get(frame.passage, set())
        if not any(tongue.is_role(m) for m in mention.marks):
            return person if here == {id(person)} else None  # a noun that no table knows
        if person.marks and not any(tongue.generic.fullmatch(m) for m in mention.marks):
            return None  # a mayor is not the member of parliament who spoke before
        named = here or self.named_in.get(frame.passage - 1, set())
        clashes = mention.gender and person.gender and mention.gender != person.gender
        return person if named <= {id(person)} and not clashes else None

    def _latter(self, mention: Mention) -> Voice:
        """Not who has spoken, but whoever else was named last, if the gender tells nothing."""
        named = [p for p in self.people.everybody if p.last_seen >= 0 and self._may_be(mention, p)]
        latest = max((p.last_seen for p in named), default=0)
        speaking, topic = self.speaking.person, self.topic.person
        last = max(
            (p for p in named if p.last_seen >= latest - 1),
            key=lambda p: (
                bool(p.gender) and p.gender == mention.gender,
                p is not speaking,
                p.last_seen,
                p is not topic,
            ),
            default=None,
        )
        return Voice(last.name, last, "the other one who was named last") if last else NOBODY

    def _pronoun(self, mention: Mention) -> Voice:
        word = self.page.text[mention.start : mention.end]
        recent: Sequence[Voice] = (self.speaking, self.topic)
        for voice in recent if self.spoke_at >= self.topic_at else recent[::-1]:
            gender = voice.person.gender if voice.person else ""
            clashes = gender and mention.gender and gender != mention.gender
            if voice.name and not clashes and not self.is_place(voice):
                return Voice(voice.name, voice.person, f"“{word}” is whom the text is about")
        last = self._last_of(mention.gender) if any(voice.name for voice in recent) else None
        how = f"“{word}” can only be who was named before"
        return Voice(last.name, last, how) if last else NOBODY

    def _last_of(self, gender: Gender) -> Person | None:
        """She cannot be Mr Ruiz: the last woman that the text has named."""
        fitting = [p for p in self.people.everybody if p.gender and p.gender == gender]
        last = max(fitting, key=lambda person: person.last_seen, default=None)
        return last if last and last.last_seen >= 0 else None

    def agreeing(self, voice: Voice, gender: Gender) -> Voice:
        """Whose verb it is by its gender: in Arabic, "she answered" after a man has spoken."""
        theirs = voice.person.gender if voice.person else ""
        if not gender or not theirs or theirs == gender:
            return voice
        last = self._last_of(gender)
        return Voice(last.name, last, "whom the verb fits") if last else voice
