"""People see what others do without loading a page anew: in order, once, and only what they may."""

import threading
import time

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from annotations.live.cursor import cursor_for
from annotations.tests.factories import make_annotation
from annotations.tests.listening import PATIENCE, Stream
from articles.actions import create_story, edit_story, set_blind, set_role
from articles.models import Story
from articles.tests.factories import make_article, make_member, make_user


@pytest.fixture
def story(asgi_server):
    story = create_story(make_user("owner"), title="The flood")
    make_member(story, "anna")
    make_member(story, "ben")
    return story


@pytest.fixture
def listen(asgi_server):
    opened = []

    def listen(story, user, cursor=None, last_event=""):
        cursor = cursor_for(fresh(story), user) if cursor is None else cursor
        opened.append(Stream(asgi_server, story, user, cursor, last_event))
        return opened[-1]

    yield listen
    for stream in opened:
        stream.close()


def fresh(story):
    return Story.objects.get(pk=story.pk)


def person(story, name):
    return story.members.get(username=name)


def somebody_waits_for_this():
    """Returns when another connection waits for what this one has locked, or after long."""
    waiting = "SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    deadline, count = time.monotonic() + PATIENCE, 0
    with connection.cursor() as cursor:
        while time.monotonic() < deadline and not count:
            time.sleep(0.02)
            cursor.execute(waiting)
            (count,) = cursor.fetchone()


def test_somebody_sees_what_another_does_while_it_happens(story, listen):
    article = make_article(story, "Rain fell on the port.")
    stream = listen(story, person(story, "anna"))
    annotation = make_annotation(article, "Rain", person(story, "ben"))
    event = stream.event()
    assert event.kind == "change"
    assert event.data == {
        "verb": "annotation created",
        "subject": f"annotation:{annotation.uid}",
        "article": article.pk,
        "actor": "ben",
        "mine": False,
    }
    assert event.cursor == str(fresh(story).last_change)


def test_who_was_away_is_told_what_they_missed_in_order_and_then_what_happens(story, listen):
    article = make_article(story, "Rain fell on the port. Snow fell on the town.")
    anna = person(story, "anna")
    before = cursor_for(fresh(story), anna)
    missed = [make_annotation(article, word, anna) for word in ("Rain", "port", "Snow")]
    stream = listen(story, anna, cursor="0", last_event=before)
    now = make_annotation(article, "town", anna)
    told = [stream.event() for _ in range(4)]
    assert [e.data["subject"] for e in told] == [f"annotation:{a.uid}" for a in [*missed, now]]
    assert all(event.data["mine"] for event in told)


def test_a_cursor_that_is_none_begins_with_now(story, listen):
    article = make_article(story, "Rain fell on the port.")
    streams = [listen(story, person(story, "anna"), cursor=c) for c in ("", "x", "-1", "9" * 30)]
    made = make_annotation(article, "Rain", person(story, "ben"))
    assert [s.event().data["subject"] for s in streams] == [f"annotation:{made.uid}"] * 4


def test_a_writer_who_commits_late_leaves_no_gap(story, listen):
    """Whoever writes waits for who began before: so numbers come in the order of commits."""
    article = make_article(story, "Rain fell on the port. Snow fell on the town.")
    stream = listen(story, person(story, "anna"))
    slow_has_written, numbers = threading.Event(), []

    def slowly():
        with transaction.atomic():
            make_annotation(article, "Rain", None)
            slow_has_written.set()
            somebody_waits_for_this()
        connections.close_all()

    writer = threading.Thread(target=slowly)
    writer.start()
    assert slow_has_written.wait(10)
    make_annotation(article, "Snow", None)
    writer.join()
    numbers = [int(stream.event().cursor) for _ in range(2)]
    assert numbers == [numbers[0], numbers[0] + 1]


def test_a_killed_connection_is_taken_up_again_and_nothing_is_missed(story, listen):
    article = make_article(story, "Rain fell on the port. Snow fell on the town.")
    stream = listen(story, person(story, "anna"))
    make_annotation(article, "Rain", None)
    stream.event()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        assert cursor.rowcount
    made = make_annotation(article, "Snow", None)
    assert stream.event().data["subject"] == f"annotation:{made.uid}"


def test_many_streams_leave_the_site_its_connections(story, listen):
    anna = person(story, "anna")
    streams = [listen(story, anna) for _ in range(20)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] <= 3  # one that listens, and at most two that read
    make_article(story, "Rain fell on the port.")
    assert {stream.event().data["verb"] for stream in streams} == {"article imported"}


def test_who_is_removed_is_told_nothing_more(story, listen):
    article = make_article(story, "Rain fell on the port.")
    anna = person(story, "anna")
    stream, others = listen(story, anna), listen(story, person(story, "ben"))
    set_role(story, None, anna, None)
    make_annotation(article, "Rain", None)
    assert [event.data["verb"] for event in stream.rest()] == ["role set"]
    assert [others.event().data["verb"] for _ in range(2)] == ["role set", "annotation created"]
    assert listen(story, anna).answer.status == 404


