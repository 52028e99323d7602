"""What a matrix of 300 claims in 60 articles costs the server, and a browser."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.models import Annotation, Claim, Quotation, Rendering, Speaker, Verdict
from articles.models import Article, Membership, Story

from .browsers import HOST
from .material import analyze, make_big_story
from .pages import client_of, cost
from .server import Server

ARTICLES, CLAIMS, GROUPS, PARAGRAPHS = 60, 300, 12, 6
RENDERED, JUDGED = 0.35, 0.45  # of the cells; nobody has looked at the others

# From the navigation: the last byte, the first frame with something in it, and the frame after the
# page can be used (ms).
OPENED = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    while (!document.querySelector('[data-matrix][role=grid]')) await frame();
    await frame();
    const now = performance.now();
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const [{ responseEnd }] = performance.getEntriesByType('navigation');
    return [responseEnd, paint?.startTime ?? now, now];
}"""
# From a leap through the table to the frame that shows what is there.
SCROLLED = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const box = document.querySelector('.matrix-scroll');
    const start = performance.now();
    box.scrollTo(box.scrollWidth * Math.random(), box.scrollHeight * Math.random());
    await frame();
    await frame();
    return performance.now() - start;
}"""
# From a key to the frame in which another cell has the focus.
MOVED = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const link = document.querySelector('[data-matrix] td > [tabindex="0"]');
    link.focus();
    const start = performance.now();
    link.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await frame();
    await frame();
    return performance.now() - start;
}"""


@dataclass(frozen=True)
class Figures:
    """Of the page: queries, bytes; medians in milliseconds."""

    queries: int
    milliseconds: float
    times: float
    size: int
    received: float
    painted: float
    usable: float
    scrolled: float
    moved: float

    def __str__(self) -> str:
        return (
            f"{CLAIMS} claims x {ARTICLES} articles, {self.size / 1e6:.1f} MB of HTML: "
            f"{self.queries} queries, {self.milliseconds:.0f} ms on the server ({self.times:.1f} "
            f"times a page that shows nothing). In the browser the last byte came after "
            f"{self.received:.0f} ms, the first paint after {self.painted:.0f}, the table could be "
            f"used after {self.usable:.0f}; a leap through it took {self.scrolled:.0f} ms, a key "
            f"to the next cell {self.moved:.0f} (two frames at least)."
        )


def make_matrix() -> Story:
    """The same one every time."""
    story = make_big_story(ARTICLES, 0, PARAGRAPHS)
    chance = random.Random(2015)  # noqa: S311  (nothing secret)
    story.claims.all().delete()
    claims = Claim.objects.bulk_create(
        Claim(
            story=story,
            number=n,
            position=n,
            group=f"Group {n * GROUPS // (CLAIMS + 1) + 1}",
            statement=f"Claim {n}: the ministers said that no more oil would pass the border.",
            created_at=timezone.now(),
        )
        for n in range(1, CLAIMS + 1)
    )
    _fill(story, claims, chance)
    analyze()
    return story


def _fill(story: Story, claims: list[Claim], chance: random.Random) -> None:
    author = Membership.objects.get(story=story).user
    articles = list(Article.objects.filter(story=story).select_related("revision"))
    speakers = [None, *Speaker.objects.filter(story=story)]
    marks, renderings, verdicts = [], [], []
    for claim, article in product(claims, articles):
        drawn = chance.random()
        if drawn < RENDERED:
            marks.append(mark := _mark(article, author, chance))
            stance = chance.choice(Rendering.Stance.values)
            speaker = chance.choice(speakers)
            renderings.append(
                Rendering(annotation=mark, claim=claim, stance=stance, speaker=speaker)
            )
        elif drawn < RENDERED + JUDGED:
            kind = chance.choice(Verdict.Kind.values)
            verdicts.append(
                Verdict(
                    claim=claim,
                    article=article,
                    author=author,
                    kind=kind,
                    created_at=timezone.now(),
                )
            )
    Annotation.objects.bulk_create(marks, batch_size=2000)
    Rendering.objects.bulk_create(renderings, batch_size=2000)
    Quotation.objects.bulk_create(Quotation(annotation=mark, cue="said") for mark in marks[::2])
    Verdict.objects.bulk_create(verdicts, batch_size=2000)


def _mark(article: Article, author: Any, chance: random.Random) -> Annotation:
    start, now = chance.randrange(len(article.revision.text) - 60), timezone.now()
    return Annotation(
        article=article,
        revision=article.revision,
        start=start,
        end=start + 50,
        exact=article.revision.text[start : start + 50],
        author=author,
        created_at=now,
        updated_at=now,
    )


def run(server: Server, story: Story, repeats: int) -> Figures:
    """In Chromium without a screen."""
    from playwright.sync_api import sync_playwright  # only where the tests' packages are installed

    from coverage_site.tests.browser import launch_arguments

    path = reverse("annotations:matrix", args=[story.slug])
    client = client_of(story)
    asked, size = cost(client, path, repeats), len(client.get(path).content)
    address = f"http://{HOST}:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([_session(client, address)])
        page = context.new_page()
        page.goto(address + path)  # the first time is not counted: it fetches scripts and typefaces
        opened = list(_opened(page, address + path, repeats))
        received, painted, usable = map(statistics.median, zip(*opened, strict=True))
        scrolled = statistics.median(page.evaluate(SCROLLED) for _ in range(repeats))
        moved = statistics.median(page.evaluate(MOVED) for _ in range(repeats))
        browser.close()
    times = (received, painted, usable, scrolled, moved)
    return Figures(asked.queries, asked.milliseconds, asked.times, size, *times)


def _opened(page: Any, address: str, repeats: int) -> Iterator[tuple[float, ...]]:
    for _ in range(repeats):
        page.goto(address)
        yield tuple(page.evaluate(OPENED))


def _session(client: Client, address: str) -> Any:
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
