"""What the codebook said in each of its versions, and what changed from one to the next.

The entries of a version are plain JSON, in the order of the codebook: {"guid", "name",
"definition", "examples", "colour", "parent": the guid of the whole or ""}.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from articles.models import Story

from ..models import CodebookVersion, Tag
from ..wording import Piece, compared
from .tree import in_order

type Entry = dict[str, Any]

MEANING = ("name", "definition", "examples")
SAID = (*MEANING, "colour", "parent")


def entry_of(tag: Tag) -> Entry:
    return {
        "guid": str(tag.guid),
        "name": tag.name,
        "definition": tag.definition,
        "examples": tag.examples,
        "colour": tag.colour,
        "parent": str(tag.parent.guid) if tag.parent else "",
    }


def entries_now(story: Story) -> list[Entry]:
    tags = Tag.objects.filter(story=story, deleted_at=None).select_related("parent")
    return [entry_of(tag) for tag in in_order(tags)]


def newest_version(story: Story) -> int:
    """Its number; 0 while the codebook has never changed."""
    numbers = story.codebook_versions.order_by("-number").values_list("number", flat=True)
    return numbers.first() or 0


def entry_in(story: Story, number: int, guid: str) -> Entry | None:
    """What a version said of a tag, None where it had no such entry or is not kept."""
    version = CodebookVersion.objects.filter(story=story, number=number).first()
    entries = version.entries if version else []
    return next((entry for entry in entries if entry["guid"] == guid), None)


def means_the_same(one: Entry | None, other: Entry | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(one[name] == other[name] for name in MEANING)


@dataclass(frozen=True)
class Difference:
    """What became of one entry. `moved` says that it stands elsewhere among those that stayed."""

    kind: Literal["new", "gone", "changed"]
    before: Entry
    after: Entry
    wholes: tuple[str, str] = ("", "")  # the names of what it was a part of, and is
    moved: bool = False

    @property
    def changed(self) -> list[str]:
        return [name for name in SAID if self.before[name] != self.after[name]]

    @property
    def sentence(self) -> str:
        """What happened, after the name of the entry."""
        if self.kind != "changed":
            return {"new": "is new", "gone": "is taken out"}[self.kind]
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        changed = self.changed
        if "name" in changed:
            yield f"is called “{self.after['name']}” now"
        if said := [name for name in ("definition", "examples", "colour") if name in changed]:
            yield f"has {_other(said)}"
        if "parent" in changed:
            whole = self.wholes[1]
            yield f"is a part of “{whole}” now" if whole else "stands by itself now"
        elif self.moved:
            yield "stands elsewhere in the order"


def _other(said: Sequence[str]) -> str:
    words = [f"other {name}" if name == "examples" else f"another {name}" for name in said]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def differences(before: Sequence[Entry], after: Sequence[Entry]) -> list[Difference]:
    """What became of each entry that is not as it was: in the order of `after`, gone ones last."""
    old, new = _by_guid(before), _by_guid(after)
    moved = _moved(before, after)
    found = []
    for guid, entry in new.items():
        was = old.get(guid)
        if was is None:
            found.append(Difference("new", entry, entry))
        elif was != entry or guid in moved:
            wholes = (_name(old, was["parent"]), _name(new, entry["parent"]))
            found.append(Difference("changed", was, entry, wholes, guid in moved))
    gone = [entry for guid, entry in old.items() if guid not in new]
    return found + [Difference("gone", entry, entry) for entry in gone]


def _by_guid(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {entry["guid"]: entry for entry in entries}


def _name(entries: dict[str, Entry], guid: str) -> str:
    return entries[guid]["name"] if guid in entries else ""


def _moved(before: Sequence[Entry], after: Sequence[Entry]) -> set[str]:
    """Those that stand in another order among the parts of one whole that both versions have."""
    found = set()
    parts_now = _parts_of_wholes(after)
    for whole, then in _parts_of_wholes(before).items():
        now = parts_now.get(whole, [])
        stayed = set(then) & set(now)
        pairs = zip(
            [guid for guid in then if guid in stayed],
            [guid for guid in now if guid in stayed],
            strict=True,
        )
        found |= {guid for one, other in pairs if one != other for guid in (one, other)}
    return found


def _parts_of_wholes(entries: Sequence[Entry]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for entry in entries:
        parts.setdefault(entry["parent"], []).append(entry["guid"])
    return parts


def rewordings(change: Difference) -> list[tuple[str, tuple[Piece, ...]]]:
    """The name of each text of a changed entry that reads otherwise, with the words of both."""
    texts = [name for name in MEANING if name in change.changed]
    return [(name, compared(change.before[name], change.after[name])) for name in texts]
