"""Taking back and doing again: each a step that puts back what stood before an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.lookups import IsNull

from articles.log import Step, turn
from articles.models import Change, Story
from articles.querysets import Person

from ...models import Comment, Decision, Rendering, Verdict
from ...naming import called, kind_and_key
from ...state import State
from ..conflicts import Refused
from .kinds import (
    KINDS,
    further_step,
    may_put_back,
    put_back,
    role_in,
    same_state,
    stays,
)
from .stacks import Stacks, stacks_of

FAR_BACK = 2000  # so many of a person's changes are looked at: the way back ends somewhere


@dataclass(frozen=True)
class Undone:
    """What was taken back or done again, as it was done first, and the changes by which."""

    original: list[Change]
    changes: list[Change]


def undo(story: Story, user: Person) -> Undone:
    """Takes back the person's newest step that is not taken back yet.

    Raises Refused, and PermissionDenied where the person may no longer do such things.
    """
    with _alone(story):
        stacks = own_stacks(story, user)
        if not stacks.done:
            raise Refused("There is nothing of yours to take back.")
        changes = _take_back(story, user, stacks.done[-1], "undone")
        return Undone(_changes_of(story, stacks.about[stacks.done[-1]]), changes)


def redo(story: Story, user: Person) -> Undone:
    """Does again what the person took back last, unless they have done something else since.

    Raises Refused and PermissionDenied, as `undo` does.
    """
    with _alone(story):
        stacks = own_stacks(story, user)
        if not stacks.undone:
            raise Refused("There is nothing of yours to do again.")
        changes = _take_back(story, user, stacks.undone[-1], "redone")
        return Undone(_changes_of(story, stacks.about[stacks.undone[-1]]), changes)


def undo_decision(decision: Decision, user: Person) -> Undone:
    """Takes back all that was done in the step in which the person decided, however long ago.

    Raises Refused where somebody has gone on from it, and PermissionDenied, as `undo` does.
    """
    story = decision.suggestion.story
    with _alone(story):
        of_decision = Change.objects.filter(story=story, subject=f"decision:{decision.uid}")
        number = of_decision.latest("number").step
        original = _changes_of(story, number)
        return Undone(original, _take_back(story, user, number, "undone"))


@contextmanager
def _alone(story: Story) -> Iterator[None]:
    """Before the log is read: who presses twice takes back two steps, not one of them twice."""
    with turn(story), transaction.atomic():
        Story.objects.select_for_update(no_key=True).values_list("pk").get(pk=story.pk)
        yield


def own_stacks(story: Story, user: Person) -> Stacks:
    """What the person may take back and do again."""
    newest = Change.objects.filter(story=story, actor=user.pk).order_by("-number")[:FAR_BACK]
    rows = list(newest.values_list("step", "undoes", "subject", IsNull(F("before"), True)))
    steps: dict[int, tuple[int | None, set[str]]] = {}
    for number, undoes, subject, is_made in reversed(rows):
        kinds = steps.setdefault(number, (undoes, set()))[1]
        kinds |= set() if stays(subject, is_made) else {kind_and_key(subject)[0]}
    if len(rows) == FAR_BACK:  # the oldest may have begun before
        steps.pop(next(iter(steps)))
    return stacks_of((n, undoes) for n, (undoes, kinds) in steps.items() if _is_undoable(kinds))


def _is_undoable(kinds: set[str]) -> bool:
    return bool(kinds) and kinds <= KINDS.keys()


def _changes_of(story: Story, number: int) -> list[Change]:
    of_step = Change.objects.filter(story=story, number__gte=number, step=number)
    return list(of_step.order_by("number"))


def _take_back(story: Story, user: Person, number: int, done: str) -> list[Change]:
    original = _changes_of(story, number)
    with further_step(story, user, undoes=number) as log:
        role = role_in(story, user)
        return [
            _put_before(log, change, role, done)
            for change in sorted(original, key=_order)
            if not stays(change.subject, change.before is None)
            and not _stays(log, change, original, role)
        ]


def _order(change: Change) -> tuple[int, int]:
    """The newest first; but what others refer to comes back before them, and goes after them."""
    is_named = change.subject.startswith(("claim:", "speaker:"))
    if not is_named or _is_gone(change.before) == _is_gone(change.after):
        return 1, -change.number
    return (2 if _is_gone(change.before) else 0), -change.number


def _is_gone(state: State) -> bool:
    return state is None or bool(state.get("deleted") or state.get("merged_into"))


def _stays(log: Step, change: Change, original: list[Change], role: str | None) -> bool:
    """Whether the change made a claim on the way that by now is more than its maker's.

    Raises Refused where the claim was all that the step was about. Whoever may not change it does
    not learn whether others use it.
    """
    kind, key = kind_and_key(change.subject)
    if kind != "claim" or change.before is not None:
        return False
    may = may_put_back(log, change.subject, _before(change), role)
    on_the_way = any(other.subject.startswith(("annotation:", "verdict:")) for other in original)
    if not on_the_way and may and _is_used(log.story, key):
        raise Refused(f"Others use {_thing(change)} by now, so it stays.")
    return on_the_way and (not may or _is_used(log.story, key) or not _stands(log.story, change))


def _is_used(story: Story, number: str) -> bool:
    """Whether passages, verdicts or talk refer to the claim."""
    claim = {"claim__story": story, "claim__number": number}
    renderings = Rendering.objects.filter(annotation__deleted_at=None, **claim)
    talk = {f"thread__{path}": value for path, value in claim.items()}
    comments = Comment.objects.filter(deleted_at=None, **talk)
    return (
        renderings.exists() or Verdict.objects.live().filter(**claim).exists() or comments.exists()
    )


def _stands(story: Story, change: Change) -> bool:
    """Whether what the change left is still so."""
    kind, key = kind_and_key(change.subject)
    row = KINDS[kind].find(story, key)
    return row is not None and same_state(KINDS[kind].state(row), change.after)


def _put_before(log: Step, change: Change, role: str | None, done: str) -> Change:
    """Puts back what stood before the change. Raises Refused where it is not all that was."""
    if not _stands(log.story, change):
        raise _changed_since(log, change)
    kind, _ = kind_and_key(change.subject)
    return put_back(log, change.subject, _before(change), role, f"{kind} {done}")


def _before(change: Change) -> dict[str, Any]:
    """What stood before the change; of what it made, a tombstone."""
    return change.before or {**(change.after or {}), "deleted": True}


def _changed_since(log: Step, change: Change) -> Refused:
    """Says who changed it, as far as the person may know."""
    known = Change.objects.visible_to(log.actor).filter(story=log.story, subject=change.subject)
    latest = known.filter(number__gt=change.number).select_related("actor").last()
    who = "Somebody"
    if latest and latest.actor:
        who = "You" if latest.actor == log.actor else latest.actor.display_name
    thing = _thing(change)
    return Refused(f"{who} changed {thing} since then, so your step was not taken back.")


def _thing(change: Change) -> str:
    return called(change.subject, change.after or change.before)
