"""Taking in a codebook that was written elsewhere."""

from __future__ import annotations

from articles.log import EditedMeanwhile, Step, step
from articles.models import Story
from articles.querysets import Person

from ..codebook.files import Reading, merged
from ..codebook.preview import guids_here
from ..codebook.versions import Difference, Entry, differences, entries_now
from ..models import Tag
from .codebook import codebook_version, store_tag


def take_in_codebook(
    story: Story, user: Person, reading: Reading, started_from: int
) -> list[Difference]:
    """Makes the codebook say what a file says; what the file does not name stays. One step.

    `started_from` is the version that the person looked at: raises EditedMeanwhile if there is a
    newer one, CodebookRefused where the codebook cannot become so.
    """
    with step(story, user) as log:
        if codebook_version(story) != started_from:
            raise EditedMeanwhile
        now = entries_now(story)
        after = merged(now, reading, guids_here(story, reading))
        _store(log, after)
        return differences(now, after)


def _store(log: Step, entries: list[Entry]) -> None:
    """Wholes come before their parts."""
    tags = {str(tag.guid): tag for tag in Tag.objects.filter(story=log.story)}
    positions = _positions(entries, tags)
    for entry in entries:
        tag = tags.setdefault(entry["guid"], Tag(story=log.story, guid=entry["guid"]))
        tag.name, tag.definition = entry["name"], entry["definition"]
        tag.examples, tag.colour = entry["examples"], entry["colour"]
        tag.parent = tags.get(entry["parent"])
        tag.position, tag.deleted_at = positions[entry["guid"]], None
        store_tag(log, tag, "tag imported")


def _positions(entries: list[Entry], tags: dict[str, Tag]) -> dict[str, int]:
    """For each entry; the parts of a whole share the positions that those among them had."""
    parts: dict[str, list[str]] = {}
    for entry in entries:
        parts.setdefault(entry["parent"], []).append(entry["guid"])
    found = {}
    for whole, guids in parts.items():
        there = [tags[guid] for guid in guids if guid in tags and not tags[guid].deleted_at]
        key = tags[whole].pk if whole in tags else None
        free = sorted(tag.position for tag in there if tag.parent_id == key)
        last = 0
        for number, guid in enumerate(guids):
            last = max(free[number] if number < len(free) else 0, last + 1)
            found[guid] = last
    return found
