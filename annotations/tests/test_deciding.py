"""People decide on what the machine proposes: what is accepted is an ordinary annotation."""

from dataclasses import replace

import pytest

from annotations import actions
from annotations.anchors import anchor_at
from annotations.models import Annotation, Claim, Decision, Suggestion
from annotations.proposals import pipeline
from annotations.proposals.running import go, request_run
from annotations.proposals.sayings import as_proposed
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from annotations.tests.suggesting_material import Dictionary
from articles import actions as article_actions
from articles.models import Change, Story
from articles.tests.factories import make_article, make_member, make_story, make_user

from .factories import make_quotation, make_rendering, make_speaker

pytestmark = pytest.mark.django_db

FIRST = """Rain fell on the port all night long.

Mayor Anna Weber said: "The port is closed until noon today."
"""
SECOND = """Nobody was hurt in the storm at sea.

"The port is closed until noon today," said Anna Weber.
"""


@pytest.fixture
def story(monkeypatch):
    monkeypatch.setattr(pipeline, "the_encoder", lambda: None)
    return make_story(is_public=True)


@pytest.fixture
def articles(story):
    articles = [
        make_article(story, FIRST, file_name="first.txt"),
        make_article(story, SECOND, source="The Evening Sheet", file_name="second.txt"),
    ]
    go(request_run(story))
    return articles


@pytest.fixture
def quotation(articles):
    return Suggestion.objects.filter(kind="quotation", passages__article=articles[0]).get()


@pytest.fixture
def family(articles):
    return Suggestion.objects.get(kind="family")


@pytest.fixture
def pair(story, articles):
    """Both say that the port is closed."""
    from annotations.proposals.finding import Proposed
    from annotations.proposals.storing import store
    from annotations.proposals.texts import read_texts
    from annotations.suggesting.pairs import Place

    read = read_texts(story)
    places = [Place(number, one.text.sentences[1]) for number, one in enumerate(read)]
    made = Proposed("pair", tuple(places), 3.0, ("the same words",), "t", {"relation": "same"})
    store(story, read, [made])
    return Suggestion.objects.get(kind="pair")


def pending(user, kind):
    return list(Suggestion.objects.pending_for(user, Story.objects.get()).filter(kind=kind))


def test_an_accepted_quotation_is_an_ordinary_annotation_and_the_log_says_where_it_is_from(
    quotation, ben
):
    decision = actions.accept(quotation, ben, as_proposed(quotation, ben))
    annotation = Annotation.objects.get()
    assert (annotation.author, annotation.exact) == (ben, quotation.passages.get().exact)
    assert annotation.quotation.speaker.name == "Anna Weber"
    assert annotation.quotation.cue == "said"
    assert decision.became == [annotation.uid]
    made = Change.objects.get(subject=f"annotation:{annotation.uid}")
    decided = Change.objects.get(subject=f"decision:{decision.uid}")
    assert made.verb == "annotation from suggestion"
    assert made.step == decided.step
    assert decided.after["suggestion"] == str(quotation.uid)
    assert decided.after["method"].startswith("quotation rules")
    assert quotation not in pending(ben, "quotation")


def test_span_speaker_and_cue_may_be_corrected(quotation, ben, articles):
    (proposed,) = as_proposed(quotation, ben)
    text = articles[0].revision.text
    start = text.index("closed until")
    anchor = anchor_at(text, start, start + len("closed until noon"))
    corrected = Saying(quotation=QuotationSaid("The mayor", cue="", kind="mixed"))
    actions.accept(quotation, ben, [replace(proposed, anchor=anchor, saying=corrected)])
    annotation = Annotation.objects.get()
    assert annotation.exact == "closed until noon"
    assert annotation.quotation.speaker.name == "The mayor"


def test_a_name_in_another_script_is_that_of_the_speaker_whom_the_story_knows(
    story, quotation, ben
):
    make_speaker(story, "Анна Вебер")
    (proposed,) = as_proposed(quotation, ben)
    assert proposed.saying.quotation.speaker == "Анна Вебер"


def test_an_accepted_pair_renders_one_claim_in_both_articles(pair, ben, articles):
    actions.accept(pair, ben, as_proposed(pair, ben))
    claim = Claim.objects.get()
    assert {r.annotation.article for r in claim.renderings.all()} == set(articles)
    assert Change.objects.get(verb="suggestion accepted").step == min(
        Change.objects.filter(verb="claim created").values_list("step", flat=True)
    )


def test_a_pair_is_proposed_with_the_claim_that_one_of_its_passages_renders(pair, ben, articles):
    make_rendering(articles[1], "closed until noon", "The port is shut.", author=ben)
    assert {line.saying.claims[0].statement for line in as_proposed(pair, ben)} == {
        "The port is shut."
    }


def test_a_passage_that_is_marked_already_says_the_more(pair, ben, articles):
    passage = pair.passages.get(position=0)
    make_rendering(articles[0], passage.exact, "Anna Weber is the mayor.", author=ben)
    proposed = [
        replace(line, saying=Saying(claims=[ClaimSaid("The port is shut.")]))
        for line in as_proposed(pair, ben)
    ]
    actions.accept(pair, ben, proposed)
    both = Annotation.objects.get(article=articles[0])
    assert {c.statement for c in both.claims.all()} == {
        "Anna Weber is the mayor.",
        "The port is shut.",
    }


def test_an_accepted_family_is_one_utterance_of_one_speaker(family, quotation, ben):
    actions.accept(quotation, ben, as_proposed(quotation, ben))
    actions.accept(family, ben, as_proposed(family, ben))
    quotations = [annotation.quotation for annotation in Annotation.objects.all()]
    assert len(quotations) == 2  # the one that was there is not marked twice
    assert len({q.utterance for q in quotations}) == 1
    assert {q.speaker.name for q in quotations} == {"Anna Weber"}
    assert {q.cue for q in quotations} == {"said"}


