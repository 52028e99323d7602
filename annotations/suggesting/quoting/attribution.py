"""Which act of speech each quotation belongs to, and who is speaking: sentence after sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .acquainting import memory_of
from .acts import Act, acts, main_subject
from .costs import FAR, cost
from .insertions import inserted
from .mention import Mention
from .tongues import Tongue, fold
from .tongues.tongue import Gender
from .turkish import is_owner, sayer
from .voices import NOBODY, NOTHING, Memory, Voice
from .words import Frame, Page

STOPS: Final = " .,!?،。…"
ASIDE: Final = frozenset({"كما", "حسبما", "مثلما"})
WEAKLY: Final = FAR - 1  # the sentence goes on reporting, without a verb that says so
SOON: Final = 4  # words at the beginning of a sentence
BESIDE: Final = 4  # words between a quotation and a name that can only be its speaker's


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is known of one quotation. `cost` tells how far its cue is."""

    cue: str = ""
    voice: Voice = NOBODY
    cost: int = FAR
    about_somebody: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """An act with its speaker resolved, for indirect speech."""

    frame: Frame
    act: Act
    voice: Voice


@dataclass(slots=True)
class Narration:
    """What was found out about a page: by quotation, and about speech in general."""

    named: dict[int, Attribution] = field(default_factory=dict)
    reported: list[Reported] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One frame while it is read."""

    frame: Frame
    number: int
    done: Sequence[Act]
    voices: Sequence[Voice]
    subject: Mention | None
    own: Voice
    following: Frame | None  # the next sentence of the same paragraph
    opens: bool  # the paragraph


def attributions(page: Page) -> Narration:
    """Every outer quotation of the page with its cue and speaker."""
    memory = memory_of(page)
    narration = Narration()
    for number, frame in enumerate(page.frames):
        scene = _scene(memory, frame, number)
        for at, item in enumerate(frame.items):
            if item.kind == "quote" and item.quote not in narration.named:
                narration.named[item.quote] = _attribution(memory, scene, at)
        narration.reported += map(Reported, [frame] * len(scene.done), scene.done, scene.voices)
        _remember(memory, scene, narration)
    _look_ahead(memory, narration)
    _look_up_headings(page, narration)
    return narration


def _scene(memory: Memory, frame: Frame, number: int) -> _Scene:
    found = memory.found[frame]
    done = acts(frame, found, memory.page.tongue)
    inverted = any(act.subject and _is_after_quote(frame, act) for act in done)
    done = [
        act
        for act in done
        if act.cue.kind != "colon" or (_is_known(memory, act.subject) and not inverted)
    ]
    voices: list[Voice] = []
    for act in done:
        said = _same_sentence(voices, act) or _antecedent(memory, frame, act)
        voices.append(said or memory.voice(act.subject, frame))
    for act, voice in zip(done, voices, strict=True):
        _learn_from_verb(memory, act, voice)
    subject = main_subject(found)
    own = memory.voice(subject, frame)
    before, after = _around(memory.page.frames, number)
    return _Scene(frame, number, done, voices, subject, own, after, before is None)


def _is_after_quote(frame: Frame, act: Act) -> bool:
    """ "Velsa: “…”, says the mayor": what stands before the colon is then a topic."""
    before = frame.items[max(0, act.cue.first - 2) : act.cue.first]
    return act.cue.kind == "says" and any(item.kind == "quote" for item in before)


def _around(frames: Sequence[Frame], number: int) -> tuple[Frame | None, ...]:
    """The frames of the same passage right before and after one."""
    places = (number - 1, number + 1)
    beside = (frames[at] if 0 <= at < len(frames) else None for at in places)
    return tuple(f if f and f.passage == frames[number].passage else None for f in beside)


def _same_sentence(earlier: Sequence[Voice], act: Act) -> Voice | None:
    """ "A admitted this; he said that": the pronoun is whoever spoke in the sentence before it."""
    if act.subject is None or act.subject.kind != "pronoun":
        return None
    for voice in reversed(earlier):
        genders = {voice.person.gender if voice.person else "", act.subject.gender}
        if voice.person and len(genders - {""}) < 2:
            return Voice(voice.name, voice.person, "the pronoun is who spoke before")
    return None


def _antecedent(memory: Memory, frame: Frame, act: Act) -> Voice | None:
    """ "Ms Ruiz left what she calls": the last of that gender named before in the sentence."""
    pronoun = act.subject
    if pronoun is None or pronoun.kind != "pronoun" or not pronoun.gender:
        return None
    for mention in reversed([m for m in memory.found[frame] if m.last <= pronoun.first]):
        person = memory.person(mention)
        if person and person.gender == pronoun.gender and not mention.oblique:
            return Voice(person.name, person, "the pronoun is who was named before it")
    return None


def _is_known(memory: Memory, mention: Mention | None) -> bool:
    """Whether what stands before a colon is somebody, and not a topic or place."""
    person = memory.person(mention) if mention else None
    if mention is None or person is None or mention.marks:
        return mention is not None and mention.kind != "pronoun"
    return sum(person.forms.values()) > 1 and not memory.people.is_place(person)


def _learn_from_verb(memory: Memory, act: Act, voice: Voice) -> None:
    """Russian and Arabic verbs tell whether a woman speaks; a subject is in the nominative."""
    person, subject, page = voice.person, act.subject, memory.page
    if not person or not subject or not subject.name or act.cue.kind != "says":
        return
    person.spoken.add(" ".join(page.text[slice(*subject.name)].split()))
    verb = fold(page.text[act.cue.start : act.cue.end])
    person.gender = person.gender or _gender_of(verb, page.tongue.code)


def _gender_of(verb: str, code: str) -> Gender:
    if code == "ru" and verb.endswith(("л", "ла")):
        return "f" if verb.endswith("ла") else "m"
    if code != "ar":
        return ""
    if verb.endswith("ت"):
        return "f"
    doubtful = verb.endswith(("ا", "ه")) or verb.lstrip("وف").startswith(("ت", "ن"))
    return "" if doubtful else "m"


def _remember(memory: Memory, scene: _Scene, narration: Narration) -> None:
    memory.see(scene.frame, scene.number)
    pairs = zip(scene.done, scene.voices, strict=True)
    main = [v for act, v in pairs if v.name and act.cue.kind != "adds"]
    quoted = [narration.named[q].voice for q in scene.frame.quotes]
    spoken = [v for v in quoted if v.name] or main
    if spoken and not scene.frame.is_heading:
        memory.spoke(spoken[-1], scene.frame, scene.number)
    about = [v for v in (scene.own, *main[-1:], _first(memory, scene)) if v.name]
    about = [v for v in about if not memory.is_place(v)]
    if about:
        memory.about(about[0], scene.number)


def _first(memory: Memory, scene: _Scene) -> Voice:
    """Who is named at the very beginning, or alone, in whatever case: "It is easy for Ana Ruiz"."""
    if memory.page.tongue.order != "svo":
        return NOBODY
    named = [m for m in memory.found[scene.frame] if m.kind == "name" and not m.weak]
    people = [m for m in named if not memory.is_place(memory.voice(m, scene.frame))]
    alone = len(people) == 1 and not people[0].led and not scene.frame.is_heading
    first = people[0] if alone else next((m for m in people if m.first <= 1), None)
    return memory.voice(first, scene.frame)


def _attribution(memory: Memory, scene: _Scene, at: int) -> Attribution:
    """The speaker by an insertion, a cue, the place of a name, or the sentence's subject."""
    page, frame = memory.page, scene.frame
    if aside := inserted(page, page.stretches[frame.items[at].quote]):
        voice = memory.voice(aside.subject, replace(aside.frame, passage=frame.passage))
        return Attribution(page.text[aside.start : aside.end], voice, 0, True)
    order = page.tongue.order
    costs = [(cost(frame, at, act, order), -i) for i, act in enumerate(scene.done)]
    nearest, best = min(costs, default=(FAR, 0))
    best = -best
    if order == "sov":
        found = memory.found[frame]
        if mention := _possessor(page, found, frame, at) or sayer(found, frame, at, page.text):
            return Attribution("", memory.voice(mention, frame), BESIDE, True)
    if nearest > BESIDE and (mention := _beside(page, memory.found[frame], frame, at)):
        return Attribution("", memory.voice(mention, frame), BESIDE, True)
    own = _own(memory, scene, at)
    if nearest < FAR:
        act, voice = scene.done[best], scene.voices[best]
        voice = voice if voice.name or voice is NOTHING else _unnamed(memory, scene, best, own)
        cue = "" if act.cue.kind == "colon" else page.text[act.cue.start : act.cue.end]
        return Attribution(cue, voice, nearest, bool(scene.own.name))
    if presented := _presented_after(memory, scene):
        return Attribution("", presented, BESIDE, True)
    is_reported = _is_reported(scene, at, page)
    if own.name and frame.words and not is_reported:
        return Attribution("", own, FAR, True)
    reported = WEAKLY if is_reported and memory.speaking.name else FAR
    voice = memory.still(frame) if frame.words and at else memory.recent(frame)
    return Attribution("", voice, reported, bool(scene.own.name))


