"""What an annotation, a claim or a comment says, as plain JSON: for the log, exports and merging.

Everything is named as people know it (claims by number, speakers and tags by name), so that a
state can be read and put back without the keys of one database.
"""

from __future__ import annotations

from typing import Any

from .models import Annotation, Claim, Comment, Quotation, Speaker, Tag, Utterance


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
    return {
        "claims": [
            {
                "claim": rendering.claim.number,
                "stance": rendering.stance,
                "attributed_to": rendering.speaker.name if rendering.speaker else "",
            }
            for rendering in renderings
        ],
        "quotation": _quotation_state(annotation),
        "tags": sorted(annotation.tags.values_list("name", flat=True)),
        "note": annotation.note,
    }


def _quotation_state(annotation: Annotation) -> dict[str, str] | None:
    found = Quotation.objects.filter(annotation=annotation).select_related("speaker", "utterance")
    quotation = found.first()
    if quotation is None:
        return None
    return {
        "speaker": quotation.speaker.name if quotation.speaker else "",
        "cue": quotation.cue,
        "kind": quotation.kind,
        "utterance": quotation.utterance.gist if quotation.utterance else "",
    }


def claim_state(claim: Claim) -> dict[str, Any]:
    return {
        "statement": claim.statement,
        "note": claim.note,
        "version": claim.version,
        "deleted": claim.deleted_at is not None,
    }


def comment_state(comment: Comment) -> dict[str, Any]:
    return {"annotation": str(comment.annotation.uid), "text": comment.text}


def entry_state(entry: Claim | Speaker | Utterance) -> dict[str, Any]:
    """Of what annotations refer to."""
    match entry:
        case Claim():
            return claim_state(entry)
        case Speaker():
            return {"name": entry.name, "variants": entry.variants}
    return {"number": entry.number, "gist": entry.gist}


def tag_state(tag: Tag) -> dict[str, Any]:
    return {
        "name": tag.name,
        "definition": tag.definition,
        "examples": tag.examples,
        "colour": tag.colour,
        "parent": tag.parent.name if tag.parent else "",
    }
