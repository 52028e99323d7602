"""Many people in one story at once: what they write, what others see of it, and how soon.

The site runs in a process of its own, as deployed; this one holds the browsers. It also measures
what nothing can be faster than, in the same run: a page that shows nothing, and the database's own
bell.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation
from articles.models import Article, Change, Membership, Story

from .browsers import Browser
from .pages import NOWHERE
from .server import Server

EDITED = 0.4  # of the writes: the others are new
BELL = "coverage_floor"
FLOOR = 3  # seconds in which it is measured before the load
PATIENCE = 60  # seconds for the streams to tell everything after the last write


@dataclass(frozen=True)
class Load:
    people: int
    edits: float  # a second, of all together
    streams: int
    seconds: float


@dataclass
class Floor:
    """Seconds that a page which shows nothing took, and the database from NOTIFY to its ear."""

    pages: list[float] = field(default_factory=list)
    bells: list[float] = field(default_factory=list)


@dataclass
class Mark:
    """An annotation as it was last acknowledged."""

    uid: str
    note: str
    version: int = 1


@dataclass
class Figures:
    """Times in seconds, memory of the server in megabytes."""

    seconds: float = 0
    computed: float = 0  # of these, by the server
    writes: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)  # the status of other answers than 200
    seen: list[float] = field(default_factory=list)  # from sending a write, for every stream
    before: Floor = field(default_factory=Floor)
    meanwhile: Floor = field(default_factory=Floor)
    memory: dict[str, float] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)  # sentences: what is not as it must be


class Tab:
    """A stream that somebody has open: the numbers of what it told, and when."""

    def __init__(self, browser: Browser, path: str, start: int) -> None:
        self.browser, self.path = browser, path
        self.numbers = [start]
        self.is_open = False
        self.times: dict[tuple[str, int], float] = {}
        self._told: Counter[str] = Counter()

    async def watch(self) -> None:
        """Until it is cancelled; where the stream ends, it comes back with its cursor."""
        while True:
            with contextlib.suppress(OSError, EOFError):
                async for event in self.browser.events(self.path, str(self.numbers[-1])):
                    self.is_open = True
                    if event.kind == "change":
                        self._note(int(event.cursor), json.loads(event.data)["subject"], event.at)
            await asyncio.sleep(1)

    def _note(self, number: int, subject: str, at: float) -> None:
        self.numbers.append(number)
        self._told[subject] += 1  # the first time it was made, the next it got version 2
        self.times[subject, self._told[subject]] = at


class Writer:
    """Somebody who marks passages, and edits what they have marked."""

    def __init__(self, browser: Browser, texts: list[tuple[str, int, str]], seed: int) -> None:
        self.browser, self.texts = browser, texts
        self.chance = random.Random(seed)  # noqa: S311  (nothing secret)
        self.marks: list[Mark] = []
        self.sent: dict[tuple[str, int], float] = {}  # (subject, version) -> when

    async def write(self, figures: Figures) -> None:
        now = asyncio.get_running_loop().time
        is_new = not self.marks or self.chance.random() > EDITED
        mark = Mark(str(uuid.uuid4()), "") if is_new else self.chance.choice(self.marks)
        version, note = mark.version + (not is_new), f"note {uuid.uuid4()}"
        path, form = self._create(mark) if is_new else self._edit(mark)
        begin = self.sent[f"annotation:{mark.uid}", version] = now()
        answer = await self.browser.post(path, form | _saying(note, self.chance))
        if answer.status != 200:
            figures.refused.append(answer.status)
            return
        figures.writes.append(now() - begin)
        mark.note, mark.version = note, version
        if is_new:
            self.marks.append(mark)

    def _create(self, mark: Mark) -> tuple[str, dict[str, Any]]:
        path, revision, text = self.chance.choice(self.texts)
        start = self.chance.randrange(len(text) - 60)
        place = {"revision": revision, "start": start, "end": start + 50}
        return path, place | {"exact": text[start : start + 50], "uid": mark.uid}

    def _edit(self, mark: Mark) -> tuple[str, dict[str, Any]]:
        return reverse("annotations:edit", args=[mark.uid]), {"version": mark.version}


def _saying(note: str, chance: random.Random) -> dict[str, Any]:
    return {
        "claims-TOTAL_FORMS": 1,
        "claims-INITIAL_FORMS": 0,
        "claims-0-statement": f"Claim {chance.randint(1, 80)}: oil passes the border.",
        "claims-0-stance": "reports",
        "note": note,
    }


def run(server: Server, story: Story, load: Load) -> Figures:
    """Puts the load on the server, which serves the database of this process."""
    browsers = [Browser(server.port, cookies) for cookies in _log_in(story, load.people)]
    texts = list(_texts(story))
    writers = [Writer(browser, texts, seed) for seed, browser in enumerate(browsers)]
    path, start = reverse("annotations:live", args=[story.slug]), _newest(story)
    of = [browsers[number % len(browsers)] for number in range(load.streams)]
    tabs = [Tab(browser.tab(), path, start) for browser in of]
    figures = Figures()
    asyncio.run(_everything(server, story, load, writers, tabs, figures))
    figures.lost = [*_writes_lost(writers), *_streams_wrong(tabs, start, _newest(story))]
    sent = {key: at for writer in writers for key, at in writer.sent.items()}
    figures.seen = [at - sent[key] for tab in tabs for key, at in tab.times.items() if key in sent]
    return figures


def _log_in(story: Story, people: int) -> Iterator[dict[str, str]]:
    """The cookies of people who have just logged in; hashing passwords is not to be measured."""
    for number in range(people):
        user = get_user_model().objects.create_user(f"person-{number}")
        Membership.objects.create(story=story, user=user, role=Membership.Role.ANNOTATOR)
        client = Client()
        client.force_login(user)
        yield {name: morsel.value for name, morsel in client.cookies.items()}


def _texts(story: Story) -> Iterator[tuple[str, int, str]]:
    """Of each article where it is annotated, its revision and its text."""
    for article in Article.objects.filter(story=story).select_related("revision"):
        yield reverse("annotations:annotate", args=[article.pk]), *_revision(article)


def _revision(article: Article) -> tuple[int, str]:
    assert article.revision
    return article.revision.pk, article.revision.text


def _newest(story: Story) -> int:
    return Story.objects.values_list("last_change", flat=True).get(pk=story.pk)


def _newest_alone(story: Story) -> int:
    """In a thread of its own, whose connection nobody else would close."""
    with contextlib.closing(connection):
        return _newest(story)


async def _everything(
    server: Server,
    story: Story,
    load: Load,
    writers: list[Writer],
    tabs: list[Tab],
    figures: Figures,
) -> None:
    room = reverse("story", args=[story.slug])
    for writer in writers:  # as every browser does first; it also gets the cookie for its forms
        await writer.browser.get(room)
    figures.memory["without streams"] = server.memory()
    watching = [asyncio.create_task(tab.watch()) for tab in tabs]
    await _becomes(lambda: all(tab.is_open for tab in tabs))
    figures.memory["with them"] = server.memory()
    await _measure_floor(server.port, figures.before, FLOOR)
    begin, computed = asyncio.get_running_loop().time(), server.computed()
    await asyncio.gather(
        _measure_floor(server.port, figures.meanwhile, load.seconds),
        *(_keep_writing(writer, n, load, figures) for n, writer in enumerate(writers)),
    )
    figures.seconds = asyncio.get_running_loop().time() - begin
    newest = await asyncio.to_thread(_newest_alone, story)
    await _becomes(lambda: all(tab.numbers[-1] >= newest for tab in tabs))
    figures.computed = server.computed() - computed
    figures.memory["at the end"] = server.memory()
    for watcher in watching:
        watcher.cancel()
    await asyncio.gather(*watching, return_exceptions=True)


async def _keep_writing(writer: Writer, number: int, load: Load, figures: Figures) -> None:
    """One write at each of the person's moments, which are spread evenly among all people."""
    now = asyncio.get_running_loop().time
    pause = load.people / load.edits
    moment, end = now() + pause * number / load.people, now() + load.seconds
    while moment < end:
        await asyncio.sleep(moment - now())
        await writer.write(figures)
        moment += pause


