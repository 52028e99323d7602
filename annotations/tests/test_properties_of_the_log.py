"""Whatever people do in whatever order: the log tells it all, and what is undone is as before."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.actions.undoing.kinds import KINDS, STAYING, stays
from annotations.models import Annotation, Claim, Comment, Speaker, Tag, Thread, Utterance, Verdict
from annotations.state import entry_state
from articles.models import Article, Story

from .deeds import DEEDS, Deed, World

pytestmark = pytest.mark.django_db

OF_CURATORS = {"delete a claim", "restore a claim", "merge claims", "split a claim"}
OF_CURATORS |= {"join speakers"}
OF_CURATORS |= {"edit a tag", "delete a tag", "restore a tag", "correct a text", "strike a passage"}
OF_ALL = sorted(DEEDS.keys() - OF_CURATORS - {"set blind coding"})
SMALL = st.integers(0, 5)


def deeds_of(people, deeds):
    return st.builds(Deed, st.sampled_from(people), st.sampled_from(deeds), SMALL, SMALL, SMALL)


A_DEED = st.one_of(
    deeds_of(["anna", "ben", "chiara"], OF_ALL),
    deeds_of(["anna", "ben"], ["mark", "edit", "judge", "comment", "undo", "redo"]),
    deeds_of(["chiara", "olga"], sorted(OF_CURATORS)),
    deeds_of(["olga"], ["set blind coding"]),
)
steady = settings(
    max_examples=30,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world():
    return World()


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# What stands in the database, by the log's names


def standing(story):
    """The state of everything in the story."""
    rows = {
        "annotation": (Annotation.objects.filter(article__story=story), "uid"),
        "claim": (Claim.objects.filter(story=story), "number"),
        "verdict": (Verdict.objects.filter(claim__story=story), "uid"),
        "tag": (Tag.objects.filter(story=story), "guid"),
        "comment": (Comment.objects.filter(thread__story=story), "uid"),
    }
    found = {
        f"{kind}:{getattr(row, key)}": KINDS[kind].state(row)
        for kind, (of_story, key) in rows.items()
        for row in of_story
    }
    entries = [*Speaker.objects.filter(story=story), *Utterance.objects.filter(story=story)]
    for entry in entries:
        key = entry.name if isinstance(entry, Speaker) else entry.number
        found[f"{entry._meta.model_name}:{key}"] = entry_state(entry)
    for thread in Thread.objects.filter(story=story):
        found[f"thread:{thread.uid}"] = KINDS["thread"].state(thread)
    return found


def settings_of(story):
    """What is said of the story and its articles, as far as deeds change it."""
    story = Story.objects.get(pk=story.pk)
    blind = Article.objects.filter(story=story, is_blind=True).order_by("slug")
    found = {f"blind:{story.slug}": {"story": story.is_blind, "articles": [a.slug for a in blind]}}
    for article in Article.objects.filter(story=story).select_related("revision"):
        found[f"article:{article.slug}"] = article.revision.number
    return found


def replayed(story):
    """The last state of everything that the log names; each change begins where one ended."""
    found = {}
    for change in story.changes.order_by("number"):
        if change.verb.startswith("passage "):  # of an article, this says something else
            continue
        is_given_again = change.verb == "speaker created"  # by one who did not know of it
        if change.subject.partition(":")[0] in KINDS and not is_given_again:
            began = {"resolved": False} if change.subject.startswith("thread:") else None
            assert change.before == found.get(change.subject, began), change
        found[change.subject] = change.after
    return found


@steady
@given(deeds=st.lists(A_DEED, min_size=8, max_size=16))
def test_what_stands_in_the_story_is_what_its_log_says(world, deeds):
    with taken_back():
        for deed in deeds:
            world.begun_anew().do(deed)
        story = world.begun_anew().story
        numbers = list(story.changes.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, story.last_change + 1))
        log, now = replayed(story), standing(story)
        untold = {subject: {"resolved": False} for subject in now if subject.startswith("thread:")}
        assert now == untold | {s: state for s, state in log.items() if s in now}
        assert {s for s in log if s.partition(":")[0] in KINDS.keys() | STAYING} <= now.keys()
        for subject, setting in settings_of(story).items():
            said = log.get(subject, {"story": False, "articles": []})
            assert setting == (said["revision"] if subject.startswith("article:") else said)


# Undo and redo


def alike(states):
    """But for versions, which count on; a thing that is deleted is none."""
    told = {s: dict(state) for s, state in states.items() if not s.startswith("speaker:")}
    for state in told.values():
        state.pop("version", None)
    return {s: state for s, state in told.items() if not state.get("deleted")}


@steady
@given(
    deeds=st.lists(A_DEED, min_size=4, max_size=12),
    who=st.sampled_from(["anna", "ben", "chiara"]),
)
def test_undo_brings_back_what_was_and_redo_what_came_of_it(world, deeds, who):
    with taken_back():
        for deed in deeds:
            world.begun_anew().do(deed)
        story, user = world.story, world.people[who]
        before = standing(story)
        try:
            undone = actions.undo(story, user)
        except (actions.Refused, PermissionDenied):
            assert standing(story) == before
            return
        after = standing(story)
        touched = assert_undone(undone, before, after)
        untouched = before.keys() - touched
        assert {s: after[s] for s in untouched} == {s: before[s] for s in untouched}
        actions.redo(story, user)
        assert alike(standing(story)) == alike(before)
        actions.undo(story, user)
        assert alike(standing(story)) == alike(after)


def assert_undone(undone, before, after):
    """Every change of the step: what stood before it stands now. Gives what it touched."""
    earliest = {}
    for change in reversed(undone.original):
        earliest[change.subject] = change.before
    for subject, state in earliest.items():
        kind = subject.partition(":")[0]
        if stays(subject, state is None):
            continue
        if state is None:
            is_used = kind == "claim" and after[subject] == before[subject]
            assert after[subject]["deleted"] or is_used
        else:
            assert alike({subject: after[subject]}) == alike({subject: state})
    return set(earliest)
