"""Merging and splitting claims on their pages: what is shown before, what is refused, and where the
old address leads."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.actions import Merging
from annotations.models import Claim, Rendering
from annotations.saying import ClaimSaid
from articles.tests.factories import make_article, make_member

from .factories import make_annotation, make_claim, make_rendering

pytestmark = pytest.mark.django_db

RAINED, POURED = "It rained.", "It poured."


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port all night.")


@pytest.fixture
def chiara(client, story):
    user = make_member(story, "chiara", "curator")
    client.force_login(user)
    return user


@pytest.fixture
def claims(story):
    return make_claim(story, RAINED), make_claim(story, POURED)


def url(name, story, number):
    return reverse(f"annotations:{name}", args=[story.slug, number])


def merging(client, story, other="2", **data):
    data = {"kept": 1, "statement": RAINED, "first_version": 1, "second_version": 1} | data
    return client.post(url("claim_merge", story, 1) + f"?other={other}", data)


def both(article, **stances):
    said = [ClaimSaid(RAINED, "reports", ""), ClaimSaid(POURED, "contradicts", "Lind")]
    return make_annotation(article, "Rain fell", claims=said)


def test_the_other_claim_is_found_by_its_words_or_its_number(client, story, claims, chiara):
    page = url("claim_merge", story, 1)
    assert "The other claim" in client.get(page).content.decode()
    for named in ("2", " it  POURED. "):
        assert client.get(page, {"other": named}).context["other"] == claims[1]
    for unknown in ("1", "7", "99999999999999", "It snowed."):
        answer = client.get(page, {"other": unknown})
        assert answer.status_code == 422
        assert "no other claim of these words" in answer.content.decode()


def test_what_would_move_is_shown_and_nothing_moved(client, story, article, claims, chiara):
    make_rendering(article, "Rain", RAINED)
    make_rendering(article, "all night", POURED)
    make_rendering(make_article(story, "Water."), "Water", POURED)
    conflict = both(article)
    actions.set_verdict(claims[0], make_article(story, "Nothing."), chiara, "absent")
    context = client.get(url("claim_merge", story, 1), {"other": "2"}).context
    assert [share.counts for share in context["both"].shares] == [(2, 2), (0, 1)]
    assert [c.annotation for c in context["both"].conflicts] == [conflict]
    assert context["both"].verdict_counts == (1, 0)
    assert Claim.objects.live().count() == 2


def test_a_merge_leads_to_the_claim_that_stays_and_the_old_address_too(
    client, story, article, claims, chiara
):
    make_rendering(article, "Rain", POURED)
    actions.comment(claims[1], chiara, "Said before.")
    answer = merging(client, story, statement="It rained hard.")
    assert answer.headers["Location"] == url("claim", story, 1)
    old = client.get(url("claim", story, 2))
    assert (old.status_code, old.headers["Location"]) == (302, url("claim", story, 1))
    html = client.get(url("claim", story, 1)).content.decode()
    assert "It rained hard." in html
    assert "Said before." in html
    assert "Part of it by merging" in html


def test_the_address_of_a_claim_that_was_merged_again_leads_to_the_last(
    client, story, claims, chiara
):
    third = make_claim(story, "Water came down.")
    actions.merge_claims(claims[1], third, None, Merging(POURED, "", 1, 1))
    actions.merge_claims(claims[0], claims[1], None, Merging(RAINED, "", 1, 1))
    assert client.get(url("claim", story, 3)).headers["Location"] == url("claim", story, 1)
    actions.delete_claim(claims[0], None)
    assert client.get(url("claim", story, 3)).status_code == 404


def test_words_for_a_claim_that_was_merged_meanwhile_are_not_lost(client, story, claims, chiara):
    actions.merge_claims(*claims, None, Merging(RAINED, "", 1, 1))
    answer = client.post(url("claim", story, 2), {"statement": "My new words.", "version": 1})
    assert answer.status_code == 409
    assert answer.context["claim"] == claims[0]
    assert "My new words." in answer.content.decode()


def test_a_passage_that_says_two_things_asks_which_stays(client, story, article, claims, chiara):
    conflict = both(article)
    answer = merging(client, story)
    assert answer.status_code == 422
    assert "Choose what this passage says of the claim." in answer.content.decode()
    assert merging(client, story, **{f"stays-{conflict.uid}": 2}).status_code == 302
    (line,) = Rendering.objects.all()
    assert (line.claim.number, line.stance, line.speaker.name) == (1, "contradicts", "Lind")


def test_what_was_changed_since_one_looked_is_shown_anew(client, story, article, claims, chiara):
    actions.edit_claim(claims[1], None, 1, "It drizzled.", "")
    answer = merging(client, story, statement="My words.")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "My words." in html
    assert "It drizzled." in html
    assert merging(client, story, second_version=2).status_code == 302


def test_the_words_of_a_third_claim_are_refused(client, story, claims, chiara):
    make_claim(story, "It snowed.")
    answer = merging(client, story, statement="it snowed.")
    assert answer.status_code == 422
    assert "Claim 3 of this story says the same." in answer.content.decode()
    assert merging(client, story, statement=POURED).status_code == 302


def test_while_coding_is_blind_what_one_coder_states_does_not_become_what_all_name(
    client, story, article, chiara
):
    ben = make_member(story, "ben")
    make_rendering(article, "all night", RAINED)
    story.is_blind = True
    story.save(update_fields=["is_blind"])
    make_rendering(article, "Rain", "Only Ben says so.", author=ben)
    hidden = Claim.objects.get(is_coding=True)
    answer = merging(client, story, other=hidden.number, kept=hidden.number)
    assert answer.status_code == 422
    assert "made in blind coding that still goes on" in answer.content.decode()
    assert merging(client, story, other=hidden.number, kept=1).status_code == 302


def test_merging_is_for_curators(client, story, claims):
    client.force_login(make_member(story, "ben"))
    answer = merging(client, story)
    assert answer.status_code == 403
    assert "Only a curator of this story or above may merge claims." in answer.content.decode()


# Splitting


def splitting(client, story, *passages, **data):
    sent = {"statement": "By night.", "version": 1, "passages": [str(p.uid) for p in passages]}
    return client.post(url("claim_split", story, 1), sent | data)


def test_the_chosen_passages_go_to_a_claim_of_their_own(client, story, article, claims, chiara):
    rain, night = (make_rendering(article, words, RAINED) for words in ("Rain", "all night"))
    html = client.get(url("claim_split", story, 1)).content.decode()
    assert f'value="{rain.uid}"' in html
    answer = splitting(client, story, night)
    assert answer.headers["Location"] == url("claim", story, 3)
    assert list(rain.claims.all()) == [claims[0]]
    assert [claim.statement for claim in night.claims.all()] == ["By night."]


def test_a_split_without_passages_or_with_all_or_of_words_that_are_taken_is_refused(
    client, story, article, claims, chiara
):
    rain, night = (make_rendering(article, words, RAINED) for words in ("Rain", "all night"))
    for answer, sentence in [
        (splitting(client, story), "Choose the passages that the new claim takes."),
        (splitting(client, story, rain, night), "Leave one passage where it is"),
        (splitting(client, story, rain, statement="it rained."), "Claim 1 of this story says"),
    ]:
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert Claim.objects.count() == 2


def test_a_claim_changed_since_one_looked_is_not_split(client, story, article, claims, chiara):
    rain = make_rendering(article, "Rain", RAINED)
    make_rendering(article, "all night", RAINED)
    actions.edit_claim(claims[0], None, 1, "It rained a lot.", "")
    answer = splitting(client, story, rain)
    assert answer.status_code == 409
    assert f'value="{rain.uid}" checked' in answer.content.decode()
    assert splitting(client, story, rain, version=2).status_code == 302


def test_the_cost_of_the_pages_does_not_grow_with_the_passages(
    client, story, article, claims, chiara, django_assert_max_num_queries
):
    for number in range(8):
        text = make_article(story, f"Rain {number}. Water.")
        make_rendering(text, "Rain", RAINED, attributed_to="Lind")
        make_rendering(text, "Water", POURED)
        both(make_article(story, f"Rain fell {number}."))
    for page in (url("claim_merge", story, 1) + "?other=2", url("claim_split", story, 1)):
        with django_assert_max_num_queries(12):
            client.get(page)
