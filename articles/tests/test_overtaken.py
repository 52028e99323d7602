"""A writer who looked, then had to wait: what others wrote meanwhile stands, and is in the log."""

from unittest.mock import patch

import pytest
from django.urls import reverse

from articles import actions, uploads
from articles.log import EditedMeanwhile
from articles.models import Article, Change, Upload

from .factories import make_article, make_member, make_story

pytestmark = pytest.mark.django_db

TEXT = "Rain fell on the port.\n\nSnow fell on the hills."


@pytest.fixture
def article():
    return make_article(make_story(), TEXT)


def looked_at(article):
    return Article.objects.select_related("story", "source", "revision").get(pk=article.pk)


def correct(article):
    actions.correct_article(looked_at(article), None, f"{TEXT} It melts.", "Read again.")


def test_striking_a_passage_does_not_bring_back_the_text_before_a_correction(article):
    seen = looked_at(article)
    passage = seen.revision.segments.filter(kind="paragraph").first()
    correct(article)
    with pytest.raises(EditedMeanwhile):
        actions.strike(seen, None, passage, "by_hand")
    assert looked_at(article).revision.number == 2
    assert not looked_at(article).revision.segments.exclude(struck="").exists()


def test_who_strikes_a_passage_of_an_older_text_is_shown_the_newer_one(client, article):
    client.force_login(make_member(article.story, "chiara", "curator"))
    passage = article.revision.segments.filter(kind="paragraph").first()
    strike = reverse("articles:strike", args=[article.pk, passage.pk])
    with patch.object(actions, "strike", side_effect=EditedMeanwhile):
        answer = client.post(strike, follow=True)
    assert answer.redirect_chain == [(reverse("articles:passages", args=[article.pk]), 302)]
    assert "The text was corrected meanwhile." in answer.content.decode()


def test_the_log_of_an_edit_begins_with_what_stood_there_by_then(article):
    seen = looked_at(article)
    actions.edit_article(looked_at(article), None, headline="Rain and snow")
    actions.edit_article(seen, None, byline="A reporter")
    change = Change.objects.latest("pk")
    assert change.before["headline"] == change.after["headline"] == "Rain and snow"


def test_deleting_twice_is_one_deletion_and_one_line_of_the_log(article):
    first, second = looked_at(article), looked_at(article)
    for seen in (first, second):
        actions.delete_article(seen, None)
    for seen in (first, second):
        actions.restore_article(seen, None)
    verbs = Change.objects.filter(subject=f"article:{article.slug}").values_list("verb", flat=True)
    assert list(verbs) == ["article imported", "article deleted", "article restored"]


def test_who_presses_twice_finds_a_file_that_is_stored_already(article):
    chiara = make_member(article.story, "chiara", "curator")
    upload = uploads.take_in(article.story, chiara, "hail.txt", b"Hail fell on the quay all day.")
    Upload.objects.all().delete()
    uploads.keep_options(upload, {"language": "de"})
    assert not Upload.objects.exists()
