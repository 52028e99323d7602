"""Mentions in Arabic, which has no capitals: after roles and verbs of speech."""

from __future__ import annotations

from collections import Counter
from typing import Final

from .mention import LONGEST_NAME, LONGEST_OFFICE, Mention, MentionKind, is_country, made
from .tongues import Tongue
from .tongues.tongue import bag
from .words import Item

LONGEST_ALONE: Final = 3  # words of a name that nothing else in the text confirms
ANY_OF: Final = frozenset({"احد", "احدى", "احدي"})
COMMAS: Final = frozenset("،,")
GENERAL: Final = bag("العام العامه التنفيذي الرسمي الوطني الاعلي")  # of an office that goes on
BOTH: Final = frozenset({"علي"})  # a name, and a preposition where the dots are left out
NAME_GOES_ON: Final = bag("عبد بن ابن ابو ابي ال ام دي فون فان بنت")


def arabic(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    """A role with its name anywhere, a bare name where a verb of speech or source goes before."""
    item = items[at]
    if item.fold in tongue.portfolios and item.fold.startswith("ال"):
        if at and items[at - 1].fold not in tongue.says | tongue.sources:
            return None
        return _office_alone(items, at, tongue)
    known = tongue.is_role(item.fold) or tongue.is_body(item.fold)
    if not known and not _stands_as_subject(items, at, tongue, recurring):
        return None
    end = at
    while end < len(items) and end - at < 9 and _belongs(items, at, end, tongue):
        end += 1
    if end == at:
        return None
    if tongue.is_body(item.fold) and not tongue.is_role(item.fold):
        return made(items, at, _end_of_body(items, at, end), "body", None, tongue)
    any_of = item.fold in ANY_OF
    name = None if any_of else _arabic_name(items, at, end, tongue, recurring)
    name = name or _between_commas(items, end, tongue)
    end = name[1] if name else end
    kind: MentionKind = "name" if name else "role"
    return made(items, at, end, kind, name, tongue)


def _between_commas(items: tuple[Item, ...], at: int, tongue: Tongue) -> tuple[int, int] | None:
    """The minister, Ana Ruiz, said."""
    if at >= len(items) or items[at].text not in COMMAS:
        return None
    end = at + 1
    while end < len(items) and items[end].kind == "word" and end - at <= LONGEST_NAME:
        if items[end].fold in tongue.not_names | tongue.says | tongue.adds:
            return None
        end += 1
    closes = end < len(items) and items[end].text in COMMAS
    return (at + 1, end) if closes and end - at > 2 else None


def _end_of_body(items: tuple[Item, ...], at: int, end: int) -> int:
    """ "Organisation of the-Health the-World": adjectives and genitives have their article."""
    last = at + 1
    while last < end and items[last].fold.startswith("ال"):
        last += 1
    return last if last > at + 1 else min(end, at + 2)


def _office_alone(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention:
    """ "The United Nations": words of offices without a role."""
    end = at + 1
    while end < len(items) and items[end].fold in tongue.portfolios:
        end += 1
    return made(items, at, end, "body", None, tongue)


def _is_complement(items: tuple[Item, ...], at: int, recurring: Counter[str]) -> bool:
    """She called for the-moving of the-stores: what a verb is joined to by "b" is no subject."""
    pair = items[at : at + 2]
    if pair[0].fold.startswith("بال") and recurring[pair[0].fold] == 1:
        return True
    return (
        len(pair) == 2
        and pair[0].fold[0] == "ب"
        and pair[1].fold.startswith("ال")
        and all(recurring[item.fold] == 1 for item in pair)
    )


def _stands_as_subject(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> bool:
    if items[at].fold in ANY_OF or items[at].text in BOTH:  # a name, not the preposition
        return at > 0 and items[at - 1].fold in tongue.says
    if items[at].fold in tongue.not_names | tongue.says | tongue.adds | tongue.kinds_of_name:
        return False
    before = items[at - 1] if at else None
    after = items[at + 1 : at + 5]
    if _is_complement(items, at, recurring):
        return False
    if before is None:
        return any(i.fold in tongue.says or i.text == ":" for i in after)
    return before.fold in tongue.says | tongue.sources or (
        before.kind == "word" and before.fold in {"قول", "عن", "وفقا"}
    )


def _belongs(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    item = items[end]
    if item.kind == "quote":
        return end > at and item.end - item.start <= LONGEST_OFFICE and _goes_on(items, end, tongue)
    if item.kind != "word" or item.text.isdigit() or item.fold in tongue.says | tongue.adds:
        return False
    if item.fold in tongue.portfolios or end == at:
        return True
    if item.fold in tongue.not_names | tongue.sources_after or _leaves(items, at, end, tongue):
        return False
    joined = (
        item.fold[0] in "لب"
        and items[end - 1].fold not in GENERAL
        and not item.fold.startswith("لل")
        and (tongue.is_body(item.fold) or tongue.is_role(item.fold))
    )
    return item.fold not in tongue.of and not joined


def _leaves(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    """ "of the" and "for the" belong to an office only if something follows."""
    word, following = items[end].fold, items[end + 1 : end + 2]
    if not word.startswith(("لل", "بال")):
        return False
    goes_on = bool(following) and following[0].kind == "word"
    known = goes_on and following[0].fold in tongue.not_names | tongue.says
    return not (tongue.is_role(items[at].fold) and goes_on and not known)


def _goes_on(items: tuple[Item, ...], end: int, tongue: Tongue) -> bool:
    """After a body's name in marks, a person's name may follow."""
    return tongue.is_body(items[end - 1].fold) and end + 1 < len(items)


def _arabic_name(
    items: tuple[Item, ...], at: int, end: int, tongue: Tongue, recurring: Counter[str]
) -> tuple[int, int] | None:
    """What is left of a phrase after its roles, offices and adjectives of countries."""
    first = at
    while first < end and _is_arabic_office(items, at, first, end, tongue):
        first += 1
    if at < first < end - 1 and _is_construct(items, first, tongue):
        first += 2
    if at < first < end and not any(i.fold.startswith("ال") for i in items[at:first]):
        first += _place(items, first, end, recurring)
    if first == end:
        return None
    after = (i for i in range(first + 1, end) if tongue.is_body(items[i].fold))
    return first, _end_of_arabic_name(items, first, next(after, end), recurring)


def _is_construct(items: tuple[Item, ...], first: int, tongue: Tongue) -> bool:
    """The union of workers of the-port Ana Ruiz."""
    body, one, two = (item.fold for item in items[first - 1 : first + 2])
    joins = tongue.is_body(body) and not body.lstrip("ولب").startswith("ا") and body[:2] != "لل"
    return joins and not one.startswith("ال") and two.startswith("ال")


def _place(items: tuple[Item, ...], first: int, end: int, recurring: Counter[str]) -> int:
    """The mayor of Paris Ana Ruiz: how many words the text says more often than what follows.

    That is a name if it comes again, too, or is joined like one: else the place were a name itself.
    """
    for size in (1, 2):
        after = [item.fold for item in items[first + size : min(end, first + size + 4)]]
        if len(after) < 2 or after[0] in NAME_GOES_ON:
            return 0
        often = max(recurring[word] for word in after)
        is_name = often > 1 or NAME_GOES_ON.intersection(after)
        if is_name and min(recurring[i.fold] for i in items[first : first + size]) > often:
            return size
    return 0


def _end_of_arabic_name(
    items: tuple[Item, ...], first: int, end: int, recurring: Counter[str]
) -> int:
    """A phrase may go on behind the name: the part of a name that comes again tells its end."""
    ends = [
        i for i in range(first + 1, min(end, first + LONGEST_NAME) + 1) if _may_end(items, i - 1)
    ]
    if not ends:
        return min(end, first + 2)
    again = {i: recurring[items[i - 1].fold] for i in ends if items[i - 1].text not in BOTH}
    best = max(again.values(), default=0)
    if best > 1:
        return max(i for i, seen in again.items() if seen == best)
    return (
        end if end - first <= LONGEST_ALONE else next((i for i in ends if i >= first + 2), ends[-1])
    )


def _may_end(items: tuple[Item, ...], at: int) -> bool:
    return items[at].kind == "word" and items[at].fold not in NAME_GOES_ON


def _is_arabic_office(items: tuple[Item, ...], at: int, i: int, end: int, tongue: Tongue) -> bool:
    word = items[i].fold
    if items[i].kind == "quote" or word in tongue.portfolios or word in tongue.determiners:
        return True
    if tongue.is_role(word) or tongue.is_body(word):
        return True
    if is_country(word, tongue) and i > at:
        return True
    has_article = word.removeprefix("و").startswith(("ال", "لل"))
    if has_article or items[at].fold.startswith("ال"):
        joined = word.startswith("وال")
        return has_article and i > at and (joined or i + 1 < end)
    return (
        i == at + 1 and len(word) > LONGEST_ALONE and word.endswith(("ي", "يه"))
    )  # "a UN official", in Arabic word order
