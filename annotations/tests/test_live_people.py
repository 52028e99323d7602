"""Who is here and where; and what browsers ask for that are told nothing by a stream."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from annotations.live.cursor import cursor_for
from annotations.models import Presence
from annotations.tests.factories import make_annotation
from annotations.tests.listening import Stream
from articles.actions import create_story, set_blind
from articles.models import Story
from articles.tests.factories import make_article, make_member, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = make_story()
    make_member(story, "anna")
    make_member(story, "ben")
    return story


def person(story, name):
    return story.members.get(username=name)


def come(client, story, name, article=None, tab=None, **said):
    client.force_login(person(story, name))
    data = {"tab": tab or uuid.uuid4(), "article": article.pk if article else "", **said}
    return client.post(reverse("annotations:here", args=[story.slug]), data)


def seen_by(client, story, name):
    client.force_login(person(story, name))
    return client.get(reverse("annotations:people", args=[story.slug])).content.decode()


def test_people_see_who_is_here_and_in_which_article(client, story):
    article = make_article(story, source="The Morning Sheet")
    assert come(client, story, "ben", article).status_code == 204
    page = seen_by(client, story, "anna")
    assert "ben" in page
    assert "The Morning Sheet" in page
    assert article.get_absolute_url() in page


def test_a_tab_that_moves_is_in_one_place(client, story):
    tab, here, there = (
        uuid.uuid4(),
        make_article(story, source="A"),
        make_article(story, source="B"),
    )
    come(client, story, "ben", here, tab)
    come(client, story, "ben", there, tab)
    assert [presence.article for presence in Presence.objects.all()] == [there]


def test_who_leaves_or_falls_silent_is_no_longer_here(client, story):
    tab = uuid.uuid4()
    come(client, story, "ben", tab=tab)
    come(client, story, "ben", tab=tab, left="1")
    assert "ben" not in seen_by(client, story, "anna")
    come(client, story, "ben")
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert "ben" not in seen_by(client, story, "anna")
    come(client, story, "anna")
    assert Presence.objects.get().user.username == "anna"  # what is old is not kept


def test_only_members_are_seen_and_see_each_other(client):
    story = make_story(is_public=True)
    client.force_login(make_user("visitor"))
    assert client.get(reverse("annotations:people", args=[story.slug])).status_code == 404
    answer = client.post(reverse("annotations:here", args=[story.slug]), {"tab": uuid.uuid4()})
    assert answer.status_code == 404


def test_a_sign_of_life_that_makes_no_sense_is_refused(client, story):
    elsewhere = make_article(make_story("Another"))
    assert come(client, story, "ben", tab="here").status_code == 422
    assert come(client, story, "ben", elsewhere).status_code == 422
    assert not Presence.objects.exists()


def test_who_works_blind_does_not_see_who_works_beside_them(client, story):
    come(client, story, "ben")
    set_blind(story, None, whole=True)
    assert "ben" not in seen_by(client, story, "anna")


def test_a_browser_without_a_stream_asks_for_what_came(client, story):
    article = make_article(story, "Rain fell on the port.")
    anna = person(story, "anna")
    cursor = cursor_for(Story.objects.get(pk=story.pk), anna)
    made = make_annotation(article, "Rain", person(story, "ben"))
    client.force_login(anna)
    address = reverse("annotations:changes", args=[story.slug])
    told = client.get(address, {"cursor": cursor}).json()
    assert [change["subject"] for change in told["changes"]] == [f"annotation:{made.uid}"]
    assert client.get(address, {"cursor": told["cursor"]}).json()["changes"] == []


def test_who_was_away_for_long_is_told_in_steps(client, story, monkeypatch):
    monkeypatch.setattr("annotations.live.news.BATCH", 2)
    for _ in range(5):
        make_article(story)
    client.force_login(person(story, "anna"))
    address, cursor, told = reverse("annotations:changes", args=[story.slug]), "0", []
    while step := client.get(address, {"cursor": cursor}).json():
        if not step["changes"]:
            break
        cursor = step["cursor"]
        told.append([change["verb"] for change in step["changes"]])
    assert [len(step) for step in told] == [2, 2, 2]


@pytest.mark.django_db(transaction=True)
def test_those_who_look_on_are_told_that_somebody_came(asgi_server, client):
    story = create_story(make_user("owner"), title="The flood")
    make_member(story, "ben")
    first = Stream(asgi_server, story, person(story, "owner"))
    first.event("people")  # from when the server has begun to listen on
    stream = Stream(asgi_server, story, person(story, "owner"))
    tab = uuid.uuid4()
    come(client, story, "ben", tab=tab)
    assert stream.event("people").cursor == ""
    come(client, story, "ben", tab=tab)
    assert stream.is_quiet_for(2)  # that they are still here is nothing new
    stream.close()
