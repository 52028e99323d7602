"""Somebody told by nothing but age or origin: "the 43-year-old Briton"."""

from __future__ import annotations

import re
from typing import Final

from .capitals import name_run
from .mention import Mention, is_people, made
from .tongues import Tongue
from .tongues.tongue import Gender
from .words import Item

AGE: Final = re.compile(r"\d+-(?:year-old|jährige[rn]?)")
YEARS: Final = re.compile(r"\d+-летн(?:ий|яя)")
ADJECTIVE: Final = re.compile(r"sche[rnms]?$")


def by_origin_or_age(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """ "The 43-year-old Briton", "l'Allemand", "der 71-Jährige"; also "el portugués Juan Vega"."""
    if YEARS.fullmatch(items[at].fold):
        return _aged_noun(items, at, tongue)
    if items[at].fold not in tongue.definite:
        return None
    end = at + 1
    while end < len(items) and AGE.fullmatch(items[end].fold):
        end += 1
    aged = end > at + 1
    if end < len(items) and _is_from(items[end], tongue):
        run = name_run(items, end + 1, tongue) if end + 1 < len(items) else None
        if run and run[1] - run[0] > 1 and tongue.code != "en":
            gender = tongue.genders.get(items[at].fold, "")
            return made(items, at, run[1], "name", run, tongue, gender)
        aged, end = True, end + 1
    if not aged or not _ends_phrase(items, end, tongue):
        return None
    gender = tongue.genders.get(items[at].fold, "")
    return made(items, at, end, "role", None, tongue, gender)


def _aged_noun(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """Russian has no articles: an age and a noun that no table knows, and no name after it."""
    noun, after = items[at + 1 : at + 2], items[at + 2 : at + 3]
    if not noun or not noun[0].text.islower() or noun[0].fold in tongue.says | tongue.not_names:
        return None
    if after and after[0].is_capital:
        return None
    gender: Gender = "m" if items[at].fold.endswith("ий") else "f"
    return made(items, at, at + 2, "role", None, tongue, gender)


def _is_from(item: Item, tongue: Tongue) -> bool:
    """A people's name as a noun: with a capital, where a language gives it one."""
    capital = item.is_capital or tongue.code in ("es", "ru")
    adjective = tongue.code == "de" and ADJECTIVE.search(item.fold)
    return item.kind == "word" and capital and not adjective and is_people(item.fold, tongue)


def _ends_phrase(items: tuple[Item, ...], end: int, tongue: Tongue) -> bool:
    if end >= len(items) or items[end].kind != "word":
        return True
    if "Jährige" in items[end - 1].text:
        return True  # a noun by its capital
    return items[end - 1].suffixed or items[end].fold in tongue.says | tongue.not_names
