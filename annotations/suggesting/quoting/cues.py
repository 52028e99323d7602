"""Cues: the words of a frame that say that somebody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .tongues import Tongue
from .tongues.tongue import bag
from .words import Frame, Item

CueKind = Literal["says", "adds", "said by", "source", "source after", "colon"]

COLONS: Final = frozenset(":：")
PASSED_ON: Final = bag("نقل نقلت ونقل ونقلت ينقل تنقل")  # an agency quotes somebody

ABOUT: Final = frozenset({"عن"})
DAMMA: Final = "\u064f"  # after the first letter, of a verb in the passive


@dataclass(frozen=True, slots=True)
class Cue:
    """`items[first:last]` say that somebody speaks."""

    first: int
    last: int
    kind: CueKind
    start: int
    end: int


def cues(frame: Frame, tongue: Tongue) -> list[Cue]:
    """All cues of a frame in order."""
    found, at = [], 0
    while at < len(frame.items):
        cue = _cue_at(frame.items, at, tongue)
        if cue:
            found.append(cue)
        at = cue.last if cue else at + 1
    return found


def _cue_at(items: Sequence[Item], at: int, tongue: Tongue) -> Cue | None:
    item = items[at]
    if item.kind == "mark":
        line = next((i + 1 for i in range(at - 1, -1, -1) if items[i].text == " "), 0)
        colon = item.text in COLONS and at + 1 < len(items) and line < at <= line + 8
        return _cue(items, at, at + 1, "colon") if colon else None
    if item.kind != "word":
        return None
    for words in tongue.phrases.get(item.fold, []):
        if tuple(i.fold for i in items[at : at + len(words)]) == words:
            return _made(items, at, at + len(words), _kind(" ".join(words), tongue))
    if _is_noun(items, at, tongue):
        return None
    if item.fold == "عن" and any(i.fold in PASSED_ON for i in items[max(0, at - 5) : at]):
        return _made(items, at, at + 1, "source")
    first = at == 0 and item.fold in tongue.sources_first
    kind: CueKind | None = "source" if first else _kind(item.fold, tongue)
    if (
        kind == "source"
        and tongue.code == "de"
        and item.fold == "so"
        and not _stands_apart(items, at)
    ):
        return None
    return _made(items, at, at + 1, kind)


def _made(items: Sequence[Item], first: int, last: int, kind: CueKind | None) -> Cue | None:
    return _cue(items, first, last, kind) if kind else None


def _cue(items: Sequence[Item], first: int, last: int, kind: CueKind) -> Cue:
    return Cue(first, last, kind, items[first].start, items[last - 1].end)


def _kind(word: str, tongue: Tongue) -> CueKind | None:
    tables: tuple[tuple[frozenset[str], CueKind], ...] = (
        (tongue.says, "says"),
        (tongue.adds, "adds"),
        (tongue.said_by, "said by"),
        (tongue.sources, "source"),
        (tongue.sources_after, "source after"),
    )
    return next((kind for table, kind in tables if word in table), None)


def _is_noun(items: Sequence[Item], at: int, tongue: Tongue) -> bool:
    """A capital in mid-sentence is no verb; after an article, "the claims" are none either."""
    if tongue.code == "ar" and (items[at].text == "رأي" or items[at].text[1:2] == DAMMA):
        return True  # an opinion; it was announced
    if tongue.code == "ar" and items[at].fold in tongue.prepositions:  # "through", "expressed"
        return all(i.fold not in tongue.that | ABOUT for i in items[at + 1 : at + 6])
    if items[at].is_capital and at > 0 and items[at - 1].kind == "word":
        return True
    before = items[at - 1].fold if at else ""
    return (
        tongue.code in ("en", "fr", "es")
        and before in tongue.determiners
        and (
            (before not in tongue.pronouns and tongue.code != "fr")
            or before in {"le", "un", "une", "du"}
        )
    )


def _stands_apart(items: Sequence[Item], at: int) -> bool:
    before, after = items[at - 1] if at else None, items[at + 1 : at + 2]
    return before is not None and before.kind != "word" and bool(after) and after[0].kind == "word"
