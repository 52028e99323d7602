"""Who codes blind sees, counts and infers nothing of another who does, whatever they both do.

The same deeds are done twice: in one world by all, in the other by all but Ben. What Anna sees is
the same in both, up to the names that are drawn by lot.
"""

import re
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.actions import entries
from annotations.live.news import listener, news_after
from annotations.models import (
    Annotation,
    Claim,
    Comment,
    Notice,
    Presence,
    Speaker,
    Utterance,
    Verdict,
)
from articles.actions import set_blind
from articles.models import Article, Change

from .deeds import WORDS, Deed, World

pytestmark = pytest.mark.django_db

OF_CURATORS = ["delete a claim", "restore a claim", "merge claims", "split a claim", "edit a tag"]
OF_CURATORS += ["delete a tag", "restore a tag", "correct a text", "edit", "delete", "restore"]
OF_CURATORS += ["state a claim", "edit a claim", "settle talk", "comment"]
OF_BEN = ["mark", "edit", "delete", "restore", "state a claim", "edit a claim", "judge"]
OF_BEN += ["take back a verdict", "comment", "delete a comment", "settle talk", "undo", "redo"]
OF_ANNA = [*OF_BEN, "move"]
SMALL = st.integers(0, 5)
NO_TRACE = [
    re.compile(r'name="csrfmiddlewaretoken" value="\w+"'),
    re.compile(r"gAAAA[\w-]+={0,2}"),
    re.compile(r"<time[^>]*>.*?</time>"),
    re.compile(r'data-colours?="[\d ]*"'),
    re.compile(r'(?<=\d{8},)\d(?=,")'),  # the colour of a claim, which comes of its number
]
DRAWN_BY_LOT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|(?<!\d)[1-9]\d{7}(?!\d)")


def deeds_of(who, deeds):
    return st.builds(Deed, st.just(who), st.sampled_from(deeds), SMALL, SMALL, SMALL)


A_DEED = st.one_of(
    deeds_of("ben", OF_BEN),
    deeds_of("ben", ["mark", "edit", "judge", "comment"]),
    deeds_of("anna", OF_ANNA),
    deeds_of("chiara", OF_CURATORS),
)
steady = settings(
    max_examples=8,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world(monkeypatch):
    # so far apart that no two numbers are drawn alike, which would look like one name
    monkeypatch.setattr(entries, "FIRST_BLIND_NUMBER", 10_000_000)
    monkeypatch.setattr(entries, "WIDEST_GAP", 20_000_000)
    world = World()
    set_blind(world.story, world.people["olga"], True)
    return world


@pytest.fixture
def client_of_anna(world):
    client = Client()
    client.force_login(world.people["anna"])
    return client


@contextmanager
def taken_back():
    """With the counters, too, so that a key which tells how much was made is not the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value > 0")
        counters = cursor.fetchall()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.executemany("SELECT setval(%s, %s)", counters)


def do_all(world, deeds):
    """A curator sees all, and must not tell: here they choose among what Anna sees."""
    for deed in deeds:
        world.begun_anew().do(deed, "anna" if deed.who == "chiara" else "")


def rows_seen(world):
    """Every column of every row that Anna may see, through the querysets."""
    anna = world.people["anna"]
    columns = {
        Annotation: ["uid", "start", "end", "exact", "note", "version", "deleted_at"],
        Claim: ["number", "statement", "note", "version", "author", "merged_into__number"],
        Speaker: ["name", "variants"],
        Utterance: ["number", "gist"],
        Verdict: ["uid", "claim__number", "article", "kind", "note", "version"],
        Comment: ["uid", "author", "text"],
        Notice: ["reason", "change__subject", "change__verb"],
        Presence: ["user", "article"],
        Change: ["actor", "verb", "subject", "before", "after"],
    }
    return [
        [list(row) for row in model.objects.visible_to(anna).order_by("pk").values_list(*names)]
        for model, names in columns.items()
    ]


def addresses(world):
    """The pages that Anna comes by."""
    slug, anna = world.story.slug, world.people["anna"]
    articles = Article.objects.filter(story=world.story).order_by("pk")
    yield reverse("story", args=[slug])
    yield reverse("annotations:read", args=[slug]) + "?" + "&".join(f"a={a.pk}" for a in articles)
    for name in ("claims", "matrix", "codebook", "review", "activity", "people", "changes"):
        yield reverse(f"annotations:{name}", args=[slug])
    yield reverse("annotations:inbox")
    for what in ("claim", "speaker", "utterance"):
        yield reverse(f"annotations:{what}_options", args=[slug])
        yield reverse(f"annotations:{what}_options", args=[slug]) + "?q=rained"
    for kind in ("claims", "annotations"):
        yield reverse("search") + f"?q={WORDS[0]}&in={kind}"
    for claim in Claim.objects.visible_to(anna).filter(story=world.story).order_by("pk")[:3]:
        yield reverse("annotations:claim", args=[slug, claim.number])
        yield reverse("annotations:claim_history", args=[slug, claim.number])
    for found in Annotation.objects.visible_to(anna).order_by("-pk")[:2]:
        yield reverse("annotations:annotation", args=[found.uid])
        yield reverse("annotations:history", args=[found.uid])
    for found in Verdict.objects.visible_to(anna).order_by("-pk")[:1]:
        yield reverse("annotations:verdict_page", args=[found.uid])


def pages_seen(world, client):
    for place in addresses(world):
        answer = client.get(place)
        yield f"{place} {answer.status_code} {answer.content.decode()}"


def up_to_names(text):
    """What is drawn by lot is called by the order in which it comes."""
    for pattern in NO_TRACE:
        text = pattern.sub("~", text)
    order = {}
    return DRAWN_BY_LOT.sub(lambda name: f"#{order.setdefault(name[0], len(order))}", text)


@steady
@given(deeds=st.lists(A_DEED, min_size=5, max_size=12))
def test_what_anna_sees_is_as_if_ben_had_not_been_there(world, client_of_anna, deeds):
    seen = []
    for done in (deeds, [deed for deed in deeds if deed.who != "ben"]):
        with taken_back():
            start = listener(world.begun_anew().story, world.people["anna"], "")
            do_all(world, done)
            told = news_after(start.part, start.position).lines
            lines = [f"{line.verb} {line.subject} {line.article}" for line in told]
            rows = str(rows_seen(world))
            pages = list(pages_seen(world, client_of_anna))
            seen.append([up_to_names(text) for text in (*lines, rows, *pages)])
    for with_ben, without in zip(*seen, strict=False):
        assert with_ben == without
    assert len(seen[0]) == len(seen[1])
