"""Stories: which ones are listed for whom, beginning and editing one, and who takes part."""

from datetime import date

import pytest
from django.urls import reverse

from articles.actions import set_role
from articles.models import Change, Membership, Story

from .factories import make_article, make_member, make_story, make_user

pytestmark = pytest.mark.django_db

STORIES = "/stories/"


def edit(client, story, **fields):
    data = {"title": story.title, "summary": "", "happened_on": "", "version": 1} | fields
    return client.post(reverse("articles:story_edit", args=[story.slug]), data)


def give_role(client, story, username, role):
    data = {"username": username, "role": role}
    return client.post(reverse("articles:members", args=[story.slug]), data)


@pytest.fixture
def anna():
    return make_user("anna")


@pytest.fixture
def story(anna):
    return make_story("The flood", anna)


def test_a_story_that_is_not_public_is_listed_for_its_members_only(client, story):
    make_story("The storm", is_public=True)
    page = client.get(STORIES).content.decode()
    assert "The storm" in page
    assert "The flood" not in page
    client.force_login(make_member(story, "ben", "reader"))
    assert "The flood" in client.get(STORIES).content.decode()


def test_the_list_says_how_much_coverage_there_is(client):
    story = make_story(is_public=True)
    make_article(story, source="One")
    make_article(story, "Ein Text.", language="de", source="Two")
    page = " ".join(client.get(STORIES).content.decode().split())
    for said in ("2 articles", "2 outlets", "2 languages"):
        assert said in page


def test_a_long_list_of_stories_goes_on_on_the_next_page(client):
    for n in range(31):
        make_story(f"Story {n:02}", is_public=True)
    first = client.get(STORIES)
    second = client.get(STORIES + first.context["page"].next_url)
    assert len(first.context["page"].items) == 30
    assert [story.title for story in second.context["page"].items] == ["Story 00"]


def test_whoever_begins_a_story_owns_it(client, anna):
    client.force_login(anna)
    said = {"title": "The fire", "happened_on": "2015-11-26", "summary": "It burned."}
    answer = client.post(reverse("articles:story_new"), said)
    story = Story.objects.get(title="The fire")
    assert answer.headers["Location"] == story.get_absolute_url()
    assert story.happened_on == date(2015, 11, 26)
    assert not story.is_public
    assert Membership.objects.get(story=story).role == "owner"


def test_beginning_a_story_needs_a_log_in(client):
    answer = client.post(reverse("articles:story_new"), {"title": "The fire"})
    assert "/login/" in answer.headers["Location"]
    assert not Story.objects.exists()


def test_a_story_without_a_title_is_not_stored_and_says_so(client, anna):
    client.force_login(anna)
    answer = client.post(reverse("articles:story_new"), {"title": " "})
    assert answer.status_code == 422
    assert not Story.objects.exists()


def test_a_story_called_new_has_an_address_of_its_own(anna):
    assert make_story("New", anna).get_absolute_url() != reverse("articles:story_new")


def test_an_edit_is_stored_with_what_stood_there_before(client, anna, story):
    client.force_login(anna)
    edit(client, story, title="The great flood", is_public="on")
    change = Change.objects.get(story=story, verb="story edited")
    assert (change.before["title"], change.after["title"]) == ("The flood", "The great flood")
    assert Story.objects.get(pk=story.pk).is_public


def test_an_edit_that_began_before_somebody_elses_shows_both_and_loses_neither(client, anna, story):
    client.force_login(anna)
    edit(client, story, title="The great flood")
    answer = edit(client, story, title="The small flood")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="The small flood"' in page
    assert "Now it is: The great flood" in page
    assert Story.objects.get(pk=story.pk).title == "The great flood"
    version = answer.context["form"].data["version"]
    assert edit(client, story, title="The small flood", version=version).status_code == 302


def test_only_an_owner_edits_the_story(client, story):
    client.force_login(make_member(story, "ben", "curator"))
    assert edit(client, story, title="Mine").status_code == 403


def test_an_owner_lets_others_in_changes_their_role_and_takes_them_out(client, anna, story):
    ben = make_user("ben")
    client.force_login(anna)
    roles = Membership.objects.filter(story=story, user=ben).values_list("role", flat=True)
    for role, expected in (("annotator", ["annotator"]), ("curator", ["curator"]), ("", [])):
        assert give_role(client, story, "ben", role).status_code == 302
        assert list(roles.all()) == expected
    assert Change.objects.filter(story=story, verb="role set").count() == 3


def test_a_name_that_nobody_has_is_told(client, anna, story):
    client.force_login(anna)
    answer = give_role(client, story, "nobody", "reader")
    assert answer.status_code == 422
    assert "Nobody here has the user name “nobody”." in answer.content.decode()


@pytest.mark.parametrize("role", ["", "curator"])
def test_the_last_owner_stays(client, anna, story, role):
    client.force_login(anna)
    answer = give_role(client, story, "anna", role)
    assert answer.status_code == 422
    assert "at least one owner" in answer.content.decode()
    assert Membership.objects.get(story=story, user=anna).role == "owner"


def test_an_owner_may_leave_when_there_is_another(anna, story):
    set_role(story, anna, make_user("ben"), "owner")
    set_role(story, anna, anna, None)
    assert Membership.objects.get(story=story).user.username == "ben"
