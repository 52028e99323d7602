"""What the machine takes to belong together in articles that are read side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db.models import Q

from articles.models import Story
from articles.querysets import Reader

from .models import SuggestedPassage, Suggestion

MOST: Final = 2000  # passages, best first: more than that help nobody to find their way


def proposed_in(
    story: Story, articles: Collection[int], user: Reader
) -> list[list[dict[str, Any]]]:
    """Lists of passages that may say the same, each in two of the articles (by key) or more.

    Without those that the user, or somebody whose decisions they may know, has rejected. One query.
    """
    alike = Suggestion.objects.visible_to(user).filter(story=story, kind__in=["pair", "family"])
    kept = alike.with_decision_for(user).filter(Q(is_accepted=None) | Q(is_accepted=True))
    passages = SuggestedPassage.objects.filter(suggestion__in=kept, article__in=articles)
    order = ("suggestion__rank", "suggestion", "position")
    rows = passages.order_by(*order).values("suggestion", "article", "revision", "start", "end")
    found = groupby(rows[:MOST], key=itemgetter("suggestion"))
    groups = [[_place(row) for row in group] for _, group in found]
    return [group for group in groups if len({place["article"] for place in group}) > 1]


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("article", "revision", "start", "end")}
