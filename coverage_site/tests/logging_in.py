"""What tests of accounts do again and again: log in, sign up, confirm, as a person does."""

import pytest

PASSWORD = "seven quiet herons"
EVERYTHING = pytest.mark.urls("coverage_site.tests.urls_with_all")
LOGIN, SIGN_UP = "/accounts/login/", "/accounts/sign-up/"


def log_in(client, name="anna", **data):
    return client.post(LOGIN, {"login": name, "password": "secret"} | data)


def sign_up(client, name="ben", **data):
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    return client.post(SIGN_UP, {"username": name} | passwords | data)


def confirm(client):
    """Gives the password once more, as is asked before what protects the account is changed."""
    return client.post("/accounts/confirm/", {"password": "secret"})


def is_logged_in(client):
    return "_auth_user_id" in client.session
