"""What would come of merging two claims: what moves, and what has to be decided before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.blindness import is_coded_blind
from articles.models import Article
from articles.querysets import Reader

from ..actions.merging import differ
from ..models import Annotation, Claim, Rendering, Verdict


@dataclass(frozen=True)
class Conflict:
    """An annotation that renders both claims, and says something else of each."""

    annotation: Annotation
    renderings: tuple[Rendering, Rendering]


@dataclass(frozen=True)
class Share:
    """How many passages of an article render each of the two claims."""

    article: Article
    counts: tuple[int, int]


@dataclass(frozen=True)
class Twin:
    """What one person says of one article for both claims."""

    article: Article
    verdicts: tuple[Verdict, Verdict]


@dataclass(frozen=True)
class Combination:
    claims: tuple[Claim, Claim]
    shares: list[Share]
    conflicts: list[Conflict]
    verdict_counts: tuple[int, int]
    twins: list[Twin]

    @property
    def natural_choice(self) -> Claim:
        """What everybody knows, else what was there first."""
        return min(self.claims, key=lambda claim: (claim.is_coding, claim.number))

    def refusal(self, kept: int) -> str:
        """Why the claim of that number must not be the one that stays; "" if it may.

        While a claim is hidden from others who code blind, nothing of theirs may come to name it.
        """
        claim, other = sorted(self.claims, key=lambda claim: claim.number != kept)
        made_in = [claim.coded_in] if claim.coded_in else None
        if not claim.is_coding or not is_coded_blind(claim.story, made_in):
            return ""
        if other.is_coding and other.author_id == claim.author_id:
            return ""
        return f"Claim {claim.number} was made in blind coding that still goes on. Keep the other."


def combination_of(first: Claim, second: Claim, reader: Reader) -> Combination:
    """In two queries."""
    claims = (first, second)
    renderings = _renderings(claims, reader)
    verdicts = _verdicts(claims, reader)
    return Combination(
        claims,
        _shares(claims, renderings),
        _conflicts(renderings),
        (_count(verdicts, first), _count(verdicts, second)),
        _twins(verdicts),
    )


def _renderings(claims: Sequence[Claim], reader: Reader) -> list[Rendering]:
    seen = Annotation.objects.visible_to(reader)
    rows = Rendering.objects.filter(claim__in=claims, annotation__in=seen.values("pk"))
    rows = rows.select_related(
        "claim", "speaker", "annotation__article__source", "annotation__article__language"
    ).defer("annotation__article__raw")
    order = ("annotation__article__published_on", "annotation__article", "annotation__start")
    return list(rows.order_by(*order, "annotation", "claim__number"))


def _shares(claims: tuple[Claim, Claim], renderings: list[Rendering]) -> list[Share]:
    shares = []
    for article, of_article in groupby(renderings, key=lambda r: r.annotation.article):
        rendered = [rendering.claim for rendering in of_article]
        shares.append(Share(article, (rendered.count(claims[0]), rendered.count(claims[1]))))
    return shares


def _conflicts(renderings: list[Rendering]) -> list[Conflict]:
    found = []
    for annotation, lines in groupby(renderings, key=lambda r: r.annotation):
        both = tuple(lines)
        if len(both) == 2 and differ(*both):
            found.append(Conflict(annotation, both))
    return found


def _verdicts(claims: Sequence[Claim], reader: Reader) -> list[Verdict]:
    seen = Verdict.objects.visible_to(reader).filter(claim__in=claims)
    rows = seen.select_related("claim", "author", "article__source").defer("article__raw")
    return list(rows.order_by("article", "author", "claim__number"))


def _count(verdicts: list[Verdict], claim: Claim) -> int:
    return sum(verdict.claim == claim for verdict in verdicts)


def _twins(verdicts: list[Verdict]) -> list[Twin]:
    found = []
    for (_, author), said in groupby(verdicts, key=lambda v: (v.article_id, v.author_id)):
        both = tuple(said)
        if author and len(both) == 2:
            found.append(Twin(both[0].article, both))
    return found
