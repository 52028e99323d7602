"""Mentions in scripts that have capitals."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from .capitals import PARTICLES, is_name, name_run
from .mention import LONGEST_OFFICE, Mention, is_country, is_people, made
from .origins import by_origin_or_age
from .tongues import Tongue
from .words import Item

BENT: Final = re.compile(r"(?:у|ю|ой|ей|ою|ым|им|ом|ем|ого|его|ому|ему|ых)$")
LONG_NOUN: Final = 9  # letters; first names are shorter
NOUN_ENDINGS: Final = (
    "in",
    "er",
    "ist",
    "ent",
    "ant",
    "vize",
    "eur",
    "loge",
    "mann",
    "frau",
    "wirt",
    "rat",
)
GENITIVE: Final = re.compile(r"(?:а|я|и|ы|ой|ей|ого|его|ых|их|ов|ев)$")
OF: Final = re.compile(r"(?:ого|его|ой|ей|ых|их|ов|ев|ии|ий)$")  # endings only a genitive has
REACH: Final = 7  # words between a role and the name that follows it


def cased(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """A name with what leads to it, or a role or body by itself."""
    first = _first_of_phrase(items, at, tongue)
    if first is None:
        return None
    role = _role_from(items, at, tongue)
    if role is not None:
        return _role_phrase(items, at, role, tongue)
    if described := by_origin_or_age(items, at, tongue):
        return described
    return _bare_name(items, at, tongue)


def _first_of_phrase(items: tuple[Item, ...], at: int, tongue: Tongue) -> int | None:
    item = items[at]
    if item.text.isdigit():
        return None
    leads = item.fold in tongue.determiners or _may_describe(item, tongue) or is_name(item, tongue)
    return at if leads else None


def _may_describe(item: Item, tongue: Tongue) -> bool:
    word = item.fold
    known = tongue.says | tongue.said_by | tongue.adds | tongue.prepositions
    if item.kind != "word" or len(word) < 2 or word in known:
        return False
    return word not in tongue.not_names or word in tongue.portfolios


def _role_from(items: tuple[Item, ...], at: int, tongue: Tongue) -> int | None:
    """Where the role's noun is in a phrase that begins here: after an article and adjectives."""
    for i in range(at, min(at + 5, len(items))):
        item = items[i]
        if item.kind != "word" or item.fold in tongue.says:
            return None
        if tongue.is_role(item.fold) or tongue.is_body(item.fold):
            return None if _ends_a_name(items, i, i - at, tongue) else i
        if i > at and item.fold in tongue.determiners | tongue.prepositions:
            return None
        if i == at and item.fold in tongue.determiners:
            continue
        if not _may_describe(item, tongue):
            return None
    return None


def _ends_a_name(items: tuple[Item, ...], i: int, words: int, tongue: Tongue) -> bool:
    """ "Stephen King": a role's word in capitals after a first name, with no name after it."""
    before = items[i - 1]
    if not words or not items[i].is_capital or not is_name(before, tongue):
        return False
    if before.fold in tongue.portfolios or is_country(before.fold, tongue) or before.suffixed:
        return False
    follows = i + 1 < len(items) and is_name(items[i + 1], tongue)
    return not follows and tongue.role_in(items[i].fold) == items[i].fold and tongue.code != "tr"


def _role_phrase(items: tuple[Item, ...], first: int, role: int, tongue: Tongue) -> Mention | None:
    role = _last_role(items, role, tongue)
    name = _name_after(items, role + 1, tongue)
    before = _name_before_role(items, first, role, tongue)
    if name is None and before:
        return made(items, first, before[1], "name", before, tongue)
    is_body = tongue.is_body(items[role].fold) and not tongue.is_role(items[role].fold)
    if name and is_body and _is_named_body(items, role, name, tongue):
        return made(items, first, name[1], "body", None, tongue)
    if name:
        return made(items, first, name[1], "name", name, tongue)
    if is_body and _ends_in_marks(items, role + 1):
        return made(items, first, role + 2, "body", None, tongue)
    return made(
        items, first, _office(items, role, tongue), "body" if is_body else "role", None, tongue
    )


def _is_named_body(
    items: tuple[Item, ...], role: int, name: tuple[int, int], tongue: Tongue
) -> bool:
    """Comisión Europea: a body with a capital, and one more right after it."""
    joined = name[0] == role + 1 and name[1] - name[0] == 1
    return tongue.code in ("es", "fr") and joined and items[role].is_capital


