"""Every passage that renders a claim, as evidence: by stance, then by article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.urls import reverse

from articles.models import Article
from articles.querysets import Reader

from ..models import Annotation, Claim, Rendering
from ..sentences import Place, around, sentences_of


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
    return f"{reverse('annotations:article', args=[article])}?claim={claim}&mark={uid}#mark-{uid}"


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
            "annotation__gloss__language",
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
