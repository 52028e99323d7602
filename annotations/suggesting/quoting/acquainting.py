"""Whom a text mentions: the names that something in it backs, before anybody is heard."""

from __future__ import annotations

from collections import Counter
from typing import Final

from .insertions import inserted
from .mention import Mention
from .mentions import mentions
from .people import People
from .voices import Memory
from .words import Frame, Item, Page

NO_NAMES_END: Final = ("s", "ment", "mente", "ly", "ing", "ed", "é", "ée", "но", "ы", "и", "о")


def memory_of(page: Page) -> Memory:
    """All mentions, those of single capital words only if something else backs them."""
    recurring = Counter(i.fold for frame in page.frames for i in frame.words)
    found = {frame: mentions(frame, page.tongue, recurring) for frame in page.frames}
    people = People(page.text, page.tongue)
    people.learn(m for ms in found.values() for m in ms if not m.weak)
    people.learn_places(m for ms in found.values() for m in ms)
    for frame, ms in found.items():
        found[frame] = [
            m for m in ms if not m.weak or _is_backed(frame, m, people, page, recurring)
        ]
    people.learn(m for ms in found.values() for m in ms if m.weak)
    asides = [
        aside.subject for s in page.stretches if s.depth == 0 and (aside := inserted(page, s))
    ]
    people.learn(asides)
    people.learn_places(asides)
    return Memory(page, found, people)


def _is_backed(
    frame: Frame, mention: Mention, people: People, page: Page, recurring: Counter[str]
) -> bool:
    """Whether a single capital word is a name: known from elsewhere, or doing the speaking."""
    if mention.name and people.called(page.text[slice(*mention.name)]):
        return True
    if not mention.first and _starts_like_a_person(frame, page):
        return True
    if page.tongue.code == "zh" and recurring[frame.items[mention.first].fold] > 1:
        return True
    before = frame.items[max(0, mention.first - 1) : mention.first]
    if before and _is_adjective(before[0], page):
        return False
    beside = (*before, *frame.items[mention.last :][:1])
    return any(i.kind == "word" and i.fold in page.tongue.says for i in beside)


def _starts_like_a_person(frame: Frame, page: Page) -> bool:
    """A capital word and a verb: no plural, no adverb, and never in small letters elsewhere."""
    first, following = frame.items[0], frame.items[1:2]
    order = page.tongue.order
    if order == "sov" or page.tongue.nouns_are_capital or not following:
        return False
    if not following[0].text.islower():
        return False
    if any(i.is_capital for i in frame.items[2:3]):
        return False  # "Port operator Hanson Gray"
    common = any(i.text == first.fold for f in page.frames for i in f.words)
    ends = first.fold.endswith(NO_NAMES_END)
    return not common and not ends and following[0].fold not in page.tongue.not_names


def _is_adjective(item: Item, page: Page) -> bool:
    """In German a capital after it is a noun."""
    known = page.tongue.says | page.tongue.not_names
    ends = item.fold.endswith(("e", "en", "er", "es", "em"))
    return page.tongue.nouns_are_capital and item.text.islower() and ends and item.fold not in known
