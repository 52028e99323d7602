"""What a file says of a codebook, whichever its format, and what a codebook would become by it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from . import CodebookRefused
from .tree import MOST_ENTRIES, refuse_misshapen
from .versions import Entry
from .wording import one_line, tidied

MOST_BYTES = 2_000_000
LONGEST = {"name": 80, "definition": 10_000, "examples": 10_000}  # characters


@dataclass(frozen=True)
class Told:
    """An entry as a file has it; None where the file does not say.

    `whole` is the name of what it is a part of, `where` the place in the file, for complaints.
    """

    where: str
    name: str
    definition: str | None = None
    examples: str | None = None
    colour: int | None = None
    whole: str | None = None
    guid: uuid.UUID | None = None


@dataclass(frozen=True)
class Reading:
    """The entries of a file, wholes before their parts, and what one should know of it."""

    entries: list[Told]
    notes: list[str] = field(default_factory=list)


def told_by(entries: Sequence[Entry]) -> list[Told]:
    """What a codebook says of itself, for writing it to a file."""
    names = {entry["guid"]: entry["name"] for entry in entries}
    return [
        Told(
            where="",
            name=one_line(entry["name"]),
            definition=tidied(entry["definition"]),
            examples=tidied(entry["examples"]),
            colour=entry["colour"],
            whole=one_line(names.get(entry["parent"], "")),
            guid=uuid.UUID(entry["guid"]),
        )
        for entry in entries
    ]


def guid_in(text: str) -> uuid.UUID | None:
    """None for what is no guid: other programs have other keys."""
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        return None


def checked(told: Iterable[Told], notes: Iterable[str] = ()) -> Reading:
    """The entries in the order of the codebook. Raises CodebookRefused with what is wrong where."""
    entries: dict[str, Told] = {}
    guids: set[uuid.UUID] = set()
    for line in told:
        entry = _tidy(line)
        key = entry.name.casefold()
        if key in entries:
            raise CodebookRefused(
                f"{entry.where}: “{entry.name}” stands in the file twice. Give one another name."
            )
        if entry.guid in guids:
            raise CodebookRefused(f"{entry.where}: an entry before it has its guid, too.")
        entries[key] = entry
        if entry.guid:
            guids.add(entry.guid)
        if len(entries) > MOST_ENTRIES:
            raise CodebookRefused(f"The file has more than {MOST_ENTRIES:,} entries.")
    if not entries:
        raise CodebookRefused("The file has no entry.")
    wholes = {key: _whole_among(entries, entry) for key, entry in entries.items()}
    refuse_misshapen(wholes)
    return Reading([entries[key] for key in _wholes_first(wholes)], list(notes))


def _tidy(told: Told) -> Told:
    entry = replace(
        told,
        name=one_line(told.name),
        definition=None if told.definition is None else tidied(told.definition),
        examples=None if told.examples is None else tidied(told.examples),
        whole=None if told.whole is None else one_line(told.whole),
    )
    if not entry.name:
        raise CodebookRefused(f"{entry.where}: the entry has no name.")
    for name, most in LONGEST.items():
        if len(getattr(entry, name) or "") > most:
            raise CodebookRefused(f"{entry.where}: its {name} has more than {most:,} characters.")
    return entry


def _whole_among(entries: Mapping[str, Told], entry: Told) -> str | None:
    key = (entry.whole or "").casefold()
    return key if key in entries else None


def _wholes_first(wholes: Mapping[str, str | None]) -> list[str]:
    parts: dict[str | None, list[str]] = {}
    for key, whole in wholes.items():
        parts.setdefault(whole, []).append(key)
    found, waiting = [], parts.get(None, [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += parts.get(found[-1], [])[::-1]
    return found


def merged(now: Sequence[Entry], reading: Reading, guids: Sequence[uuid.UUID]) -> list[Entry]:
    """What the codebook says once the file is taken in; what the file does not name stays.

    `guids` are those by which the entries of the file are, or will be, known here. An entry is
    the one with its guid, else the one with its name. Raises CodebookRefused.
    """
    entries = {entry["guid"]: dict(entry) for entry in now}
    by_name = {entry["name"].casefold(): entry["guid"] for entry in now}
    taken = {str(guid) for guid in guids}
    keys = []
    for told, guid in zip(reading.entries, guids, strict=True):
        named = by_name.get(told.name.casefold())
        known = named if named and str(guid) not in entries and named not in taken else str(guid)
        keys.append(known)
        by_name[told.name.casefold()] = known
        entries[known] = _filled(entries.get(known, {"guid": known}), told)
    for told, key in zip(reading.entries, keys, strict=True):
        entries[key]["parent"] = _whole_of(told, by_name, entries[key].get("parent", ""))
    _refuse_twins(entries.values())
    refuse_misshapen({key: entry["parent"] or None for key, entry in entries.items()})
    return _ordered(entries, {entry["guid"]: entry["parent"] for entry in now}, keys)


def _filled(entry: Entry, told: Told) -> Entry:
    empty = {"definition": "", "examples": "", "colour": 0}
    said = {"name": told.name}
    for name in empty:
        if (value := getattr(told, name)) is not None:
            said[name] = value
    return empty | entry | said


def _whole_of(told: Told, by_name: Mapping[str, str], present: str) -> str:
    if told.whole is None:
        return present
    if told.whole and told.whole.casefold() not in by_name:
        raise CodebookRefused(
            f"{told.where}: neither the file nor the codebook has “{told.whole}”, "
            f"of which “{told.name}” is a part."
        )
    return by_name[told.whole.casefold()] if told.whole else ""


def _refuse_twins(entries: Iterable[Entry]) -> None:
    names: set[str] = set()
    for entry in entries:
        if entry["name"].casefold() in names:
            raise CodebookRefused(f"The codebook would have two entries called “{entry['name']}”.")
        names.add(entry["name"].casefold())


def _ordered(
    entries: Mapping[str, Entry], wholes: Mapping[str, str], in_file: Sequence[str]
) -> list[Entry]:
    """Those of the file among each other as it has them, in the places that they had."""
    parts: dict[str, list[str]] = {}
    stayed = [key for key, whole in wholes.items() if entries[key]["parent"] == whole]
    arrived = [key for key in in_file if key not in set(stayed)]
    for key in [*stayed, *arrived]:
        parts.setdefault(entries[key]["parent"], []).append(key)
    for whole, keys in parts.items():
        of_file = iter([key for key in in_file if entries[key]["parent"] == whole])
        named = set(in_file)
        parts[whole] = [next(of_file) if key in named else key for key in keys]
    found, waiting = [], parts.get("", [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += parts.get(found[-1], [])[::-1]
    return [entries[key] for key in found]
