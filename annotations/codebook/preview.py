"""What taking in a file would make of the codebook of a story."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from articles.models import Story

from ..models import Tag
from .files import Reading, merged
from .versions import Difference, differences, entries_now


@dataclass(frozen=True)
class Preview:
    """What is new and what changes, with how many entries of the file, and of the codebook
    besides, stay as they are."""

    differences: list[Difference]
    same: int
    others: int


def preview(story: Story, reading: Reading) -> Preview:
    """Raises CodebookRefused where the codebook cannot become so."""
    now = entries_now(story)
    after = merged(now, reading, guids_here(story, reading))
    others = len(after) - len(reading.entries)
    found = differences(now, after)
    return Preview(found, len(after) - others - len(found), others)


def guids_here(story: Story, reading: Reading) -> list[uuid.UUID]:
    """By which guid each entry is known here: its own, or one made of it where another story of
    this database has that (a copy)."""
    told = [entry.guid for entry in reading.entries]
    elsewhere = Tag.objects.exclude(story=story).filter(guid__in=[guid for guid in told if guid])
    taken = set(elsewhere.values_list("guid", flat=True))
    return [_guid_here(guid, story, taken) for guid in told]


def _guid_here(guid: uuid.UUID | None, story: Story, taken: set[uuid.UUID]) -> uuid.UUID:
    if guid is None:
        return uuid.uuid4()
    return uuid.uuid5(guid, story.slug) if guid in taken else guid
