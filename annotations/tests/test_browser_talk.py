"""Talking in a real browser: naming somebody while one types, and the talk that swaps itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations import actions
from annotations.models import Comment, Notice, Verdict
from articles.models import Story
from articles.tests.factories import make_article, make_member

from .browsing import log_in, open_panes
from .factories import make_annotation, make_claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ben(page: Page, live_server: Any, story: Story) -> Any:
    user = make_member(story, "ben")
    make_member(story, "benedikt")
    make_member(story, "anna", "owner")
    log_in(page, live_server.url, user)
    return user


def test_a_member_is_named_by_keyboard_and_told(
    page: Page, live_server: Any, story: Story, ben: Any
) -> None:
    claim = make_claim(story, "It rained.")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("q=")[2]))
    page.clock.install()
    page.goto(f"{live_server.url}/stories/{story.slug}/claims/{claim.number}/")
    field = page.get_by_label("Your comment")
    field.press_sequentially("Look, @ann")
    option = page.get_by_role("option", name="anna")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "mention-0")
    field.press("Enter")
    expect(field).to_have_value("Look, @anna ")
    expect(page.get_by_role("listbox")).to_have_count(0)
    field.press_sequentially("here. x@be")
    page.clock.run_for(1_000)  # longer than it waits for the next key
    assert {"ann", "be"} & set(asked) == {"ann"}
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".mention")).to_have_text("@anna")
    expect(page.get_by_label("Your comment")).to_have_value("")
    assert Notice.objects.get().user.username == "anna"


def test_escape_closes_the_list_and_keeps_what_was_typed(
    page: Page, live_server: Any, story: Story, ben: Any
) -> None:
    make_claim(story, "It rained.")
    page.goto(f"{live_server.url}/stories/{story.slug}/claims/1/")
    field = page.get_by_label("Your comment")
    field.press_sequentially("@")
    expect(page.get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("@")


def test_talk_is_said_deleted_brought_back_and_resolved_without_leaving_the_page(
    page: Page, live_server: Any, story: Story, ben: Any
) -> None:
    make_claim(story, "It rained.")
    page.goto(f"{live_server.url}/stories/{story.slug}/claims/1/")
    page.evaluate("window.stayed = true")
    page.get_by_label("Your comment").fill("Nonsense.")
    page.get_by_role("button", name="Say it").click()
    page.get_by_role("button", name="Delete what you said").click()
    expect(page.get_by_text("You have deleted what you said here.")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("Nonsense.")).to_be_visible()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("Resolved by ben")).to_be_visible()
    expect(page.get_by_text("Nonsense.")).to_be_hidden()
    page.get_by_role("button", name="Reopen").click()
    expect(page.get_by_text("Nonsense.")).to_be_visible()
    assert page.evaluate("window.stayed")
    assert Comment.objects.get().deleted_at is None


def test_talk_beside_the_text_keeps_the_panel_open(
    page: Page, live_server: Any, story: Story, ben: Any
) -> None:
    article = make_article(story, "Rain fell on the port.")
    mark = make_annotation(article, "Rain fell", ben)
    actions.comment(mark, None, "Is it?")
    open_panes(page, live_server.url, article)
    page.locator(f"#mark-{mark.uid} > a").click()
    panel = page.locator("#panel")
    panel.get_by_label("Your comment").fill("It is.")
    panel.get_by_role("button", name="Say it").click()
    expect(panel.get_by_text("It is.", exact=True)).to_be_visible()
    expect(panel.get_by_label("Your comment")).to_be_focused()
    expect(page.locator(f"#mark-{mark.uid}")).to_contain_text("2 comments")


def test_a_verdict_is_given_with_one_press(
    page: Page, live_server: Any, story: Story, ben: Any
) -> None:
    make_claim(story, "It rained.")
    make_article(story, "Nothing of it.")
    page.goto(f"{live_server.url}/stories/{story.slug}/claims/1/")
    page.get_by_placeholder("Note (optional)").fill("Read twice.")
    page.get_by_role("button", name="Checked and absent").click()
    expect(page.get_by_role("heading", name="Not yet looked at")).to_have_count(0)
    expect(page.locator(".verdicts")).to_contain_text("checked and absent, says ben: Read twice.")
    assert Verdict.objects.get().kind == "absent"


def test_the_history_is_fetched_where_it_is_unfolded(
    page: Page, live_server: Any, story: Story, ben: Any
) -> None:
    actions.edit_claim(make_claim(story, "It rained.", ben), ben, 1, "It poured.", "")
    page.goto(f"{live_server.url}/stories/{story.slug}/claims/1/")
    page.locator(".history > summary").click()
    expect(page.locator(".history .log-line")).to_have_count(2)
