"""Runs: asked for when what is read changes, done by the worker, begun again if it was killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Change, Story

from ..models import Run
from .tasks import propose

SETTLING: Final = timedelta(seconds=2)  # files that arrive together are read together
LOCK: Final = 0x5A66  # the kind of advisory lock that the run of a story holds


@transaction.atomic
def request_run(story: Story) -> Run:
    """Asks for a run, unless one is waiting already. What asks twice gets one run.

    It is stored with the change that asks, so that none is lost. One that is waiting is locked: it
    begins when the change can be read.
    """
    waiting = Run.objects.select_for_update(no_key=True).filter(story=story)
    if found := waiting.filter(state=Run.State.QUEUED).first():
        return found
    run, is_new = Run.objects.get_or_create(
        story=story, state=Run.State.QUEUED, defaults={"queued_at": timezone.now()}
    )
    if is_new:
        propose.using(run_after=timezone.now() + SETTLING).enqueue(run.pk)
    return run


def run_now(story: Story) -> None:
    """Does a run here, or waits for the worker that has begun it."""
    run = request_run(story)
    go(run)
    if Run.objects.filter(pk=run.pk, state=Run.State.RUNNING).exists():
        time.sleep(1)  # by then it holds the story
        with holding(story):
            return


def read_anew(sender: type[Change], instance: Change, created: bool, raw: bool, **_: Any) -> None:
    """Listens to the log: whatever changes an article, undoing included, is a line of it."""
    if created and not raw and instance.subject.startswith("article:"):
        request_run(instance.story)


def go(run: Run) -> None:
    """Does a run that waits; one that somebody else has begun is left to them."""
    waiting = Run.objects.filter(pk=run.pk, state=Run.State.QUEUED)
    if not waiting.update(state=Run.State.RUNNING, started_at=timezone.now()):
        return
    run.refresh_from_db()
    with holding(run.story):
        try:
            from .pipeline import run_pipeline

            run_pipeline(run)
        except Exception as error:
            _end(run, Run.State.FAILED, f"{type(error).__name__}: {error}")
            raise
        _end(run, Run.State.DONE)


def _end(run: Run, state: Run.State, error: str = "") -> None:
    run.state, run.error, run.ended_at = state, error, timezone.now()
    run.save()
    earlier = Run.objects.filter(story=run.story, pk__lt=run.pk)
    (earlier if state == Run.State.DONE else earlier.exclude(state=Run.State.DONE)).delete()


def take_up_what_was_left() -> None:
    """For a worker that starts: nothing that was asked for is lost, whatever became of the last."""
    for run in Run.objects.filter(state=Run.State.RUNNING).select_related("story"):
        with holding(run.story, is_needed=False) as is_held:
            if is_held:
                _end(run, Run.State.FAILED, "It was interrupted.")
                request_run(run.story)
    for pk in Run.objects.filter(state=Run.State.QUEUED).values_list("pk", flat=True):
        propose.enqueue(pk)
    for story in unread_stories():
        request_run(story)


def unread_stories() -> QuerySet[Story]:
    """Those of which nobody has asked for a run yet, such as those that were loaded, and those
    of which the last one failed."""
    newest = Run.objects.filter(story=OuterRef("pk")).order_by("-pk").values("state")[:1]
    with_texts = Story.objects.filter(articles__deleted_at=None, articles__isnull=False)
    unread = with_texts.annotate(newest=Subquery(newest)).filter(
        Q(newest=None) | Q(newest=Run.State.FAILED)
    )
    return unread.distinct().order_by("pk")


def newest_result(story: Story) -> Run | None:
    """The run that made the suggestions which are there."""
    found: Run | None = Run.objects.filter(story=story, state=Run.State.DONE).first()
    return found


def one_further(run: Run) -> None:
    """A step of the run is done, for all to see."""
    Run.objects.filter(pk=run.pk).update(done=F("done") + 1)
    run.done += 1


@contextmanager
def holding(story: Story, is_needed: bool = True) -> Iterator[bool]:
    """Has nobody else run over the story; the lock ends with the process, however it ends.

    Waits for it, or says whether it was free.
    """
    with connection.cursor() as cursor:
        if is_needed:
            cursor.execute("SELECT true FROM pg_advisory_lock(%s, %s)", [LOCK, story.pk])
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, story.pk])
        (is_held,) = cursor.fetchone()
        try:
            yield is_held
        finally:
            if is_held:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, story.pk])
