"""What curators do with one article: details, corrections, passages, deleting; and the download."""

import pytest
from django.urls import reverse

from articles.actions import strike
from articles.models import Article, Change, Language, Segment

from .factories import make_article, make_member, make_story

pytestmark = pytest.mark.django_db

TEXT = "Rain fell on the port.\n\nPhoto: Agency\n\nSnow fell on the hills."


@pytest.fixture
def story():
    return make_story()


@pytest.fixture
def clara(client, story):
    user = make_member(story, "clara", "curator")
    client.force_login(user)
    return user


@pytest.fixture
def article(story):
    return make_article(story, TEXT, raw=b"what came \xff in", file_name="report.txt")


def address(name, article, *others):
    return reverse(f"articles:{name}", args=[article.pk, *others])


def details(article, **fields):
    said = {"headline": article.headline, "source": article.source.name, "language": "en"}
    return said | {"version": 2} | fields


def correct(client, article, text, **fields):
    sent = {"text": text, "reason": "The outlet corrected itself.", "revision": 1} | fields
    return client.post(address("correct", article), sent)


def test_details_are_changed_and_the_outlet_is_named_by_its_words(client, clara, article):
    said = details(article, headline="Rain", source="A New Sheet", language="de", dateline="Bonn")
    assert client.post(address("article_edit", article), said).status_code == 302
    article = Article.objects.get(pk=article.pk)
    assert (article.headline, article.source.name, article.dateline) == (
        "Rain",
        "A New Sheet",
        "Bonn",
    )
    assert article.language == Language.objects.get(code="de")
    assert Change.objects.filter(subject=f"article:{article.slug}", actor=clara).exists()


def test_details_that_somebody_changed_meanwhile_are_not_overwritten_unseen(client, clara, article):
    edit = address("article_edit", article)
    client.post(edit, details(article, byline="Anna"))
    answer = client.post(edit, details(article, byline="Ben"))
    assert answer.status_code == 409
    assert "Now it is: Anna" in answer.content.decode()
    assert 'value="Ben"' in answer.content.decode()


def test_a_correction_is_a_new_revision_and_the_old_one_is_kept(client, clara, article):
    answer = correct(client, article, TEXT.replace("hills", "moors"))
    assert answer.status_code == 302
    revisions = article.revisions.order_by("number")
    assert [revision.text.split()[-1] for revision in revisions] == ["hills.", "moors."]
    assert Article.objects.get(pk=article.pk).revision == revisions[1]
    assert revisions[1].created_by == clara


def test_what_a_person_struck_or_put_back_stays_so_when_the_rest_is_corrected(
    client, clara, article
):
    photo, snow = article.revision.segments.filter(kind="paragraph")[1:]
    strike(article, clara, photo, "")
    strike(article, clara, snow, "by_hand")
    correct(client, article, TEXT.replace("port", "harbour"))
    article = Article.objects.get(pk=article.pk)
    struck = article.revision.segments.exclude(kind="sentence").values_list("struck", flat=True)
    assert list(struck) == ["", "", "by_hand"]


def test_a_correction_that_began_before_another_shows_both_texts(client, clara, article):
    correct(client, article, TEXT.replace("hills", "moors"))
    answer = correct(client, article, TEXT.replace("hills", "dunes"))
    assert answer.status_code == 409
    assert "moors" in answer.content.decode()
    assert "dunes" in answer.content.decode()
    assert article.revisions.count() == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT, "The text reads as before."),
        (TEXT.replace("\n", "\r\n"), "The text reads as before."),
        (" \n \u200b", "Nothing would be left of the text."),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused_with_a_sentence(
    client, clara, article, text, why
):
    answer = correct(client, article, text)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert article.revisions.count() == 1


def test_a_text_that_the_story_has_already_is_told(client, clara, article):
    correct(client, article, "Hail fell.")
    other = make_article(article.story, "Something else.")
    answer = correct(client, other, "Hail fell.")
    assert answer.status_code == 422
    assert "already has this text" in answer.content.decode()


