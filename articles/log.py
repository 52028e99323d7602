"""The log of a story: every change of it as a numbered line, written in the change's transaction.

Writers do what they do inside `step(story, actor)`, which locks the story until the transaction
ends. So numbers have no gaps and are committed in order: a reader who has seen n has seen
everything before n. What is recorded in one step is undone as one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakValueDictionary

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from .models import Article, Change, Story
from .querysets import Person

KEEPERS = 4  # who wait for a turn with a connection, of the eight that a process has

type State = dict[str, Any] | None  # None: it did not exist


class EditedMeanwhile(Exception):
    """The edit began from an older version than the one that is there; nothing was changed."""


@dataclass(frozen=True)
class Coding:
    """Whose coding a change is, and in which article: while that is blind, others are not told."""

    author: Person
    article: Article | None


class Ending(Protocol):
    """What a step gathers, and stores once when everything else of it is done."""

    def end(self) -> None: ...


class Step:
    """One step of a person: the changes that belong together. Made by `step`."""

    def __init__(self, story: Story, actor: Person, latest: int, undoes: int | None) -> None:
        self.story, self.actor = story, actor
        self.first, self._latest, self._undoes = latest + 1, latest, undoes
        self._endings: dict[Callable[..., Any], Any] = {}

    def record(
        self,
        verb: str,
        subject: str,
        before: State = None,
        after: State = None,
        coding: Coding | None = None,
    ) -> Change:
        """Writes the next line. `subject` is `kind:key`, the states are plain JSON."""
        self._latest += 1
        Story.objects.filter(pk=self.story.pk).update(last_change=self._latest)
        return Change.objects.create(
            story=self.story,
            number=self._latest,
            step=self.first,
            undoes=self._undoes,
            actor=self.actor,
            at=timezone.now(),
            verb=verb,
            subject=subject,
            before=before,
            after=after,
            is_coding=coding is not None,
            coded_by=coding.author if coding else None,
            coded_in=coding.article if coding else None,
        )

    def refuse_older(self, subject: str, version: int | None) -> None:
        """Raises EditedMeanwhile where `version`, of `version_of`, is given and not the newest."""
        if version is not None and version != version_of(self.story, subject):
            raise EditedMeanwhile

    def gathered[E: Ending](self, begin: Callable[[Step], E]) -> E:
        """The one `begin(self)` of this step; its `end` is called when the step is done."""
        if begin not in self._endings:
            self._endings[begin] = begin(self)
        ending: E = self._endings[begin]
        return ending

    def end(self) -> None:
        for ending in self._endings.values():
            ending.end()


class _Queue:
    """Of those of this process who want to write in one story."""

    def __init__(self) -> None:
        self._turn, self._keepers = threading.Lock(), threading.Semaphore(KEEPERS)

    def wait(self) -> None:
        if self._turn.acquire(blocking=False):
            return
        if not self._keepers.acquire(blocking=False):
            connection.close()
            self._keepers.acquire()
        try:
            connection.ensure_connection()  # before it is their turn, for which others wait
            self._turn.acquire()
        finally:
            self._keepers.release()

    def leave(self) -> None:
        self._turn.release()


_queues: WeakValueDictionary[int, _Queue] = WeakValueDictionary()  # by story


@contextmanager
def turn(story: Story) -> Iterator[None]:
    """Lets those of this process who want to write in the story come one after the other.

    Who waits for the lock in the database keeps a connection, of which a process has few: all its
    pages would wait along with some writers of one story. Here all but a few wait without one.
    """
    if connection.in_atomic_block:  # which keeps its connection, and may have the lock
        yield
        return
    queue = _queues.setdefault(story.pk, _Queue())
    queue.wait()
    try:
        yield
    finally:
        queue.leave()


@contextmanager
def step(story: Story, actor: Person, undoes: int | None = None) -> Iterator[Step]:
    """A transaction in which nobody else writes in the story; `undoes` is the step it takes back.

    The lock lets others refer to the story meanwhile (FOR NO KEY UPDATE).
    """
    with turn(story), transaction.atomic():
        latest = Story.objects.select_for_update(no_key=True).values_list("last_change", flat=True)
        log = Step(story, actor, latest.get(pk=story.pk), undoes)
        yield log
        log.end()


def version_of(story: Story, subject: str) -> int:
    """The number of the last change of `subject`: what an edit of it names as its beginning."""
    changes = Change.objects.filter(story=story, subject=subject)
    return changes.aggregate(latest=Max("number"))["latest"] or 0
