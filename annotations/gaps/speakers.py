"""Whose words a sentence is, as far as the machine proposes it."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article
from articles.querysets import Person

from ..models import SuggestedPassage, Suggestion
from ..proposals.known import Known


def spoken_in(article: Article) -> list[SuggestedPassage]:
    """What is taken for somebody's words in the text that is read now."""
    passages = SuggestedPassage.objects.filter(
        article=article,
        revision=article.revision,
        suggestion__kind=Suggestion.Kind.QUOTATION,
        suggestion__is_outdated=False,
    )
    return list(passages.select_related("suggestion__story").order_by("start"))


def speaker_of(spoken: Iterable[SuggestedPassage], start: int, end: int) -> str:
    """The first who is named for any of it, as the article calls them; "" for nobody."""
    touching = (p for p in spoken if p.start < end and p.end > start)
    return next(filter(None, map(_name, touching)), "")


def as_the_story_knows(name: str, article: Article, user: Person) -> str:
    """A name that was proposed becomes that of the story's speaker who seems to be meant."""
    proposed = (p.suggestion for p in spoken_in(article) if _name(p) == name) if name else iter(())
    suggestion = next(proposed, None)
    return Known([suggestion], user).name(name) if suggestion else name


def _name(passage: SuggestedPassage) -> str:
    return str(passage.suggestion.details["speaker"])
