"""Putting an older version of something back, and bringing back what was deleted."""

from __future__ import annotations

from typing import Any

from articles.models import Change
from articles.querysets import Person

from ...naming import kind_and_key
from ...state import State
from ..conflicts import Refused
from .kinds import KINDS, current_state, further_step, put_back, role_in, same_state

PLACE = ("revision", "start", "end", "exact", "prefix", "suffix", "needs_review")


def put_version_back(change: Change, user: Person, seen: int) -> Change:
    """Puts back what the change left; of a deletion, what stood before it.

    `seen` is the number of the newest change of the thing that the person knew. Raises
    EditedMeanwhile where there is a newer one, Refused where nothing would change, and
    PermissionDenied.
    """
    with further_step(change.story, user) as log:
        log.refuse_older(change.subject, seen)
        kind, key = kind_and_key(change.subject)
        target, current = version_of_change(change), current_state(log.story, change.subject)
        if target is None or current is None:
            raise Refused("There is nothing to put back.")
        target = current | target  # what the log did not yet tell when it was written stays
        if kind == "annotation":
            target = _where_it_can_stand(target, current, KINDS[kind].find(log.story, key))
        if same_state(target, current):
            raise Refused("That is how it stands already.")
        return put_back(log, change.subject, target, role_in(log.story, user), f"{kind} put back")


def version_of_change(change: Change) -> State:
    """What putting back that line of the log means."""
    is_deletion = change.after is None or change.after.get("deleted")
    state: State = change.before if is_deletion else change.after
    return state


def _where_it_can_stand(
    target: dict[str, Any], current: dict[str, Any], annotation: Any
) -> dict[str, Any]:
    """A place in a text that is no longer read is none: there the annotation stays where it is."""
    if target["revision"] == annotation.article.revision.number:
        return target
    return target | {name: current[name] for name in PLACE}
