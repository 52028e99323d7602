"""The texts of a story as the machine reads them: current revisions, without what is struck."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from articles.intake.proposal import Passage, PassageKind
from articles.models import Article, Revision, Segment, Story

from ..suggesting.units import Span, Text


@dataclass(frozen=True)
class ReadText:
    """An article's current revision, divided as it is stored."""

    article: Article
    revision: Revision
    passages: tuple[Passage, ...]

    @property
    def name(self) -> str:
        """That of the file it was imported from; the slug of one that came otherwise."""
        return self.article.file_name or self.article.slug

    @cached_property
    def text(self) -> Text:
        read = (passage for passage in self.passages if not passage.struck)
        sentences = tuple(span for passage in read for span in passage.sentences)
        return Text(self.name, self.article.language_id, self.revision.text, sentences)

    @property
    def fingerprint(self) -> str:
        """Of everything that is read here."""
        parts = [(p.kind, p.start, p.end, bool(p.struck), p.sentences) for p in self.passages]
        return digest([self.revision.pk, self.article.language_id, parts])


def digest(value: object) -> str:
    """A name for a value of plain JSON."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def read_texts(story: Story, only: Collection[int] = ()) -> list[ReadText]:
    """The story's live articles in the order in which they came, in two queries; `only` those with
    certain keys, where some are given."""
    articles = story.articles.filter(deleted_at=None, revision__isnull=False)
    if only:
        articles = articles.filter(pk__in=only)
    rows = list(articles.select_related("revision").order_by("pk"))
    segments = defaultdict(list)
    for segment in Segment.objects.filter(revision__in=[a.revision for a in rows]):
        segments[segment.revision_id].append(segment)
    return [ReadText(a, a.revision, _passages(segments[a.revision.pk])) for a in rows]


def _passages(segments: Sequence[Segment]) -> tuple[Passage, ...]:
    """Segments in reading order, as the intake has made them."""
    sentences = [(s.start, s.end) for s in segments if s.kind == Segment.Kind.SENTENCE]
    wholes = [s for s in segments if s.kind != Segment.Kind.SENTENCE]
    return tuple(
        Passage(
            cast("PassageKind", s.kind),  # all but the sentences, which stand in them
            s.start,
            s.end,
            s.struck,
            tuple(_within(sentences, (s.start, s.end))),
        )
        for s in wholes
    )


def _within(sentences: Iterable[Span], whole: Span) -> Iterable[Span]:
    return (span for span in sentences if whole[0] <= span[0] and span[1] <= whole[1])
