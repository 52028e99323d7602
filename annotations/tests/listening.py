"""What tests of live updates do: listen to a story's stream as a browser does."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse

PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Event:
    kind: str
    cursor: str
    data: dict[str, Any]


def session_of(user: Any) -> str:
    """The cookie of a log-in."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Stream:
    """An open stream: `event()` waits for the next change, or for an event of another kind."""

    def __init__(
        self, server: Any, story: Any, user: Any, cursor: str = "", last_event: str = ""
    ) -> None:
        address = urlsplit(server.url)
        self.connection = http.client.HTTPConnection(
            address.hostname, address.port, timeout=PATIENCE
        )
        path = reverse("annotations:live", args=[story.slug])
        headers = {"Cookie": session_of(user)} | (
            {"Last-Event-ID": last_event} if last_event else {}
        )
        self.connection.request("GET", f"{path}?{urlencode({'cursor': cursor})}", headers=headers)
        self.answer = self.connection.getresponse()
        self.events = self._events() if self.answer.status == 200 else iter(())
        self.cursor = cursor

    def _events(self) -> Iterator[Event]:
        assert self.answer.readline() == b"retry: 2000\n"
        self.answer.readline()
        said: dict[str, str] = {}
        while line := self.answer.readline().decode():
            if line.strip():
                name, _, value = line.rstrip("\n").partition(": ")
                said[name] = value
            else:
                self.cursor = said.get("id", self.cursor)
                yield Event(said["event"], said.get("id", ""), json.loads(said["data"]))
                said = {}

    def event(self, kind: str = "change") -> Event:
        return next(event for event in self.events if event.kind == kind)

    def rest(self) -> list[Event]:
        """The changes that come until the server ends the stream."""
        return [event for event in self.events if event.kind == "change"]

    def is_quiet_for(self, seconds: float) -> bool:
        self.connection.sock.settimeout(seconds)
        try:
            next(event for event in self.events if event.kind != "beat")
        except TimeoutError:
            return True
        return False

    def close(self) -> None:
        self.answer.close()
        self.connection.close()
