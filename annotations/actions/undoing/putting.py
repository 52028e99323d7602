"""Putting back what a state says of a thing: into the row that is there, as its next version."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.log import Step
from articles.models import Story

from ...anchors import Anchor
from ...models import (
    Annotation,
    Claim,
    Comment,
    Decision,
    Quotation,
    Rendering,
    Speaker,
    Tag,
    Thread,
    Utterance,
    Verdict,
)
from ...naming import called
from ...saying import GlossSaid
from ...state import entry_state
from ..arranging import store_place
from ..conflicts import Refused
from ..entries import find_or_create_speaker, speaker_called, subject_of
from ..marking import set_gloss
from ..versioning import save_next_version

type Filled = dict[str, Any]  # a state of something that is, or was, there


def put_annotation(log: Step, annotation: Annotation, state: Filled) -> None:
    """Where it stands, too: on the revision that the state names."""
    placed = [field.name for field in fields(Anchor)]
    annotation.revision = annotation.article.revisions.get(number=state["revision"])
    for name in (*placed, "note", "needs_review"):
        setattr(annotation, name, state[name])
    annotation.deleted_at = _moment(state, annotation.deleted_at)
    changed = ("revision", *placed, "note", "needs_review", "deleted_at")
    save_next_version(annotation, *changed)
    _put_claims(log, annotation, state["claims"])
    _put_quotation(log, annotation, state["quotation"])
    _put_tags(annotation, state["coded_under"])
    gloss = state.get("gloss")
    set_gloss(annotation, GlossSaid(**gloss) if gloss else None)


def _put_claims(log: Step, annotation: Annotation, lines: list[Filled]) -> None:
    said = {claim_called(log.story, line["claim"]): line for line in lines}
    annotation.renderings.exclude(claim__in=said).delete()
    for claim, line in said.items():
        speaker = _speaker(log, line["attributed_to"], annotation)
        Rendering.objects.update_or_create(
            annotation=annotation,
            claim=claim,
            defaults={"stance": line["stance"], "speaker": speaker},
        )


def _put_quotation(log: Step, annotation: Annotation, said: Filled | None) -> None:
    if said is None:
        Quotation.objects.filter(annotation=annotation).delete()
        return
    family = Utterance.objects.filter(story=log.story, number=said["utterance"]).first()
    speaker = _speaker(log, said["speaker"], annotation)
    Quotation.objects.update_or_create(
        annotation=annotation,
        defaults={
            "speaker": speaker,
            "utterance": family,
            "cue": said["cue"],
            "kind": said["kind"],
        },
    )


def _put_tags(annotation: Annotation, coded_under: dict[str, int]) -> None:
    """Each as given by the version of the codebook by which it was."""
    annotation.taggings.exclude(tag__guid__in=coded_under).delete()
    for tag in Tag.objects.filter(story=annotation.article.story, guid__in=coded_under):
        version = coded_under[str(tag.guid)]
        annotation.taggings.update_or_create(tag=tag, defaults={"codebook_version": version})


def _speaker(log: Step, name: str, annotation: Annotation) -> Speaker | None:
    """By just that name, where two differ in case only."""
    return speaker_called(log, name) or find_or_create_speaker(log, name, annotation.article)


def claim_called(story: Story, number: int) -> Claim:
    """The claim of that number, or the one into which it was merged since."""
    claim = Claim.objects.select_related("merged_into").get(story=story, number=number)
    while claim.merged_into:
        claim = claim.merged_into
    return claim


def put_claim(log: Step, claim: Claim, state: Filled) -> None:
    claim.statement, claim.note = state["statement"], state["note"]
    claim.deleted_at = _moment(state, claim.deleted_at)
    into = state.get("merged_into")
    found = Claim.objects.get(story=log.story, number=into) if into else None
    claim.merged_into = _not_used(claim, found)
    save_next_version(claim, "statement", "note", "deleted_at", "merged_into")


def _not_used[Entry: (Claim, Speaker)](entry: Entry, into: Entry | None) -> Entry | None:
    """What the entry becomes a part of again. Raises Refused where that has become a part of the
    entry since, or something names the entry, which nobody would see any more."""
    if into and not entry.merged_into and (_is_part(into, entry) or _is_named(entry)):
        thing = called(subject_of(entry), entry_state(entry))
        raise Refused(f"Others use {thing} by now, so it stays.")
    return into


def _is_part[Entry: (Claim, Speaker)](entry: Entry, whole: Entry) -> bool:
    """Whether the entry is the other, or was merged into it, however often."""
    merged: Entry | None = entry
    while merged and merged != whole:
        merged = merged.merged_into
    return merged is not None


def _is_named(entry: Claim | Speaker) -> bool:
    """By annotations, deleted ones too, or by verdicts."""
    if isinstance(entry, Claim):
        return entry.renderings.exists() or entry.verdicts.filter(deleted_at=None).exists()
    return entry.renderings.exists() or entry.quotations.exists()


def put_place(log: Step, claim: Claim, state: Filled) -> None:
    claim.group, claim.position = state["group"], state["position"]
    store_place(claim)


def put_speaker(log: Step, speaker: Speaker, state: Filled) -> None:
    speaker.variants = state["variants"]
    into = state.get("merged_into")
    found = Speaker.objects.get(story=log.story, name=into) if into else None
    speaker.merged_into = _not_used(speaker, found)
    speaker.save(update_fields=["variants", "merged_into"])


def put_utterance(log: Step, utterance: Utterance, state: Filled) -> None:
    utterance.gist = state["gist"]
    utterance.save(update_fields=["gist"])


def put_verdict(log: Step, verdict: Verdict, state: Filled) -> None:
    verdict.claim = claim_called(log.story, state["claim"])
    verdict.kind, verdict.note = state["kind"], state["note"]
    verdict.deleted_at = _moment(state, verdict.deleted_at)
    save_next_version(verdict, "claim", "kind", "note", "deleted_at")


def put_decision(log: Step, decision: Decision, state: Filled) -> None:
    decision.deleted_at = _moment(state, decision.deleted_at)
    save_next_version(decision, "deleted_at")


def put_comment(log: Step, comment: Comment, state: Filled) -> None:
    comment.text = state["text"]
    comment.deleted_at = _moment(state, comment.deleted_at)
    comment.save(update_fields=["text", "deleted_at"])


def put_thread(log: Step, thread: Thread, state: Filled) -> None:
    thread.resolved_at = timezone.now() if state["resolved"] else None
    thread.resolved_by = log.actor if state["resolved"] else None
    thread.save(update_fields=["resolved_at", "resolved_by"])


def _moment(state: Filled, since: datetime | None) -> datetime | None:
    """When it was deleted: `since` then, or just now; None where it is not."""
    return (since or timezone.now()) if state["deleted"] else None
