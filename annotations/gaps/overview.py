"""How far a story's matrix is, claim by claim and article by article."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article, Story
from articles.querysets import Reader

from ..models import Claim
from .walking import Progress, gaps_of_each


@dataclass(frozen=True)
class Overview:
    """What of it is decided, and the claims and articles that have gaps, each with how many."""

    progress: Progress
    claims: list[tuple[Claim, Progress]]
    articles: list[tuple[Article, Progress]]


def overview_of(story: Story, reader: Reader) -> Overview:
    """As the reader sees it, in three queries."""
    of_claims, of_articles = gaps_of_each(story, reader)
    claims = list(Claim.objects.visible_to(reader).filter(story=story))
    seen = Article.objects.visible_to(reader).filter(story=story)
    articles = list(seen.select_related("source", "language"))
    return Overview(
        Progress(len(claims) * len(articles), sum(of_articles.values())),
        [(c, Progress(len(articles), of_claims[c.pk])) for c in claims if c.pk in of_claims],
        [(a, Progress(len(claims), of_articles[a.pk])) for a in articles if a.pk in of_articles],
    )
