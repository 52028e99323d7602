"""What all tests share: settings that are not a deployment's, a browser, and people with roles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from coverage_site.tests.browser import launch_arguments

pytest_plugins = ["coverage_site.tests.serving"]


def pytest_configure() -> None:
    settings.SECRET_KEY = "only for tests"
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # a pool that was filled before the tests' database is made would lead to the real one
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    # live_server serves files under their own names, so hashed ones would not be found
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": backend}
    # where other tests gather files for a server, at the same time
    settings.STATIC_ROOT = settings.BASE_DIR / ".static" / "not-gathered"
    # each client of a test would look through all files anew
    settings.WHITENOISE_USE_FINDERS = False
    # Playwright runs an event loop in the test's thread, which makes Django refuse queries there
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    _be_patient()


def _be_patient() -> None:
    """A machine that does much else fails no test, and what passed once passes again."""
    hypothesis.settings.register_profile(
        "patient",
        deadline=None,
        derandomize=True,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("patient")
    expect.set_options(timeout=20_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last: Playwright leaves an event loop running in the thread of the
    tests, and with one running Django takes another connection, which no test would roll back."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True)
def pages_are_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before the database is emptied: what an open page asks for meanwhile would lock it."""
    if request.node.get_closest_marker("browser") is None:
        yield
        return
    browser = request.getfixturevalue("browser")
    request.getfixturevalue("transactional_db")
    yield
    for context in browser.contexts:
        for page in context.pages:
            page.goto("about:blank")
    _let_emptying_win()


def _let_emptying_win() -> None:
    """A page that is left still says so, and the server may be at it while the database is emptied.
    Of two that wait for each other PostgreSQL ends the one that looks first: the request, then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('deadlock_timeout', '1min', false)"
            " WHERE current_setting('is_superuser')::boolean"  # nobody else may
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium for Playwright; without one, browser tests are skipped."""
    return browser_type_launch_args | launch_arguments()
