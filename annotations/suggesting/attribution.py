"""Which act of speech a stretch belongs to, and who is speaking: sentence after sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .acts import Act, acts, main_subject
from .mentions import Mention, mentions
from .people import People, Person
from .words import Frame, Page

FAR: Final = 40  # cost from which an act does not govern a stretch
GOVERNING: Final = 3  # cost up to which it stands right beside it
REMEMBERED: Final = 2  # passages after which nobody is still speaking


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as the text tells."""

    name: str = ""
    person: Person | None = None
    how: str = ""  # in words, for the reasons


NOBODY: Final = Voice()


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is known of one stretch."""

    cue: str = ""
    voice: Voice = NOBODY
    cost: int = FAR
    is_own: bool = False  # the sentence itself names or implies the speaker
    about_somebody: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """An act with its speaker resolved, for indirect speech."""

    frame: Frame
    act: Act
    voice: Voice


@dataclass(slots=True)
class Narration:
    """Reads the frames in order and remembers who spoke last and whom it is about."""

    page: Page
    found: dict[Frame, list[Mention]]
    people: People
    speaking: Voice = NOBODY
    spoke_in: int = -9
    topic: Voice = NOBODY
    named: dict[int, Attribution] = field(default_factory=dict)
    reported: list[Reported] = field(default_factory=list)


def attributions(page: Page) -> Narration:
    """Every outer stretch of the page with its cue and speaker."""
    found = {frame: mentions(frame, page.tongue) for frame in page.frames}
    people = People(page.text, page.tongue)
    people.learn(m for ms in found.values() for m in ms)
    narration = Narration(page, found, people)
    for number, frame in enumerate(page.frames):
        _read(narration, frame, number)
    return narration


def _read(narration: Narration, frame: Frame, number: int) -> None:
    found = narration.found[frame]
    done = acts(frame, found, narration.page.tongue)
    voices = [_voice(narration, act.subject, frame) for act in done]
    subject = main_subject(found)
    own = _voice(narration, subject, frame) if subject else NOBODY
    for at, item in enumerate(frame.items):
        if item.kind == "quote" and item.quote not in narration.named:
            narration.named[item.quote] = _attribution(narration, frame, at, done, voices, own)
    for act, voice in zip(done, voices, strict=True):
        narration.reported.append(Reported(frame, act, voice))
    _remember(narration, frame, number, done, voices, own)


def _remember(
    narration: Narration,
    frame: Frame,
    number: int,
    done: Sequence[Act],
    voices: Sequence[Voice],
    own: Voice,
) -> None:
    for mention in narration.found[frame]:
        person = _person(narration, mention)
        if person:
            person.last_seen = number
    main = [v for a, v in zip(done, voices, strict=True) if v.name and a.cue.kind != "adds"]
    quoted = [narration.named[q].voice for q in frame.quotes if narration.named[q].voice.name]
    if main or quoted:
        narration.speaking, narration.spoke_in = (quoted or main)[-1], frame.passage
    if own.name and not (own.person and narration.people.is_place(own.person)):
        narration.topic = own
    elif main:
        narration.topic = main[-1]


def _attribution(
    narration: Narration,
    frame: Frame,
    at: int,
    done: Sequence[Act],
    voices: Sequence[Voice],
    own: Voice,
) -> Attribution:
    costs = [(_cost(frame, at, act, narration.page.tongue.order), i) for i, act in enumerate(done)]
    cost, best = min(costs, default=(FAR, -1))
    is_about = bool(own.name)
    if cost < FAR:
        act, voice = done[best], voices[best]
        if not voice.name:
            voice = own if own.name and act.cue.kind != "colon" else _still(narration, frame)
        cue = "" if act.cue.kind == "colon" else narration.page.text[act.cue.start : act.cue.end]
        return Attribution(cue, voice, cost, True, is_about)
    if own.name and frame.words:
        return Attribution("", own, FAR, True, is_about)
    return Attribution("", _still(narration, frame), FAR, False, is_about)


def _still(narration: Narration, frame: Frame) -> Voice:
    if frame.passage - narration.spoke_in > REMEMBERED or not narration.speaking.name:
        return NOBODY
    return Voice(narration.speaking.name, narration.speaking.person, "still the same speaker")


def _cost(frame: Frame, at: int, act: Act, order: str) -> int:
    """How far an act is from a stretch; small is near."""
    cue = act.cue
    if cue.first > at:
        return _cost_after(frame, at, act, order)
    between = frame.items[cue.last : at]
    if cue.kind == "colon":
        return 0 if not between and act.subject else FAR
    words = sum(i.kind == "word" for i in between)
    marks = sum(i.kind == "mark" and i.text in ",،，;；" for i in between)
    quotes = sum(i.kind == "quote" for i in between)
    if between and between[-1].text in ":：":
        return min(2, words)
    return words + 2 * marks + 2 * quotes + (3 if cue.kind == "source" else 0)


def _cost_after(frame: Frame, at: int, act: Act, order: str) -> int:
    between = frame.items[at + 1 : act.cue.first]
    if act.cue.kind in ("adds", "colon"):
        return FAR
    words = sum(i.kind == "word" for i in between)
    marks = sum(i.kind == "mark" for i in between[1:])
    quotes = sum(i.kind == "quote" for i in between)
    late = 6 if order == "vso" and act.cue.kind == "says" else 0
    leading_on = 4 if _leads_on(frame, act) else 0
    return words // (3 if order == "sov" else 1) + 4 * marks + 5 * quotes + late + leading_on


def _leads_on(frame: Frame, act: Act) -> bool:
    """A colon after the cue: it speaks of what follows."""
    rest = frame.items[act.cue.last : act.cue.last + 8]
    colon = next((i for i, item in enumerate(rest) if item.text in ":："), None)
    return colon is not None and all(i.kind != "quote" for i in rest[:colon])


def _person(narration: Narration, mention: Mention) -> Person | None:
    if not mention.name:
        return None
    return narration.people.called(narration.page.text[slice(*mention.name)])


def _voice(narration: Narration, mention: Mention | None, frame: Frame) -> Voice:
    if mention is None:
        return NOBODY
    if mention.kind == "pronoun":
        return _pronoun(narration, mention)
    if mention.name:
        person = _person(narration, mention)
        return Voice(person.name if person else "", person, "named in the sentence")
    phrase = " ".join(narration.page.text[mention.start : mention.end].split())
    described = narration.people.described(mention) if mention.kind == "role" else None
    if described:
        return Voice(described.name, described, f"“{phrase}” is described so in the text")
    return Voice(phrase, None, "named by role in the sentence")


def _pronoun(narration: Narration, mention: Mention) -> Voice:
    word = narration.page.text[mention.start : mention.end]
    for voice in (narration.topic, narration.speaking):
        gender = voice.person.gender if voice.person else ""
        fits = not gender or not mention.gender or gender == mention.gender
        if voice.name and fits:
            return Voice(voice.name, voice.person, f"“{word}” is whom the text is about")
    return NOBODY
