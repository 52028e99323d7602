"""What a browser needs to paint the marks of a text, in one lean query for thousands of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, TextField
from django.db.models.functions import Cast

from .models import Tagging
from .models.claims import colour_of
from .querysets import AnnotationQuerySet

KINDS = ("claim", "quotation", "tag", "note", "gloss")


class Paint(NamedTuple):
    """A mark as static/js/marks.js reads it; start and end are code points, half-open."""

    uid: str
    version: int
    start: int
    end: int
    kinds: list[str]
    utterance: int | None  # the number of the family that its quotation belongs to
    claims: list[tuple[int, int, str]]  # of each its number, its colour and the stance taken


def paints_of(annotations: AnnotationQuerySet) -> dict[int, list[Paint]]:
    """Those that have their place, by the key of their revision and in reading order."""
    paints: dict[int, list[Paint]] = {}
    for revision, uid, version, start, end, utterance, numbers, stances, *says in _rows(
        annotations
    ):
        kinds = [kind for kind, said in zip(KINDS, [numbers, *says], strict=True) if said]
        claims = [
            (number, colour_of(number), stance)
            for number, stance in zip(numbers or [], stances or [], strict=True)
        ]
        paint = Paint(uid, version, start, end, kinds, utterance, claims)
        paints.setdefault(revision, []).append(paint)
    return paints


def _rows(annotations: AnnotationQuerySet) -> Iterable[tuple]:
    there = Q(renderings__claim__isnull=False, renderings__claim__deleted_at=None)
    tags = Tagging.objects.filter(annotation=OuterRef("pk"), tag__deleted_at=None)
    return (
        annotations.filter(needs_review=False)
        .annotate(
            name=Cast("uid", TextField()),
            numbers=ArrayAgg("renderings__claim__number", filter=there, order_by="renderings__pk"),
            stances=ArrayAgg("renderings__stance", filter=there, order_by="renderings__pk"),
            has_tags=Exists(tags),
            has_note=ExpressionWrapper(~Q(note=""), BooleanField()),
        )
        .order_by("start", "-end", "pk")
        .values_list(
            *("revision", "name", "version", "start", "end", "quotation__utterance__number"),
            *("numbers", "stances", "quotation", "has_tags", "has_note", "gloss"),
        )
    )
