"""The site as it is deployed, on uvicorn in a thread, for tests of what a WSGI server cannot do.

`live_server` answers by WSGI, under which no stream can wait. Everything is taken from the tests'
database, so a test that asks for `asgi_server` commits what it writes.
"""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application

from annotations.live.hub import running_hub

HOST = "127.0.0.1"


class Serving:
    """A server that runs from `start` to `stop`; `url` has no slash at its end."""

    def __init__(self) -> None:
        self.site = ASGIStaticFilesHandler(get_asgi_application())
        self.loop: asyncio.AbstractEventLoop | None = None  # the server's, from its first request
        self.listener = socket.create_server((HOST, 0))
        self.url = f"http://{HOST}:{self.listener.getsockname()[1]}"
        config = uvicorn.Config(
            self.application,
            interface="asgi3",
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.listener],), daemon=True)

    async def application(self, scope: Any, receive: Any, send: Any) -> None:
        self.loop = asyncio.get_running_loop()
        await self.site(scope, receive, send)

    def start(self) -> None:
        self.thread.start()
        deadline = time.monotonic() + 30
        while not self.server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)

    def stop(self) -> None:
        if self.loop:  # as a signal does where the server runs in the main thread
            asyncio.run_coroutine_threadsafe(_end_streams(), self.loop).result(10)
        self.server.should_exit = True
        self.thread.join(30)
        assert not self.thread.is_alive(), "the server did not stop"
        self.listener.close()


async def _end_streams() -> None:
    running_hub().close()


@pytest.fixture
def asgi_server(transactional_db: None, settings: pytest.FixtureRequest) -> Iterator[Serving]:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]
    serving = Serving()
    serving.start()
    yield serving
    serving.stop()
