"""What browser tests do again and again: log in, find words on the page, select them by mouse, and
wait for what a person sees before they ask whether it is right."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article

PATIENCE = 20  # seconds

# The box of one sign of a passage in a pane: `at` 0 is its first sign, -1 its last.
BOX = """([article, words, at]) => {
    const text = document.querySelector(`#pane-${article} [data-text]`);
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const found = walker.currentNode.data.indexOf(words);
        if (found < 0) continue;
        const start = at < 0 ? found + words.length + at : found + at;
        const range = document.createRange();
        range.setStart(walker.currentNode, start);
        range.setEnd(walker.currentNode, start + 1);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { left, top, width, height };
    }
}"""


def log_in(page: Page, address: str, user: Any) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}]
    )


def becomes(page: Page, look: Callable[[], Any], wanted: Any) -> None:
    """Looks again and again until what is seen is what is wanted."""
    deadline = time.monotonic() + PATIENCE
    while (seen := look()) != wanted:
        assert time.monotonic() < deadline, f"{seen!r}, not {wanted!r}"
        page.wait_for_timeout(20)


def open_panes(page: Page, address: str, *articles: Article, more: str = "") -> None:
    """Opens the articles side by side and waits until nothing more comes to them by itself."""
    panes = "&".join(f"a={article.pk}" for article in articles)
    path = reverse("annotations:read", args=[articles[0].story.slug])
    page.goto(f"{address}{path}?{panes}{more}")
    is_ready(page, "ready")
    if len(articles) > 1:
        is_ready(page, "proposed")


def is_ready(page: Page, mark: str = "ready") -> None:
    """Waits until the script of the page has come as far as it says with this mark."""
    page.wait_for_function("(mark) => performance.getEntriesByName(mark).length", arg=mark)


def middle_of(page: Page, article: Article, words: str, at: int = 0) -> tuple[float, float]:
    """The middle of one sign of a passage, px of the window."""
    box = page.evaluate(BOX, [str(article.pk), words, at])
    return box["left"] + box["width"] / 2, box["top"] + box["height"] / 2


def select(page: Page, article: Article, words: str) -> None:
    """Draws the mouse over a passage that begins and ends with letters of the article's script."""
    page.evaluate("getSelection().empty()")
    expect(page.locator(".mark-toolbar")).to_be_hidden()  # or it may lie over the words
    is_right_to_left = article.language.direction == "rtl"
    first, last = (page.evaluate(BOX, [str(article.pk), words, at]) for at in (0, -1))
    start, end = (0.95, 0.05) if is_right_to_left else (0.05, 0.95)
    page.mouse.move(first["left"] + first["width"] * start, first["top"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(*middle_of(page, article, words, len(words) // 2))
    page.mouse.move(last["left"] + last["width"] * end, last["top"] + last["height"] / 2)
    page.mouse.up()


def painted(page: Page, layer: str) -> list[str]:
    """The words that one layer of paint lies over near the window, in the order of the page."""
    script = """async (layer) => {
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        for (let i = 0; i < 3; i += 1) await frame();  // what comes into view is painted then
        return Array.from(CSS.highlights.get(layer), (each) => {
            const range = document.createRange();
            range.setStart(each.startContainer, each.startOffset);
            range.setEnd(each.endContainer, each.endOffset);
            return range.toString();
        });
    }"""
    return page.evaluate(script, layer)


def is_painted(page: Page, layer: str, *words: str) -> None:
    """Waits until just these words lie under one layer of paint, in whatever order."""
    becomes(page, lambda: sorted(painted(page, layer)), sorted(words))


def top_of(page: Page, article: Article, words: str) -> float:
    return page.evaluate(BOX, [str(article.pk), words, 0])["top"]


def is_following(page: Page) -> None:
    """Waits until the page would hear of what happens now."""
    page.wait_for_selector("[data-reading][data-following]", state="attached")
