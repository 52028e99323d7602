"""Telling people of what concerns them: a line in their inbox, in the transaction of the change.

Nobody is told of their own doing, of what they may not see, or twice of what is one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from articles.log import Step
from articles.models import Change
from articles.querysets import Person

from ..models import Notice

type Concerned = Mapping[Notice.Reason, Iterable[Person | None]]  # the strongest reason first


def tell(log: Step, change: Change, concerned: Concerned) -> None:
    """Whoever is concerned for several reasons is told the first; None is somebody who has left."""
    reasons: dict[Person, Notice.Reason] = {}
    for reason, people in concerned.items():
        for person in people:
            reasons.setdefault(person, reason)
    reasons = {p: reason for p, reason in reasons.items() if p is not None and p != log.actor}
    told = _told(log, reasons) if reasons else set()
    Notice.objects.bulk_create(
        Notice(user=person, change=change, reason=reason)
        for person, reason in reasons.items()
        if person.pk not in told and _may_see(person, change)
    )


def tell_author(log: Step, change: Change, author: Person | None) -> None:
    tell(log, change, {Notice.Reason.YOURS: [author]})


def _told(log: Step, people: Iterable[Person]) -> set[int]:
    """Those who have been told of this step already: all that comes after its first is its own."""
    of_step = Notice.objects.filter(change__story=log.story, change__number__gte=log.first)
    return set(of_step.filter(user__in=list(people)).values_list("user", flat=True))


def _may_see(person: Person, change: Change) -> bool:
    return Change.objects.visible_to(person).filter(pk=change.pk).exists()
