"""Two speakers who are one: what was said of either is said of one, and can be parted again."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.actions import join_speakers, redo, undo
from annotations.models import Quotation, Rendering, Speaker
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from articles.actions import set_blind
from articles.tests.factories import make_article

from .factories import make_annotation, make_quotation

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell, said Lind. Snow will fall, said the mayor.")


@pytest.fixture
def said(article):
    claims = [ClaimSaid("It rained.", "reports", "the mayor")]
    return {
        "lind": make_quotation(article, "Rain fell", "Ona Lind"),
        "mayor": make_quotation(article, "Snow will fall", "the mayor"),
        "claim": make_annotation(article, "Rain", claims=claims),
    }


def speaker(name):
    return Speaker.objects.get(name=name)


def whose():
    quoted = Quotation.objects.order_by("annotation").values_list("speaker__name", flat=True)
    return [*quoted, *Rendering.objects.values_list("speaker__name", flat=True)]


def test_all_that_is_said_of_one_is_said_of_the_other_who_keeps_both_names(said, chiara):
    join_speakers(speaker("Ona Lind"), speaker("the mayor"), chiara)
    assert whose() == ["Ona Lind"] * 3
    assert speaker("Ona Lind").variants == ["the mayor"]


def test_who_types_the_former_name_means_the_one_that_stayed(said, article, chiara):
    join_speakers(speaker("Ona Lind"), speaker("the mayor"), chiara)
    make_quotation(article, "fell", "The Mayor")
    assert whose() == ["Ona Lind"] * 4


def test_they_are_parted_again_by_undoing(said, story, chiara):
    before = whose()
    join_speakers(speaker("Ona Lind"), speaker("the mayor"), chiara)
    undo(story, chiara)
    assert whose() == before == ["Ona Lind", "the mayor", "the mayor"]
    assert speaker("Ona Lind").variants == []
    redo(story, chiara)
    assert whose() == ["Ona Lind"] * 3
    undo(story, chiara)
    assert whose() == before


def test_an_older_version_that_is_put_back_names_the_one_that_stayed(said, story, chiara):
    mark = said["mayor"]
    mark.refresh_from_db()
    saying = Saying(quotation=QuotationSaid("the mayor", "wrote", "direct", ""))
    actions.edit_annotation(mark, chiara, 1, saying)
    older = story.changes.get(subject=f"annotation:{mark.uid}", before__isnull=True)
    join_speakers(speaker("Ona Lind"), speaker("the mayor"), chiara)
    seen = story.changes.filter(subject=f"annotation:{mark.uid}").latest("number").number
    actions.put_version_back(older, chiara, seen)
    assert whose() == ["Ona Lind"] * 3


def test_a_curator_joins_them_on_the_page(client, said, story, chiara):
    client.force_login(chiara)
    address = reverse("annotations:speakers_join", args=[story.slug])
    same = {"gone": "the mayor", "kept": "the mayor"}
    assert client.post(address, same).status_code == 422
    assert client.post(address, same | {"kept": "Ona Lind"}).status_code == 302
    page = client.get(reverse("annotations:families", args=[story.slug])).content.decode()
    assert "also <bdi>the mayor</bdi>" in page


def test_speakers_are_not_joined_while_the_story_is_coded_blind(client, said, story, chiara):
    set_blind(story, None, True, [])
    client.force_login(chiara)
    address = reverse("annotations:speakers_join", args=[story.slug])
    answer = client.post(address, {"gone": "the mayor", "kept": "Ona Lind"})
    assert answer.status_code == 403
    assert "when the blind coding is over" in answer.content.decode()
