"""Suggestions as lines of JSON for other programs, best first.

Offsets are code points of the canonical text; an article goes by the name of its file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from articles.models import Story

from ..anchors import anchor_at
from ..models import SuggestedPassage, Suggestion
from ..suggesting.matching import standardised
from ..suggesting.pairs import Place, all_scores
from ..suggesting.units import Span
from .encoding import matcher_of, stored_for
from .texts import ReadText, read_texts

type Line = dict[str, Any]
type PlaceOf = Callable[[SuggestedPassage], Line]

KINDS = {"quotations": "quotation", "pairs": "pair", "families": "family"}


def suggestions_of(story: Story, kind: str, reported: bool = False) -> Iterator[Line]:
    """What is worth showing, of a kind as `KINDS` calls it, without what somebody rejected.

    Of quotations those in quotation marks, and what is merely `reported` if that is asked for.
    """
    by_revision = {read.revision.pk: read for read in read_texts(story)}
    rows = Suggestion.objects.live().filter(story=story, kind=KINDS[kind])
    rejected = rows.filter(decisions__is_accepted=False, decisions__deleted_at=None)
    shown = rows.exclude(pk__in=rejected.values("pk")).order_by("rank")
    if not reported:
        shown = shown.exclude(details__contains={"kind": "indirect"})

    def place_of(passage: SuggestedPassage) -> Line:
        return _place(by_revision[passage.revision_id], (passage.start, passage.end))

    for row in shown.prefetch_related("passages"):
        yield _line(row, [place_of(passage) for passage in row.passages.all()])


def _line(row: Suggestion, places: list[Line]) -> Line:
    match row.kind:
        case Suggestion.Kind.QUOTATION:
            said = {**places[0], **row.details}
        case Suggestion.Kind.PAIR:
            said = {"a": places[0], "b": places[1], "relation": row.details["relation"]}
        case _:
            said = {"quotations": places, **row.details}
    return {**said, "score": row.score, "reasons": row.reasons}


def every_pair_of(story: Story) -> Iterator[Line]:
    """All pairs of sentences in two articles; those that are proposed with their reasons."""
    read = read_texts(story)
    proposed = {_names(line): line for line in suggestions_of(story, "pairs")}
    for a, b, score in pairs_by_score(read):
        line = {"a": _of(read, a), "b": _of(read, b), "score": round(score, 4)}
        said = proposed.get(_names(line), {"relation": "", "reasons": []})
        yield line | {"relation": said["relation"], "reasons": said["reasons"]}


def pairs_by_score(read: list[ReadText]) -> list[tuple[Place, Place, float]]:
    """All pairs of sentences in two articles, best first: scored anew, as a run does it."""
    matcher = matcher_of(read, stored_for(read))
    return sorted(all_scores(matcher, standardised(matcher)), key=lambda pair: -pair[2])


def _names(line: Line) -> tuple[Any, ...]:
    return tuple((line[side]["article"], line[side]["start"]) for side in "ab")


def _of(read: list[ReadText], place: Place) -> Line:
    return _place(read[place.text], place.span)


def _place(read: ReadText, span: Span) -> Line:
    return {"article": read.name, **vars(anchor_at(read.revision.text, *span))}


def as_json(lines: Iterable[Line]) -> Iterator[str]:
    return (json.dumps(line, ensure_ascii=False) for line in lines)
