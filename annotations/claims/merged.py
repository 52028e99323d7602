"""What became of claims that were merged."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from articles.querysets import Reader

from ..models import Claim


def went_into(claim: Claim) -> Claim:
    """The claim that a merged one is part of now, however often it was merged."""
    while claim.merged_into:
        claim = claim.merged_into
    return claim


def merged_into(claim: Claim, reader: Reader) -> list[Claim]:
    """Those that are part of it now, as far as the reader may know them. A query for each link.

    `claim` is one that others were merged into.
    """
    further = Claim.objects.filter(merged_into=OuterRef("pk"))
    known = Claim.objects.deleted_visible_to(reader).annotate(is_further=Exists(further))
    found: list[Claim] = []
    latest = [claim]
    while latest:
        tombstones = list(known.filter(merged_into__in=latest).order_by("number"))
        latest = [tombstone for tombstone in tombstones if tombstone.is_further]
        found += tombstones
    return found
