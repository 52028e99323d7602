"""Mentions in Arabic, which has no capitals: after roles and verbs of speech."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from .mention import LONGEST_NAME, LONGEST_OFFICE, Mention, MentionKind, is_country, made
from .tongues import Tongue
from .tongues.tongue import Gender, bag
from .words import DASHES, Item

LONGEST_ALONE: Final = 3  # words of a name that nothing else in the text confirms
ANY_OF: Final = frozenset({"احد", "احدى", "احدي"})
COMMAS: Final = frozenset("،,")
GENERAL: Final = bag("العام العامه التنفيذي الرسمي الوطني الاعلي")  # of an office that goes on
BOTH: Final = frozenset({"علي"})  # a name, and a preposition where the dots are left out
AGED: Final = bag(
    "البالغ البالغه العشريني العشرينيه الثلاثيني الثلاثينيه الاربعيني الاربعينيه الخمسيني "
    "الخمسينيه الستيني الستينيه السبعيني السبعينيه الثمانيني الثمانينيه التسعيني التسعينيه"
)
AGES: Final = bag(
    "الحاديه الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره العشرين "
    "الثلاثين الاربعين الخمسين الستين السبعين الثمانين التسعين"
)
PLACES: Final = bag("بلديه محافظه ولايه مدينه قريه منطقه اقليم حي دائره مقاطعه قضاء بلده")
NAME_GOES_ON: Final = bag("عبد بن ابن ابو ابي ال ام دي فون فان بنت")


def arabic(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    """A role with its name anywhere, a bare name where a verb of speech or source goes before."""
    item = items[at]
    if _is_only_referred_to(items, at, tongue):
        return None
    if _tells_an_age(items, at):
        woman = item.fold != "ابن"
        return made(items, at, at + 2, "pronoun", None, tongue, "f" if woman else "m")
    is_office = item.fold in tongue.portfolios and not tongue.is_body(item.fold)
    if is_office and item.fold.startswith("ال"):
        if at and items[at - 1].fold not in tongue.says | tongue.sources:
            return None
        return _office_alone(items, at, tongue)
    if not tongue.is_role(item.fold) and not tongue.is_body(item.fold):
        if countryman := _by_country(items, at, tongue):
            return countryman
        if not _stands_as_subject(items, at, tongue, recurring):
            return _again(items, at, tongue, recurring)
    return _phrase(items, at, tongue, recurring)


def _is_only_referred_to(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    """ "…of which he knew, as Velsa announced": right behind a quotation it would tell whose."""
    before = items[max(0, at - 3) : at]
    as_said = len(before) == 3 and before[1].fold == "كما" and before[2].fold in tongue.says
    return as_said and before[0].kind == "word"


def _phrase(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    """A body, or a role and a name as far as they go from here."""
    item, end = items[at], at
    while end < len(items) and end - at < 9 and _belongs(items, at, end, tongue):
        end += 1
    end = _before_so(items, at, end, recurring)
    if end == at:
        return None
    if tongue.is_body(item.fold) and not tongue.is_role(item.fold):
        return _governed(made(items, at, _end_of_body(items, at, end), "body", None, tongue), item)
    any_of = item.fold in ANY_OF
    name = None if any_of else _arabic_name(items, at, end, tongue, recurring)
    name = name or _between_commas(items, end, tongue) or _after_place(items, end, tongue)
    end = name[1] if name else end
    kind: MentionKind = "name" if name else "role"
    if kind == "role" and items[end - 1].fold in AGED:  # the lawyer, who is 49
        return made(items, at, end, "pronoun", None, tongue, _gender(item))
    return _governed(made(items, at, end, kind, name, tongue), item)


def _before_so(items: tuple[Item, ...], at: int, end: int, recurring: Counter[str]) -> int:
    """ "As for Ana Ruiz, so-she-left": the verb has "so" in front, written in one."""
    if items[0].fold not in {"اما", "واما"}:
        return end
    verbs = (i for i in range(at + 2, end) if items[i].fold[:1] == "ف")
    return next((i for i in verbs if recurring[items[i].fold] < 2), end)


def _gender(item: Item) -> Gender:
    return "f" if item.text.endswith("ة") else "m"


def _tells_an_age(items: tuple[Item, ...], at: int) -> bool:
    """ "The son of forty-nine": whoever was named before."""
    following = items[at + 1 : at + 2]
    is_son = items[at].fold in {"ابن", "ابنه"} and bool(following)
    return is_son and (following[0].fold in AGES or following[0].text.removeprefix("ال").isdigit())


def _governed(mention: Mention, item: Item) -> Mention:
    """Also by the preposition "to" where it is joined to the article."""
    return replace(mention, oblique=mention.oblique or item.fold.startswith("لل"))


def _by_country(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """The Portuguese Ana Ruiz: an adjective of a country, then two words or more up to a mark."""
    word = items[at].fold
    if not word.startswith("ال") or not word.endswith(("ي", "يه")) or not is_country(word, tongue):
        return None
    if at and items[at - 1].fold.startswith("ال"):
        return None  # the adjective of the noun before it
    end = at + 1
    while end < len(items) and _is_strange(items[end], tongue):
        end += 1
    if not 2 <= end - at - 1 <= LONGEST_ALONE:
        return None
    return made(items, at, end, "name", (at + 1, end), tongue)


def _is_strange(item: Item, tongue: Tongue) -> bool:
    """A word that no table knows, and without an article."""
    known = tongue.not_names | tongue.says | tongue.adds | tongue.portfolios
    plain = item.kind == "word" and item.text.isalpha() and not item.fold.startswith(("ال", "لل"))
    return plain and item.fold not in known and not tongue.is_role(item.fold)


def _again(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    """A word that may be the last of a name known from elsewhere, wherever it stands."""
    word = items[at].fold
    if recurring[word] < 2 or len(word) < 4 or not _is_strange(items[at], tongue):
        return None
    return replace(made(items, at, at + 1, "name", (at, at + 1), tongue), weak=True)


def _between_commas(items: tuple[Item, ...], at: int, tongue: Tongue) -> tuple[int, int] | None:
    """The minister, Ana Ruiz, said."""
    if at >= len(items) or items[at].text not in COMMAS:
        return None
    end = at + 1
    first = end
    while first < len(items) and _describes(items[first].fold, tongue):  # the Slovene, the captain
        first += 1
    while end < len(items) and items[end].kind == "word" and end - at <= LONGEST_NAME:
        if items[end].fold in tongue.not_names | tongue.says | tongue.adds:
            return None
        end += 1
    closes = end < len(items) and items[end].text in COMMAS
    return (first, end) if closes and end - first > 1 else None


def _after_place(items: tuple[Item, ...], at: int, tongue: Tongue) -> tuple[int, int] | None:
    """The director in the-city Ana Ruiz said."""
    if at >= len(items) or items[at].fold != "في":
        return None
    first = at + 1
    while first < len(items) and _is_of_place(items[first].fold, tongue):
        first += 1
    end = first
    while end < len(items) and end - first < LONGEST_ALONE and _is_strange(items[end], tongue):
        end += 1
    return (first, end) if first > at + 1 and end - first == 2 else None


def _describes(word: str, tongue: Tongue) -> bool:
    return word.startswith("ال") and (is_country(word, tongue) or tongue.is_role(word))


def _is_of_place(word: str, tongue: Tongue) -> bool:
    return word.startswith("ال") or word in tongue.portfolios


def _end_of_body(items: tuple[Item, ...], at: int, end: int) -> int:
    """ "Organisation of the-Health the-World": adjectives and genitives have their article."""
    last = at + 1
    while last < end and items[last].fold.startswith("ال"):
        last += 1
    joined = items[last : last + 2]  # "for football"
    if last < end and joined[0].fold.startswith("ل") and joined[-1].fold.startswith("ال"):
        last += 2
    if last > at + 1 or items[at].fold.startswith(("ال", "لل")):
        return min(last, max(end, at + 1))
    return min(end, at + 2)


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
    if _is_somebody_s(items[at], recurring):
        return False
    if before is None:
        dated = bool(after) and after[0].text in DASHES  # "Cairo - …"
        return not dated and any(i.fold in tongue.says or i.text == ":" for i in after)
    return before.fold in tongue.says | tongue.sources or (
        before.kind == "word" and before.fold in {"قول", "عن", "وفقا"}
    )


def _is_somebody_s(item: Item, recurring: Counter[str]) -> bool:
    """ "His victory"; and a plural that can only be an object."""
    once = recurring[item.fold] < 2 and len(item.fold) > LONGEST_ALONE
    owned = item.text.endswith(("ه", "ها", "هم")) and not item.fold.endswith("الله")
    return once and (owned or (item.fold.startswith("ال") and item.fold.endswith("ين")))


def _belongs(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    item = items[end]
    if item.kind == "quote":
        return end > at and item.end - item.start <= LONGEST_OFFICE and _goes_on(items, end, tongue)
    if item.kind != "word" or item.text.isdigit() or item.fold in tongue.says | tongue.adds:
        return False
    if item.fold in tongue.portfolios or end == at:
        return True
    if item.fold[0] in "بل" and item.text.endswith(("ه", "ها", "هم")) and end - at > 1:
        return False  # "with his player"
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
    before = items[end - 1].fold
    governs = _governs_a_place(before, tongue) or tongue.is_role(before)
    if word.startswith("بال") and end - at > 1 and not governs and not before.startswith("ال"):
        return True  # Ana Ruiz with the decision
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
    if at < first < end:
        first += _lead(items, first, end, tongue, recurring)
    if _is_led_by_people(items, at, first, end, tongue):
        first += 2
    if first == end or (at < first == end - 1 and _is_no_name(items, first, recurring)):
        return None
    after = (i for i in range(first + 1, end) if tongue.is_body(items[i].fold))
    return first, _end_of_arabic_name(items, first, next(after, end), recurring)


def _is_led_by_people(
    items: tuple[Item, ...], at: int, first: int, end: int, tongue: Tongue
) -> bool:
    """Syndic of workers of the-port Ana Ruiz: a role without article governs a pair of nouns."""
    if first == at or end - first < LONGEST_ALONE + 1 or not tongue.is_role(items[first - 1].fold):
        return False
    role, one, two = (item.fold for item in items[first - 1 : first + 2])
    owned = role.endswith(("ها", "هم")) or items[first - 1].text.endswith("ه")
    plain = not role.startswith(("ال", "لل")) and not one.startswith("ال")
    return plain and not owned and one not in NAME_GOES_ON and two.startswith("ال")


def _is_no_name(items: tuple[Item, ...], at: int, recurring: Counter[str]) -> bool:
    """An adjective with its article, or an adverb, that is alone after an office."""
    word, before = items[at].fold, items[at - 1].fold
    adverb = word.endswith("ا") and before.startswith("ال")
    return recurring[word] < 2 and (word.startswith("ال") or adverb)


def _lead(
    items: tuple[Item, ...], first: int, end: int, tongue: Tongue, recurring: Counter[str]
) -> int:
    """How many words a body's own name has before that of a person, which has two."""
    word, size = items[first].fold, end - first
    to = word[0] == "ل" and recurring[word[1:]] > 0
    if to and size > 2 and items[first + 1].fold not in NAME_GOES_ON:
        return 1
    plain = not any(i.fold in NAME_GOES_ON or i.kind != "word" for i in items[first:end])
    body = items[first - 1].fold
    governs = _governs_a_place(body, tongue)
    return size - 2 if governs and plain and size > 2 else 0


