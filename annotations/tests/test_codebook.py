"""The codebook: what a tag means stands where everybody can read it."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.codebook import CodebookRefused
from annotations.codebook.versions import entries_now
from annotations.codebook.versions import newest_version as codebook_version
from annotations.models import Tag
from annotations.saying import Saying
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_tag

pytestmark = pytest.mark.django_db


def url(story):
    return reverse("annotations:codebook", args=[story.slug])


def login(client, story, role):
    client.force_login(make_member(story, f"the-{role}", role))


def tag_data(**fields):
    return {"name": "weather", "definition": "", "examples": "", "colour": 2, "parent": ""} | fields


def edit(tag):
    return f"{url(tag.story)}?edit={tag.guid}"


def shown(answer):
    """The entries of the page, each with its level."""
    return [(place.tag.name, place.level) for place, _ in answer.context["entries"]]


def names(story):
    return [entry["name"] for entry in entries_now(story)]


def post(client, story, action, tag, **fields):
    return client.post(
        reverse(f"annotations:{action}", args=[story.slug]), {"tag": tag.guid, **fields}
    )


def test_a_curator_adds_a_tag_and_defines_it_later(client, story):
    login(client, story, "curator")
    client.post(url(story), tag_data())
    tag = Tag.objects.get()
    client.post(edit(tag), tag_data(definition="What falls from the sky.", version=1))
    tag.refresh_from_db()
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


def test_parts_stand_below_their_wholes_to_any_depth(client, story):
    weather = make_tag(story, "weather")
    make_tag(story, "sports")
    rain = make_tag(story, "rain", parent=weather)
    make_tag(story, "drizzle", parent=rain)
    make_tag(story, "snow", parent=weather)
    login(client, story, "reader")
    found = shown(client.get(url(story)))
    assert found == [("weather", 1), ("rain", 2), ("drizzle", 3), ("snow", 2), ("sports", 1)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "Rain "}, "The codebook has an entry of that name."),
        ({"name": ""}, "This field is required."),
        ({"colour": 8}, "not one of the available choices"),
        ({"parent": 0}, "not one of the available choices"),
        ({"definition": "x" * 10_001}, "at most 10000 characters"),
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


def test_a_tag_of_another_story_is_neither_edited_nor_moved_nor_a_parent(client, story):
    other = make_tag(make_story("Other"), "weather")
    login(client, story, "curator")
    assert client.get(f"{url(story)}?edit={other.guid}").status_code == 404
    assert client.get(f"{url(story)}?edit=nonsense").status_code == 404
    assert client.post(url(story), tag_data(parent=other.pk)).status_code == 422
    assert post(client, story, "tag_delete", other).status_code == 422


def test_nothing_becomes_a_part_of_its_own_parts(client, story):
    weather = make_tag(story, "weather")
    drizzle = make_tag(story, "drizzle", parent=make_tag(story, "rain", parent=weather))
    login(client, story, "curator")
    for whole in (weather, drizzle):
        assert client.post(edit(weather), tag_data(parent=whole.pk)).status_code == 422
    weather.parent = drizzle
    with pytest.raises(CodebookRefused, match="cannot be a part of itself"):
        actions.save_tag(weather, None)
    weather.refresh_from_db()
    assert weather.parent is None
    assert codebook_version(story) == 3


# Order


def test_buttons_move_a_tag_among_its_siblings_and_stop_at_the_ends(client, story):
    for name in ("one", "two", "three"):
        tag = make_tag(story, name)
    login(client, story, "curator")
    answer = post(client, story, "tag_move", tag, direction="up")
    assert answer.headers["Location"] == f"{url(story)}#up-{tag.guid}"
    assert names(story) == ["one", "three", "two"]
    before = codebook_version(story)
    for _ in range(2):
        post(client, story, "tag_move", tag, direction="up")
    assert names(story) == ["three", "one", "two"]
    assert codebook_version(story) == before + 1
    post(client, story, "tag_move", tag, direction="down")
    assert names(story) == ["one", "three", "two"]


def test_a_move_is_a_step_of_two_changes_though_old_positions_are_alike(story):
    one, two = make_tag(story, "one"), make_tag(story, "two")
    Tag.objects.update(position=0)
    two.refresh_from_db()
    actions.move_tag(two, None, up=True)
    assert names(story) == ["two", "one"]
    newest = Change.objects.filter(story=story).latest("number")
    of_step = Change.objects.filter(story=story, step=newest.step)
    assert {change.subject for change in of_step} == {f"tag:{one.guid}", f"tag:{two.guid}"}


# Deleting


def test_a_deleted_tag_goes_from_the_lists_and_comes_back_on_its_passages(client, story):
    tag = make_tag(story, "weather")
    annotation = make_annotation(make_article(story, "Rain fell."), "Rain", tags=["weather"])
    login(client, story, "curator")
    post(client, story, "tag_delete", tag, version=1)
    assert "Deleted tags" in client.get(url(story)).content.decode()
    assert names(story) == []
    assert "weather" not in client.get(annotation.get_absolute_url()).content.decode()
    actions.edit_annotation(annotation, None, 1, Saying(note="Wet."))
    post(client, story, "tag_restore", tag)
    assert names(story) == ["weather"]
    assert list(annotation.tags.all()) == [tag]


def test_the_parts_of_a_deleted_tag_move_up_to_where_it_stood(client, story):
    make_tag(story, "first")
    weather = make_tag(story, "weather")
    make_tag(story, "last")
    for name in ("rain", "snow"):
        make_tag(story, name, parent=weather)
    login(client, story, "curator")
    post(client, story, "tag_delete", weather, version=5)
    assert shown(client.get(url(story))) == [("first", 1), ("rain", 1), ("snow", 1), ("last", 1)]


def test_a_tag_does_not_come_back_where_another_has_its_name(client, story):
    tag = make_tag(story, "weather")
    actions.delete_tag(tag, None, 1)
    make_tag(story, "weather")
    login(client, story, "curator")
    answer = post(client, story, "tag_restore", tag)
    assert answer.status_code == 409
    assert "has an entry called “weather”" in answer.content.decode()


def test_a_tag_comes_back_below_the_nearest_whole_that_is_still_there(story):
    weather = make_tag(story, "weather")
    rain = make_tag(story, "rain", parent=weather)
    drizzle = make_tag(story, "drizzle", parent=rain)
    for tag in (drizzle, rain):
        actions.delete_tag(tag, None, codebook_version(story))
    assert actions.restore_tag(drizzle, None).parent == weather


# Two people


def test_who_stores_second_sees_both_and_loses_nothing(client, story):
    tag = make_tag(story, "weather", definition="Rain.")
    login(client, story, "curator")
    mine = tag_data(definition="Mine.", version=1)
    tag.definition = "Theirs."
    actions.save_tag(tag, None, 1)
    answer = client.post(edit(tag), mine)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Somebody else changed this tag" in html
    assert "Theirs." in html
    assert ">\nMine.</textarea>" in html
    tag.refresh_from_db()
    assert tag.definition == "Theirs."
    client.post(edit(tag), mine | {"version": answer.context["form"]["version"].value()})
    tag.refresh_from_db()
    assert tag.definition == "Mine."


def test_a_change_of_another_tag_or_of_the_order_is_no_conflict(client, story):
    tag, other = make_tag(story, "weather"), make_tag(story, "sports")
    actions.move_tag(other, None, up=True)
    login(client, story, "curator")
    assert client.post(edit(tag), tag_data(definition="Rain.", version=2)).status_code == 302


def test_who_stores_what_was_deleted_meanwhile_can_make_it_a_new_tag(client, story):
    tag = make_tag(story, "weather")
    login(client, story, "curator")
    actions.delete_tag(tag, None, 1)
    answer = client.post(edit(tag), tag_data(definition="Mine.", version=1))
    assert answer.status_code == 409
    assert "Somebody else deleted this tag" in answer.content.decode()
    assert f'action="{url(story)}#form-title"' in answer.content.decode()
    assert client.post(url(story), tag_data(definition="Mine.")).status_code == 302


def test_one_does_not_delete_what_was_changed_after_one_looked(client, story):
    tag = make_tag(story, "weather")
    tag.definition = "Rain."
    actions.save_tag(tag, None)
    login(client, story, "curator")
    assert post(client, story, "tag_delete", tag, version=1).status_code == 409
    assert names(story) == ["weather"]


def test_the_cost_of_the_page_does_not_grow_with_the_codebook(
    client, story, django_assert_max_num_queries
):
    login(client, story, "curator")
    whole = make_tag(story, "weather")
    with django_assert_max_num_queries(11) as few:
        client.get(url(story))
    for n in range(15):
        whole = make_tag(story, f"part {n}", parent=whole)
    make_annotation(make_article(story, "Rain fell."), "Rain", tags=["weather", "part 3"])
    with django_assert_max_num_queries(len(few)):
        client.get(url(story))
