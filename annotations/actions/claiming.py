"""Stating claims, stating them anew, and taking them away."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from articles.log import Step, step
from articles.models import Story
from articles.querysets import Person

from ..models import Claim
from ..state import State, claim_state
from .conflicts import EditConflict
from .entries import coding_of, new_claim, subject_of


def create_claim(story: Story, user: Person, statement: str, note: str = "") -> Claim:
    with step(story, user) as log:
        return new_claim(log, statement, note)


def edit_claim(claim: Claim, user: Person, version: int, statement: str, note: str) -> Claim:
    """Raises EditConflict if `version` is not the newest."""
    with step(claim.story, user) as log:
        newest = Claim.objects.select_related("story", "author").get(pk=claim.pk)
        if newest.version != version or newest.deleted_at is not None:
            raise EditConflict(newest)
        before = claim_state(newest)
        newest.statement, newest.note = statement, note
        save_next_version(newest, "statement", "note")
        record_claim(log, newest, "claim edited", before)
        return newest


def delete_claim(claim: Claim, user: Person) -> None:
    """Leaves a tombstone; its renderings stay with it and come back when it is restored."""
    _set_deleted(claim, user, timezone.now(), "claim deleted")


def restore_claim(claim: Claim, user: Person) -> None:
    _set_deleted(claim, user, None, "claim restored")


def _set_deleted(claim: Claim, user: Person, moment: datetime | None, verb: str) -> None:
    with step(claim.story, user) as log:
        claim.refresh_from_db()
        before = claim_state(claim)
        claim.deleted_at = moment
        save_next_version(claim, "deleted_at")
        record_claim(log, claim, verb, before)


def save_next_version(claim: Claim, *changed: str) -> None:
    claim.version += 1
    claim.save(update_fields=[*changed, "version"])


def record_claim(log: Step, claim: Claim, verb: str, before: State) -> None:
    log.record(verb, subject_of(claim), before, claim_state(claim), coding_of(claim))
