"""Lines of a log that were written before there were threads, guids and deleted entries."""

import importlib

import pytest
from django.apps import apps
from django.utils import timezone

from annotations.tests.factories import make_tag
from articles.models import Change
from articles.tests.factories import make_story

pytestmark = pytest.mark.django_db

migration = importlib.import_module("annotations.migrations.0006_blindness_talk_codebook")


def restated(story, subject, before, after):
    """A line with the states that were stored once, as it is after the migration."""
    number = story.changes.count() + 1000
    line = Change.objects.create(
        story=story,
        number=number,
        step=number,
        at=timezone.now(),
        verb="edited",
        subject=subject,
        before=before,
        after=after,
    )
    migration.restate(apps, None)
    line.refresh_from_db()
    return line


def test_the_tags_of_an_annotation_are_called_by_what_outlives_their_names():
    story = make_story()
    tag = make_tag(story, "Weather")
    line = restated(story, "annotation:x", None, {"tags": ["Weather", "gone"]})
    names = sorted([str(tag.guid), "gone"])
    assert line.before is None
    assert line.after == {"tags": names, "coded_under": dict.fromkeys(names, 0)}


def test_a_comment_on_an_annotation_stands_in_its_thread():
    line = restated(make_story(), "comment:x", {"annotation": "y", "text": "Hm."}, None)
    assert line.before == {"thread": "annotation:y", "text": "Hm.", "deleted": False}


def test_a_tag_has_its_place_and_the_guid_of_what_it_stands_under():
    story = make_story()
    weather = make_tag(story, "Weather")
    rain = make_tag(story, "Rain", parent=weather)
    line = restated(story, f"tag:{rain.guid}", {"name": "Rain"}, {"name": "R", "parent": "Weather"})
    where = {"deleted": False, "position": rain.position}
    assert line.before == {"name": "Rain", "parent": ""} | where
    assert line.after == {"name": "R", "parent": str(weather.guid)} | where


def test_what_is_stated_as_today_stays_as_it_is():
    story = make_story()
    claim = {"statement": "It rained.", "merged_into": 1007}
    assert restated(story, "claim:1001", claim, claim).after == claim
