"""Logging in and out, signing up, passwords and the second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.urls import reverse

from articles import inviting
from articles.tests.factories import make_story, make_user
from coverage_site.tests.logging_in import (
    EVERYTHING,
    LOGIN,
    PASSWORD,
    SIGN_UP,
    confirm,
    is_logged_in,
    log_in,
    sign_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", email="anna@example.org")


# Logging in and out


@pytest.mark.parametrize("name", ["anna", "anna@example.org", "ANNA@example.org"])
def test_people_log_in_by_their_name_or_their_address(client, anna, name):
    assert log_in(client, name).headers["Location"] == "/"
    assert is_logged_in(client)


@pytest.mark.parametrize("name", ["anna", "nobody", "anna@example.org", "nobody@example.org"])
def test_a_wrong_log_in_does_not_tell_who_has_an_account(client, anna, name):
    answer = log_in(client, name, password="wrong")
    assert "is not right" in answer.text
    assert not is_logged_in(client)


def test_who_came_from_a_page_goes_back_to_it_but_to_no_other_site(client, anna):
    assert log_in(client, next="/stories/new/").headers["Location"] == "/stories/new/"
    client.logout()
    assert log_in(client, next="https://elsewhere.example/").headers["Location"] == "/"


def test_after_some_wrong_passwords_even_the_right_one_has_to_wait(client, anna):
    for _ in range(5):
        assert "is not right" in log_in(client, password="wrong").text
    answer = log_in(client)
    assert "Too many wrong attempts" in answer.text
    assert not is_logged_in(client)


def test_log_ins_are_counted_where_all_processes_see_it(client, anna):
    log_in(client, password="wrong")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM coverage_site_cache WHERE cache_key LIKE '%login_failed%'"
        )
        assert cursor.fetchone()[0] == 2  # by address of the machine, and by name


def test_trying_names_from_one_machine_ends_in_a_page_that_says_so(client):
    answers = [log_in(client, f"name-{number}", password="wrong") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].text


def test_behind_a_proxy_each_person_is_counted_for_themselves(client, anna, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    data = {"login": "anna", "password": "secret"}
    for way, status in (["10.0.0.1"] * 31, 429), (["10.0.0.1, 10.0.0.2"], 302):
        answers = [client.post(LOGIN, data, headers={"X-Forwarded-For": ips}) for ips in way]
        assert answers[-1].status_code == status
        client.logout()


def test_nothing_but_the_button_logs_out(client, anna):
    client.force_login(anna)
    assert "<button" in client.get("/accounts/logout/").text
    assert is_logged_in(client)
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert not is_logged_in(client)


def test_nobody_logs_in_to_a_closed_account(client, anna):
    get_user_model().objects.update(is_active=False)
    log_in(client)
    assert not is_logged_in(client)


def test_a_password_is_changed_by_who_knows_it_and_they_stay_logged_in(client, anna):
    client.force_login(anna)
    new = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/accounts/password/", {"oldpassword": "wrong"} | new).status_code == 200
    assert client.post("/accounts/password/", {"oldpassword": "secret"} | new).status_code == 302
    assert is_logged_in(client)
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


# Signing up


@pytest.mark.parametrize("rule", ["invitation", "closed"])
def test_a_stranger_cannot_sign_up_unless_the_site_is_open(client, settings, rule):
    settings.SIGN_UP = rule
    assert "No sign-up here" in client.get(SIGN_UP).text
    assert SIGN_UP not in client.get(LOGIN).text
    sign_up(client)
    assert not get_user_model().objects.exists()


def test_everybody_can_sign_up_where_the_site_is_open_with_or_without_an_address(client, settings):
    settings.SIGN_UP = "open"
    assert f'href="{SIGN_UP}"' in client.get(LOGIN).text
    assert sign_up(client).headers["Location"] == "/"
    client.logout()
    assert sign_up(client, "chiara", email="chiara@example.org").status_code == 302
    client.logout()
    assert log_in(client, "chiara@example.org", password=PASSWORD).status_code == 302
    assert not mail.outbox


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "anna"},
        {"email": "anna@example.org"},
        {"password2": "other"},
        {"password1": "12345678"},
    ],
)
def test_a_sign_up_that_does_not_work_says_why(client, anna, settings, wrong):
    settings.SIGN_UP = "open"
    assert "errorlist" in sign_up(client, **wrong).text
    assert get_user_model().objects.count() == 1


def test_an_invitation_opens_the_way_to_an_account_and_back_to_the_story(client):
    story = make_story()
    token = inviting.token_of(inviting.invite(story, None, "annotator", 7, False))
    path = reverse("articles:join", args=[token])
    page = client.get(LOGIN, {"next": path}).text
    assert f"{SIGN_UP}?next=" in page
    assert "Sign up" in client.get(SIGN_UP, {"next": path}).text
    assert sign_up(client, next=path).headers["Location"] == path
    assert client.post(path).headers["Location"] == story.get_absolute_url()
    assert client.get(story.get_absolute_url()).status_code == 200


def test_an_invitation_that_was_revoked_opens_nothing(client):
    invitation = inviting.invite(make_story(), None, "annotator", 7, False)
    path = reverse("articles:join", args=[inviting.token_of(invitation)])
    inviting.revoke(invitation, None)
    assert "No sign-up here" in client.get(SIGN_UP, {"next": path}).text
    sign_up(client, next=path)
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/stories/the-flood/", "//elsewhere", "\x00"])
def test_another_page_to_go_on_to_opens_no_sign_up(client, path):
    assert "No sign-up here" in client.get(SIGN_UP, {"next": path}).text


# The second factor


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def guarded(client, anna):
    """Anna, who has just set up a second factor, as a person does it."""
    log_in(client)
    assert client.get("/accounts/second-factor/totp/activate/").status_code == 302
    confirm(client)
    page = client.get("/accounts/second-factor/totp/activate/")
    assert "data:image/svg+xml" in page.text
    secret = re.search(r'class="key">(\w+)<', page.text)[1]
    answer = client.post("/accounts/second-factor/totp/activate/", {"code": code_for(secret)})
    assert answer.headers["Location"] == "/accounts/second-factor/recovery-codes/"
    client.post("/accounts/logout/")
    return anna


def test_a_stolen_password_is_not_enough_where_there_is_a_second_factor(client, guarded):
    assert log_in(client).headers["Location"] == "/accounts/second-factor/authenticate/"
    assert not is_logged_in(client)
    answer = client.post("/accounts/second-factor/authenticate/", {"code": "000000"})
    assert "errorlist" in answer.text
    assert not is_logged_in(client)


def test_each_recovery_code_lets_in_once(client, guarded):
    codes = Authenticator.objects.get(user=guarded, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    for is_let_in in (True, False):
        log_in(client, next="/stories/")
        client.post("/accounts/second-factor/authenticate/", {"code": code})
        assert is_logged_in(client) == is_let_in
        client.post("/accounts/logout/")


def test_the_pages_of_the_second_factor_show_the_codes_and_take_it_away(client, guarded):
    log_in(client)
    codes = Authenticator.objects.get(user=guarded, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    client.post("/accounts/second-factor/authenticate/", {"code": code})
    confirm(client)
    assert "9 recovery codes left" in client.get("/accounts/second-factor/").text
    assert codes.get_unused_codes()[1] in client.get("/accounts/second-factor/recovery-codes/").text
    assert client.get("/accounts/second-factor/recovery-codes/generate/").status_code == 200
    assert client.get("/accounts/second-factor/totp/deactivate/").status_code == 200
    client.post("/accounts/second-factor/totp/deactivate/")
    assert not Authenticator.objects.filter(user=guarded).exists()


# A lost password


def test_without_a_mail_server_nothing_offers_to_send_mail(client):
    assert "lost" not in client.get(LOGIN).text
    assert client.get("/accounts/password/lost/").status_code == 404


@EVERYTHING
def test_a_lost_password_is_replaced_by_a_link_sent_to_the_address(client, anna):
    assert "/accounts/password/lost/" in client.get(LOGIN).text
    client.post("/accounts/password/lost/", {"email": "anna@example.org"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    form_at = page.redirect_chain[-1][0]
    assert "Choose a new password" in page.text
    client.post(form_at, {"password1": PASSWORD, "password2": PASSWORD})
    assert log_in(client, password=PASSWORD).status_code == 302
    client.logout()
    assert "does not hold any more" in client.get(link, follow=True).text


@EVERYTHING
def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client, anna):
    known, unknown = (
        client.post("/accounts/password/lost/", {"email": f"{name}@example.org"}, follow=True)
        for name in ("anna", "nobody")
    )
    assert known.redirect_chain == unknown.redirect_chain
    assert "Look into your mail" in known.text
