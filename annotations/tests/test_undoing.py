"""What people do, they can take back and do again; what others did meanwhile stays."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.actions import Refused, redo, undo
from annotations.actions.codebook import codebook_version
from annotations.actions.undoing import KINDS, current_state, own_stacks, same_state
from annotations.actions.undoing.kinds import stays
from annotations.anchors import anchor_at
from annotations.models import Annotation, Claim, Comment, Notice, Speaker, Tag, Thread, Verdict
from annotations.naming import ISOLATE, POP
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from articles.actions import correct_article, edit_article, set_blind
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_claim, make_quotation, make_rendering, make_tag

pytestmark = pytest.mark.django_db
TEXT = "Rain fell on the port 🛳️. “The boats are safe,” said Mayor Ona Lind."


@pytest.fixture
def article():
    return make_article(make_story(), TEXT)


@pytest.fixture
def story(article):
    return article.story


@pytest.fixture
def ben(story):
    return make_member(story, "ben", "curator")


def newest(annotation):
    return Annotation.objects.get(pk=annotation.pk)


def states(story):
    """How everything that was ever changed in the story stands now."""
    subjects = Change.objects.filter(story=story).values_list("subject", flat=True).distinct()
    kept = [subject for subject in subjects if subject.partition(":")[0] in KINDS]
    return {subject: current_state(story, subject) for subject in kept}


def stand_alike(one, other):
    return one.keys() == other.keys() and all(same_state(one[key], other[key]) for key in one)


def edit(annotation, user, **said):
    return actions.edit_annotation(annotation, user, newest(annotation).version, Saying(**said))


# Each is something that a curator does to a story with an annotation, two claims and two tags


def move(world, user):
    place = anchor_at(TEXT, 0, 4)
    actions.move_annotation(world["mark"], user, newest(world["mark"]).version, place)


def merge(world, user):
    how = actions.Merging("It rained.", "", 1, 1)
    actions.merge_claims(world["claims"][0], world["claims"][1], user, how)


def split(world, user):
    uids = [world["mark"].uid]
    actions.split_claim(world["claims"][1], user, 1, "It snowed a little.", "", uids)


def retag(world, user):
    world["tags"][0].name = "Climate"
    actions.save_tag(world["tags"][0], user)


DEEDS = {
    "marking": lambda w, user: make_annotation(w["mark"].article, "the port", user),
    "marking with a new claim": lambda w, user: make_rendering(
        w["mark"].article, "the port", "Ports are wet.", attributed_to="Ona Lind", author=user
    ),
    "saying another note": lambda w, user: edit(w["mark"], user, note="Other."),
    "saying other claims": lambda w, user: edit(
        w["mark"], user, claims=[ClaimSaid("It rained.", "contradicts", "Rova")]
    ),
    "saying whose words it is": lambda w, user: edit(
        w["mark"], user, quotation=QuotationSaid("Ona Lind", "said", "mixed", "Safe boats")
    ),
    "saying other tags": lambda w, user: edit(w["mark"], user, tags=["Weather", "Sea"]),
    "saying nothing": lambda w, user: edit(w["mark"], user),
    "deleting a mark": lambda w, user: actions.delete_annotation(
        w["mark"], user, newest(w["mark"]).version
    ),
    "moving a mark": move,
    "stating a claim": lambda w, user: make_claim(w["mark"].article.story, "New.", user),
    "stating a claim anew": lambda w, user: actions.edit_claim(
        w["claims"][0], user, 1, "It poured.", "Heavily."
    ),
    "deleting a claim": lambda w, user: actions.delete_claim(w["claims"][1], user),
    "merging claims": merge,
    "splitting a claim": split,
    "changing a tag": retag,
    "deleting a tag with parts": lambda w, user: actions.delete_tag(
        w["tags"][0], user, codebook_version(w["mark"].article.story)
    ),
    "moving a tag": lambda w, user: actions.move_tag(w["tags"][0], user, up=False),
    "making a tag": lambda w, user: make_tag(w["mark"].article.story, "Water", user),
    "talking": lambda w, user: actions.comment(w["mark"], user, "Is it?"),
    "giving a verdict": lambda w, user: actions.set_verdict(
        w["claims"][0], w["mark"].article, user, "absent", "Looked twice."
    ),
}


@pytest.fixture
def world(article, story, ben):
    claims = [make_claim(story, "It rained."), make_claim(story, "It snowed.")]
    tags = [make_tag(story, "Weather"), make_tag(story, "Sea")]
    make_tag(story, "Wind", parent=tags[0])
    mark = make_annotation(
        article,
        "The boats are safe",
        ben,
        claims=[ClaimSaid("It snowed.", "partly", "Rova")],
        quotation=QuotationSaid("Rova", "said", "direct", "The boats"),
        tags=["Weather"],
        note="First.",
    )
    return {"mark": mark, "claims": claims, "tags": tags}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_done_is_taken_back_and_done_again_and_taken_back(deed, world, story, ben):
    before = states(story)
    DEEDS[deed](world, ben)
    after = states(story)
    for _ in range(2):
        undo(story, ben)
        now = states(story)
        made = now.keys() - before.keys()
        assert stand_alike({key: now[key] for key in before}, before)
        assert all(stays(subject, is_made=True) or now[subject]["deleted"] for subject in made)
        redo(story, ben)
        assert stand_alike(states(story), after)


def test_taking_back_is_a_further_step_that_names_what_it_takes_back(article, story, anna):
    mark = make_annotation(article, "the port", anna)
    marking = Change.objects.latest("number")
    undone = undo(story, anna)
    (change,) = undone.changes
    assert (change.verb, change.undoes) == ("annotation undone", marking.step)
    assert (change.before, change.actor) == (marking.after, anna)
    assert change.coded_by == mark.author
    assert change.coded_in == article
    redone = redo(story, anna)
    assert [c.verb for c in redone.changes] == ["annotation redone"]
    assert redone.changes[0].undoes == change.step
    assert undone.original == redone.original == [marking]


def test_steps_are_taken_back_newest_first_and_only_one_s_own(article, story, anna, ben):
    make_annotation(article, "Rain", anna)
    make_annotation(article, "port", anna)
    make_annotation(article, "boats", ben)
    undo(story, anna)
    assert {a.exact for a in Annotation.objects.live()} == {"Rain", "boats"}
    undo(story, anna)
    assert {a.exact for a in Annotation.objects.live()} == {"boats"}
    with pytest.raises(Refused, match="nothing of yours to take back"):
        undo(story, anna)


def test_where_nothing_was_taken_back_nothing_is_done_again(article, story, anna):
    make_annotation(article, "Rain", anna)
    with pytest.raises(Refused, match="nothing of yours to do again"):
        redo(story, anna)


def test_what_somebody_else_changed_since_stays_and_is_told_by_name(article, story, anna, ben):
    mark = make_annotation(article, "the port", anna)
    edit(mark, ben, note="Ben’s.")
    with pytest.raises(Refused) as refusal:
        undo(story, anna)
    assert str(refusal.value) == (
        f"ben changed the mark on “{ISOLATE}the port{POP}” since then,"
        " so your step was not taken back."
    )
    assert newest(mark).note == "Ben’s."
    assert Change.objects.latest("number").verb == "annotation edited"


def test_a_step_of_many_changes_is_taken_back_whole_or_not_at_all(world, story, anna, ben):
    merge(world, ben)
    edit(world["mark"], make_member(story, "cleo", "curator"), note="Cleo’s.")
    before = states(story)
    with pytest.raises(Refused, match="cleo changed the mark"):
        undo(story, ben)
    assert states(story) == before


def test_a_claim_made_on_the_way_goes_with_the_mark(article, story, anna):
    make_rendering(article, "the port", "It rained.", author=anna)
    undo(story, anna)
    assert not Claim.objects.live().exists()
    redo(story, anna)
    assert Claim.objects.live().get().renderings.count() == 1


def test_a_claim_made_on_the_way_stays_where_others_use_it(article, story, anna, ben):
    make_rendering(article, "the port", "It rained.", author=anna)
    make_rendering(article, "Rain", "It rained.", author=ben)
    undo(story, anna)
    assert Claim.objects.live().exists()
    assert [a.exact for a in Annotation.objects.live()] == ["Rain"]
    redo(story, anna)
    assert Annotation.objects.live().count() == 2


def test_a_claim_made_on_the_way_stays_where_it_was_stated_anew(article, story, anna, ben):
    make_rendering(article, "the port", "It rained.", author=anna)
    actions.edit_claim(Claim.objects.get(), ben, 1, "It poured.", "")
    undo(story, anna)
    assert Claim.objects.live().get().statement == "It poured."
    assert not Annotation.objects.live().exists()


def test_a_claim_that_others_use_is_not_taken_back(article, story, anna, ben):
    make_claim(story, "It rained.", anna)
    make_rendering(article, "Rain", "It rained.", author=ben)
    with pytest.raises(Refused, match="Others use claim 1"):
        undo(story, anna)


def test_speakers_stay_when_their_first_quotation_is_taken_back(article, story, anna):
    make_quotation(article, "The boats are safe", "Ona Lind", anna)
    undo(story, anna)
    assert Speaker.objects.get().name == "Ona Lind"


def test_a_mark_that_comes_back_follows_a_claim_that_was_merged(article, story, anna, ben):
    mark = make_rendering(article, "the port", "It rained.", author=anna)
    edit(mark, anna, note="No claim.")
    gone, kept = Claim.objects.get(), make_claim(story, "Rain fell.", ben)
    actions.merge_claims(kept, gone, ben, actions.Merging("Rain fell.", "", 1, 1))
    undo(story, anna)
    assert newest(mark).renderings.get().claim == kept


def test_whoever_was_demoted_may_not_take_back(article, story, anna):
    mark = make_annotation(article, "the port", anna)
    make_member(story, "anna", "reader")
    with pytest.raises(PermissionDenied, match="Only an annotator"):
        undo(story, anna)
    assert newest(mark).deleted_at is None


def test_a_curator_who_is_one_no_more_may_not_bring_a_claim_back(story, ben):
    actions.delete_claim(make_claim(story), ben)
    make_member(story, "ben", "annotator")
    with pytest.raises(PermissionDenied, match="Only a curator"):
        undo(story, ben)


def test_an_annotator_takes_back_a_claim_of_their_own(story, anna):
    make_claim(story, "It rained.", anna)
    undo(story, anna)
    redo(story, anna)
    assert Claim.objects.live().exists()


def test_a_corrected_text_is_not_taken_back_and_does_not_stand_in_the_way(article, story, ben):
    make_claim(story, "It rained.", ben)
    edit_article(article, ben, byline="A. Writer")
    undo(story, ben)
    assert not Claim.objects.live().exists()


def test_marks_that_a_correction_carried_over_are_not_put_back_on_the_old_text(
    article, story, anna, ben
):
    make_annotation(article, "the port", anna)
    correct_article(article, ben, f"Today {TEXT}", "The first word was missing.")
    with pytest.raises(Refused, match="ben changed the mark"):
        undo(story, anna)


def test_a_tag_whose_name_was_taken_since_does_not_come_back_beside_it(story, ben):
    tag = make_tag(story, "Weather", ben)
    undo(story, ben)
    make_tag(story, "Weather", make_member(story, "cleo", "curator"))
    with pytest.raises(Refused, match="an entry called “Weather”"):
        redo(story, ben)
    assert Tag.objects.get(pk=tag.pk).deleted_at is not None


def test_talk_is_resolved_and_opened_again(article, story, anna):
    comment = actions.comment(make_annotation(article, "port", anna), anna, "Is it?")
    actions.resolve_thread(comment.thread, anna)
    undo(story, anna)
    assert Thread.objects.get().resolved_at is None
    redo(story, anna)
    assert Thread.objects.get().resolved_by == anna
    actions.delete_comment(comment, anna)
    undo(story, anna)
    assert Comment.objects.get().deleted_at is None


def test_who_works_blind_does_not_learn_by_taking_back_whether_others_use_their_claim(
    article, story, anna, ben
):
    mark = make_rendering(article, "the port", "It rained.", author=anna)
    set_blind(story, ben, whole=True)
    undo(story, anna)
    assert newest(mark).deleted_at is not None
    assert Claim.objects.live().exists()
    make_claim(story, "It snowed.", ben)
    claim = make_claim(story, "It hailed.", anna)
    Claim.objects.filter(pk=claim.pk).update(is_coding=False)
    with pytest.raises(PermissionDenied, match="While you code blind"):
        undo(story, anna)


def test_taking_a_tag_back_makes_a_further_version_of_the_codebook(story, ben):
    make_tag(story, "Weather", ben)
    undo(story, ben)
    assert story.codebook_versions.last().entries == []


def test_a_verdict_is_taken_back_by_who_gave_it(article, story, anna):
    actions.set_verdict(make_claim(story), article, anna, "absent")
    undo(story, anna)
    assert not Verdict.objects.live().exists()


def test_whose_mark_is_put_back_by_somebody_else_is_told(article, story, anna, ben):
    mark = make_annotation(article, "the port", anna)
    edit(mark, ben, note="Ben’s.")
    Notice.objects.all().delete()
    undo(story, ben)
    assert Notice.objects.get().user == anna


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(["mark", "claim", "edit", "undo", "redo"]), max_size=12))
def test_taking_everything_back_leaves_nothing_and_doing_it_again_leaves_all(deeds):
    story = make_story()
    article, anna = make_article(story, TEXT), make_member(story, "anna", "annotator")
    for number, deed in enumerate(deeds):
        _do(deed, number, article, anna)
    after = states(story)
    again = _as_long_as_possible(undo, story, anna)
    assert all(state["deleted"] for state in states(story).values())
    for _ in range(again):
        redo(story, anna)
    assert stand_alike(states(story), after)


def _do(deed, number, article, user):
    mine = Annotation.objects.live().filter(article=article)
    if deed == "mark":
        make_rendering(article, "the port", f"Said {number % 3}.", author=user)
    elif deed == "claim":
        make_claim(article.story, f"Stated {number}.", user)
    elif deed == "edit" and mine:
        edit(mine[0], user, note=f"Note {number}", claims=[ClaimSaid(f"Said {number % 2}.")])
    elif deed in ("undo", "redo"):
        try:
            {"undo": undo, "redo": redo}[deed](article.story, user)
        except Refused:
            return


def _as_long_as_possible(act, story, user):
    """How often it went before there was nothing more."""
    done = 0
    while own_stacks(story, user).done:
        act(story, user)
        done += 1
    return done
