"""What a form to put an older version back carries: which one, and what its reader had seen.

Numbers of the log are sealed: to who works blind they would tell how much others do.
"""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Change, Story
from articles.querysets import Reader
from articles.sealing import NotSealedHere, seal, unseal

PURPOSE = "annotations.history"


@dataclass(frozen=True)
class PutBack:
    """A line of the log, and the number of the newest one on its subject that was shown."""

    change: Change
    seen: int


def token_for(change: Change, seen: int) -> str:
    return seal([change.story_id, change.number, seen], PURPOSE)


def put_back_of(token: str, story: Story, user: Reader) -> PutBack | None:
    """What the token stands for; None where it is not ours, or not of a change the user sees."""
    try:
        key, number, seen = unseal(token, PURPOSE)
    except NotSealedHere:
        return None
    if key != story.pk:
        return None
    visible = Change.objects.visible_to(user).select_related("story")
    change = visible.filter(story=story, number=number).first()
    return PutBack(change, seen) if change else None
