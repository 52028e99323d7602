"""The matrix by keyboard: as a grid, from a cell to its passage and back."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations import actions
from articles.tests.factories import make_article, make_member, make_story

from .browsing import log_in
from .factories import make_claim, make_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RAIN, FLOOD = "It rained.", "The port was flooded."


@pytest.fixture
def story(page: Page, live_server: Any) -> Any:
    """Two claims in three articles: one rendered in Arabic, one under a heading."""
    story = make_story()
    for name, code in (("Sheet", "en"), ("Bote", "de")):
        make_article(story, f"{name}: rain. No more.", code, name)
    barid = make_article(story, "هطل المطر على المرفأ. لا شيء آخر.", "ar", "Barid")
    make_rendering(barid, "هطل المطر", RAIN, attributed_to="Lind")
    actions.group_claims(story, None, [make_claim(story, FLOOD)], "Water")
    log_in(page, live_server.url, make_member(story, "ben"))
    page.goto(live_server.url + reverse("annotations:matrix", args=[story.slug]))
    page.wait_for_selector("[data-matrix][role=grid]")
    return story


def press(page: Page, *keys: str) -> str:
    """What has the focus then, in words."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate("document.activeElement.innerText")).strip()


def test_a_cell_leads_to_its_passage_by_keyboard_alone(page: Page, story: Any) -> None:
    page.locator(".matrix-scroll").focus()
    assert press(page, "Tab") == "not looked at"
    assert "reports" in press(page, "Control+End")
    press(page, "Enter")
    panel = page.get_by_role("dialog")
    expect(panel.locator("mark")).to_have_text("هطل المطر")
    expect(panel.locator("blockquote")).to_have_attribute("dir", "rtl")
    assert RAIN in press(page)
    assert "reports" in press(page, "Escape")
    expect(panel).to_be_hidden()
    press(page, "Enter")
    panel.get_by_role("link", name="Open it in the text").press("Enter")
    page.wait_for_url("**/articles/*/?claim=1#mark-*")


def test_the_arrows_go_from_cell_to_cell_past_headings_and_tab_leaves(
    page: Page, story: Any
) -> None:
    page.locator(".matrix-scroll").focus()
    press(page, "Tab", "End", "ArrowDown")
    assert "reports" in press(page)
    assert press(page, "ArrowRight", "Home").endswith(RAIN)
    assert FLOOD in press(page, "ArrowUp")
    assert "Sheet" in press(page, "ArrowUp", "ArrowRight", "ArrowUp")
    assert page.locator('[data-matrix] [tabindex="0"]').count() == 1
    press(page, "Tab")
    assert not page.evaluate("document.activeElement.closest('[data-matrix]')")


def test_a_verdict_given_beside_the_table_is_in_the_table_at_once(page: Page, story: Any) -> None:
    cell = page.locator("[data-matrix] td.open a").first
    cell.click()
    page.get_by_role("dialog").get_by_role("button", name="Checked and absent").click()
    expect(page.locator("[data-matrix] td a").first).to_have_text("checked, absent")
    assert press(page, "Escape") == "checked, absent"


def test_the_order_of_claims_is_changed_by_keyboard(
    page: Page, story: Any, live_server: Any
) -> None:
    make_claim(story, "It snowed.")
    page.goto(live_server.url + reverse("annotations:arrange", args=[story.slug]))
    page.locator("#choose-3").focus()
    press(page, "Alt+ArrowUp")
    expect(page.locator(".arrange-group").nth(1).locator("li").first).to_have_id("claim-3")
    expect(page.locator("#choose-3")).to_be_focused()
    page.locator("#choose-3").check()
    page.get_by_label("Put the chosen claims under").fill("Water")
    page.get_by_role("button", name="Put there").click()
    expect(page.locator(".arrange-group").first.locator("li")).to_have_count(2)


def test_a_claim_is_dragged_to_its_place_under_another_heading(
    page: Page, story: Any, live_server: Any
) -> None:
    make_claim(story, "It snowed.")
    page.goto(live_server.url + reverse("annotations:arrange", args=[story.slug]))
    lines = page.locator(".arrange-claim")
    before = lines.evaluate_all("lines => lines.map((line) => line.id)")
    drag(page, "#claim-3 [data-grip]", f"#{before[0]}", 0.25)
    expect(lines.first).to_have_id("claim-3")
    expect(page.locator("#choose-3")).to_be_focused()
    drag(page, "#claim-3 [data-grip]", f"#{before[0]}", 0.75)
    expect(lines.nth(1)).to_have_id("claim-3")
    drag(page, "#claim-3 [data-grip]", "h1", 0.5)  # nowhere
    expect(page.locator(".is-dragged")).to_have_count(0)
    expect(lines.nth(1)).to_have_id("claim-3")


def drag(page: Page, what: str, to: str, height: float) -> None:
    """By the mouse, to a height of another element (0 its upper edge, 1 its lower)."""
    page.locator(what).hover()
    page.mouse.down()
    box = page.locator(to).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] * height)
    page.mouse.up()


def test_on_paper_many_articles_are_cut_into_sheets_that_all_name_the_claims(
    page: Page, story: Any
) -> None:
    for number in range(8):
        make_article(story, source=f"Outlet {number}")
    page.reload()
    page.wait_for_selector("[data-matrix][role=grid]")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".matrix-sheets > table").count() == 2
    for sheet, told in zip(page.locator(".matrix-sheets > table").all(), (6, 5), strict=True):
        expect(sheet.get_by_text(RAIN)).to_be_visible()
        assert sheet.locator("tr", has_text=RAIN).locator("td").count() == told
    expect(page.locator(".matrix-scroll")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".matrix-sheets")).to_have_count(0)
