"""Browsers without a screen: as much HTTP as a page speaks, on asyncio, so that hundreds are light.

A browser keeps one connection and its cookies; it sends forms with their CSRF token, as htmx does.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

HOST = "127.0.0.1"
LARGEST = 2**20  # bytes of a line


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Event:
    """One event of a stream, the first of kind "open"; `at` is the loop's time when it was read."""

    kind: str
    cursor: str
    data: str
    at: float


@dataclass
class Browser:
    """One person's. Raises OSError or EOFError where the server is gone."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"", {})

    async def post(self, path: str, form: dict[str, Any]) -> Answer:
        """A page must have been got before: it sets the cookie of the token."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.cookies["csrftoken"],
            "HX-Request": "true",
        }
        return await self._ask("POST", path, urlencode(form).encode(), headers)

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        headers = headers | {"Content-Length": str(len(body))}
        if self._connection:  # which the server may have closed meanwhile
            with contextlib.suppress(EOFError, ConnectionError):
                return await self._exchange(method, path, body, headers)
        self._connection = await asyncio.open_connection(HOST, self.port, limit=LARGEST)
        return await self._exchange(method, path, body, headers)

    async def _exchange(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> Answer:
        assert self._connection
        reader, writer = self._connection
        try:
            writer.write(_head(method, path, self.port, self.cookies, headers) + body)
            status, answered = await self._read_head(reader)
            read = b"".join([piece async for piece in _body(reader, answered)])
        except BaseException:
            self.close()  # what is still under way must not be read as another answer
            raise
        if answered.get("connection") == "close":
            self.close()
        return Answer(status, answered, read)

    async def _read_head(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        status = int((await _line(reader)).split()[1])
        headers: dict[str, str] = {}
        while line := (await _line(reader)).decode("latin-1").strip():
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return status, headers

    def close(self) -> None:
        if self._connection:
            self._connection[1].close()
            self._connection = None

    async def events(self, path: str, after: str) -> AsyncIterator[Event]:
        """The events of a stream until it ends, on a connection of its own."""
        reader, writer = await asyncio.open_connection(HOST, self.port, limit=LARGEST)
        try:
            head = _head("GET", path, self.port, self.cookies, {"Last-Event-ID": after})
            writer.write(head)
            status, headers = await self._read_head(reader)
            if status != 200:
                raise OSError(f"{path} answers {status}.")
            async for event in _events(_body(reader, headers)):
                yield event
        finally:
            writer.close()

    def tab(self) -> Self:
        """Another one with the same cookies."""
        return type(self)(self.port, self.cookies)


def _head(
    method: str, path: str, port: int, cookies: dict[str, str], headers: dict[str, str]
) -> bytes:
    sent = {
        "Host": f"{HOST}:{port}",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        **headers,
    }
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def _line(reader: asyncio.StreamReader) -> bytes:
    if not (line := await reader.readline()):
        raise EOFError("The server has closed the connection.")
    return line


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> AsyncIterator[bytes]:
    if headers.get("transfer-encoding") != "chunked":
        yield await reader.readexactly(int(headers.get("content-length", 0)))
        return
    while size := int(await _line(reader), 16):
        yield await reader.readexactly(size)
        await _line(reader)
    await _line(reader)


async def _events(pieces: AsyncIterator[bytes]) -> AsyncIterator[Event]:
    now, rest = asyncio.get_running_loop().time, b""
    async for piece in pieces:
        at = now()
        *whole, rest = (rest + piece).split(b"\n\n")
        for text in whole:
            said = dict(line.split(": ", 1) for line in text.decode().splitlines())
            yield Event(said.get("event", "open"), said.get("id", ""), said.get("data", ""), at)
