"""The form beside the texts in a real browser: what it takes over from hands that are faster than
the server, and what it shows of a choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from annotations.models import Annotation
from articles.models import Story
from articles.tests.factories import make_article, make_member, make_story

from .browsing import log_in, open_panes, painted, select

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "“Oil goes to Turkey,” he said. It rained on Monday, which he called “a pity”."


@pytest.fixture
def story() -> Story:
    return make_story("The meeting", is_public=True)


@pytest.fixture
def annotator(page: Page, live_server: Any, story: Story) -> Callable[..., None]:
    """Opens articles as an annotator of the story, with nothing moving by itself."""
    page.emulate_media(reduced_motion="reduce")
    log_in(page, live_server.url, make_member(story, role="annotator"))
    return lambda *articles: open_panes(page, live_server.url, *articles)


def test_what_is_typed_before_the_form_is_there_stands_in_it(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    annotator(article)
    held: list[Route] = []
    page.route("**/annotations/new/**as=claim", lambda route: held.append(route))
    select(page, article, "rained on Monday")
    expect(page.locator(".mark-toolbar")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("It was weatt")
    page.keyboard.press("Backspace")
    held[0].continue_()
    statement = page.locator("#panel [name='claims-0-statement']")
    expect(statement).to_have_value("It was weat")
    expect(statement).to_be_focused()
    page.keyboard.type(".")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel [role=status]")).to_contain_text("Marked.")
    assert Annotation.objects.get().renderings.get().claim.statement == "It was weat."


def test_whoever_marks_a_quotation_need_not_say_that_it_is_one(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    annotator(article)
    kinds = {"Oil goes": "direct", "rained on Monday": "indirect", "called “a pity”": "mixed"}
    for words, kind in kinds.items():
        select(page, article, words)
        expect(page.locator(".mark-toolbar")).to_be_visible()
        page.keyboard.press("q")
        expect(page.locator("#panel [name=kind]")).to_have_value(kind)
        page.keyboard.press("Escape")
        expect(page.locator("#panel")).to_be_empty()


def test_only_the_passage_is_lit_once_it_is_marked(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    annotator(article)
    for key in ("1", "ArrowDown", "Shift+ArrowRight", "m"):
        page.keyboard.press(key)
    expect(page.locator("#panel [name=note]")).to_be_focused()
    page.keyboard.type("Really?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel [role=status]")).to_contain_text("Marked.")
    assert painted(page, "chosen")
    assert painted(page, "sentence") == []
    page.keyboard.press("ArrowDown")
    assert len(painted(page, "sentence")) == 1
    select(page, article, "called")
    assert painted(page, "sentence") == []
