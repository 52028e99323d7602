"""Reading side by side in a real browser: painting, pointing, choosing, keeping one's place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Story
from articles.tests.factories import make_article, make_story

from .browsing import becomes, is_painted, is_ready, middle_of, top_of
from .factories import make_annotation, make_quotation, make_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MET = "The presidents met in Moscow."
FILLER = {
    "de": "Dazwischen steht Absatz {}, der nur Platz braucht.",
    "en": "Between them stands paragraph {} that only takes room.",
    "ar": "هنا فقرة {} لا تفعل شيئا سوى أن تشغل مكانا.",
    "fr": "Le paragraphe {} ne fait que prendre de la place.",
}
SAID = {
    "de": "Die Präsidenten trafen sich am 26. November in Moskau.",
    "en": "Both presidents met in Moscow on 26 November.",
    "ar": "اجتمع الرئيسان يوم 26 نوفمبر في موسكو بحضور وفد AFP.",
    "fr": "Les deux présidents se sont vus à Moscou.",
}


def long_text(language: str, before: int, after: int = 30) -> str:
    filler = FILLER[language]
    paragraphs = [filler.format(i) for i in range(before + after)]
    return "\n\n".join([*paragraphs[:before], SAID[language], *paragraphs[before:]])


@pytest.fixture
def story() -> Story:
    return make_story("The meeting", is_public=True)


def follow(page: Page, statement: str) -> None:
    """Chooses a claim from the list above the panes."""
    page.get_by_text("Follow a claim").click()
    page.locator("[data-claim-menu] [data-claim]", has_text=statement).click()


def make_five(story: Story) -> list[Article]:
    """Five long articles, the one in Arabic in the middle, with one passage each at other places;
    the fourth says nothing of it."""
    articles = []
    for place, language in enumerate(["de", "en", "ar", "fr", "en"]):
        text = long_text(language, before=[12, 3, 25, 8, 0][place])
        article = make_article(story, text, language, source=f"Outlet {place}")
        if place != 3:
            make_rendering(article, SAID[language], MET, "partly" if place == 1 else "reports")
        articles.append(article)
    return articles


def test_a_chosen_claim_lights_up_in_five_panes_and_stands_level(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    articles = make_five(story)
    annotator(*articles)
    follow(page, MET)
    statuses = [
        "1 passage: ¶13",
        "1 passage: ¶4 (partly)",
        "1 passage: ¶26",
        "not marked in this article",
        "1 passage: ¶1",
    ]
    expect(page.locator("[data-claim-status]")).to_have_text(statuses)
    is_painted(page, "active", *(SAID[language] for language in ["de", "en", "ar", "en"]))

    def is_level() -> bool:
        marked = articles[:3] + articles[4:]
        tops = [top_of(page, article, SAID[article.language_id]) for article in marked]
        return max(tops) - min(tops) < 12  # a line of Arabic is taller than others

    becomes(page, is_level, True)
    assert page.locator(f"#pane-{articles[2].pk} [data-text]").get_attribute("dir") == "rtl"


def test_the_view_is_in_the_address(
    page: Page, story: Story, annotator: Callable[..., None], live_server: Any
) -> None:
    articles = make_five(story)[:2]
    annotator(*articles)
    follow(page, MET)
    expect(page).to_have_url(re.compile("claim=1"))
    page.goto("about:blank")
    annotator(*articles, more="&claim=1")
    is_painted(page, "active", SAID["de"], SAID["en"])
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("claim"))
    is_painted(page, "active")


def test_levelling_can_be_switched_off(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    articles = make_five(story)[:2]
    annotator(*articles)
    page.get_by_label("Scrolling").select_option("off")
    before = top_of(page, articles[1], SAID["en"])
    page.mouse.click(*middle_of(page, articles[0], SAID["de"]))
    page.locator(f"#marks-{articles[0].pk} .mark").click()
    expect(page.locator(".mark.is-active")).to_have_count(2)
    assert abs(top_of(page, articles[1], SAID["en"]) - before) < 2


def test_swapping_panes_keeps_the_place_and_the_claim(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    first, second = make_five(story)[:2]
    annotator(first, second)
    follow(page, MET)
    for article, far in ((first, 700), (second, 1100)):
        page.evaluate(
            "([id, top]) => document.querySelector(`#pane-${id} [data-text]`).scrollTo(0, top)",
            [article.pk, far],
        )
    words = {first: FILLER["de"].format(20), second: FILLER["en"].format(20)}
    before = {article: top_of(page, article, words[article]) for article in words}
    page.locator(f"#pane-{first.pk}").get_by_label("behind the next").click()
    page.wait_for_url(f"**a={second.pk}&a={first.pk}&claim=1**")
    is_ready(page)
    for article, top in before.items():
        assert abs(top_of(page, article, words[article]) - top) < 3


def test_clicking_again_chooses_the_next_of_overlapping_marks(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, "Oil went to Turkey by night, he said, and nobody saw it.")
    make_rendering(article, "Oil went to Turkey by night", "Oil was sold.")
    make_quotation(article, "to Turkey", "A spokesman")
    make_annotation(article, "Turkey by night, he said", note="By night?")
    annotator(article)
    smallest, middle, widest = (
        "to Turkey",
        "Turkey by night, he said",
        "Oil went to Turkey by night",
    )
    for words in (smallest, middle, widest, smallest):
        page.mouse.click(*middle_of(page, article, "Turkey"))
        is_painted(page, "chosen", words)
    is_painted(page, "overlap", "to Turkey by night")
    expect(page.locator(".mark[aria-current]")).to_have_count(1)


def test_pointing_lights_up_a_claim_in_every_pane(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    _, first, _, _, second = make_five(story)
    annotator(first, second)
    page.mouse.move(*middle_of(page, second, SAID["en"], 5))
    page.wait_for_function("CSS.highlights.get('hovered').size === 2")
    page.mouse.move(5, 5)
    page.wait_for_function("CSS.highlights.get('hovered').size === 0")


def test_without_javascript_everything_can_be_read(
    new_context: Any, live_server: Any, story: Story
) -> None:
    article = make_article(story, long_text("ar", before=1), "ar")
    make_rendering(article, SAID["ar"], MET, "questions", attributed_to="Agency X")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    expect(page.locator("[data-text]")).to_contain_text(FILLER["ar"].format(30))
    mark = page.locator(".mark")
    expect(mark).to_contain_text(SAID["ar"])
    expect(mark).to_contain_text(MET)
    expect(mark).to_contain_text("Agency X")
    mark.locator("a").first.click()
    expect(page.locator("blockquote")).to_have_text(SAID["ar"])


def test_on_a_phone_one_text_at_a_time_is_shown(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    first, second = make_five(story)[:2]
    annotator(first, second)
    widths = [pane.bounding_box()["width"] for pane in page.locator(".pane").all()]
    assert widths == [390, 390]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_browser_that_cannot_paint_still_has_the_lists(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    page.add_init_script("delete window.Highlight;")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    articles = make_five(story)[:2]
    annotator(*articles)
    page.locator(f"#marks-{articles[1].pk} .mark").click()
    expect(page.locator(".mark.is-active")).to_have_count(2)
    assert errors == []


def test_a_browser_that_cannot_style_a_fold_has_the_lists_open_beside_the_text(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    page.add_init_script("CSS.supports = () => false")
    article = make_article(story, "Rain fell.")
    annotator(article)
    expect(page.locator(".marks-all")).to_have_attribute("open", "")
    page.set_viewport_size({"width": 390, "height": 780})
    expect(page.locator(".marks-all")).not_to_have_attribute("open", "")


def test_on_paper_the_whole_text_is_painted(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, long_text("en", before=90), "en")
    make_rendering(article, SAID["en"], MET)
    annotator(article)
    is_painted(page, "claim-1")  # far below the window
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    is_painted(page, "claim-1", SAID["en"])


@pytest.mark.parametrize("kind", ["sentence", "mark"])
def test_an_address_into_the_text_leads_there_wherever_one_was_before(
    page: Page, story: Story, annotator: Callable[..., None], live_server: Any, kind: str
) -> None:
    article = make_article(story, long_text("en", before=60), "en")
    made = make_rendering(article, SAID["en"], MET)
    annotator(article)
    page.locator("[data-text]").evaluate("(text) => text.scrollTo(0, 900)")
    page.goto("about:blank")
    names = {"sentence": f"s-{article.pk}-{made.start}", "mark": f"mark-{made.uid}"}
    page.goto(f"{live_server.url}{article.get_absolute_url()}#{names[kind]}")
    is_ready(page)
    assert 0 < top_of(page, article, SAID["en"]) < 600
    is_painted(page, "sentence" if kind == "sentence" else "chosen", SAID["en"])


def test_after_one_mark_another_can_be_chosen_from_the_list(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, "Rain fell. Snow fell.")
    first = make_rendering(article, "Rain fell", "It rained.")
    second = make_rendering(article, "Snow fell", "It snowed.")
    annotator(article)
    for annotation in (first, second, first):
        page.locator(f"#mark-{annotation.uid} .statement").click()
        expect(page.locator(".mark[aria-current=true] .statement")).to_have_text(
            annotation.claims.get().statement
        )
