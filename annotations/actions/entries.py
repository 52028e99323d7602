"""What annotations refer to, found by its words or made: claims, speakers, utterances.

Whoever works blind finds only what they may know. What they make is theirs until the blind coding
ends, and its number tells nothing of how much others have made.
"""

from __future__ import annotations

import secrets

from django.db.models import Max, Min
from django.utils import timezone

from articles.blindness import works_blind
from articles.log import Coding, Step
from articles.models import Article

from ..models import Claim, Speaker, Utterance
from ..state import entry_state

FIRST_BLIND_NUMBER = 1000
WIDEST_GAP = 20  # between the numbers of what one person makes while coding blind


def find_or_create_claim(log: Step, statement: str, article: Article | None = None) -> Claim:
    """The story's claim of that statement (case and blanks do not matter), else a new one."""
    statement = " ".join(statement.split())
    known = Claim.objects.live().filter(story=log.story).known_to(log.actor)
    found: Claim | None = known.filter(statement__iexact=statement).first()
    return found or new_claim(log, statement, article=article)


def new_claim(
    log: Step,
    statement: str,
    note: str = "",
    article: Article | None = None,
    like: Claim | None = None,
) -> Claim:
    """A claim, made in coding `article` if one is given.

    One that takes over renderings of another, `like`, stands behind that in its group; of one made
    blind, it is to be seen by whoever sees that.
    """
    claim = Claim(statement=statement, note=note, created_at=timezone.now())
    _place(log, claim, article)
    if like and like.is_coding:
        claim.author, claim.is_coding, claim.coded_in = like.author, True, like.coded_in
    claim.number = claim.position = _next_number(log, claim)  # behind all others
    if like:
        claim.group, claim.position = like.group, _position_behind(like)
    return _stored(log, claim)


def _position_behind(claim: Claim) -> float:
    later = Claim.objects.filter(story=claim.story, position__gt=claim.position)
    following = later.aggregate(first=Min("position"))["first"]
    return claim.position + 0.5 if following is None else (claim.position + following) / 2


def find_or_create_speaker(log: Step, name: str, article: Article | None = None) -> Speaker | None:
    """The speaker whom the story knows by `name`, in any script; a new one; None for ""."""
    name = " ".join(name.split())
    if not name:
        return None
    known = list(Speaker.objects.live().filter(story=log.story).known_to(log.actor))
    called_so = [speaker for speaker in known if speaker.name.casefold() == name.casefold()]
    known_so = [s for s in known if name.casefold() in map(str.casefold, s.variants)]
    if found := next(iter([*called_so, *known_so]), None):
        return _opened(log, found, article)
    # a name stands once in a story: somebody whose work the actor does not see can have given it
    if hidden := speaker_called(log, name):
        return _given_again(log, hidden, article)
    return _stored(log, _place(log, Speaker(name=name), article))


def speaker_called(log: Step, name: str) -> Speaker | None:
    """By just that name, whoever gave it; of one that was joined with another, that one."""
    named = Speaker.objects.select_related("merged_into").filter(story=log.story, name=name)
    found = named.first()
    return found and found.stands_for_it


def _opened(log: Step, speaker: Speaker, article: Article | None) -> Speaker:
    """A name that was given in blind coding only becomes known to all with one who does not."""
    if speaker.is_coding and not works_blind(log.actor, log.story, article):
        return _given_again(log, speaker, article)
    return speaker


def _given_again(log: Step, speaker: Speaker, article: Article | None) -> Speaker:
    """Stands in the log as if it were new, which it is for the actor."""
    coding = Coding(log.actor, article) if works_blind(log.actor, log.story, article) else None
    if coding is None:
        speaker.is_coding, speaker.coded_in = False, None
        speaker.save(update_fields=["is_coding", "coded_in"])
    log.record("speaker created", subject_of(speaker), None, entry_state(speaker), coding)
    return speaker


def find_or_create_utterance(
    log: Step, gist: str, article: Article | None = None
) -> Utterance | None:
    """The story's utterance with that gist; a new one; None for ""."""
    gist = " ".join(gist.split())
    if not gist:
        return None
    known = Utterance.objects.filter(story=log.story).known_to(log.actor)
    found: Utterance | None = known.filter(gist__iexact=gist).first()
    return found or new_utterance(log, gist, article)


def new_utterance(log: Step, gist: str, article: Article | None = None) -> Utterance:
    utterance = _place(log, Utterance(gist=gist), article)
    utterance.number = _next_number(log, utterance)
    return _stored(log, utterance)


def _place[Entry: (Claim, Speaker, Utterance)](
    log: Step, entry: Entry, article: Article | None
) -> Entry:
    """Says in which story the entry is, and whose work in which article it is if made blind."""
    entry.story, entry.author = log.story, log.actor
    entry.is_coding = works_blind(log.actor, log.story, article)
    entry.coded_in = article if entry.is_coding else None
    return entry


def _stored[Entry: (Claim, Speaker, Utterance)](log: Step, entry: Entry) -> Entry:
    entry.save(force_insert=True)
    verb = f"{entry._meta.model_name} created"
    log.record(verb, subject_of(entry), None, entry_state(entry), coding_of(entry))
    return entry


def _next_number(log: Step, entry: Claim | Utterance) -> int:
    """One that is free, told from what the actor may know; gaps of any width hide what is not."""
    there = type(entry).objects.filter(story=log.story, is_coding=entry.is_coding)
    if entry.is_coding:
        mine = there.filter(author=entry.author).aggregate(latest=Max("number"))["latest"]
        number = (mine or FIRST_BLIND_NUMBER) + 1 + secrets.randbelow(WIDEST_GAP)
    else:
        number = (there.aggregate(latest=Max("number"))["latest"] or 0) + 1
    while type(entry).objects.filter(story=log.story, number=number).exists():
        number += 1
    return number


def subject_of(entry: Claim | Speaker | Utterance) -> str:
    """What the log calls it."""
    key = entry.name if isinstance(entry, Speaker) else entry.number
    return f"{entry._meta.model_name}:{key}"


def coding_of(entry: Claim | Speaker | Utterance) -> Coding | None:
    return Coding(entry.author, entry.coded_in) if entry.is_coding else None