def _points_back(frame: Frame, tongue: Tongue) -> bool:
    """ "So says Ana Ruiz"; in Turkish also "This voice from the hall was Ana Ruiz's"."""
    first = frame.items[: SOON if tongue.order == "sov" else 1]
    return any(item.fold in tongue.pointing for item in first)


def _presented(found: Sequence[Mention], tongue: Tongue, *, points: bool) -> Mention | None:
    """In Turkish, words belong to somebody, whose name comes last and in another case."""
    if points and tongue.order == "sov":
        return next((m for m in reversed(found) if m.kind == "name"), None)
    return main_subject(found)


def _presented_after(memory: Memory, scene: _Scene) -> Voice | None:
    """“…” Ana Ruiz, a teacher, had come: whom the sentence after a quotation without a cue names.

    That is sure where the quotation opens a paragraph; later in one only if nobody has spoken
    there, and the next sentence points back or names somebody new.
    """
    following = scene.following
    if scene.frame.words or scene.frame.is_heading or following is None:
        return None
    points = _points_back(following, memory.page.tongue)
    subject = _presented(memory.found[following], memory.page.tongue, points=points)
    voice = memory.voice(subject, following) if subject and subject.kind == "name" else NOBODY
    if subject is None or voice.person is None or memory.is_place(voice):
        return None
    opposes = any(i.fold in memory.page.tongue.opposes for i in following.items)
    if opposes or any(i.kind == "quote" for i in following.items[: subject.first]):
        return None
    sure = scene.opens or points or voice.person.last_seen < 0
    taken = not scene.opens and memory.somebody_spoke(scene.frame)
    how = "named right after it"
    return Voice(voice.name, voice.person, how) if sure and not taken else None


