"""Handing files in, as people do it: dropped on the page, corrected, stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.tests.browsing import log_in
from articles.models import Article, Segment, Story
from articles.tests.factories import make_member, make_story

from .test_browser_accessibility import THEMES, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENGLISH = """Skip to main content

Bridge opened at last

The bridge over the river was opened on Wednesday after years of quarrels about its cost.

It will stay open, the mayor said, reports Example Daily."""
ARABIC = """افتتاح الجسر الجديد

افتتحت رئيسة البلدية الجسر الجديد فوق النهر يوم الأربعاء بعد سنوات من الخلاف حول تكاليفه."""


@pytest.fixture
def story(page: Page, live_server: Any) -> Story:
    story = make_story("The bridge")
    log_in(page, live_server.url, make_member(story, "curator", "curator"))
    page.goto(live_server.url + reverse("articles:import", args=[story.slug]))
    return story


def drop(page: Page, **files: str) -> None:
    """Drops files of those names, with ".txt", somewhere on the page."""
    script = """(files) => {
        const transfer = new DataTransfer();
        for (const [name, text] of Object.entries(files))
            transfer.items.add(new File([text], `${name}.txt`, { type: "text/plain" }));
        return transfer;
    }"""
    transfer = page.evaluate_handle(script, files)
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("h1", event, {"dataTransfer": transfer})


def test_dropped_files_are_proposed_corrected_and_stored(page: Page, story: Story) -> None:
    drop(page, bridge=ENGLISH, jisr=ARABIC)
    first, second = page.locator(".import-item").nth(0), page.locator(".import-item").nth(1)
    expect(first.get_by_label("Headline")).to_have_value("Bridge opened at last")
    expect(first.get_by_label("Leave out: skip link")).to_be_checked()
    expect(second.get_by_label("Language")).to_have_value("ar")
    first.get_by_label("Outlet", exact=True).fill("The Morning Sheet")
    first.get_by_label("Leave out: skip link").uncheck()
    second.get_by_label("Outlet", exact=True).fill("Al-Mithal")
    page.get_by_role("button", name="Store the 2 articles").click()
    expect(page.get_by_text("2 articles are in the story now.")).to_be_visible()
    assert {a.source.name for a in Article.objects.all()} == {"The Morning Sheet", "Al-Mithal"}
    assert not Segment.objects.exclude(struck="").exists()


def test_what_is_still_missing_is_said_beside_its_file(page: Page, story: Story) -> None:
    drop(page, bridge=ENGLISH)
    page.get_by_role("button", name="Store the article").click()
    expect(page.get_by_text("Name the outlet")).to_be_visible()
    expect(page.get_by_label("Outlet", exact=True)).to_have_attribute("aria-invalid", "true")
    assert not Article.objects.exists()


def test_a_file_that_is_no_article_is_named_with_the_reason(page: Page, story: Story) -> None:
    drop(page, notes="%PDF-1.7 and so on")
    expect(page.get_by_text("“notes.txt” was not taken. This is a PDF file")).to_be_visible()


def test_importing_works_without_javascript(new_context: Any, live_server: Any) -> None:
    story = make_story("The bridge")
    plain = new_context(java_script_enabled=False).new_page()
    log_in(plain, live_server.url, make_member(story, "curator", "curator"))
    plain.goto(live_server.url + reverse("articles:import", args=[story.slug]))
    plain.get_by_label("Or paste a text").fill(ENGLISH)
    plain.get_by_role("button", name="Look at the proposals").click()
    plain.get_by_label("Outlet", exact=True).fill("The Morning Sheet")
    plain.get_by_role("button", name="Store the article").click()
    expect(plain.get_by_text("1 article is in the story now.")).to_be_visible()
    assert Article.objects.get().headline == "Bridge opened at last"


@pytest.mark.parametrize("theme", THEMES)
def test_the_import_page_has_no_barrier(page: Page, story: Story, theme: Any) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    found = violations(page)
    broken = "Die Türkei begrüßte die Eröffnung der Brücke.".encode().decode("cp1252")
    drop(page, bridge=ENGLISH, jisr=ARABIC, broken=broken)
    page.locator(".import-item").first.wait_for()
    found += violations(page)
    page.get_by_role("button", name="Store the 3 articles").click()
    page.get_by_text("Name the outlet").first.wait_for()
    found += violations(page)
    assert not found, "\n".join(found)
