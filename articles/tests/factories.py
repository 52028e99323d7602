"""People, stories and articles for tests, in one line each, stored by the same actions as in life."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model

from articles import actions, intake
from articles.models import Article, Membership, Story

_numbers = count(1)


def make_user(username: str = "") -> Any:
    return get_user_model().objects.create_user(username or f"user-{next(_numbers)}", password="pw")


def make_member(story: Story, username: str = "", role: str = "annotator") -> Any:
    user = make_user(username)
    Membership.objects.create(story=story, user=user, role=role)
    return user


def make_story(owner: Any = None, **fields: Any) -> Story:
    """A private story, unless `is_public` is given."""
    return actions.create_story(owner, **{"title": f"Story {next(_numbers)}"} | fields)


def make_article(
    story: Story, text: str = "Rain fell. Snow fell.", language: str = "en", **proposed: Any
) -> Article:
    """An article as the importer would make it; `proposed` are fields of the proposal to change.

    `source` is the name of the outlet, a new one for each article unless it is given.
    """
    source = proposed.pop("source", "") or f"Outlet {next(_numbers)}"
    raw = text.encode()
    proposal = replace(intake.propose(raw, "article.txt", language=language), **proposed)
    outlet = actions.find_or_create_source(source)
    return actions.store_article(story, None, raw, proposal, outlet, file_name="article.txt")
