"""Who is mentioned in a frame: names, roles with or without a name, bodies and pronouns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from babel import Locale

from .tongues import Tongue, fold
from .tongues.tongue import Gender
from .words import Frame, Item

MentionKind = Literal["name", "role", "body", "pronoun"]

PARTICLES: Final = frozenset(
    "de da do dos del della di du van von der den ter ten bin ibn al el la le bint abu y al- zu".split()
)
LONGEST_NAME: Final = 5  # words
LONGEST_ALONE: Final = 3  # words of an Arabic name that nothing else in the text confirms
NAME_GOES_ON: Final = frozenset("عبد بن ابن ابو ابي ال ام دي فون فان بنت".split())
LONGEST_OFFICE: Final = 40  # code points of a name in marks between a role and a name
REACH: Final = 7  # words between a role and the name that follows it


@dataclass(frozen=True, slots=True)
class Mention:
    """`items[first:last]`; `name` is the name in it; `marks` are words that describe its bearer."""

    first: int
    last: int
    start: int
    end: int
    kind: MentionKind
    name: tuple[int, int] | None = None
    marks: frozenset[str] = frozenset()
    oblique: bool = False
    gender: Gender = ""
    weak: bool = False  # one capital word that may as well be no name


@cache
def countries(code: str) -> frozenset[str]:
    """Beginnings by which a country and what belongs to it are told in a language."""
    if code == "und":
        return frozenset()
    names = (fold(n) for k, n in Locale.parse(code).territories.items() if len(k) == 2)
    return frozenset(
        _stem(n) for n in names if " " not in n and len(n) > (1 if code == "zh" else 3)
    )


def _stem(name: str) -> str:
    for ending in ("land", "reich", "ien"):
        if name.endswith(ending) and len(name) - len(ending) >= 4:
            return name.removesuffix(ending)
    return name[: max(4, len(name) - 2)] if len(name) > 4 else name


def is_country(word: str, tongue: Tongue) -> bool:
    """Whether a folded word is a country's name or made from one: "russischer", "Russia"."""
    known = countries(tongue.code)
    if tongue.code == "zh":
        return word in known
    word = word.removeprefix("ال") if tongue.code == "ar" else word
    return any(word[:n] in known for n in range(4, min(len(word), 12) + 1) if len(word) - n <= 5)


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
        return _made(items, at, at + 1, "pronoun", None, tongue, tongue.pronouns[item.fold])
    if tongue.code == "ar":
        return _arabic(items, at, tongue, recurring)
    return (_chinese if tongue.code == "zh" else _cased)(items, at, tongue)


def _made(
    items: tuple[Item, ...],
    first: int,
    last: int,
    kind: MentionKind,
    name: tuple[int, int] | None,
    tongue: Tongue,
    gender: Gender = "",
) -> Mention:
    described = (i.fold for i in items[first : name[0] if name else last] if i.kind == "word")
    marks = frozenset(w for w in described if w not in tongue.not_names or w in tongue.portfolios)
    if not gender and kind != "body" and any(tongue.women.fullmatch(w) for w in marks):
        gender = "f"
    begins = name[0] if name and tongue.code == "zh" and not marks else first
    return Mention(
        first=first,
        last=last,
        start=items[begins].start,
        end=items[last - 1].end,
        kind=kind,
        name=(items[name[0]].start, items[name[1] - 1].end) if name else None,
        marks=marks,
        oblique=_is_oblique(items, first, last, tongue),
        gender=gender,
    )


def _is_oblique(items: tuple[Item, ...], first: int, last: int, tongue: Tongue) -> bool:
    """Whether the mention depends on a preposition, or is a genitive."""
    if items[last - 1].suffixed or _is_followed_by_case(items, last, tongue):
        return True
    if items[first].fold in tongue.objects:
        return True
    before = [i for i in items[max(0, first - 3) : first] if i.kind == "word"]
    while before and (before[-1].fold in tongue.determiners - tongue.prepositions):
        before.pop()
    return bool(before) and items[first - 1].kind == "word" and _governs(before[-1].fold, tongue)


