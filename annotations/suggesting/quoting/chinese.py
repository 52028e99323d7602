"""Mentions in Chinese: titles tell where a name is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from .chinese_words import LONGEST_FOREIGN, SURNAMES
from .mention import Mention, is_country, made
from .tongues import Tongue
from .words import Item

ONE: Final = frozenset({"这位", "这名", "這位", "這名"})  # of people, not of bodies
LONGEST_CLAUSE: Final = 9  # words between "this" and 的
LONGEST_NOUN: Final = 3  # words after 的
COUNTED: Final = re.compile(r"[一二三四五六七八九十两兩几幾数數多0-9]+[名位个個]")  # "nine judges"
LISTING: Final = frozenset("、：:")
LONGEST_TITLE: Final = 10  # characters of a body's name, with its marks
COURTESY: Final = frozenset({"先生", "女士", "小姐"})


def chinese(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    """`[country] [office] role [name]`, a name with its title after it, a body, or a bare name."""
    if items[at].fold in tongue.definite and (this := _this(items, at, tongue)):
        return this
    lead = at
    while lead < len(items) and lead - at < 2 and _is_unknown(items[lead], tongue):
        lead += 1
    after = lead
    while after < len(items) and _is_title(items[after], tongue):
        after += 1
    if after > lead:
        return _chinese_office(items, at, lead, after, tongue, recurring)
    if lead == at or items[at].fold in tongue.whole or not _is_chinese_name(items[at]):
        return None
    lead_in = tongue.not_names | tongue.sources
    starts = at == 0 or items[at - 1].kind != "word" or items[at - 1].fold in lead_in
    starts = starts or (items[at - 1].fold in tongue.whole and items[at - 1].fold.endswith("人"))
    ends = at + 1 < len(items) and _ends_name(items[at + 1], tongue)
    if not starts or not ends:
        return None
    sure = items[at].text[0] in SURNAMES or "·" in items[at].text
    return replace(made(items, at, at + 1, "name", (at, at + 1), tongue), weak=not sure)


def _this(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """ "This Dane"; or with more in between: "this 71 years old banker", "this man who led X"."""
    reach = items[at + 1 : at + LONGEST_CLAUSE]
    marks = (i for i, item in enumerate(reach) if item.kind != "word" or item.fold in tongue.of)
    end = at + 1 + next(marks, len(reach))
    described = end + 1 < len(items) and items[end].fold in tongue.of
    if not described or not _is_title(items[end + 1], tongue):
        end = at + 2
    if not described and not _is_anybody(items, at + 1, tongue):
        return None
    if end < len(items) and items[end].fold in tongue.of:
        noun = end + 1
        end = noun
        while end < len(items) and end - noun < LONGEST_NOUN and _is_anybody(items, end, tongue):
            end += 1
    elif items[at].fold in ONE:
        while _is_anybody(items, end, tongue) and not tongue.is_role(items[end - 1].fold):
            end += 1
    woman = any(item.text.startswith("女") for item in items[at:end])
    return made(items, at, end, "pronoun", None, tongue, "f" if woman else "")


def _is_anybody(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    return at < len(items) and (_is_unknown(items[at], tongue) or _is_title(items[at], tongue))


def _ends_name(item: Item, tongue: Tongue) -> bool:
    words = tongue.says | tongue.little | tongue.prepositions | frozenset("：")
    return item.fold in words


def _is_title(item: Item, tongue: Tongue) -> bool:
    return tongue.is_role(item.fold) or tongue.is_body(item.fold)


def _is_unknown(item: Item, tongue: Tongue) -> bool:
    known = tongue.not_names | tongue.says | tongue.sources | tongue.kinds_of_name
    if item.kind != "word" or item.fold in known:
        return False
    return not _is_title(item, tongue)


def _chinese_office(
    items: tuple[Item, ...],
    at: int,
    lead: int,
    after: int,
    tongue: Tongue,
    recurring: Counter[str],
) -> Mention:
    """`items[lead:after]` are titles and bodies; a name follows them or stands before them."""
    if not tongue.is_role(items[after - 1].fold):
        return made(items, at, _end_of_body(items, after, tongue), "body", None, tongue)
    if _is_courtesy(items, after):  # a parent, Mrs Liu
        return made(items, at, after + 2, "name", (after, after + 2), tongue)
    if _is_courtesy(items, at) and after == at + 2:
        return made(items, at, after, "name", (at, after), tongue)
    if (
        after < len(items)
        and _is_unknown(items[after], tongue)
        and _is_chinese_name(items[after], titled=True)
        and _is_sure(items, after, recurring)
    ):
        return made(items, at, after + 1, "name", (after, after + 1), tongue)
    alone = lead - at == 1 and 2 <= len(items[at].text) <= 4
    alone = alone and not COUNTED.fullmatch(items[at].text)
    if alone and not is_country(items[at].fold, tongue) and after - lead == 1:
        return made(items, at, after, "name", (at, lead), tongue)
    role = made(items, at, after, "role", None, tongue)
    of = tongue.of | {"、"}  # "the minister's"; her colleague, the 48 years old Ana Ruiz
    describes = after < len(items) and items[after].fold in of
    return replace(role, oblique=role.oblique or describes)


def _end_of_body(items: tuple[Item, ...], after: int, tongue: Tongue) -> int:
    """With its name, if that stands in marks: 组织“绿河”在…"""
    if after + 1 >= len(items) or items[after].kind != "quote":
        return after
    short = items[after].end - items[after].start <= LONGEST_TITLE
    known = tongue.says | tongue.prepositions
    return after + 1 if short and items[after + 1].fold in known else after


def _is_sure(items: tuple[Item, ...], at: int, recurring: Counter[str]) -> bool:
    """Whether what follows a title is a name, and not what the bearer does: 总统辞职。"""
    item, following = items[at], items[at + 1 : at + 2]
    if item.text[0] in SURNAMES or "·" in item.text or "•" in item.text:
        return True
    goes_on = bool(following) and (following[0].kind != "mark" or following[0].text in LISTING)
    return recurring[item.fold] > 1 or goes_on


def _is_courtesy(items: tuple[Item, ...], at: int) -> bool:
    """One character and "Mr" or "Mrs"."""
    pair = items[at : at + 2]
    return len(pair) == 2 and len(pair[0].text) == 1 and pair[1].text in COURTESY


def _is_chinese_name(item: Item, *, titled: bool = False) -> bool:
    if item.text.endswith("地"):
        return False  # an adverb
    longest = 4 if titled or item.text[0] in SURNAMES else LONGEST_FOREIGN
    dotted = "·" in item.text or "•" in item.text
    return dotted or 2 <= len(item.text) <= longest or item.text.isascii()
