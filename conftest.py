"""What all tests share: settings that are not a deployment's, a browser, and people with roles."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

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
    # Playwright runs an event loop in the test's thread, which makes Django refuse queries there
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def no_event_loop_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright leaves one running in the thread of the tests, in which nothing asynchronous can
    be run then: it is set aside for tests without a browser."""
    if request.node.get_closest_marker("browser"):
        yield
        return
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium for Playwright; without one, browser tests are skipped."""
    return browser_type_launch_args | launch_arguments()
