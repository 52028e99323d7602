"""An owner says what is coded blind, and everybody who works there is told."""

import pytest
from django.urls import reverse

from articles.actions import delete_article, set_blind
from articles.log import version_of
from articles.models import Story

from .factories import make_article, make_member, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story()


@pytest.fixture
def two(story):
    return make_article(story, source="Sheet"), make_article(story, source="Bote")


@pytest.fixture
def owner(client, story):
    owner = make_member(story, "olga", "owner")
    client.force_login(owner)
    return owner


def page(client, story, **sent):
    address = reverse("articles:blind", args=[story.slug])
    return client.post(address, sent) if sent else client.get(address)


def blind_now(story):
    story.refresh_from_db()
    return story.is_blind, [a.source.name for a in story.articles.filter(is_blind=True)]


def test_an_owner_puts_the_story_or_some_articles_into_blind_coding_and_ends_it(
    client, story, two, owner
):
    sheet, _ = two
    for sent, expected in (
        ({"extent": "whole"}, (True, [])),
        ({"extent": "articles", "articles": sheet.pk}, (False, ["Sheet"])),
        ({"extent": "off", "articles": sheet.pk}, (False, [])),
    ):
        answer = page(client, story, **sent)
        assert (answer.status_code, blind_now(story)) == (302, expected)
    assert story.changes.filter(verb="blind coding set", actor=owner).count() == 3


def test_the_page_shows_what_is_set_and_names_who_codes_blind_and_who_sees_all(
    client, story, two, owner
):
    make_member(story, "ben", "annotator")
    make_member(story, "rita", "reader")
    set_blind(story, owner, False, [two[1]])
    html = page(client, story).content.decode()
    assert 'value="articles" checked' in html
    assert f'value="{two[1].pk}" checked' in html
    assert "Annotators code blind: <bdi>ben</bdi>" in html
    assert "see everything: <bdi>olga</bdi>" in html
    assert "rita" not in html


def test_some_articles_without_any_named_are_asked_for_again(client, story, two, owner):
    answer = page(client, story, extent="articles")
    assert answer.status_code == 422
    assert "Tick the articles" in answer.content.decode()
    assert blind_now(story) == (False, [])


def test_an_article_of_another_story_cannot_be_named(client, story, two, owner):
    other = make_article(make_story("Another"))
    assert page(client, story, extent="articles", articles=other.pk).status_code == 422
    other.refresh_from_db()
    assert not other.is_blind


def test_two_owners_who_set_it_at_once_do_not_undo_each_others_choice_unseen(
    client, story, two, owner
):
    began = version_of(story, f"blind:{story.slug}")
    set_blind(story, None, True)
    answer = page(client, story, extent="off", version=began)
    assert answer.status_code == 409
    assert 'value="whole" checked' in answer.content.decode()
    assert blind_now(story) == (True, [])


def test_a_deleted_article_comes_back_as_blind_as_it_was_while_others_are_coded_blind(story, two):
    sheet, bote = two
    set_blind(story, None, False, [sheet, bote])
    delete_article(sheet, None)
    set_blind(story, None, False, [bote])
    assert blind_now(story)[1] == ["Sheet", "Bote"]
    set_blind(story, None, False)
    assert blind_now(story)[1] == []


def test_a_story_without_articles_can_be_coded_blind_from_the_start(client, story, owner):
    assert "no article yet" in page(client, story).content.decode()
    assert page(client, story, extent="whole").status_code == 302
    assert Story.objects.get().is_blind


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("annotator", "you see only your own annotations"),
        ("curator", "Blind coding is on"),
        ("reader", "is shown when the coding is over"),
    ],
)
def test_the_story_page_says_that_it_is_coded_blind(client, story, two, role, words):
    client.force_login(make_member(story, "ben", role))
    assert "blind-note" not in client.get(story.get_absolute_url()).content.decode()
    set_blind(story, None, False, [two[0]])
    assert words in client.get(story.get_absolute_url()).content.decode()