def _ends_in_marks(items: tuple[Item, ...], at: int) -> bool:
    """The bank “Halva”: a body's name in marks."""
    if at >= len(items) or items[at].kind != "quote":
        return False
    return items[at].end - items[at].start <= LONGEST_OFFICE and items[at - 1].text.islower()


def _last_role(items: tuple[Item, ...], role: int, tongue: Tongue) -> int:
    while role + 1 < len(items) and tongue.is_role(items[role + 1].fold):
        role += 1
    owned = items[role + 1 : role + 3]  # the Teachers' Association
    if len(owned) == 2 and owned[0].text in {"'", "’"} and tongue.is_body(owned[1].fold):
        return role + 2
    return role


def _name_before_role(
    items: tuple[Item, ...], first: int, role: int, tongue: Tongue
) -> tuple[int, int] | None:
    """Turkish courtesy follows the name: Ayşe Hanım."""
    honoured = tongue.code == "tr" and items[role].fold in {"hanım", "bey"}
    return (first, role) if honoured and role > first else None


def _name_after(items: tuple[Item, ...], at: int, tongue: Tongue) -> tuple[int, int] | None:
    """The name that follows a role, past its office: "minister of foreign affairs, Ana Ruiz"."""
    i, end = at, min(at + REACH, len(items))
    while i < end and items[i].text != ",":
        step = _office_at(items, i, tongue)
        if not step:
            return _name_at(items, at, i, tongue)
        i += step
    return _in_apposition(items, i, tongue)


def _office_at(items: tuple[Item, ...], at: int, tongue: Tongue) -> int:
    """How many items from here on belong to the office of a role before them."""
    item = items[at]
    if item.kind == "mark":
        return int(item.text == "." and tongue.is_role(items[at - 1].fold))  # "Mr."
    if item.kind == "quote":
        return int(item.end - item.start <= LONGEST_OFFICE)  # of the company “Sever”
    if is_name(item, tongue) and _is_led_by_of(items, at, tongue):
        run = name_run(items, at, tongue) or (at, at + 1)
        if run[1] - run[0] == 2 and not _is_office_alone(items, at, tongue):
            return 2  # the head of Skyline Airways
    return int(_continues_office(items, at, tongue))


def _name_at(items: tuple[Item, ...], at: int, i: int, tongue: Tongue) -> tuple[int, int] | None:
    """The name at `items[i]`, if there is one, after an office from `at` on."""
    if not is_name(items[i], tongue):
        return None
    if tongue.nouns_are_capital and items[i - 1].text.islower():
        return None  # "father of three children"
    run = name_run(items, i, tongue)
    if run and any(tongue.is_body(o.fold) for o in items[at:i]):
        return _in_apposition(items, run[1], tongue) or run
    return _without_office(items, run, i == at, tongue)


def _in_apposition(items: tuple[Item, ...], comma: int, tongue: Tongue) -> tuple[int, int] | None:
    """The name of at least two words that stands between this comma and the next mark."""
    if comma >= len(items) or items[comma].text != ",":
        return None
    first = comma + 1
    while first < len(items) and _leads_to_name(items[first], tongue):
        first += 1
    run = name_run(items, first, tongue) if first < len(items) else None
    if run is None or run[1] - run[0] < 2:
        return None
    after = items[run[1]] if run[1] < len(items) else None
    closes = after is None or after.kind == "mark" or after.fold in tongue.of
    return run if closes else None


def _leads_to_name(item: Item, tongue: Tongue) -> bool:
    """A role, or where somebody comes from, where that has a small letter."""
    from_there = item.text.islower() and is_people(item.fold, tongue)
    return tongue.is_role(item.fold) or from_there


def _without_office(
    items: tuple[Item, ...], run: tuple[int, int] | None, right_after: bool, tongue: Tongue
) -> tuple[int, int] | None:
    """Russian puts a country or master in the genitive between role and name."""
    if run is None or tongue.code != "ru":
        return run
    first = items[run[0]].fold
    if run[1] - run[0] == 1 and right_after:
        return None if BENT.search(first) and not BENT.search(items[run[0] - 1].fold) else run
    while run[1] - run[0] >= 3 and _is_genitive(items, run[0], tongue):
        run = (run[0] + 1, run[1])
    return run


