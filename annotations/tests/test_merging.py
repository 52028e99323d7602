"""Two claims become one, and one two: nothing is lost, and every step of it stands in the log."""

import pytest

from annotations import actions
from annotations.actions import Merging
from annotations.models import Annotation, Claim, Rendering, Verdict
from annotations.saying import ClaimSaid, Saying
from annotations.state import annotation_state
from articles.models import Change
from articles.tests.factories import make_article, make_member

from .factories import make_annotation, make_claim, make_rendering

pytestmark = pytest.mark.django_db

RAINED, POURED = "It rained.", "It poured."


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port all night.")


@pytest.fixture
def kept(story):
    return make_claim(story, RAINED)


@pytest.fixture
def gone(story):
    return make_claim(story, POURED)


def merge(kept, gone, user=None, **how):
    how = {"statement": RAINED, "note": "", "kept_version": 1, "gone_version": 1} | how
    return actions.merge_claims(kept, gone, user, Merging(**how))


def rendered(annotation):
    lines = Rendering.objects.filter(annotation=annotation).order_by("claim__number")
    return [(line.claim.number, line.stance, str(line.speaker or "")) for line in lines]


def the_step():
    first = Change.objects.latest("pk").step
    return list(Change.objects.filter(step=first).order_by("number"))


def test_renderings_move_and_the_claim_that_went_says_where_to(kept, gone, article, chiara):
    rain = make_rendering(article, "Rain", POURED, "partly", "Lind")
    other = make_rendering(article, "port", RAINED)
    merge(kept, gone, chiara, note="Whatever the strength.")
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert gone.deleted_at is not None
    assert rendered(rain) == [(1, "partly", "Lind")]
    assert rendered(other) == [(1, "reports", "")]
    kept.refresh_from_db()
    assert (kept.note, kept.version) == ("Whatever the strength.", 2)


def test_all_of_it_is_one_step_in_which_every_annotation_has_its_change(
    kept, gone, article, chiara
):
    rain = make_rendering(article, "Rain", POURED)
    before = annotation_state(rain)
    verdict = actions.set_verdict(gone, make_article(kept.story, "Nothing."), chiara, "absent")
    merge(kept, gone, chiara)
    claim, annotation, judged = the_step()
    assert (claim.subject, claim.after["merged_into"]) == ("claim:2", 1)
    assert annotation.subject == f"annotation:{rain.uid}"
    assert annotation.before == before
    assert annotation.after == annotation_state(Annotation.objects.get())
    assert annotation.after["claims"][0]["claim"] == 1
    assert (judged.subject, judged.after["claim"]) == (f"verdict:{verdict.uid}", 1)


def test_a_deleted_annotation_that_comes_back_renders_the_claim_that_stayed(kept, gone, article):
    rain = actions.delete_annotation(make_rendering(article, "Rain", POURED), None, 1)
    merge(kept, gone)
    actions.restore_annotation(rain, None)
    assert rendered(rain) == [(1, "reports", "")]


def both(article, stance="contradicts"):
    said = [ClaimSaid(RAINED, "reports", ""), ClaimSaid(POURED, stance, "")]
    return make_annotation(article, "Rain fell", claims=said)


def test_an_annotation_that_renders_both_alike_renders_one(kept, gone, article):
    rain = both(article, "reports")
    merge(kept, gone)
    assert rendered(rain) == [(1, "reports", "")]


@pytest.mark.parametrize(("stays", "stance"), [(1, "reports"), (2, "contradicts")])
def test_where_one_renders_both_unlike_the_chosen_stance_stays(kept, gone, article, stays, stance):
    rain = both(article)
    merge(kept, gone, stays={rain.uid: stays})
    assert rendered(rain) == [(1, stance, "")]


def test_without_a_choice_nothing_is_merged(kept, gone, article):
    rain = both(article)
    with pytest.raises(actions.EditConflict):
        merge(kept, gone)
    assert len(rendered(rain)) == 2
    gone.refresh_from_db()
    assert gone.deleted_at is None


@pytest.mark.parametrize("older", ["kept_version", "gone_version"])
def test_a_claim_changed_meanwhile_is_not_merged(kept, gone, older):
    with pytest.raises(actions.EditConflict):
        merge(kept, gone, **{older: 7})
    assert Claim.objects.live().count() == 2


