"""What each role may do with annotations; the table and its meaning are those of articles.rules."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from articles.querysets import Reader
from articles.rules import Permission, permits

from .models import Annotation

RULES = {
    "annotate": "annotator",
    "comment": "annotator",
    "edit claims": "annotator",
    "delete claims": "curator",
    "change other people’s annotations": "curator",
    "edit the codebook": "curator",
    "review lost passages": "annotator",
    "import annotations": "curator",
}


def may_change(annotation: Annotation, user: Reader) -> Permission:
    """One's own annotation as an annotator, anybody's as a curator."""
    own = annotation.author_id is not None and annotation.author_id == user.pk
    action = "annotate" if own else "change other people’s annotations"
    return permits(annotation.role, action, RULES)


def require_change(annotation: Annotation, user: Reader) -> None:
    """Raises PermissionDenied with the reason where the user may not change the annotation."""
    permission = may_change(annotation, user)
    if not permission:
        raise PermissionDenied(permission.reason)
