"""The codebook: what a tag means stands where everybody can read it."""

import pytest
from django.urls import reverse

from annotations.models import Tag
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story()


def url(story):
    return reverse("annotations:codebook", args=[story.slug])


def login(client, story, role):
    client.force_login(make_member(story, f"the-{role}", role))


def tag_data(**fields):
    return {"name": "weather", "definition": "", "examples": "", "colour": 2, "parent": ""} | fields


def test_a_curator_adds_a_tag_and_defines_it_later(client, story):
    login(client, story, "curator")
    client.post(url(story), tag_data())
    client.post(f"{url(story)}?edit=weather", tag_data(definition="What falls from the sky."))
    tag = Tag.objects.get()
    assert (tag.definition, tag.colour) == ("What falls from the sky.", 2)
    verbs = list(Change.objects.filter(subject=f"tag:{tag.guid}").values_list("verb", flat=True))
    assert verbs == ["tag created", "tag edited"]


def test_a_reader_sees_definitions_and_how_often_a_tag_is_used_but_no_form(client, story):
    make_tag(story, "weather", definition="What falls from the sky.")
    make_annotation(make_article(story, "Rain fell."), "Rain", tags=["weather"])
    login(client, story, "reader")
    html = client.get(url(story)).content.decode()
    assert "What falls from the sky." in html
    assert "on 1 passage" in html
    assert 'name="definition"' not in html


def test_a_part_stands_below_its_whole(client, story):
    whole = make_tag(story, "weather")
    make_tag(story, "sports")
    make_tag(story, "rain", parent=whole)
    login(client, story, "reader")
    names = [tag.name for tag in client.get(url(story)).context["tags"]]
    assert names == ["weather", "rain", "sports"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "Rain "}, "The codebook has an entry of that name."),
        ({"name": ""}, "This field is required."),
        ({"colour": 8}, "not one of the available choices"),
        ({"parent": 0}, "not one of the available choices"),
    ],
    ids=str,
)
def test_a_tag_that_cannot_be_is_refused_in_a_sentence(fields, why, client, story):
    make_tag(story, "rain")
    login(client, story, "curator")
    answer = client.post(url(story), tag_data(**fields))
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert Tag.objects.count() == 1


def test_a_tag_of_another_story_is_neither_edited_nor_a_parent(client, story):
    other = make_tag(make_story("Other"), "weather")
    login(client, story, "curator")
    assert client.get(f"{url(story)}?edit=weather").status_code == 404
    assert client.post(url(story), tag_data(parent=other.pk)).status_code == 422


def test_a_whole_does_not_become_a_part_of_anything(client, story):
    whole, other = make_tag(story, "weather"), make_tag(story, "sports")
    make_tag(story, "rain", parent=whole)
    login(client, story, "curator")
    answer = client.post(f"{url(story)}?edit=weather", tag_data(parent=other.pk))
    assert "cannot be a part itself" in answer.content.decode()