def test_an_edit_that_began_before_the_merge_is_a_conflict(kept, gone, article):
    rain = make_rendering(article, "Rain", POURED)
    merge(kept, gone)
    with pytest.raises(actions.EditConflict):
        actions.edit_annotation(rain, None, 1, Saying(claims=(ClaimSaid(POURED, "reports", ""),)))


def test_of_two_verdicts_of_one_person_the_one_on_the_claim_that_stays_counts(
    kept, gone, story, article, chiara
):
    ben = make_member(story, "ben")
    actions.set_verdict(kept, article, ben, "absent")
    actions.set_verdict(gone, article, ben, "elsewhere")
    actions.set_verdict(gone, article, chiara, "not_expected")
    merge(kept, gone, chiara)
    counted = Verdict.objects.live().filter(claim=kept).values_list("author__username", "kind")
    assert set(counted) == {("ben", "absent"), ("chiara", "not_expected")}


def test_a_chain_of_merges_keeps_each_step(kept, gone, story):
    third = make_claim(story, "Water came down.")
    merge(gone, third, statement=POURED)
    merge(kept, gone)
    third.refresh_from_db()
    assert third.merged_into == gone


# Splitting


def test_a_split_gives_the_chosen_renderings_to_a_new_claim(kept, article, chiara):
    rain = make_rendering(article, "Rain", RAINED, "questions", "Lind")
    night = make_rendering(article, "all night", RAINED)
    new = actions.split_claim(kept, chiara, 1, "It rained by day.", "Not by night.", [rain.uid])
    assert rendered(rain) == [(2, "questions", "Lind")]
    assert rendered(night) == [(1, "reports", "")]
    assert (new.statement, new.note, new.author) == (
        "It rained by day.",
        "Not by night.",
        chiara,
    )
    assert [change.subject for change in the_step()] == [
        "claim:1",
        "claim:2",
        f"annotation:{rain.uid}",
    ]


def test_a_split_of_what_has_changed_meanwhile_is_a_conflict(kept, article):
    rain = make_rendering(article, "Rain", RAINED)
    with pytest.raises(actions.EditConflict):
        actions.split_claim(kept, None, 7, "Other.", "", [rain.uid])
    actions.edit_annotation(rain, None, 1, Saying(note="No claim."))
    with pytest.raises(actions.EditConflict):
        actions.split_claim(kept, None, 1, "Other.", "", [rain.uid])
    assert Claim.objects.count() == 1


def test_what_is_split_off_a_claim_made_blind_stays_hidden_from_others(story, article, chiara):
    ben, dora = make_member(story, "ben"), make_member(story, "dora")
    story.is_blind = True
    story.save(update_fields=["is_blind"])
    rain = make_rendering(article, "Rain", "Only Ben says so.", author=ben)
    claim = Claim.objects.get()
    new = actions.split_claim(claim, chiara, 1, "And this.", "", [rain.uid])
    assert new in Claim.objects.visible_to(ben)
    assert new not in Claim.objects.visible_to(dora)


# Taking it back


def everything(story):
    annotations = Annotation.objects.filter(article__story=story).order_by("pk")
    verdicts = Verdict.objects.live().filter(claim__story=story).order_by("pk")
    return (
        [rendered(annotation) for annotation in annotations],
        list(Claim.objects.live().filter(story=story).values_list("number", "statement")),
        list(verdicts.values_list("claim__number", "kind", "author__username")),
    )


def test_a_merge_is_taken_back_as_one_step(kept, gone, story, article, chiara):
    make_rendering(article, "Rain", POURED, "partly", "Lind")
    unlike = both(article)
    actions.set_verdict(kept, article, chiara, "absent")
    actions.set_verdict(gone, article, chiara, "elsewhere")
    actions.set_verdict(gone, make_article(story, "Nothing."), chiara, "absent")
    before = everything(story)
    merge(kept, gone, chiara, statement="Water fell.", stays={unlike.uid: 2})
    assert everything(story) != before
    actions.undo(story, chiara)
    assert everything(story) == before
    actions.redo(story, chiara)
    assert Claim.objects.live().get().statement == "Water fell."


def test_a_split_is_taken_back_as_one_step(kept, story, article, chiara):
    rain = make_rendering(article, "Rain", RAINED, "questions", "Lind")
    make_rendering(article, "all night", RAINED)
    before = everything(story)
    actions.split_claim(kept, chiara, 1, "By day.", "", [rain.uid])
    actions.undo(story, chiara)
    assert everything(story) == before
