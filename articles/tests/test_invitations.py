"""Links by which an owner lets people in whose user names are not known yet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import inviting
from articles.models import Change, Invitation, Membership
from articles.tests.factories import make_member, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna")


@pytest.fixture
def story(anna):
    return make_story("The flood", owner=anna)


@pytest.fixture
def ben(client):
    ben = make_user("ben")
    client.force_login(ben)
    return ben


def make_invitation(story, role="annotator", days=7, is_for_one=False):
    return inviting.invite(story, None, role, days, is_for_one)


def link(invitation):
    return reverse("articles:join", args=[inviting.token_of(invitation)])


def role_of(user, story):
    return Membership.objects.filter(user=user, story=story).values_list("role", flat=True).first()


def expire(invitation):
    then = timezone.now() - timedelta(days=2)
    dates = {"created_at": then, "expires_at": then + timedelta(days=1)}
    Invitation.objects.filter(pk=invitation.pk).update(**dates)


def test_an_owner_makes_a_link_and_finds_it_on_the_page(client, anna, story):
    client.force_login(anna)
    address = reverse("articles:invite", args=[story.slug])
    answer = client.post(address, {"role": "curator", "days": "3"}, follow=True)
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.created_by) == ("curator", anna)
    assert invitation.expires_at - invitation.created_at == timedelta(days=3)
    assert f'value="http://testserver{link(invitation)}"' in answer.content.decode()
    assert Change.objects.get(verb="invited").after["role"] == "curator"


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"days": "0"}, {"days": "1000"}, {"days": ""}])
def test_a_link_that_cannot_be_made_is_explained_and_none_is_there(client, anna, story, wrong):
    client.force_login(anna)
    address = reverse("articles:invite", args=[story.slug])
    answer = client.post(address, {"role": "reader", "days": "3"} | wrong)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["reader", "annotator", "curator", "owner"])
def test_who_follows_the_link_sees_where_it_leads_and_joins_by_a_button(client, ben, story, role):
    invitation = make_invitation(story, role)
    page = client.get(link(invitation)).content.decode()
    assert "The flood" in page
    assert f"Join as {role}" in page
    assert role_of(ben, story) is None  # reading changed nothing
    answer = client.post(link(invitation))
    assert answer.headers["Location"] == story.get_absolute_url()
    assert role_of(ben, story) == role


def test_joining_stands_in_the_log_with_the_invitation(client, ben, story):
    invitation = make_invitation(story)
    client.post(link(invitation))
    change = Change.objects.get(story=story, verb="joined")
    assert (change.actor, change.subject, change.before) == (ben, "member:ben", {"role": None})
    assert change.after == {"role": "annotator", "invitation": str(invitation.uid)}


def test_a_link_lets_in_many_until_it_is_revoked(client, anna, story):
    invitation = make_invitation(story)
    for name in ("ben", "chiara"):
        client.force_login(make_user(name))
        assert client.post(link(invitation)).status_code == 302
    client.force_login(anna)
    assert "2 joined with it" in client.get(reverse("articles:members", args=[story.slug])).text
    client.post(reverse("articles:revoke", args=[story.slug]), {"invitation": invitation.pk})
    client.force_login(make_user("dora"))
    assert client.post(link(invitation)).status_code == 404
    assert Membership.objects.filter(story=story).count() == 3  # who has joined stays
    assert Change.objects.filter(verb="invitation revoked").count() == 1


def test_a_link_for_one_person_lets_in_one(client, ben, story):
    invitation = make_invitation(story, is_for_one=True)
    assert client.post(link(invitation)).status_code == 302
    client.force_login(make_user("chiara"))
    assert client.get(link(invitation)).status_code == 404
    assert client.post(link(invitation)).status_code == 404


def test_two_who_hold_a_link_for_one_do_not_both_get_in(story):
    first, second = (
        inviting.invitation_of(inviting.token_of(each))
        for each in [make_invitation(story, is_for_one=True)] * 2
    )
    inviting.join(first, make_user("ben"))
    with pytest.raises(inviting.InvitationClosed):
        inviting.join(second, make_user("chiara"))


def test_nobody_loses_a_role_by_following_a_link_and_uses_nothing_up(client, anna, story):
    client.force_login(anna)
    invitation = make_invitation(story, "reader", is_for_one=True)
    assert "You take part already, as owner" in client.get(link(invitation)).text
    client.post(link(invitation))
    assert role_of(anna, story) == "owner"
    assert inviting.invitation_of(inviting.token_of(invitation))


def test_a_link_raises_the_role_of_a_member(client, story):
    rita = make_member(story, "rita", "reader")
    client.force_login(rita)
    invitation = make_invitation(story, "curator")
    assert "So far you take part as reader" in client.get(link(invitation)).text
    client.post(link(invitation))
    assert role_of(rita, story) == "curator"


def test_links_that_do_not_hold_all_get_the_same_answer(client, ben, story):
    expired, revoked, used = (make_invitation(story, is_for_one=True) for _ in range(3))
    expire(expired)
    inviting.revoke(revoked, None)
    inviting.join(used, make_user("chiara"))
    forged = reverse("articles:join", args=[f"{make_invitation(story).uid.hex}.forged"])
    unsigned = reverse("articles:join", args=[make_invitation(story).uid.hex])
    addresses = [*map(link, (expired, revoked, used)), forged, unsigned]
    for method in (client.get, client.post):
        answers = [method(address) for address in addresses]
        assert {answer.status_code for answer in answers} == {404}
        assert all("Ask the person who sent it" in answer.text for answer in answers)
        assert not any(story.title in answer.text for answer in answers)


def test_who_is_not_logged_in_is_led_to_the_log_in_and_back(client, story):
    invitation = make_invitation(story)
    page = client.get(link(invitation)).text
    way = f"{reverse('account_login')}?next={link(invitation)}"
    assert f'href="{way}"' in page
    assert client.post(link(invitation)).headers["Location"] == way
    make_user("ben")
    data = {"login": "ben", "password": "secret", "next": link(invitation)}
    answer = client.post(reverse("account_login"), data)
    assert answer.headers["Location"] == link(invitation)


def test_an_owner_cannot_revoke_the_links_of_another_story(client, anna, story):
    foreign = make_invitation(make_story("Another"))
    client.force_login(anna)
    client.post(reverse("articles:revoke", args=[story.slug]), {"invitation": foreign.pk})
    foreign.refresh_from_db()
    assert foreign.revoked_at is None


def test_the_page_of_members_costs_no_query_for_each_link(
    client, anna, story, django_assert_max_num_queries
):
    client.force_login(anna)
    for _ in range(10):
        inviting.invite(story, anna, "reader", 7, False)
    with django_assert_max_num_queries(6):
        client.get(reverse("articles:members", args=[story.slug]))
