"""Translations of passages: written, kept, undone, exchanged, and marked as whose they are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import actions
from annotations.differences import Names, differences
from annotations.interchange.exporting import exported
from annotations.interchange.importing import import_lines
from annotations.lines import said_of
from annotations.models import Annotation, Gloss
from annotations.saying import ClaimSaid, GlossSaid, Saying
from annotations.state import annotation_state
from articles.models import Change
from articles.tests.factories import make_article, make_member

from .factories import make_annotation

pytestmark = pytest.mark.django_db

BY_MACHINE = GlossSaid("Rain fell.", "en", Gloss.Origin.MACHINE, "Argos de-en 1.3")


@pytest.fixture
def article(story):
    return make_article(story, "Es regnete.", "de")


def form_of(annotation, **fields):
    """What a browser sends that changes nothing but `fields`."""
    empty = {"claims-TOTAL_FORMS": 0, "claims-INITIAL_FORMS": 0, "kind": "", "note": ""}
    return empty | {"version": annotation.version} | fields


def test_a_translation_is_written_in_the_form_of_a_mark_and_shown_with_it(article, anna):
    client = Client()
    client.force_login(anna)
    place = {"revision": article.revision.pk, "start": 0, "end": 10, "exact": ""}
    sent = form_of(Annotation(), gloss="It rained", gloss_language="en") | place
    answer = client.post(reverse("annotations:annotate", args=[article.pk]), sent, follow=True)
    assert answer.status_code == 200
    gloss = Annotation.objects.get().gloss
    assert (gloss.text, gloss.language_id, gloss.origin) == ("It rained", "en", "person")
    shown = answer.content.decode()
    assert '<p lang="en" dir="ltr">It rained</p>' in shown
    assert "Translation into English" in shown


def test_a_machines_translation_says_so_until_a_person_changes_it(article, anna):
    annotation = make_annotation(article, "Es regnete", anna, gloss=BY_MACHINE)
    assert "Machine translation into English by <bdi>Argos de-en 1.3" in said_of(annotation)
    client = Client()
    client.force_login(anna)
    edit = reverse("annotations:edit", args=[annotation.uid])
    sent = form_of(annotation, gloss=BY_MACHINE.text, gloss_language="en", note="Heavily.")
    assert client.post(edit, sent).status_code == 302
    assert Gloss.objects.get().origin == "machine"
    sent |= {"version": 2, "gloss": "It rained."}
    assert client.post(edit, sent).status_code == 302
    assert Gloss.objects.values_list("origin", "translator").get() == ("person", "")


def test_undoing_puts_a_translation_back_with_whose_it_was(article, anna):
    annotation = make_annotation(article, "Es regnete", anna, gloss=BY_MACHINE)
    before = annotation_state(annotation)
    own = Saying(gloss=GlossSaid(BY_MACHINE.text, "fr"))
    actions.edit_annotation(annotation, anna, 1, own)
    actions.edit_annotation(annotation, anna, 2, Saying(note="None."))
    assert not Gloss.objects.exists()
    for _ in range(2):
        actions.undo(article.story, anna)
    annotation.refresh_from_db()
    assert annotation_state(annotation)["gloss"] == before["gloss"]


def test_history_tells_how_a_translation_changed(article, anna):
    annotation = make_annotation(article, "Es regnete", anna, gloss=BY_MACHINE)
    said = Saying(gloss=GlossSaid("It rained.", "en"))
    actions.edit_annotation(annotation, anna, 1, said)
    change = Change.objects.latest("pk")
    told = {each.what for each in differences("annotation", change.before, change.after, Names())}
    assert told == {"translation", "translated", "translated with"}


def test_the_log_of_a_mark_without_a_translation_says_nothing_of_one(article):
    assert "gloss" not in annotation_state(make_annotation(article, "Es regnete"))


def test_translations_are_exported_and_read_back_without_a_difference(article, anna):
    make_annotation(article, "Es regnete", anna, gloss=BY_MACHINE)
    lines = list(exported(article.story))
    Annotation.objects.all().delete()
    import_lines(article.story, [line.encode() for line in lines], anna)
    assert list(exported(article.story)) == lines


def test_a_translation_that_hides_its_machine_is_refused(article, anna):
    make_annotation(article, "Es regnete", anna, gloss=BY_MACHINE)
    lines = [line.replace("Argos de-en 1.3", "") for line in exported(article.story)]
    Annotation.objects.all().delete()
    with pytest.raises(Exception, match="names its translator"):
        import_lines(article.story, [line.encode() for line in lines], anna)


def test_who_codes_blind_sees_no_translation_of_others(story, article, anna):
    ben = make_member(story, "ben")
    make_annotation(article, "Es regnete", anna, gloss=BY_MACHINE)
    story.is_blind = True
    story.save()
    client = Client()
    client.force_login(ben)
    page = client.get(reverse("annotations:article", args=[article.pk])).content.decode()
    assert "Rain fell" not in page


def test_the_page_of_a_claim_shows_translations_with_its_passages_at_no_cost(
    story, article, anna, django_assert_num_queries
):
    claims = [ClaimSaid("It rained.")]
    make_annotation(article, "Es regnete", anna, claims=claims)
    client = Client()
    client.force_login(anna)
    page = reverse("annotations:claim", args=[story.slug, 1])
    with CaptureQueriesContext(connection) as before:
        client.get(page)
    make_annotation(article, "regnete", anna, claims=claims, gloss=BY_MACHINE)
    with django_assert_num_queries(len(before)):
        assert "Machine translation into English" in client.get(page).text
