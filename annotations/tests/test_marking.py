"""Marking a passage, saying something of it, changing it, and talking about it."""

import uuid

import pytest
from django.urls import reverse

from annotations.models import Annotation, Claim, Comment, Speaker
from articles.models import Change
from articles.tests.factories import make_article, make_member

from .factories import make_annotation, make_tag

pytestmark = pytest.mark.django_db

TEXT = "Ministers met 👩🏽‍🚀 in the port.\n\n“We will share what we know,” said Rova, and left."


@pytest.fixture
def article(story):
    return make_article(story, TEXT)


@pytest.fixture
def ben(story, client):
    user = make_member(story, "ben", "annotator")
    client.force_login(user)
    return user


def sent(article, passage, **said):
    text = article.revision.text
    start = text.index(passage)
    data = {
        "revision": article.revision.pk,
        "start": start,
        "end": start + len(passage),
        "exact": passage,
        "uid": str(uuid.uuid4()),
        "claims-TOTAL_FORMS": 2,
        "claims-INITIAL_FORMS": 0,
        "claims-0-statement": said.pop("statement", ""),
        "claims-0-stance": said.pop("stance", "reports"),
        "claims-0-attributed_to": said.pop("attributed_to", ""),
    }
    return data | said


def mark(client, article, passage, **said):
    address = reverse("annotations:annotate", args=[article.pk])
    return client.post(address, sent(article, passage, **said), headers={"HX-Request": "true"})


def test_a_claim_with_stance_and_attribution_is_stored_as_it_was_said(client, ben, article):
    said = {"statement": "They share data.", "stance": "partly", "attributed_to": "Rova"}
    answer = mark(client, article, "We will share what we know", **said)
    assert answer.status_code == 200
    annotation = Annotation.objects.get()
    rendering = annotation.renderings.get()
    assert annotation.exact == "We will share what we know"
    assert (rendering.claim.statement, rendering.stance) == ("They share data.", "partly")
    assert rendering.speaker.name == "Rova"
    assert annotation.author == ben


def test_the_words_of_a_claim_that_is_there_choose_it(client, ben, article):
    mark(client, article, "Ministers met", statement="They met.")
    mark(client, article, "in the port", statement="they  MET.")
    assert Claim.objects.count() == 1


def test_any_name_of_a_speaker_finds_the_speaker(client, ben, article, story):
    Speaker.objects.create(story=story, name="Ana Rova", variants=["Rova", "روفا"])
    mark(client, article, "We will share", kind="direct", speaker="روفا", cue="said")
    assert Annotation.objects.get().quotation.speaker.name == "Ana Rova"


def test_tags_and_a_note_are_stored(client, ben, article, story):
    make_tag(story, "Promise")
    mark(client, article, "We will share", tags=["Promise"], note="Since when?")
    annotation = Annotation.objects.get()
    assert [tag.name for tag in annotation.tags.all()] == ["Promise"]
    assert annotation.note == "Since when?"


def test_what_is_stored_behind_an_emoji_is_what_was_selected(client, ben, article):
    mark(client, article, "port", note="x")
    annotation = Annotation.objects.get()
    assert TEXT[annotation.start : annotation.end] == annotation.exact == "port"


def test_a_passage_that_reads_otherwise_is_refused(client, ben, article):
    answer = mark(client, article, "port", note="x", exact="harbour")
    assert answer.status_code == 422
    assert "the text reads" in answer.content.decode()
    assert not Annotation.objects.exists()


def test_a_passage_may_run_over_the_end_of_a_paragraph(client, ben, article):
    answer = mark(client, article, "port.\n\n“We will", note="x", exact="port. “We will")
    assert answer.status_code == 200
    assert Annotation.objects.get().exact == "port.\n\n“We will"


def test_the_same_submission_sent_twice_makes_one_annotation(client, ben, article):
    data = sent(article, "port", note="x")
    address = reverse("annotations:annotate", args=[article.pk])
    for _ in range(2):
        assert client.post(address, data, headers={"HX-Request": "true"}).status_code == 200
    assert Annotation.objects.count() == 1


def test_nothing_said_is_answered_with_what_is_missing(client, ben, article):
    answer = mark(client, article, "port")
    assert answer.status_code == 422
    assert "Say something of the passage" in answer.content.decode()


