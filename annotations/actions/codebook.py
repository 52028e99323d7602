"""The codebook: its entries, their order, and a version of it for every step that changes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils import timezone

from articles.log import Step, step
from articles.models import Story
from articles.querysets import Person

from ..codebook import CodebookRefused
from ..codebook.tree import in_order, refuse_misshapen
from ..codebook.versions import entries_now, entry_in, entry_of, means_the_same, newest_version
from ..codebook.wording import one_line, tidied
from ..models import CodebookVersion, Tag
from ..state import State, tag_state
from .conflicts import EditConflict


class Edition:
    """The version of the codebook that a step makes: begun at its first change of a tag, written
    out when all of them are done.

    A codebook that is older than its versions is kept as number 0, as which its tags were given.
    """

    def __init__(self, log: Step) -> None:
        self.story = log.story
        newest = newest_version(self.story)
        if not newest and (entries := entries_now(self.story)):
            self._add(number=0, author=None, entries=entries)
        self.row = self._add(number=newest + 1, author=log.actor, entries=[])

    def _add(self, **fields: Any) -> CodebookVersion:
        return CodebookVersion.objects.create(story=self.story, made_at=timezone.now(), **fields)

    def end(self) -> None:
        """Raises CodebookRefused where the entries do not make a codebook."""
        tags = Tag.objects.filter(story=self.story, deleted_at=None).select_related("parent")
        wholes = {tag: tag.parent for tag in tags}
        for tag, whole in wholes.items():
            if whole and whole.deleted_at:
                raise CodebookRefused(
                    f"“{tag.name}” is a part of “{whole.name}”, which is deleted."
                )
        refuse_misshapen(wholes)
        self.row.entries = [entry_of(tag) for tag in in_order(wholes)]
        self.row.save(update_fields=["entries"])


def codebook_version(story: Story) -> int:
    """The number of the newest version; 0 while the codebook has never changed."""
    return newest_version(story)


def store_tag(log: Step, tag: Tag, verb: str = "") -> Tag:
    """Stores a new or changed entry with its Change; what is as it was makes neither."""
    if tag.pk is None and not tag.position:
        tag.position = _last_position(log.story, tag.parent) + 1
    before = put_tag(log, tag)
    after = tag_state(tag)
    if before != after:
        default = "tag edited" if before else "tag created"
        log.record(verb or default, f"tag:{tag.guid}", before, after)
    return tag


def put_tag(log: Step, tag: Tag) -> State:
    """Stores an entry without its Change, and gives what stood there before.

    Raises CodebookRefused where another entry has its name.
    """
    tag.name, tag.definition = one_line(tag.name), tidied(tag.definition)
    tag.examples = tidied(tag.examples)
    rows = Tag.objects.select_related("parent")
    stored = rows.filter(pk=tag.pk).first() if tag.pk else None
    before = tag_state(stored) if stored else None
    if before == tag_state(tag):
        return before
    _refuse_taken_name(tag)
    edition = log.gathered(Edition)
    if stored is None or not means_the_same(entry_of(stored), entry_of(tag)):
        tag.defined_in = edition.row.number
    tag.save()
    return before


def _refuse_taken_name(tag: Tag) -> None:
    others = Tag.objects.filter(story=tag.story_id, deleted_at=None).exclude(pk=tag.pk)
    if tag.deleted_at is None and others.filter(name=tag.name).exists():
        raise CodebookRefused(f"The codebook has an entry called “{tag.name}”.")


def put_tag_state(log: Step, tag: Tag, state: dict[str, Any]) -> None:
    """Gives a tag back what it was, without a Change. A definition that comes back is a further
    one. Raises CodebookRefused, now or at the end of the step, where the codebook has no room
    for it by now."""
    for name in ("name", "definition", "examples", "colour", "position"):
        setattr(tag, name, state[name])
    tag.parent = Tag.objects.get(story=log.story, guid=state["parent"]) if state["parent"] else None
    tag.deleted_at = (tag.deleted_at or timezone.now()) if state["deleted"] else None
    put_tag(log, tag)


# What people do


def save_tag(tag: Tag, user: Person, started_from: int | None = None) -> Tag:
    """Stores a new or changed entry. `started_from` is the version of the codebook that the edit
    began from: raises EditConflict if the entry has changed since. Raises CodebookRefused."""
    with step(tag.story, user) as log:
        if tag.pk:
            newest = _not_changed_since(tag, started_from)
            tag.position, tag.defined_in = newest.position, newest.defined_in
            if newest.parent_id != tag.parent_id:
                tag.position = _last_position(tag.story, tag.parent) + 1
        return store_tag(log, tag)


def move_tag(tag: Tag, user: Person, up: bool) -> None:
    """Changes places with the entry before it, or after it, among the parts of one whole.

    Raises EditConflict where it was deleted meanwhile.
    """
    with step(tag.story, user) as log:
        tag = Tag.objects.select_related("parent", "story").get(pk=tag.pk)
        if tag.deleted_at:
            raise EditConflict(tag)
        siblings = _parts(tag.story, tag.parent)
        at = siblings.index(tag)
        to = at - 1 if up else at + 1
        if to not in range(len(siblings)):
            return
        positions = [sibling.position for sibling in siblings]
        siblings[at], siblings[to] = siblings[to], siblings[at]
        _arrange(log, tag.parent, zip(siblings, positions, strict=True))


def delete_tag(tag: Tag, user: Person, started_from: int) -> None:
    """Leaves a tombstone; the passages keep the tag in case it comes back. Its parts move up to
    where it stood. Raises EditConflict if the entry has changed since version `started_from`."""
    with step(tag.story, user) as log:
        newest = _not_changed_since(tag, started_from)
        siblings, parts = _parts(tag.story, newest.parent), _parts(tag.story, newest)
        at = siblings.index(newest)
        order = [(tag, tag.position) for tag in siblings]
        order[at : at + 1] = [(part, 0) for part in parts]
        _arrange(log, newest.parent, order)
        newest.deleted_at = timezone.now()
        store_tag(log, newest, "tag deleted")


def restore_tag(tag: Tag, user: Person) -> Tag:
    """Brings an entry back, below the nearest whole that is there. Raises CodebookRefused."""
    with step(tag.story, user) as log:
        tag = Tag.objects.select_related("story").get(pk=tag.pk)
        while tag.parent and tag.parent.deleted_at:
            tag.parent = tag.parent.parent
        tag.deleted_at = None
        return store_tag(log, tag, "tag restored")


def _not_changed_since(tag: Tag, started_from: int | None) -> Tag:
    newest = Tag.objects.select_related("parent", "story").get(pk=tag.pk)
    if started_from in (None, codebook_version(tag.story)) and newest.deleted_at is None:
        return newest
    began = entry_in(tag.story, started_from or 0, str(tag.guid))
    if newest.deleted_at or began != entry_of(newest):
        raise EditConflict(newest)
    return newest


def _parts(story: Story, whole: Tag | None) -> list[Tag]:
    parts = Tag.objects.filter(story=story, deleted_at=None, parent=whole)
    return in_order(parts.select_related("parent", "story"))


def _last_position(story: Story, whole: Tag | None) -> int:
    parts = Tag.objects.filter(story=story, deleted_at=None, parent=whole)
    return parts.aggregate(last=Max("position"))["last"] or 0


def _arrange(log: Step, whole: Tag | None, order: Iterable[tuple[Tag, int]]) -> None:
    """Makes entries the parts of a whole, in that order, each at its position if that is free."""
    last = 0
    for tag, position in order:
        last = max(position, last + 1)
        if (tag.parent, tag.position) != (whole, last):
            tag.parent, tag.position = whole, last
            store_tag(log, tag, "tag moved")
