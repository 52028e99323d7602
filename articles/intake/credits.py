"""Whom an article says it took its text or picture from.

Names come from the list of outlets, or from wordings that leave no doubt that a name follows
("this ... report published by ..."). Wordings that only cite a source count near the beginning and
the end, where articles say what they rest on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .outlets import Mention, mentions, outlet_called
from .proposal import Credit, CreditKind, Passage
from .wordlists import words

_WORD: Final = r"[A-Z0-9À-ÖØ-ÞŞĞİ][\w&’'+.-]*"
_NAME: Final = rf"(?:[Tt]he )?{_WORD}(?: (?:{_WORD}|of|de|du|des|la|le|der|die|and|&)){{0,4}}"
_QUOTED: Final = r"[«\"“][^»\"”\n]{2,40}[»\"”]"
_ARABIC: Final = rf"(?:{_QUOTED}|[\u0621-\u064a.]+(?: [\u0621-\u064a.]+){{0,2}})"


def _rule(pattern: str) -> re.Pattern[str]:
    filled = pattern.replace("NAME", _NAME).replace("QUOTED", _QUOTED).replace("ARABIC", _ARABIC)
    return re.compile(filled)


# "inner" reached us through "outer".
CHAINS: Final = (
    _rule(
        r"\b(?:[Tt]his|[Aa]n?|[Tt]he) (?P<inner>NAME) (?:report|story|article|dispatch|piece)"
        r" (?:as |first )?(?:published|carried|run|republished|relayed) (?:by|in|on) "
        r"(?P<outer>NAME)"
    ),
    _rule(
        r"(?:Bericht|Meldung|Text|Artikel) (?:von|der|des) (?P<inner>NAME),? (?:den|die|der|das|"
        r"erschienen"
        r"|veröffentlicht|verbreitet|übernommen)[^.\n]{0,20} (?:bei|auf|in|von|durch) "
        r"(?P<outer>NAME)"
    ),
    _rule(
        r"(?:dépêche|article|texte|information) (?:de |de l['’]|d['’])(?P<inner>NAME),? (?:publiée?"
        r"|reprise?|relayée?|diffusée?) (?:par|dans|sur) (?:l['’])?(?P<outer>NAME)"
    ),
    _rule(
        r"(?:تقرير|خبر|مقال) (?:لوكالة |وكالة |من )(?P<inner>[\u0621-\u064a.]+) (?:نشرته|نقلته|"
        r"بثته|أوردته)"
        r" (?:وكالة |صحيفة |قناة |شبكة |موقع )?(?P<outer>ARABIC)"
    ),
)
# The wording itself says that an outlet's name follows.
SURE: Final = (
    _rule(r",? (?:reports|reported) (?P<outer>NAME)(?=[.,]?(?:\s|$))"),
    _rule(
        r"(?:berichtete?|meldete?|schreibt|schrieb) (?:die|der|das) (?:\w*[Aa]gentur|Zeitung|"
        r"Sender|"
        r"\w*magazin|\w*portal) [„\"»]?(?P<outer>NAME)"
    ),
    _rule(
        r"(?:laut|unter Berufung auf|wie) (?:der|die|das|den|dem) (?:\w*[Aa]gentur|Zeitung|Sender|"
        r"\w*magazin|\w*portal) [„\"»]?(?P<outer>NAME)"
    ),
    _rule(
        r"(?:selon|rapporte|d['’]après|indique|a rapporté) (?:l['’]agence(?: de presse)?|le "
        r"quotidien|le journal|"
        r"la chaîne|le site|la radio) (?P<outer>NAME)"
    ),
    _rule(
        r"(?:جاء في|ذكرت|نشرت|أفادت|افادت|نقلت|أوردت|بحسب|حسب|نقلا عن|نقلاً عن|وفق) "
        r"(?:صحيفة|جريدة|وكالة أنباء|وكالة|قناة|شبكة|موقع) (?P<outer>QUOTED|[\u0621-\u064a.]+)"
    ),
)
# The wording cites somebody; it counts if the name is one of an outlet.
CITING: Final = re.compile(
    r"\b(?:according to|reports?|reported by|citing|quoted by|told|via|with|laut|berichtete?|"
    r"meldete?|zufolge|"
    r"unter Berufung auf|selon|d['’]après|rapporte|rapporté|indique|annonce|auprès de|avec)"
    r"(?: (?:the|der|die|das|den|dem|le|la))?(?: (?:news agency|\w*[Aa]gentur|Sender|agence))? "
    r"?(?:l['’])?"
    r"$|(?:نقلا عن|نقلاً عن|بحسب|حسب|وفقا ل|وفق|ذكرت|أفادت|افادت|نقلت|أوردت)(?: وكالة| صحيفة| "
    r"قناة| شبكة)? ?ل?$"
)
TELLING: Final = re.compile(r"\btold (?:the )?$")  # a statement made to an outlet is no relay
SAYS_SO: Final = re.compile(r"^ (?:reports|reported|berichtete?|meldete?|zufolge|rapporte)\b")
PUBLISHED: Final = _rule(
    r"(?:published|appeared|produced|republished|erschienen|erschien|veröffentlicht|publié|paru|"
    r"repris|نشر|نشرت"
    r"|المقال)(?: zuerst| ursprünglich| initialement| d['’]abord| أولا| first)?"
    r" (?:by|in|on|from|bei|auf|in|von|par|dans|sur|في|على|عن) (?:der |die |das |the |l['’]|le |"
    r"la )?"
    r"(?P<outer>NAME|ARABIC)"
)
SOURCE_LINE: Final = re.compile(
    r"^(?:Quelle|Source|Sources|Fuente|المصدر|مصدر)\s?:\s?(?P<outer>.{2,60}?)\.?$"
)
BRACKETED_END: Final = re.compile(r"\(([^()\n]{2,60})\)\.?$")
BRACKETED_START: Final = re.compile(r"^[^()\n.]{2,50}\(([^()\n]{2,40})\)\s?[-–—:]")
NOT_A_NAME: Final = words(
    "President Prime Minister Mr Mrs Ms King Queen General Monday Tuesday Wednesday Thursday "
    "Friday "
    "Saturday Sunday He She It They We"
)
EDGE: Final = 3  # paragraphs at either end in which citing counts
NOTICES: Final = frozenset({"relay_notice", "read_more", "credit_line"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A name with the wording around it; `through` is the name it came by."""

    name: str
    phrase: tuple[int, int]
    kind: CreditKind
    through: str = ""


