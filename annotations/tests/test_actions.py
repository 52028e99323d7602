"""Every change of what people say is written once and with its line in the log."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from annotations import actions
from annotations.actions import EditConflict
from annotations.anchors import Anchor, AnchorError, anchor_at
from annotations.models import Annotation, Claim, Comment, Speaker, Tag, Utterance
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from annotations.state import annotation_state, claim_state
from articles.actions import correct_article
from articles.log import step
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story, make_user

from .factories import (
    make_annotation,
    make_claim,
    make_quotation,
    make_rendering,
    make_speaker,
    make_tag,
)

pytestmark = pytest.mark.django_db
TEXT = "Rain fell on the port 🛳️. “The boats are safe,” said Mayor Ona Lind."


@pytest.fixture
def article():
    return make_article(make_story(), TEXT)


@pytest.fixture
def anna():
    return make_user("anna")


def last_change(story):
    return Change.objects.filter(story=story).latest("number")


def changes_by(act, story):
    """The changes that `act()` writes."""
    latest = Change.objects.filter(story=story).count()
    act()
    return list(Change.objects.filter(story=story, number__gt=latest))


ANNOTATION_ACTIONS = {
    "annotation edited": lambda a, user: actions.edit_annotation(a, user, 1, Saying(note="New.")),
    "annotation deleted": lambda a, user: actions.delete_annotation(a, user, 1),
    "annotation restored": actions.restore_annotation,
    "annotation moved": lambda a, user: actions.move_annotation(a, user, 1, anchor_at(TEXT, 0, 9)),
}


@pytest.mark.parametrize("verb", ANNOTATION_ACTIONS)
def test_each_action_on_an_annotation_writes_one_change_with_both_states(verb, article, anna):
    annotation = make_annotation(article, "the port", anna)
    before = annotation_state(annotation)
    act = ANNOTATION_ACTIONS[verb]
    (change,) = changes_by(lambda: act(annotation, anna), article.story)
    annotation = Annotation.objects.get()
    assert (change.verb, change.actor) == (verb, anna)
    assert change.subject == f"annotation:{annotation.uid}"
    assert (change.before, change.after) == (before, annotation_state(annotation))
    assert annotation.version == 2


CLAIM_ACTIONS = {
    "claim edited": lambda c, user: actions.edit_claim(c, user, 1, "It poured.", "Not: drizzled."),
    "claim deleted": actions.delete_claim,
    "claim restored": actions.restore_claim,
}


@pytest.mark.parametrize("verb", CLAIM_ACTIONS)
def test_each_action_on_a_claim_writes_one_change_with_both_states(verb, anna):
    claim = make_claim(make_story())
    before = claim_state(claim)
    act = CLAIM_ACTIONS[verb]
    (change,) = changes_by(lambda: act(claim, anna), claim.story)
    assert (change.verb, change.subject, change.actor) == (verb, "claim:1", anna)
    assert (change.before, change.after) == (before, claim_state(Claim.objects.get()))


def test_marking_a_passage_writes_one_change_and_one_for_each_new_claim(article, anna):
    def mark():
        make_rendering(article, "Rain fell", "It rained.", author=anna)

    assert [c.verb for c in changes_by(mark, article.story)] == [
        "claim created",
        "annotation created",
    ]
    assert [c.verb for c in changes_by(mark, article.story)] == ["annotation created"]
    change = last_change(article.story)
    assert change.before is None
    assert change.after["claims"] == [{"claim": 1, "stance": "reports", "attributed_to": ""}]


def test_comments_and_tags_are_in_the_log_too(article, anna):
    annotation = make_annotation(article, "the port", anna)
    actions.comment(annotation, anna, "Which port?")
    assert last_change(article.story).after["text"] == "Which port?"
    tag = make_tag(article.story, "weather")
    tag.definition = "What falls from the sky."
    (change,) = changes_by(lambda: actions.save_tag(tag, anna), article.story)
    assert (change.verb, change.before["definition"]) == ("tag edited", "")
    assert change.after["definition"] == "What falls from the sky."


def test_the_numbers_of_a_storys_log_have_no_gaps(article, anna):
    other = make_story("Another")
    for exact in ("Rain fell", "the port", "safe"):
        make_rendering(article, exact, f"Claim on {exact}.", author=anna)
        make_claim(other)
    with pytest.raises(EditConflict):
        actions.delete_annotation(Annotation.objects.first(), anna, 7)
    actions.delete_annotation(Annotation.objects.first(), anna, 1)
    for story in (article.story, other):
        numbers = list(story.changes.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_everything_that_is_said_is_stored(article, anna):
    make_speaker(article.story, "Ona Lind", "أونا ليند")
    make_tag(article.story, "safety")
    saying = Saying(
        claims=[
            ClaimSaid("The boats are safe.", "partly", "أونا ليند"),
            ClaimSaid(" the  BOATS are safe. ", "questions"),
            ClaimSaid("There are boats."),
        ],
        quotation=QuotationSaid("ona lind", "said", "mixed", "“The boats are safe”"),
        tags=["safety", "a tag that is not in the codebook"],
        note="Safe from what?",
    )
    anchor = anchor_at(TEXT, TEXT.index("The boats"), TEXT.index(","))
    actions.create_annotation(article, anna, article.revision, anchor, saying)
    state = annotation_state(Annotation.objects.get())
    assert state["claims"] == [
        {"claim": 1, "stance": "questions", "attributed_to": ""},
        {"claim": 2, "stance": "reports", "attributed_to": ""},
    ]
    assert state["quotation"] == {
        "speaker": "Ona Lind",
        "cue": "said",
        "kind": "mixed",
        "utterance": 1,
    }
    tag = str(Tag.objects.get().guid)
    assert (state["tags"], state["note"]) == ([tag], "Safe from what?")
    assert Speaker.objects.count() == 1


def test_an_edit_replaces_what_was_said(article, anna):
    annotation = make_quotation(article, "The boats are safe", "Ona Lind", anna)
    saying = Saying(claims=[ClaimSaid("The boats are safe.")])
    edited = actions.edit_annotation(annotation, anna, 1, saying)
    state = annotation_state(edited)
    assert state["quotation"] is None
    assert len(state["claims"]) == 1


def test_a_speaker_is_found_by_own_name_before_by_somebody_elses_variant(article):
    make_speaker(article.story, "A. Lind", "Lind")
    lind = make_speaker(article.story, "Lind")
    with step(article.story, None) as log:
        assert actions.find_or_create_speaker(log, "LIND") == lind


def test_an_edit_of_an_older_version_is_refused_and_shows_the_newer_one(article, anna):
    annotation = make_annotation(article, "the port", anna)
    actions.edit_annotation(annotation, anna, 1, Saying(note="Second."))
    for act in (
        lambda: actions.edit_annotation(annotation, anna, 1, Saying(note="Mine.")),
        lambda: actions.delete_annotation(annotation, anna, 1),
        lambda: actions.move_annotation(annotation, anna, 1, anchor_at(TEXT, 0, 9)),
    ):
        with pytest.raises(EditConflict) as refusal:
            act()
        assert refusal.value.current.note == "Second."
    claim = make_claim(article.story)
    actions.edit_claim(claim, anna, 1, "Theirs.", "")
    with pytest.raises(EditConflict) as refusal:
        actions.edit_claim(claim, anna, 1, "Mine.", "")
    assert refusal.value.current.statement == "Theirs."


def test_what_is_deleted_cannot_be_edited_but_comes_back_as_it_was(article, anna):
    annotation = make_rendering(article, "Rain fell", "It rained.", "partly", author=anna)
    before = annotation_state(annotation)
    deleted = actions.delete_annotation(annotation, anna, 1)
    assert not Annotation.objects.visible_to(anna).exists()
    with pytest.raises(EditConflict):
        actions.edit_annotation(deleted, anna, deleted.version, Saying(note="Late."))
    restored = actions.restore_annotation(deleted, anna)
    assert annotation_state(restored) == before | {"version": 3}


def test_a_deleted_claim_takes_its_renderings_along_and_brings_them_back(article, anna):
    make_rendering(article, "Rain fell", "It rained.")
    claim = Claim.objects.get()
    actions.delete_claim(claim, anna)
    with step(article.story, anna) as log:
        assert actions.find_or_create_claim(log, "It rained.") != claim
    actions.restore_claim(claim, anna)
    assert claim.renderings.count() == 1


def test_the_same_submission_sent_twice_makes_one(article, anna):
    uid = uuid.uuid4()
    first = make_annotation(article, "the port", anna, uid=uid)
    assert make_annotation(article, "the port", anna, uid=uid) == first
    said = actions.comment(first, anna, "Which?", uid)
    assert actions.comment(first, anna, "Which?", uid) == said
    assert (Annotation.objects.count(), Comment.objects.count()) == (1, 1)


def test_a_uid_that_somebody_else_has_used_does_not_stand_in_the_way(article, anna):
    first = make_annotation(article, "the port", anna)
    second = make_annotation(article, "Rain fell", make_user("ben"), uid=first.uid)
    assert second.uid != first.uid


def test_a_passage_of_a_text_that_was_corrected_meanwhile_is_refused(article, anna):
    old = article.revision
    correct_article(article, anna, TEXT.replace("Rain", "Hail"), "It hailed.")
    with pytest.raises(AnchorError, match="corrected while you were reading"):
        actions.create_annotation(article, anna, old, anchor_at(TEXT, 5, 9), Saying(note="x"))


def test_a_move_to_words_that_are_not_there_is_refused(article, anna):
    annotation = make_annotation(article, "the port", anna)
    with pytest.raises(AnchorError):
        actions.move_annotation(annotation, anna, 1, Anchor(0, 9, "Snow fell"))
    assert Annotation.objects.get().exact == "the port"


@pytest.mark.parametrize(
    "wrong",
    [
        {"exact": "the  port"},
        {"exact": "The port"},
        {"start": 14},
        {"end": 20},
        {"start": 900, "end": 908},
        {"start": 17, "end": 17, "exact": ""},
    ],
    ids=str,
)
def test_the_database_refuses_a_false_anchor_from_whoever_writes_it(wrong, article, anna):
    annotation = make_annotation(article, "the port", anna)
    for field, value in wrong.items():
        setattr(annotation, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        annotation.save()
    annotation.pk, annotation.uid = None, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.bulk_create([annotation])
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.update(**wrong)


def test_the_database_refuses_an_anchor_in_another_articles_text(article):
    other = make_article(article.story, TEXT + " More.")
    annotation = make_annotation(article, "the port")
    annotation.revision = other.revision
    with pytest.raises(IntegrityError), transaction.atomic():
        annotation.save()


def test_a_correction_takes_every_anchor_along_or_to_review_and_drops_none(article, anna):
    kept = make_annotation(article, "the port", anna)
    lost = make_annotation(article, "Rain fell", anna)
    deleted = make_annotation(article, "safe", anna)
    actions.delete_annotation(deleted, anna, 1)
    new = correct_article(article, anna, "Hail came down on the port 🛳️. All is safe.", "Reread.")
    assert Annotation.objects.count() == 3
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.revision, kept.needs_review) == (new, False)
    assert new.text[kept.start : kept.end] == "the port"
    assert (lost.needs_review, lost.exact, lost.revision.number) == (True, "Rain fell", 1)
    verbs = set(Change.objects.values_list("verb", flat=True))
    assert {"annotation carried over", "annotation lost its passage"} <= verbs


def test_a_lost_passage_that_a_later_correction_brings_back_is_found_again(article, anna):
    lost = make_annotation(article, "The boats are safe", anna)
    correct_article(article, anna, "Rain fell on the port.", "Shortened.")
    lost.refresh_from_db()
    assert lost.needs_review
    correct_article(article, anna, f"Good news! {TEXT}", "Shortened too much.")
    lost.refresh_from_db()
    assert (lost.needs_review, lost.revision.number) == (False, 3)


@pytest.mark.django_db(transaction=True)
def test_people_who_write_at_the_same_time_neither_share_a_number_nor_block_each_other():
    story = make_story()
    article = make_article(story, TEXT)
    author = make_member(story)
    marked = [make_annotation(article, exact, author) for exact in ("Rain fell", "the port")] * 4

    def write(turn):
        annotation = marked[turn]
        saying = Saying(
            claims=[ClaimSaid("The same new claim."), ClaimSaid(f"Claim {turn}.")],
            quotation=QuotationSaid(f"Speaker {turn % 2}", utterance=f"Words {turn}"),
        )
        try:
            if turn % 2:
                anchor = anchor_at(TEXT, turn, turn + 9)
                actions.create_annotation(article, author, article.revision, anchor, saying)
            else:
                newest = Annotation.objects.get(pk=annotation.pk)
                actions.edit_annotation(newest, author, newest.version, saying)
        except EditConflict:
            pass  # somebody was faster, and the person is told
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(8)))
    for model in (Claim, Utterance, Change):
        numbers = sorted(model.objects.filter(story=story).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
    assert Claim.objects.filter(statement="The same new claim.").count() == 1


def test_a_tag_needs_a_name_of_its_own(article):
    make_tag(article.story, "weather")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(story=article.story, name="weather")
