"""Who is mentioned in a frame: names, roles with or without a name, bodies and pronouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from .arabic import arabic
from .cased import cased
from .chinese import chinese
from .mention import Mention, is_people, made
from .tongues import Tongue
from .turkish import turkish
from .words import Frame, Item

COMMAS: Final = frozenset(",،")


def mentions(frame: Frame, tongue: Tongue, recurring: Counter[str]) -> list[Mention]:
    """All mentions of a frame in order, none inside another one.

    `recurring` counts the words of the whole text.
    """
    found: list[Mention] = []
    at = 0
    while at < len(frame.items):
        mention = _mention_at(frame.items, at, tongue, recurring)
        if mention:
            found.append(mention)
            at = max(mention.last, at + 1)
        else:
            at += 1
    return list(_with_appositions(_opened(found, frame.items, tongue), frame.items, tongue))


def _opened(found: list[Mention], items: tuple[Item, ...], tongue: Tongue) -> list[Mention]:
    """ "Head of the mission of the League, Ana Ruiz has left": no article before the role."""
    plain = [m for m in found if not m.oblique][:2]
    if len(plain) < 2 or plain[0].first > 0 or tongue.order != "svo" or tongue.code == "ru":
        return found
    role, name = plain
    between = items[role.last : name.first - 1]
    known = tongue.says | tongue.relatives
    words = all(i.kind == "word" and i.fold not in known for i in between)
    led = items[name.first - 1].text in COMMAS and items[0].fold not in tongue.determiners
    if (role.kind, name.kind) != ("role", "name") or not words or not led:
        return found
    return [_joined(role, name), *found[found.index(name) + 1 :]]


def _joined(role: Mention, name: Mention) -> Mention:
    return replace(name, first=role.first, marks=role.marks | name.marks)


def _with_appositions(
    found: list[Mention], items: tuple[Item, ...], tongue: Tongue
) -> Iterator[Mention]:
    """Colonel Ruiz, head of the brigade, said: the role between the commas is of that name."""
    waiting: Mention | None = None
    for mention in found:
        if waiting and _is_presented(waiting, mention, items, tongue):
            waiting = _joined(waiting, mention)
            continue
        if waiting and _is_apposition(waiting, mention, items):
            waiting = replace(waiting, last=mention.last, marks=waiting.marks | mention.marks)
            continue
        if waiting:
            yield waiting
        waiting = mention
    if waiting:
        yield waiting


def _is_presented(role: Mention, name: Mention, items: tuple[Item, ...], tongue: Tongue) -> bool:
    """Its coach, the Dane Ana Ruiz, said."""
    if role.kind != "role" or name.kind != "name" or role.oblique or name.oblique:
        return False
    between = items[role.last : name.first - 1]  # "sportif"
    near = len(between) < 2 and all(i.text.islower() for i in between)
    led = items[name.first - 1].text in COMMAS and role.last < name.first and near
    return led and any(is_people(mark, tongue) for mark in name.marks)


def _is_apposition(name: Mention, role: Mention, items: tuple[Item, ...]) -> bool:
    after = items[role.last : role.last + 1]
    closed = role.first == name.last + 1 and items[name.last].text in COMMAS
    if name.kind != "name" or role.kind != "role" or not closed:
        return False
    return bool(after) and after[0].text in COMMAS


def _latter(items: tuple[Item, ...], at: int, tongue: Tongue) -> int:
    """Where "the latter" ends; a German "dieser" with a noun after it is none."""
    for last in (at + 2, at + 1):
        if " ".join(i.fold for i in items[at:last]) in tongue.latter:
            noun = any(item.is_capital for item in items[last : last + 2])
            return 0 if noun and tongue.code == "de" else last
    return 0


def _mention_at(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    item = items[at]
    if item.kind != "word":
        return None
    if last := _latter(items, at, tongue):
        gender = tongue.latter[" ".join(i.fold for i in items[at:last])]
        return made(items, at, last, "latter", None, tongue, gender)
    if item.fold in tongue.pronouns:
        return made(items, at, at + 1, "pronoun", None, tongue, tongue.pronouns[item.fold])
    if tongue.code == "ar":
        return arabic(items, at, tongue, recurring)
    if tongue.code == "zh":
        return chinese(items, at, tongue, recurring)
    if tongue.code == "tr" and (known := turkish(items, at, tongue)):
        return known
    return cased(items, at, tongue)
