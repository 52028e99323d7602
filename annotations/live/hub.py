"""One ear a process: hears the database ring, and lets streams read the log together.

The database rings with the number of the story only; what happened stands in the log. For who
logs out it rings with the number of the person.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import logging
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet, WeakValueDictionary

import psycopg
from django.db import connection

from .news import News, Part, news_after

if TYPE_CHECKING:
    from .stream import Stream

CHANGES, PEOPLE, PERSON = "coverage_change", "coverage_people", "coverage_person"
READERS = 2  # connections that streams read with, however many they are
SIGN_OF_LIFE = 20  # seconds after which a silent connection is asked whether it lives
LONGEST_PAUSE = 5.0  # seconds between two attempts to connect
TOGETHER = 1.0  # seconds in which people who come and go are told of at once

logger = logging.getLogger(__name__)


class Bell:
    """Of one story: how often it has rung, for changes and for people."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self.changes = self.people = 0
        self._threads = threads
        self._rung = asyncio.Event()
        self._reads: dict[Any, asyncio.Future[News]] = {}

    @property
    def counts(self) -> tuple[int, int]:
        return self.changes, self.people

    def ring(self, *, changes: bool = False, people: bool = False) -> None:
        self.changes += changes
        self.people += people
        self.wake()

    def wake(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def rings_after(self, counts: tuple[int, int], seconds: float) -> None:
        """Returns when it has rung more often than that, is woken, or the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                if self.counts == counts:
                    await self._rung.wait()

    async def news_after(self, part: Part, position: int) -> News:
        """Whoever has the same part and position at the same ring shares one look at the log.

        Only at the same ring: a read that began before it may not have what it rang for.
        """
        key = (part, position, self.changes)
        if key not in self._reads:
            reading = asyncio.get_running_loop().run_in_executor(
                self._threads, _read, part, position
            )
            reading.add_done_callback(lambda _: self._reads.pop(key))
            self._reads[key] = reading
        return await asyncio.shield(self._reads[key])


class Hub:
    """The bells of all stories that somebody listens to, and the connection that rings them."""

    def __init__(self) -> None:
        self.is_closing = False
        self.streams: WeakSet[Stream] = WeakSet()
        self._bells: WeakValueDictionary[int, Bell] = WeakValueDictionary()
        self._threads = ThreadPoolExecutor(READERS, "live")
        self._soon: set[int] = set()
        self._loop = asyncio.get_running_loop()
        # in a context of its own: the request's would have it use the request's thread
        self._listening = self._loop.create_task(self._listen(), context=contextvars.Context())
        _before_shutdown(lambda: self._loop.call_soon_threadsafe(self.close))

    def bell(self, story_key: int) -> Bell:
        return self._bells.setdefault(story_key, Bell(self._threads))

    def close(self) -> None:
        """Lets every stream end: a server that stops waits for them."""
        self.is_closing = True
        for bell in list(self._bells.values()):
            bell.wake()

    async def _listen(self) -> None:
        pause = 0.1
        try:
            while True:
                try:
                    async with await self._connect() as ear:
                        pause = 0.1
                        await self._hear(ear)
                except Exception as error:  # noqa: BLE001  (whatever it is: nobody else would)
                    logger.warning("Live updates lost the database and take it up again: %r", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            self._threads.shutdown(wait=False)

    async def _connect(self) -> psycopg.AsyncConnection:
        parameters = await self._loop.run_in_executor(self._threads, _parameters)
        return await psycopg.AsyncConnection.connect(
            **parameters, autocommit=True, connect_timeout=10
        )

    async def _hear(self, ear: psycopg.AsyncConnection) -> None:
        await ear.execute(f"LISTEN {CHANGES}")
        await ear.execute(f"LISTEN {PEOPLE}")
        await ear.execute(f"LISTEN {PERSON}")
        for bell in list(self._bells.values()):  # it may have rung while nobody heard
            bell.ring(changes=True, people=True)
        while True:
            async for notice in ear.notifies(timeout=SIGN_OF_LIFE):
                self._ring(notice.channel, int(notice.payload.partition(":")[0]))
            async with asyncio.timeout(SIGN_OF_LIFE):
                await ear.execute("SELECT 1")

    def _ring(self, channel: str, key: int) -> None:
        if channel == PERSON:
            self._end_streams_of(key)
        else:
            self._ring_in_story(channel, key)

    def _end_streams_of(self, person_key: int) -> None:
        for stream in [each for each in self.streams if each.listener.person.pk == person_key]:
            stream.end()

    def _ring_in_story(self, channel: str, story_key: int) -> None:
        bell = self._bells.get(story_key)
        if bell and channel == CHANGES:
            bell.ring(changes=True)
        elif bell and story_key not in self._soon:
            self._soon.add(story_key)
            self._loop.call_later(TOGETHER, self._ring_for_people, story_key)

    def _ring_for_people(self, story_key: int) -> None:
        self._soon.discard(story_key)
        if bell := self._bells.get(story_key):
            bell.ring(people=True)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def running_hub() -> Hub:
    """The hub of the process, which is that of its event loop; the first who asks starts it."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


def _read(part: Part, position: int) -> News:
    try:
        return news_after(part, position)
    finally:
        connection.close()  # back to the pool


def _parameters() -> dict[str, Any]:
    """How to reach the database, which an embedded server is started or brought back for."""
    try:
        connection.ensure_connection()
        parameters = connection.get_connection_params()
    finally:
        connection.close()
    for name in ("context", "cursor_factory"):  # Django's own, and not for async connections
        del parameters[name]
    return parameters


def _before_shutdown(close: Callable[[], object]) -> None:
    """Calls `close` when the process is asked to stop, before the server itself hears of it."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        if callable(servers_own := signal.getsignal(number)):
            signal.signal(number, _first(close, servers_own))


def _first(close: Callable[[], object], then: Callable[..., object]) -> Callable[..., None]:
    def handle(number: int, frame: FrameType | None) -> None:
        close()
        then(number, frame)

    return handle
