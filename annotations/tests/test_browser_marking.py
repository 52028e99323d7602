"""Marking passages in a real browser: by mouse and by keyboard alone, in every script, and with
nothing lost that was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from annotations import actions
from annotations.models import Annotation, Claim
from annotations.saying import Saying
from articles.models import Article, Story
from articles.tests.factories import make_article, make_member

from .browsing import becomes, is_painted, is_ready, log_in, open_panes, painted, select
from .factories import make_annotation, make_claim, make_rendering, make_speaker, make_tag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARABIC = (
    "اجتمع الرئيسان في موسكو. "
    "وأضاف أن 14 طائرة من طراز Su-24 ستبقى في القاعدة «كما قال» حتى يوم 26 نوفمبر. "
    "ولم يؤكد أحد ذلك."
)
STATEMENT = "The aircraft stay at the base."


def mark_as_claim(page: Page, statement: str) -> None:
    """From the toolbar to the stored claim, with the mouse and the keys of letters."""
    page.locator(".mark-toolbar").get_by_text("Claim").click()
    page.locator("#panel [name='claims-0-statement']").fill(statement)
    submit(page)


def submit(page: Page) -> None:
    page.locator("#panel .button-primary").click()
    expect(page.locator("#panel [role=status]")).to_contain_text("Marked.")


def the_only(article: Article) -> Annotation:
    return Annotation.objects.get(article=article)


def is_where_it_says(annotation: Annotation) -> bool:
    text = annotation.revision.text
    return text[annotation.start : annotation.end] == annotation.exact


def test_a_passage_of_arabic_with_latin_digits_is_stored_as_it_was_selected(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, ARABIC, "ar")
    annotator(article)
    passage = "أن 14 طائرة من طراز Su-24 ستبقى"
    select(page, article, passage)
    mark_as_claim(page, STATEMENT)
    stored = the_only(article)
    assert stored.exact == passage
    assert is_where_it_says(stored)
    assert stored.renderings.get().claim.statement == STATEMENT
    is_painted(page, "chosen", passage)
    expect(page.locator(f"#mark-{stored.uid}")).to_contain_text(STATEMENT)


def test_an_arabic_passage_is_marked_with_the_keyboard_alone(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, ARABIC, "ar")
    annotator(article)
    for key in ("1", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    for _ in range(6):  # back from the full stop over "حتى يوم 26 نوفمبر" and the mark before it
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+Shift+ArrowLeft")
    passage = "أن 14 طائرة من طراز Su-24 ستبقى في القاعدة «كما قال"
    assert page.evaluate("getSelection().toString()") == passage
    page.keyboard.press("c")
    expect(page.locator("#panel [name='claims-0-statement']")).to_be_focused()
    is_painted(page, "pending", passage)
    page.keyboard.type(STATEMENT)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("Marked.")
    assert the_only(article).exact == passage
    is_painted(page, "pending")
    expect(page.locator("[data-text]")).to_be_focused()


@pytest.mark.parametrize(
    "before",
    [
        "Er lachte 🙂🙃 und sagte: ",
        "Die 👩‍👩‍👧‍👦 sagte q\u0303: ",
        "\u200fقال \u2067\u2069 sagte: ",
    ],
    ids=["emoji", "a family and a combining mark", "bidi controls"],
)
def test_what_stands_before_a_passage_does_not_shift_it(
    page: Page, story: Story, annotator: Callable[..., None], before: str
) -> None:
    article = make_article(story, f"{before}Öl floss 🛢️ nach Süden. Mehr nicht.", "de")
    annotator(article)
    passage = "Öl floss 🛢️ nach Süden"
    select(page, article, passage)
    mark_as_claim(page, "Oil went south.")
    assert the_only(article).exact == passage
    assert is_where_it_says(the_only(article))


def test_a_passage_may_run_over_the_end_of_a_paragraph(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, "It rained on Monday.\n\nThe river rose on Tuesday.")
    annotator(article)
    for key in ("1", "ArrowDown", "Enter", *["Shift+ArrowRight"] * 2):
        page.keyboard.press(key)
    page.keyboard.press("m")
    page.locator("#panel [name=note]").fill("Cause and effect?")
    submit(page)
    assert the_only(article).exact == "It rained on Monday.\n\nThe river"
    becomes(page, lambda: painted(page, "note") != [], True)


def test_a_passage_over_another_leaves_both_readable(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, "Oil went to Turkey by night, he said, and nobody saw it.")
    make_rendering(article, "Oil went to Turkey by night", "Oil was sold.")
    annotator(article)
    select(page, article, "by night, he said")
    mark_as_claim(page, "It happened at night.")
    is_painted(page, "overlap", "by night")
    words = ["Oil went to Turkey by night", "by night, he said"]
    expect(page.locator(".mark q")).to_have_text(words)


def test_an_existing_claim_and_speaker_are_found_by_typing(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, ARABIC, "ar")
    claim = make_claim(story, STATEMENT)
    make_speaker(story, "Vladimir Putin", "فلاديمير بوتين")
    annotator(article)
    select(page, article, "ستبقى في القاعدة")
    page.locator(".mark-toolbar").get_by_text("Claim").click()
    expect(page.locator("#panel [name='claims-0-statement']")).to_be_focused()
    page.keyboard.type("aircraft")
    expect(page.locator(".combobox-option:visible").first).to_contain_text(STATEMENT)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    speaker = page.locator("#panel [name='claims-0-attributed_to']")
    speaker.click()
    page.keyboard.type("بوتين")
    expect(page.locator(".combobox-option:visible").first).to_contain_text("Vladimir Putin")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    submit(page)
    rendering = the_only(article).renderings.get()
    assert (rendering.claim, str(rendering.speaker)) == (claim, "Vladimir Putin")
    assert Claim.objects.count() == 1


def test_tab_leads_from_the_claim_to_its_stance_past_a_list_that_scrolls(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, "Oil went to Turkey by night.")
    for place in range(30):
        make_claim(story, f"Oil went to town {place} of those on the long coast road by night.")
    annotator(article)
    select(page, article, "by night")
    page.locator(".mark-toolbar").get_by_text("Claim").click()
    expect(page.locator("#panel [name='claims-0-statement']")).to_be_focused()
    page.keyboard.type("Oil")
    options = page.locator(".combobox-list:visible")
    expect(options).to_be_visible()
    assert options.evaluate("list => list.scrollHeight > list.clientHeight")
    page.keyboard.press("Tab")
    expect(page.locator("#panel [name='claims-0-stance']")).to_be_focused()


def test_a_tag_is_put_on_with_two_keys_and_a_blank(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, "It rained on Monday. The river rose.")
    make_tag(story, "weather")
    annotator(article)
    for key in ("1", "ArrowDown", "t"):
        page.keyboard.press(key)
    expect(page.locator("#panel [name=tags]")).to_be_focused()
    page.keyboard.press("Space")
    submit(page)
    assert [tag.name for tag in the_only(article).tags.all()] == ["weather"]


# --- nothing typed is lost ---


def test_what_was_typed_is_offered_again_after_a_reload(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, ARABIC, "ar")
    annotator(article)
    select(page, article, "في موسكو")
    page.locator(".mark-toolbar").get_by_text("Note").click()
    page.locator("#panel [name=note]").fill("Half a thought")
    page.reload()
    is_ready(page)
    select(page, article, "في موسكو")
    page.locator(".mark-toolbar").get_by_text("Note").click()
    page.get_by_text("Take it up again").click()
    expect(page.locator("#panel [name=note]")).to_have_value("Half a thought")
    submit(page)
    assert the_only(article).note == "Half a thought"
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft'))") == []


def test_an_answer_that_got_lost_makes_no_second_annotation(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, ARABIC, "ar")
    annotator(article)
    select(page, article, "في موسكو")

    def lose_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/annotations/new/**", lose_answer)
    page.locator(".mark-toolbar").get_by_text("Note").click()
    page.locator("#panel [name=note]").fill("Once")
    page.locator("#panel .button-primary").click()
    expect(page.locator("#announcer")).to_contain_text("cannot be reached")
    expect(page.locator("#panel [name=note]")).to_have_value("Once")
    page.unroute("**/annotations/new/**")
    submit(page)
    assert Annotation.objects.count() == 1


def test_an_edit_on_an_old_version_shows_both_and_loses_neither(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, "It rained on Monday. The river rose.")
    author = make_member(story, role="annotator")
    made = make_annotation(article, "rained on Monday", author, note="Really?")
    annotator(article)
    page.locator(".mark").get_by_text("Edit").click()
    page.locator("#panel [name=note]").fill("Mine")
    actions.edit_annotation(made, author, made.version, Saying(note="Theirs"))
    page.locator("#panel .button-primary").click()
    expect(page.locator("#panel [role=alert]")).to_contain_text("Theirs")
    expect(page.locator("#panel [name=note]")).to_have_value("Mine")


def test_escape_closes_the_form_and_selects_the_passage_again(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    article = make_article(story, ARABIC, "ar")
    annotator(article)
    for key in ("1", "ArrowDown", "Enter", "q"):
        page.keyboard.press(key)
    expect(page.locator("#panel form.annotate")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_empty()
    expect(page.locator("[data-text]")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "اجتمع الرئيسان في موسكو."


def test_on_a_phone_a_passage_is_marked_from_the_foot_of_the_screen(
    page: Page, story: Story, annotator: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    article = make_article(story, ARABIC, "ar")
    annotator(article)
    select(page, article, "في موسكو")
    expect(page.locator(".mark-toolbar")).to_be_visible()
    toolbar = page.locator(".mark-toolbar").bounding_box()
    assert toolbar["y"] + toolbar["height"] > 700
    mark_as_claim(page, "It was in Moscow.")
    assert the_only(article).exact == "في موسكو"


def test_a_reader_is_offered_nothing_to_mark_with(
    page: Page, live_server: Any, story: Story
) -> None:
    article = make_article(story, ARABIC, "ar")
    log_in(page, live_server.url, make_member(story, role="reader"))
    open_panes(page, live_server.url, article)
    select(page, article, "في موسكو")
    page.keyboard.press("c")
    expect(page.locator("[data-news]")).to_contain_text("not annotate it")
    expect(page.locator("#mark-toolbar, .mark-toolbar, #panel form")).to_have_count(0)
