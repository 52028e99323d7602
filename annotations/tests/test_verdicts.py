"""What people say of a claim and an article without a rendering."""

import pytest

from annotations import actions
from annotations.models import Verdict
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port.")


@pytest.fixture
def claim(story):
    return make_claim(story, "It snowed.")


@pytest.fixture
def ben(story):
    return make_member(story, "ben")


def test_a_verdict_is_given_changed_and_taken_back_and_the_log_has_it_all(claim, article, ben):
    verdict = actions.set_verdict(claim, article, ben, "absent", "Read twice.")
    actions.set_verdict(claim, article, ben, "elsewhere", "", 1)
    actions.take_back_verdict(verdict, ben, 2)
    changes = Change.objects.filter(subject=f"verdict:{verdict.uid}")
    assert [change.verb for change in changes] == [
        "verdict given",
        "verdict changed",
        "verdict taken back",
    ]
    assert all((c.is_coding, c.coded_by, c.coded_in) == (True, ben, article) for c in changes)
    assert changes[0].after == {
        "claim": 1,
        "article": article.slug,
        "kind": "absent",
        "note": "Read twice.",
        "version": 1,
        "deleted": False,
    }
    assert not Verdict.objects.live().exists()


def test_one_person_has_one_verdict_on_a_pair_and_several_persons_several(
    story, claim, article, ben
):
    actions.set_verdict(claim, article, ben, "absent")
    with pytest.raises(actions.EditConflict):
        actions.set_verdict(claim, article, ben, "elsewhere")
    actions.set_verdict(claim, article, make_member(story, "dora"), "elsewhere")
    assert Verdict.objects.live().count() == 2


def test_who_looks_again_takes_up_the_verdict_with_its_talk(claim, article, ben):
    first = actions.set_verdict(claim, article, ben, "absent")
    actions.comment(first, ben, "Sure?")
    actions.take_back_verdict(first, ben, 1)
    again = actions.set_verdict(claim, article, ben, "elsewhere")
    assert (again.uid, again.version) == (first.uid, 3)
    assert again.thread.comments.count() == 1


def test_an_older_version_does_not_take_back_a_newer_verdict(claim, article, ben):
    verdict = actions.set_verdict(claim, article, ben, "absent")
    actions.set_verdict(claim, article, ben, "elsewhere", version=1)
    with pytest.raises(actions.EditConflict):
        actions.take_back_verdict(verdict, ben, 1)
