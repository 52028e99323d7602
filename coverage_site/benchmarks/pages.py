"""How many queries and milliseconds pages take."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from django.db import connection
from django.db.models import Count, F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Membership, Story

NOWHERE = "/nowhere/"  # the site's own 404: its frame, the session and the user, and nothing else


@dataclass(frozen=True)
class Cost:
    """Of one page: queries, and the median of so many milliseconds."""

    queries: int
    milliseconds: float


def addresses(story: Story) -> dict[str, str]:
    """The main pages as somebody sees them who works on the story."""
    counted = Article.objects.filter(story=story).annotate(marks=Count("annotations"))
    keys = list(counted.order_by(F("marks").desc(), "pk").values_list("pk", flat=True)[:5])
    read = reverse("annotations:read", args=[story.slug])
    return {
        "front page": reverse("home"),
        "stories": reverse("articles:stories"),
        "story": reverse("story", args=[story.slug]),
        "article": reverse("annotations:article", args=keys[:1]),
        "two panes": f"{read}?{_panes(keys[:2])}",
        "five panes": f"{read}?{_panes(keys)}",
        "claims": reverse("annotations:claims", args=[story.slug]),
        "claim": reverse("annotations:claim", args=[story.slug, 1]),
        "matrix": reverse("annotations:matrix", args=[story.slug]),
        "search": f"{reverse('search')}?q=oil",
    }


def _panes(keys: Sequence[int]) -> str:
    return "&".join(f"a={key}" for key in keys)


def costs(story: Story, repeats: int) -> dict[str, Cost]:
    """What each page costs the owner of the story."""
    client = _client(story)
    return {name: _cost(client, path, repeats, 200) for name, path in addresses(story).items()}


def floor(story: Story, repeats: int) -> Cost:
    """What a page costs that shows nothing: less than that no page can."""
    return _cost(_client(story), NOWHERE, repeats, 404)


def _client(story: Story) -> Client:
    client = Client(raise_request_exception=False)
    owners = Membership.objects.filter(story=story, role=Membership.Role.OWNER)
    client.force_login(owners.select_related("user")[0].user)
    return client


def _cost(client: Client, path: str, repeats: int, expected: int) -> Cost:
    with CaptureQueriesContext(connection) as queries:  # the first time is not timed: it is slower
        answer = client.get(path)
    if answer.status_code != expected:
        raise RuntimeError(f"{path} answers {answer.status_code}, not {expected}.")
    return Cost(len(queries), statistics.median(_timed(client, path) for _ in range(repeats)))


def _timed(client: Client, path: str) -> float:
    begin = perf_counter()
    client.get(path)
    return (perf_counter() - begin) * 1000
