"""Which act of speech a stretch belongs to, and who is speaking: sentence after sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .acts import Act, acts, main_subject
from .insertions import inserted
from .mentions import Mention, mentions
from .people import People, Person
from .tongues import fold
from .tongues.tongue import Gender
from .words import Frame, Item, Page

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
    spoke_at: int = -1  # numbers of frames
    topic_at: int = -1
    named: dict[int, Attribution] = field(default_factory=dict)
    reported: list[Reported] = field(default_factory=list)


def attributions(page: Page) -> Narration:
    """Every outer stretch of the page with its cue and speaker."""
    recurring = Counter(i.fold for frame in page.frames for i in frame.words)
    found = {frame: mentions(frame, page.tongue, recurring) for frame in page.frames}
    people = People(page.text, page.tongue)
    people.learn(m for ms in found.values() for m in ms if not m.weak)
    for frame, ms in found.items():
        found[frame] = [m for m in ms if not m.weak or _is_backed(frame, m, people, page)]
    people.learn(m for ms in found.values() for m in ms if m.weak)
    narration = Narration(page, found, people)
    for number, frame in enumerate(page.frames):
        _read(narration, frame, number)
    return narration


def _is_backed(frame: Frame, mention: Mention, people: People, page: Page) -> bool:
    """Whether a single capital word is a name: known from elsewhere, or doing the speaking."""
    if mention.name and people.called(page.text[slice(*mention.name)]):
        return True
    if mention.first and _is_adjective(frame.items[mention.first - 1], page):
        return False
    beside = (
        *frame.items[max(0, mention.first - 1) : mention.first],
        *frame.items[mention.last :][:1],
    )
    return any(i.kind == "word" and i.fold in page.tongue.says for i in beside)


def _is_adjective(item: Item, page: Page) -> bool:
    """In German a capital after it is a noun."""
    known = page.tongue.says | page.tongue.not_names
    ends = item.fold.endswith(("e", "en", "er", "es", "em"))
    return page.tongue.nouns_are_capital and item.text.islower() and ends and item.fold not in known


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
        if voice.person and voice.how.startswith("named") and act.cue.kind == "says":
            word = fold(narration.page.text[act.cue.start : act.cue.end])
            voice.person.gender = voice.person.gender or _gender_of(word, narration.page)
        narration.reported.append(Reported(frame, act, voice))
    _remember(narration, frame, number, done, voices, own)


def _gender_of(verb: str, page: Page) -> Gender:
    """Russian and Arabic verbs tell whether a woman speaks."""
    if page.tongue.code == "ru" and verb.endswith(("л", "ла")):
        return "f" if verb.endswith("ла") else "m"
    return "f" if page.tongue.code == "ar" and verb.endswith("ت") else ""


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
        narration.spoke_at = number
    if own.name and not (own.person and narration.people.is_place(own.person)):
        narration.topic, narration.topic_at = own, number
    elif main:
        narration.topic, narration.topic_at = main[-1], number


def _attribution(
    narration: Narration,
    frame: Frame,
    at: int,
    done: Sequence[Act],
    voices: Sequence[Voice],
    own: Voice,
) -> Attribution:
    if aside := inserted(narration.page, narration.page.stretches[frame.items[at].quote]):
        act, mention, inner = aside
        cue = narration.page.text[act.cue.start : act.cue.end]
        return Attribution(cue, _voice(narration, mention, inner), 0, True, True)
    costs = [(_cost(frame, at, act, narration.page.tongue.order), i) for i, act in enumerate(done)]
    cost, best = min(costs, default=(FAR, -1))
    is_about = bool(own.name)
    first = main_subject(narration.found[frame])
    if first and first.first > at and narration.page.tongue.drops_pronouns:
        own = NOBODY  # whoever is named later is not who spoke before
    if cost < FAR:
        act, voice = done[best], voices[best]
        if not voice.name:
            voice = _unnamed(narration, frame, done[:best], voices[:best], own)
        cue = "" if act.cue.kind == "colon" else narration.page.text[act.cue.start : act.cue.end]
        return Attribution(cue, voice, cost, True, is_about)
    if _is_reported(frame, narration.page) and narration.speaking.name:
        return Attribution("", _still(narration, frame), FAR - 1, False, True)
    if own.name and frame.words:
        return Attribution("", own, FAR, True, is_about)
    return Attribution("", _still(narration, frame), FAR, False, is_about)


def _unnamed(
    narration: Narration,
    frame: Frame,
    earlier: Sequence[Act],
    voices: Sequence[Voice],
    own: Voice,
) -> Voice:
    """Whose verb it is when it has no subject: that of the verb before it, or of the text before."""
    if not narration.page.tongue.drops_pronouns:
        return own if own.name else _still(narration, frame)
    main = [v for a, v in zip(earlier, voices, strict=True) if v.name and not _is_aside(frame, a)]
    return main[-1] if main else _still(narration, frame) if narration.speaking.name else own


def _is_aside(frame: Frame, act: Act) -> bool:
    """Arabic "as somebody said" does not change who is speaking."""
    return act.cue.first > 0 and frame.items[act.cue.first - 1].fold in {"كما", "حسبما", "مثلما"}


def _is_reported(frame: Frame, page: Page) -> bool:
    """German goes on with reported speech by the mood of the verb alone."""
    return any(i.fold in page.tongue.reported for i in frame.words)


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
    if order == "vso" and act.cue.kind == "says" and (words or quotes):
        return FAR  # the verb of what comes next
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
    namesake = narration.people.called(phrase) if mention.last - mention.first == 1 else None
    if namesake:  # Bauer, King, Richter: a role that is a name here
        return Voice(namesake.name, namesake, "named in the sentence")
    described = narration.people.described(mention) if mention.kind == "role" else None
    if described:
        return Voice(described.name, described, f"“{phrase}” is described so in the text")
    if mention.kind == "role" and _means_last_speaker(narration, mention, frame):
        speaker = narration.speaking
        return Voice(speaker.name, speaker.person, f"“{phrase}” is the only person of the paragraph")
    return Voice(phrase, None, "named by role in the sentence")


def _means_last_speaker(narration: Narration, mention: Mention, frame: Frame) -> bool:
    """ "The politician" after one person spoke in this paragraph, and nobody else is named."""
    person = narration.speaking.person
    same_passage = [f for f in narration.page.frames if f.passage == frame.passage]
    named = {
        id(_person(narration, m)) for f in same_passage for m in narration.found[f] if m.name
    }
    clashes = person and mention.gender and person.gender and mention.gender != person.gender
    alone = named == {id(person)} and frame.passage == narration.spoke_in
    return bool(person) and alone and not clashes and len(mention.marks) == 1


def _pronoun(narration: Narration, mention: Mention) -> Voice:
    word = narration.page.text[mention.start : mention.end]
    recent = (narration.speaking, narration.topic)
    for voice in recent if narration.spoke_at >= narration.topic_at else recent[::-1]:
        gender = voice.person.gender if voice.person else ""
        fits = not gender or not mention.gender or gender == mention.gender
        if voice.name and fits:
            return Voice(voice.name, voice.person, f"“{word}” is whom the text is about")
    return NOBODY