def _is_construct(items: tuple[Item, ...], first: int, tongue: Tongue) -> bool:
    """The union of workers of the-port Ana Ruiz."""
    body, one, two = (item.fold for item in items[first - 1 : first + 2])
    joins = body in PLACES or (tongue.is_body(body) and not body.lstrip("ولب").startswith("ا"))
    return joins and body[:2] != "لل" and not one.startswith("ال") and two.startswith("ال")


def _governs_a_place(word: str, tongue: Tongue) -> bool:
    return word in PLACES or (tongue.is_body(word) and not word.startswith(("ال", "لل")))


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
    if tongue.is_role(word) or tongue.is_body(word) or (i > at and word in PLACES):
        return True
    agrees = word.startswith("ال") or not items[i - 1].fold.startswith("ال")
    if is_country(word, tongue) and i > at and agrees:
        return True
    has_article = word.removeprefix("و").startswith(("ال", "لل"))
    if i == at and has_article:  # the-nurse Ana Ruiz
        name = items[i + 1 : min(i + 3, end)]
        return len(name) == 2 and not any(n.fold.startswith("ال") for n in name)
    if has_article or items[at].fold.startswith("ال"):
        joined = word.startswith("وال")
        return has_article and i > at and (joined or i + 1 < end)
    return (
        i == at + 1 and len(word) > LONGEST_ALONE and word.endswith(("ي", "يه"))
    )  # "a UN official", in Arabic word order
