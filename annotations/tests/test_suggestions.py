"""The queue of what the machine proposes: its pages and forms, with and without htmx."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import actions
from annotations.models import Annotation, Claim, Decision, Run, Suggestion
from annotations.proposals import pipeline
from annotations.proposals.cards import cards_of
from annotations.proposals.running import go, request_run
from articles import actions as article_actions
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_quotation, make_suggestion

pytestmark = pytest.mark.django_db

FIRST = """Rain fell on the port all night long.

Mayor Anna Weber said: "The port is closed until noon today." Ships go to Turkey from here.
"""
SECOND = """Nobody was hurt in the storm at sea.

"The port is closed until noon today," said Anna Weber. Ships come from Turkey to this place.
"""
HTMX = {"HX-Request": "true"}


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def articles(story, monkeypatch):
    monkeypatch.setattr(pipeline, "the_encoder", lambda: None)
    articles = [
        make_article(story, FIRST, file_name="first.txt"),
        make_article(story, SECOND, source="The Evening Sheet", file_name="second.txt"),
    ]
    go(request_run(story))
    return articles


@pytest.fixture
def desk(client, ben):
    client.force_login(ben)
    return client


@pytest.fixture
def quotation(articles):
    return Suggestion.objects.filter(kind="quotation", passages__article=articles[0]).get()


def queue(desk, story, query="", **headers):
    address = reverse("annotations:suggestions", args=[story.slug])
    return desk.get(f"{address}{query}", headers=headers)


def address(what, suggestion):
    return reverse(f"annotations:suggestion{what}", args=[suggestion.uid])


def seen(desk, suggestion):
    """What the card shows, as its form names it."""
    card = desk.get(address("", suggestion)).content.decode()
    return re.search(r'name="seen" value="(\w+)"', card)[1]


def accept(desk, suggestion, headers=None, **said):
    data = {"seen": seen(desk, suggestion)} | said
    return desk.post(address("_accept", suggestion), data, headers=headers or {})


def test_the_queue_begins_with_what_is_sure_and_says_why_and_who_would_be_quoted(
    desk, story, articles
):
    cards = queue(desk, story).context["queue"].cards
    assert [card.suggestion.kind for card in cards[:3]] == ["quotation", "quotation", "family"]
    grades = [card.grade for card in cards]
    assert grades == sorted(grades, key=["sure", "likely", "perhaps"].index)
    text = queue(desk, story).content.decode()
    assert "a sentence in quotation marks" in text
    assert "same quotation, word for word" in text
    assert "Anna Weber" in text


def test_pairs_that_only_words_speak_for_are_never_called_sure(desk, story, articles):
    pairs = Suggestion.objects.filter(kind="pair")
    pairs.update(score=9.0, reasons=[], method="pairs 2, lexical 1")
    assert {card.grade for card in cards_of(pairs.with_worth(), story.members.first())} == {
        "perhaps"
    }
    last = queue(desk, story).context["queue"].cards[-1]
    assert (last.suggestion.kind, last.grade) == ("pair", "perhaps")


def test_a_part_of_the_queue_can_be_taken_by_itself(desk, story, articles):
    kinds = {
        card.suggestion.kind for card in queue(desk, story, "?kind=families").context["queue"].cards
    }
    assert kinds == {"family"}
    chosen = [
        part.name
        for part in queue(desk, story, "?kind=no").context["queue"].parts
        if part.is_chosen
    ]
    assert chosen == [""]


def test_beside_one_article_stands_only_what_can_be_decided_there(desk, story, articles):
    found = queue(desk, story, f"?a={articles[0].pk}", **HTMX, **{"HX-Target": "beside"})
    kinds = [card.suggestion.kind for card in found.context["queue"].cards]
    assert kinds == ["quotation"]
    assert b"<html" not in found.content


def test_a_quotation_is_accepted_by_a_plain_form_and_the_queue_goes_on(desk, story, quotation, ben):
    back = reverse("annotations:suggestions", args=[story.slug]) + "?kind=quotations"
    answer = accept(desk, quotation, back=back)
    assert (answer.status_code, answer.headers["Location"]) == (302, back)
    annotation = Annotation.objects.get(author=ben)
    assert annotation.quotation.speaker.name == "Anna Weber"
    assert quotation.pk not in {c.suggestion.pk for c in queue(desk, story).context["queue"].cards}


def test_whoever_comes_from_elsewhere_is_not_led_there(desk, story, quotation):
    answer = accept(desk, quotation, back="https://example.org/")
    assert answer.headers["Location"] == reverse("annotations:suggestions", args=[story.slug])


def test_words_speaker_and_cue_are_corrected(desk, quotation, ben):
    said = {"speaker": "A. Weber", "cue": "", "kind": "mixed", "p0-words": "closed until noon"}
    answer = accept(desk, quotation, corrected=1, headers=HTMX, **said)
    assert answer.status_code == 200
    annotation = Annotation.objects.get(author=ben)
    assert annotation.exact == "closed until noon"
    assert (annotation.quotation.speaker.name, annotation.quotation.kind) == ("A. Weber", "mixed")
    assert str(annotation.uid) in answer.content.decode()  # its line, for the list beside the text


@pytest.mark.parametrize("words", ["closed for ever", "", " "])
def test_words_that_the_text_does_not_have_are_refused_with_a_sentence(desk, quotation, words):
    answer = accept(desk, quotation, corrected=1, kind="direct", **{"p0-words": words})
    assert answer.status_code == 422
    assert not Annotation.objects.exists()


def test_of_words_that_stand_twice_those_nearby_are_taken(desk, story, ben):
    article = make_article(story, "No rain. \n\nIt is no rain, he said. No rain.", source="Third")
    suggestion = make_suggestion(article, "It is no rain")
    accept(desk, suggestion, corrected=1, kind="direct", **{"p0-words": "no rain"})
    assert Annotation.objects.get(author=ben).start == article.revision.text.index("no rain")


def pair_of(story, relation="same", differing=()):
    from annotations.proposals.finding import Proposed
    from annotations.proposals.storing import store
    from annotations.proposals.texts import read_texts
    from annotations.suggesting.pairs import Place

    read = read_texts(story)
    places = tuple(Place(number, one.text.sentences[-1]) for number, one in enumerate(read))
    details = {"relation": relation, "differing": differing}
    made = Proposed("pair", places, 3.0, ("differs: to Turkey / from Turkey",), "t", details)
    store(story, read, [made])
    return Suggestion.objects.get(kind="pair")


def test_a_claim_is_stated_in_words_of_ones_own(desk, story, articles, ben):
    pair = pair_of(story)
    words = {f"p{p.position}-words": p.exact for p in pair.passages.all()}
    stances = {"p0-stance": "reports", "p1-stance": "contradicts"}
    accept(desk, pair, corrected=1, statement="Ships go to Turkey.", **words, **stances)
    claim = Claim.objects.get()
    assert claim.statement == "Ships go to Turkey."
    assert {r.stance for r in claim.renderings.all()} == {"reports", "contradicts"}


def test_where_two_passages_differ_is_marked(desk, story, articles):
    places = [["Ships go ", "to Turkey"], ["Ships come ", "from Turkey"]]
    spans = [(len(before), len(before + marked)) for before, marked in places]
    pair_of(story, "same point, different claim?", [spans])
    text = queue(desk, story, "?kind=differences").content.decode()
    marked = re.findall(r'<mark class="differing">.*?</span>(.*?)<span', text)
    assert marked == ["to Turkey", "from Turkey"]
    assert "differs: to Turkey / from Turkey" in text


def test_a_wording_can_be_left_out_of_a_family(desk, articles, ben):
    family = Suggestion.objects.get(kind="family")
    words = {f"p{p.position}-words": p.exact for p in family.passages.all()}
    said = {"speaker": "Anna Weber", "utterance": "The port is closed.", "p0-kept": "on"}
    accept(desk, family, corrected=1, **words, **said)
    assert Annotation.objects.get(author=ben).quotation.utterance.gist == "The port is closed."


def test_of_a_family_something_is_to_be_left(desk, articles):
    family = Suggestion.objects.get(kind="family")
    words = {f"p{p.position}-words": p.exact for p in family.passages.all()}
    answer = accept(desk, family, corrected=1, utterance="The port is closed.", **words)
    assert answer.status_code == 422
    assert "Reject it instead" in answer.content.decode()


def test_who_is_later_gets_a_sentence_and_nothing_is_stored(desk, story, quotation):
    token = seen(desk, quotation)
    actions.reject(quotation, make_member(story, "dora"))
    answer = desk.post(address("_accept", quotation), {"seen": token}, headers=HTMX)
    assert answer.status_code == 409
    assert "rejected this" in answer.content.decode()
    assert "Dora" in answer.content.decode() or "dora" in answer.content.decode()
    assert desk.post(address("_reject", quotation)).status_code == 409
    assert desk.get(address("", quotation)).status_code == 409
    assert not Annotation.objects.exists()


def test_what_the_machine_has_meanwhile_proposed_otherwise_is_looked_at_again(desk, quotation):
    token = seen(desk, quotation)
    Suggestion.objects.filter(pk=quotation.pk).update(
        details={"speaker": "Nobody", "cue": "", "kind": "direct"}
    )
    answer = desk.post(address("_accept", quotation), {"seen": token}, headers=HTMX)
    assert answer.status_code == 409
    assert "proposed otherwise by now" in answer.content.decode()
    assert not Decision.objects.exists()


def test_what_stands_in_a_corrected_text_is_no_longer_to_be_decided(desk, quotation, articles):
    token = seen(desk, quotation)
    article_actions.correct_article(articles[0], None, FIRST.replace("night", "day"), "")
    answer = desk.post(address("_accept", quotation), {"seen": token})
    assert answer.status_code == 409
    assert "The text was corrected" in answer.content.decode()


def test_undoing_an_acceptance_takes_away_what_it_made(desk, story, quotation, ben):
    accept(desk, quotation)
    actions.reject(Suggestion.objects.get(kind="family"), ben)  # something later
    answer = desk.post(address("_take_back", quotation), headers=HTMX)
    assert answer.status_code == 200
    assert f"suggestion-{quotation.uid}" in answer.content.decode()
    assert "data-gone" in answer.content.decode()
    assert not Annotation.objects.visible_to(ben)
    assert quotation in Suggestion.objects.pending_for(ben, story)
    actions.undo(story, ben)  # the later one, not what is taken back already
    assert Decision.objects.visible_to(ben).count() == 0


def test_what_somebody_has_worked_on_since_is_not_taken_away(desk, story, quotation, ben):
    accept(desk, quotation)
    annotation = Annotation.objects.get()
    chiara = make_member(story, "chiara", "curator")
    actions.delete_annotation(annotation, chiara, annotation.version)
    answer = desk.post(address("_take_back", quotation), headers=HTMX)
    assert answer.status_code == 409
    assert "your step was not taken back" in answer.content.decode()


def test_a_curator_has_what_another_rejected_proposed_again(client, story, quotation, ben):
    actions.reject(quotation, ben)
    client.force_login(make_member(story, "chiara", "curator"))
    assert "Propose it again" in queue(client, story).content.decode()
    client.post(address("_take_back", quotation))
    assert quotation in Suggestion.objects.pending_for(ben, story)


def test_an_annotator_takes_back_nothing_of_others(desk, story, quotation):
    actions.reject(quotation, make_member(story, "dora"))
    assert desk.post(address("_take_back", quotation)).status_code == 404
    assert "Propose it again" not in queue(desk, story).content.decode()


def test_who_works_blind_sees_neither_decisions_of_others_nor_a_shorter_queue(
    desk, story, quotation, articles
):
    article_actions.set_blind(story, None, True)
    before = queue(desk, story).content.decode()
    dora = make_member(story, "dora")
    actions.reject(quotation, dora)
    make_quotation(articles[1], "The port is closed until noon today,", author=dora)
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", queue(desk, story).content.decode()) == token.sub("", before)
    assert accept(desk, quotation).status_code == 302


def test_the_queue_costs_few_queries_however_long_it_is(desk, story, articles):
    with CaptureQueriesContext(connection) as queries:
        queue(desk, story)
    assert len(queries) <= 16, "\n".join(q["sql"][:150] for q in queries)


# The run


def progress(desk, story):
    return desk.get(
        reverse("annotations:suggestion_run", args=[story.slug]), headers=HTMX
    ).content.decode()


def test_a_story_that_was_not_read_says_so(desk, story):
    assert "has not read the texts yet" in progress(desk, story)


def test_a_story_without_texts_is_not_to_be_read_but_to_be_filled(client, story):
    client.force_login(make_member(story, "chiara", "curator"))
    text = queue(client, story).content.decode()
    assert "No text yet" in text
    assert reverse("articles:import", args=[story.slug]) in text
    assert reverse("annotations:suggestion_run", args=[story.slug]) not in text


def test_a_run_tells_how_far_it_is_and_is_asked_again(desk, story, articles):
    run = request_run(story)
    assert "wait to be read since" in progress(desk, story)
    Run.objects.filter(pk=run.pk).update(state="running", done=3, total=7)
    assert "3 of 7" in progress(desk, story)
    assert "every 2s" in progress(desk, story)
    Run.objects.filter(pk=run.pk).update(state="done", ended_at=run.queued_at)
    assert "See what it proposes" in progress(desk, story)


def test_a_run_that_failed_says_why_and_what_was_found_before_stays(desk, story, articles):
    run = request_run(story)
    Run.objects.filter(pk=run.pk).update(
        state="failed", error="MemoryError: no room", ended_at=run.queued_at
    )
    text = progress(desk, story)
    assert "MemoryError: no room" in text
    assert "by the words alone" in text
    assert "every 2s" not in text


def test_only_a_curator_has_the_texts_read_again(desk, client, story, articles):
    place = reverse("annotations:suggestion_run", args=[story.slug])
    assert desk.post(place).status_code == 403
    client.force_login(make_member(story, "chiara", "curator"))
    assert client.post(place).status_code == 302
    assert Run.objects.filter(story=story, state="queued").count() == 1
