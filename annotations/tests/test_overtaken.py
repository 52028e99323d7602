"""Somebody looked, somebody else was faster: nothing ends where nobody sees it."""

import pytest

from annotations import actions
from annotations.actions import EditConflict, Gone, Merging, Refused, redo, undo
from annotations.anchors import AnchorError
from annotations.codebook.versions import newest_version
from annotations.gaps.holding import hold, let_go, put_off
from annotations.gaps.walking import Cell
from annotations.models import Claim, Comment, GapHold, Rendering, Speaker, Tag, Verdict
from articles.actions import delete_article
from articles.models import Article, Change
from articles.tests.factories import make_article, make_member

from .factories import (
    make_annotation,
    make_claim,
    make_quotation,
    make_rendering,
    make_speaker,
    make_tag,
)

pytestmark = pytest.mark.django_db

RAINED, POURED = "It rained.", "It poured."


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port. Snow fell on the hills.")


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


# What is said of what has just gone is not taken as if it were stored


def test_a_verdict_on_a_claim_that_was_just_merged_is_not_lost_silently(
    article, rained, poured, chiara
):
    seen = newest(poured)
    merge(rained, poured, chiara)
    with pytest.raises(Gone):
        actions.set_verdict(seen, article, chiara, "absent")
    assert not Verdict.objects.exists()


def test_nothing_is_said_in_an_article_that_was_just_deleted(article, rained, chiara):
    delete_article(Article.objects.get(pk=article.pk), chiara)
    with pytest.raises(Gone):
        actions.set_verdict(rained, article, chiara, "absent")
    with pytest.raises(AnchorError, match="The article was deleted"):
        make_annotation(article, "Rain fell", chiara)


def test_a_comment_on_what_was_just_deleted_or_merged_is_refused(article, rained, poured, chiara):
    mark, claim = make_annotation(article, "Rain fell", chiara), newest(poured)
    actions.delete_annotation(mark, chiara, mark.version)
    merge(rained, poured, chiara)
    for subject in (mark, claim):
        with pytest.raises(Gone):
            actions.comment(subject, chiara, "Is it?")
    assert not Comment.objects.exists()


def test_who_comments_on_what_is_just_deleted_keeps_the_words(client, article, chiara, monkeypatch):
    mark = make_annotation(article, "Rain fell", chiara)

    def too_late(*_):
        raise Gone

    monkeypatch.setattr(actions, "comment", too_late)
    client.force_login(chiara)
    answer = client.post(f"/annotations/{mark.uid}/comments/", {"text": "Is it so?"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Is it so?" in page
    assert "in the meantime" in page


def test_a_claim_that_was_just_deleted_is_not_moved(client, story, rained, poured, chiara):
    seen = newest(poured)
    actions.delete_claim(newest(poured), chiara)
    with pytest.raises(Gone):
        actions.move_claim(seen, chiara, up=True)


def test_an_entry_of_the_codebook_that_was_just_deleted_is_not_moved(story, chiara):
    make_tag(story, "Weather")
    seen = make_tag(story, "Rain")
    actions.delete_tag(Tag.objects.get(pk=seen.pk), chiara, newest_version(story))
    with pytest.raises(EditConflict):
        actions.move_tag(seen, chiara, up=True)


def test_an_entry_that_was_just_moved_stays_there_when_it_is_reworded(story, chiara):
    seen = make_tag(story, "Weather")
    make_tag(story, "Rain")
    actions.move_tag(Tag.objects.get(pk=seen.pk), chiara, up=False)
    seen.definition = "What falls from the sky."
    actions.save_tag(seen, chiara, newest_version(story))
    assert [tag.name for tag in Tag.objects.order_by("position")] == ["Rain", "Weather"]
    assert len(set(Tag.objects.values_list("position", flat=True))) == 2


def test_a_cell_that_was_just_given_back_is_not_put_off(story, article, rained, chiara):
    held = hold(chiara, Cell(rained.pk, article.pk))
    let_go(story, chiara)
    put_off(held)
    assert not GapHold.objects.exists()
