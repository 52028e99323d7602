"""What a reading page shows, and what it costs."""

import re
from copy import copy
from html import unescape
from itertools import cycle
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.models import Annotation, Claim, Rendering
from annotations.painting import paints_of
from annotations.panes import LISTED
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_rendering

pytestmark = pytest.mark.django_db

ARABIC = "وصل الوزير عند الساعة 18 مساء.\n\nقال إنه «راض» عن النتيجة."


def read(client, story, *articles, query=""):
    chosen = "&".join(f"a={article.pk}" for article in articles)
    return client.get(f"{reverse('annotations:read', args=[story.slug])}?{chosen}{query}")


def texts(page):
    """(start, end, visible text) of every element that carries a stretch of the text."""
    found = re.findall(r'<(p|h3|h4) [^>]*data-start="(\d+)" data-end="(\d+)"[^>]*>(.*?)</\1>', page)
    return [(int(s), int(e), unescape(re.sub(r"<[^>]+>", "", t))) for _, s, e, t in found]


def mark_often(article, marks):
    """One passage marked again and again, each time for one of nine claims."""
    models = [
        make_rendering(article, "stands here", f"Claim {n}.", "partly", "Rova") for n in range(9)
    ][:marks]
    copies = [copy(models[n % len(models)]) for n in range(len(models), marks)]
    for annotation in copies:
        annotation.pk, annotation.uid = None, uuid4()
    Annotation.objects.bulk_create(copies)
    Rendering.objects.bulk_create(
        Rendering(annotation=annotation, claim=claim)
        for annotation, claim in zip(copies, cycle(Claim.objects.all()), strict=False)
    )


def test_the_text_on_the_page_is_the_text_of_the_revision_to_the_letter(client):
    story = make_story(is_public=True)
    text = "Title & more\n\nOne <b>bold</b> claim.  Two  blanks. “Three”…\n\n👩🏽‍🚀 e\u0301nd."
    article = make_article(story, text)
    shown = texts(client.get(article.get_absolute_url()).content.decode())
    assert shown
    for start, end, visible in shown:
        assert article.revision.text[start:end] == visible


def test_every_pane_has_its_own_language_and_direction(client):
    story = make_story(is_public=True)
    german, arabic = make_article(story, "Ein Text."), make_article(story, ARABIC, language="ar")
    page = read(client, story, german, arabic).content.decode()
    assert re.search(r'class="pane-text"[^>]* lang="ar" dir="rtl" data-script="Arab"', page)


def test_the_address_says_which_articles_stand_where(client):
    story = make_story(is_public=True)
    one, two, three = (make_article(story, f"Text {n}.") for n in ("one", "two", "three"))
    page = read(client, story, three, one).content.decode()
    assert re.findall(r'id="pane-(\d+)"', page) == [str(three.pk), str(one.pk)]
    assert f"?a={one.pk}&amp;a={three.pk}" in page  # swapped
    assert f"?a={three.pk}&amp;a={two.pk}" in page  # replaced


def test_at_most_five_articles_stand_side_by_side(client):
    story = make_story(is_public=True)
    articles = [make_article(story, f"Text {n}.") for n in range(7)]
    page = read(client, story, *articles).content.decode()
    assert len(re.findall(r'id="pane-\d+"', page)) == 5


def test_articles_of_another_story_are_not_let_in(client):
    story, other = make_story(is_public=True), make_story(is_public=True)
    mine, foreign = make_article(story, "Mine."), make_article(other, "Foreign.")
    page = read(client, story, mine, foreign).content.decode()
    assert f'id="pane-{foreign.pk}"' not in page


def test_a_struck_passage_is_folded_away_and_can_be_put_back_by_a_curator(client):
    story = make_story()
    client.force_login(make_member(story, "anna", "curator"))
    article = make_article(story, "Skip to main content\n\nThe text itself. It goes on.")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Struck: skip link" in page
    assert "Put it back" in page


def test_without_javascript_every_annotation_is_on_the_page(client):
    story = make_story(is_public=True)
    article = make_article(story, "Rain fell. Snow fell.")
    make_rendering(article, "Rain fell", "It rained.", "reports", "Rova")
    page = client.get(article.get_absolute_url()).content.decode()
    for words in ("Rain fell", "It rained.", "reports it", "Rova"):
        assert words in page


@pytest.mark.parametrize("marks", [1, 500])
def test_a_page_costs_at_most_12_queries_with_ten_articles_and_500_marks(
    client, django_assert_max_num_queries, marks
):
    story = make_story()
    client.force_login(make_member(story, "ben", "annotator"))
    text = "stands here. " * 20 + "Snow fell."
    articles = [make_article(story, f"Word {n} {text}") for n in range(10)]
    mark_often(articles[0], marks)
    make_rendering(articles[0], "Snow fell.", "It snowed.")  # with 500, beyond those listed
    for panes in (articles[:1], articles[:5]):
        with django_assert_max_num_queries(12):
            read(client, story, *panes)
    with django_assert_max_num_queries(12):
        client.get(articles[0].get_absolute_url())


def test_a_story_without_articles_leads_back_to_itself(client):
    story = make_story(is_public=True)
    assert client.get(reverse("annotations:read", args=[story.slug])).status_code == 302


def test_a_passage_that_lost_its_place_is_not_painted_on_another(client):
    from articles.actions import correct_article

    story = make_story(is_public=True)
    anna = make_member(story, "anna", "curator")
    article = make_article(story, "Rain fell.\n\nSnow fell.")
    kept, lost = make_annotation(article, "Snow"), make_annotation(article, "Rain fell")
    correct_article(article, anna, "Hail came down.\n\nSnow fell.", "the outlet corrected itself")
    page = client.get(article.get_absolute_url()).content.decode()
    assert str(kept.uid) in page
    assert str(lost.uid) not in page


def test_a_link_to_a_far_mark_finds_its_line_in_the_list_without_scripts(client):
    story = make_story(is_public=True)
    article = make_article(story, "It stands here.")
    mark_often(article, LISTED + 80)
    far = reading_order(article)[LISTED + 30]
    page = client.get(far.address_in_text).content.decode()
    assert f'id="mark-{far.uid}"' in page
    assert page.count('class="mark"') == LISTED
    assert f'id="mark-{reading_order(article)[0].uid}"' not in page


def reading_order(article):
    uids = [paint.uid for paint in paints_of(article.annotations.all())[article.revision.pk]]
    return [article.annotations.get(uid=uid) for uid in uids]
