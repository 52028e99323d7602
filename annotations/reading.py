"""What a reading page shows of a text, in pieces, and of the marks on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from articles.models import Revision, Segment, Story
from articles.querysets import Reader

from .models import Annotation, Gloss, Quotation, Rendering, Tag
from .painting import Paint, paints_of
from .rules import may_change


@dataclass(frozen=True)
class Piece:
    """A stretch of text: a sentence, or what stands between two."""

    text: str
    start: int
    end: int
    is_sentence: bool


@dataclass(frozen=True)
class Block:
    """A headline or paragraph in pieces that together are exactly its text; `number` from 1."""

    segment: Segment
    pieces: list[Piece]
    number: int | None


def blocks_of(revision: Revision) -> list[Block]:
    """The text as it is shown. `revision.segments` should be prefetched."""
    segments = sorted(revision.segments.all(), key=lambda s: (s.start, -s.end))
    sentences = [s for s in segments if s.kind == Segment.Kind.SENTENCE]
    blocks, number, next_sentence = [], 0, 0
    for segment in segments:
        if segment.kind == Segment.Kind.SENTENCE:
            continue
        first = next_sentence
        while next_sentence < len(sentences) and sentences[next_sentence].end <= segment.end:
            next_sentence += 1
        is_read = segment.kind == Segment.Kind.PARAGRAPH and not segment.struck
        number += is_read
        pieces = list(_pieces(revision.text, segment, sentences[first:next_sentence]))
        blocks.append(Block(segment, pieces, number if is_read else None))
    return blocks


def _pieces(text: str, block: Segment, sentences: Iterable[Segment]) -> Iterator[Piece]:
    at = block.start
    for sentence in sentences:
        if sentence.start > at:
            yield Piece(text[at : sentence.start], at, sentence.start, is_sentence=False)
        words = text[sentence.start : sentence.end]
        yield Piece(words, sentence.start, sentence.end, is_sentence=True)
        at = sentence.end
    if at < block.end:
        yield Piece(text[at : block.end], at, block.end, is_sentence=False)


@dataclass(frozen=True)
class Mark:
    """An annotation as a line of the list beside the text."""

    annotation: Annotation
    may_change: bool

    @cached_property
    def renderings(self) -> list[Rendering]:
        return list(self.annotation.renderings.all())

    @cached_property
    def tags(self) -> list[Tag]:
        return list(self.annotation.tags.all())

    @property
    def quotation(self) -> Quotation | None:
        return getattr(self.annotation, "quotation", None)

    @property
    def gloss(self) -> Gloss | None:
        return getattr(self.annotation, "gloss", None)

    @property
    def colours(self) -> str:
        return " ".join(str(r.claim.colour) for r in self.renderings)


def marks_of(uids: Iterable[uuid.UUID | str], user: Reader) -> list[Mark]:
    """Those that the user may see and that have their place, in reading order; three queries."""
    annotations = Annotation.objects.visible_to(user).for_lists()
    return [
        Mark(annotation, bool(may_change(annotation, user)))
        for annotation in annotations.filter(uid__in=list(uids), needs_review=False)
    ]


@dataclass(frozen=True)
class Arrivals:
    """Some annotations as they stand now, for a page that shows older ones.

    `marks` are those to be shown, in reading order, `paints` the same by the key of their
    revision; `gone` are those not to be shown any more, each with its version or, where nothing
    is known of it, None.
    """

    marks: list[Mark]
    paints: dict[int, list[Paint]]
    gone: list[tuple[uuid.UUID, int | None]]


def changed_marks(story: Story, user: Reader, uids: Iterable[uuid.UUID]) -> Arrivals:
    """What the user may see of these annotations, in at most five queries.

    Every view that changes marks puts it into its context as `arrivals` and includes
    `annotations/arrivals.html` in what it answers to htmx.
    """
    asked = list(dict.fromkeys(uids))
    mine = {"article__story": story, "uid__in": asked}
    paints = paints_of(Annotation.objects.visible_to(user).filter(**mine))
    shown = {uuid.UUID(paint.uid) for painted in paints.values() for paint in painted}
    missing = [uid for uid in asked if uid not in shown]
    marks = marks_of(shown, user) if shown else []
    return Arrivals(marks, paints, _versions(mine, user, missing) if missing else [])


# What else the line of an annotation shows, by the log's name for it: how that is written, and the
# paths from the annotation to it.
SHOWN: dict[str, tuple[Callable[[str], Any], Sequence[str]]] = {
    "claim": (int, ["renderings__claim__number"]),
    "comment": (uuid.UUID, ["thread__comments__uid"]),
    "speaker": (str, ["renderings__speaker__name", "quotation__speaker__name"]),
    "tag": (uuid.UUID, ["tags__guid"]),
    "thread": (uuid.UUID, ["thread__uid"]),
    "utterance": (int, ["quotation__utterance__number"]),
}


def showing(subjects: Iterable[str], articles: Sequence[int], user: Reader) -> list[uuid.UUID]:
    """The annotations in these articles whose lines show one of these subjects of the log."""
    which = Q()
    for subject in subjects:
        kind, _, key = subject.partition(":")
        read, paths = SHOWN.get(kind, (str, ()))
        with suppress(ValueError):
            named = read(key)
            which |= Q(*((path, named) for path in paths), _connector=Q.OR)
    if not which:
        return []
    found = Annotation.objects.visible_to(user).filter(which, article__in=articles)
    return list(found.order_by().values_list("uid", flat=True).distinct())


def _versions(
    mine: dict, user: Reader, missing: list[uuid.UUID]
) -> list[tuple[uuid.UUID, int | None]]:
    tombstones = Annotation.objects.deleted_visible_to(user).filter(**mine)
    versions = dict(tombstones.values_list("uid", "version"))
    return [(uid, versions.get(uid)) for uid in missing]
