"""Who is mentioned in a frame: names, roles with or without a name, bodies and pronouns."""

from __future__ import annotations

from dataclasses import dataclass
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


@cache
def countries(code: str) -> frozenset[str]:
    """Beginnings by which a country and what belongs to it are told in a language."""
    if code == "und":
        return frozenset()
    names = (fold(n) for k, n in Locale.parse(code).territories.items() if len(k) == 2)
    return frozenset(_stem(n) for n in names if " " not in n and len(n) > (1 if code == "zh" else 3))


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


def mentions(frame: Frame, tongue: Tongue) -> list[Mention]:
    """All mentions of a frame in order, none inside another one."""
    found: list[Mention] = []
    at = 0
    while at < len(frame.items):
        mention = _mention_at(frame.items, at, tongue)
        if mention:
            found.append(mention)
            at = max(mention.last, at + 1)
        else:
            at += 1
    return found


def _mention_at(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    item = items[at]
    if item.kind != "word":
        return None
    if item.fold in tongue.pronouns:
        return _made(items, at, at + 1, "pronoun", None, tongue, tongue.pronouns[item.fold])
    reader = READERS.get(tongue.code, _cased)
    return reader(items, at, tongue)


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
    return _made(items, first, _office(items, role, tongue), "body" if is_body else "role", None, tongue)


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
    return end > at and tongue.is_role(items[end].fold)


def _is_joint(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    if end == at or end + 1 >= len(items) or not _names(items[end + 1], tongue):
        return False
    item, before = items[end], items[end - 1]
    if item.text == "." and len(before.text) == 1:
        return True
    return item.kind == "word" and item.text in PARTICLES and not is_country(before.fold, tongue)


def _is_person_like(items: tuple[Item, ...], run: tuple[int, int]) -> bool:
    return run[1] - run[0] >= 2


def _bare_name(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    if not _names(items[at], tongue):
        return None
    run = _run(items, at, tongue)
    if run is None:
        return None
    if tongue.nouns_are_capital and run[1] - run[0] == 1 and _is_common_noun(items, at, tongue):
        return None
    return _made(items, *run, "name", run, tongue)


def _is_common_noun(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    """In German, a capital after an article or adjective is a noun."""
    if at == 0 or items[at - 1].kind != "word":
        return False
    before = items[at - 1]
    if before.fold in tongue.determiners:
        return True
    ends = before.fold.endswith(("e", "en", "er", "es", "em"))
    return before.text.islower() and ends and before.fold not in tongue.says | tongue.not_names


# --- Arabic


def _arabic(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
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
    name = _arabic_name(items, at, end, tongue)
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
    if item.kind != "word" or item.text.isdigit() or item.fold in tongue.says | tongue.adds:
        return False
    if item.fold in tongue.portfolios or end == at:
        return True
    if item.fold in tongue.not_names or item.fold.startswith(("لل", "بال")):
        return False
    return item.fold not in tongue.of


def _arabic_name(
    items: tuple[Item, ...], at: int, end: int, tongue: Tongue
) -> tuple[int, int] | None:
    """What is left of a phrase after its roles, offices and adjectives of countries."""
    first = at
    while first < end and _is_arabic_office(items, at, first, end, tongue):
        first += 1
    return (first, end) if 0 < end - first <= LONGEST_NAME else None


def _is_arabic_office(
    items: tuple[Item, ...], at: int, i: int, end: int, tongue: Tongue
) -> bool:
    word = items[i].fold
    if tongue.is_role(word) or tongue.is_body(word) or word in tongue.portfolios:
        return True
    if is_country(word, tongue) and (word.startswith("ال") or i > at):
        return True
    adjective = word.startswith("ال") and word.endswith(("ي", "يه")) and i > at
    return adjective and i + 1 < end or word in tongue.determiners


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
    starts = at == 0 or items[at - 1].kind != "word" or items[at - 1].fold in tongue.not_names
    ends = at + 1 >= len(items) or items[at + 1].kind != "word" or _ends_name(items[at + 1], tongue)
    return _made(items, at, at + 1, "name", (at, at + 1), tongue) if starts and ends else None


def _ends_name(item: Item, tongue: Tongue) -> bool:
    return item.fold in tongue.says | tongue.little | tongue.prepositions


def _is_title(item: Item, tongue: Tongue) -> bool:
    return tongue.is_role(item.fold) or tongue.is_body(item.fold)


def _is_unknown(item: Item, tongue: Tongue) -> bool:
    if item.kind != "word" or item.fold in tongue.not_names | tongue.says | tongue.sources:
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
    """Where a role without a name ends: with the office it belongs to."""
    end = role + 1
    while end < len(items) and end - role < 6 and items[end].kind == "word":
        if items[end].fold in tongue.says or not _continues_office(items, end, tongue):
            break
        end += 1
    while end > role + 1 and items[end - 1].fold in tongue.of | tongue.determiners:
        end -= 1
    return end


READERS: Final = {"ar": _arabic, "zh": _chinese}
