"""What concerns me, over all my stories, and what I have read of it."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.models import Claim, Notice
from annotations.saying import Saying
from annotations.talk.inbox import SEALED_FOR
from articles.sealing import seal
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_claim

pytestmark = pytest.mark.django_db

INBOX, READ = "/inbox/", "/inbox/read/"


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


def lines(client):
    context = client.get(INBOX).context
    return [
        (entry.notice.change.story.title, entry.doing, entry.thing.text, entry.said)
        for group in [*context["unread"], *context["read"]]
        for entry in group.entries
    ]


def test_an_empty_inbox_says_what_would_come_into_it(client, ben):
    html = client.get(INBOX).content.decode()
    assert "Nothing here" in html
    assert "mentions you with @" in html


def test_a_line_says_who_did_what_to_which_words(client, story, article, anna, ben):
    rain = make_annotation(article, "Rain", ben)
    claim = make_claim(story, "It rained.", anna)
    verdict = actions.set_verdict(claim, article, ben, "absent")
    actions.comment(claim, anna, "@ben: is it one?")
    actions.comment(verdict, anna, "Sure?")
    rain = actions.edit_annotation(rain, anna, 1, Saying(note="Hers."))
    actions.delete_annotation(rain, anna, 2)
    actions.edit_claim(make_claim(story, "Mine.", ben), anna, 1, "Ours.", "")
    actions.resolve_thread(actions.comment(claim, ben, "Yes.").thread, anna)
    assert lines(client) == [
        ("The flood", "resolved the talk about claim 1", "It rained.", ""),
        ("The flood", "stated anew claim 2", "Ours.", ""),
        ("The flood", "deleted your annotation of your passage", "Rain", ""),
        ("The flood", "changed what you say of your passage", "Rain", ""),
        (
            "The flood",
            "said something about your verdict",
            "It rained. (checked and absent)",
            "Sure?",
        ),
        (
            "The flood",
            "mentioned you in the talk about claim 1",
            "It rained.",
            "@ben: is it one?",
        ),
    ]


def test_unread_lines_come_first_and_stories_stand_together(client, story, article, anna, ben):
    other = make_story("The fire")
    make_member(other, "ben")
    for number, place in enumerate([story, other, story, other]):
        actions.comment(make_claim(place, f"Claim {number}.", ben), anna, "Hm.")
    oldest = Notice.objects.order_by("pk").first()
    newest = Notice.objects.order_by("pk").last()
    client.post(READ, {"notice": seal(newest.pk, SEALED_FOR)})
    assert [(title, text) for title, _, text, _ in lines(client)] == [
        ("The flood", "Claim 2."),
        ("The flood", "Claim 0."),
        ("The fire", "Claim 1."),
        ("The fire", "Claim 3."),
    ]
    assert not Notice.objects.get(pk=oldest.pk).read_at


def test_one_line_or_all_are_marked_as_read(client, story, anna, ben):
    for number in range(3):
        actions.comment(make_claim(story, f"Claim {number}.", ben), anna, "Hm.")
    first = Notice.objects.first()
    answer = client.post(READ, {"notice": seal(first.pk, SEALED_FOR), "open": "1"})
    assert answer.headers["Location"] == reverse("annotations:claim", args=[story.slug, 3])
    assert Notice.objects.filter(read_at=None).count() == 2
    assert client.post(READ, {"all": "1"}).headers["Location"] == INBOX
    assert not Notice.objects.filter(read_at=None).exists()
    assert client.post(READ, {"notice": "x"}).status_code == 404


def test_nobody_reads_or_marks_the_lines_of_somebody_else(client, story, anna, ben):
    actions.comment(make_claim(story, "Hers.", anna), ben, "Hm.")
    (hers,) = Notice.objects.all()
    assert lines(client) == []
    assert client.post(READ, {"notice": seal(hers.pk, SEALED_FOR)}).status_code == 404
    client.post(READ, {"all": "1"})
    hers.refresh_from_db()
    assert hers.read_at is None


def test_every_page_says_how_many_wait(client, story, anna, ben):
    assert 'class="inbox-count"' not in client.get("/").content.decode()
    for number in range(2):
        actions.comment(make_claim(story, f"Claim {number}.", ben), anna, "Hm.")
    counted = '<span class="inbox-count">2<span class="visually-hidden"> unread</span></span>'
    assert counted in client.get("/").content.decode()
    client.logout()
    assert "/inbox/" not in client.get("/").content.decode()


def test_what_is_deleted_since_is_not_quoted(client, story, anna, ben):
    line = actions.comment(make_claim(story, "It rained.", ben), anna, "Nonsense.")
    actions.delete_comment(line, anna)
    assert "Nonsense." not in client.get(INBOX).content.decode()


def test_a_merge_leads_to_the_claim_that_stayed(client, story, anna, ben):
    gone, kept = make_claim(story, "It poured.", ben), make_claim(story, "It rained.", anna)
    actions.merge_claims(kept, gone, anna, actions.Merging("It rained.", "", 1, 1))
    assert lines(client) == [("The flood", "merged claim 1 into claim 2", "It poured.", "")]
    assert Claim.objects.live().get() == kept


def test_a_story_that_one_has_left_says_nothing_more(client, story, anna, ben):
    actions.comment(make_claim(story, "It rained.", ben), anna, "Hm.")
    story.memberships.filter(user=ben).delete()
    assert lines(client) == []
    assert 'class="inbox-count"' not in client.get(INBOX).content.decode()


def test_the_inbox_has_pages_and_costs_the_same_however_long_it_is(
    client, story, article, anna, ben, django_assert_max_num_queries
):
    for number in range(70):
        about = make_claim(story, f"Claim {number}.", ben) if number % 2 else None
        about = about or make_annotation(article, "Rain", ben)
        actions.comment(about, anna, f"Remark {number}.")
    actions.comment(
        actions.set_verdict(Claim.objects.first(), article, ben, "absent"), anna, "Sure?"
    )
    seen, query = [], ""
    while True:
        with django_assert_max_num_queries(12):
            context = client.get(INBOX + query).context
        seen += [entry.said for group in context["unread"] for entry in group.entries]
        if not (query := context["page"].next_url):
            break
    assert seen == ["Sure?", *(f"Remark {number}." for number in reversed(range(70)))]
