"""Publishing a state of a story, and withdrawing it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from articles.log import EditedMeanwhile, step
from articles.models import Story
from articles.querysets import Person

from ..models import Snapshot
from ..publishing import document
from ..publishing.choices import Choices
from ..publishing.freezing import frozen
from ..state import snapshot_state


def publish(
    story: Story,
    user: Person,
    choices: Choices,
    seen: int | None = None,
    at: datetime | None = None,
) -> Snapshot:
    """Freezes the story as it is, under the next number, for everybody.

    `seen` is the number of the story's last change that the user knew: raises EditedMeanwhile
    where there is a newer one. With the same story and time (`at`), the document is the same.
    """
    with step(story, user) as log:
        if seen is not None and seen != log.first - 1:
            raise EditedMeanwhile
        story = Story.objects.visible_to(user).get(pk=story.pk)  # as it is since the lock
        at = (at or timezone.now()).replace(microsecond=0)  # as the document tells it
        number = next_number(story)
        text = document.written(frozen(story, user, choices, number, at))
        snapshot = Snapshot.objects.create(
            story=story,
            number=number,
            title=story.title,
            note=choices.note,
            document=text,
            sha256=document.hash_of(text),
            published_by=user,
            published_at=at,
        )
        log.record("snapshot published", _subject(snapshot), None, snapshot_state(snapshot))
        return snapshot


def next_number(story: Story) -> int:
    """One that was never given, to none that was withdrawn either."""
    last = Snapshot.objects.filter(story=story).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def withdraw(snapshot: Snapshot, user: Person, why: str) -> Snapshot:
    """Leaves a tombstone that says who withdrew it, when and why. Raises EditedMeanwhile where
    somebody has done so already."""
    with step(snapshot.story, user) as log:
        newest = Snapshot.objects.defer("document").select_related("story").get(pk=snapshot.pk)
        if newest.withdrawn_at:
            raise EditedMeanwhile
        before = snapshot_state(newest)
        newest.withdrawn_by, newest.withdrawn_at = user, timezone.now()
        newest.withdrawn_why = why
        newest.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
        log.record("snapshot withdrawn", _subject(newest), before, snapshot_state(newest))
        return newest


def _subject(snapshot: Snapshot) -> str:
    return f"snapshot:{snapshot.number}"
