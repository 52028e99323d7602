"""What each page costs in queries, whatever the database holds. The numbers are committed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.tests.factories import make_rendering
from articles.actions import CreditLine
from articles.tests.factories import make_article, make_member, make_source, make_story

pytestmark = pytest.mark.django_db

# page -> queries for somebody who is logged in and owns the story; two of them are the log-in,
# one is what waits in the inbox
BUDGETS = {
    "home": 4,
    "articles:stories": 4,
    "story": 15,
    "articles:sources": 4,
    "articles:source": 6,
    "search articles": 13,
    "search claims": 11,
    "search annotations": 11,
}


def addresses(story):
    search = reverse("search") + "?q=rain&in="
    return {
        "home": reverse("home"),
        "articles:stories": reverse("articles:stories"),
        "story": story.get_absolute_url(),
        "articles:sources": reverse("articles:sources"),
        "articles:source": reverse("articles:source", args=["the-morning-sheet"]),
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


@pytest.mark.parametrize("page", BUDGETS)
@pytest.mark.parametrize("articles", [1, 10])
def test_a_page_keeps_its_budget_of_queries(client, page, articles):
    story = make_story()
    client.force_login(make_member(story, "anna", "owner"))
    fill(story, articles)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(addresses(story)[page]).status_code == 200
    assert len(queries) <= BUDGETS[page], "\n".join(query["sql"][:200] for query in queries)