def _governs(word: str, tongue: Tongue) -> bool:
    return word in tongue.prepositions and word not in tongue.relatives


def _is_followed_by_case(items: tuple[Item, ...], last: int, tongue: Tongue) -> bool:
    after = items[last].fold if last < len(items) else ""
    return tongue.code == "tr" and after in {"ile", "için", "gibi", "karşı", "tarafından", "ve"}


# --- scripts with capitals


def _cased(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """A name with what leads to it, or a role or body by itself."""
    first = _first_of_phrase(items, at, tongue)
    if first is None:
        return None
    role = _role_from(items, at, tongue)
    if role is not None:
        return _role_phrase(items, at, role, tongue)
    return _bare_name(items, at, tongue)


def _first_of_phrase(items: tuple[Item, ...], at: int, tongue: Tongue) -> int | None:
    item = items[at]
    leads = item.fold in tongue.determiners or _may_describe(item, tongue) or _names(item, tongue)
    return at if leads else None


def _may_describe(item: Item, tongue: Tongue) -> bool:
    word = item.fold
    if item.kind != "word" or word in tongue.says or word in tongue.prepositions:
        return False
    return word not in tongue.not_names or word in tongue.portfolios


def _names(item: Item, tongue: Tongue) -> bool:
    if not item.is_capital or item.fold in tongue.not_names or item.text.isdigit():
        return False
    if tongue.code == "tr" and item.fold.endswith(("lerden", "lardan", "lerinden", "larından")):
        return False
    return not (item.fold in tongue.says and not item.text.isupper())


def _role_from(items: tuple[Item, ...], at: int, tongue: Tongue) -> int | None:
    """Where the role's noun is in a phrase that begins here: after an article and adjectives."""
    for i in range(at, min(at + 5, len(items))):
        item = items[i]
        if item.kind != "word" or item.fold in tongue.says:
            return None
        if tongue.is_role(item.fold) or tongue.is_body(item.fold):
            return i
        if i > at and item.fold in tongue.determiners | tongue.prepositions:
            return None
        if i == at and item.fold in tongue.determiners:
            continue
        if not _may_describe(item, tongue):
            return None
    return None


def _role_phrase(items: tuple[Item, ...], first: int, role: int, tongue: Tongue) -> Mention | None:
    role = _last_role(items, role, tongue)
    name = _name_after(items, role + 1, tongue)
    before = _name_before_role(items, first, role, tongue)
    if name is None and before:
        return _made(items, first, before[1], "name", before, tongue)
    is_body = tongue.is_body(items[role].fold) and not tongue.is_role(items[role].fold)
    if name:
        return _made(items, first, name[1], "name", name, tongue)
    return _made(
        items, first, _office(items, role, tongue), "body" if is_body else "role", None, tongue
    )


def _last_role(items: tuple[Item, ...], role: int, tongue: Tongue) -> int:
    while role + 1 < len(items) and tongue.is_role(items[role + 1].fold):
        role += 1
    return role


def _name_before_role(
    items: tuple[Item, ...], first: int, role: int, tongue: Tongue
) -> tuple[int, int] | None:
    """In "Macron spokesman", no; but a verb may hide: a name may not stand before its role."""
    if tongue.code != "tr" or not tongue.is_role(items[role].fold):
        return None
    honoured = items[role].fold in {"hanım", "bey"}
    return (first, role) if honoured and role > first else None


def _name_after(items: tuple[Item, ...], at: int, tongue: Tongue) -> tuple[int, int] | None:
    """The name that follows a role, past its office: "minister of foreign affairs, Ana Ruiz"."""
    commas = 0
    for i in range(at, min(at + REACH, len(items))):
        item = items[i]
        if item.kind == "mark" and item.text == "." and tongue.is_role(items[i - 1].fold):
            continue  # "Mr.", "Dr."
        if item.kind == "mark" and item.text == "," and commas == 0:
            run = _run(items, i + 1, tongue)
            closes = run and run[1] < len(items) and items[run[1]].text in {",", "."}
            return run if run and closes and _is_person_like(items, run) else None
        if item.kind == "quote" and item.end - item.start <= LONGEST_OFFICE:
            continue  # the head of the company “Sever”, Ana Ruiz
        if item.kind != "word" or item.fold in tongue.says or item.fold in tongue.that:
            return None
        if _names(item, tongue) and not _is_office_word(items, i, tongue):
            return _run(items, i, tongue)
        if not _continues_office(items, i, tongue):
            return None
    return None


def _is_office_word(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    item, before = items[at], items[at - 1]
    if item.fold in tongue.portfolios or is_country(item.fold, tongue) or item.text.isupper():
        return True
    if tongue.is_role(item.fold) or tongue.is_body(item.fold):
        return True
    return before.fold in tongue.of | tongue.determiners and before.text.islower()


def _continues_office(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    item = items[at]
    if _is_office_word(items, at, tongue) or item.fold in tongue.of | tongue.determiners:
        return True
    return item.text.islower() and _may_describe(item, tongue) and not tongue.nouns_are_capital


def _run(items: tuple[Item, ...], at: int, tongue: Tongue) -> tuple[int, int] | None:
    """The words of a name from here on; initials and particles belong to it."""
    end = at
    while end < len(items) and end - at < LONGEST_NAME:
        item = items[end]
        if item.kind == "word" and _names(item, tongue) and not _ends_run(items, at, end, tongue):
            end += 1
        elif _is_joint(items, at, end, tongue):
            end += 1
        else:
            break
        if items[end - 1].suffixed:
            break
    return (at, end) if end > at else None


def _ends_run(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    """A new role begins in the middle of capitals; but "Rey" and "King" may end a name."""
    following = items[end + 1] if end + 1 < len(items) else None
    goes_on = following is not None and _names(following, tongue)
    return end > at and tongue.is_role(items[end].fold) and goes_on


def _is_joint(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    if end == at or end + 1 >= len(items) or not _names(items[end + 1], tongue):
        return False
    item, before = items[end], items[end - 1]
    if item.text == "." and len(before.text) == 1:
        return True
    if item.text in {"der", "den"} and before.fold not in {"von", "van"}:
        return False
    return item.kind == "word" and item.text in PARTICLES and not is_country(before.fold, tongue)


def _is_person_like(items: tuple[Item, ...], run: tuple[int, int]) -> bool:
    return run[1] - run[0] >= 2


def _bare_name(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    if not _names(items[at], tongue):
        return None
    run = _run(items, at, tongue)
    if run is None:
        return None
    if tongue.nouns_are_capital and at and items[at - 1].fold in tongue.determiners:
        if run[1] - run[0] == 1:
            return None
        run = (run[0] + (run[1] - run[0] > 2), run[1])  # the shepherd Karl Weidner
    alone = run[1] - run[0] == 1 and not items[at].text.isupper()
    weak = (
        alone and (tongue.nouns_are_capital or at == 0) and not is_country(items[at].fold, tongue)
    )
    return replace(_made(items, *run, "name", run, tongue), weak=weak)


# --- Arabic


def _arabic(
    items: tuple[Item, ...], at: int, tongue: Tongue, recurring: Counter[str]
) -> Mention | None:
    """A role with its name anywhere, a bare name where a verb of speech or source goes before."""
    item = items[at]
    known = tongue.is_role(item.fold) or tongue.is_body(item.fold)
    if not known and not _stands_as_subject(items, at, tongue):
        return None
    end = at
    while end < len(items) and end - at < 9 and _belongs(items, at, end, tongue):
        end += 1
    if end == at:
        return None
    name = _arabic_name(items, at, end, tongue, recurring)
    end = name[1] if name else end
    is_body = tongue.is_body(item.fold) and not tongue.is_role(item.fold)
    kind: MentionKind = "name" if name else "body" if is_body else "role"
    return _made(items, at, end, kind, name, tongue)


def _stands_as_subject(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    if items[at].fold in tongue.not_names | tongue.says | tongue.adds | tongue.kinds_of_name:
        return False
    before = items[at - 1] if at else None
    after = items[at + 1 : at + 5]
    if before is None:
        return any(i.fold in tongue.says or i.text in ":" for i in after)
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
    if item.fold in tongue.not_names or item.fold.startswith(("لل", "بال")):
        return False
    joined = item.fold[0] in "لب" and (tongue.is_body(item.fold) or tongue.is_role(item.fold))
    return item.fold not in tongue.of and not joined


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
    if first == end:
        return None
    return first, _end_of_arabic_name(items, first, end, recurring)


def _end_of_arabic_name(
    items: tuple[Item, ...], first: int, end: int, recurring: Counter[str]
) -> int:
    """A phrase may go on behind the name: the part of a name that comes again tells its end."""
    ends = [
        i for i in range(first + 1, min(end, first + LONGEST_NAME) + 1) if _may_end(items, i - 1)
    ]
    if not ends:
        return min(end, first + 2)
    again = {i: recurring[items[i - 1].fold] for i in ends}
    best = max(again.values())
    if best > 1:
        return max(i for i in ends if again[i] == best)
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
    return word.startswith("ال") and i > at and i + 1 < end


# --- Chinese


def _chinese(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """`[country] [office] role [name]`, a name with its title after it, a body, or a bare name."""
    lead = at
    while lead < len(items) and lead - at < 2 and _is_unknown(items[lead], tongue):
        lead += 1
    after = lead
    while after < len(items) and _is_title(items[after], tongue):
        after += 1
    if after > lead:
        return _chinese_office(items, at, lead, after, tongue)
    if lead == at or not _is_chinese_name(items[at]):
        return None
    lead_in = tongue.not_names | tongue.sources
    starts = at == 0 or items[at - 1].kind != "word" or items[at - 1].fold in lead_in
    ends = at + 1 < len(items) and _ends_name(items[at + 1], tongue)
    return _made(items, at, at + 1, "name", (at, at + 1), tongue) if starts and ends else None


def _ends_name(item: Item, tongue: Tongue) -> bool:
    words = tongue.says | tongue.little | tongue.prepositions | frozenset("，、：")
    return item.fold in words


def _is_title(item: Item, tongue: Tongue) -> bool:
    return tongue.is_role(item.fold) or tongue.is_body(item.fold)


def _is_unknown(item: Item, tongue: Tongue) -> bool:
    known = tongue.not_names | tongue.says | tongue.sources | tongue.kinds_of_name
    if item.kind != "word" or item.fold in known:
        return False
    return not _is_title(item, tongue)


def _chinese_office(
    items: tuple[Item, ...], at: int, lead: int, after: int, tongue: Tongue
) -> Mention:
    """`items[lead:after]` are titles and bodies; a name follows them or stands before them."""
    if not tongue.is_role(items[after - 1].fold):
        return _made(items, at, after, "body", None, tongue)
    if after < len(items) and _is_unknown(items[after], tongue) and _is_chinese_name(items[after]):
        return _made(items, at, after + 1, "name", (after, after + 1), tongue)
    alone = lead - at == 1 and 2 <= len(items[at].text) <= 4
    if alone and not is_country(items[at].fold, tongue) and after - lead == 1:
        return _made(items, at, after, "name", (at, lead), tongue)
    return _made(items, at, after, "role", None, tongue)


def _is_chinese_name(item: Item) -> bool:
    return 2 <= len(item.text) <= 4 or "·" in item.text or "•" in item.text or item.text.isascii()


def _office(items: tuple[Item, ...], role: int, tongue: Tongue) -> int:
    """Where a role without a name ends: with its country or with what it is "of"."""
    end = role + 1
    while end < len(items) and end - role < 3 and _belongs_to_role(items[end], tongue):
        end += 1
    if end < len(items) and items[end].fold in tongue.of - tongue.objects | {"des"}:
        after = _complement(items, end + 1, tongue)
        return after if after > end + 1 else end
    return end


def _belongs_to_role(item: Item, tongue: Tongue) -> bool:
    if item.kind != "word" or item.fold in tongue.says:
        return False
    return item.fold in tongue.portfolios or is_country(item.fold, tongue)


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
