"""Merging two claims into one, and splitting one in two.

Whatever is touched on the way, every annotation and verdict, has a Change of its own, and all of
them are one step: the log replays, and the step can be undone as one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from articles.log import Step, step
from articles.querysets import Person

from ..models import Annotation, Claim, Rendering, Verdict
from ..state import annotation_state, claim_state, verdict_state
from .claiming import newest_claim, record_claim
from .conflicts import EditConflict
from .entries import new_claim
from .judging import record_verdict, withdraw
from .marking import record_annotation
from .versioning import save_next_version

FOLLOWED = "annotation followed its claim"


@dataclass(frozen=True)
class Merging:
    """What the claim that stays says, the versions that were looked at, and which rendering stays
    of each annotation (uid) that renders the two claims unlike: that of the claim's number."""

    statement: str
    note: str
    kept_version: int
    gone_version: int
    stays: Mapping[UUID, int] = field(default_factory=dict)


def merge_claims(kept: Claim, gone: Claim, user: Person, how: Merging) -> Claim:
    """Gives `kept` the renderings and verdicts of `gone`, which becomes a tombstone.

    The talk about `gone` stays its own. Of two verdicts of one person the one on `kept` stays.
    Raises EditConflict where either claim is newer than what was looked at, or an annotation
    renders both unlike by now without a decision in `how.stays` (of a deleted one
    what it says of `kept` stays).
    """
    with step(kept.story, user) as log:
        kept = newest_claim(kept, how.kept_version)
        gone = newest_claim(gone, how.gone_version)
        rendering_gone = _rendering(gone)
        before = claim_state(gone)
        gone.deleted_at, gone.merged_into = timezone.now(), kept
        save_next_version(gone, "deleted_at", "merged_into")
        authors = [annotation.author for annotation in rendering_gone]
        record_claim(log, gone, "claim merged", before, concerned=authors)
        _state_anew(log, kept, how)
        for annotation in rendering_gone:
            _follow(log, annotation, lambda a: _join(a, gone, kept, how.stays))
        for verdict in _verdicts(gone):
            _move_verdict(log, verdict, kept)
        return kept


def split_claim(
    claim: Claim, user: Person, version: int, statement: str, note: str, uids: Collection[UUID]
) -> Claim:
    """A new claim with the renderings of those annotations; verdicts stay where they are.

    Raises EditConflict if `version` is not the newest, or one of them has ceased to render it.
    """
    with step(claim.story, user) as log:
        claim = newest_claim(claim, version)
        chosen = [a for a in _rendering(claim) if a.uid in uids]
        if len(chosen) < len(set(uids)):
            raise EditConflict(claim)
        before = claim_state(claim)
        save_next_version(claim)
        authors = [annotation.author for annotation in chosen]
        record_claim(log, claim, "claim split", before, concerned=authors)
        new = new_claim(log, statement, note, like=claim)
        for annotation in chosen:
            _follow(log, annotation, lambda a: a.renderings.filter(claim=claim).update(claim=new))
        return new


def _rendering(claim: Claim) -> list[Annotation]:
    """All that render the claim, tombstones too: they must find it when they are brought back."""
    rows: QuerySet[Annotation] = Annotation.objects.filter(renderings__claim=claim)
    rows = rows.select_related("article__story", "revision", "author")
    return list(rows.defer("article__raw", "revision__text").order_by("pk"))


def _state_anew(log: Step, kept: Claim, how: Merging) -> None:
    if (kept.statement, kept.note) != (how.statement, how.note):
        before = claim_state(kept)
        kept.statement, kept.note = how.statement, how.note
        save_next_version(kept, "statement", "note")
        record_claim(log, kept, "claim edited", before)


def _follow(log: Step, annotation: Annotation, move: Callable[[Annotation], object]) -> None:
    before = annotation_state(annotation)
    move(annotation)
    save_next_version(annotation)
    record_annotation(log, annotation, FOLLOWED, before)


def _join(annotation: Annotation, gone: Claim, kept: Claim, stays: Mapping[UUID, int]) -> None:
    moving = annotation.renderings.get(claim=gone)
    there = annotation.renderings.filter(claim=kept).first()
    if there and differ(there, moving):
        is_live = not (annotation.deleted_at or annotation.article.deleted_at)
        if is_live and annotation.uid not in stays:
            raise EditConflict(kept)
        if stays.get(annotation.uid) == gone.number:
            there.stance, there.speaker = moving.stance, moving.speaker
            there.save(update_fields=["stance", "speaker"])
    if there:
        moving.delete()
    else:
        moving.claim = kept
        moving.save(update_fields=["claim"])


def differ(one: Rendering, other: Rendering) -> bool:
    """Whether two renderings by one annotation say something else."""
    return (one.stance, one.speaker_id) != (other.stance, other.speaker_id)


def _verdicts(claim: Claim) -> list[Verdict]:
    given = Verdict.objects.filter(claim=claim, deleted_at=None)
    given = given.select_related("claim", "article", "author").defer("article__raw")
    return list(given.order_by("pk"))


def _move_verdict(log: Step, verdict: Verdict, kept: Claim) -> None:
    same = Verdict.objects.filter(claim=kept, article=verdict.article, deleted_at=None)
    if verdict.author and same.filter(author=verdict.author).exists():
        withdraw(log, verdict)
    else:
        before = verdict_state(verdict)
        verdict.claim = kept
        save_next_version(verdict, "claim")
        record_verdict(log, verdict, "verdict followed its claim", before)
