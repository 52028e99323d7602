"""Stating claims, stating them anew, and taking them away."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from articles.log import Step, step
from articles.models import Story
from articles.querysets import Person

from ..models import Claim, Notice
from ..state import State, claim_state
from .conflicts import EditConflict
from .entries import coding_of, new_claim, subject_of
from .telling import tell
from .versioning import save_next_version


def create_claim(story: Story, user: Person, statement: str, note: str = "") -> Claim:
    with step(story, user) as log:
        return new_claim(log, statement, note)


def edit_claim(claim: Claim, user: Person, version: int, statement: str, note: str) -> Claim:
    """Raises EditConflict if `version` is not the newest."""
    with step(claim.story, user) as log:
        newest = newest_claim(claim, version)
        before = claim_state(newest)
        newest.statement, newest.note = statement, note
        save_next_version(newest, "statement", "note")
        record_claim(log, newest, "claim edited", before)
        return newest


def delete_claim(claim: Claim, user: Person) -> None:
    """Leaves a tombstone; its renderings stay with it and come back when it is restored."""
    with step(claim.story, user) as log:
        claim.refresh_from_db()
        before = claim_state(claim)
        claim.deleted_at = timezone.now()
        save_next_version(claim, "deleted_at")
        record_claim(log, claim, "claim deleted", before)


def restore_claim(claim: Claim, user: Person) -> None:
    """Brings it back; one that was merged comes back without its renderings."""
    with step(claim.story, user) as log:
        claim.refresh_from_db()
        before = claim_state(claim)
        claim.deleted_at = claim.merged_into = None
        save_next_version(claim, "deleted_at", "merged_into")
        record_claim(log, claim, "claim restored", before)


def newest_claim(claim: Claim, version: int) -> Claim:
    """The row as it is now: the step has locked the story. Raises EditConflict where it is newer
    than `version`."""
    rows = Claim.objects.select_related("story", "author", "coded_in").defer("coded_in__raw")
    newest = rows.get(pk=claim.pk)
    if newest.version != version or newest.deleted_at is not None:
        raise EditConflict(newest)
    return newest


def record_claim(
    log: Step, claim: Claim, verb: str, before: State, concerned: Iterable[Person | None] = ()
) -> None:
    """`concerned` are told of it besides the claim's author."""
    change = log.record(verb, subject_of(claim), before, claim_state(claim), coding_of(claim))
    tell(log, change, {Notice.Reason.YOURS: [claim.author, *concerned]})
