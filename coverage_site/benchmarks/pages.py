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
    """Of one page: queries, the median of its milliseconds, and how many times a page's that shows
    nothing that is, measured in turns with it."""

    queries: int
    milliseconds: float
    times: float


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
    client = client_of(story)
    return {name: cost(client, path, repeats) for name, path in addresses(story).items()}


def client_of(story: Story) -> Client:
    """Of the owner of the story, logged in."""
    client = Client(raise_request_exception=False)
    owners = Membership.objects.filter(story=story, role=Membership.Role.OWNER)
    client.force_login(owners.select_related("user")[0].user)
    return client


def cost(client: Client, path: str, repeats: int) -> Cost:
    with CaptureQueriesContext(connection) as queries:  # the first time is not timed: it is slower
        answer = client.get(path)
    count = len(queries)  # before another request clears the log
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}.")
    turns = [(_timed(client, path), _timed(client, NOWHERE)) for _ in range(repeats)]
    page, nothing = (statistics.median(times) for times in zip(*turns, strict=True))
    return Cost(count, page, page / nothing)


def _timed(client: Client, path: str) -> float:
    begin = perf_counter()
    client.get(path)
    return (perf_counter() - begin) * 1000
