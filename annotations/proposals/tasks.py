"""What the worker is asked to do."""

from __future__ import annotations

from django.tasks import task


@task()
def propose(run: int) -> None:
    """Does a run, by its key; one that is no longer there was done with a later one."""
    from ..models import Run
    from .running import go

    found = Run.objects.select_related("story").filter(pk=run).first()
    if found:
        go(found)
