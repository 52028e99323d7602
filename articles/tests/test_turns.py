"""Writers at one moment: most wait without a connection, and what two make at once is one."""

import threading
import time

import pytest
from django.db import connection, transaction

from articles import actions
from articles.log import KEEPERS, step, turn
from articles.models import Change, Story

from .factories import make_story

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = KEEPERS + 3


def connections():
    """How many the database has from others than this thread."""
    asked = """
        SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_clear_snapshot()"
        )  # else a transaction sees them as at first
        cursor.execute(asked)
        return cursor.fetchone()[0]


def edit(story, title, looked=None):
    try:
        seen = Story.objects.get(pk=story.pk)
        if looked:
            looked.wait(10)
        actions.edit_story(seen, None, title=title)
    finally:
        connection.close()


def wait_until(found):
    ends = time.monotonic() + 10
    while not found() and time.monotonic() < ends:
        time.sleep(0.01)
    assert found()


def test_of_writers_who_wait_for_one_another_a_few_keep_a_connection():
    story, before, looked = make_story(), connections(), threading.Barrier(WRITERS + 1)
    said = [(story, f"Title {n}", looked) for n in range(WRITERS)]
    writers = [threading.Thread(target=edit, args=each) for each in said]
    with step(story, None):
        for writer in writers:
            writer.start()
        looked.wait(10)
        wait_until(lambda: connections() <= before + KEEPERS)
        assert all(writer.is_alive() for writer in writers)
    for writer in writers:
        writer.join(10)
    assert Change.objects.filter(verb="story edited").count() == WRITERS


def test_a_writer_who_fails_lets_the_next_one_write():
    story = make_story()
    with pytest.raises(ZeroDivisionError), step(story, None):
        1 / 0  # noqa: B018
    edit(story, "Another title")
    assert Story.objects.get().title == "Another title"


def test_nobody_waits_for_who_writes_in_another_story():
    one, other = make_story(), make_story("The drought")
    with turn(one):
        writer = threading.Thread(target=edit, args=(other, "Another title"))
        writer.start()
        writer.join(10)
        assert not writer.is_alive()


def meanwhile(make):
    """What a thread makes that begins before this one's transaction ends."""
    made = []

    def work():
        try:
            made.append(make())
        finally:
            connection.close()

    with transaction.atomic():
        mine = make()
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(0.3)
    thread.join(10)
    return mine, *made


def test_an_outlet_that_two_name_at_one_moment_is_one():
    mine, others = meanwhile(lambda: actions.find_or_create_source("Le Quai"))
    assert mine == others


def test_two_stories_of_one_title_can_begin_at_one_moment():
    mine, others = meanwhile(make_story)
    assert (mine.slug, others.slug) == ("the-flood", "the-flood-2")
