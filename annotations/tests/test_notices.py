"""Who is told of what: what concerns them and they may see, once, and never their own doing."""

import pytest

from annotations import actions
from annotations.anchors import AnchorError
from annotations.models import Claim, Notice
from annotations.saying import Saying
from articles.actions import correct_article
from articles.tests.factories import make_article, make_member, make_user

from .factories import make_annotation, make_claim, make_rendering

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port.")


@pytest.fixture
def anna(story):
    return make_member(story, "anna", "owner")


def told(user):
    return list(Notice.objects.visible_to(user).order_by("pk").values_list("reason", flat=True))


def test_a_member_who_is_mentioned_is_told_and_nobody_else(article, anna, ben, chiara):
    stranger = make_user("stranger")
    actions.comment(make_annotation(article, "Rain", anna), anna, "@ben, @stranger: look. @anna")
    assert told(ben) == ["mentioned"]
    assert told(anna) == told(chiara) == told(stranger) == []


def test_who_took_part_is_told_of_an_answer_once(article, anna, ben, chiara):
    passage = make_annotation(article, "Rain", anna)
    actions.comment(passage, ben, "Is it?")
    actions.comment(passage, ben, "I ask.")
    Notice.objects.all().delete()
    actions.comment(passage, chiara, "It is, @anna.")
    assert told(ben) == ["answered"]
    assert told(anna) == ["mentioned"]
    assert told(chiara) == []


def test_the_author_is_told_when_somebody_talks_of_what_is_theirs(story, article, anna, ben):
    claim = make_claim(story, "It rained.", anna)
    verdict = actions.set_verdict(claim, article, anna, "absent")
    for thing in (claim, verdict, make_annotation(article, "Rain", anna)):
        actions.comment(thing, ben, "Hm.")
    assert told(anna) == ["yours"] * 3
    assert told(ben) == []


def test_who_talks_is_told_when_it_is_resolved_and_reopened(article, anna, ben, chiara):
    line = actions.comment(make_annotation(article, "Rain", anna), ben, "Hm.")
    Notice.objects.all().delete()
    actions.resolve_thread(line.thread, chiara)
    actions.resolve_thread(line.thread, chiara)
    actions.reopen_thread(line.thread, anna)
    assert told(ben) == ["answered"] * 2
    assert told(anna) == ["yours"]


def test_the_author_is_told_what_somebody_else_does_to_an_annotation(article, ben, chiara):
    mine = make_annotation(article, "Rain", ben)
    mine = actions.edit_annotation(mine, ben, 1, Saying(note="Mine."))
    assert told(ben) == []
    mine = actions.edit_annotation(mine, chiara, 2, Saying(note="Hers."))
    mine = actions.delete_annotation(mine, chiara, 3)
    actions.restore_annotation(mine, chiara)
    assert told(ben) == ["yours"] * 3
    assert told(chiara) == []


def test_a_correction_of_the_text_tells_only_whose_passage_it_lost(article, anna, ben):
    make_annotation(article, "Rain", ben)
    make_annotation(article, "port", ben)
    correct_article(article, anna, "Rain fell on the harbour.", "No port.")
    (notice,) = Notice.objects.all()
    assert (notice.user, notice.change.verb) == (ben, "annotation lost its passage")


def test_the_author_of_a_claim_is_told_when_it_is_stated_anew(story, anna, ben):
    claim = make_claim(story, "It rained.", ben)
    actions.edit_claim(claim, anna, 1, "It poured.", "")
    assert told(ben) == ["yours"]


def test_a_merge_tells_each_person_once_however_much_of_theirs_it_touches(
    story, article, anna, ben, chiara
):
    for words in ("Rain", "fell", "port"):
        make_rendering(article, words, "It poured.", author=ben)
    gone, kept = Claim.objects.get(), make_claim(story, "It rained.", anna)
    actions.merge_claims(kept, gone, chiara, actions.Merging("It rained.", "Both.", 1, 1))
    assert told(ben) == told(anna) == ["yours"]
    assert told(chiara) == []


def test_nobody_is_told_of_what_blind_coding_hides_from_them(story, article, anna, ben, chiara):
    dora = make_member(story, "dora")
    mine = make_annotation(article, "Rain", ben)
    claim = make_claim(story, "It rained.", dora)
    story.is_blind = True
    story.save(update_fields=["is_blind"])
    actions.comment(mine, chiara, "@dora @ben: compare.")
    actions.comment(claim, ben, "@dora: hm.")
    assert not Notice.objects.filter(user=dora).exists()
    assert told(ben) == ["mentioned"]


def test_blind_coding_that_begins_later_hides_the_notice_too(story, article, ben):
    dora = make_member(story, "dora")
    actions.comment(make_annotation(article, "Rain", ben), ben, "@dora: look.")
    assert told(dora) == ["mentioned"]
    story.is_blind = True
    story.save(update_fields=["is_blind"])
    assert told(dora) == []


def test_what_is_refused_tells_nobody(article, anna, ben):
    mine = make_annotation(article, "Rain", ben)
    with pytest.raises(actions.EditConflict):
        actions.edit_annotation(mine, anna, 7, Saying(note="x"))
    with pytest.raises(AnchorError):
        actions.move_annotation(mine, anna, 1, actions.anchor_of(mine).__class__(0, 4, "Snow"))
    assert not Notice.objects.exists()