def _is_genitive(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    if items[at + 1].fold.endswith(("вич", "вна", "вича", "вны", "вной", "вичем")):
        return False  # a patronymic follows a first name
    word = items[at].fold
    return is_country(word, tongue) or word.endswith(("а", "я", "и", "ы", "ой", "ых"))


def _is_led_by_of(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    before = items[at - 1]
    return before.fold in tongue.of and before.text.islower()


def _is_office_alone(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    word = items[at].fold
    return word in tongue.portfolios or is_country(word, tongue)


def _is_office_word(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    item, before = items[at], items[at - 1]
    if item.fold in tongue.portfolios or is_country(item.fold, tongue) or item.text.isupper():
        return True
    if tongue.is_role(item.fold) or tongue.is_body(item.fold):
        return True
    return before.fold in tongue.of | tongue.determiners and before.text.islower()


def _is_genitive_body(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    """Russian "head of the League of riverine states": a capital, and its genitive goes on."""
    following = items[at + 1] if at + 1 < len(items) else None
    if tongue.code != "ru" or following is None or not following.text.islower():
        return False
    if not items[at].is_capital or not GENITIVE.search(items[at].fold):
        return False
    verb = following.fold in tongue.says or following.fold.endswith(("л", "ла", "ли", "ло"))
    genitive = OF.search(following.fold) or tongue.is_body(following.fold)
    return not verb and following.fold not in tongue.not_names and bool(genitive)


def _continues_office(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    item = items[at]
    if _is_genitive_body(items, at, tongue):
        return True
    if _is_office_word(items, at, tongue) or item.fold in tongue.of | tongue.determiners:
        return True
    return item.text.islower() and _may_describe(item, tongue) and not tongue.nouns_are_capital


def _is_title(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    """Whether a German noun, and no first name, begins a run of three capitals."""
    before = items[at - 1] if at else None
    if before and before.fold in tongue.determiners:
        return True
    described = before and before.text.islower() and before.fold.endswith(("en", "em", "er", "e"))
    if described and before and before.fold not in tongue.not_names | tongue.says:
        return True
    word = items[at].fold
    return ("-" in word and word[0] != "-" and items[at].text[:2].isupper()) or (
        len(word) >= LONG_NOUN and word.endswith(NOUN_ENDINGS)
    )


def _bare_name(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    if not is_name(items[at], tongue):
        return None
    run = name_run(items, at, tongue)
    if run is None:
        return None
    after_article = at > 0 and items[at - 1].fold in tongue.determiners
    if tongue.nouns_are_capital and after_article and run[1] - run[0] == 1:
        return None
    if tongue.nouns_are_capital and run[1] - run[0] > 2 and _is_title(items, at, tongue):
        joined = items[run[0] + 1].fold in PARTICLES  # the port of Marsa Lena
        run = (run[0] + 1 + joined, run[1])  # the shepherd Karl Weidner
    is_body = tongue.is_body(items[run[1] - 1].fold)  # the British Medical Association
    if run[1] - run[0] > 2 and is_country(items[run[0]].fold, tongue) and not is_body:
        run = (run[0] + 1, run[1])  # the Slovene Matej Kovac
    alone = run[1] - run[0] == 1 and not items[at].text.isupper()
    begins = at == 0 and run[1] - at > 2 and items[at + 1].fold in tongue.of  # "Fire of Rome"
    may_be_noun = alone and (tongue.nouns_are_capital or at == 0)
    weak = begins or (may_be_noun and not is_country(items[at].fold, tongue))
    return replace(made(items, *run, "name", run, tongue), weak=weak)


def _office(items: tuple[Item, ...], role: int, tongue: Tongue) -> int:
    """Where a role without a name ends: with its country or with what it is "of"."""
    end = role + 1
    while end < len(items) and end - role < 3 and _belongs_to_role(items[end], tongue):
        end += 1
    if end < len(items) and items[end].fold in tongue.of - tongue.objects | {"des", "du", "del"}:
        after = _complement(items, end + 1, tongue)
        return after if after > end + 1 else end
    return end


def _belongs_to_role(item: Item, tongue: Tongue) -> bool:
    if item.kind != "word" or item.fold in tongue.says:
        return False
    if item.fold in tongue.portfolios or is_country(item.fold, tongue):
        return True
    short = item.text.isupper() and len(item.text) > 1
    return tongue.code == "ru" and (short or tongue.is_body(item.fold))


def _complement(items: tuple[Item, ...], at: int, tongue: Tongue) -> int:
    """The end of "the ministry of water": one word after the article, or a run of capitals."""
    end = at
    while end < len(items) and items[end].fold in tongue.determiners | tongue.of:
        end += 1
    start = end
    while end < len(items) and end - start < 3 and _may_describe(items[end], tongue):
        if end > start and not (items[end].is_capital or _belongs_to_role(items[end], tongue)):
            break
        end += 1
    return end if end > start else at