def test_the_line_of_the_mark_comes_back_for_the_painting(client, ben, article):
    answer = mark(client, article, "port", note="x").content.decode()
    made = Annotation.objects.get()
    assert f'[["{made.uid}",1,{made.start},{made.end},["note"],null,[]]]' in answer
    assert f'id="mark-{made.uid}"' in answer


def test_an_edit_from_an_old_version_gets_both_texts_and_changes_nothing(client, ben, article):
    annotation = make_annotation(article, "port", ben, note="mine")
    address = reverse("annotations:edit", args=[annotation.uid])
    data = sent(article, "port", note="first")
    assert client.post(address, data | {"version": 1}).status_code == 302
    answer = client.post(address, data | {"version": 1, "note": "second"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "first" in page
    assert "second" in page
    annotation.refresh_from_db()
    assert annotation.note == "first"


def test_an_edit_from_an_old_version_is_told_word_by_word_what_was_changed_since(
    client, ben, article
):
    chiara = make_member(article.story, "chiara", "curator")
    annotation = make_annotation(article, "port", ben, note="Rain at the port.")
    data = sent(article, "port", version=1)
    address = reverse("annotations:edit", args=[annotation.uid])
    client.force_login(chiara)
    client.post(address, data | {"note": "Rain near the port."})
    client.force_login(ben)
    page = client.post(address, data | {"note": "Hail at the port."}).content.decode()
    assert "Since you began" in page
    assert '<bdi class="log-who">chiara</bdi>' in page
    assert "<del>" in page
    assert "<ins>" in page
    assert page.count('class="log-line"') == 1  # not that it was made


def test_an_edit_of_what_was_deleted_meanwhile_offers_to_bring_it_back(client, ben, article):
    annotation = make_annotation(article, "port", ben)
    client.post(reverse("annotations:delete", args=[annotation.uid]), {"version": 1})
    data = sent(article, "port", note="late", version=1)
    answer = client.post(reverse("annotations:edit", args=[annotation.uid]), data)
    assert answer.status_code == 409
    assert "Bring it back" in answer.content.decode()


def test_a_deleted_annotation_leaves_the_page_and_can_be_brought_back(client, ben, article):
    annotation = make_annotation(article, "port", ben)
    page = article.get_absolute_url()
    client.post(reverse("annotations:delete", args=[annotation.uid]), {"version": 1})
    assert str(annotation.uid) not in client.get(page).content.decode()
    client.post(reverse("annotations:restore", args=[annotation.uid]))
    assert str(annotation.uid) in client.get(page).content.decode()


def test_somebody_elses_annotation_is_changed_by_curators_only(client, ben, article, story):
    anna = make_member(story, "anna", "curator")
    annotation = make_annotation(article, "port", anna)
    address = reverse("annotations:edit", args=[annotation.uid])
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Only a curator" in answer.content.decode()
    annotation = make_annotation(article, "Ministers", ben)
    client.force_login(anna)
    assert client.get(reverse("annotations:edit", args=[annotation.uid])).status_code == 200


def test_a_comment_is_added_once_however_often_it_is_sent(client, ben, article):
    annotation = make_annotation(article, "port", ben)
    address = reverse("annotations:comment", args=[annotation.uid])
    data = {"text": "Which port?", "uid": str(uuid.uuid4())}
    for _ in range(2):
        client.post(address, data)
    assert Comment.objects.count() == 1
    assert "Which port?" in client.get(annotation.get_absolute_url()).content.decode()


def test_every_change_is_in_the_log_with_what_stood_before(client, ben, article, story):
    mark(client, article, "port", note="x")
    annotation = Annotation.objects.get()
    data = sent(article, "port", note="y", version=1)
    client.post(reverse("annotations:edit", args=[annotation.uid]), data)
    edited = Change.objects.filter(story=story, subject=f"annotation:{annotation.uid}").last()
    assert (edited.before["note"], edited.after["note"]) == ("x", "y")
    assert edited.actor == ben


def test_markup_in_what_is_said_is_shown_as_text(client, ben, article):
    answer = mark(client, article, "port", note="<script>alert(1)</script>")
    assert "<script>alert(1)" not in answer.content.decode()
    assert "&lt;script&gt;" in answer.content.decode()
