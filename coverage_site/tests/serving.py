"""The site as it is deployed, on uvicorn in a thread, for tests of what a WSGI server cannot do.

`live_server` answers by WSGI, under which no stream can wait. Everything is taken from the tests'
database, so a test that asks for `asgi_server` commits what it writes.
"""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application

HOST = "127.0.0.1"


class Serving:
    """A server that runs from `start` to `stop`; `url` has no slash at its end."""

    def __init__(self) -> None:
        self.listener = socket.create_server((HOST, 0))
        self.url = f"http://{HOST}:{self.listener.getsockname()[1]}"
        config = uvicorn.Config(
            ASGIStaticFilesHandler(get_asgi_application()),
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.listener],), daemon=True)

    def start(self) -> None:
        self.thread.start()
        deadline = time.monotonic() + 30
        while not self.server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(30)
        assert not self.thread.is_alive(), "the server did not stop"
        self.listener.close()


@pytest.fixture
def asgi_server(transactional_db: None, settings: pytest.FixtureRequest) -> Iterator[Serving]:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]
    serving = Serving()
    serving.start()
    yield serving
    serving.stop()