def test_what_came_in_is_given_back_byte_for_byte_and_never_shown(client, clara, article):
    answer = client.get(address("original", article))
    assert answer.content == b"what came \xff in"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report.txt"'


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("", "the-morning-sheet-rain-fell-on-the-port.txt"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\r\nSet-Cookie: b.txt", "a__Set-Cookie_ b.txt"),
        ("evil\u202etxt.exe", "evil_txt.exe"),
        ("مقال.txt", "filename*=utf-8''%D9%85%D9%82%D8%A7%D9%84.txt"),
    ],
)
def test_a_downloaded_file_has_a_harmless_name(client, clara, story, name, given):
    article = make_article(story, "Rain fell on the port.", file_name=name)
    disposition = client.get(address("original", article)).headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert given in disposition


def test_a_passage_is_struck_and_put_back(client, clara, article):
    first = article.revision.segments.filter(kind="paragraph").first()
    client.post(address("strike", article, first.pk), {"why": "related"})
    assert Segment.objects.get(pk=first.pk).struck == "related"
    answer = client.post(address("restore", article, first.pk))
    assert Segment.objects.get(pk=first.pk).struck == ""
    assert answer.headers["Location"] == article.get_absolute_url()


def test_a_passage_struck_for_no_known_reason_is_struck_by_hand(client, clara, article):
    first = article.revision.segments.filter(kind="paragraph").first()
    client.post(address("strike", article, first.pk), {"why": "because"})
    assert Segment.objects.get(pk=first.pk).struck == "by_hand"


def test_sentences_and_passages_of_other_articles_are_not_struck(client, clara, article):
    sentence = article.revision.segments.filter(kind="sentence").first()
    foreign = make_article(article.story).revision.segments.first()
    for segment in (sentence, foreign):
        assert client.post(address("strike", article, segment.pk)).status_code == 404


@pytest.mark.parametrize(
    ("sent_from", "to"),
    [
        ("http://testserver/stories/x/read/?a=1", "http://testserver/stories/x/read/?a=1"),
        ("https://elsewhere.example/", None),
        ("javascript:alert(1)", None),
        ("//elsewhere.example/", None),
    ],
)
def test_the_way_back_leads_nowhere_else(client, clara, article, sent_from, to):
    first = article.revision.segments.filter(kind="paragraph").first()
    answer = client.post(address("strike", article, first.pk), headers={"referer": sent_from})
    assert answer.headers["Location"] == (to or article.get_absolute_url())


def test_a_deleted_article_is_gone_and_can_be_brought_back(client, clara, article):
    client.post(address("delete", article))
    assert client.get(article.get_absolute_url()).status_code == 404
    story_page = client.get(article.story.get_absolute_url()).content.decode()
    assert address("undelete", article) in story_page
    client.post(address("undelete", article))
    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_article_whose_text_came_in_again_is_not_brought_back_beside_it(client, clara, article):
    client.post(address("delete", article))
    make_article(article.story, TEXT)
    answer = client.post(address("undelete", article), follow=True)
    assert "already has this text" in answer.content.decode()
    assert Article.objects.get(pk=article.pk).deleted_at


def test_only_curators_bring_back(client, article):
    client.force_login(make_member(article.story, "clara", "curator"))
    client.post(address("delete", article))
    client.force_login(make_member(article.story, "ben", "annotator"))
    assert client.post(address("undelete", article)).status_code == 403


def test_what_is_no_part_of_the_article_is_struck_by_hand_and_put_back(client, clara, article):
    passage = article.revision.segments.exclude(kind="sentence").get(start=0)
    client.post(address("strike", article, passage.pk), {"why": "advertising"})
    page = client.get(address("passages", article)).content.decode()
    assert "Struck: advertising" in page
    client.post(address("restore", article, passage.pk))
    assert "Struck: advertising" not in client.get(address("passages", article)).content.decode()
