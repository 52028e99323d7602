"""The order of the codebook: every entry after the one that it is a part of, in any depth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from ..models import Tag
from . import CodebookRefused

MOST_ENTRIES = 1000
MOST_LEVELS = 100


@dataclass(frozen=True)
class Place:
    """Where an entry stands: at which level (1 is the highest), below which names."""

    tag: Tag
    level: int
    above: tuple[str, ...]
    is_first: bool
    is_last: bool


def places(tags: Iterable[Tag]) -> list[Place]:
    """The entries in their order; those whose whole is not among them stand at the top."""
    tags = list(tags)
    keys = {tag.pk for tag in tags}
    below: dict[int | None, list[Tag]] = defaultdict(list)
    for tag in sorted(tags, key=_order):
        below[tag.parent_id if tag.parent_id in keys else None].append(tag)
    found, waiting = [], _siblings(below[None], 1, ())
    while waiting:
        place = waiting.pop()
        found.append(place)
        parts = below[place.tag.pk]
        waiting += _siblings(parts, place.level + 1, (*place.above, place.tag.name))
    return found


def in_order(tags: Iterable[Tag]) -> list[Tag]:
    return [place.tag for place in places(tags)]


def _siblings(tags: list[Tag], level: int, above: tuple[str, ...]) -> list[Place]:
    """The last one first, for taking them off the end."""
    last = len(tags) - 1
    return [Place(tags[n], level, above, n == 0, n == last) for n in range(last, -1, -1)]


def _order(tag: Tag) -> tuple[int, str, int]:
    return (tag.position, tag.name, tag.pk or 0)


def refuse_misshapen[Key: Hashable](wholes: Mapping[Key, Key | None]) -> None:
    """Raises CodebookRefused for entries (each with the one it is a part of) that go in circles,
    lie too deep or are too many."""
    if len(wholes) > MOST_ENTRIES:
        raise CodebookRefused(f"A codebook has at most {MOST_ENTRIES:,} entries.")
    levels: dict[Key | None, int] = {None: 0}
    for key in wholes:
        _find_levels(key, wholes, levels)


def _find_levels[Key: Hashable](
    key: Key, wholes: Mapping[Key, Key | None], levels: dict[Key | None, int]
) -> None:
    way: list[Key] = []
    at: Key | None = key
    while at not in levels:
        if at is None or at in way:
            raise CodebookRefused("An entry cannot be a part of itself, nor of one of its parts.")
        way.append(at)
        at = wholes[at]
    for step, passed in enumerate(reversed(way), start=1):
        levels[passed] = levels[at] + step
    if levels[key] > MOST_LEVELS:
        raise CodebookRefused(f"A codebook has at most {MOST_LEVELS} levels.")
