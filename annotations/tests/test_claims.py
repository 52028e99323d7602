"""Claims: the list, one claim with its evidence, stating it anew, and suggestions."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.models import Claim
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_claim, make_quotation, make_rendering, make_speaker

pytestmark = pytest.mark.django_db

RAIN = "It rained."
TEXT = "Before. Rain fell on the port 🛳️ all night. After."


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def article(story):
    return make_article(story, TEXT)


def url(name, story, *args):
    return reverse(f"annotations:{name}", args=[story.slug, *args])


def login(client, story, role):
    user = make_member(story, f"the-{role}", role)
    client.force_login(user)
    return user


def options(client, what, story, typed):
    return client.get(url(f"{what}_options", story), {"q": typed}).json()


# The list


def test_the_list_counts_the_articles_that_take_each_stance(client, story, article):
    make_rendering(article, "Rain fell", RAIN)
    make_rendering(article, "all night", RAIN)
    make_rendering(make_article(story, "No rain."), "No rain", RAIN, "contradicts")
    make_claim(story, "Nobody says this.")
    said, unsaid = client.get(url("claims", story)).context["claims"]
    assert [(c.stance, c.articles) for c in said.stances] == [("reports", 1), ("contradicts", 1)]
    assert unsaid.stances == []


def test_the_cost_of_the_list_does_not_grow_with_it(
    client, story, article, django_assert_max_num_queries
):
    make_rendering(article, "Rain fell", RAIN)
    with django_assert_max_num_queries(4) as few:
        client.get(url("claims", story))
    for n in range(20):
        make_rendering(article, "all night", f"Claim {n}.", "partly")
    with django_assert_max_num_queries(len(few)):
        client.get(url("claims", story))


def test_a_long_list_has_pages_and_each_claim_stands_on_one(client, story):
    for n in range(65):
        make_claim(story, f"Claim {n}.")
    numbers, query = [], ""
    while True:
        page = client.get(url("claims", story) + query).context["page"]
        numbers += [claim.number for claim in page.items]
        if not (query := page.next_url):
            break
    assert numbers == list(range(1, 66))


# One claim


def test_a_claim_shows_every_passage_in_its_sentence_and_language(client, story, article):
    make_rendering(article, "Rain fell on the port 🛳️", RAIN, attributed_to="Ona Lind")
    arabic = make_article(story, "هطل المطر. ولم يغرق المرفأ.", "ar", source="المرفأ")
    make_rendering(arabic, "هطل المطر", RAIN, "partly")
    html = client.get(url("claim", story, 1)).content.decode()
    assert '<mark class="exact">Rain fell on the port 🛳️</mark>' in html
    assert '<span class="context"> all night.</span>' in html
    assert "Before." not in html
    assert 'lang="ar" dir="rtl"' in html
    assert "<bdi>Ona Lind</bdi>" in html
    assert f"/stories/{story.slug}/read/?a={article.pk}&amp;a={arabic.pk}&amp;claim=1" in html


def test_passages_stand_by_stance_and_article(client, story, article):
    make_rendering(article, "all night", RAIN, "questions")
    make_rendering(article, "Rain fell", RAIN)
    silent = make_article(story, "Nothing of it.")
    context = client.get(url("claim", story, 1)).context
    assert [position.stance for position in context["positions"]] == ["reports", "questions"]
    assert [look.article for look in context["looking"].unlooked] == [silent]


def test_a_passage_over_two_sentences_is_shown_with_both(client, story, article):
    make_rendering(article, "all night. After", RAIN)
    (position,) = client.get(url("claim", story, 1)).context["positions"]
    (passage,) = position.accounts[0].passages
    assert (passage.before, passage.after) == ("Rain fell on the port 🛳️ ", ".")


def test_the_cost_of_a_claim_does_not_grow_with_its_passages(
    client, story, article, django_assert_max_num_queries
):
    make_rendering(article, "Rain fell", RAIN)
    with django_assert_max_num_queries(9) as few:
        client.get(url("claim", story, 1))
    for n in range(6):
        make_rendering(
            make_article(story, f"{n} floods. Rain."), "Rain", RAIN, attributed_to="Lind"
        )
    with django_assert_max_num_queries(len(few)):
        client.get(url("claim", story, 1))


def test_what_is_deleted_is_no_evidence(client, story, article):
    annotation = make_rendering(article, "Rain fell", RAIN)
    actions.delete_annotation(annotation, None, 1)
    assert client.get(url("claim", story, 1)).context["positions"] == []


# Stating it anew


def test_an_annotator_states_a_claim_anew(client, story):
    make_claim(story, RAIN)
    user = login(client, story, "annotator")
    data = {"statement": "  It poured\nall night. ", "note": "Not: drizzle.", "version": 1}
    assert client.post(url("claim", story, 1), data).status_code == 302
    claim = Claim.objects.get()
    assert (claim.statement, claim.note) == ("It poured all night.", "Not: drizzle.")
    assert Change.objects.latest("pk").actor == user


def test_a_reader_may_not_and_is_told_why(client, story):
    make_claim(story, RAIN)
    login(client, story, "reader")
    answer = client.post(url("claim", story, 1), {"statement": "x", "version": 1})
    assert answer.status_code == 403
    assert Claim.objects.get().statement == RAIN


def test_a_claim_changed_meanwhile_shows_both_texts_and_stores_neither_over_the_other(
    client, story
):
    claim = make_claim(story, RAIN)
    actions.edit_claim(claim, None, 1, "Theirs.", "")
    login(client, story, "annotator")
    answer = client.post(url("claim", story, 1), {"statement": "Mine.", "version": 1})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in html
    assert "Mine." in html
    assert Claim.objects.get().statement == "Theirs."
    again = answer.context["form"].initial
    client.post(url("claim", story, 1), again)
    assert Claim.objects.get().statement == "Mine."


def test_two_claims_may_not_say_the_same(client, story):
    make_claim(story, RAIN)
    make_claim(story, "It poured.")
    login(client, story, "annotator")
    answer = client.post(url("claim", story, 2), {"statement": "it RAINED.", "version": 1})
    assert answer.status_code == 422
    assert "Claim 1 of this story says the same." in answer.content.decode()


def test_an_empty_statement_is_refused_and_what_was_written_stays(client, story):
    make_claim(story, RAIN)
    login(client, story, "annotator")
    data = {"statement": " ", "note": "A long thought.", "version": 1}
    answer = client.post(url("claim", story, 1), data)
    assert answer.status_code == 422
    assert "A long thought." in answer.content.decode()


def test_a_curator_deletes_a_claim_and_brings_it_back_with_its_passages(client, story, article):
    make_rendering(article, "Rain fell", RAIN)
    login(client, story, "curator")
    client.post(url("claim_delete", story, 1))
    assert client.get(url("claim", story, 1)).status_code == 404
    listed = client.get(url("claims", story))
    assert [claim.number for claim in listed.context["deleted"]] == [1]
    client.post(url("claim_restore", story, 1))
    assert len(client.get(url("claim", story, 1)).context["positions"]) == 1


def test_an_annotator_neither_deletes_claims_nor_sees_deleted_ones(client, story):
    actions.delete_claim(make_claim(story, RAIN), None)
    make_claim(story, "It snowed.")
    login(client, story, "annotator")
    assert client.post(url("claim_delete", story, 2)).status_code == 403
    assert client.post(url("claim_restore", story, 1)).status_code == 403
    assert RAIN not in client.get(url("claims", story)).content.decode()


# Suggestions


def test_claims_are_suggested_by_what_is_like_them(client, story, article):
    make_rendering(article, "Rain fell", "Russia buys oil from the Islamic State.")
    make_claim(story, "The plane was shot down over Syria.")
    make_claim(story, "Turkey buys oil.")
    found = options(client, "claim", story, "buys oil")
    assert [entry["value"] for entry in found] == [
        "Russia buys oil from the Islamic State.",
        "Turkey buys oil.",
    ]
    assert found[0]["detail"] == "claim 1, in 1 article"
    slip = options(client, "claim", story, "plane shto down")
    assert slip[0]["value"] == "The plane was shot down over Syria."


def test_accents_and_vowel_signs_make_no_difference_to_a_suggestion(client, story):
    make_claim(story, "Élysée: la réunion est décidée.")
    make_claim(story, "قال إن اللقاء تقرر")
    assert len(options(client, "claim", story, "elysee reunion")) == 1
    assert len(options(client, "claim", story, "اللِّقاءُ")) == 1


def test_a_claim_is_suggested_by_its_number(client, story):
    make_claim(story, "224 people died.")
    make_claim(story, "It rained 1 day.")
    assert options(client, "claim", story, "2")[0]["value"] == "It rained 1 day."
    assert options(client, "claim", story, "224")[0]["value"] == "224 people died."


def test_before_anything_is_typed_the_claims_of_most_articles_are_suggested(client, story, article):
    make_claim(story, "Nobody says this.")
    make_rendering(article, "Rain fell", RAIN)
    assert options(client, "claim", story, "")[0]["value"] == RAIN


def test_at_most_twelve_are_suggested_and_none_of_what_is_deleted(client, story):
    for n in range(15):
        make_claim(story, f"It rained {n} days.")
    actions.delete_claim(Claim.objects.get(number=1), None)
    found = options(client, "claim", story, "rained")
    assert len(found) == 12
    assert "It rained 0 days." not in {entry["value"] for entry in found}


@pytest.mark.parametrize("typed", ["\0", "%", "'; --", "9" * 40, "👩‍👩‍👧", "\u202e", "long " * 600])
def test_whatever_is_typed_is_answered(client, story, typed):
    make_claim(story, RAIN)
    for what in ("claim", "speaker", "utterance"):
        assert client.get(url(f"{what}_options", story), {"q": typed}).status_code == 200


def test_a_speaker_is_suggested_by_any_name_in_any_script(client, story):
    make_speaker(story, "Vladimir Putin", "فلاديمير بوتين", "Wladimir Putin")
    make_speaker(story, "Dmitri Peskow")
    for typed in ("puti", "بوتين", "wladimir"):
        (found,) = options(client, "speaker", story, typed)
        assert found["value"] == "Vladimir Putin"
        assert found["detail"] == "فلاديمير بوتين, Wladimir Putin"


def test_an_utterance_is_suggested_with_how_often_it_is_quoted(client, story, article):
    make_quotation(article, "Rain fell", utterance="Rain fell all night")
    gone = make_quotation(article, "all night", utterance="Rain fell all night")
    actions.delete_annotation(gone, None, 1)
    (found,) = options(client, "utterance", story, "fell")
    assert found == {
        "value": "Rain fell all night",
        "label": "Rain fell all night",
        "detail": "quoted in 1 passage",
    }


def test_suggestions_of_a_private_story_are_for_its_members(client):
    story = make_story()
    make_claim(story, RAIN)
    for what in ("claim", "speaker", "utterance"):
        assert client.get(url(f"{what}_options", story)).status_code == 404
    login(client, story, "reader")
    assert options(client, "claim", story, "rain")[0]["value"] == RAIN
