"""Search in what people say: claims by their words, annotations by passage and note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Exists, F, FloatField, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Cast

from articles.hits import Passage, Piece, mark, pieces_of
from articles.querysets import Reader
from articles.search import Filters, Words, WordsQuery, matches

from .models import Annotation, Claim, Rendering

CLAIM_CONFIG = "english"  # see claim_vector() in the migrations: a statement's language is unknown


def find_claims(reader: Reader, words: Words, filters: Filters) -> QuerySet[Claim]:
    """Claims with the words; where an article is asked for, those that such an article renders."""
    found = Claim.objects.visible_to(reader).filter(vector=WordsQuery(words.asked, CLAIM_CONFIG))
    if filters.story:
        found = found.filter(story=filters.story)
    if filters.of_article() and filters != Filters(story=filters.story):
        marks = Annotation.objects.visible_to(reader).filter(filters.of_article("article__"))
        found = found.filter(Exists(marks.filter(renderings__claim=OuterRef("pk"))))
    return found


def rank_of_claim(words: Words) -> Any:
    query = WordsQuery(words.asked, CLAIM_CONFIG)
    return Cast(SearchRank(F("vector"), query), FloatField())


def find_annotations(
    reader: Reader, words: Words, filters: Filters, configs: Collection[str]
) -> QuerySet[Annotation]:
    found = Annotation.objects.visible_to(reader)
    return found.filter(matches(words, configs), filters.of_article("article__"))


def for_results(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    renderings = Rendering.objects.filter(claim__deleted_at=None).select_related("claim")
    shown = annotations.select_related(
        "author", "article__source", "article__language", "article__story"
    )
    return shown.defer("article__raw").prefetch_related(Prefetch("renderings", renderings))


@dataclass(frozen=True)
class ClaimHit:
    claim: Claim
    statement: list[Piece]


def claim_hits(claims: Sequence[Claim], words: Words) -> list[ClaimHit]:
    """One query."""
    passages = [Passage(claim.statement, claim.pk, (CLAIM_CONFIG,)) for claim in claims]
    hits = mark(passages, words)
    return [ClaimHit(claim, pieces_of(hits, claim.pk, claim.statement)) for claim in claims]


@dataclass(frozen=True)
class AnnotationHit:
    annotation: Annotation
    exact: list[Piece]
    note: list[Piece]


def annotation_hits(annotations: Sequence[Annotation], words: Words) -> list[AnnotationHit]:
    """One query."""
    passages = []
    for found in annotations:
        language = found.article.language
        passages += [
            Passage.in_language(found.exact, found.pk, language),
            Passage.in_language(found.note, -found.pk, language),
        ]
    hits = mark(passages, words)
    return [
        AnnotationHit(
            found,
            pieces_of(hits, found.pk, found.exact),
            pieces_of(hits, -found.pk, found.note),
        )
        for found in annotations
    ]
