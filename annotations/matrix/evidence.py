"""Passages in their context: the sentences they stand in, and the ones before and after."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q

from articles.models import Revision, Segment

from ..sentences import Place
from .cells import Passage

type Where = tuple[int, int]  # an article's key, a revision's number


class Evidence(NamedTuple):
    """A passage between the rest of its sentence (or of its first and last one) and a sentence on
    either side. Text that was struck out is no context."""

    passage: Passage
    sentence_before: str
    before: str
    after: str
    sentence_after: str

    @property
    def exact(self) -> str:
        return self.passage.exact


def evidence_of(passages: Iterable[Passage]) -> list[Evidence]:
    """In the order of the passages. Two queries."""
    wanted = list(passages)
    texts = _texts({(passage.article, passage.revision) for passage in wanted})
    found = []
    for passage in wanted:
        text, sentences = texts[passage.article, passage.revision]
        found.append(_evidence(passage, text, sentences))
    return found


def _texts(places: Iterable[Where]) -> dict[Where, tuple[str, list[Place]]]:
    """The text of each revision and the places of the sentences that are read in it."""
    either = Q(pk__in=[])
    for article, number in places:
        either |= Q(article=article, number=number)
    revisions = list(Revision.objects.filter(either).only("article", "number", "text"))
    sentences = _sentences([revision.pk for revision in revisions])
    return {(r.article_id, r.number): (r.text, sentences[r.pk]) for r in revisions}


def _sentences(revisions: Sequence[int]) -> dict[int, list[Place]]:
    """Without those of blocks that were struck out: a block comes before what is in it."""
    found: dict[int, list[Place]] = {key: [] for key in revisions}
    struck_until = dict.fromkeys(revisions, 0)
    rows = Segment.objects.filter(revision__in=revisions).order_by("revision", "start", "-end")
    for key, kind, start, end, struck in rows.values_list(
        "revision", "kind", "start", "end", "struck"
    ):
        if struck:
            struck_until[key] = end
        elif kind == Segment.Kind.SENTENCE and start >= struck_until[key]:
            found[key].append((start, end))
    return found


def _evidence(passage: Passage, text: str, sentences: Sequence[Place]) -> Evidence:
    first = bisect_right(sentences, passage.start, key=lambda place: place[1])
    stop = bisect_left(sentences, passage.end, key=lambda place: place[0])
    opening = min(passage.start, sentences[first][0]) if first < stop else passage.start
    closing = max(passage.end, sentences[stop - 1][1]) if first < stop else passage.end
    return Evidence(
        passage,
        text[slice(*sentences[first - 1])] if first else "",
        text[opening : passage.start],
        text[passage.end : closing],
        text[slice(*sentences[stop])] if stop < len(sentences) else "",
    )
