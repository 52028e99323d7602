"""What this site decides for django-allauth: who may sign up, and where that leads."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve

from articles.inviting import invitation_of


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The user name or the password is not right.",
        "email_password_mismatch": "The e-mail address or the password is not right.",
        "too_many_login_attempts": "Too many wrong attempts. Wait some minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up(request.POST.get("next") or request.GET.get("next", ""))

    def is_safe_url(self, url: str | None) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # it is no address, such as “//[”
            return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)


class InstitutionAdapter(DefaultSocialAccountAdapter):
    """Where the institution sends somebody back, `next` is what was kept when they left."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return may_sign_up(sociallogin.state.get("next") or "")


def may_sign_up(leads_to: str) -> bool:
    """Whether somebody may sign up who wants to go on to the path `leads_to` then."""
    if settings.SIGN_UP == "invitation":
        return _is_invited(leads_to)
    return bool(settings.SIGN_UP == "open")


def _is_invited(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.view_name == "articles:join" and invitation_of(**match.kwargs) is not None