def find_credits(
    text: str, passages: tuple[Passage, ...], publisher: str = ""
) -> tuple[Credit, ...]:
    """Each source once a kind, those it came by before it; never the publisher itself."""
    own = [p for p in passages if not p.struck and p.kind == "paragraph"]
    edges = {p.start for p in (*own[:EDGE], *own[-EDGE:])}
    found: list[_Found] = []
    for passage in passages:
        if passage.struck == "photo_credit":
            found += _of_photo(text, passage)
        elif passage.struck in NOTICES:
            found += _of_notice(text, passage)
        elif passage.start in edges:
            found += _of_paragraph(text, passage)
    return _numbered(text, [f for f in found if f.name != publisher])


def _of_photo(text: str, passage: Passage) -> list[_Found]:
    bar = text.find(" | ", passage.start, passage.end)
    end = bar if bar > 0 else passage.end
    return [
        _Found(m.outlet.name, (passage.start, end), "photo")
        for m in mentions(text, passage.start, end)
    ]


def _of_notice(text: str, passage: Passage) -> list[_Found]:
    start, end = passage.start, passage.end
    chained = _of_chains(text, start, end)
    if chained:
        return chained
    named = [*_by_rules((*SURE, PUBLISHED), text, start, end), *_of_source_line(text, start, end)]
    listed = [
        _Found(m.outlet.name, (start, end), _kind(m.outlet.name))
        for m in mentions(text, start, end)
    ]
    return named or listed


def _of_source_line(text: str, start: int, end: int) -> list[_Found]:
    line = SOURCE_LINE.match(text[start:end])
    if not line:
        return []
    names = [
        n for n in re.split(r"\s*[,/;،]\s*|\s+(?:und|and|et|و)\s+", line["outer"]) if n.strip()
    ]
    return [_found(name, (start, end)) for name in names]


