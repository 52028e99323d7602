"""What pages show of claims: who takes which stance, every passage as evidence, and suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Lower, StrIndex
from django.urls import reverse

from articles.models import Article
from articles.querysets import Reader

from .models import Annotation, Claim, Rendering
from .sentences import Place, around, sentences_of

LEAST_LIKENESS = 0.3  # pg_trgm's own threshold


@dataclass(frozen=True)
class StanceCount:
    """In how many articles a claim is taken one way."""

    stance: str
    articles: int

    @property
    def label(self) -> str:
        return Rendering.Stance(self.stance).label


def add_stances(claims: Sequence[Claim], user: Reader) -> None:
    """Gives each claim its `stances`, a StanceCount for each one taken. One query for all."""
    visible = Rendering.objects.filter(
        claim__in=claims, annotation__in=Annotation.objects.visible_to(user)
    )
    counts = visible.order_by().values("claim", "stance")
    taken = {
        (count["claim"], count["stance"]): count["n"]
        for count in counts.annotate(n=Count("annotation__article", distinct=True))
    }
    for claim in claims:
        claim.stances = [
            StanceCount(stance, taken[claim.pk, stance])
            for stance in Rendering.Stance.values
            if (claim.pk, stance) in taken
        ]


# Merging


def went_into(claim: Claim) -> Claim:
    """The claim that a merged one is part of now, however often it was merged."""
    while claim.merged_into:
        claim = claim.merged_into
    return claim


def merged_into(claim: Claim, reader: Reader) -> list[Claim]:
    """Those that are part of it now, as far as the reader may know them. A query for each link."""
    found: list[Claim] = []
    latest = [claim]
    while latest:
        tombstones = Claim.objects.deleted_visible_to(reader).filter(merged_into__in=latest)
        latest = list(tombstones.order_by("number"))
        found += latest
    return found


# Evidence


@dataclass(frozen=True)
class Evidence:
    """A passage that renders a claim, with what stands before and after it in its sentence."""

    rendering: Rendering
    before: str
    after: str

    @property
    def address(self) -> str:
        found = self.rendering.annotation
        claim = self.rendering.claim.number
        return evidence_address(claim, found.article_id, found.uid, found.needs_review)


def evidence_address(claim: int, article: int, uid: UUID, is_lost: bool) -> str:
    """The article with the claim chosen and the passage in sight; of a lost one what it says."""
    if is_lost:
        return reverse("annotations:annotation", args=[uid])
    return f"{reverse('annotations:article', args=[article])}?claim={claim}#mark-{uid}"


@dataclass(frozen=True)
class Account:
    """What one article has for one stance."""

    article: Article
    passages: list[Evidence]


@dataclass(frozen=True)
class Position:
    """One stance, and the articles that take it."""

    stance: str
    accounts: list[Account]

    @property
    def label(self) -> str:
        return Rendering.Stance(self.stance).label


def positions_on(claim: Claim, user: Reader) -> list[Position]:
    """Every passage that renders the claim, by stance, then article. Three queries."""
    annotations = Annotation.objects.visible_to(user)
    renderings = list(
        claim.renderings.filter(annotation__in=annotations)
        .select_related(
            "speaker",
            "annotation__author",
            "annotation__article__source",
            "annotation__article__language",
        )
        .defer("annotation__article__raw")
        .prefetch_related("annotation__revision")  # once, however many passages it has
    )
    sentences = sentences_of({r.annotation.revision_id for r in renderings})
    order = Rendering.Stance.values
    renderings.sort(key=lambda r: (order.index(r.stance), *_reading_order(r.annotation)))
    return [
        Position(stance, list(_accounts(taken, sentences)))
        for stance, taken in groupby(renderings, key=lambda r: r.stance)
    ]


def _reading_order(annotation: Annotation) -> tuple:
    article = annotation.article
    undated = article.published_on is None
    day = "" if article.published_on is None else article.published_on.isoformat()
    return (undated, day, article.pk, annotation.start, -annotation.end)


def _accounts(
    renderings: Iterable[Rendering], sentences: dict[int, list[Place]]
) -> Iterator[Account]:
    for article, of_article in groupby(renderings, key=lambda r: r.annotation.article):
        passages = [
            Evidence(r, *around(r.annotation, sentences[r.annotation.revision_id]))
            for r in of_article
        ]
        yield Account(article, passages)


# Suggestions while somebody types


def ranked(rows: QuerySet, words: Func | F, typed: str) -> QuerySet:
    """The rows whose `words` are like what was typed, the likest first.

    Accents, case and vowel signs make no difference. A row that holds the very letters comes
    before those that only share trigrams with them.
    """
    searched, typed_words = _folded(words), _folded(Value(typed.strip()))
    likeness = TrigramWordSimilarity(typed_words, searched)  # type: ignore[arg-type]
    compared = rows.annotate(place=StrIndex(searched, typed_words), likeness=likeness)
    holds_it = ExpressionWrapper(Q(place__gt=0), BooleanField())
    found: QuerySet = compared.annotate(holds_it=holds_it).filter(
        Q(holds_it=True) | Q(likeness__gte=LEAST_LIKENESS)
    )
    return found.order_by("-holds_it", "-likeness", "pk")


def _folded(words: Func | F | Value) -> Lower:
    return Lower(Func(words, function="fold", output_field=TextField()))