def test_what_somebody_else_has_marked_is_not_changed_by_an_annotator(family, articles, ben, dora):
    make_quotation(articles[0], "The port is closed until noon today.", "A. Weber", author=dora)
    actions.accept(family, ben, as_proposed(family, ben))
    assert Annotation.objects.get(author=dora).quotation.utterance is None
    assert Annotation.objects.filter(author=ben).count() == 2


def test_what_somebody_has_marked_unasked_is_no_longer_proposed(quotation, pair, articles, ben):
    assert pending(ben, "pair") == [pair]
    make_rendering(articles[0], "closed until noon", "The port is shut.", author=ben)
    assert pending(ben, "pair") == [pair]
    make_rendering(articles[1], "closed until noon", "The port is shut.", author=ben)
    assert pending(ben, "pair") == []


def test_a_quotation_that_is_marked_by_hand_is_no_longer_proposed(quotation, articles, ben):
    make_quotation(articles[0], "closed until noon", "The mayor", author=ben)
    assert quotation not in pending(ben, "quotation")


def test_a_rejection_is_logged_and_can_be_taken_back(quotation, ben):
    decision = actions.reject(quotation, ben)
    assert quotation not in pending(ben, "quotation")
    actions.take_back_decision(decision, ben, 1)
    assert quotation in pending(ben, "quotation")
    verbs = Change.objects.filter(subject=f"decision:{decision.uid}").values_list("verb", flat=True)
    assert list(verbs) == ["suggestion rejected", "decision taken back"]
    actions.reject(quotation, ben)
    with pytest.raises(actions.AlreadyDecided):
        actions.take_back_decision(decision, ben, 1)


def test_two_do_not_decide_on_the_same(quotation, ben, dora):
    actions.reject(quotation, ben)
    with pytest.raises(actions.AlreadyDecided) as refusal:
        actions.accept(quotation, dora, as_proposed(quotation, dora))
    assert refusal.value.decision.author == ben
    assert not Annotation.objects.exists()


def test_what_is_about_a_text_that_was_corrected_is_not_to_be_decided(quotation, articles, ben):
    article_actions.correct_article(articles[0], None, FIRST.replace("night", "day"), "")
    with pytest.raises(actions.AlreadyDecided) as refusal:
        actions.reject(quotation, ben)
    assert refusal.value.decision is None


def test_a_quotation_that_is_left_out_of_a_family_is_not_joined_to_it_again(
    story, family, articles, ben, monkeypatch
):
    make_article(story, FIRST.replace("Rain", "Snow"), source="The Third Sheet")
    go(request_run(story))
    (three,) = pending(ben, "family")
    kept = [line for line in as_proposed(three, ben) if line.position != 1]
    actions.accept(three, ben, kept)
    monkeypatch.setattr(pipeline, "the_encoder", Dictionary)  # another method: all is done anew
    go(request_run(story))
    assert pending(ben, "family") == []


def test_accepting_is_taken_back_and_done_again_as_one_step(story, quotation, ben):
    actions.accept(quotation, ben, as_proposed(quotation, ben))
    actions.undo(story, ben)
    assert not Annotation.objects.visible_to(ben)
    assert quotation in pending(ben, "quotation")
    actions.redo(story, ben)
    assert Annotation.objects.visible_to(ben).get().quotation.speaker.name == "Anna Weber"
    assert quotation not in pending(ben, "quotation")


def test_a_rejection_that_was_taken_back_can_be_given_again(story, quotation, ben):
    actions.reject(quotation, ben)
    actions.undo(story, ben)
    actions.reject(quotation, ben)
    assert Decision.objects.visible_to(ben).count() == 1


# Blind coding


def test_who_code_blind_decide_each_for_themselves_and_do_not_see_of_others(
    story, quotation, ben, dora
):
    article_actions.set_blind(story, None, True)
    actions.reject(quotation, ben)
    assert quotation in pending(dora, "quotation")
    assert not Decision.objects.visible_to(dora)
    actions.accept(quotation, dora, as_proposed(quotation, dora))
    assert [d.author for d in Decision.objects.visible_to(dora)] == [dora]
    seen = Change.objects.visible_to(ben).filter(subject__startswith="decision:")
    assert [change.actor for change in seen] == [ben]


def test_a_decision_on_several_articles_is_hidden_while_one_of_them_is_coded_blind(
    story, family, articles, ben, dora
):
    article_actions.set_blind(story, None, False, [articles[1]])
    actions.reject(family, ben)
    assert family in pending(dora, "family")
    assert not Change.objects.visible_to(dora).filter(verb="suggestion rejected")
    article_actions.set_blind(story, None, False)
    assert family not in pending(dora, "family")


def test_a_curator_sees_who_decided_what(story, quotation, ben):
    chiara = make_member(story, "chiara", "curator")
    article_actions.set_blind(story, None, True)
    actions.reject(quotation, ben)
    assert [d.author for d in Decision.objects.visible_to(chiara)] == [ben]


def test_what_is_rejected_blind_does_not_tell_on_what_the_machine_proposes_to_others(
    story, family, articles, ben, dora, monkeypatch
):
    article_actions.set_blind(story, None, True)
    actions.reject(family, ben)
    monkeypatch.setattr(pipeline, "the_encoder", Dictionary)  # another method: all is done anew
    go(request_run(story))
    assert [one.pk for one in pending(dora, "family")] == [family.pk]


def test_suggestions_of_a_private_story_are_for_its_members(story, quotation, ben):
    article_actions.edit_story(story, None, is_public=False)
    assert quotation in Suggestion.objects.visible_to(ben)
    assert not Suggestion.objects.visible_to(make_user("eve"))