def _beside(page: Page, found: Sequence[Mention], frame: Frame, at: int) -> Mention | None:
    """“…”, sighs Ana Ruiz: after a sentence in marks, a name can only be the speaker's."""
    rest = frame.items[at + 1 :]
    if possessor := _possessor(page, found, frame, at):
        return possessor
    if at > 0 or len(rest) < 2 or rest[0].kind != "mark":
        return None
    for mention in found:
        between = frame.items[at + 2 : mention.first]
        if mention.oblique or mention.kind not in ("name", "pronoun", "role"):
            continue
        near = len(between) <= BESIDE and all(i.kind == "word" for i in between)
        return mention if near and not any(i.is_capital for i in between) else None
    return None


def _possessor(page: Page, found: Sequence[Mention], frame: Frame, at: int) -> Mention | None:
    """Carter's “…”"""
    owner = frame.items[at - 1]
    owns = owner.suffixed and (page.tongue.code != "tr" or is_owner(page.text, owner.end))
    return next((m for m in found if m.last == at and owns), None)


def _own(memory: Memory, scene: _Scene, at: int) -> Voice:
    """Whom the sentence is about, unless that is named later than the quotation."""
    later = scene.subject is not None and scene.subject.first > at
    return NOBODY if later and memory.page.tongue.drops_pronouns else scene.own


