"""Mentions in Turkish by origin and age: "the 43 years old Briton", before or without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .cues import COLONS
from .mention import Mention, is_people, made
from .tongues import Tongue
from .tongues.tongue import bag
from .words import Frame, Item

SAYINGS: Final = bag(
    "yanıtı cevabı sözleri sözü açıklaması tepkisi sorusu mesajı uyarısı itirafı yorumu iddiası "
    "karşılığı savunması çağrısı ilk son"
)
COMING: Final = bag(
    "açıklama tepki yanıt cevap uyarı mesaj çağrı itiraz eleştiri destek yorum itiraf savunma"
)
ABLATIVE: Final = re.compile(r"['’]n?[dt][ae]n\b")
GENITIVE: Final = re.compile(r"['’]n?[ıiuü]n\b")
GENITIVE_END: Final = re.compile(r"n?[ıiuü]n$")
AGED: Final = "yaşındaki"
LONGEST_TRADE: Final = 3  # words for what somebody is


def turkish(items: tuple[Item, ...], at: int, tongue: Tongue) -> Mention | None:
    """`[age] origin trade [name]`; None unless an origin, or an age and a trade, begin here."""
    end = at
    if items[at].text.isdigit() and [i.fold for i in items[at + 1 : at + 2]] == [AGED]:
        end += 2
    if end < len(items) and items[end].is_capital and is_people(items[end].fold, tongue):
        end += 1
    if end == at or items[end - 1].suffixed:
        return None
    trade = end
    while end < len(items) and end - trade < LONGEST_TRADE and _is_trade(items[end], tongue):
        end += 1
    if any(tongue.is_body(i.fold) or i.fold in tongue.kinds_of_name for i in items[trade:end]):
        return None
    led = end > trade or items[end - 1].fold == AGED
    if led and (last := _end_of_name(items, end, tongue)) > end:
        return made(items, at, last, "name", (end, last), tongue)
    if end == trade or not _ends(items, end, tongue):
        return None
    return made(items, at, end, "role", None, tongue)


def _end_of_name(items: tuple[Item, ...], first: int, tongue: Tongue) -> int:
    """The end of a run of capitals; `first` if it is an office."""
    end = first
    while end < len(items) and items[end].is_capital and items[end].fold not in tongue.not_names:
        word = items[end].fold
        if tongue.is_role(word) or tongue.is_body(word) or word in tongue.portfolios:
            return first
        end += 1
        if items[end - 1].suffixed:
            break
    return end


def sayer(found: Sequence[Mention], frame: Frame, at: int, text: str) -> Mention | None:
    """Ruiz's answer was short: “…” — whose words a colon before `frame.items[at]` announces."""
    if at == 0 or frame.items[at - 1].text not in COLONS:
        return None
    for mention in found:
        says = mention.last < at and frame.items[mention.last].fold in SAYINGS
        owner = frame.items[mention.last - 1]
        if says and (GENITIVE.match(text, owner.end) or GENITIVE_END.search(owner.fold)):
            return mention
        coming = {item.fold for item in frame.items[mention.last : mention.last + 2]}
        if mention.last < at and ABLATIVE.match(text, owner.end) and coming & COMING:
            return mention
    return None


def is_owner(text: str, end: int) -> bool:
    """Whether a name that ends at `end` is in the genitive, or in the ablative: word from him."""
    return bool(GENITIVE.match(text, end) or ABLATIVE.match(text, end))


def _is_trade(item: Item, tongue: Tongue) -> bool:
    """A noun or adjective in small letters: no verb, no particle."""
    known = tongue.not_names | tongue.says | tongue.adds | tongue.said_by
    return item.kind == "word" and item.text.islower() and item.fold not in known


def _ends(items: tuple[Item, ...], end: int, tongue: Tongue) -> bool:
    """Whether the phrase is a subject: a mark, a quotation, "also" or a verb of speech follows."""
    if end == len(items) or items[end].kind != "word":
        return True
    return items[end].fold in {"ise", "de", "da"} | tongue.says
