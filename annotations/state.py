"""What an annotation, a claim or a comment says, as plain JSON: for the log, exports and merging.

Everything is named as people know it (claims by number, speakers by name), tags by the guid that
outlives their names, so that a state can be read and put back without the keys of one database.
"""

from __future__ import annotations

from typing import Any

from .models import (
    Annotation,
    Claim,
    Comment,
    Decision,
    Gloss,
    Quotation,
    Snapshot,
    Speaker,
    Tag,
    Thread,
    Utterance,
    Verdict,
)

type State = dict[str, Any] | None  # None: there was nothing


def annotation_state(annotation: Annotation) -> dict[str, Any]:
    """Where the annotation stands and what it says, e.g. as `before` or `after` of a Change."""
    return {
        "article": annotation.article.slug,
        "revision": annotation.revision.number,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "needs_review": annotation.needs_review,
        "deleted": annotation.deleted_at is not None,
        "version": annotation.version,
        **saying_state(annotation),
    }


def saying_state(annotation: Annotation) -> dict[str, Any]:
    """What the annotation says of its passage."""
    renderings = annotation.renderings.select_related("claim", "speaker").order_by("claim__number")
    parts = ("quotation__speaker", "quotation__utterance", "gloss")
    stored = Annotation.objects.select_related(*parts).get(pk=annotation.pk)
    return {
        "claims": [
            {
                "claim": rendering.claim.number,
                "stance": rendering.stance,
                "attributed_to": rendering.speaker.name if rendering.speaker else "",
            }
            for rendering in renderings
        ],
        "quotation": _quotation_state(stored),
        **_tags_state(annotation),
        "note": annotation.note,
        **_gloss_state(stored),
    }


def _tags_state(annotation: Annotation) -> dict[str, Any]:
    """The guids of its tags, and the version of the codebook by which each of them was given."""
    given = annotation.taggings.values_list("tag__guid", "codebook_version")
    coded_under = {str(guid): version for guid, version in given}
    return {"tags": sorted(coded_under), "coded_under": coded_under}


def _quotation_state(annotation: Annotation) -> dict[str, Any] | None:
    """The family by its number: what it is called may change without its members."""
    quotation: Quotation | None = getattr(annotation, "quotation", None)
    if quotation is None:
        return None
    return {
        "speaker": quotation.speaker.name if quotation.speaker else "",
        "cue": quotation.cue,
        "kind": quotation.kind,
        "utterance": quotation.utterance.number if quotation.utterance else None,
    }


def _gloss_state(annotation: Annotation) -> dict[str, Any]:
    """Left out where there is none: so that older lines of the log, which know of no translations,
    say the same as newer ones."""
    gloss: Gloss | None = getattr(annotation, "gloss", None)
    if gloss is None:
        return {}
    said = {name: getattr(gloss, name) for name in ("text", "origin", "translator")}
    return {"gloss": {"language": gloss.language_id, **said}}


def claim_state(claim: Claim) -> dict[str, Any]:
    return {
        "statement": claim.statement,
        "note": claim.note,
        "version": claim.version,
        "deleted": claim.deleted_at is not None,
        "merged_into": claim.merged_into.number if claim.merged_into else None,
    }


def place_state(claim: Claim) -> dict[str, Any]:
    """Where the claim stands among the others: apart from what it says, so that neither stands in
    the way of the other's undoing."""
    return {"group": claim.group, "position": claim.position}


def verdict_state(verdict: Verdict) -> dict[str, Any]:
    return {
        "claim": verdict.claim.number,
        "article": verdict.article.slug,
        "kind": verdict.kind,
        "note": verdict.note,
        "version": verdict.version,
        "deleted": verdict.deleted_at is not None,
    }


def decision_state(decision: Decision) -> dict[str, Any]:
    """With what was proposed, by what and why: the suggestion may be another one later."""
    suggestion = decision.suggestion
    return {
        "suggestion": str(suggestion.uid),
        "kind": suggestion.kind,
        "method": suggestion.method,
        "reasons": suggestion.reasons,
        "accepted": decision.is_accepted,
        "became": [str(uid) for uid in decision.became],
        "said": decision.said,
        "version": decision.version,
        "deleted": decision.deleted_at is not None,
    }


def snapshot_state(snapshot: Snapshot) -> dict[str, Any]:
    """`withdrawn` says why, where it was."""
    return {
        "number": snapshot.number,
        "note": snapshot.note,
        "sha256": snapshot.sha256,
        "withdrawn": snapshot.withdrawn_why,
    }


def comment_state(comment: Comment) -> dict[str, Any]:
    """`thread` names what the talk is about as the log does."""
    return {
        "thread": thread_subject(comment.thread),
        "text": comment.text,
        "deleted": comment.deleted_at is not None,
    }


def thread_state(thread: Thread) -> dict[str, Any]:
    return {"resolved": thread.resolved_at is not None}


def thread_subject(thread: Thread) -> str:
    """What the talk is about, as the log names it, e.g. `claim:3`."""
    about = thread.subject
    key = about.number if isinstance(about, Claim) else about.uid
    return f"{about._meta.model_name}:{key}"


def entry_state(entry: Claim | Speaker | Utterance) -> dict[str, Any]:
    """Of what annotations refer to."""
    match entry:
        case Claim():
            return claim_state(entry)
        case Speaker():
            into = entry.merged_into  # left out where there is none, as older lines have it
            merged = {"merged_into": into.name} if into else {}
            return {"name": entry.name, "variants": entry.variants, **merged}
    return {"number": entry.number, "gist": entry.gist}


def tag_state(tag: Tag) -> dict[str, Any]:
    return {
        "name": tag.name,
        "definition": tag.definition,
        "examples": tag.examples,
        "colour": tag.colour,
        "parent": str(tag.parent.guid) if tag.parent else "",
        "position": tag.position,
        "deleted": tag.deleted_at is not None,
    }
