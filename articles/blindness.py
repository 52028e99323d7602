"""Blind coding: whose work is hidden from whom. Decided here, for every way out.

An owner puts a story, or some of its articles, into blind coding. While it lasts, whoever is no
curator of the story sees of the coding there only their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

if TYPE_CHECKING:
    from .models import Article, Story
    from .querysets import Reader

SEE_ALL = ("curator", "owner")


def not_hidden_from(
    user: Reader, *, story: str, article: str, author: str, is_coding: Q | None = None
) -> Q:
    """Keeps rows that are not somebody else's blind work.

    `story`, `article` and `author` are the paths from a row to where and by whom it was coded;
    `is_coding` tells coding from what everybody may know, where the rows hold both.
    """
    blind = Q(**{f"{story}__is_blind": True}) | Q(**{f"{article}__is_blind": True})
    hidden = blind if is_coding is None else is_coding & blind
    if user.pk is None:
        return ~hidden
    memberships = apps.get_model("articles", "Membership").objects
    sees_all = memberships.filter(user=user.pk, role__in=SEE_ALL).values("story")
    return ~hidden | Q(**{author: user.pk}) | Q(**{f"{story}__in": sees_all})


def works_blind(user: Reader | None, story: Story, article: Article | None = None) -> bool:
    """Whether the person codes blind: in the article if one is given, else anywhere in the story.

    Nobody (None: a command) works blind.
    """
    if user is None:
        return False
    if not (story.is_blind or _has_blind(story, article)):
        return False
    return not story.memberships.filter(user=user.pk, role__in=SEE_ALL).exists()


def _has_blind(story: Story, article: Article | None) -> bool:
    return article.is_blind if article else story.articles.filter(is_blind=True).exists()
