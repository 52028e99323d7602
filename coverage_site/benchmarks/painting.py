"""How long a browser takes to paint a long text with thousands of overlapping marks."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles.models import Article, Membership, Story

from .browsers import HOST
from .server import Server

ARTICLES, MARKS, PARAGRAPHS = 3, 5000, 300  # one in each language; about 100,000 characters
WIDTHS = (1440, 900)  # px of the window, before and after a change of its size

# Runs `end` as soon as the next frame is painted.
PAINTED = """const painted = (end) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = end;
    port2.postMessage(null);
});"""
# From the navigation to the first byte, the last byte, and the frame with the marks (ms).
LOADED = f"""async () => {{
    {PAINTED}
    const isPainted = () => performance.getEntriesByName('painted').length;
    while (!isPainted()) await new Promise(requestAnimationFrame);
    await new Promise(painted);
    const [{{ responseStart, responseEnd }}] = performance.getEntriesByType('navigation');
    return [responseStart, responseEnd, performance.now()];
}}"""
# From pressing the button to the frame with the new mark; a search for it in a page of so many
# elements would itself take long.
SUBMITTED = f"""() => new Promise((done) => {{
    {PAINTED}
    const start = performance.now();
    const observer = new MutationObserver(() => {{
        observer.disconnect();
        painted(() => done(performance.now() - start));
    }});
    observer.observe(document.querySelector('.marks > ol'), {{ childList: true }});
    document.querySelector('#panel .button-primary').click();
}})"""
# From the new size of the window to the frame with the text laid out and painted anew: what comes
# into view thereby is painted in the frame after the next.
RESIZED = f"""() => new Promise((done) => addEventListener('resize', () => {{
    {PAINTED}
    const start = performance.now();
    painted(() => painted(() => done(performance.now() - start)));
}}, {{ once: true }}))"""


@dataclass(frozen=True)
class Figures:
    """Medians in milliseconds, of one article."""

    language: str
    characters: int
    first_byte: float
    last_byte: float
    painted: float
    submitted: float
    resized: float

    def __str__(self) -> str:
        return (
            f"{self.language}, {self.characters} characters, {MARKS} marks: the answer began after "
            f"{self.first_byte:.0f} ms, was there after {self.last_byte:.0f}, painted after "
            f"{self.painted:.0f}; from submitting a mark to seeing it {self.submitted:.0f} ms; "
            f"from a new size of the window to seeing it {self.resized:.0f} ms."
        )


def run(server: Server, story: Story, repeats: int) -> Iterator[Figures]:
    """The figures of each article, in Chromium without a screen."""
    from playwright.sync_api import sync_playwright  # only where the tests' packages are installed

    from coverage_site.tests.browser import launch_arguments

    address = f"http://{HOST}:{server.port}"
    rows = Article.objects.filter(story=story).select_related("story", "revision").order_by("pk")
    articles, session = list(rows), _session(story, address)  # inside, queries are refused
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        for article in articles:
            context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900})
            context.add_cookies([session])
            yield _figures(context.new_page(), address, article, repeats)
            context.close()
        browser.close()


def _session(story: Story, address: str) -> Any:
    owners = Membership.objects.filter(story=story, role=Membership.Role.OWNER)
    client = Client()
    client.force_login(owners.select_related("user")[0].user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def _figures(page: Any, address: str, article: Article, repeats: int) -> Figures:
    path = reverse("annotations:article", args=[article.pk])
    page.goto(address + path)  # the first time is not counted: it fetches scripts and typefaces
    loads = []
    for _ in range(repeats):
        page.goto(address + reverse("story", args=[article.story.slug]))  # where readers come from
        page.goto(address + path)
        loads.append(page.evaluate(LOADED))
    page.wait_for_function("performance.getEntriesByName('ready').length")
    submits = [_submit(page, n) for n in range(repeats)]
    first, last, painted = (statistics.median(times) for times in zip(*loads, strict=True))
    sizes = [_resize(page, WIDTHS[(n + 1) % 2]) for n in range(repeats)]
    return Figures(
        article.language_id,
        len(article.revision.text),
        first,
        last,
        painted,
        statistics.median(submits),
        statistics.median(sizes),
    )


def _submit(page: Any, number: int) -> float:
    """Marks a sentence that nobody has marked for nothing but a note."""
    page.evaluate("document.querySelector('[data-text]').focus()")
    for key in ("ArrowDown", "Enter", "m"):
        page.keyboard.press(key)
    page.locator("#panel [name=note]").fill(f"Note {number}")
    taken: float = page.evaluate(SUBMITTED)
    page.locator("#panel [data-close-panel]").first.click()
    return taken


def _resize(page: Any, width: int) -> float:
    page.evaluate(f"() => {{ globalThis.resized = ({RESIZED})(); }}")
    page.set_viewport_size({"width": width, "height": 900})
    taken: float = page.evaluate("resized")
    return taken
