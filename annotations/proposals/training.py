"""What people decided on the machine's proposals, for whoever wants to train another machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.models import Story

from ..anchors import anchor_at
from ..models import Decision, SuggestedPassage

type Line = dict[str, Any]


def decided(story: Story) -> Iterator[Line]:
    """A line for each decision: what was proposed and why, and what became of it.

    Who decided is not said, only whether two decisions are of one person in this file.
    """
    rows = Decision.objects.filter(suggestion__story=story, deleted_at=None)
    people: dict[int | None, int] = {}
    for row in rows.select_related("suggestion").order_by("decided_at", "pk"):
        suggestion = row.suggestion
        passages = suggestion.passages.select_related("article", "revision").defer("article__raw")
        yield {
            "suggestion": str(suggestion.uid),
            "kind": suggestion.kind,
            "passages": [_passage(passage) for passage in passages],
            **{f"proposed_{name}": value for name, value in suggestion.details.items()},
            "score": suggestion.score,
            "reasons": suggestion.reasons,
            "method": suggestion.method,
            "accepted": row.is_accepted,
            "said": row.said.get("passages", []),
            "person": people.setdefault(row.author_id, len(people) + 1),
            "decided_at": row.decided_at.isoformat(),
        }


def _passage(passage: SuggestedPassage) -> Line:
    anchor = anchor_at(passage.revision.text, passage.start, passage.end)
    article = passage.article
    return {
        "article": article.file_name or article.slug,
        "language": article.language_id,
        "revision": passage.revision.number,
        **vars(anchor),
    }
