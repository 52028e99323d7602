"""Where in the matrix a step was, so that whoever takes it back sees that cell again."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Change
from articles.querysets import Reader

from ..models import Claim
from ..naming import kind_and_key
from .walking import Cell


def cell_of(changes: Iterable[Change], reader: Reader) -> Cell | None:
    """The cell of which the changes of a step have said something; None for any other step."""
    for change in changes:
        state = change.after or {}
        if numbers := _claims_named(change):
            story = change.story_id
            claims = Claim.objects.visible_to(reader).filter(story=story, number=min(numbers))
            articles = Article.objects.visible_to(reader).filter(story=story, slug=state["article"])
            claim, article = claims.first(), articles.first()
            return Cell(claim.pk, article.pk) if claim and article else None
    return None


def _claims_named(change: Change) -> set[int]:
    """The numbers of the claims of which the change says something for the first time."""
    before, after = change.before or {}, change.after or {}
    kind, _ = kind_and_key(change.subject)
    if kind == "verdict":
        return {after["claim"]} if after and not after["deleted"] else set()
    if kind != "annotation":
        return set()
    said, said_before = (
        {line["claim"] for line in state.get("claims", [])} for state in (after, before)
    )
    return said - said_before
