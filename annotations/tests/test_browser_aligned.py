"""Reading aligned in a real browser: families, sentences, translations, and scrolling together with
a right-to-left pane in the middle."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotations.models import SuggestedPassage, Suggestion
from annotations.saying import GlossSaid, QuotationSaid
from articles.models import Article, Story
from articles.tests.factories import make_article

from .browsing import becomes, is_painted, is_ready, middle_of, select, top_of
from .factories import make_annotation, make_quotation, make_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = ["de", "ar", "en"]  # the one from right to left in the middle
FILLER = {
    "de": "Dazwischen steht Absatz {}, der nur Platz braucht.",
    "en": "Between them stands paragraph {} that only takes room.",
    "ar": "هنا فقرة {} لا تفعل شيئا سوى أن تشغل مكانا.",
}
MET = {
    "de": "Die Präsidenten trafen sich in Moskau.",
    "en": "Both presidents met in Moscow.",
    "ar": "اجتمع الرئيسان في موسكو.",
}
ALLY = {
    "de": "Die Armee sei ein natürlicher Verbündeter.",
    "en": "The army, he said, is a natural ally.",
    "ar": "قال إن الجيش حليف طبيعي.",
}
PLACES = {"de": (10, 40), "ar": (3, 22), "en": (20, 55)}  # of the two sentences above
LENGTH = 70  # paragraphs
PLACES_OF_PANES = (
    "() => Array.from(document.querySelectorAll('[data-text]'), (t) => t.scrollTop).join()"
)


def long_article(story: Story, language: str, **said: Any) -> Article:
    paragraphs = [FILLER[language].format(i) for i in range(LENGTH)]
    first, second = PLACES[language]
    paragraphs[first], paragraphs[second] = MET[language], ALLY[language]
    return make_article(story, "\n\n".join(paragraphs), language, source=f"In {language}", **said)


@pytest.fixture
def articles(story: Story) -> list[Article]:
    return [long_article(story, language) for language in LANGUAGES]


def tops_of(page: Page, articles: list[Article], words: dict[str, str]) -> list[float]:
    return [top_of(page, article, words[article.language_id]) for article in articles]


def are_level(page: Page, articles: list[Article], words: dict[str, str]) -> None:
    """Waits until the words stand side by side in all the panes."""

    def is_level() -> bool:
        tops = tops_of(page, articles, words)
        return max(tops) - min(tops) < 14  # a line of Arabic is taller than others

    becomes(page, is_level, True)


def are_in_view(page: Page, articles: list[Article], words: dict[str, str]) -> None:
    becomes(page, lambda: all(0 < top < 720 for top in tops_of(page, articles, words)), True)


def scroll_until(page: Page, article: Article, words: str, top: float) -> None:
    """Turns the wheel over a pane until the words stand there, px of the window."""
    box = page.locator(f"#pane-{article.pk} [data-text]").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, top_of(page, article, words) - top)
    becomes(page, lambda: abs(top_of(page, article, words) - top) < 3, True)
    comes_to_rest(page)


def comes_to_rest(page: Page) -> None:
    """Waits until no pane moves any more."""
    before, now = None, ""
    while before != now:
        page.wait_for_timeout(120)
        before, now = now, page.evaluate(PLACES_OF_PANES)


def test_the_other_panes_follow_the_one_that_is_held_from_anchor_to_anchor(
    page: Page, articles: list[Article], annotator: Callable[..., None]
) -> None:
    for article in articles:
        make_rendering(article, MET[article.language_id], "They met.")
        make_rendering(article, ALLY[article.language_id], "The army is an ally.")
    annotator(*articles)
    page.get_by_text("Follow a claim").click()
    page.locator("[data-claim-menu] [data-claim]", has_text="They met").click()
    are_level(page, articles, MET)
    top = top_of(page, articles[0], MET["de"])
    for held in (articles[1], articles[0]):
        for words in (ALLY, MET):
            scroll_until(page, held, words[held.language_id], top)
            are_level(page, articles, words)


def test_nothing_moves_in_the_pane_that_is_held(
    page: Page, articles: list[Article], annotator: Callable[..., None]
) -> None:
    for article in articles:
        make_rendering(article, MET[article.language_id], "They met.")
    annotator(*articles)
    held = articles[1]
    scroll_until(page, held, MET["ar"], 300)
    before = top_of(page, held, MET["ar"])
    page.mouse.click(*middle_of(page, held, MET["ar"], 4))
    are_level(page, articles, MET)
    assert top_of(page, held, MET["ar"]) == before


def test_by_proportion_all_panes_reach_their_ends_together_and_the_choice_is_remembered(
    page: Page, articles: list[Article], annotator: Callable[..., None]
) -> None:
    annotator(*articles)
    page.get_by_label("Scrolling").select_option("proportional")
    annotator(*articles)
    expect(page.get_by_label("Scrolling")).to_have_value("proportional")
    for last, way in ((LENGTH - 1, 50_000), (0, -50_000)):
        page.mouse.move(*middle_of(page, articles[0], FILLER["de"].format(LENGTH - 1 - last)))
        page.mouse.wheel(0, way)
        ends = {language: words.format(last) for language, words in FILLER.items()}
        are_in_view(page, articles, ends)
        comes_to_rest(page)
    page.get_by_label("Scrolling").select_option("off")
    before = tops_of(page, articles, ALLY)
    scroll_until(page, articles[0], ALLY["de"], 400)
    assert tops_of(page, articles, ALLY)[1:] == before[1:]


def test_a_family_brings_its_quotations_level_and_a_pane_without_one_says_so(
    page: Page, articles: list[Article], annotator: Callable[..., None]
) -> None:
    german, arabic, english = articles
    for article in (german, arabic):
        said = {"utterance": "The army is a natural ally."}
        make_quotation(article, ALLY[article.language_id], "The president", **said)
    annotator(*articles)
    page.locator(f"#marks-{arabic.pk} .family").click()
    are_level(page, articles[:2], ALLY)
    is_painted(page, "active", ALLY["de"], ALLY["ar"])
    statuses = ["1 passage: ¶41", "1 passage: ¶23", "not marked in this article"]
    expect(page.locator("[data-claim-status]")).to_have_text(statuses)
    expect(page).to_have_url(re.compile("utterance=1"))
    page.locator(f"#pane-{german.pk}").get_by_label("behind the next").click()
    page.wait_for_url(f"**a={arabic.pk}&a={german.pk}&a={english.pk}&utterance=1**")


def propose_pair(story: Story, *passages: tuple[Article, str]) -> None:
    made = Suggestion.objects.create(
        story=story, kind="pair", key="one", rank=1, score=1, method="test", made_at=timezone.now()
    )
    for position, (article, words) in enumerate(passages):
        start = article.revision.text.index(words)
        SuggestedPassage.objects.create(
            suggestion=made,
            position=position,
            article=article,
            revision=article.revision,
            start=start,
            end=start + len(words),
            exact=words,
        )


def test_a_sentence_brings_its_counterparts_level_and_proposed_ones_are_told_apart(
    page: Page, story: Story, articles: list[Article], annotator: Callable[..., None]
) -> None:
    german, arabic, english = articles
    for article in (german, arabic):
        make_rendering(article, MET[article.language_id], "They met.")
    propose_pair(story, (german, ALLY["de"]), (english, ALLY["en"]))
    annotator(*articles)
    scroll_until(page, german, ALLY["de"], 400)
    page.mouse.click(*middle_of(page, german, ALLY["de"], 5))
    statuses = ["this sentence: ¶41", "nothing known to say the same", "proposed, not marked: ¶56"]
    expect(page.locator("[data-claim-status]")).to_have_text(statuses)
    are_level(page, [german, english], ALLY)
    is_painted(page, "active", ALLY["de"])
    is_painted(page, "probable", ALLY["en"])
    expect(page).to_have_url(re.compile(f"sentence={german.pk}-"))
    page.reload()
    is_ready(page, "proposed")
    is_painted(page, "probable", ALLY["en"])
    page.mouse.click(*middle_of(page, german, ALLY["de"], 5))
    expect(page).not_to_have_url(re.compile("sentence"))


def test_a_sentence_is_chosen_by_keyboard_and_goes_along(
    page: Page, articles: list[Article], annotator: Callable[..., None]
) -> None:
    for article in articles:
        make_rendering(article, MET[article.language_id], "They met.")
    annotator(*articles)
    sentence = articles[0].revision.text.index(MET["de"])
    page.evaluate(f"location.hash = 's-{articles[0].pk}-{sentence}'")
    is_painted(page, "sentence", MET["de"])
    page.keyboard.press("k")
    page.keyboard.press("l")
    is_painted(page, "active", FILLER["de"].format(9))
    page.keyboard.press("j")
    are_level(page, articles, MET)
    page.keyboard.press("s")
    expect(page.get_by_label("Scrolling")).to_have_value("proportional")


def test_a_translation_is_written_and_shown_at_the_foot_of_its_text(
    page: Page, articles: list[Article], annotator: Callable[..., None]
) -> None:
    _, arabic, english = articles
    annotator(arabic, english)
    scroll_until(page, arabic, MET["ar"], 300)
    select(page, arabic, MET["ar"][:-1])
    page.wait_for_selector(".mark-toolbar:visible")
    page.keyboard.press("g")
    page.get_by_label("Translation", exact=True).fill("Both presidents met in Moscow.")
    page.get_by_role("button", name="Mark it").click()
    foot = page.locator(f"#pane-{arabic.pk} [data-glosses]")
    expect(foot.locator("[lang=en]")).to_have_text("Both presidents met in Moscow.")
    expect(foot).to_contain_text("Translation into English")
    assert foot.locator("[lang=en]").get_attribute("dir") == "ltr"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(foot).to_be_hidden()


def test_a_machines_translation_comes_with_its_claim_and_says_what_it_is(
    page: Page, articles: list[Article], annotator: Callable[..., None]
) -> None:
    machine = GlossSaid("The army is ally.", "en", "machine", "Argos ar-en 1.0")
    said = QuotationSaid("He", utterance="The army is a natural ally.")
    make_annotation(articles[1], ALLY["ar"], quotation=said, gloss=machine)
    make_quotation(articles[2], ALLY["en"], "He", utterance="The army is a natural ally.")
    annotator(*articles[1:])
    page.locator(f"#marks-{articles[2].pk} .family").click()
    foot = page.locator(f"#pane-{articles[1].pk} [data-glosses]")
    expect(foot).to_contain_text("Machine translation into English by Argos ar-en 1.0")
