"""What is selected is made of whole signs, by mouse, by finger and by keys, in every script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation
from articles.models import Story
from articles.tests.factories import make_article, make_member

from .browsing import log_in, open_panes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Selects from a unit of the first text node that has the words to another, as a mouse may.
SELECT = """([words, from, to]) => {
    const walker = document.createTreeWalker(
        document.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(
            walker.currentNode, at + from, walker.currentNode, at + words.length + to);
        return;
    }
}"""
FAMILY, FLAG, SKIN = "👩‍👩‍👧‍👦", "🇨🇭", "👋🏽"


def note_on_selection(page: Page) -> Annotation:
    page.locator(".mark-toolbar").get_by_text("Note").click()
    page.locator("#panel [name=note]").fill("x")
    page.locator("#panel .button-primary").click()
    expect(page.locator("#panel [role=status]")).to_contain_text("Marked.")
    return Annotation.objects.get()


@pytest.mark.parametrize(
    ("language", "words", "cut"),
    [
        ("de", f"{FAMILY} kam", (4, 0)),
        ("de", f"{FLAG} gewann", (2, 0)),
        ("de", f"sagte {SKIN}", (0, -2)),
        ("de", "sagte 🙂", (0, -1)),
        ("de", "q\u0303 und e\u0323\u0302", (0, -1)),
        ("ar", "السلام لا", (0, -1)),
        ("ar", "لآخر", (1, 0)),
        ("hi", "क्षि", (0, -1)),
    ],
    ids=[
        *("family", "flag", "skin", "emoji", "combining"),
        *("lam-alef at the end", "lam-alef at the start", "devanagari"),
    ],
)
def test_a_selection_that_cuts_a_sign_in_two_marks_all_of_it(
    page: Page, live_server: Any, story: Story, language: str, words: str, cut: tuple[int, int]
) -> None:
    article = make_article(story, f"1 {words} 2. 3.", language)
    log_in(page, live_server.url, make_member(story, role="annotator"))
    open_panes(page, live_server.url, article)
    page.evaluate(SELECT, [words, *cut])
    stored = note_on_selection(page)
    assert stored.exact == words
    assert stored.revision.text[stored.start : stored.end] == words


def test_what_a_finger_has_selected_is_marked_from_the_foot_of_the_screen(
    new_context: Any, live_server: Any, story: Story
) -> None:
    article = make_article(story, "Oil went to Turkey by night, he said. It rained.")
    phone = {"width": 390, "height": 780}
    page = new_context(viewport=phone, has_touch=True, is_mobile=True).new_page()
    log_in(page, live_server.url, make_member(story, role="annotator"))
    open_panes(page, live_server.url, article)
    page.evaluate(SELECT, ["Turkey", 0, 0])  # without a screen no finger rests on a word
    expect(page.locator(".mark-toolbar")).to_be_visible()
    note = page.locator(".mark-toolbar").get_by_text("Note")
    assert note.bounding_box()["height"] >= 44
    box = page.locator(".mark-toolbar").bounding_box()
    assert box["y"] + box["height"] > 700
    note.tap()
    page.locator("#panel [name=note]").fill("x")
    sheet = page.locator("#desk").bounding_box()
    assert sheet["y"] + sheet["height"] == 780
    page.locator("#panel .button-primary").tap()
    expect(page.locator("#panel [role=status]")).to_contain_text("Marked.")
    assert Annotation.objects.get().exact == "Turkey"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_arabic_passage_with_latin_digits_and_quotes_is_marked_by_keys_as_it_is_seen(
    page: Page, live_server: Any, story: Story
) -> None:
    before = f"{FAMILY}\u200f\u2067abc\u2069 e\u0301 🙂. "
    passage = "قال إن 24 طائرة Su-24 «لن تعود» يوم 26/11."
    article = make_article(story, before + passage + " ثم رحل.", "ar")
    log_in(page, live_server.url, make_member(story, role="annotator"))
    open_panes(page, live_server.url, article)
    page.keyboard.press("1")
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        if page.evaluate("getSelection().toString()").startswith("قال"):
            break
    seen = page.evaluate("getSelection().toString()")
    page.keyboard.press("m")
    expect(page.locator("#panel [name=note]")).to_be_focused()
    page.keyboard.type("x")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel [role=status]")).to_contain_text("Marked.")
    stored = Annotation.objects.get()
    assert stored.exact == seen
    assert passage.startswith(seen)
    assert stored.revision.text[stored.start : stored.end] == seen
