"""Saying of a sentence, as the gap pass proposes it, that it makes a claim."""

from __future__ import annotations

import uuid

from articles.log import step
from articles.models import Article, Revision
from articles.querysets import Person

from ..anchors import Anchor
from ..models import Annotation
from ..proposals.sayings import saying_of, together
from ..saying import Saying
from .marking import mark, say_anew


def render_claim(
    article: Article,
    user: Person,
    revision: Revision,
    anchor: Anchor,
    saying: Saying,
    uid: uuid.UUID,
) -> Annotation:
    """Marks the passage as `uid`; where the person has marked just the same one, that says it, too.

    Raises AnchorError where the revision is no longer the one that is read.
    """
    with step(article.story, user) as log:
        there = Annotation.objects.visible_to(user).filter(
            author=user, revision=revision, start=anchor.start, end=anchor.end
        )
        marked = there.select_related("article__story", "revision", "author")
        if found := marked.defer("article__raw").first():
            return say_anew(log, found, together(saying_of(found), saying))
        return mark(log, article, revision, anchor, saying, uid)
