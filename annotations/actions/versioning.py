"""The version of a row: an edit names the one that it began from."""

from __future__ import annotations

from django.utils import timezone

from ..models import Annotation, Claim, Decision, Verdict


def save_next_version(row: Annotation | Claim | Decision | Verdict, *changed: str) -> None:
    """Stores these fields, of a new row all, so that an edit of an older version is a conflict."""
    row.version += 1
    stored = [*changed, "version"]
    if isinstance(row, Annotation):
        row.updated_at = timezone.now()
        stored.append("updated_at")
    row.save(update_fields=stored if row.pk else None)
