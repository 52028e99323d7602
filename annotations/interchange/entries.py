"""Taking in what annotations refer to: tags, speakers, utterances and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .. import actions
from ..claims import went_into
from ..models import Claim, CodebookVersion, Speaker, Tag, Utterance
from .arriving import Arrival
from .reading import BadLine, Line
from .talk import take_talk

NAME, GIST, MANY = 120, 300, 10_000  # the most characters


def take_tag(arrival: Arrival, line: Line) -> None:
    parent = line.text("parent")
    if parent and parent not in arrival.tags:
        raise BadLine(f"No line before it has the tag “{parent}”, of which it is a part.")
    tag = Tag(
        guid=arrival.own_guid(line.uid("guid")),
        story=arrival.story,
        name=line.text("name", 80, empty=False),
        definition=line.text("definition"),
        examples=line.text("examples"),
        colour=line.whole("colour", 7),
        parent=arrival.tags.get(parent),
    )
    if there := arrival.tags.get(tag.name):
        arrival.is_known(line)
        if _meaning(there) != _meaning(tag):
            arrival.note(line, f"The codebook has another tag “{tag.name}”; it stays as it is.")
    else:
        _store_tag(arrival, line, tag)
        arrival.tags[tag.name] = tag
        arrival.is_new(line)


def _store_tag(arrival: Arrival, line: Line, tag: Tag) -> None:
    """As it stands in the file if the versions of the codebook come along, else at the end."""
    position, defined_in = line.whole("position"), line.whole("defined_in")
    if arrival.takes_versions:
        tag.position, tag.defined_in = position, defined_in
        actions.bring_in_tag(arrival.log, tag)
    else:
        actions.store_tag(arrival.log, tag)


def take_version(arrival: Arrival, line: Line) -> None:
    """What the codebook said before; a story that has a codebook keeps the versions of its own."""
    number = line.whole("number")
    entries = [_version_entry(arrival, inner) for inner in line.lines("entries")]
    author, made_at = arrival.person(line), line.moment("made_at")
    there = CodebookVersion.objects.filter(story=arrival.story, number=number).first()
    if there is None and arrival.takes_versions:
        actions.bring_in_version(
            CodebookVersion(
                story=arrival.story, number=number, author=author, made_at=made_at, entries=entries
            )
        )
        arrival.is_new(line)
        return
    arrival.is_known(line)
    if there is None or there.entries != entries:
        arrival.note(line, f"The codebook has versions of its own; version {number} is left out.")


def _version_entry(arrival: Arrival, line: Line) -> dict[str, str | int]:
    parent = line.text("parent")
    return {
        "guid": str(arrival.own_guid(line.uid("guid"))),
        "name": line.text("name", 80, empty=False),
        "definition": line.text("definition"),
        "examples": line.text("examples"),
        "colour": line.whole("colour", 7),
        "parent": str(arrival.own_guid(line.uid("parent"))) if parent else "",
    }


def _meaning(tag: Tag) -> tuple:
    return (tag.definition, tag.examples, tag.colour, tag.parent_id)


def take_speaker(arrival: Arrival, line: Line) -> None:
    name, variants = line.text("name", NAME, empty=False), line.texts("variants", NAME)
    if there := arrival.speakers.get(name):
        arrival.is_known(line)
        _add_variants(arrival, line, there, variants)
    else:
        made = Speaker(story=arrival.story, name=name, variants=variants, **_made(arrival, line))
        arrival.speakers[name] = made
        actions.bring_in_entry(arrival.log, arrival.speakers[name])
        arrival.is_new(line)


def _add_variants(arrival: Arrival, line: Line, there: Speaker, variants: list[str]) -> None:
    if unknown := [variant for variant in variants if variant not in there.variants]:
        there.variants = [*there.variants, *unknown]
        actions.bring_in_entry(arrival.log, there)
        arrival.note(line, f"“{there.name}” is now also known as {', '.join(unknown)}.")


def take_utterance(arrival: Arrival, line: Line) -> None:
    number, gist = _number(arrival.utterances, line), line.text("gist", GIST, empty=False)
    unmatched = _unmatched(arrival.story_utterances, arrival.utterances)
    alike = [other for other in unmatched if other.gist == gist]
    if there := _nearest(alike, number):
        arrival.is_known(line)
    else:
        free = _free_number(arrival, line, number, arrival.story_utterances)
        made = _made(arrival, line)
        there = Utterance(story=arrival.story, number=free, gist=gist, **made)
        actions.bring_in_entry(arrival.log, there)
        arrival.story_utterances.append(there)
        arrival.is_new(line)
    arrival.utterances[number] = there


def take_claim(arrival: Arrival, line: Line) -> None:
    """A claim is known by its words, or by number and moment where they were changed since."""
    number, statement = _number(arrival.claims, line), line.text("statement", MANY, empty=False)
    made, created_at, note = _made(arrival, line), line.moment("created_at"), line.text("note")
    unmatched = _unmatched(arrival.story_claims, arrival.claims)
    alike = [
        other
        for other in unmatched
        if _words(other.statement) == _words(statement)
        or (other.number, other.created_at) == (number, created_at)
    ]
    if there := _nearest(alike, number):
        arrival.is_known(line)
        if there.merged_into:
            into = went_into(there).number
            arrival.note(line, f"Claim {there.number} is part of claim {into} here; it stays so.")
        elif (there.statement, there.note, there.deleted_at) != (statement, note, None):
            arrival.note(line, f"Claim {there.number} was changed here; it stays as it is.")
    else:
        there = Claim(
            story=arrival.story,
            number=_free_number(arrival, line, number, arrival.story_claims),
            statement=statement,
            note=note,
            created_at=created_at,
            **_place(line, number),
            **made,
        )
        actions.bring_in_entry(arrival.log, there)
        arrival.story_claims.append(there)
        arrival.is_new(line)
    arrival.claims[number] = there
    take_talk(arrival, line, there)


def _made(arrival: Arrival, line: Line) -> dict[str, Any]:
    """By whom, and whether in coding blind."""
    return {
        "author": arrival.person(line),
        "is_coding": line.flag("is_coding"),
        "coded_in": arrival.coded_in(line),
    }


def _place(line: Line, number: int) -> dict[str, Any]:
    """Where it stands among the claims; files of earlier versions do not say it."""
    said = line.inner("place")
    if said is None:
        return {"position": number}
    return {"group": said.text("group", NAME), "position": said.fraction("position")}


def _words(statement: str) -> list[str]:
    return statement.casefold().split()


def _number(matched: Mapping[int, object], line: Line) -> int:
    number = line.whole("number")
    if number in matched:
        raise BadLine(f"A line before it has number {number}, too.")
    return number


def _unmatched[Entry: (Claim, Utterance)](
    there: Iterable[Entry], matched: Mapping[int, Entry]
) -> list[Entry]:
    """Two lines of a file never become one entry of the story."""
    keys = {entry.pk for entry in matched.values()}
    return [entry for entry in there if entry.pk not in keys]


def _nearest[Entry: (Claim, Utterance)](alike: Iterable[Entry], number: int) -> Entry | None:
    return min(alike, key=lambda entry: (entry.number != number, entry.number), default=None)


def _free_number(
    arrival: Arrival, line: Line, wanted: int, there: Iterable[Claim] | Iterable[Utterance]
) -> int:
    taken = {entry.number for entry in there}
    if wanted and wanted not in taken:
        return wanted
    free = max(taken, default=0) + 1
    arrival.note(line, f"Number {wanted} is taken here; this has number {free} now.")
    return free
