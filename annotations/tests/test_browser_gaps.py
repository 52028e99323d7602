"""The gap pass in a real browser: by keyboard alone, through an Arabic article, by two at once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from annotations.models import Annotation, Verdict
from articles.models import Article, Story
from articles.tests.factories import make_article, make_member

from .browsing import is_ready, log_in
from .factories import make_claim, make_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RAIN = "Rain fell on the port."
ARABIC = "قال الوزير إن المطر هطل على المرفأ في الليل. وأضاف أن أحدا لم يصب بأذى."


@pytest.fixture
def articles(story: Story) -> list[Article]:
    """One that makes the claim, one in Arabic, an excerpt, and one more."""
    other = make_article(story, "At night rain fell on the port.", source="Another")
    make_rendering(other, "rain fell on the port", RAIN)
    return [
        make_article(story, ARABIC, "ar", source="الجريدة"),
        make_article(story, "Es regnete. Niemand kam.", "de", source="Der Bote", is_excerpt=True),
        make_article(story, "Nobody was hurt. Rain fell, says Lind.", source="The Sheet"),
    ]


def begin(page: Page, address: str, story: Story) -> None:
    """From the matrix into the pass, without the mouse."""
    page.goto(f"{address}/stories/{story.slug}/matrix/")
    page.get_by_role("button", name="nobody has looked at: begin").press("Enter")
    page.wait_for_selector("#gap-form")


def begin_by_keys(page: Page, address: str, story: Story) -> None:
    begin(page, address, story)
    page.wait_for_load_state()
    is_ready(page)


def asked(page: Page) -> str:
    return page.locator(".gap-asked bdi").inner_text()


def test_the_gaps_are_walked_by_keyboard_alone(
    page: Page, live_server: Any, story: Story, articles: list[Article]
) -> None:
    ben = make_member(story, "ben")
    log_in(page, live_server.url, ben)
    begin_by_keys(page, live_server.url, story)
    expect(page.locator(".gap-asked bdi")).to_have_text("الجريدة")
    assert page.locator("[data-text]").first.evaluate("e => getComputedStyle(e).direction") == "rtl"

    first = page.locator("[data-from]", has_text="المطر")
    number = page.locator(".gap-choice", has=first).first.locator("kbd").inner_text()
    page.keyboard.press(number)
    for _ in range(3):  # to the left is onward in Arabic: back to the right leaves out the end
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("t")
    page.keyboard.type("الوزير")
    page.keyboard.press("Enter")
    page.keyboard.press("p")
    expect(page.locator(".gap-asked bdi")).to_have_text("Der Bote")
    expect(page.locator("#gap-head")).to_be_focused()
    expect(page.locator("p.visually-hidden[role=status]")).to_contain_text("2 to go")
    marked = Annotation.objects.get(article=articles[0])
    assert marked.exact == "قال الوزير إن المطر هطل على المرفأ"
    assert (marked.renderings.get().stance, marked.author) == ("partly", ben)
    assert marked.renderings.get().speaker.name == "الوزير"

    page.keyboard.press("s")
    expect(page.locator(".gap-asked bdi")).to_have_text("The Sheet")
    page.keyboard.press("a")
    expect(page.locator(".gap-asked bdi")).to_have_text("Der Bote")
    page.keyboard.press("u")
    expect(page.locator(".gap-asked bdi")).to_have_text("The Sheet")
    assert not Verdict.objects.filter(deleted_at=None).exists()
    page.keyboard.press("o")
    expect(page.locator(".gap-asked bdi")).to_have_text("Der Bote")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#gap-head")).to_have_text("Every cell is looked at")
    kinds = Verdict.objects.filter(deleted_at=None).values_list("article__source__name", "kind")
    assert set(kinds) == {("The Sheet", "elsewhere"), ("Der Bote", "not_expected")}


def test_words_that_are_selected_with_the_mouse_are_what_is_marked(
    page: Page, live_server: Any, story: Story
) -> None:
    make_claim(story, RAIN)
    article = make_article(story, "Nobody was hurt. Rain fell, says Lind.")
    log_in(page, live_server.url, make_member(story, "ben"))
    begin_by_keys(page, live_server.url, story)
    words = page.locator("[data-from]", has_text="Rain fell")
    words.dblclick(position={"x": 12, "y": 12})
    page.keyboard.press("r")
    expect(page.locator("#gap-head")).to_have_text("Every cell is looked at")
    assert Annotation.objects.get(article=article).exact == "Rain"


def test_two_who_are_in_it_at_once_do_not_get_the_same_cell(
    page: Page, new_context: Any, live_server: Any, story: Story, articles: list[Article]
) -> None:
    make_claim(story, "Nobody was hurt.")
    pages = [page, new_context().new_page()]
    for each, name in zip(pages, ("ben", "dora"), strict=True):
        log_in(each, live_server.url, make_member(story, name))
        begin_by_keys(each, live_server.url, story)
    seen: list[tuple[str, str]] = []
    for _ in range(3):
        cells = [(asked(each), each.locator(".gap-claim").inner_text()) for each in pages]
        assert cells[0] != cells[1]
        seen += cells
        for each, cell in zip(pages, cells, strict=True):
            each.keyboard.press("a")
            each.wait_for_function(
                "was => document.querySelector('.gap-asked bdi')?.innerText + "
                "document.querySelector('.gap-claim')?.innerText !== was",
                arg="".join(cell),
            )
    assert len(set(seen)) == 6
    assert Verdict.objects.count() == 6


def test_without_javascript_the_pass_is_a_plain_form(
    new_context: Any, live_server: Any, story: Story, articles: list[Article]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, live_server.url, make_member(story, "ben"))
    begin(page, live_server.url, story)
    page.locator(".gap-choice input").first.check()
    page.get_by_role("button", name="reports it").click()
    expect(page.locator(".messages")).to_contain_text("Stored: reports it.")
    page.get_by_label("Note").press("Enter")  # sends nothing
    expect(page.locator(".gap-asked bdi")).to_have_text("Der Bote")
    page.get_by_role("button", name="not expected").click()
    expect(page.locator(".gap-asked bdi")).to_have_text("The Sheet")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".gap-asked bdi")).to_have_text("Der Bote")
    page.get_by_role("button", name="Leave").click()
    expect(page.locator("#gap-head")).to_have_text("2 cells that nobody has looked at")


def test_on_a_phone_a_sentence_on_offer_is_seen_with_the_buttons_at_once(
    page: Page, live_server: Any, story: Story, articles: list[Article]
) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    log_in(page, live_server.url, make_member(story, "ben"))
    begin_by_keys(page, live_server.url, story)
    offer, buttons = page.locator(".gap-choice").first, page.locator(".gap-deeds")
    assert box_of(offer)["y"] + box_of(offer)["height"] <= box_of(buttons)["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("[data-key=a]").click()
    expect(page.locator(".gap-said")).to_have_text("Stored: checked and absent.")


def box_of(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box is not None
    return box
