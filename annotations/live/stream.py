"""What happens in a story, as Server-Sent Events.

A stream waits until the story has rung, reads what came after its position, and sends it. What it
missed and what happens now come the same way, so nothing falls between them or comes twice.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator

from django.db import Error

from .hub import Bell, running_hub
from .news import Line, Listener, News

BEAT = 20.0  # seconds: shorter than the patience of proxies
LIFE = 15 * 60.0  # seconds, after which rights are looked up anew
PAUSE = 1.0  # seconds after which the log is read again where that has failed
BLIND_PAUSE = 0.5  # seconds between the looks of who works blind, which nobody shares with them

OPENING = "retry: 2000\n\n"
PEOPLE = "event: people\ndata: {}\n\n"
A_BEAT = "event: beat\ndata: {}\n\n"

logger = logging.getLogger(__name__)


class Stream:
    """One stream, from its opening to its end."""

    def __init__(self, listener: Listener) -> None:
        self.listener, self.position = listener, listener.position
        self.hub = running_hub()
        self.bell: Bell = self.hub.bell(listener.part.story_key)
        self.heard = (-1, self.bell.people)
        self.ended = False
        self.hub.streams.add(self)

    @property
    def is_over(self) -> bool:
        return self.ended or self.hub.is_closing

    def end(self) -> None:
        self.ended = True
        self.bell.wake()

    async def events(self) -> AsyncIterator[str]:
        yield OPENING + A_BEAT  # so that the browser knows soon that nothing holds it up
        now = asyncio.get_running_loop().time
        ends, beats = now() + LIFE, now() + BEAT
        while not self.is_over and now() < ends:
            if told := await self._told():
                yield told
            elif now() >= beats:  # at its time, whatever rang: a delay would tell of others' work
                yield A_BEAT
            elif not self.is_over:
                await self.bell.rings_after(self.heard, min(beats, ends) - now())
                continue
            beats = now() + BEAT

    async def _told(self) -> str:
        """What has rung since it was last asked, or nothing, as far as the listener is told."""
        if self.listener.is_blind:
            await asyncio.sleep(BLIND_PAUSE)
        before, self.heard = self.heard, self.bell.counts
        told = "" if before[0] == self.heard[0] else await self._news()
        people_moved = before[1] != self.heard[1] and not self.listener.is_blind
        return told + PEOPLE if people_moved and not self.ended else told

    async def _news(self) -> str:
        try:
            news = await self.bell.news_after(self.listener.part, self.position)
        except Error as error:
            logger.warning("A stream could not read the log, and tries again: %s", error)
            await asyncio.sleep(PAUSE)
            news = News((), self.position, is_all=False)
        if not news.is_all:  # as if it had not been heard
            self.heard = (-1, self.heard[1])
        return "".join(self._take(news))

    def _take(self, news: News) -> Iterator[str]:
        for line in news.lines:
            self.position = line.number
            self.ended = self.listener.may_see_otherwise_after(line)
            yield self._event(line)
            if self.ended:
                return
        self.position = news.position

    def _event(self, line: Line) -> str:
        """The last one names its place so that it is understood whatever the listener may see."""
        cursor = self.listener.cursor_at(line.number, sealed=self.ended)
        data = json.dumps(line.told_to(self.listener.person), ensure_ascii=False)
        return f"event: change\nid: {cursor}\ndata: {data}\n\n"
