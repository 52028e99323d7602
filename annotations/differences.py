"""What a change changed, field by field and in words, read off the states before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .wording import ADDED, DROPPED, Piece, compared, whole

type Filled = dict[str, Any]
type State = Filled | None


@dataclass(frozen=True)
class Difference:
    """`what` names the field in our words, empty where the thing as a whole is meant; `how` says
    what became of it, where that is not plain from the pieces."""

    what: str
    pieces: tuple[Piece, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class Names:
    """What is shown for the keys and codes that states hold."""

    tags: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)  # of stances, kinds, languages …
    families: Mapping[int, str] = field(default_factory=dict)  # by number

    def label(self, value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return self.labels.get(str(value), str(value)) if value is not None else ""

    def family(self, number: int | None) -> str:
        return self.families.get(number, f"number {number}") if number else ""

    def tag(self, guid: str) -> str:
        return self.tags.get(guid, guid) if guid else ""


def differences(kind: str, before: State, after: State, names: Names) -> list[Difference]:
    """For a thing of that kind (see `naming`); nothing where the states are alike."""
    old, new = before or {}, after or {}
    found = [*_existence(before, after)]
    if kind == "annotation":
        found += [*_place(old, new), *_said(old, new, names)]
    for key, what, told in FIELDS.get(kind, ()):
        was, becomes = told(old.get(key), names), told(new.get(key), names)
        found += _field(what, was, becomes) if told is _words else _value(what, was, becomes)
    return found


def _existence(before: State, after: State) -> Iterator[Difference]:
    was = before is not None and not before.get("deleted")
    is_there = after is not None and not after.get("deleted")
    if before is not None and was != is_there:
        yield Difference("", how="brought back" if is_there else "deleted")


def _field(what: str, old: str, new: str) -> Iterator[Difference]:
    if old != new:
        yield Difference(what, compared(old, new))


def _value(what: str, old: str, new: str) -> Iterator[Difference]:
    """Of what is chosen, not written."""
    if old != new:
        yield Difference(what, whole(old, new))


# Annotations


def _place(old: Filled, new: Filled) -> Iterator[Difference]:
    if not old or not new:
        return
    if old["exact"] != new["exact"]:
        yield Difference("passage", compared(old["exact"], new["exact"]))
    elif old["start"] != new["start"] or old["revision"] != new["revision"]:
        yield Difference("place", how="moved")
    if old["needs_review"] != new["needs_review"]:
        yield Difference("passage", how="lost" if new["needs_review"] else "found again")


def _said(old: Filled, new: Filled, names: Names) -> Iterator[Difference]:
    yield from _claims(_by_claim(old), _by_claim(new), names)
    yield from _quotation(old.get("quotation"), new.get("quotation"), names)
    gone, come = old.get("tags", []), new.get("tags", [])
    yield from (_tag_as(DROPPED, guid, names) for guid in gone if guid not in come)
    yield from (_tag_as(ADDED, guid, names) for guid in come if guid not in gone)
    yield from _confirmed(old.get("coded_under", {}), new.get("coded_under", {}), names)
    yield from _field("note", old.get("note", ""), new.get("note", ""))
    yield from _gloss(old.get("gloss") or {}, new.get("gloss") or {}, names)


def _confirmed(old: Filled, new: Filled, names: Names) -> Iterator[Difference]:
    """Tags that stay, but are given by another version of the codebook."""
    for guid, version in new.items():
        if old.get(guid, version) != version:
            how = f"by version {version} of the codebook"
            yield Difference("tag", (Piece(names.tag(guid)),), how)


def _by_claim(state: Filled) -> dict[int, Filled]:
    return {line["claim"]: line for line in state.get("claims", [])}


def _claims(old: dict[int, Filled], new: dict[int, Filled], names: Names) -> Iterator[Difference]:
    for number in sorted(old.keys() | new.keys()):
        was, becomes = _rendering(old.get(number), names), _rendering(new.get(number), names)
        if was == becomes:
            continue
        how = ADDED if not was else DROPPED if not becomes else ""
        yield Difference(f"claim {number}", whole(was, becomes), how)


def _rendering(line: Filled | None, names: Names) -> str:
    if line is None:
        return ""
    whose = line["attributed_to"]
    return names.label(line["stance"]) + (f", attributed to {whose}" if whose else "")


def _quotation(was: State, becomes: State, names: Names) -> Iterator[Difference]:
    if (was is None) != (becomes is None):
        yield Difference("quotation", how=ADDED if becomes else DROPPED)
    old, new = was or {}, becomes or {}
    yield from _value("kind", names.label(old.get("kind")), names.label(new.get("kind")))
    for key in ("speaker", "cue"):
        yield from _value(key, old.get(key, ""), new.get(key, ""))
    families = names.family(old.get("utterance")), names.family(new.get("utterance"))
    yield from _value("family", *families)


def _gloss(old: Filled, new: Filled, names: Names) -> Iterator[Difference]:
    yield from _field("translation", old.get("text", ""), new.get("text", ""))
    for key, what in (("language", "translated into"), ("origin", "translated")):
        yield from _value(what, names.label(old.get(key)), names.label(new.get(key)))
    yield from _value("translated with", old.get("translator", ""), new.get("translator", ""))


def _tag_as(how: str, guid: str, names: Names) -> Difference:
    return Difference("tag", (Piece(names.tag(guid), how),), how)


# Other kinds: (key of the state, what we call it, how its value is told)


def _words(value: Any, names: Names) -> str:
    return str(value) if value is not None else ""


def _label(value: Any, names: Names) -> str:
    return names.label(value)


def _tag(value: Any, names: Names) -> str:
    return names.tag(value or "")


def _claim(value: Any, names: Names) -> str:
    return f"claim {value}" if value else ""


def _list(value: Any, names: Names) -> str:
    return ", ".join(value or [])


type Told = Callable[[Any, Names], str]
FIELDS: dict[str, Iterable[tuple[str, str, Told]]] = {
    "claim": [
        ("statement", "statement", _words),
        ("note", "note", _words),
        ("merged_into", "merged into", _claim),
    ],
    "place": [("group", "heading", _words)],
    "verdict": [
        ("claim", "claim", _claim),
        ("kind", "verdict", _label),
        ("note", "note", _words),
    ],
    "tag": [
        ("name", "name", _words),
        ("definition", "definition", _words),
        ("examples", "examples", _words),
        ("colour", "colour", _words),
        ("parent", "part of", _tag),
        ("position", "position", _words),
    ],
    "comment": [("text", "text", _words)],
    "thread": [("resolved", "resolved", _label)],
    "speaker": [
        ("name", "name", _words),
        ("variants", "further names", _list),
        ("merged_into", "joined with", _words),
    ],
    "utterance": [("gist", "what was said", _words)],
    "article": [
        ("headline", "headline", _words),
        ("byline", "byline", _words),
        ("dateline", "dateline", _words),
        ("source", "outlet", _words),
        ("language", "language", _label),
        ("published_on", "published on", _words),
        ("is_excerpt", "an excerpt", _label),
        ("url", "address", _words),
        ("revision", "revision of the text", _words),
        ("struck", "struck out as", _label),
    ],
    "story": [
        ("title", "title", _words),
        ("summary", "summary", _words),
        ("happened_on", "happened on", _words),
        ("is_public", "public to read", _label),
    ],
    "member": [("role", "role", _label)],
    "invitation": [
        ("role", "role", _label),
        ("is_for_one", "for one person only", _label),
        ("expires_at", "expires", _words),
        ("revoked", "revoked", _label),
    ],
    "snapshot": [("note", "note", _words), ("withdrawn", "withdrawn because", _words)],
    "blind": [("story", "the whole story", _label), ("articles", "articles", _list)],
}
