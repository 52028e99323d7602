"""How far the machine is with a story, as its pages say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from articles.models import Story

from ..models import Run

LONG = timedelta(minutes=1)  # a run that waits for longer may wait for a worker that is not there


@dataclass(frozen=True)
class Progress:
    """`now` is what is under way or has failed, `last` what made the suggestions that are there;
    either may be missing."""

    now: Run | None
    last: Run | None

    @property
    def is_under_way(self) -> bool:
        return self.now is not None and self.now.state in (Run.State.QUEUED, Run.State.RUNNING)

    @property
    def waits_long(self) -> bool:
        if self.now is None or self.now.state != Run.State.QUEUED:
            return False
        return self.now.queued_at < timezone.now() - LONG


def progress_of(story: Story) -> Progress:
    """In one query."""
    runs = list(Run.objects.filter(story=story).defer("means").order_by("pk"))
    done = [run for run in runs if run.state == Run.State.DONE]
    others = [run for run in runs if run.state != Run.State.DONE]
    under_way = [run for run in others if run.state == Run.State.RUNNING] or others
    return Progress(under_way[-1] if under_way else None, done[-1] if done else None)
