"""Talking about an annotation, a claim and a verdict: with htmx and without, and who may what."""

import uuid

import pytest
from django.urls import reverse

from annotations import actions
from annotations.models import Comment, Thread
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story, make_user

from .factories import make_annotation, make_claim

pytestmark = pytest.mark.django_db

KINDS = ["annotation", "claim", "verdict"]


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port.")


@pytest.fixture
def anna(story):
    return make_member(story, "anna", "owner")


@pytest.fixture
def ben(client, story):
    user = make_member(story, "ben")
    client.force_login(user)
    return user


def thing(kind, article, author):
    """What is talked about, with the address of its talk and its own."""
    story = article.story
    if kind == "annotation":
        made = make_annotation(article, "Rain", author)
        return made, url("comment", made.uid), url("annotation", made.uid)
    claim = make_claim(story, "It rained.", author)
    if kind == "claim":
        place = (story.slug, claim.number)
        return claim, url("claim_comment", *place), url("claim", *place)
    made = actions.set_verdict(claim, article, author, "absent")
    return made, url("verdict_comment", made.uid), url("verdict_page", made.uid)


def url(name, *args):
    return reverse(f"annotations:{name}", args=args)


@pytest.mark.parametrize("kind", KINDS)
def test_who_says_something_reads_it_on_the_page_of_the_thing(client, article, anna, ben, kind):
    _, talk, page = thing(kind, article, anna)
    answer = client.post(talk, {"text": "Look, @anna:\nهطل المطر"})
    assert answer.headers["Location"] == f"{page}#talk"
    html = client.get(page).content.decode()
    assert '<strong class="mention" title="@anna"><bdi>@anna</bdi></strong>:\nهطل المطر' in html


@pytest.mark.parametrize("kind", KINDS)
def test_htmx_is_given_the_talk_alone(client, article, anna, ben, kind):
    _, talk, _ = thing(kind, article, anna)
    html = client.post(talk, {"text": "Hm."}, headers={"hx-request": "true"}).content.decode()
    assert html.strip().startswith('<section class="thread"')
    assert "Hm." in html
    assert ("data-arrivals" in html) == (kind == "annotation")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_an_empty_comment_is_refused_with_a_sentence(client, article, anna, ben, kind, headers):
    _, talk, _ = thing(kind, article, anna)
    answer = client.post(talk, {"text": " "}, headers=headers)
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_comment_sent_twice_is_said_once(client, article, anna, ben):
    _, talk, _ = thing("claim", article, anna)
    for _ in range(2):
        client.post(talk, {"text": "Hm.", "uid": "7a0aa4f4-0ae4-4b4c-9b4e-8a3c0c8ab001"})
    assert Comment.objects.count() == 1


def test_words_of_a_comment_are_text_and_never_html(client, article, anna, ben):
    _, talk, page = thing("claim", article, anna)
    client.post(talk, {"text": "<script>@anna<b>"})
    html = client.get(page).content.decode()
    assert "&lt;script&gt;<strong" in html
    assert "</strong>&lt;b&gt;" in html


# Taking back


def test_who_deletes_a_comment_may_bring_it_back_and_others_see_nothing_of_it(
    client, article, anna, ben
):
    _, talk, page = thing("claim", article, anna)
    client.post(talk, {"text": "Nonsense."})
    comment = Comment.objects.get()
    assert client.post(url("comment_delete", comment.uid)).status_code == 302
    html = client.get(page).content.decode()
    assert "Nonsense." not in html
    assert "Bring it back" in html
    client.force_login(anna)
    html = client.get(page).content.decode()
    assert "Nobody has said anything" in html
    client.force_login(ben)
    client.post(url("comment_restore", comment.uid))
    assert "Nonsense." in client.get(page).content.decode()
    verbs = Change.objects.filter(subject=f"comment:{comment.uid}").values_list("verb", flat=True)
    assert list(verbs) == ["comment written", "comment deleted", "comment restored"]


def test_nobody_deletes_what_somebody_else_has_said(client, article, anna, ben):
    comment = actions.comment(thing("claim", article, anna)[0], anna, "Mine.")
    answer = client.post(url("comment_delete", comment.uid))
    assert answer.status_code == 403
    assert "Only who has written a comment" in answer.content.decode()
    assert client.post(url("comment_delete", uuid.uuid4())).status_code == 404


# Resolving


@pytest.mark.parametrize("kind", KINDS)
def test_talk_is_resolved_folded_and_reopened(client, article, anna, ben, kind):
    about, _, page = thing(kind, article, anna)
    line = actions.comment(about, anna, "Settled?")
    client.post(url("thread_resolve", line.thread.uid))
    html = client.get(page).content.decode()
    assert '<details class="thread-resolved">' in html
    assert "Resolved by <bdi>ben</bdi>" in html
    assert "Settled?" in html
    client.post(url("thread_reopen", line.thread.uid))
    assert "thread-resolved" not in client.get(page).content.decode()
    verbs = Change.objects.filter(subject=f"thread:{line.thread.uid}").values_list(
        "verb", flat=True
    )
    assert list(verbs) == ["thread resolved", "thread reopened"]


def test_a_reader_talks_and_resolves_nothing_and_is_told_why(client, story, article, anna):
    line = actions.comment(thing("claim", article, anna)[0], anna, "Hm.")
    client.force_login(make_member(story, "rita", "reader"))
    for address in (
        url("claim_comment", story.slug, 1),
        url("thread_resolve", line.thread.uid),
        url("comment_delete", line.uid),
    ):
        answer = client.post(address, {"text": "x"})
        assert answer.status_code == 403
        assert "Only an annotator of this story or above may" in answer.content.decode()


# Blind coding


def test_who_codes_blind_neither_sees_nor_resolves_talk_of_others(client, story, article, anna):
    dora, ben = make_member(story, "dora"), make_member(story, "ben")
    claim = thing("claim", article, anna)[0]
    story.is_blind = True
    story.save(update_fields=["is_blind"])
    line = actions.comment(claim, ben, "My own thought.")
    actions.resolve_thread(line.thread, anna)
    client.force_login(dora)
    html = client.get(url("claim", story.slug, 1)).content.decode()
    assert "My own thought." not in html
    assert "Resolved by" not in html
    assert client.post(url("thread_reopen", line.thread.uid)).status_code == 404
    actions.comment(claim, dora, "And mine.")
    answer = client.post(url("thread_reopen", line.thread.uid))
    assert answer.status_code == 403
    assert "While you code blind" in answer.content.decode()
    assert Thread.objects.get().resolved_at


# Whom one may mention


def test_members_are_suggested_by_what_is_typed_of_their_names(client, story, anna, ben):
    make_member(story, "sal")
    make_user("salim")
    named = make_member(story, "x17", "reader")
    named.first_name, named.last_name = "Élodie", "Lind"
    named.save()
    place = url("member_options", story.slug)
    found = client.get(place, {"q": "sal"}).json()
    assert found == [{"value": "sal", "label": "sal", "detail": "@sal"}]
    assert client.get(place, {"q": "elod"}).json()[0]["value"] == "x17"
    assert {person["value"] for person in client.get(place).json()} == {"anna", "sal", "x17"}


def test_names_of_members_are_for_members(client, story, anna):
    make_member(story, "rita", "reader")
    assert client.get(url("member_options", story.slug)).status_code == 403
    client.force_login(make_user("stranger"))
    assert client.get(url("member_options", story.slug)).status_code == 403
