"""The pictures of a story: what stands where, and that a table says the same."""

from datetime import date
from itertools import pairwise

import pytest
from django.urls import reverse

from annotations.pictures.relay_graph import relay_graph
from annotations.pictures.shared_claims import shared_claims
from annotations.pictures.timeline import timeline
from annotations.tests.factories import make_rendering
from articles.actions import CreditLine
from articles.models import Article
from articles.relays import relays
from articles.tests.factories import make_article, make_member, make_source, make_story

pytestmark = pytest.mark.django_db


def url(story):
    return reverse("annotations:pictures", args=[story.slug])


def test_earlier_articles_stand_before_later_ones_and_each_outlet_in_its_row():
    story = make_story()
    for day, source in [(26, "Sheet"), (28, "Ledger"), (27, "Sheet")]:
        make_article(story, source=source, published_on=date(2015, 11, day))
    drawn = timeline(story.articles.select_related("source"))
    assert [lane.name for lane in drawn.lanes] == ["Sheet", "Ledger"]
    xs = {dot.article.published_on.day: dot.x for dot in drawn.dots}
    ys = {dot.article.published_on.day: dot.y for dot in drawn.dots}
    assert xs[26] < xs[27] < xs[28]
    assert ys[26] == ys[27] < ys[28]


def test_two_articles_of_one_outlet_on_one_day_do_not_hide_each_other():
    story = make_story()
    for _ in range(2):
        make_article(story, source="Sheet", published_on=date(2015, 11, 26))
    one, other = timeline(story.articles.select_related("source")).dots
    assert one.x != other.x
    assert one.y == other.y


@pytest.mark.parametrize("days", [0, 1, 6, 40, 1000])
def test_days_are_named_without_running_into_each_other(days):
    story = make_story()
    first = date(2015, 11, 1)
    for n in (0, days):
        make_article(story, published_on=date.fromordinal(first.toordinal() + n))
    ticks = timeline(story.articles.select_related("source")).ticks
    assert 1 <= len(ticks) <= 9
    assert ticks[-1].day == date.fromordinal(first.toordinal() + days)
    gaps = [b.x - a.x for a, b in pairwise(ticks)]
    assert all(gap >= 60 for gap in gaps)


def test_a_summary_of_a_copy_of_an_agency_stands_behind_both():
    story = make_story()
    agency, station = make_source("Agency"), make_source("Station")
    lines = [CreditLine("relay", station), CreditLine("agency", agency, through=0)]
    make_article(story, source="Sheet", credit_lines=lines)
    graph = relay_graph(relays(Article.objects.for_lists()))
    assert sorted(graph.boxes, key=lambda box: box.x)[0].source == agency
    ways = [(arrow.giver.source.name, arrow.taker.source.name) for arrow in graph.arrows]
    assert ways == [("Agency", "Station"), ("Station", "Sheet")]
    assert all(arrow.giver.x < arrow.taker.x for arrow in graph.arrows)


def test_sources_that_take_from_each_other_do_not_hang_the_page():
    story = make_story()
    one, other = make_source("One"), make_source("Other")
    make_article(story, source=one, credit_lines=[CreditLine("relay", other)])
    make_article(story, source=other, credit_lines=[CreditLine("relay", one)])
    assert len(relay_graph(relays(Article.objects.for_lists())).boxes) == 2


def test_outlets_meet_in_the_claims_that_both_render():
    shared = shared_claims(["A", "B", "C"], [("A", 1), ("A", 2), ("B", 2), ("B", 3)])
    counts = [[square.count for square in row] for row in shared.rows]
    assert counts == [[2, 1, 0], [1, 2, 0], [0, 0, 0]]


def test_the_page_says_in_tables_what_it_draws(client):
    story = make_story()
    one = make_article(story, "Rain fell.", source="Sheet", published_on=date(2015, 11, 26))
    other = make_article(story, "It rained.", source="Ledger", language="en")
    make_rendering(one, "Rain fell", "It rained.")
    make_rendering(other, "It rained", "It rained.")
    client.force_login(make_member(story, "reader", "reader"))
    page = client.get(url(story)).content.decode()
    # nobody took from anybody
    assert page.count('class="picture"') == page.count("As a table") == 3
    assert "26 November 2015" in page
    assert "Without a date" in page


def test_a_story_without_articles_says_so(client):
    story = make_story(is_public=True)
    assert "Nothing to draw yet" in client.get(url(story)).content.decode()