def test_who_logs_out_is_told_nothing_more_in_any_tab_and_others_are(story, listen):
    article = make_article(story, "Rain fell on the port.")
    anna, other = (listen(story, person(story, name)) for name in ("anna", "ben"))
    make_annotation(article, "port", None)
    for stream in (anna, other):
        assert stream.event()  # so the process listens
    browser = Client()
    browser.force_login(person(story, "anna"))
    browser.post(reverse("account_logout"))
    assert anna.rest() == []
    make_annotation(article, "Rain", None)
    assert other.event().data["verb"] == "annotation created"


def test_when_a_story_is_made_private_its_streams_end(story, listen):
    edit_story(story, None, is_public=True)
    stream = listen(story, make_user("visitor"))
    edit_story(story, None, is_public=False)
    assert [event.data["verb"] for event in stream.rest()] == ["story edited"]
    assert listen(story, person(story, "owner")).answer.status == 200


def test_who_comes_back_after_blind_coding_began_goes_on_where_they_were(story, listen):
    anna = person(story, "anna")
    article = make_article(story, "Rain fell on the port. Snow fell on the town.")
    stream = listen(story, anna)
    set_blind(story, None, whole=True)
    assert [event.data["verb"] for event in stream.rest()] == ["blind coding set"]
    make_annotation(article, "Rain", person(story, "ben"))
    mine = make_annotation(article, "Snow", anna)
    again = listen(story, anna, last_event=stream.cursor)
    assert again.event().data["subject"] == f"annotation:{mine.uid}"


def test_who_works_blind_hears_of_nobody_else_not_even_by_numbers(story, listen):
    article = make_article(story, "Rain fell on the port. Snow fell on the town.")
    set_blind(story, None, whole=True)
    anna, ben = person(story, "anna"), person(story, "ben")
    stream, curator = listen(story, anna), listen(story, person(story, "owner"))
    theirs = make_annotation(article, "Rain", ben)
    mine = make_annotation(article, "Snow", anna)
    event = stream.event()
    assert event.data["subject"] == f"annotation:{mine.uid}"
    assert not event.cursor.isdecimal()
    assert [curator.event().data["subject"] for _ in range(2)] == [
        f"annotation:{theirs.uid}",
        f"annotation:{mine.uid}",
    ]
    make_annotation(article, "port", ben)
    assert stream.is_quiet_for(2)


def test_who_works_blind_cannot_count_by_trying_numbers(story, listen):
    article = make_article(story, "Rain fell on the port. Snow fell on the town.")
    anna = person(story, "anna")
    make_annotation(article, "Snow", anna)
    set_blind(story, None, whole=True)
    assert listen(story, anna, cursor="0").is_quiet_for(2)


def test_who_works_blind_and_is_removed_is_told_that_and_no_more(story, listen):
    article = make_article(story, "Rain fell on the port.")
    set_blind(story, None, whole=True)
    anna = person(story, "anna")
    stream = listen(story, anna)
    set_role(story, None, anna, None)
    make_annotation(article, "Rain", None)
    assert [event.data["subject"] for event in stream.rest()] == ["member:anna"]


def test_who_becomes_curator_begins_anew_and_sees_what_was_hidden(story, listen):
    article = make_article(story, "Rain fell on the port. Snow fell on the town.")
    set_blind(story, None, whole=True)
    anna = person(story, "anna")
    stream = listen(story, anna)
    set_role(story, None, anna, "curator")
    assert [event.data["verb"] for event in stream.rest()] == ["role set"]
    theirs = make_annotation(article, "Rain", person(story, "ben"))
    again = listen(story, anna, last_event=stream.cursor)
    assert again.event().data["subject"] == f"annotation:{theirs.uid}"


def test_others_work_does_not_put_off_the_beats_of_who_works_blind(story, listen, monkeypatch):
    monkeypatch.setattr("annotations.live.stream.BEAT", 1.0)
    article = make_article(story, "Rain fell on the port.")
    set_blind(story, None, whole=True)
    stream, is_over = listen(story, person(story, "anna")), threading.Event()

    def write():
        while not is_over.wait(0.1):
            make_annotation(article, "Rain", None)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert [stream.event("beat").kind for _ in range(3)] == ["beat"] * 3  # one as it opens
    finally:
        is_over.set()
        writer.join()


def test_under_wsgi_there_is_no_stream_to_wait_for(story, client):
    client.force_login(person(story, "anna"))
    assert client.get(reverse("annotations:live", args=[story.slug])).status_code == 204


def test_two_who_look_on_share_one_look_at_the_log(story, listen, monkeypatch):
    from annotations.live import hub

    looks, look = [], hub.news_after
    monkeypatch.setattr(hub, "news_after", lambda *of: looks.append(of) or look(*of))
    streams = [listen(story, person(story, name)) for name in ("anna", "ben", "owner") * 3]
    make_article(story, "Rain fell on the port.")
    for stream in streams:
        stream.event()
    looks.clear()
    make_article(story, "Snow fell on the town.")
    for stream in streams:
        stream.event()
    # one, and perhaps those of who was still being sent the last event
    assert len(looks) < len(streams) / 2
