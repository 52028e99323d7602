"""Every change of the codebook makes a version, which stays readable and says what it changed."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.actions.codebook import put_tag_state
from annotations.codebook import CodebookRefused
from annotations.codebook.versions import differences, entries_now, newest_version
from annotations.codebook.wording import tidied
from annotations.models import CodebookVersion, Tag
from annotations.state import tag_state
from articles.log import step
from articles.models import Change
from articles.tests.factories import make_member

from .factories import make_tag

pytestmark = pytest.mark.django_db


def redefine(tag, user=None, **fields):
    for name, value in fields.items():
        setattr(tag, name, value)
    return actions.save_tag(tag, user)


def sentences(story, number):
    before, after = (
        CodebookVersion.objects.get(story=story, number=n) for n in (number - 1, number)
    )
    return [f"{c.before['name']} {c.sentence}" for c in differences(before.entries, after.entries)]


def test_each_step_makes_one_version_with_its_author_and_what_the_codebook_said(story):
    chiara = make_member(story, "chiara", "curator")
    rain = make_tag(story, "rain", chiara, definition="Water.")
    make_tag(story, "snow", chiara, parent=rain, colour=3)
    actions.delete_tag(rain, chiara, 2)
    versions = list(CodebookVersion.objects.filter(story=story))
    assert [version.number for version in versions] == [1, 2, 3]
    assert {version.author for version in versions} == {chiara}
    assert [[entry["name"] for entry in version.entries] for version in versions] == [
        ["rain"],
        ["rain", "snow"],
        ["snow"],
    ]
    assert versions[1].entries[1] == {
        "guid": str(Tag.objects.get(name="snow").guid),
        "name": "snow",
        "definition": "",
        "examples": "",
        "colour": 3,
        "parent": str(rain.guid),
    }


def test_only_a_change_of_meaning_defines_a_tag_anew(story):
    rain, snow = make_tag(story, "rain"), make_tag(story, "snow")
    assert rain.defined_in == 1
    redefine(rain, colour=4)
    redefine(rain, parent=snow)
    redefine(rain, parent=None)
    actions.move_tag(rain, None, up=True)
    rain.refresh_from_db()
    assert (rain.defined_in, newest_version(story)) == (1, 6)
    for n, fields in enumerate([{"name": "Rain"}, {"definition": "Wet."}, {"examples": "pours"}]):
        redefine(rain, **fields)
        assert rain.defined_in == 7 + n


def test_storing_what_is_there_already_makes_neither_change_nor_version(story):
    rain = make_tag(story, "rain", definition="Water.")
    redefine(rain, definition=" Water.\r\n")
    assert newest_version(story) == 1
    assert Change.objects.filter(story=story, subject=f"tag:{rain.guid}").count() == 1


def test_a_codebook_older_than_its_versions_is_kept_as_version_0(story):
    rain = Tag.objects.create(story=story, name="rain", definition="Old.")
    redefine(rain, definition="New.")
    kept = CodebookVersion.objects.get(story=story, number=0)
    assert (kept.author, kept.entries[0]["definition"]) == (None, "Old.")
    assert rain.defined_in == 1


def test_a_refused_change_leaves_no_version_behind(story):
    rain = make_tag(story, "rain")
    make_tag(story, "snow")
    with pytest.raises(CodebookRefused):
        redefine(rain, name="snow")
    assert newest_version(story) == 2
    assert len(entries_now(story)) == 2


def test_what_a_version_changed_is_said_in_words(story):
    rain, snow = make_tag(story, "rain"), make_tag(story, "snow")
    hail = make_tag(story, "hail")
    assert sentences(story, 2) == ["snow is new"]
    redefine(rain, definition="Water.", examples="pours", colour=2)
    assert sentences(story, 4) == ["rain has another definition, other examples and another colour"]
    redefine(rain, name="Rain", parent=snow)
    assert sentences(story, 5) == ["rain is called “Rain” now, is a part of “snow” now"]
    redefine(rain, parent=None)
    assert sentences(story, 6) == ["Rain stands by itself now"]
    actions.move_tag(hail, None, up=True)
    assert sentences(story, 7) == ["hail stands elsewhere in the order", *sentences(story, 7)[1:]]
    actions.delete_tag(hail, None, 7)
    assert sentences(story, 8) == ["hail is taken out"]


def test_a_definition_that_undo_puts_back_is_a_further_one(story):
    rain = make_tag(story, "rain", definition="Old.")
    before = tag_state(rain)
    redefine(rain, definition="New.")
    with step(story, None) as log:
        put_tag_state(log, rain, before)
    rain.refresh_from_db()
    assert tag_state(rain) == before
    assert (rain.defined_in, newest_version(story)) == (3, 3)


def test_what_undo_puts_back_must_fit_the_codebook_of_today(story):
    rain = make_tag(story, "rain")
    drizzle = make_tag(story, "drizzle", parent=rain)
    gone = tag_state(rain) | {"deleted": True}
    with (
        pytest.raises(CodebookRefused, match="“drizzle” is a part of “rain”"),
        step(story, None) as log,
    ):
        put_tag_state(log, rain, gone)
    rain.refresh_from_db()
    below = tag_state(rain) | {"parent": str(drizzle.guid)}
    with pytest.raises(CodebookRefused, match="a part of itself"), step(story, None) as log:
        put_tag_state(log, rain, below)
    assert newest_version(story) == 2


# The pages


def test_the_list_says_who_changed_what_and_leads_to_each_version(client, story):
    chiara = make_member(story, "chiara", "curator")
    rain = make_tag(story, "rain", chiara, definition="Water falls.")
    redefine(rain, chiara, definition="Water falls from clouds.")
    client.force_login(chiara)
    html = client.get(reverse("annotations:codebook_versions", args=[story.slug])).content.decode()
    assert "has another definition" in html
    assert "chiara" in html
    page = client.get(reverse("annotations:codebook_version", args=[story.slug, 2]))
    assert "<ins>" in page.content.decode()
    old = client.get(reverse("annotations:codebook_version", args=[story.slug, 1])).content.decode()
    assert "Water falls." in old
    assert "clouds" not in old
    gone = client.get(reverse("annotations:codebook_version", args=[story.slug, 3]))
    assert gone.status_code == 404


def test_many_versions_come_page_by_page_at_the_cost_of_few(
    client, story, django_assert_max_num_queries
):
    client.force_login(make_member(story, "rita", "reader"))
    rain = make_tag(story, "rain")
    url = reverse("annotations:codebook_versions", args=[story.slug])
    with django_assert_max_num_queries(7) as few:
        client.get(url)
    for n in range(25):
        redefine(rain, definition=f"Water, {n}.")
    with django_assert_max_num_queries(len(few)):
        page = client.get(url)
    assert len(page.context["versions"]) == 20
    rest = client.get(url + page.context["page"].next_url)
    assert [row.number for row, _ in rest.context["versions"]] == [6, 5, 4, 3, 2, 1]
    assert [len(changes) for _, changes in rest.context["versions"]] == [1] * 6


def test_what_no_file_can_hold_is_left_out_of_a_definition():
    assert tidied(" one\r\ntwo\rthree\x0b\ufffe\x00 ") == "one\ntwo\nthree"
