"""The proposals of a story, compared with what people have coded in it."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Story

from ..models import Suggestion
from ..suggesting.evaluation import (
    Coded,
    Figures,
    evaluate_families,
    evaluate_pairs,
    evaluate_quotations,
)
from ..suggesting.pairs import Place
from .lines import pairs_by_score
from .texts import read_texts


def evaluated(story: Story, coded: Coded) -> dict[str, dict[str, Figures]]:
    """By kind, and within it by languages; whatever people have decided in the story counts not."""
    read = read_texts(story)
    texts = [r.text for r in read]
    numbers = {r.revision.pk: number for number, r in enumerate(read)}

    def proposed(kind: str) -> list[tuple[Suggestion, Sequence[Place]]]:
        rows = Suggestion.objects.live().filter(story=story, kind=kind).order_by("rank")
        return [(row, _places(row, numbers)) for row in rows.prefetch_related("passages")]

    spoken = [
        (places[0], row.details["speaker"])
        for row, places in proposed("quotation")
        if row.details["kind"] != "indirect"
    ]
    ranked = [(a, b) for a, b, _ in pairs_by_score(read)]
    pairs = {(places[0], places[1]) for _, places in proposed("pair")}
    families = [places for _, places in proposed("family")]
    return {
        "quotations": evaluate_quotations(texts, coded, spoken),
        "pairs": evaluate_pairs(texts, coded, ranked, pairs),
        "families": evaluate_families(texts, coded, families),
    }


def _places(row: Suggestion, numbers: dict[int, int]) -> list[Place]:
    return [Place(numbers[p.revision_id], (p.start, p.end)) for p in row.passages.all()]
