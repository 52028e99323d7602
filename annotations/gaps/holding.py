"""Who has which cell before them, so that two people in the gap pass do not read the same one."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Story
from articles.querysets import Person
from articles.queueing import Queue, wait_in_line

from ..models import Claim, GapHold
from .walking import Cell, Walk, next_gap

LEASE: Final = timedelta(minutes=10)  # long enough to read an article through


def held_by(walk: Walk) -> GapHold | None:
    """What the person has before them, if the walk leads there."""
    holds = _holds(walk.story, walk.reader).filter(until__gt=timezone.now())
    found: GapHold | None = holds.order_by("-until").first()
    if found and walk.leads_to(Cell(found.claim_id, found.article_id)):
        return found
    return None


def held_as(uid: uuid.UUID | None, story: Story, person: Person) -> GapHold | None:
    """The hold of that name, even if it has ended: who reads long says what they have found."""
    return _holds(story, person).filter(uid=uid).first() if uid else None


def _holds(story: Story, person: Person) -> QuerySet[GapHold]:
    """The person's, with all that a page shows of them."""
    claims = Claim.objects.visible_to(person).filter(story=story).order_by()
    holds: QuerySet[GapHold] = GapHold.objects.filter(
        user=person, claim__in=claims.values("pk"), article__deleted_at=None
    )
    return holds.select_related(
        "claim__story",
        "article__source",
        "article__language",
        "article__story",
        "article__revision",
    ).defer("article__raw")


@transaction.atomic
def take_next(walk: Walk) -> GapHold | None:
    """Puts the walk's next cell before the person, and lets go of the one before."""
    wait_in_line(Queue.GAPS, walk.story.pk)
    let_go(walk.story, walk.reader)
    cell = next_gap(walk)
    return hold(walk.reader, cell) if cell else None


@transaction.atomic
def take(story: Story, person: Person, cell: Cell) -> GapHold:
    """Puts a certain cell before the person, whoever else may have it."""
    let_go(story, person)
    return hold(person, cell)


def hold(person: Person, cell: Cell) -> GapHold:
    until = timezone.now() + LEASE
    found, _ = GapHold.objects.update_or_create(
        user=person,
        claim_id=cell.claim,
        article_id=cell.article,
        defaults={"until": until, "uid": uuid.uuid4()},
    )
    return found


def let_go(story: Story, person: Person) -> None:
    """Gives back what the person has before them; what they have put off stays put off."""
    mine = GapHold.objects.filter(user=person, claim__story=story)
    mine.filter(put_off_at=None).delete()
    mine.update(until=timezone.now())


def put_off(held: GapHold) -> None:
    """Has the cell come again when all others are done; not if it is decided meanwhile."""
    GapHold.objects.filter(pk=held.pk).update(put_off_at=timezone.now())
