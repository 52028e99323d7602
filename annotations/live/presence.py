"""Who is here: signs of life of the tabs in which people have a story open.

Presence is no part of the log: it is gone when the tab is, and nobody undoes it. Those who look on
are told by a second bell that somebody came, moved or left, and then ask who is here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Story
from articles.querysets import Person

from ..models import Presence
from ..querysets import HERE
from .hub import PEOPLE


class PresenceForm(forms.Form):
    tab = forms.UUIDField()
    article = forms.ModelChoiceField(Article.objects.none(), required=False)
    left = forms.BooleanField(required=False)

    def __init__(self, *args: Any, articles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = articles  # type: ignore[attr-defined]


@dataclass
class Here:
    """A person, and the articles that are open in their tabs."""

    person: Person
    articles: list[Article] = field(default_factory=list)


def come(story: Story, person: Person, tab: uuid.UUID, article: Article | None) -> None:
    """The person is here in that tab, as they are to say again before HERE is over."""
    now = timezone.now()
    was_here = Presence.objects.filter(
        tab=tab, story=story, user=person, article=article, seen_at__gt=now - HERE
    )
    if was_here.update(seen_at=now):
        return
    place = {"story": story, "user": person, "article": article, "seen_at": now}
    Presence.objects.update_or_create(tab=tab, defaults=place)
    _forget_the_silent(story)
    _ring(story)


def leave(story: Story, person: Person, tab: uuid.UUID) -> None:
    if Presence.objects.filter(tab=tab, story=story, user=person).delete()[0]:
        _ring(story)


def people_in(story: Story, person: Person) -> Iterable[Here]:
    """Who is here as far as the person may know, they themselves among them, by name."""
    found: dict[int, Here] = {}
    rows = Presence.objects.visible_to(person).filter(story=story).order_by("user__username", "pk")
    for presence in rows.select_related("user", "article__source").defer("article__raw"):
        here = found.setdefault(presence.user_id, Here(presence.user))
        article = presence.article
        if article and not article.deleted_at and article not in here.articles:
            here.articles.append(article)
    return found.values()


@transaction.atomic
def _forget_the_silent(story: Story) -> None:
    """But for rows that somebody else is just about to write: so none waits for another."""
    silent = Presence.objects.filter(story=story, seen_at__lte=timezone.now() - HERE)
    Presence.objects.filter(pk__in=silent.select_for_update(skip_locked=True).values("pk")).delete()


def _ring(story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [PEOPLE, str(story.pk)])