def _of_paragraph(text: str, passage: Passage) -> list[_Found]:
    start, end = passage.start, passage.end
    found = [*_of_chains(text, start, end), *_by_rules(SURE, text, start, end)]
    found += _in_brackets(text, start, end)
    found += [
        _Found(m.outlet.name, _widened(text, m, start), _kind(m.outlet.name))
        for m in mentions(text, start, end)
        if not m.is_ambiguous and _is_cited(text, m, start)
    ]
    return found


def _is_cited(text: str, mention: Mention, start: int) -> bool:
    before = text[max(start, mention.span[0] - 60) : mention.span[0]]
    if TELLING.search(before):
        return False
    return bool(CITING.search(before)) or bool(SAYS_SO.match(text[mention.span[1] :][:40]))


def _widened(text: str, mention: Mention, start: int) -> tuple[int, int]:
    """The mention with the citing words before or after it."""
    from_ = max(start, mention.span[0] - 60)
    citing = CITING.search(text[from_ : mention.span[0]])
    said = SAYS_SO.match(text[mention.span[1] :][:40])
    begin = from_ + citing.start() if citing else mention.span[0]
    return begin, mention.span[1] + (said.end() if said else 0)


def _in_brackets(text: str, start: int, end: int) -> list[_Found]:
    """Agencies in a dateline, "MOSCOW (...) -", or in brackets at the end of a paragraph."""
    found = []
    for rule in (BRACKETED_START, BRACKETED_END):
        match = rule.search(
            text[start:end][-70:] if rule is BRACKETED_END else text[start:end][:110]
        )
        offset = max(start, end - 70) if rule is BRACKETED_END else start
        if match:
            inner = (offset + match.start(1), offset + match.end(1))
            found += [
                _Found(m.outlet.name, inner, _kind(m.outlet.name))
                for m in mentions(text, *inner)
                if m.span[0] == inner[0] or m.outlet.kind == "agency"
            ]
    return found


def _of_chains(text: str, start: int, end: int) -> list[_Found]:
    found = []
    for rule in CHAINS:
        for match in rule.finditer(text, start, end):
            outer = _found(match["outer"], _without_edges(match))
            inner = _found(match["inner"], _without_edges(match), through=outer.name)
            found += [outer, inner]
    return found


def _by_rules(rules: tuple[re.Pattern[str], ...], text: str, start: int, end: int) -> list[_Found]:
    matches = [m for rule in rules for m in rule.finditer(text, start, end)]
    named = [m for m in matches if m["outer"].split()[0].strip(".") not in NOT_A_NAME]
    return [_found(m["outer"], _without_edges(m)) for m in named]


def _without_edges(match: re.Match[str]) -> tuple[int, int]:
    phrase = match[0]
    return match.end() - len(phrase.lstrip(" ,")), match.start() + len(phrase.rstrip(" ,."))


def _found(name: str, phrase: tuple[int, int], through: str = "") -> _Found:
    clean = re.sub(r"(?: (?:of|de|du|des|la|le|der|die|and|&))+$", "", name.strip(' .,«»"“”„'))
    known = outlet_called(clean) or outlet_called(re.sub("^[Tt]he ", "", clean))
    final = known.name if known else clean
    return _Found(final, phrase, _kind(final), through)


def _kind(name: str) -> CreditKind:
    outlet = outlet_called(name)
    return "agency" if outlet and outlet.kind == "agency" else "relay"


def _numbered(text: str, found: list[_Found]) -> tuple[Credit, ...]:
    """One credit a name and kind, and `through` as a number instead of a name."""
    chains = {f.name: f.through for f in found if f.through and f.through != f.name}
    first: dict[tuple[str, bool], _Found] = {}
    for one in found:
        first.setdefault((one.name, one.kind == "photo"), one)
    order = sorted(first.values(), key=lambda f: f.name in chains)
    index = {f.name: i for i, f in enumerate(order) if f.kind != "photo"}
    return tuple(
        Credit(
            f.kind, f.name, text[slice(*f.phrase)][:300], *f.phrase, _through(f, chains, index, i)
        )
        for i, f in enumerate(order)
    )


def _through(one: _Found, chains: dict[str, str], index: dict[str, int], own: int) -> int | None:
    if one.kind == "photo":
        return None
    outer = index.get(chains.get(one.name, ""))
    return outer if outer is not None and outer != own else None
