"""While people write and look on, the site is killed, and then the database: nothing is lost."""

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from coverage_site.benchmarks.browsers import HOST, Browser
from coverage_site.benchmarks.live import Tab
from coverage_site.benchmarks.server import Server, served
from coverage_site.management.commands.demo import PASSWORD
from coverage_site.tests.test_embedded_postgres import new_folder, postmaster

STORY = "/stories/moscow-meeting/"
PEOPLE = ("anna", "ben", "chiara")
ENOUGH = 5  # acknowledged writes of each, between two blows
PATIENCE = 60  # seconds


PREPARE = """
import django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
call_command("loaddata", "demo", verbosity=0)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with new_folder() as folder:
        prepare = [sys.executable, "-c", PREPARE]
        everything = os.environ | environment(folder)
        subprocess.run(prepare, cwd=settings.BASE_DIR, env=everything, check=True)
        yield folder


def environment(folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "coverage_site.settings",
        "DATABASE_URL": "",
        "COVERAGE_DATA_DIR": str(folder),
        "COVERAGE_SECRET_KEY": "only for tests",
        "COVERAGE_HOSTS": HOST,
        "COVERAGE_DEBUG": "1",  # so that files need not be collected beforehand
    }


class Person:
    """Marks the same passage again and again, each time under a name of its own; sends each until
    it is acknowledged, as a browser does that has kept it."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.acknowledged = browser, []

    async def log_in(self, name: str) -> None:
        await self.browser.get("/accounts/login/")
        answer = await self.browser.post("/accounts/login/", {"login": name, "password": PASSWORD})
        assert answer.status == 302

    async def write(self, article: int, revision: int) -> None:
        while True:
            uid = str(uuid.uuid4())
            form = {"revision": revision, "start": 0, "end": 4, "note": uid, "uid": uid}
            form |= {"claims-TOTAL_FORMS": 0, "claims-INITIAL_FORMS": 0}
            while not await self.is_taken(f"/articles/{article}/annotations/new/", form):
                await asyncio.sleep(0.2)
            self.acknowledged.append(uid)
            await asyncio.sleep(0.05)

    async def is_taken(self, path: str, form: dict[str, object]) -> bool:
        with contextlib.suppress(OSError, EOFError):
            answer = await self.browser.post(path, form)
            assert answer.status in (200, 500), answer.status
            return answer.status == 200
        return False


def test_nothing_acknowledged_is_lost_and_streams_go_on_where_they_were(folder: Path) -> None:
    with served(environment(folder)) as server:
        asyncio.run(asyncio.wait_for(live_through_it(server, folder), 2 * PATIENCE))


def test_a_server_that_is_asked_to_stop_does_not_wait_for_its_streams(folder: Path) -> None:
    with served(environment(folder)) as server:
        asyncio.run(asyncio.wait_for(stop_while_somebody_looks_on(server), PATIENCE))


async def stop_while_somebody_looks_on(server: Server) -> None:
    anna = Person(Browser(server.port))
    await anna.log_in("anna")
    events = anna.browser.events(f"{STORY}live/", "")
    assert (await anext(events)).kind == "open"
    server.process.terminate()
    begin = time.monotonic()
    assert {event.kind async for event in events} <= {"beat", "people"}
    assert time.monotonic() - begin < 4  # before the server cuts off who is still there
    await asyncio.to_thread(server.process.wait, PATIENCE)


async def live_through_it(server: Server, folder: Path) -> None:
    people = [Person(Browser(server.port)) for _ in PEOPLE]
    for person, name in zip(people, PEOPLE, strict=True):
        await person.log_in(name)
    article, revision = await something_to_mark(people[0].browser)
    start, _ = await told_after(people[0].browser, "")
    tabs = [Tab(p.browser.tab(), f"{STORY}live/", start) for p in people for _ in range(2)]
    watching = [asyncio.create_task(tab.watch()) for tab in tabs]
    writing = [asyncio.create_task(person.write(article, revision)) for person in people]
    await more_is_acknowledged(people)
    server.process.kill()
    with served(environment(folder), server.port):
        await more_is_acknowledged(people)
        os.kill(postmaster(folder), signal.SIGKILL)
        await more_is_acknowledged(people)
        await stop(writing)
        newest, subjects = await told_after(people[0].browser, str(start))
        await becomes(lambda: all(tab.numbers[-1] >= newest for tab in tabs))
        await stop(watching)
    for tab in tabs:  # what was being written as the writers stopped may be told as well
        assert tab.numbers == list(range(start, tab.numbers[-1] + 1))
    for person in people:
        assert {subjects.count(f"annotation:{uid}") for uid in person.acknowledged} == {1}


async def something_to_mark(browser: Browser) -> tuple[int, int]:
    """The key of an article of the story, and that of its text."""
    room = await browser.get((await browser.get(f"{STORY}read/")).headers["location"])
    found = re.search(rb'data-article="(\d+)" data-revision="(\d+)"', room.body)
    assert found
    return int(found[1]), int(found[2])


async def told_after(browser: Browser, cursor: str) -> tuple[int, list[str]]:
    """What changed after the cursor, by subject, and the number of the last change."""
    subjects: list[str] = []
    while True:
        answer = await browser.get(f"{STORY}changes/?cursor={cursor}")
        told = json.loads(answer.body)
        cursor = told["cursor"]
        subjects += [change["subject"] for change in told["changes"]]
        if not told["changes"]:
            return int(cursor), subjects


async def more_is_acknowledged(people: list[Person]) -> None:
    """By every one of them, so that each has found the way back."""
    before = [len(person.acknowledged) for person in people]
    await becomes(
        lambda: all(
            len(person.acknowledged) >= count + ENOUGH
            for person, count in zip(people, before, strict=True)
        )
    )


async def becomes(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.05)


async def stop(tasks: list[asyncio.Task[None]]) -> None:
    """Raises what one of them has raised."""
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if not isinstance(ended, asyncio.CancelledError):
            raise ended
