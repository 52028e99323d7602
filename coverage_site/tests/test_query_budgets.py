"""What each page costs in queries, whatever the database holds. The numbers are committed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import actions
from annotations.models import Annotation, Comment
from annotations.tests.factories import make_claim, make_rendering
from articles.actions import CreditLine
from articles.tests.factories import make_article, make_member, make_source, make_story

pytestmark = pytest.mark.django_db

# page -> queries for somebody who is logged in and owns the story; two of them are the log-in,
# one is what waits in the inbox
BUDGETS = {
    "home": 4,
    "articles:stories": 4,
    "story": 12,
    "articles:sources": 4,
    "articles:source": 6,
    "annotations:matrix": 12,
    "annotations:cell": 12,
    "annotations:arrange": 8,
    "annotations:claim": 12,
    "search articles": 11,
    "search claims": 9,
    "search annotations": 9,
}


def addresses(story):
    search = reverse("search") + "?q=rain&in="
    return {
        "home": reverse("home"),
        "articles:stories": reverse("articles:stories"),
        "story": story.get_absolute_url(),
        "articles:sources": reverse("articles:sources"),
        "articles:source": reverse("articles:source", args=["the-morning-sheet"]),
        "annotations:matrix": reverse("annotations:matrix", args=[story.slug]),
        "annotations:cell": reverse(
            "annotations:cell", args=[story.slug, 1, story.articles.earliest("pk").pk]
        ),
        "annotations:arrange": reverse("annotations:arrange", args=[story.slug]),
        "annotations:claim": reverse("annotations:claim", args=[story.slug, 1]),
        "search articles": f"{search}articles&source=the-morning-sheet&story={story.slug}",
        "search claims": f"{search}claims",
        "search annotations": f"{search}annotations",
    }


def fill(story, articles):
    wire, between = make_source("Wire"), make_source("Between")
    for n in range(articles):
        lines = [CreditLine("relay", between), CreditLine("agency", wire, through=0)]
        article = make_article(
            story,
            f"Rain fell on day {n}. Snow fell.",
            credit_lines=lines,
            published_on=date(2015, 11, 1 + n),
            language=["en", "de", "pl"][n % 3],
        )
        make_rendering(article, "Rain fell", f"It rained, {n % 4}.", attributed_to="Rova")


def talk_judge_and_merge(story, anna):
    """What costs the page of a claim queries, beside its passages."""
    claim, twin = story.claims.earliest("number"), make_claim(story, "It poured.")
    for each in (claim, twin):
        actions.comment(each, anna, "Look, @anna.")
    actions.set_verdict(claim, make_article(story), anna, "absent")
    merged = actions.Merging(claim.statement, "", claim.version, twin.version)
    actions.merge_claims(claim, twin, anna, merged)


@pytest.mark.parametrize("page", BUDGETS)
@pytest.mark.parametrize("articles", [1, 10])
def test_a_page_keeps_its_budget_of_queries(client, page, articles):
    story = make_story()
    anna = make_member(story, "anna", "owner")
    client.force_login(anna)
    fill(story, articles)
    talk_judge_and_merge(story, anna)
    address = addresses(story)[page]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= BUDGETS[page], "\n".join(query["sql"][:200] for query in queries)


def test_what_came_in_is_read_only_where_somebody_asks_for_it(client):
    """It may be megabytes, for each article that a page names."""
    story = make_story()
    anna = make_member(story, "anna", "owner")
    client.force_login(anna)
    fill(story, 2)
    talk_judge_and_merge(story, anna)
    mark, claim = Annotation.objects.earliest("pk"), f"{story.get_absolute_url()}claims/2/"
    with CaptureQueriesContext(connection) as queries:
        for address in [*addresses(story).values(), claim, f"{claim}merge/?other=1"]:
            assert client.get(address).status_code == 200
        said = {"article": mark.article_id, "kind": "absent", "version": 0, "text": "Did it?"}
        for address in (
            f"{claim}verdicts/",
            f"{claim}comments/",
            f"{mark.get_absolute_url()}comments/",
        ):
            assert client.post(address, said).status_code == 302
        actions.delete_comment(Comment.objects.latest("pk"), anna)
    read = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert [sql for sql in read if '"raw"' in sql] == []