def _unnamed(memory: Memory, scene: _Scene, best: int, own: Voice) -> Voice:
    """Whose verb it is if it has no subject: that of the verb before, or of the text before."""
    if not memory.page.tongue.drops_pronouns:
        return own if own.name else memory.still(scene.frame)
    earlier = zip(scene.done[:best], scene.voices, strict=False)
    main = [voice for act, voice in earlier if voice.name and not _is_aside(scene.frame, act)]
    if not main and _leads(scene, best):
        return own
    recent = main[-1] if main else memory.recent(scene.frame)
    verb = fold(memory.page.text[slice(*_span(scene.done[best]))])
    recent = memory.agreeing(recent, _gender_of(verb, memory.page.tongue.code))
    return recent if recent.name else own


def _leads(scene: _Scene, best: int) -> bool:
    """ "The minister came to the port and promised": a name in the same sentence, before it."""
    subject = scene.subject
    if subject is None or subject.kind != "name" or scene.own.person is None:
        return False
    return subject.last <= scene.done[best].cue.first


def _span(act: Act) -> tuple[int, int]:
    return act.cue.start, act.cue.end


def _is_aside(frame: Frame, act: Act) -> bool:
    """Arabic "as somebody said" does not change who is speaking."""
    return act.cue.first > 0 and frame.items[act.cue.first - 1].fold in ASIDE


def _is_reported(scene: _Scene, at: int, page: Page) -> bool:
    """German goes on with reported speech by the mood of the main verb alone."""
    items, reported = scene.frame.items, page.tongue.reported
    subject = scene.subject
    if subject and subject.kind == "name" and subject.last <= at:
        return items[subject.last].fold in reported
    return any(i.fold in reported for i in items)


def _look_ahead(memory: Memory, narration: Narration) -> None:
    """A quotation before anybody was named: by whoever the next sentence is about."""
    _join_unclosed(memory.page, narration)
    frames = memory.page.frames
    for i, frame in enumerate(frames[:-1]):
        for quote in frame.quotes:
            known, following = narration.named[quote], frames[i + 1]
            subject = main_subject(memory.found[following])
            if known.voice.name or frame.words or following.passage - frame.passage > 1:
                continue
            voice = memory.voice(subject, following) if subject and subject.name else NOBODY
            narration.named[quote] = Attribution(known.cue, voice, known.cost, True)


def _join_unclosed(page: Page, narration: Narration) -> None:
    """Without a closing mark it goes on in the next paragraph, which may name the speaker."""
    for quote, known in narration.named.items():
        following = narration.named.get(quote + 1)
        if page.stretches[quote].unclosed and known.cost >= FAR and following:
            narration.named[quote] = Attribution(following.cue, following.voice, WEAKLY, True)


def _look_up_headings(page: Page, narration: Narration) -> None:
    """What a headline quotes is quoted again in the text, there with its speaker."""
    inner = {
        q: fold(page.text[page.stretches[q].start : page.stretches[q].end]) for q in narration.named
    }
    spoken = (known.voice for _, known in sorted(narration.named.items()) if known.cost < FAR)
    lead = next((voice for voice in spoken if voice.name), NOBODY)
    headings = {q for frame in page.frames if frame.is_heading for q in frame.quotes}
    for quote in headings:
        same = [q for q in narration.named.keys() - headings if _is_same(inner[quote], inner[q])]
        again = [q for q in same if narration.named[q].cost < FAR] or same
        known = narration.named[quote]
        if again:
            voice = narration.named[min(again)].voice
            voice = Voice(voice.name, voice.person, "quoted again in the text")
            narration.named[quote] = Attribution(known.cue, voice, WEAKLY, True)
        elif not known.voice.name and lead.name:
            voice = Voice(lead.name, lead.person, "the first to speak in the text")
            narration.named[quote] = Attribution(known.cue, voice, known.cost, True)


def _is_same(heading: str, inner: str) -> bool:
    heading, inner = heading.strip(STOPS), inner.strip(STOPS)
    return heading in inner or (inner in heading and len(inner) > len(heading) // 2)
