"""Which passages are not the article, and why; they stay in the text and are only struck."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from .boilerplate_rules import CONTAINS, LONGEST, MENU_WORDS, SHARE_WORDS, STARTS, WHOLE
from .dates import is_date_line
from .outlets import mentions, outlet_called
from .wordlists import words

ORNAMENTS: Final = " \t|»«›‹→←↑↓▶►•·–—-+*#>_"
WORDS: Final = re.compile(r"[^\W\d_][\w'’-]*")
STOP: Final = re.compile(r"[.!?…؟。۔]['\"”“’»)\]]*$")
LONG: Final = 120  # code points; a longer passage with a full stop is taken for the article's own
BYLINE: Final = re.compile(
    r"(?:(?:By|BY|Von|VON|Par|PAR|Por|Text(?:e)?:|Autor(?:in)?:|Author:|Auteur ?:|Ein(?:e)? \w+ "
    r"von)\s+"
    r"[^\W\da-z_][^.!?:;]{1,90}"
    r"|(?:La rédaction d[eu’']|Die Redaktion von|The staff of)\s?.{2,60}"
    r"|(?:بقلم|كتب|كتبت|إعداد|تقرير|تحرير) ?:.{2,60}|بقلم .{2,50})$"
)
DIVIDERS: Final = re.compile(r"\s*[|/·•>›»,&]\s*|\s{2,}|\s")
Check = Callable[[str], str]


def strike(passages: list[str]) -> list[str]:
    """A reason for each passage, empty where it belongs to the article.

    If nothing would be left, nothing is struck: the rules must be wrong then.
    """
    reasons = [_reason(passage) for passage in passages]
    first, last = _body(passages, reasons)
    for i, passage in enumerate(passages):
        if not reasons[i] and not first <= i <= last:
            reasons[i] = _reason_at_the_edge(passage)
    _strike_lists_of_links(passages, reasons)
    return reasons if not all(reasons) else [""] * len(passages)


def _reason(passage: str) -> str:
    folded = _fold(passage)
    checks: tuple[Check, ...] = (_phrase, _opening, _holding, _shared_words)
    found = next((reason for check in checks if (reason := check(folded))), "")
    return found or _credit_line(passage)


def _fold(passage: str) -> str:
    return " ".join(passage.split()).casefold().strip(ORNAMENTS).replace("’", "'")


@cache
def _compiled(table: str) -> dict[str, re.Pattern[str]]:
    rules = {"whole": WHOLE, "starts": STARTS, "contains": CONTAINS}[table]
    return {reason: re.compile("|".join(patterns)) for reason, patterns in rules.items()}


def _phrase(folded: str) -> str:
    if len(folded) > 100:
        return ""
    bare = folded.rstrip(".:! ")
    return _first_of("whole", lambda rule: rule.fullmatch(bare) or rule.fullmatch(folded), folded)


def _opening(folded: str) -> str:
    return _first_of("starts", lambda rule: rule.match(folded), folded)


def _holding(folded: str) -> str:
    return _first_of("contains", lambda rule: rule.search(folded), folded)


def _first_of(
    table: str, matches: Callable[[re.Pattern[str]], re.Match[str] | None], folded: str
) -> str:
    if len(folded) > max(LONGEST.values()):
        return ""
    for reason, rule in _compiled(table).items():
        if len(folded) <= LONGEST[reason] and matches(rule):
            return reason
    return ""


def _shared_words(folded: str) -> str:
    words = [w for w in DIVIDERS.split(folded.replace(":", " ")) if w]
    if 1 < len(words) <= 20 and all(w in SHARE_WORDS for w in words):
        return "sharing"
    if 2 < len(words) <= 20 and all(w in MENU_WORDS for w in words):
        return "navigation"
    return ""


def _credit_line(passage: str) -> str:
    if len(passage) > LONGEST["credit_line"]:
        return ""
    if BYLINE.match(passage.strip()) or is_date_line(passage):
        return "credit_line"
    return "credit_line" if _names_outlets_only(passage) else ""


# What may stand between the names of a line that only names outlets.
GLUE: Final = words(
    "mit und and et avec with from der die das le la les the news agency agentur agenturen online "
    "nachrichtenagentur agence agences vom von via nach material مع و وكالة وكالات"
)


def _names_outlets_only(passage: str) -> bool:
    """Whether nothing but names of outlets stands there: "(AFP, dpa)", "AFP avec Reuters"."""
    bare = passage.strip(" ()[]–—-.")
    if outlet_called(bare):
        return True
    parts = [p for p in re.split(r"\s*[,/;|&+]\s*|\s+(?:und|and|et|mit|avec|with|و)\s+", bare) if p]
    if len(parts) > 1 and all(outlet_called(p.strip(" ()")) for p in parts):
        return True
    rest, found = bare, mentions(bare)
    for mention in reversed(found):
        rest = rest[: mention.span[0]] + " " + rest[mention.span[1] :]
    return bool(found) and all(w.casefold() in GLUE for w in WORDS.findall(rest))


def _body(passages: list[str], reasons: list[str]) -> tuple[int, int]:
    """First and last passage that is surely the article's own."""
    own = [
        i
        for i, (passage, reason) in enumerate(zip(passages, reasons, strict=True))
        if not reason and len(passage) >= LONG and STOP.search(passage)
    ]
    return (own[0], own[-1]) if own else (0, len(passages))


def _reason_at_the_edge(passage: str) -> str:
    """Menus are struck before and after the article only; inside, the words may be a heading."""
    if len(passage) > LONGEST["navigation"] or STOP.search(passage):
        return ""
    words = [w for w in DIVIDERS.split(_fold(passage)) if w]
    if words and all(w in MENU_WORDS for w in words):
        return "navigation"
    crumbs = [c for c in re.split(r"\s*[>›»|]\s*", passage) if c]
    is_trail = len(crumbs) > 2 and all(len(c.split()) <= 3 for c in crumbs)
    return "navigation" if is_trail else ""


def _strike_lists_of_links(passages: list[str], reasons: list[str]) -> None:
    """Titles that follow "Related articles" are links, up to the next real paragraph."""
    following = False
    for i, passage in enumerate(passages):
        if reasons[i]:
            following = reasons[i] == "related" and (following or len(passage) < 60)
        elif following and not STOP.search(passage) and len(passage) <= LONG:
            reasons[i] = "related"
        else:
            following = False
