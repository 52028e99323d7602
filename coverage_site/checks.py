"""Explains each bad setting in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

BOOLEANS = ("COVERAGE_DEMO", "COVERAGE_DEBUG", "COVERAGE_HTTPS", "COVERAGE_BEHIND_PROXY")
SIGN_UPS = ("open", "invitation", "closed")
INSTITUTION = ("COVERAGE_OIDC_ISSUER", "COVERAGE_OIDC_CLIENT_ID", "COVERAGE_OIDC_SECRET")
SPELLINGS = {"1", "true", "yes", "on", "0", "false", "no", "off", ""}


@register
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """What every command needs."""
    return [
        *_check_database(),
        *_check_booleans(),
        *_check_sign_up(),
        *_check_institution(),
        *_check_mail_server(),
        *_check_translators(),
    ]


@register(deploy=True)
def check_serving(**kwargs: Any) -> list[CheckMessage]:
    """What only a site that is served needs; `asgi` refuses to start without it."""
    return [*_check_secret_key(), *_check_hosts()]


def _check_secret_key() -> Iterator[CheckMessage]:
    # Asking for an empty one raises: Django's own way to say it, without a sentence.
    if not settings._wrapped.SECRET_KEY:  # type: ignore[misc]
        yield Error(
            "COVERAGE_SECRET_KEY is not set: it signs log-ins, and only the demo makes its own.",
            hint="Set it to 50 or more random characters, and keep it secret.",
            id="coverage_site.E001",
        )


def _check_hosts() -> Iterator[CheckMessage]:
    if not settings.ALLOWED_HOSTS:
        yield Error(
            "COVERAGE_HOSTS is not set: the site does not know under which names it is reached.",
            hint="For example COVERAGE_HOSTS=coverage.example.org",
            id="coverage_site.E002",
        )


def _check_database() -> Iterator[CheckMessage]:
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.dummy":
        yield Error(
            "DATABASE_URL is not the address of a PostgreSQL database.",
            hint="postgres://user:password@host:5432/name, or leave it out for the embedded one.",
            id="coverage_site.E003",
        )


def _check_booleans() -> Iterator[CheckMessage]:
    for name in BOOLEANS:
        value = os.environ.get(name, "")
        if value.strip().lower() not in SPELLINGS:
            yield Error(
                f"{name} is “{value}”, which is neither true nor false.", id="coverage_site.E004"
            )


def _check_sign_up() -> Iterator[CheckMessage]:
    if settings.SIGN_UP not in SIGN_UPS:
        yield Error(
            f"COVERAGE_SIGN_UP is “{settings.SIGN_UP}”: it is one of {', '.join(SIGN_UPS)}.",
            hint="By invitation, whoever has the link of an invitation to a story may sign up.",
            id="coverage_site.E005",
        )


def _check_institution() -> Iterator[CheckMessage]:
    missing = [name for name in INSTITUTION if not os.environ.get(name)]
    if missing and len(missing) < len(INSTITUTION):
        yield Error(
            f"The log-in by an institution lacks {' and '.join(missing)}.",
            hint="Set all of them, or none.",
            id="coverage_site.E006",
        )
    issuer = os.environ.get("COVERAGE_OIDC_ISSUER", "https://")
    if not issuer.startswith("https://"):
        yield Error(
            f"COVERAGE_OIDC_ISSUER is “{issuer}”, which is no address that begins with https://.",
            id="coverage_site.E007",
        )


def _check_mail_server() -> Iterator[CheckMessage]:
    if os.environ.get("COVERAGE_EMAIL_URL") and not settings.MAIL_SERVER:
        yield Error(
            "COVERAGE_EMAIL_URL is not the address of a server that sends e-mail.",
            hint="smtp+tls://user:password@host:587, or with smtps:// or smtp://.",
            id="coverage_site.E008",
        )


def _check_translators() -> Iterator[CheckMessage]:
    if os.environ.get("COVERAGE_TRANSLATORS") and not settings.TRANSLATORS.is_dir():
        yield Error(
            f"COVERAGE_TRANSLATORS is “{settings.TRANSLATORS}”, which is no folder.",
            hint="It holds the models for translating, one folder each.",
            id="coverage_site.E009",
        )
