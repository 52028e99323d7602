"""A published page in a real browser: read by anybody, printed, and opened from a disk."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from annotations.actions import publish
from annotations.models import Snapshot
from annotations.publishing.choices import Choices
from annotations.saying import ClaimSaid, QuotationSaid
from articles.tests.factories import make_article, make_member, make_story

from .browsing import log_in
from .factories import make_annotation, make_quotation, make_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARABIC = "هطل المطر على الميناء طوال الليل. غرقت العبارة في الفجر."


@pytest.fixture
def snapshot() -> Snapshot:
    """Of a private story with an article from right to left."""
    story = make_story("The flood")
    anna = make_member(story, "anna", "owner")
    english = make_article(story, "Rain fell all night. The ferry sank.", source="Harbour Post")
    arabic = make_article(story, ARABIC, "ar", source="الميناء")
    for n in range(14):
        make_rendering(english, "Rain fell", f"It rained, {n}.", author=anna)
    make_annotation(
        arabic,
        "غرقت العبارة",
        anna,
        claims=[ClaimSaid("It rained, 0.", "contradicts")],
        quotation=QuotationSaid("Lind", "قال", "direct", "The ferry is lost."),
    )
    make_quotation(english, "The ferry sank", "Lind", anna, utterance="The ferry is lost.")
    return publish(story, anna, Choices(("Anna Berg",)))


def is_beside_the_matrix(page: Page) -> None:
    """The evidence of the Arabic cell is in view, and so is the matrix."""
    evidence = page.locator("#e1-2")
    expect(evidence).to_be_in_viewport()
    expect(evidence.locator("mark")).to_have_text("غرقت العبارة")
    expect(evidence.locator("blockquote")).to_have_attribute("dir", "rtl")
    expect(page.locator("#c1 .proof-head")).to_be_in_viewport()
    expect(page.locator("#r1")).to_be_in_viewport()


def open_the_cell(page: Page) -> None:
    page.get_by_role("row", name="It rained, 0.").get_by_role("link", name="contradicts").click()


def test_anybody_opens_the_evidence_of_a_cell_and_comes_back(
    page: Page, live_server: Any, snapshot: Snapshot
) -> None:
    page.goto(live_server.url + snapshot.get_absolute_url())
    open_the_cell(page)
    is_beside_the_matrix(page)
    page.locator("#c1").get_by_role("link", name="Back to the matrix").click()
    expect(page.locator("#e1-2")).not_to_be_in_viewport()
    expect(page.locator("#r1")).to_be_in_viewport()
    page.go_back()
    is_beside_the_matrix(page)


def test_the_file_opens_from_a_disk_with_all_that_proves_it(
    page: Page, live_server: Any, snapshot: Snapshot, tmp_path: Path
) -> None:
    page.goto(live_server.url + snapshot.get_absolute_url())
    with page.expect_download() as download:
        page.get_by_role("link", name="This page as one file").click()
    file = tmp_path / "flood.html"
    download.value.save_as(file)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    open_the_cell(page)
    is_beside_the_matrix(page)
    expect(page.locator("#r1 b").first).to_have_css("color", "rgb(20, 87, 63)")
    assert {address.partition("#")[0] for address in requests} == {file.as_uri()}
    assert complaints == []


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_a_published_page_has_no_barrier(
    page: Page, live_server: Any, snapshot: Snapshot, theme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{snapshot.get_absolute_url()}#e1-2")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_it_prints_as_a_report_of_its_own(page: Page, live_server: Any, snapshot: Snapshot) -> None:
    page.goto(live_server.url + snapshot.get_absolute_url() + "#e1-2")
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    first, matrix, *others = pdf.pages
    assert first.mediabox.width < first.mediabox.height
    assert matrix.mediabox.width > matrix.mediabox.height
    told = " ".join(first.extract_text().split())
    assert "Anna Berg (2026). The flood: who says what (number 1)." in told
    assert "coder 1" in told
    assert snapshot.sha256[:16] in told
    cells = matrix.extract_text()
    for words in ("Harbour Post", "It rained, 0.", "contradicts", "not looked at"):
        assert words in cells
    rest = "\n".join(each.extract_text() for each in others)
    for words in ("The ferry is lost.", "The evidence", "Rain fell", "The articles"):
        assert words in rest
    assert "Back to the matrix" not in rest
    assert "Download" not in rest


def test_an_owner_looks_publishes_and_withdraws(
    page: Page, live_server: Any, snapshot: Snapshot
) -> None:
    log_in(page, live_server.url, snapshot.published_by)
    page.goto(f"{live_server.url}/stories/{snapshot.story.slug}/published/")
    page.get_by_role("link", name="Publish the story as it is now").click()
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("Nothing is published yet.")).to_be_visible()
    page.get_by_role("button", name="Publish number 2").click()
    page.locator("#number-2").get_by_role("link", name="Withdraw").click()
    page.get_by_label("Why it is withdrawn").fill("A mistake.")
    page.get_by_role("button", name="Withdraw it").click()
    page.goto(f"{live_server.url}/stories/{snapshot.story.slug}/published/2/")
    expect(page.get_by_role("heading", name="Withdrawn: The flood")).to_be_visible()
    expect(page.get_by_text("A mistake.")).to_be_visible()
