"""Blind coding: whose work is hidden from whom. Decided here, for every way out.

An owner puts a story, or some of its articles, into blind coding. While it lasts, whoever is no
curator of the story sees of the coding there only their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from .models import Article, Story
    from .querysets import Reader

SEE_ALL = ("curator", "owner")


class Sight(StrEnum):
    """What somebody sees of what others do where it is coded blind."""

    ALL = "all"  # curators
    OWN = "own"  # those who code there
    NONE = "none"  # those who only read


def not_hidden_from(
    user: Reader, *, story: str, article: str, author: str, is_coding: Q | None = None
) -> Q:
    """Keeps rows that are not somebody else's blind work.

    `story`, `article` and `author` are the paths from a row to where and by whom it was coded;
    `is_coding` tells coding from what everybody may know, where the rows hold both. Coding in no
    article in particular is hidden as long as any of the story's is coded blind.
    """
    blind = Q(**{f"{story}__is_blind": True}) | Q(**{f"{article}__is_blind": True})
    if is_coding is not None:
        somewhere = blind_articles().filter(story=OuterRef(story))
        blind |= Q(Exists(somewhere), **{f"{article}__isnull": True})
    hidden = blind if is_coding is None else is_coding & blind
    if user.pk is None:
        return ~hidden
    return ~hidden | Q(**{author: user.pk}) | in_stories_seen_whole(user, story)


def in_stories_seen_whole(user: Reader, story: str) -> Q:
    """Keeps rows of stories in which nothing is hidden from the user; `story` is the path there."""
    memberships = apps.get_model("articles", "Membership").objects
    sees_all = memberships.filter(user=user.pk, role__in=SEE_ALL)
    return Q(**{f"{story}__in": sees_all.values("story")})


def works_blind(user: Reader | None, story: Story, article: Article | None = None) -> bool:
    """Whether the person codes blind: in the article if one is given, else anywhere in the story.

    Nobody (None: a command) works blind.
    """
    if user is None:
        return False
    if not is_coded_blind(story, [article] if article else None):
        return False
    return not story.memberships.filter(user=user.pk, role__in=SEE_ALL).exists()


def sight_of(
    role: str | None, story: Story, articles: Iterable[Article] | None = None
) -> Sight | None:
    """What a page says of blind coding to somebody with that role; None where there is none."""
    if not is_coded_blind(story, articles):
        return None
    if role in SEE_ALL:
        return Sight.ALL
    return Sight.OWN if role == "annotator" else Sight.NONE


def is_coded_blind(story: Story, articles: Iterable[Article] | None = None) -> bool:
    """Whether any of the articles is; without them any of the story, in a query at most: none
    where the story was found `with_blindness`."""
    if story.is_blind:
        return True
    if articles is None:
        known: bool | None = vars(story).get("has_blind_articles")
        return blind_articles().filter(story=story).exists() if known is None else known
    return any(article.is_blind for article in articles)


def blind_articles() -> QuerySet:
    return apps.get_model("articles", "Article").objects.filter(is_blind=True).order_by()
