"""The story's page and the front page: the coverage at a glance, for each reader what is theirs."""

from datetime import date

import pytest
from django.urls import reverse

from annotations.tests.factories import make_annotation, make_rendering
from articles.actions import CreditLine, correct_article, delete_article
from articles.tests.factories import make_article, make_member, make_source, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story("The flood", is_public=True, summary="A river left its bed.")


def on_page(client, story):
    return " ".join(client.get(story.get_absolute_url()).content.decode().split())


def test_the_coverage_is_shown_in_the_order_of_publication(client, story):
    late = make_article(story, "Late.", published_on=date(2015, 11, 28))
    undated = make_article(story, "Undated.")
    early = make_article(story, "Early.", published_on=date(2015, 11, 26))
    coverage = client.get(story.get_absolute_url()).context["coverage"]
    assert [article for article, _ in coverage] == [early, late, undated]


def test_a_headline_stands_in_its_own_language_and_direction(client, story):
    article = make_article(story, "نزل المطر.", language="ar", headline="خبر")
    heading = f'lang="ar" dir="rtl" id="headline-{article.pk}"'
    assert heading in on_page(client, story)


def test_each_article_can_be_chosen_for_reading_side_by_side(client, story):
    articles = [make_article(story), make_article(story)]
    page = on_page(client, story)
    for article in articles:
        assert f'name="a" value="{article.pk}"' in page
    assert f'action="{reverse("annotations:read", args=[story.slug])}"' in page


def test_a_relay_of_a_relay_is_told_along_its_way(client, story):
    wire, between = make_source("Wire"), make_source("Sample Broadcasting")
    lines = [CreditLine("relay", between), CreditLine("agency", wire, through=0)]
    make_article(story, source="The Evening Sheet", credit_lines=lines)
    (relay,) = client.get(story.get_absolute_url()).context["relays"]
    assert [s.name for s in relay.sources] == ["Wire", "Sample Broadcasting", "The Evening Sheet"]
    assert "after <bdi>Wire</bdi>, through <bdi>Sample Broadcasting</bdi>" in on_page(client, story)


def test_a_photograph_is_no_relay(client, story):
    make_article(story, credit_lines=[CreditLine("photo", make_source("Pictures"))])
    answer = client.get(story.get_absolute_url())
    assert answer.context["relays"] == []
    assert "after <bdi>Pictures" not in answer.content.decode()


def test_claims_are_shown_with_the_stances_that_articles_take(client, story):
    one, two = make_article(story, "It rained."), make_article(story, "It did not rain.")
    make_rendering(one, "It rained", "Rain fell.")
    make_rendering(two, "did not rain", "Rain fell.", "contradicts")
    page = on_page(client, story)
    for words in ("Rain fell.", "reports it", "contradicts it"):
        assert words in page


def test_marks_of_an_article_are_counted(client, story):
    article = make_article(story, "Rain fell. Snow fell.")
    make_annotation(article, "Rain")
    make_annotation(article, "Snow")
    assert client.get(story.get_absolute_url()).context["coverage"] == [(article, 2)]


def test_names_of_members_are_for_those_who_have_a_name_here(client, story):
    ben = make_member(story, "ben", "annotator")
    assert "ben" not in on_page(client, story)
    client.force_login(ben)
    assert "ben" in on_page(client, story)


def test_only_curators_are_offered_what_curators_do(client, story):
    article = make_article(story)
    delete_article(article, None)
    offered = [
        reverse("articles:import", args=[story.slug]),
        reverse("articles:undelete", args=[article.pk]),
    ]
    client.force_login(make_member(story, "ben", "annotator"))
    assert not any(address in on_page(client, story) for address in offered)
    client.force_login(make_member(story, "clara", "curator"))
    assert all(address in on_page(client, story) for address in offered)


def test_passages_that_a_correction_lost_are_announced_to_those_who_can_find_them(client, story):
    anna = make_member(story, "anna", "owner")
    article = make_article(story, "Rain fell.")
    make_annotation(article, "Rain fell")
    correct_article(article, anna, "Hail came down.", "It hailed.")
    assert "to find again" not in on_page(client, story)
    client.force_login(anna)
    assert "1 passage to find again" in on_page(client, story)


def test_a_story_without_articles_says_what_comes_next(client, story):
    assert "No article yet" in on_page(client, story)


def test_a_very_large_story_comes_in_pages(client, story):
    for n in range(61):
        make_article(story, f"Report {n}.")
    first = client.get(story.get_absolute_url())
    second = client.get(story.get_absolute_url() + first.context["page"].next_url)
    assert [len(answer.context["coverage"]) for answer in (first, second)] == [60, 1]


def test_the_front_page_shows_the_stories_that_are_open_to_the_reader(client, story):
    hidden = make_story("The fire")
    page = client.get("/").content.decode()
    assert "The flood" in page
    assert "The fire" not in page
    client.force_login(make_member(hidden, "ben", "reader"))
    assert "The fire" in client.get("/").content.decode()


def test_a_form_that_is_too_old_is_answered_in_the_sites_own_words(story):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "anna"})
    assert answer.status_code == 403
    assert "This form is too old to be taken" in answer.content.decode()
