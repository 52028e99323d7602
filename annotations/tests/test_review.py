"""What a correction of a text lost waits for a person, and is never dropped."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.models import Annotation
from articles.actions import correct_article
from articles.tests.factories import make_article, make_member

from .factories import make_annotation, make_rendering

pytestmark = pytest.mark.django_db

OLD = "On Thursday the two presidents met in Moscow. They spoke of oil. قال بوتين إنه راض."
NEW = "On Thursday the two heads of state met in Moscow. They spoke about oil. قال بوتين إنه راضٍ."


@pytest.fixture
def article(story):
    return make_article(story, OLD)


@pytest.fixture
def lost(article, anna):
    annotation = make_rendering(article, "the two presidents met", "They met.", author=anna)
    correct_article(article, anna, NEW, "They are not both presidents.")
    annotation.refresh_from_db()
    article.refresh_from_db()
    assert annotation.needs_review
    return annotation


def url(story):
    return reverse("annotations:review", args=[story.slug])


def answer(annotation, article, **said):
    place = {"uid": annotation.uid, "version": annotation.version, "revision": article.revision.pk}
    return place | said


def test_the_page_shows_the_old_words_and_the_likely_place(client, story, article, anna, lost):
    client.force_login(anna)
    page = client.get(url(story))
    (passage,) = page.context["lost"]
    assert (passage.before, passage.after) == ("On Thursday ", " in Moscow.")
    assert passage.likely[0].text == "the two heads of state met"
    assert [c.text for c in passage.sentences][1] == "They spoke about oil."
    assert "They met." in page.content.decode()


def test_a_passage_is_put_where_it_stands_now(client, story, article, anna, lost):
    client.force_login(anna)
    assert client.post(url(story), answer(lost, article, place="12-38")).status_code == 302
    lost.refresh_from_db()
    assert (lost.exact, lost.needs_review) == ("the two heads of state met", False)
    assert lost.revision == article.revision
    assert lost.renderings.count() == 1
    assert list(client.get(url(story)).context["lost"]) == []


def test_an_annotation_that_is_gone_is_deleted_and_can_be_brought_back(
    client, story, article, anna, lost
):
    client.force_login(anna)
    client.post(url(story), answer(lost, article, delete="1"))
    assert not Annotation.objects.live().exists()
    assert actions.restore_annotation(lost, anna).needs_review


def test_one_does_not_delete_what_somebody_else_has_marked(client, story, article, lost):
    client.force_login(make_member(story, "ben", "annotator"))
    assert client.post(url(story), answer(lost, article, delete="1")).status_code == 403
    assert client.post(url(story), answer(lost, article, place="12-38")).status_code == 302


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Choose where the passage stands now."),
        ({"place": "0-99999"}, "The text has no passage"),
        ({"place": "7-3"}, "The text has no passage"),
        ({"place": "here"}, "valid value"),
        ({"place": "12-38", "revision": 0}, "corrected while you were reading"),
        ({"place": "12-38", "uid": "9d2c4d3e-0000-4000-8000-000000000000"}, "does not wait"),
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_is_refused_in_a_sentence(
    said, why, client, story, article, anna, lost
):
    client.force_login(anna)
    page = client.post(url(story), answer(lost, article) | said)
    assert page.status_code == 422
    assert why in page.content.decode()
    lost.refresh_from_db()
    assert lost.needs_review


def test_who_comes_second_is_told_and_undoes_nothing(client, story, article, anna, lost):
    client.force_login(anna)
    stale = answer(lost, article, place="12-38", version=lost.version - 1)
    page = client.post(url(story), stale)
    assert page.status_code == 409
    assert "Somebody else has changed this" in page.content.decode()


def test_a_reader_does_not_review(client, story, lost):
    client.force_login(make_member(story, "rita", "reader"))
    assert client.get(url(story)).status_code == 403


def test_nothing_to_review_is_said_so(client, story, anna):
    client.force_login(anna)
    assert "Nothing to find" in client.get(url(story)).content.decode()


def test_the_cost_of_the_page_does_not_grow_with_what_waits(
    client, story, article, anna, lost, django_assert_max_num_queries
):
    client.force_login(anna)
    with django_assert_max_num_queries(11) as few:
        client.get(url(story))
    other = make_article(story, "Rain fell on the port. Snow fell.")
    for exact in ("Rain fell on", "Snow fell", "fell on the port"):
        make_annotation(other, exact, anna)
    correct_article(other, anna, "Hail came down in the harbour. It was cold.", "Wrong.")
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(url(story)).context["lost"]) > 2
