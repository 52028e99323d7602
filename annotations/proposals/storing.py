"""Proposals become rows. What is proposed again keeps its row, and with it what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, count

from django.db import transaction
from django.utils import timezone

from articles.models import Story

from ..models import Decision, SuggestedPassage, Suggestion
from ..suggesting.pairs import Place
from .finding import Proposed
from .texts import ReadText, digest

AT_ONCE = 500


@transaction.atomic
def store(story: Story, read: Sequence[ReadText], proposed: Iterable[Proposed]) -> None:
    """Has the story's suggestions be those: best first within each kind.

    What is no longer proposed goes, unless somebody has decided on it; what was decided stays as
    it was proposed then.
    """
    wanted = _rows(story, read, proposed)
    known = {row.key: row for row in story.suggestions.all()}
    decided = set(
        Decision.objects.filter(suggestion__story=story).values_list("suggestion", flat=True)
    )
    for key, (row, _) in wanted.items():
        if key in known:
            row.pk, row.uid = known[key].pk, known[key].uid
    new = [row for row, _ in wanted.values() if row.pk is None]
    again = [row for row, _ in wanted.values() if row.pk is not None]
    _update(again, decided)
    Suggestion.objects.bulk_create(new, batch_size=AT_ONCE)
    _place_anew([(row, passages) for row, passages in wanted.values()])
    gone = story.suggestions.exclude(pk__in=[row.pk for row in (*new, *again)])
    gone.filter(pk__in=decided).update(is_outdated=True)
    gone.exclude(pk__in=decided).delete()


type Wanted = dict[str, tuple[Suggestion, list[SuggestedPassage]]]


def _rows(story: Story, read: Sequence[ReadText], proposed: Iterable[Proposed]) -> Wanted:
    now, ranks = timezone.now(), {kind: count(1) for kind in Suggestion.Kind.values}
    wanted: Wanted = {}
    for one in proposed:
        key = _key(one, read)
        if key not in wanted:
            row = Suggestion(
                story=story,
                kind=one.kind,
                key=key,
                rank=next(ranks[one.kind]),
                score=one.score,
                reasons=list(one.reasons),
                details=one.details,
                method=one.method,
                made_at=now,
            )
            wanted[key] = row, list(_passages(row, one.places, read))
    return wanted


def _key(proposed: Proposed, read: Sequence[ReadText]) -> str:
    """By the words of each passage, and how often they stood in the text before."""
    said = []
    for number, (start, end) in proposed.places:
        text = read[number].revision.text
        exact = text[start:end]
        said.append([read[number].article.pk, exact, text.count(exact, 0, start)])
    return digest([proposed.kind, sorted(said)])


def _passages(
    row: Suggestion, places: Sequence[Place], read: Sequence[ReadText]
) -> Iterable[SuggestedPassage]:
    for position, (number, (start, end)) in enumerate(places):
        yield SuggestedPassage(
            suggestion=row,
            position=position,
            article=read[number].article,
            revision=read[number].revision,
            start=start,
            end=end,
            exact=read[number].revision.text[start:end],
        )


def _update(rows: Sequence[Suggestion], decided: set[int]) -> None:
    placed = ["rank", "is_outdated"]
    said = ["score", "reasons", "details", "method", "made_at"]
    kept = [row for row in rows if row.pk in decided]
    free = [row for row in rows if row.pk not in decided]
    Suggestion.objects.bulk_update(kept, placed, batch_size=AT_ONCE)
    Suggestion.objects.bulk_update(free, [*placed, *said], batch_size=AT_ONCE)


def _place_anew(wanted: Sequence[tuple[Suggestion, list[SuggestedPassage]]]) -> None:
    """Stores the passages of new rows, and of those that a corrected text has moved."""
    there = SuggestedPassage.objects.filter(suggestion__in=[row for row, _ in wanted])
    places: dict[int, set[tuple[int, ...]]] = {}
    for passage in there.defer("exact"):
        places.setdefault(passage.suggestion_id, set()).add(_where(passage))
    moved = [
        (row, passages)
        for row, passages in wanted
        if places.get(row.pk) != {_where(passage) for passage in passages}
    ]
    there.filter(suggestion__in=[row for row, _ in moved]).delete()
    passages = [passage for _, part in moved for passage in part]
    SuggestedPassage.objects.bulk_create(passages, batch_size=AT_ONCE)


def _where(passage: SuggestedPassage) -> tuple[int, ...]:
    return (passage.position, passage.revision_id, passage.start, passage.end)


def set_apart(story: Story, read: Sequence[ReadText]) -> set[frozenset[Place]]:
    """Quotations that are not one utterance, as people said where it is no secret.

    They rejected the family, or left one out of it.
    """
    numbers = {r.revision.pk: number for number, r in enumerate(read)}
    of_families = Decision.objects.known_to_all().filter(
        suggestion__story=story, suggestion__kind=Suggestion.Kind.FAMILY
    )
    apart: set[frozenset[Place]] = set()
    for decision in of_families.prefetch_related("suggestion__passages"):
        kept = _kept(decision)
        places = [
            (Place(numbers[p.revision_id], (p.start, p.end)), p.position in kept)
            for p in decision.suggestion.passages.all()
            if p.revision_id in numbers
        ]
        pairs = combinations(places, 2)
        apart |= {
            frozenset((a, b)) for (a, a_kept), (b, b_kept) in pairs if not (a_kept and b_kept)
        }
    return apart


def _kept(decision: Decision) -> set[int]:
    """Positions of the passages that were accepted."""
    return {line["position"] for line in decision.said.get("passages", [])}
