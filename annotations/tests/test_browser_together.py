"""Two people in one story: each sees what the other does, and neither is disturbed by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from annotations import actions
from annotations.models import Annotation
from articles.models import Article, Story
from articles.tests.factories import make_article, make_member

from .browsing import is_following, is_painted, log_in, open_panes, select
from .factories import make_annotation, make_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Oil went to Turkey by night, he said. It rained on Monday. The river rose on Tuesday."


@pytest.fixture
def article(story: Story) -> Article:
    return make_article(story, TEXT)


@pytest.fixture
def sit_down(
    browser: Browser, asgi_server: Any, story: Story, article: Article
) -> Iterator[Callable[..., Page]]:
    """Has somebody open the article in a browser of their own, and follow the story."""
    contexts: list[BrowserContext] = []

    def open_for(name: str, role: str = "annotator") -> Page:
        contexts.append(browser.new_context(reduced_motion="reduce"))
        page = contexts[-1].new_page()
        log_in(page, asgi_server.url, make_member(story, name, role))
        open_panes(page, asgi_server.url, article)
        is_following(page)
        return page

    yield open_for
    for context in contexts:
        context.close()


def mark_with_note(page: Page, article: Article, words: str, note: str) -> None:
    select(page, article, words)
    page.locator(".mark-toolbar").get_by_text("Note").click()
    page.locator("#panel [name=note]").fill(note)
    page.locator("#panel .button-primary").click()


def edit(page: Page, note: str) -> None:
    page.locator(".mark").get_by_text("Edit").click()
    page.locator("#panel [name=note]").fill(note)


def test_a_mark_appears_at_the_other_who_keeps_the_selection(
    article: Article, sit_down: Callable[..., Page]
) -> None:
    anna, ben = sit_down("anna"), sit_down("ben")
    select(ben, article, "It rained on Monday")
    mark_with_note(anna, article, "by night", "Really?")
    line = ben.locator(".mark")
    expect(line).to_contain_text("Really?")
    expect(ben.locator("#desk [data-count]")).to_have_text("1 mark")
    expect(ben.locator("[data-news]")).to_contain_text("anna marked")
    is_painted(ben, "note", "by night")
    assert ben.evaluate("getSelection().toString()") == "It rained on Monday"
    expect(ben.locator(".mark-toolbar")).to_be_visible()


def test_what_one_types_stays_while_the_other_marks_the_same_passage(
    article: Article, sit_down: Callable[..., Page]
) -> None:
    anna, ben = sit_down("anna"), sit_down("ben")
    select(ben, article, "by night")
    ben.locator(".mark-toolbar").get_by_text("Note").click()
    note = ben.locator("#panel [name=note]")
    note.press_sequentially("Half a ")
    mark_with_note(anna, article, "by night", "Really?")
    expect(ben.locator(".mark")).to_contain_text("Really?")
    expect(note).to_be_focused()
    ben.keyboard.type("thought")
    expect(note).to_have_value("Half a thought")


def test_both_edit_one_annotation_and_the_second_gets_both_versions(
    article: Article, sit_down: Callable[..., Page]
) -> None:
    make_annotation(article, "by night", note="At first")
    anna, ben = sit_down("anna", "curator"), sit_down("ben", "curator")
    edit(ben, "Ben’s")
    edit(anna, "Anna’s")
    anna.locator("#panel .button-primary").click()
    expect(ben.locator(".meanwhile")).to_contain_text("anna has changed this annotation")
    expect(ben.locator("#panel [name=note]")).to_have_value("Ben’s")
    ben.get_by_text("Look at both").click()
    expect(ben.locator("#panel .conflict")).to_contain_text("Anna’s")
    expect(ben.locator("#panel [name=note]")).to_have_value("Ben’s")
    ben.locator("#panel .button-primary").click()
    expect(anna.locator(".mark")).to_contain_text("Ben’s")
    assert Annotation.objects.get().note == "Ben’s"


def test_what_is_deleted_and_brought_back_goes_and_comes_at_the_other(
    article: Article, sit_down: Callable[..., Page]
) -> None:
    made = make_annotation(article, "by night", note="At first")
    ben = sit_down("ben")
    expect(ben.locator(".mark")).to_have_count(1)
    actions.delete_annotation(made, None, 1)
    expect(ben.locator(".mark")).to_have_count(0)
    expect(ben.locator("[data-empty]")).to_be_visible()
    is_painted(ben, "note")
    actions.restore_annotation(Annotation.objects.get(), None)
    expect(ben.locator(".mark")).to_have_count(1)
    is_painted(ben, "note", "by night")


def test_what_one_takes_back_goes_at_the_other_and_comes_when_done_again(
    article: Article, sit_down: Callable[..., Page]
) -> None:
    anna, ben = sit_down("anna"), sit_down("ben")
    mark_with_note(anna, article, "by night", "Really?")
    expect(ben.locator(".mark")).to_have_count(1)
    anna.keyboard.press("u")
    expect(anna.locator("#panel")).to_contain_text("Taken back")
    expect(anna.locator("[data-text]")).to_be_focused()
    for page in (anna, ben):
        expect(page.locator(".mark")).to_have_count(0)
    anna.keyboard.press("Control+Shift+Z")
    for page in (anna, ben):
        expect(page.locator(".mark")).to_have_count(1)
        is_painted(page, "note", "by night")
    anna.get_by_role("button", name="Redo").click()
    expect(anna.locator("#panel")).to_contain_text("Nothing changed")


def test_a_mark_arrives_in_its_place_and_the_claim_in_the_menu(
    story: Story, article: Article, sit_down: Callable[..., Page]
) -> None:
    make_rendering(article, "Oil went to Turkey", "Oil was sold.")
    make_rendering(article, "The river rose", "The water rose.")
    ben = sit_down("ben")
    make_rendering(article, "It rained", "There was rain.")
    expect(ben.locator(".mark q")).to_have_text(
        ["Oil went to Turkey", "It rained", "The river rose"]
    )
    menu = ben.locator("[data-claim-menu] .statement")
    expect(menu).to_have_text(["Oil was sold.", "The water rose.", "There was rain."])


def test_a_claim_that_is_worded_anew_reads_so_at_the_other(
    story: Story, article: Article, sit_down: Callable[..., Page]
) -> None:
    made = make_rendering(article, "It rained", "It rained.")
    ben = sit_down("ben")
    actions.edit_claim(made.claims.get(), None, 1, "There was rain.", "")
    expect(ben.locator(".mark .statement")).to_have_text("There was rain.")
    expect(ben.locator("[data-claim-menu] .statement")).to_have_text("There was rain.")


def test_who_is_here_is_seen_and_seen_to_go(
    article: Article, sit_down: Callable[..., Page]
) -> None:
    anna, ben = sit_down("anna"), sit_down("ben")
    expect(anna.locator("[data-people-count]")).to_have_text("2 here")
    expect(anna.locator(".pane-readers")).to_have_text("Also here: ben")
    ben.close()
    expect(anna.locator(".pane-readers")).to_be_hidden()
