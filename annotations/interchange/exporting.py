"""Writing out everything that is said of a story."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch

from articles.models import Story

from ..models import Annotation, Claim, Comment, Quotation, Rendering, Speaker, Tag, Utterance

AT_ONCE = 500  # annotations that are in memory while the others wait in the database

type Line = dict[str, Any]


def exported(story: Story) -> Iterator[str]:
    """The lines (without line ends), in an order that only depends on what they say."""
    for line in _lines(story):
        yield json.dumps(line, ensure_ascii=False)


def _lines(story: Story) -> Iterator[Line]:
    yield from map(_tag_line, _wholes_first(list(Tag.objects.filter(story=story))))
    yield from map(_speaker_line, Speaker.objects.filter(story=story))
    yield from map(_utterance_line, Utterance.objects.filter(story=story))
    yield from map(_claim_line, Claim.objects.live().filter(story=story).select_related("author"))
    yield from map(_annotation_line, _annotations(story))


def _annotations(story: Story) -> Iterator[Annotation]:
    """In the order of the lines, with all that they say. Four queries a batch."""
    renderings = Rendering.objects.filter(claim__deleted_at=None).order_by("claim__number")
    comments = Comment.objects.filter(deleted_at=None).select_related("author")
    found = (
        Annotation.objects.live()
        .filter(article__story=story)
        .select_related(
            "article", "revision", "author", "quotation__speaker", "quotation__utterance"
        )
        .defer("article__raw", "revision__text")
        .prefetch_related(
            Prefetch("renderings", renderings.select_related("claim", "speaker")),
            Prefetch("thread__comments", comments),
            Prefetch("tags", Tag.objects.filter(deleted_at=None)),
        )
        .order_by("article__slug", "start", "-end", "uid")
    )
    yield from found.iterator(AT_ONCE)


def _wholes_first(tags: list[Tag]) -> list[Tag]:
    """In their order, but each after the tag that it is a part of."""
    parents = {tag.pk: tag.parent_id for tag in tags}

    def depth(tag: Tag) -> int:
        found, above = 0, tag.parent_id
        while above and found < len(tags):
            found, above = found + 1, parents[above]
        return found

    return sorted(tags, key=depth)


def _tag_line(tag: Tag) -> Line:
    return {
        "type": "tag",
        "name": tag.name,
        "definition": tag.definition,
        "examples": tag.examples,
        "colour": tag.colour,
        "parent": tag.parent.name if tag.parent else "",
    }


def _speaker_line(speaker: Speaker) -> Line:
    return {"type": "speaker", "name": speaker.name, "variants": speaker.variants}


def _utterance_line(utterance: Utterance) -> Line:
    return {"type": "utterance", "number": utterance.number, "gist": utterance.gist}


def _claim_line(claim: Claim) -> Line:
    return {
        "type": "claim",
        "number": claim.number,
        "statement": claim.statement,
        "note": claim.note,
        "author": _username(claim),
        "created_at": _moment(claim.created_at),
    }


def _annotation_line(annotation: Annotation) -> Line:
    return {
        "type": "annotation",
        "uid": str(annotation.uid),
        "article": annotation.article.slug,
        "file_name": annotation.article.file_name,
        "revision": annotation.revision.number,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "needs_review": annotation.needs_review,
        "author": _username(annotation),
        "created_at": _moment(annotation.created_at),
        "updated_at": _moment(annotation.updated_at),
        **_said(annotation),
        "comments": [_comment(comment) for comment in _comments(annotation)],
    }


def _said(annotation: Annotation) -> Line:
    """What it says of its passage."""
    return {
        "claims": [_rendering(rendering) for rendering in annotation.renderings.all()],
        "quotation": _quotation(getattr(annotation, "quotation", None)),
        "tags": sorted(tag.name for tag in annotation.tags.all()),
        "note": annotation.note,
    }


def _rendering(rendering: Rendering) -> Line:
    return {
        "number": rendering.claim.number,
        "statement": rendering.claim.statement,
        "stance": rendering.stance,
        "attributed_to": rendering.speaker.name if rendering.speaker else "",
    }


def _quotation(quotation: Quotation | None) -> Line | None:
    if quotation is None:
        return None
    said = quotation.utterance
    return {
        "speaker": quotation.speaker.name if quotation.speaker else "",
        "cue": quotation.cue,
        "kind": quotation.kind,
        "utterance": said and {"number": said.number, "gist": said.gist},
    }


def _comments(annotation: Annotation) -> Iterable[Comment]:
    thread = getattr(annotation, "thread", None)
    return thread.comments.all() if thread else ()


def _comment(comment: Comment) -> Line:
    return {
        "uid": str(comment.uid),
        "author": _username(comment),
        "text": comment.text,
        "created_at": _moment(comment.created_at),
    }


def _username(written: Claim | Annotation | Comment) -> str:
    return written.author.get_username() if written.author else ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
