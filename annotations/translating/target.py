"""Into which language a team translates."""

from __future__ import annotations

from typing import Final

from articles.models import Story
from articles.querysets import Reader

from ..models import Annotation, Gloss

OF_THE_INTERFACE: Final = "en"


def language_of_glosses(story: Story, user: Reader) -> str:
    """That of the newest translation in the story that the user sees, else the interface's."""
    seen = Annotation.objects.visible_to(user).filter(article__story=story)
    newest = Gloss.objects.filter(annotation__in=seen).order_by("-annotation__updated_at")
    return newest.values_list("language", flat=True).first() or OF_THE_INTERFACE