async def _becomes(condition: Callable[[], bool]) -> None:
    with contextlib.suppress(TimeoutError):  # what is wrong then is found by those who look
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await asyncio.sleep(0.05)


async def _measure_floor(port: int, floor: Floor, seconds: float) -> None:
    now = asyncio.get_running_loop().time
    browser, end = Browser(port), now() + seconds
    connect = partial(psycopg.AsyncConnection.connect, **_parameters(), autocommit=True)
    async with await connect() as ear, await connect() as mouth:
        await ear.execute(f"LISTEN {BELL}")
        heard = ear.notifies()
        while now() < end:
            begin = now()
            await browser.get(NOWHERE)
            floor.pages.append(now() - begin)
            begin = now()
            await mouth.execute(f"NOTIFY {BELL}")
            await anext(heard)
            floor.bells.append(now() - begin)
            await asyncio.sleep(0.1)
        await heard.aclose()
    browser.close()


def _parameters() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    return {k: v for k, v in parameters.items() if k not in ("context", "cursor_factory")}


def _writes_lost(writers: list[Writer]) -> Iterator[str]:
    marks = {mark.uid: mark for writer in writers for mark in writer.marks}
    stored = {
        str(uid): (note, version)
        for uid, note, version in Annotation.objects.live().values_list("uid", "note", "version")
    }
    for mark in marks.values():
        if stored.get(mark.uid) != (mark.note, mark.version):
            yield f"Annotation {mark.uid} is not there as it was acknowledged."
    logged = Counter(Change.objects.values_list("subject", flat=True))
    for mark in marks.values():
        if logged[f"annotation:{mark.uid}"] != mark.version:
            yield f"The log does not hold every change of annotation {mark.uid} once."


def _streams_wrong(tabs: list[Tab], start: int, newest: int) -> Iterator[str]:
    wanted = list(range(start, newest + 1))
    for number, tab in enumerate(tabs):
        if tab.numbers != wanted:
            yield f"Stream {number} has not told every change once and in order."
