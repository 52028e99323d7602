"""Names for addresses, in ASCII."""

from __future__ import annotations

from itertools import chain, count

from django.db.models import QuerySet
from django.utils.text import slugify


def free_slug(text: str, rows: QuerySet, fallback: str, reserved: str = "") -> str:
    """A slug of `text` that no row has yet; `fallback` where the script has no ASCII form."""
    base = slugify(text)[:60].strip("-") or fallback
    like_it = rows.filter(slug__startswith=base).values_list("slug", flat=True)
    taken = {reserved, *like_it}
    numbered = (f"{base}-{n}" for n in count(2))
    return next(slug for slug in chain([base], numbered) if slug not in taken)
