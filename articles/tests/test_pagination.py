"""Lists come in pages: every row on one of them, both ways, and no token is trusted."""

from datetime import date

import pytest
from django.http import QueryDict

from articles.models import Story
from articles.pagination import keyset_page

from .factories import make_story

pytestmark = pytest.mark.django_db

NEWEST_FIRST = ("-happened_on", "-pk")
OLDEST_FIRST = ("happened_on", "pk")


@pytest.fixture
def stories():
    days = [
        date(2020, 1, 1),
        None,
        date(2020, 1, 3),
        None,
        date(2020, 1, 1),
        date(2020, 1, 2),
        None,
    ]
    return [make_story(f"Story {n}", happened_on=day) for n, day in enumerate(days)]


def asked(address):
    return QueryDict(address.removeprefix("?"))


def walk(order, step, address="", size=2):
    """The titles of each page, from the one at `address` on until there are no more."""
    while True:
        page = keyset_page(Story.objects.all(), order, asked(address), size)
        yield [story.title for story in page.items]
        address = getattr(page, step)
        if not address:
            return


@pytest.mark.parametrize("order", [NEWEST_FIRST, OLDEST_FIRST])
def test_every_row_is_on_one_page_and_those_without_a_date_come_last(stories, order):
    titles = [title for page in walk(order, "next_url") for title in page]
    assert sorted(titles) == sorted(story.title for story in stories)
    undated = {story.title for story in stories if story.happened_on is None}
    assert set(titles[-3:]) == undated


@pytest.mark.parametrize("order", [NEWEST_FIRST, OLDEST_FIRST])
def test_the_way_back_leads_over_the_same_pages(stories, order):
    forwards, address = [], ""
    while True:
        page = keyset_page(Story.objects.all(), order, asked(address), 2)
        forwards.append([story.title for story in page.items])
        if not page.next_url:
            break
        address = page.next_url
    assert len(forwards) == 4
    backwards = list(walk(order, "previous_url", page.previous_url))
    assert backwards[::-1] == forwards[:-1]


def test_a_row_that_arrives_meanwhile_moves_nobody_to_another_page(stories):
    first = keyset_page(Story.objects.all(), NEWEST_FIRST, QueryDict(), 2)
    make_story("The newest", happened_on=date(2030, 1, 1))
    second = keyset_page(Story.objects.all(), NEWEST_FIRST, asked(first.next_url), 2)
    assert not {story.pk for story in first.items} & {story.pk for story in second.items}


def test_the_filters_of_a_list_stay_when_its_pages_are_turned(stories):
    page = keyset_page(Story.objects.all(), NEWEST_FIRST, QueryDict("q=oil&q=gas"), 2)
    assert asked(page.next_url).getlist("q") == ["oil", "gas"]


@pytest.mark.parametrize("token", ["x", "W10", "\x00", "é", "a:b:c"])
def test_a_token_that_was_tampered_with_leads_to_the_first_page(stories, token):
    first = keyset_page(Story.objects.all(), NEWEST_FIRST, QueryDict(), 2)
    sent = QueryDict(mutable=True)
    sent["after"] = token
    page = keyset_page(Story.objects.all(), NEWEST_FIRST, sent, 2)
    assert page.items == first.items
    assert not page.previous_url


def test_the_token_of_another_list_leads_to_the_first_page(stories):
    first = keyset_page(Story.objects.all(), NEWEST_FIRST, QueryDict(), 2)
    page = keyset_page(Story.objects.all(), OLDEST_FIRST, asked(first.next_url), 2)
    assert page.items == list(Story.objects.order_by("happened_on", "pk")[:2])


def test_a_page_whose_rows_have_gone_leads_to_the_first_one(stories):
    first = keyset_page(Story.objects.all(), NEWEST_FIRST, QueryDict(), 4)
    Story.objects.exclude(pk__in=[story.pk for story in first.items]).delete()
    assert keyset_page(
        Story.objects.all(), NEWEST_FIRST, asked(first.next_url), 4
    ) == first.__class__(first.items)


def test_an_empty_list_has_one_empty_page():
    page = keyset_page(Story.objects.all(), NEWEST_FIRST, QueryDict())
    assert (page.items, page.next_url, page.previous_url) == ([], "", "")
