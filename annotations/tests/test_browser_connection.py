"""A connection that breaks, is held up, or is shared: nothing is lost, nothing comes twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from annotations.models import Annotation
from articles.models import Article, Story
from articles.tests.factories import make_article, make_member

from .browsing import is_following, is_painted, is_ready, log_in, open_panes, select
from .factories import make_annotation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Oil went to Turkey by night, he said. It rained on Monday. The river rose on Tuesday."


@pytest.fixture
def article(story: Story) -> Article:
    return make_article(story, TEXT)


@pytest.fixture
def sit_down(page: Page, asgi_server: Any, story: Story, article: Article) -> Callable[[], Page]:
    def open_room() -> Page:
        page.emulate_media(reduced_motion="reduce")
        log_in(page, asgi_server.url, make_member(story, "ben", "annotator"))
        open_panes(page, asgi_server.url, article)
        is_following(page)
        return page

    return open_room


def write_note(page: Page, article: Article, words: str, note: str) -> None:
    select(page, article, words)
    page.locator(".mark-toolbar").get_by_text("Note").click()
    page.locator("#panel [name=note]").fill(note)
    page.locator("#panel .button-primary").click()


def reload(page: Page) -> None:
    page.reload()
    is_ready(page)


def test_who_marks_without_a_connection_has_it_stored_once_when_back(
    page: Page, article: Article, sit_down: Callable[[], Page]
) -> None:
    ben = sit_down()
    is_ready(ben, "form at hand")
    ben.context.set_offline(True)
    expect(ben.locator("[data-connection]")).to_contain_text("Not connected")
    write_note(ben, article, "by night", "Really?")
    expect(ben.locator("#panel")).to_contain_text("Kept here")
    write_note(ben, article, "It rained", "So it did.")
    expect(ben.locator("[data-kept] li")).to_have_count(2)
    assert Annotation.objects.count() == 0
    ben.context.set_offline(False)
    expect(ben.locator(".mark")).to_have_count(2)
    expect(ben.locator("[data-connection]")).to_be_hidden()
    expect(ben.locator("[data-kept]")).to_be_hidden()
    is_painted(ben, "note", "by night", "It rained")
    reload(ben)
    expect(ben.locator(".mark")).to_have_count(2)
    assert sorted(Annotation.objects.values_list("exact", "note")) == [
        ("It rained", "So it did."),
        ("by night", "Really?"),
    ]


def test_who_edits_without_a_connection_has_the_edit_stored_when_back(
    article: Article, sit_down: Callable[[], Page]
) -> None:
    ben = sit_down()
    write_note(ben, article, "by night", "Really?")
    ben.locator(".mark").get_by_text("Edit").click()
    ben.locator("#panel [name=note]").fill("Indeed.")
    ben.context.set_offline(True)
    ben.locator("#panel .button-primary").click()
    expect(ben.locator("#panel")).to_contain_text("Kept here")
    ben.context.set_offline(False)
    expect(ben.locator(".mark")).to_contain_text("Indeed.")
    assert Annotation.objects.get().note == "Indeed."


def test_an_edit_kept_meanwhile_does_not_overwrite_what_another_has_stored(
    article: Article, sit_down: Callable[[], Page]
) -> None:
    from annotations import actions
    from annotations.saying import Saying

    ben = sit_down()
    write_note(ben, article, "by night", "Really?")
    ben.locator(".mark").get_by_text("Edit").click()
    ben.locator("#panel [name=note]").fill("Ben’s")
    ben.context.set_offline(True)
    ben.locator("#panel .button-primary").click()
    expect(ben.locator("#panel")).to_contain_text("Kept here")
    actions.edit_annotation(Annotation.objects.get(), None, 1, Saying(note="Anna’s"))
    ben.context.set_offline(False)
    expect(ben.locator(".mark")).to_contain_text("Anna’s")
    expect(ben.locator("[data-kept] li")).not_to_contain_text("sent when you are connected")
    ben.locator("[data-kept] button").click()
    ben.get_by_text("Take it up again").click()
    ben.locator("#panel .button-primary").click()
    expect(ben.locator("#panel .conflict")).to_contain_text("Anna’s")
    expect(ben.locator("#panel [name=note]")).to_have_value("Ben’s")


def test_what_a_server_error_met_is_kept_through_a_reload(
    article: Article, sit_down: Callable[[], Page]
) -> None:
    ben = sit_down()
    fail = lambda route: route.fulfill(status=500) if is_post(route) else route.continue_()  # noqa: E731
    ben.route("**/annotations/new/**", fail)
    write_note(ben, article, "by night", "Really?")
    expect(ben.locator("#announcer")).to_contain_text("error 500")
    ben.unroute("**/annotations/new/**")
    reload(ben)
    ben.locator("[data-kept] button").click()
    ben.get_by_text("Take it up again").click()
    ben.locator("#panel .button-primary").click()
    expect(ben.locator(".mark")).to_contain_text("Really?")


def is_post(route: Route) -> bool:
    return route.request.method == "POST"


def test_what_is_typed_outlives_a_log_in_that_ended(
    article: Article, sit_down: Callable[[], Page], asgi_server: Any
) -> None:
    ben = sit_down()
    select(ben, article, "by night")
    ben.locator(".mark-toolbar").get_by_text("Note").click()
    ben.locator("#panel [name=note]").fill("Really?")
    Session.objects.all().delete()
    ben.locator("#panel .button-primary").click()
    expect(ben.locator("#announcer")).not_to_be_empty()
    expect(ben.locator("#panel [name=note]")).to_have_value("Really?")
    log_in(ben, asgi_server.url, article.story.members.get())
    open_panes(ben, asgi_server.url, article)
    ben.locator("[data-kept] button").click()
    ben.get_by_text("Take it up again").click()
    ben.locator("#panel .button-primary").click()
    expect(ben.locator(".mark")).to_contain_text("Really?")


def test_nobody_is_offered_what_another_typed_in_the_same_browser(
    article: Article, sit_down: Callable[[], Page], asgi_server: Any
) -> None:
    ben = sit_down()
    select(ben, article, "by night")
    ben.locator(".mark-toolbar").get_by_text("Note").click()
    ben.locator("#panel [name=note]").fill("Really?")
    log_in(ben, asgi_server.url, make_member(article.story, "anna", "annotator"))
    open_panes(ben, asgi_server.url, article)
    select(ben, article, "by night")
    ben.locator(".mark-toolbar").get_by_text("Note").click()
    expect(ben.locator("#panel [name=note]")).to_be_focused()
    expect(ben.locator(".draft-offer")).to_have_count(0)
    expect(ben.locator("[data-kept]")).to_be_hidden()


def test_where_streams_do_not_get_through_the_server_is_asked(
    page: Page, article: Article, sit_down: Callable[[], Page]
) -> None:
    page.route("**/live/**", lambda route: route.abort())
    ben = sit_down()
    make_annotation(article, "by night", note="Really?")
    expect(ben.locator(".mark")).to_contain_text("Really?", timeout=20_000)


def test_tabs_of_one_browser_share_a_stream(
    page: Page, article: Article, sit_down: Callable[[], Page], asgi_server: Any
) -> None:
    streams = []
    page.context.on("request", lambda sent: streams.append(sent) if "/live/" in sent.url else None)
    first = sit_down()
    second = first.context.new_page()
    open_panes(second, asgi_server.url, article)
    is_following(second)
    make_annotation(article, "by night", note="Really?")
    for tab in (first, second):
        expect(tab.locator(".mark")).to_contain_text("Really?")
    assert len(streams) == 1
    first.close()
    make_annotation(article, "It rained", note="So it did.")
    expect(second.locator(".mark")).to_have_count(2)
    assert len(streams) == 2


def test_a_page_left_for_long_catches_up_when_it_is_looked_at(
    page: Page, article: Article, sit_down: Callable[[], Page]
) -> None:
    ben = sit_down()
    ben.route("**/live/**", lambda route: route.abort())
    ben.context.set_offline(True)
    expect(ben.locator("[data-connection]")).to_be_visible()
    for words in ("by night", "It rained", "The river"):
        make_annotation(article, words)
    ben.context.set_offline(False)
    expect(ben.locator(".mark")).to_have_count(3)


def test_what_one_failed_request_left_is_sent_though_the_connection_never_broke(
    article: Article, sit_down: Callable[[], Page]
) -> None:
    ben = sit_down()
    fail = "**/annotations/new/**"
    ben.route(
        fail, lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    write_note(ben, article, "by night", "Really?")
    expect(ben.locator("#announcer")).to_contain_text("cannot be reached")
    assert Annotation.objects.count() == 0
    ben.unroute(fail)
    ben.evaluate("dispatchEvent(new Event('online'))")  # or the next beat of the stream
    expect(ben.locator(".mark")).to_contain_text("Really?")
    assert Annotation.objects.get().note == "Really?"


def test_what_waits_to_be_sent_is_not_lost_where_its_form_was_opened_anew(
    article: Article, sit_down: Callable[[], Page]
) -> None:
    ben = sit_down()
    write_note(ben, article, "by night", "Really?")
    ben.locator(".mark").get_by_text("Edit").click()
    ben.locator("#panel [name=note]").fill("Indeed.")
    lose = "**/edit/"
    ben.route(
        lose, lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    ben.locator("#panel .button-primary").click()
    expect(ben.locator("#announcer")).to_contain_text("cannot be reached")
    reload(ben)
    ben.locator(".mark").get_by_text("Edit").click()
    expect(ben.get_by_text("Take it up again")).to_be_visible()
    ben.unroute(lose)
    ben.evaluate("dispatchEvent(new Event('online'))")
    expect(ben.locator(".mark")).to_contain_text("Indeed.")
