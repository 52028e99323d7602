"""Marks whose lines are not in the list beside the text yet: they are chosen, stepped to, opened
and told of like all others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations import actions
from annotations.models import Annotation
from annotations.panes import LISTED
from articles.models import Article, Story
from articles.tests.factories import make_article

from .browsing import is_following, is_painted, log_in, middle_of, open_panes
from .factories import make_annotation, mark_sentences

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MANY = 3 * LISTED
FAR = MANY - 130  # near neither end of the list


def words(number: int) -> str:
    return f"Sentence {number} stands here."


@pytest.fixture
def article(story: Story) -> Article:
    paragraphs = (" ".join(map(words, range(n, n + 5))) for n in range(0, MANY, 5))
    return make_article(story, "\n\n".join(paragraphs))


@pytest.fixture
def marks(article: Article, ben: Any) -> list[Annotation]:
    return mark_sentences(article, ben)


@pytest.fixture
def reader(
    page: Page, asgi_server: Any, article: Article, ben: Any, marks: list[Annotation]
) -> Callable[..., Page]:
    """Opens the article as somebody who marked every sentence of it."""

    def read(more: str = "") -> Page:
        page.emulate_media(reduced_motion="reduce")
        log_in(page, asgi_server.url, ben)
        open_panes(page, asgi_server.url, article, more=more)
        return page

    return read


def line_of(page: Page, mark: Annotation) -> Any:
    return page.locator(f"#mark-{mark.uid}")


def is_chosen(page: Page, mark: Annotation) -> None:
    expect(line_of(page, mark)).to_have_attribute("aria-current", "true")
    expect(line_of(page, mark)).to_be_in_viewport()
    is_painted(page, "chosen", mark.exact)


def test_a_far_mark_that_the_address_names_is_chosen_and_listed_with_its_neighbours(
    reader: Callable[..., Page], marks: list[Annotation]
) -> None:
    ben = reader(f"#mark-{marks[FAR].uid}")
    is_chosen(ben, marks[FAR])
    expect(line_of(ben, marks[FAR - 1])).to_be_attached()
    expect(ben.locator(".unlisted")).to_have_count(2)
    before = ben.locator(".unlisted").first
    expect(before).to_have_text(f"Marks {LISTED + 1}–{FAR - 50}")


def test_a_far_mark_is_chosen_by_a_click_on_its_words(
    reader: Callable[..., Page], article: Article, marks: list[Annotation]
) -> None:
    ben = reader()
    ben.locator(f"#s-{article.pk}-{marks[FAR].start}").scroll_into_view_if_needed()
    ben.mouse.click(*middle_of(ben, article, words(FAR), 3))
    is_chosen(ben, marks[FAR])


def test_keys_step_to_marks_that_are_not_listed_yet_and_their_lines_are_read_out(
    reader: Callable[..., Page], marks: list[Annotation]
) -> None:
    ben = reader()
    ben.keyboard.press("p")
    is_chosen(ben, marks[-1])
    ben.keyboard.press("p")
    is_chosen(ben, marks[-2])
    expect(ben.locator("body > [role=status]").first).to_contain_text(words(MANY - 2))


def test_the_list_grows_where_it_is_looked_at_and_where_it_is_asked_to(
    reader: Callable[..., Page], marks: list[Annotation]
) -> None:
    ben = reader()
    expect(ben.locator(".mark")).to_have_count(LISTED)
    ben.locator(".unlisted button").press("Enter")
    expect(line_of(ben, marks[LISTED])).to_be_focused()
    line_of(ben, marks[LISTED + 49]).scroll_into_view_if_needed()
    expect(ben.locator(".mark")).to_have_count(MANY)
    expect(ben.locator(".unlisted")).to_have_count(0)
    names = ben.locator(".mark").evaluate_all(
        "(lines) => lines.map((line) => line.dataset.annotation)"
    )
    assert names == [str(mark.uid) for mark in marks]


def test_what_others_do_far_from_what_is_listed_is_painted_told_and_listed(
    reader: Callable[..., Page], article: Article, marks: list[Annotation]
) -> None:
    ben = reader()
    is_following(ben)
    made = make_annotation(article, f"Sentence {FAR} stands", note="Really?")
    expect(line_of(ben, made)).to_contain_text("Really?")
    expect(ben.locator("#desk [data-count]")).to_have_text(f"{MANY + 1} marks")
    unlisted = [f"Marks {LISTED + 1}–{FAR + 1}", f"Marks {FAR + 3}–{MANY + 1}"]
    expect(ben.locator(".unlisted")).to_have_text(unlisted)
    actions.delete_annotation(marks[FAR + 20], None, 1)
    expect(ben.locator("[data-news]")).to_contain_text(words(FAR + 20))
    expect(ben.locator("#desk [data-count]")).to_have_text(f"{MANY} marks")


def test_what_was_typed_for_a_far_mark_is_offered_again(
    reader: Callable[..., Page], marks: list[Annotation]
) -> None:
    ben = reader(f"#mark-{marks[FAR].uid}")
    line_of(ben, marks[FAR]).get_by_text("Edit").click()
    ben.locator("#panel [name=note]").fill("Half a thought")
    reader()
    expect(line_of(ben, marks[FAR])).to_have_count(0)
    ben.locator("[data-kept] button").click()
    ben.get_by_text("Take it up again").click()
    expect(ben.locator("#panel [name=note]")).to_have_value("Half a thought")
