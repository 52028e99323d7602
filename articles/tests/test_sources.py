"""Sources: what they published and who credits them, as far as the reader may see it."""

from datetime import date

import pytest
from django.urls import reverse

from articles.actions import CreditLine, delete_article
from articles.models import Article, Credit
from articles.relays import relays

from .factories import make_article, make_member, make_source, make_story

pytestmark = pytest.mark.django_db


def page_of(client, source, **params):
    return client.get(reverse("articles:source", args=[source.slug]), params)


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def agency():
    return make_source("Wire", kind="agency")


def test_a_source_shows_what_it_published_newest_first_and_the_undated_last(client, story):
    days = [date(2015, 11, 26), None, date(2015, 11, 28)]
    made = [make_article(story, published_on=day) for day in days]
    answer = page_of(client, made[0].source)
    assert answer.context["page"].items == [made[2], made[0], made[1]]


def test_a_source_that_is_only_credited_shows_who_credits_it_and_how(client, story, agency):
    article = make_article(story, credit_lines=[CreditLine("agency", agency, "with Wire")])
    answer = page_of(client, agency)
    assert answer.context["page"].items == [article]
    assert "with Wire" in answer.content.decode()


def test_a_source_that_publishes_and_is_credited_has_both_lists(client, story, agency):
    own = make_article(story, source=agency)
    crediting = make_article(story, credit_lines=[CreditLine("agency", agency)])
    assert page_of(client, agency).context["page"].items == [own]
    assert page_of(client, agency, list="credits").context["page"].items == [crediting]


def test_an_article_that_credits_a_source_twice_is_listed_once(client, story, agency):
    lines = [CreditLine("agency", agency), CreditLine("photo", agency)]
    make_article(story, credit_lines=lines)
    answer = page_of(client, agency)
    assert len(answer.context["page"].items) == 1
    assert answer.context["source"].credit_count == 1


def test_articles_of_stories_that_are_not_open_are_neither_shown_nor_counted(client, agency):
    hidden = make_story()
    make_article(hidden, source=agency)
    assert page_of(client, agency).status_code == 404
    assert "Wire" not in client.get(reverse("articles:sources")).content.decode()
    client.force_login(make_member(hidden, "ben", "reader"))
    assert page_of(client, agency).context["source"].article_count == 1


def test_deleted_articles_are_not_counted(client, story, agency):
    make_article(story, source=agency)
    delete_article(make_article(story, source=agency), None)
    assert page_of(client, agency).context["source"].article_count == 1


def test_a_relay_of_a_relay_is_told_from_its_beginning(story, agency):
    between = make_source("Sample Broadcasting")
    lines = [
        CreditLine("relay", between, "reports Sample Broadcasting"),
        CreditLine("agency", agency, "Wire", through=0),
        CreditLine("photo", make_source("Pictures")),
    ]
    make_article(story, source="The Evening Sheet", credit_lines=lines)
    (relay,) = relays(Article.objects.for_lists())
    names = [source.name for source in relay.sources]
    assert names == ["Wire", "Sample Broadcasting", "The Evening Sheet"]


def test_credits_that_run_in_a_circle_come_to_an_end(story, agency):
    other = make_source("Other")
    lines = [CreditLine("relay", other), CreditLine("agency", agency, through=0)]
    make_article(story, credit_lines=lines)
    first, second = Credit.objects.order_by("pk")
    first.through = second
    first.save()
    assert relays(Article.objects.for_lists()) == []
