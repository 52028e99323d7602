"""Who is mentioned in a frame: names, roles with or without a name, bodies and pronouns."""

from __future__ import annotations

from collections import Counter

from .arabic import arabic
from .cased import cased
from .chinese import chinese
from .mention import Mention, made
from .tongues import Tongue
from .words import Frame, Item


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
    return found


def _mention_at(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    item = items[at]
    if item.kind != "word":
        return None
    if item.fold in tongue.pronouns:
        return made(items, at, at + 1, "pronoun", None, tongue, tongue.pronouns[item.fold])
    if tongue.code == "ar":
        return arabic(items, at, tongue, recurring)
    return (chinese if tongue.code == "zh" else cased)(items, at, tongue)
