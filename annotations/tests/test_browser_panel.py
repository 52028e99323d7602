"""The form beside the texts in a real browser: what it takes over from hands that are faster than
the server, and what it shows of a choice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from annotations.models import Annotation
from articles.models import Story
from articles.tests.factories import make_article, make_member

from .browsing import becomes, is_painted, log_in, middle_of, open_panes, painted, select
from .factories import make_annotation, make_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "“Oil goes to Turkey,” he said. It rained on Monday, which he called “a pity”."


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
    becomes(page, lambda: len(held), 1)
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
    becomes(page, lambda: len(painted(page, "chosen")), 1)
    is_painted(page, "sentence")
    page.keyboard.press("ArrowDown")
    becomes(page, lambda: len(painted(page, "sentence")), 1)
    select(page, article, "called")
    is_painted(page, "sentence")


def test_the_form_says_in_full_which_claim_was_chosen(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    statement = "It was wet in all of the towns that lie on the long coast road to the north."
    make_rendering(article, "Oil goes", statement)
    annotator(article)
    select(page, article, "rained on Monday")
    page.locator(".mark-toolbar").get_by_text("Claim").click()
    expect(page.locator("#panel [name='claims-0-statement']")).to_be_focused()
    page.keyboard.type("wet")
    page.locator(".combobox-option:visible").first.click()
    note = page.locator(".combobox-note").first
    expect(note).to_have_text(f"{statement} (claim 1, in 1 article)")
    page.keyboard.type("!")
    expect(note).to_be_empty()


def test_one_of_many_claims_is_found_in_the_menu_by_some_of_its_words(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    for town in ("Aix", "Bern", "Celle", "Dôle", *"EFGHIJKLMN"):
        make_rendering(article, "rained on Monday", f"It rained on {town}.")
    annotator(article)
    page.get_by_text("Follow a claim").click()
    page.keyboard.type("DOLE rain")
    expect(page.locator(".claim-menu a:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".claim-menu")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"claim=4\b"))


def test_a_key_that_can_do_nothing_says_why_in_sight(
    page: Page, live_server: Any, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    annotator(article)
    page.keyboard.press("c")
    expect(page.locator("[data-news]")).to_have_text("Select a passage first.")
    page.keyboard.press("n")
    expect(page.locator("[data-news]")).to_have_text("No marks in this article.")
    log_in(page, live_server.url, make_member(story, "ria", role="reader"))
    open_panes(page, live_server.url, article)
    select(page, article, "Turkey")
    page.keyboard.press("c")
    expect(page.locator("[data-news]")).to_have_text("You may read this story, not annotate it.")


# --- on a phone ---


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 780})
    return page


def test_on_a_phone_what_is_chosen_is_told_and_let_go_by_a_button(
    phone: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    coder = story.memberships.get().user
    mark = make_rendering(
        article, "rained on Monday", "It was wet.", "contradicts", "Ms Rain", coder
    )
    annotator(article)
    card = phone.locator("[data-card]")
    expect(card).to_be_hidden()
    phone.mouse.click(*middle_of(phone, article, "Monday"))
    expect(card).to_contain_text("It was wet. contradicts it attributed to Ms Rain")
    card.get_by_text("Edit").click()
    expect(phone.locator("#panel [name='claims-0-statement']")).to_have_value("It was wet.")
    send = phone.locator("#panel .button-primary").first.bounding_box()
    assert send["y"] + send["height"] <= 780
    phone.locator("#panel .annotate [data-close-panel]").click()
    card.get_by_text("Let go").click()
    expect(card).to_be_hidden()
    expect(phone.locator("[data-text]")).to_be_focused()
    expect(phone).not_to_have_url(re.compile(f"mark-{mark.uid}"))


def test_on_a_phone_a_button_leads_to_the_next_text(
    phone: Page, story: Story, annotator: Callable[..., None]
) -> None:
    first, second = make_article(story, TEXT), make_article(story, "Rain in Rome.")
    annotator(first, second)
    phone.locator(f"#pane-{first.pk}").get_by_text("Next text").click()
    expect(phone.locator(f"#pane-{second.pk} .pane-text")).to_be_in_viewport()
    expect(phone.locator(f"#pane-{first.pk} .pane-text")).not_to_be_in_viewport()
    phone.locator(f"#pane-{second.pk}").get_by_text("Text before").click()
    expect(phone.locator(f"#pane-{first.pk} .pane-text")).to_be_in_viewport()


def test_on_a_phone_the_menu_of_claims_is_on_the_screen(
    phone: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, TEXT)
    make_rendering(article, "rained on Monday", "It was wet on the day before the talks began.")
    annotator(article)
    phone.get_by_text("Follow a claim").click()
    expect(phone.locator(".claim-menu")).to_be_visible()
    menu = phone.locator(".claim-menu").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 390
    phone.keyboard.press("Escape")
    expect(phone.locator(".claim-menu")).to_be_hidden()
    expect(phone.locator("[data-claim-menu] summary")).to_be_focused()
    phone.get_by_text("Follow a claim").click()
    phone.mouse.click(*middle_of(phone, article, "Turkey"))
    expect(phone.locator(".claim-menu")).to_be_hidden()


def test_a_form_on_a_page_of_its_own_is_sent_and_leads_back_to_the_text(
    page: Page, live_server: Any, story: Story, ben: Any
) -> None:
    article = make_article(story, TEXT)
    made = make_annotation(article, "rained on Monday", ben, note="Did it?")
    log_in(page, live_server.url, ben)
    page.goto(live_server.url + made.get_absolute_url())
    page.get_by_role("link", name="Edit").click()
    page.locator("[name=note]").fill("It did not.")
    page.get_by_role("button", name="Store").click()
    expect(page.locator(".mark")).to_contain_text("It did not.")
    page.go_back()
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator(".mark")).to_contain_text("It did not.")
