"""Writing out everything that is said of a story."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.models import Story

from ..models import (
    Annotation,
    Claim,
    CodebookVersion,
    Comment,
    Gloss,
    Quotation,
    Rendering,
    Speaker,
    Tag,
    Tagging,
    Utterance,
    Verdict,
)

AT_ONCE = 500  # annotations that are in memory while the others wait in the database

RESOLVED = ("thread", "thread__resolved_by")

type Line = dict[str, Any]


def exported(story: Story) -> Iterator[str]:
    """The lines (without line ends), in an order that only depends on what they say."""
    for line in _lines(story):
        yield json.dumps(line, ensure_ascii=False)


def _lines(story: Story) -> Iterator[Line]:
    tags = Tag.objects.filter(story=story, deleted_at=None).select_related("parent")
    yield from map(_tag_line, _wholes_first(list(tags)))
    versions = CodebookVersion.objects.filter(story=story).select_related("author")
    yield from map(_version_line, versions)
    yield from map(_speaker_line, _entries(Speaker, story).filter(merged_into=None))
    yield from map(_utterance_line, _entries(Utterance, story))
    claims = _entries(Claim, story).filter(deleted_at=None)
    yield from map(_claim_line, claims.select_related(*RESOLVED).prefetch_related(_comments()))
    yield from map(_annotation_line, _annotations(story))
    yield from map(_verdict_line, _verdicts(story))


def _entries(model: type[Speaker | Utterance | Claim], story: Story) -> QuerySet:
    rows: QuerySet = model.objects.filter(story=story)
    return rows.select_related("author", "coded_in").defer("coded_in__raw")


def _comments() -> Prefetch:
    comments = Comment.objects.filter(deleted_at=None).select_related("author")
    return Prefetch("thread__comments", comments)


def _annotations(story: Story) -> Iterator[Annotation]:
    """In the order of the lines, with all that they say. Four queries a batch."""
    renderings = Rendering.objects.filter(claim__deleted_at=None).order_by("claim__number")
    taggings = Tagging.objects.filter(tag__deleted_at=None).select_related("tag")
    found = (
        Annotation.objects.live()
        .filter(article__story=story)
        .select_related(
            "article",
            "revision",
            "author",
            "quotation__speaker",
            "quotation__utterance",
            "gloss",
            *RESOLVED,
        )
        .defer("article__raw", "revision__text")
        .prefetch_related(
            Prefetch("renderings", renderings.select_related("claim", "speaker")),
            Prefetch("taggings", taggings),
            _comments(),
        )
        .order_by("article__slug", "start", "-end", "uid")
    )
    yield from found.iterator(AT_ONCE)


def _verdicts(story: Story) -> QuerySet[Verdict]:
    given = Verdict.objects.live().filter(claim__story=story)
    given = given.select_related("claim", "article", "author", *RESOLVED).defer("article__raw")
    return given.prefetch_related(_comments()).order_by("claim__number", "article__slug", "uid")


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
        "guid": str(tag.guid),
        "name": tag.name,
        "definition": tag.definition,
        "examples": tag.examples,
        "colour": tag.colour,
        "parent": tag.parent.name if tag.parent else "",
        "position": tag.position,
        "defined_in": tag.defined_in,
    }


def _version_line(version: CodebookVersion) -> Line:
    return {
        "type": "codebook",
        "number": version.number,
        "author": _username(version),
        "made_at": _moment(version.made_at),
        "entries": version.entries,
    }


def _speaker_line(speaker: Speaker) -> Line:
    said = {"type": "speaker", "name": speaker.name, "variants": speaker.variants}
    return said | _made(speaker)


def _utterance_line(utterance: Utterance) -> Line:
    said = {"type": "utterance", "number": utterance.number, "gist": utterance.gist}
    return said | _made(utterance)


def _made(entry: Speaker | Utterance | Claim) -> Line:
    """By whom, and whether in coding blind."""
    return {
        "author": _username(entry),
        "is_coding": entry.is_coding,
        "coded_in": entry.coded_in.slug if entry.coded_in else "",
    }


def _claim_line(claim: Claim) -> Line:
    return {
        "type": "claim",
        "number": claim.number,
        "statement": claim.statement,
        "note": claim.note,
        "place": {"group": claim.group, "position": claim.position},
        "created_at": _moment(claim.created_at),
        **_made(claim),
        **_talk(claim),
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
        **_talk(annotation),
    }


def _verdict_line(verdict: Verdict) -> Line:
    return {
        "type": "verdict",
        "uid": str(verdict.uid),
        "article": verdict.article.slug,
        "file_name": verdict.article.file_name,
        "number": verdict.claim.number,
        "statement": verdict.claim.statement,
        "kind": verdict.kind,
        "note": verdict.note,
        "author": _username(verdict),
        "created_at": _moment(verdict.created_at),
        **_talk(verdict),
    }


def _said(annotation: Annotation) -> Line:
    """What it says of its passage."""
    return {
        "claims": [_rendering(rendering) for rendering in annotation.renderings.all()],
        "quotation": _quotation(getattr(annotation, "quotation", None)),
        "tags": sorted(map(_tagging, annotation.taggings.all()), key=itemgetter("name")),
        "note": annotation.note,
        "gloss": _gloss(getattr(annotation, "gloss", None)),
    }


def _rendering(rendering: Rendering) -> Line:
    return {
        "number": rendering.claim.number,
        "statement": rendering.claim.statement,
        "stance": rendering.stance,
        "attributed_to": rendering.speaker.name if rendering.speaker else "",
    }


def _tagging(tagging: Tagging) -> Line:
    return {"name": tagging.tag.name, "codebook_version": tagging.codebook_version}


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


def _gloss(gloss: Gloss | None) -> Line | None:
    if gloss is None:
        return None
    names = ("text", "origin", "translator")
    return {"language": gloss.language_id} | {name: getattr(gloss, name) for name in names}


def _talk(subject: Annotation | Claim | Verdict) -> Line:
    thread = getattr(subject, "thread", None)
    if thread is None:
        return {"comments": [], "resolved": None}
    by = thread.resolved_by.get_username() if thread.resolved_by else ""
    resolved = thread.resolved_at and {"at": _moment(thread.resolved_at), "by": by}
    return {"comments": [_comment(c) for c in thread.comments.all()], "resolved": resolved}


def _comment(comment: Comment) -> Line:
    return {
        "uid": str(comment.uid),
        "author": _username(comment),
        "text": comment.text,
        "is_coding": comment.is_coding,
        "created_at": _moment(comment.created_at),
    }


def _username(written: Any) -> str:
    return written.author.get_username() if written.author else ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
