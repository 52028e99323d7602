"""What was coded under an older definition waits for a decision, and nothing else does."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.codebook.reviewing import codings_to_review
from annotations.models import Annotation
from annotations.saying import GlossSaid, Saying
from articles.actions import set_blind
from articles.models import Change, Story
from articles.tests.factories import make_article, make_member

from .factories import make_annotation, make_tag

pytestmark = pytest.mark.django_db

TEXT = "Rain fell on the port. Snow fell on the hills. هطل المطر على الميناء."


@pytest.fixture
def article(story):
    return make_article(story, TEXT)


@pytest.fixture
def rain(story):
    return make_tag(story, "rain", definition="Water falls.")


def redefine(tag, text):
    tag.refresh_from_db()
    tag.definition = text
    actions.save_tag(tag, None)


def url(story):
    return reverse("annotations:codebook_review", args=[story.slug])


def answer(annotation, tag, decision):
    return {
        "uid": annotation.uid,
        "version": annotation.version,
        "tag": tag.guid,
        "decision": decision,
    }


def waiting(story, user):
    story = Story.objects.visible_to(user).get(pk=story.pk)
    return {outdated.tag.name: outdated.counts for outdated in codings_to_review(story, user).tags}


def test_only_what_was_coded_before_the_definition_changed_waits(story, article, anna, rain):
    make_annotation(article, "Rain fell", anna, tags=["rain"])
    assert waiting(story, anna) == {}
    redefine(rain, "Water falls from clouds.")
    make_annotation(article, "the port", anna, tags=["rain"])
    assert waiting(story, anna) == {"rain": {1: 1}}


def test_a_new_colour_or_another_tag_asks_for_no_review(story, article, anna, rain):
    make_annotation(article, "Rain fell", anna, tags=["rain"])
    rain.colour = 5
    actions.save_tag(rain, None)
    redefine(make_tag(story, "snow"), "Flakes.")
    assert waiting(story, anna) == {}


def test_a_definition_that_came_back_fits_what_was_coded_by_it(story, article, anna, rain):
    make_annotation(article, "Rain fell", anna, tags=["rain"])
    redefine(rain, "Something else.")
    make_annotation(article, "the port", anna, tags=["rain"])
    redefine(rain, "Water falls.")
    assert waiting(story, anna) == {"rain": {2: 1}}


def test_editing_an_annotation_does_not_pass_for_a_review(story, article, anna, rain):
    annotation = make_annotation(article, "Rain fell", anna, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    actions.edit_annotation(annotation, anna, 1, Saying(tags=["rain"], note="Wet."))
    assert waiting(story, anna) == {"rain": {1: 1}}


def test_deleted_annotations_and_tags_do_not_wait(story, article, anna, rain):
    annotation = make_annotation(article, "Rain fell", anna, tags=["rain"])
    make_annotation(article, "the port", anna, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    actions.delete_annotation(annotation, anna, 1)
    assert waiting(story, anna) == {"rain": {1: 1}}
    actions.delete_tag(rain, None, 2)
    assert waiting(story, anna) == {}


def test_the_page_shows_the_passage_and_both_definitions(client, story, article, anna, rain):
    make_annotation(article, "هطل المطر", anna, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    client.force_login(anna)
    page = client.get(url(story))
    html = page.content.decode()
    ((line, (wording,)),) = page.context["passages"]
    assert (line.before, line.after) == ("", " على الميناء.")
    assert "".join(piece.text for piece in wording.then) == "Water falls."
    assert [p.text for p in wording.now if p.how] == [" from clouds"]
    assert "هطل المطر</mark>" in html
    assert f'lang="{article.language_id}"' in html
    assert (
        "1 passage to review"
        in client.get(reverse("annotations:codebook", args=[story.slug])).content.decode()
    )


def test_what_still_fits_is_stamped_with_the_newest_version(client, story, article, anna, rain):
    annotation = make_annotation(article, "Rain fell", anna, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    client.force_login(anna)
    assert client.post(url(story), answer(annotation, rain, "fits")).status_code == 302
    assert waiting(story, anna) == {}
    assert annotation.taggings.get().codebook_version == 2
    change = Change.objects.filter(story=story).latest("number")
    assert (change.verb, change.subject) == ("annotation confirmed", f"annotation:{annotation.uid}")
    assert change.before["coded_under"] == {str(rain.guid): 1}
    assert change.after["coded_under"] == {str(rain.guid): 2}


@pytest.mark.parametrize("decide", [actions.confirm_tag, actions.take_tag_off])
def test_a_decision_that_is_taken_back_waits_again(decide, story, article, anna, rain):
    annotation = make_annotation(article, "Rain fell", anna, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    decide(annotation, anna, 1, rain)
    assert waiting(story, anna) == {}
    actions.undo(story, anna)
    assert waiting(story, anna) == {"rain": {1: 1}}
    actions.redo(story, anna)
    assert waiting(story, anna) == {}


def test_a_tag_that_does_not_fit_is_taken_off_and_the_rest_stays(
    client, story, article, anna, rain
):
    annotation = make_annotation(article, "Rain fell", anna, tags=["rain"], note="Wet.")
    redefine(rain, "Water falls from clouds.")
    client.force_login(anna)
    client.post(url(story), answer(annotation, rain, "off"))
    annotation.refresh_from_db()
    assert (list(annotation.tags.all()), annotation.note) == ([], "Wet.")
    assert Change.objects.filter(story=story).latest("number").verb == "annotation edited"


def test_a_mark_that_says_nothing_else_goes_with_its_tag_and_can_come_back(
    client, story, article, anna, rain
):
    annotation = make_annotation(article, "Rain fell", anna, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    client.force_login(anna)
    assert "Take the mark off" in client.get(url(story)).content.decode()
    client.post(url(story), answer(annotation, rain, "off"))
    assert not Annotation.objects.live().exists()
    actions.restore_annotation(annotation, anna)
    assert waiting(story, anna) == {"rain": {1: 1}}


def test_an_annotator_reviews_their_own_and_a_curator_all(
    client, story, article, anna, chiara, rain
):
    mine = make_annotation(article, "Rain fell", anna, tags=["rain"])
    theirs = make_annotation(article, "the port", chiara, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    assert waiting(story, anna) == {"rain": {1: 1}}
    assert waiting(story, chiara) == {"rain": {1: 2}}
    client.force_login(anna)
    assert client.post(url(story), answer(theirs, rain, "fits")).status_code == 403
    client.force_login(chiara)
    assert client.post(url(story), answer(mine, rain, "fits")).status_code == 302


def test_what_somebody_else_codes_blind_is_neither_listed_nor_counted(story, article, anna, rain):
    ben = make_member(story, "ben", "annotator")
    make_annotation(article, "Rain fell", ben, tags=["rain"])
    set_blind(story, None, True, [])
    redefine(rain, "Water falls from clouds.")
    assert waiting(story, anna) == {}
    assert waiting(story, ben) == {"rain": {1: 1}}


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"version": 7}, 409, "Somebody else has changed this annotation"),
        ({"decision": ""}, 422, "Say whether the tag still fits."),
        ({"decision": "maybe"}, 422, "not one of the available choices"),
        ({"tag": "9d2c4d3e-0000-4000-8000-000000000000"}, 422, "no such entry"),
        ({"tag": "nonsense"}, 422, "no such entry"),
        ({"uid": "9d2c4d3e-0000-4000-8000-000000000000"}, 422, "does not have the tag any more"),
    ],
    ids=str,
)
def test_a_decision_that_cannot_be_is_refused_in_a_sentence(
    fields, status, why, client, story, article, anna, rain
):
    annotation = make_annotation(article, "Rain fell", anna, tags=["rain"])
    redefine(rain, "Water falls from clouds.")
    client.force_login(anna)
    page = client.post(url(story), answer(annotation, rain, "fits") | fields)
    assert page.status_code == status
    assert why in page.content.decode()
    assert waiting(story, anna) == {"rain": {1: 1}}


def test_passages_come_page_by_page_and_tag_by_tag_at_the_same_cost(
    client, story, article, anna, rain, django_assert_max_num_queries
):
    snow = make_tag(story, "snow", definition="Flakes.")
    make_annotation(article, "Snow fell", anna, tags=["snow"])
    make_annotation(article, "Rain fell", anna, tags=["rain"], note="Wet.")
    redefine(rain, "Water falls from clouds.")
    client.force_login(anna)
    with django_assert_max_num_queries(18) as few:
        client.get(url(story))
    for start in range(13):
        make_annotation(article, TEXT[start : start + 9], anna, tags=["snow", "rain"])
    redefine(rain, "Water falls from clouds, and is wet.")
    redefine(snow, "White flakes.")
    with django_assert_max_num_queries(len(few) + 1):
        page = client.get(url(story))
    assert len(page.context["passages"]) == 10
    rest = client.get(url(story) + page.context["page"].next_url)
    assert len(rest.context["passages"]) == 4
    other = client.get(f"{url(story)}?tag={snow.guid}")
    assert other.context["chosen"].count == 14


def test_nothing_to_review_is_said_so_and_readers_do_not_review(client, story, anna):
    client.force_login(anna)
    assert "Nothing to review" in client.get(url(story)).content.decode()
    client.force_login(make_member(story, "rita", "reader"))
    assert client.get(url(story)).status_code == 403


def test_a_mark_that_is_translated_stays_when_its_only_tag_is_taken_off(
    client, story, article, anna, rain
):
    gloss = GlossSaid("Rain fell on the port.", "en")
    mark = make_annotation(article, "هطل المطر", anna, tags=["rain"], gloss=gloss)
    redefine(rain, "Water falls from the sky.")
    client.force_login(anna)
    assert client.post(url(story), answer(mark, rain, "off")).status_code == 302
    mark.refresh_from_db()
    assert mark.deleted_at is None
    assert mark.gloss.text == "Rain fell on the port."
    assert not mark.tags.exists()
