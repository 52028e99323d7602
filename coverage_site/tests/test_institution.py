"""An institution's log-in, and what the pages of accounts have in common with and without one."""

import json
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles import inviting
from articles.tests.factories import make_story, make_user
from coverage_site.accounts import urls
from coverage_site.tests.logging_in import EVERYTHING, LOGIN, SIGN_UP, confirm, is_logged_in, log_in
from coverage_site.tests.test_access import names

pytestmark = pytest.mark.django_db

ISSUER = "https://id.example.org"
DISCOVERY = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/keys",
}
ANSWERS = {
    "/.well-known/openid-configuration": DISCOVERY,
    "/token": {"access_token": "t", "token_type": "bearer", "expires_in": 60},
    "/userinfo": {"sub": "42", "preferred_username": "ines", "email": "ines@example.org"},
}


@pytest.fixture
def institution(settings, monkeypatch):
    """An issuer that knows one person, Ines; what would go there over the network stays here."""
    app = {
        "provider_id": "institution",
        "name": "The University",
        "client_id": "parallax",
        "secret": "secret",
        "settings": {"server_url": ISSUER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }

    def answer(session, method, url, **kwargs):
        response = requests.Response()
        response.status_code, response.url = 200, url
        response.headers["content-type"] = "application/json"
        response._content = json.dumps(ANSWERS[urlsplit(url).path]).encode()
        return response

    monkeypatch.setattr(requests.Session, "request", answer)
    return SimpleNamespace(**app)


def come_back(client, path=""):
    """Goes to the institution by the link, and comes back as Ines."""
    answer = client.get("/accounts/oidc/institution/login/", {"next": path} if path else {})
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert answer.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert asked["code_challenge_method"] == ["S256"]
    back = {"code": "c", "state": asked["state"][0]}
    return client.get(urlsplit(asked["redirect_uri"][0]).path, back)


@EVERYTHING
def test_the_log_in_names_the_institution_and_leads_there(client, institution):
    page = client.get(LOGIN).text
    assert "Log in with The University" in page
    assert "/accounts/oidc/institution/login/" in page


@EVERYTHING
def test_a_person_whom_the_institution_sends_gets_an_account_where_sign_up_is_open(
    client, institution, settings
):
    settings.SIGN_UP = "open"
    assert come_back(client).headers["Location"] == "/"
    assert SocialAccount.objects.get(uid="42").user.username == "ines"
    client.logout()
    come_back(client)
    assert is_logged_in(client)
    assert get_user_model().objects.count() == 1


@EVERYTHING
def test_an_institution_opens_no_door_that_the_site_keeps_shut(client, institution):
    answer = come_back(client)
    page = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    assert "No sign-up here" in page.text
    assert not get_user_model().objects.exists()


@EVERYTHING
def test_an_invitation_lets_somebody_sign_up_by_their_institution(client, institution):
    invitation = inviting.invite(make_story(), None, "reader", 7, False)
    path = reverse("articles:join", args=[inviting.token_of(invitation)])
    assert come_back(client, path).headers["Location"] == path
    assert is_logged_in(client)


@EVERYTHING
def test_an_institution_does_not_take_over_an_account_with_the_same_address(
    client, institution, settings
):
    settings.SIGN_UP = "open"
    make_user("ines", email="ines@example.org")
    come_back(client)
    assert not is_logged_in(client)


@EVERYTHING
def test_somebody_else_s_answer_of_the_institution_is_refused(client, institution):
    answer = client.get("/accounts/oidc/institution/login/callback/", {"code": "c", "state": "x"})
    assert "That did not work" in answer.text
    assert not is_logged_in(client)


# All pages

OPEN_PAGES = [
    LOGIN,
    SIGN_UP,
    "/accounts/inactive/",
    "/accounts/password/lost/",
    "/accounts/password/lost/sent/",
    "/accounts/password/new/",
    "/accounts/institution/login/cancelled/",
    "/accounts/institution/login/error/",
]
OWN_PAGES = [
    "/accounts/logout/",
    "/accounts/confirm/",
    "/accounts/password/",
    "/accounts/institution/",
    "/accounts/second-factor/",
    "/accounts/second-factor/totp/activate/",
]


def test_the_addresses_that_settings_bring_are_all_tested_here():
    brought = {pattern.name for pattern in urls.lost_password}
    brought |= {name for each in urls.institution for name in names(each.url_patterns)}
    assert brought == {
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "openid_connect_callback",
        "openid_connect_login",
        "socialaccount_connections",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
    }


@EVERYTHING
def test_nobody_signs_up_by_an_institution_that_did_not_send_them(client, settings):
    settings.SIGN_UP = "open"
    for method in (client.get, client.post):
        assert method("/accounts/institution/signup/").headers["Location"] == LOGIN


@EVERYTHING
@pytest.mark.parametrize("path", OPEN_PAGES + OWN_PAGES)
def test_the_pages_of_accounts_are_pages_of_this_site(client, institution, settings, path):
    settings.SIGN_UP = "open"
    make_user("anna")
    if path in OWN_PAGES:
        way_out = "/" if path == "/accounts/logout/" else f"{LOGIN}?next={path}"
        assert unquote(client.get(path).headers["Location"]) == way_out
        log_in(client)
        confirm(client)
    answer = client.get(path)
    assert answer.status_code in (200, 401)
    assert 'class="site-header"' in answer.text
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|<style", answer.text)


def test_a_page_asks_for_no_more_than_the_session_the_person_and_their_inbox(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        client.get("/accounts/inactive/")
    client.force_login(make_user("anna"))
    with django_assert_num_queries(3):
        client.get("/accounts/logout/")
