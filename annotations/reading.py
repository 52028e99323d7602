"""What a reading page shows: panes with their text in pieces, and the marks beside it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from articles.blindness import Sight, sight_of
from articles.models import Article, Revision, Segment, Story
from articles.querysets import Reader

from .models import Annotation, Gloss, Quotation, Rendering, Tag
from .rules import may_change

MOST_PANES = 5


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
    """An annotation as a line of the list; the texts of `data-` attributes for the painting."""

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
    def utterance(self) -> str:
        """The number of the family that its quotation belongs to."""
        said = self.quotation and self.quotation.utterance
        return str(said.number) if said else ""

    @property
    def claims(self) -> str:
        return " ".join(str(r.claim.number) for r in self.renderings)

    @property
    def colours(self) -> str:
        return " ".join(str(r.claim.colour) for r in self.renderings)

    @property
    def stances(self) -> str:
        return " ".join(r.stance for r in self.renderings)

    @property
    def kinds(self) -> str:
        says = {
            "claim": self.renderings,
            "quotation": self.quotation,
            "tag": self.tags,
            "note": self.annotation.note,
            "gloss": self.gloss,
        }
        return " ".join(kind for kind, said in says.items() if said)


def marks_in(articles: Sequence[Article], user: Reader) -> dict[int, list[Mark]]:
    """The marks of each article (by key) in reading order, in three queries for all of them."""
    known = {article.pk: article for article in articles}
    marks: dict[int, list[Mark]] = {key: [] for key in known}
    annotations = Annotation.objects.visible_to(user).for_lists()
    # the articles are at hand: to make them again for every mark would take as long as the rest
    lean = annotations.select_related(None).select_related(
        "author", "quotation__speaker", "quotation__utterance", "gloss__language"
    )
    for annotation in lean.filter(article__in=known, needs_review=False):
        annotation.article = known[annotation.article_id]
        mark = Mark(annotation, bool(may_change(annotation, user)))
        marks[annotation.article_id].append(mark)
    return marks


@dataclass(frozen=True)
class Arrivals:
    """Some annotations as they stand now, for a page that shows older ones.

    `marks` are those to be shown, by the key of their article and in reading order; `gone` are
    those not to be shown any more, each with its version or, where nothing is known of it, None.
    """

    marks: dict[int, list[Mark]]
    gone: list[tuple[uuid.UUID, int | None]]


def changed_marks(story: Story, user: Reader, uids: Iterable[uuid.UUID]) -> Arrivals:
    """What the user may see of these annotations, in at most four queries.

    Every view that changes marks puts it into its context as `arrivals` and includes
    `annotations/arrivals.html` in what it answers to htmx.
    """
    asked = list(dict.fromkeys(uids))
    mine = {"article__story": story, "uid__in": asked}
    marks: dict[int, list[Mark]] = {}
    visible = Annotation.objects.visible_to(user).for_lists()
    for annotation in visible.filter(**mine, needs_review=False):
        mark = Mark(annotation, bool(may_change(annotation, user)))
        marks.setdefault(annotation.article_id, []).append(mark)
    shown = {mark.annotation.uid for arrived in marks.values() for mark in arrived}
    missing = [uid for uid in asked if uid not in shown]
    return Arrivals(marks, _versions(mine, user, missing) if missing else [])


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


@dataclass
class Pane:
    """An article in its place among the panes, with where its controls lead."""

    article: Article
    marks: list[Mark]
    chosen: list[int]  # the keys of all panes' articles, in their order
    others: list[Article]  # the story's articles that stand in no pane

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks_of(self.article.revision)

    @property
    def sight(self) -> Sight | None:
        """What the reader sees of what others mark in it."""
        return sight_of(self.article.role, self.article.story, [self.article])

    @property
    def place(self) -> int:
        return self.chosen.index(self.article.pk)

    @property
    def to_earlier(self) -> str:
        return self._swapped(self.place - 1) if self.place else ""

    @property
    def to_later(self) -> str:
        return self._swapped(self.place + 1) if self.place + 1 < len(self.chosen) else ""

    @property
    def without(self) -> str:
        others = [key for key in self.chosen if key != self.article.pk]
        return panes_query(others) if others else ""

    @property
    def replacements(self) -> list[tuple[str, Article]]:
        """An address for each article that may stand here instead, with that article."""
        here = self.place
        before, after = self.chosen[:here], self.chosen[here + 1 :]
        return [(panes_query([*before, other.pk, *after]), other) for other in self.others]

    def _swapped(self, other: int) -> str:
        keys, place = list(self.chosen), self.place
        keys[place], keys[other] = keys[other], keys[place]
        return panes_query(keys)


def panes_query(keys: Sequence[int]) -> str:
    """The part of a reading page's address that says which articles stand where."""
    return "?" + urlencode([("a", key) for key in keys])


def claims_in(panes: Sequence[Pane]) -> list[tuple]:
    """The claims rendered in the panes, as (claim, in how many of these articles), by number."""
    articles: dict = {}
    for pane in panes:
        for mark in pane.marks:
            for rendering in mark.renderings:
                articles.setdefault(rendering.claim, set()).add(pane.article.pk)
    return sorted(((c, len(a)) for c, a in articles.items()), key=lambda found: found[0].number)
