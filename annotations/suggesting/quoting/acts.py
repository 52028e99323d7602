"""Acts of speech in a frame: a cue, and the mention that is its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .cues import Cue, cues
from .mention import Mention, MentionKind
from .mention import made as made_of
from .tongues import Tongue
from .tongues.tongue import bag
from .words import DASHES, Frame, Item

JOINING: Final = bag("but aber mais pero но а and und et y e и ve en و sowie")
PAUSES: Final = frozenset(",،，—–-")
BEHIND: Final = 6  # words between a verb after a quotation and its subject
NEAR: Final = 3  # words between a verb and a subject that follows it


@dataclass(frozen=True, slots=True)
class Act:
    cue: Cue
    subject: Mention | None


def acts(frame: Frame, found: Sequence[Mention], tongue: Tongue) -> list[Act]:
    """Every cue with its subject. Forms that lead on share the subject of the main verb."""
    main: Mention | None = None
    result = []
    for cue in cues(frame, tongue):
        subject = _subject(frame.items, found, cue, tongue)
        if cue.kind == "adds":
            beside = next((m for m in found if m.last == cue.first), None)
            own = beside if frame.items[cue.first].fold.startswith("بقول") else None
            subject = own or main or _first(found, cue) or subject
        elif main is None and subject:
            main = subject
        result.append(Act(cue, subject))
    return result


def main_subject(found: Sequence[Mention]) -> Mention | None:
    """Whom a frame without a cue is about."""
    plain = [m for m in found if not m.oblique]
    if plain and plain[0].kind == "pronoun" and plain[0].first > 0:
        named = next((m for m in plain if m.kind == "name" and m.marks), None)
        return named or plain[0]  # "Asked whether she knew, the mayor, Ana Ruiz, paused"
    return plain[0] if plain else None


def _begins(items: Sequence[Item], mention: Mention) -> bool:
    """Whether a line begins with it; or what follows a blank in a Chinese headline."""
    return mention.first == 0 or items[mention.first - 1].text == " "


def _first(found: Sequence[Mention], cue: Cue) -> Mention | None:
    return next((m for m in found if not m.oblique and m.last <= cue.first), None)


def _subject(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    if cue.kind == "colon":
        return next((m for m in found if m.last == cue.first and _begins(items, m)), None)
    if cue.kind == "source":
        named = _following(items, found, cue, 4, stopping=True)
        somewhere = items[cue.first].fold in SOMEWHERE and named and not named.definite
        return None if somewhere else named
    if cue.kind == "source after":
        return next((m for m in reversed(found) if cue.first - 2 <= m.last <= cue.first), None)
    if cue.kind == "said by":
        return _following(items, found, cue, 6, stopping=True)
    if tongue.order == "vso":
        before = _right_before(items, found, cue)
        adjacent = before if before and before.last == cue.first else None
        return adjacent or _after_verb(items, found, cue, tongue) or before
    if tongue.order == "sov":
        if PASSIVE.search(items[cue.last - 1].fold):
            return next((m for m in found if m.last <= cue.first and m.kind != "pronoun"), None)
        return _first_before(items, found, cue)
    return _subject_svo(items, found, cue, tongue)


def _subject_svo(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    if helper := _helper(items, cue, tongue):
        return _beside_helper(items, found, helper)
    if pronoun := _pronoun_after(items, found, cue, tongue):
        return pronoun
    if body := _inside(items, found, cue, tongue) or _in_document(items, found, cue, tongue):
        return body
    before = _before(items, found, cue, tongue)
    if _is_inverted(items, cue):
        found = [m for m in found if m.first >= cue.last]
        near = not _follows_quote(items, cue)
        named = _inverted(items, found, cue, before, tongue, near=near)
        return named or before or (None if near else _noun_after(items, found, cue, tongue))
    following = _following(items, found, cue, NEAR, stopping=True, plain=True)
    return before or following or _any_noun(items, cue, tongue)


def _inside(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    """ "In the ministry they said": Russian lets nobody in particular speak for a body."""
    if tongue.code != "ru" or not PLURAL.search(items[cue.first].fold):
        return None
    before = [m for m in found if m.last <= cue.first]
    if any(not m.oblique for m in before):
        return None
    if named := _inside_after(items, found, cue):
        return named
    within = [m for m in before if m.kind != "pronoun" and items[m.first - 1].fold in {"в", "во"}]
    return next((m for m in within if m.first <= 1 or items[m.last].text in PAUSES), None)


def _inside_after(items: Sequence[Item], found: Sequence[Mention], cue: Cue) -> Mention | None:
    """ "…", they said in the ministry."""
    for at in range(cue.last, min(cue.last + 3, len(items) - 1)):
        if items[at].kind != "word":
            return None
        if items[at].fold in {"в", "во"}:
            return next((m for m in found if m.first == at + 1 and m.kind != "pronoun"), None)
    return None


def _in_document(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    """ "It is said in a review of the bank": Russian, of whose the document is."""
    if not items[cue.first].fold.endswith("тся"):
        return None
    inside = [i for i, item in enumerate(items) if item.fold in {"в", "во"}]
    near = (at for i in inside for at in range(i + 1, min(i + 3, len(items))))
    at = next((i for i in near if tongue.documents.fullmatch(items[i].fold)), None)
    if at is None:
        return None
    first = last = at + 1
    known = tongue.says | tongue.not_names
    while last < len(items) and items[last].kind == "word" and items[last].fold not in known:
        last += 1
    named = next((m for m in found if m.name and first <= m.first and m.last <= last), None)
    if named or last == first:
        return named
    if last < len(items) and items[last].kind == "quote":
        last += 1
    return made_of(tuple(items), first, last, "body", None, tongue)


PLURAL: Final = re.compile(r"(?:ли|ют|ят|ут|ат)$")


def _any_noun(items: Sequence[Item], cue: Cue, tongue: Tongue) -> Mention | None:
    """ "The regulator said": an article and a noun that no table knows, right before the verb."""
    end = cue.first
    while end > 1 and items[end - 1].fold in tongue.little:
        end -= 1
    for first in range(end - 2, max(-1, end - 6), -1):
        phrase = items[first:end]
        if any(i.kind != "word" for i in phrase):
            return None
        if phrase[0].fold in tongue.determiners - tongue.objects:
            return _noun(items, first, end, cue, tongue)
    return None


def _noun_after(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    """“…”, said a witness; or her delegate, Ana Ruiz."""
    phrase = items[cue.last : cue.last + 2]
    if len(phrase) < 2 or phrase[0].fold not in tongue.determiners - tongue.objects:
        return None
    if phrase[1].kind != "word" or phrase[1].fold in tongue.not_names | tongue.says:
        return None
    comma = cue.last + 2
    if comma < len(items) and items[comma].text == ",":
        for mention in found:
            if mention.first == comma + 1 and mention.kind == "name":
                return mention
    return made_of(tuple(items), cue.last, cue.last + 2, "role", None, tongue)


def _noun(items: Sequence[Item], first: int, end: int, cue: Cue, tongue: Tongue) -> Mention | None:
    known = (tongue.prepositions | tongue.says | tongue.relatives) - tongue.of
    governed = first > 0 and items[first - 1].fold in tongue.prepositions
    if governed or any(i.fold in known for i in items[first + 1 : end]):
        return None
    kind: MentionKind = "thing" if items[cue.first].fold in INSCRIBED else "body"
    made = made_of(tuple(items), first, end, kind, None, tongue)
    return made if not made.oblique else None


def _is_inverted(items: Sequence[Item], cue: Cue) -> bool:
    """“…”, said somebody: the verb right after a quotation, a comma or a dash."""
    at = cue.first - 1
    while at >= 0 and items[at].kind == "word" and items[at].fold in AUXILIARIES:
        at -= 1
    if at < 0:
        return True
    return items[at].kind == "quote" or (items[at].text in PAUSES and items[at].kind == "mark")


PASSIVE: Final = re.compile(
    r"(?:denildi|edildi|bildirildi|belirtildi|vurgulandı|verildi|dediği(?:ni)?)$"
)
WHEN_SAID: Final = bag("deyince dediğinde sorunca sorulunca")  # then somebody else speaks
INSCRIBED: Final = bag("read reads")  # a banner or sign: nobody speaks
PLACES: Final = bag("where donde où wo где")  # relatives that are no subject
SOMEWHERE: Final = bag("heißt hieß")  # "it says in a statement": of whoever spoke before
AUXILIARIES: Final = bag("a ont avait aurait has had ha han había se s' hat hatte habe так")


def _pronoun_after(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    """German puts the object first: the costs he called high."""
    if tongue.code != "de":
        return None
    return next((m for m in found if m.first == cue.last and m.kind == "pronoun"), None)


def _follows_quote(items: Sequence[Item], cue: Cue) -> bool:
    """Whether the nearest marks before the verb are those of a quotation, or a dash."""
    before = [i for i in items[: cue.first] if i.kind != "word"][-2:]
    return cue.first == 0 or any(i.kind == "quote" or i.text in DASHES for i in before)


def _helper(items: Sequence[Item], cue: Cue, tongue: Tongue) -> int | None:
    """Where the finite "has" of a German perfect is, if the verb stands far from it."""
    if tongue.code != "de" or not PARTICIPLE.fullmatch(items[cue.first].fold):
        return None
    before = range(cue.first - 1, -1, -1)
    return next((i for i in before if items[i].fold in {"hat", "hatte", "habe", "haben"}), None)


PARTICIPLE: Final = re.compile(r"\w*ge\w+(?:t|en)|(?:er|be|ver|ge|wider|zu)\w+(?:t|en)|\w+iert")


def _beside_helper(items: Sequence[Item], found: Sequence[Mention], helper: int) -> Mention | None:
    before = [m for m in found if m.last <= helper and not m.oblique]
    if before and (before[-1].last == helper or items[before[-1].last].text in PAUSES):
        return before[-1]
    after = next((m for m in found if m.first > helper and not m.oblique), None)
    near = after is not None and after.first - helper <= 3
    return after if near else before[-1] if before else None


def _inverted(
    items: Sequence[Item],
    following: Sequence[Mention],
    cue: Cue,
    before: Mention | None,
    tongue: Tongue,
    *,
    near: bool,
) -> Mention | None:
    """The first mention in the nominative between the verb and the next mark.

    Where no quotation precedes, only words for when and where may stand between.
    """
    if near and before and items[before.last].text in PAUSES and before.last < cue.first - 1:
        return None  # "A, who met B, said C was wrong"
    little = tongue.little | tongue.prepositions
    for mention in following:
        between = items[cue.last : mention.first]
        stops = any(i.kind != "word" or i.fold in tongue.that for i in between)
        if stops or len(between) > BEHIND:
            return None
        if mention.oblique:
            continue
        return mention if not near or all(i.fold in little for i in between) else None
    return None


def _following(
    items: Sequence[Item],
    found: Sequence[Mention],
    cue: Cue,
    reach: int,
    *,
    stopping: bool,
    plain: bool = False,
) -> Mention | None:
    for mention in found:
        between = items[cue.last : mention.first]
        swallowed = cue.kind == "source" and mention.first < cue.last < mention.last
        if (mention.first < cue.last and not swallowed) or (plain and mention.oblique):
            continue
        stopped = stopping and any(i.kind != "word" for i in between)
        return mention if len(between) <= reach and not stopped else None
    return None


def _after_verb(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    mention = next((m for m in found if m.first >= cue.last), None)
    if mention is None or mention.oblique or mention.first - cue.last > 2:
        return None
    between = items[cue.last : mention.first]
    stops = tongue.that | tongue.prepositions | tongue.relatives
    return None if any(i.kind != "word" or i.fold in stops for i in between) else mention


def _right_before(items: Sequence[Item], found: Sequence[Mention], cue: Cue) -> Mention | None:
    for mention in reversed(found):
        if mention.last > cue.first or mention.oblique:
            continue
        if items[cue.first].text != items[cue.first].fold and items[cue.first].text[0] == "و":
            return None  # "A said and stressed" begins anew
        between = items[mention.last : cue.first]
        enclosed = bool(between) and {between[0].text, between[-1].text} <= PAUSES
        return mention if len(between) <= 2 or enclosed else None
    return None


def _first_before(items: Sequence[Item], found: Sequence[Mention], cue: Cue) -> Mention | None:
    """Verbs at the end: the nearest mention followed by a comma or quotation, or else the first."""
    plain = [m for m in found if not m.oblique and m.last <= cue.first]
    ends = (i for i in range(cue.first) if items[i].text == ";" or items[i].fold in WHEN_SAID)
    stop = max(ends, default=-1)
    plain = [m for m in plain if m.first > stop] or plain
    marked = [m for m in plain if m.last < len(items) and items[m.last].kind != "word"]
    return next(iter(marked or plain), None)


def _before(
    items: Sequence[Item], found: Sequence[Mention], cue: Cue, tongue: Tongue
) -> Mention | None:
    plain = [m for m in found if not m.oblique and m.last <= cue.first]
    last = plain[-1] if plain else None
    at = cue.first - 1
    while at >= 0 and items[at].fold in AUXILIARIES | tongue.little - JOINING - tongue.relatives:
        at -= 1
    if at >= 0 and items[at].fold in PLACES:
        return None
    if at >= 0 and items[at].fold in tongue.relatives:
        return _antecedent(items, found, at) or last
    if at >= 0 and items[at].fold in JOINING:
        return _first_of_clause(items, plain, at)
    if items[cue.first - 1].text in PAUSES:
        return _before_parenthesis(items, plain, cue.first - 1) or last
    return last


def _antecedent(items: Sequence[Item], found: Sequence[Mention], at: int) -> Mention | None:
    """ "A reply from B, who wrote": B, whatever case it is in."""
    end = at - 1 if items[at - 1].text in PAUSES else at
    return next((m for m in found if m.last == end), None)


def _first_of_clause(items: Sequence[Item], plain: list[Mention], at: int) -> Mention | None:
    """ "A met B and said": A."""
    start = max((i for i in range(at) if items[i].text in {";", "；"}), default=-1)
    return next((m for m in plain if m.first > start), None)


def _before_parenthesis(items: Sequence[Item], plain: list[Mention], comma: int) -> Mention | None:
    """ "A, who met B in C, said": A."""
    commas = [i for i in range(comma) if items[i].kind == "mark" and items[i].text in PAUSES]
    for opening in reversed(commas):
        lead = next((m for m in plain if m.last == opening), None)
        if lead:
            return lead
    return None
