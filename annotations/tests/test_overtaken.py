"""Somebody looked, somebody else was faster: nothing ends where nobody sees it."""

import pytest

from annotations import actions
from annotations.actions import Merging, Refused, redo, undo
from annotations.models import Claim, Rendering, Speaker
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_claim, make_quotation, make_rendering, make_speaker

pytestmark = pytest.mark.django_db

RAINED, POURED = "It rained.", "It poured."


@pytest.fixture
def story():
    return make_story()


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port. Snow fell on the hills.")


@pytest.fixture
def chiara(story):
    return make_member(story, "chiara", "curator")


@pytest.fixture
def dora(story):
    return make_member(story, "dora", "curator")


@pytest.fixture
def rained(story):
    return make_claim(story, RAINED)


@pytest.fixture
def poured(story):
    return make_claim(story, POURED)


def newest(claim):
    return Claim.objects.select_related("story", "author", "coded_in").get(pk=claim.pk)


def merge(kept, gone, user):
    kept, gone = newest(kept), newest(gone)
    how = Merging(kept.statement, "", kept.version, gone.version)
    return actions.merge_claims(kept, gone, user, how)


def speaker(name):
    return Speaker.objects.select_related("story").get(name=name)


# Merged each into the other, both would be gone


def test_two_claims_are_never_merged_each_into_the_other(story, rained, poured, chiara, dora):
    merge(rained, poured, chiara)
    actions.restore_claim(newest(poured), chiara)
    merge(poured, rained, dora)
    with pytest.raises(Refused, match="so it stays"):
        undo(story, chiara)
    assert list(Claim.objects.live()) == [poured]


def test_two_speakers_are_never_joined_each_with_the_other(story, chiara, dora):
    make_speaker(story, "Lind", "the mayor")
    make_speaker(story, "the mayor", "Lind")
    actions.join_speakers(speaker("Lind"), speaker("the mayor"), chiara)
    undo(story, chiara)
    actions.join_speakers(speaker("the mayor"), speaker("Lind"), dora)
    with pytest.raises(Refused):
        redo(story, chiara)
    assert [each.name for each in Speaker.objects.live()] == ["the mayor"]


# What was said of it meanwhile would go with it


def test_a_claim_that_was_used_since_is_not_merged_again(story, article, rained, poured, chiara):
    merge(rained, poured, chiara)
    undo(story, chiara)
    make_rendering(article, "Rain fell", POURED)
    with pytest.raises(Refused, match="Others use claim 2 by now"):
        redo(story, chiara)
    assert Rendering.objects.get().claim == newest(poured)
    assert newest(poured).deleted_at is None


def test_a_speaker_who_was_quoted_since_is_not_joined_again(story, article, chiara):
    for name in ("Lind", "the mayor"):
        make_speaker(story, name)
    actions.join_speakers(speaker("Lind"), speaker("the mayor"), chiara)
    undo(story, chiara)
    make_quotation(article, "Rain fell", "the mayor")
    with pytest.raises(Refused, match="so it stays"):
        redo(story, chiara)
    assert speaker("the mayor").merged_into is None


def test_what_a_merged_claim_was_used_for_before_is_merged_again(
    story, article, rained, poured, chiara
):
    make_rendering(article, "Rain fell", POURED)
    merge(rained, poured, chiara)
    undo(story, chiara)
    redo(story, chiara)
    assert Rendering.objects.get().claim == rained
    assert Change.objects.latest("pk").verb == "claim redone"
