"""What most tests of this room begin with: a private story and people who work in it. A module
whose tests need another story, or somebody in another role, says so itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from articles.models import Story
from articles.tests.factories import make_member, make_story

from .browsing import log_in, open_panes


@pytest.fixture
def story(db: None) -> Story:
    return make_story()


@pytest.fixture
def anna(story: Story) -> Any:
    return make_member(story, "anna", "annotator")


@pytest.fixture
def ben(story: Story) -> Any:
    return make_member(story, "ben", "annotator")


@pytest.fixture
def dora(story: Story) -> Any:
    return make_member(story, "dora", "annotator")


@pytest.fixture
def chiara(story: Story) -> Any:
    return make_member(story, "chiara", "curator")


@pytest.fixture
def annotator(page: Page, live_server: Any, story: Story) -> Callable[..., None]:
    """Opens articles side by side as an annotator of the story, with nothing gliding."""
    page.emulate_media(reduced_motion="reduce")
    log_in(page, live_server.url, make_member(story, role="annotator"))
    return lambda *articles, **more: open_panes(page, live_server.url, *articles, **more)
