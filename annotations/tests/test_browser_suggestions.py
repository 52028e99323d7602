"""Deciding on what the machine proposes in a real browser, by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations import actions
from annotations.models import Annotation, Decision, Suggestion
from articles.models import Article, Story
from articles.tests.factories import make_article, make_member

from .browsing import is_painted, log_in, open_panes
from .factories import make_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Rain fell. Snow fell. Hail fell. Fog came.\n\nNobody was hurt, said Lind."
ARABIC = 'اجتمع الرئيسان في موسكو. وقال لافروف "نعتقد ان هذا التحالف ضروري جدا" يوم 26 نوفمبر.'
SAID = "نعتقد ان هذا التحالف ضروري جدا"


@pytest.fixture
def english(story: Story) -> Article:
    return make_article(story, TEXT)


@pytest.fixture
def arabic(story: Story) -> Article:
    return make_article(story, ARABIC, language="ar", source="الصحيفة")


@pytest.fixture
def ben(page: Page, live_server: Any, story: Story) -> Any:
    page.emulate_media(reduced_motion="reduce")
    ben = make_member(story, "ben")
    log_in(page, live_server.url, ben)
    return ben


def propose(article: Article, *words: str, speaker: str = "Lind") -> list[Suggestion]:
    return [make_suggestion(article, exact, speaker=speaker) for exact in words]


def standing_on(page: Page, words: str) -> None:
    expect(page.locator(".suggestion:focus")).to_contain_text(words)


def test_the_queue_is_worked_through_by_keys(
    page: Page, live_server: Any, story: Story, english: Article, ben: Any
) -> None:
    first, _, third, fourth = propose(english, "Rain fell", "Snow fell", "Hail fell", "Fog came")
    page.goto(live_server.url + reverse("annotations:suggestions", args=[story.slug]))
    standing_on(page, "Rain fell")
    page.keyboard.press("a")
    standing_on(page, "Snow fell")  # the focus goes on by itself
    expect(page.locator("[role=status].visually-hidden")).to_contain_text("Accepted.")
    page.keyboard.press("j")
    standing_on(page, "Hail fell")
    page.keyboard.press("x")
    standing_on(page, "Fog came")
    page.keyboard.press("u")
    standing_on(page, "Hail fell")  # proposed again
    assert not Decision.objects.visible_to(ben).filter(suggestion=third)
    page.keyboard.press("e")
    field = page.locator(".suggestion [name=speaker]")
    expect(field).to_be_focused()
    field.fill("Ona Lind")
    page.locator("[data-words]").fill("Hail")
    page.keyboard.press("Tab")
    page.locator(".suggestion:focus-within .button-primary").press("Enter")
    standing_on(page, "Fog came")
    actions.reject(fourth, make_member(story, "dora"))  # somebody is faster
    page.keyboard.press("a")
    expect(page.locator("[data-decided=others]")).to_contain_text("rejected this")
    standing_on(page, "Snow fell")  # what was left for later
    assert Annotation.objects.get(exact="Hail").quotation.speaker.name == "Ona Lind"
    assert {a.exact for a in Annotation.objects.all()} == {"Rain fell", "Hail"}
    assert Decision.objects.get(suggestion=first).is_accepted


def test_leaving_a_correction_shows_the_card_as_it_was(
    page: Page, live_server: Any, story: Story, english: Article, ben: Any
) -> None:
    propose(english, "Rain fell")
    page.goto(live_server.url + reverse("annotations:suggestions", args=[story.slug]))
    page.keyboard.press("e")
    expect(page.locator(".suggestion [name=speaker]")).to_be_focused()
    page.keyboard.press("Escape")
    standing_on(page, "Rain fell")
    expect(page.locator(".suggestion fieldset")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.locator("[data-decided=accepted]")).to_be_focused()


def test_a_proposed_arabic_quotation_is_painted_beside_the_text_and_accepted(
    page: Page, live_server: Any, english: Article, arabic: Article, ben: Any
) -> None:
    propose(arabic, SAID, speaker="لافروف")
    open_panes(page, live_server.url, english, arabic)
    page.keyboard.press("b")
    standing_on(page, SAID)
    is_painted(page, "suggested", SAID)
    page.keyboard.press("a")
    line = page.locator(f"#marks-{arabic.pk} .mark")
    expect(line).to_contain_text("لافروف")
    is_painted(page, "suggested")
    is_painted(page, "quotation", SAID)
    assert Annotation.objects.get(article=arabic).exact == SAID
    expect(page.locator("[data-decided=accepted]")).to_be_focused()
    page.keyboard.press("u")
    expect(line).to_have_count(0)
    standing_on(page, SAID)
