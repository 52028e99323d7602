"""Who takes which stance on claims, as figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from articles.querysets import Reader

from ..models import Annotation, Claim, Rendering


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
