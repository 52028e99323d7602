"""What became of claims that were merged."""

from __future__ import annotations

from articles.querysets import Reader

from ..models import Claim


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
