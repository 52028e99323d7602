"""The site in a process of its own, on any free port, with an environment of one's choice."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from .browsers import HOST

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    log: IO[str]

    def said(self) -> str:
        """The last of its log, but for addresses that are not there."""
        self.log.seek(0)
        lines = [line for line in self.log if not line.startswith("Not Found")]
        return "".join(lines[-40:])

    def memory(self) -> float:
        """Of the process, in megabytes."""
        return int(self._ask("rss")) / 1024

    def computed(self) -> float:
        """For how many seconds, on whichever processor; ps knows whole ones."""
        parts = self._ask("time").replace("-", ":").split(":")
        return sum(float(part) * 60.0**power for power, part in enumerate(reversed(parts)))

    def _ask(self, what: str) -> str:
        command = ["ps", "-o", f"{what}=", "-p", str(self.process.pid)]
        said = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
        return said.stdout.strip()


def environment_of_this_database() -> dict[str, str]:
    """What a deployment on the database that this process uses has set."""
    connection.ensure_connection()
    found = connection.get_connection_params()
    names = ("user", "password", "host", "port")
    known = urlencode({name: found[name] for name in names if found.get(name)})
    return {
        "DATABASE_URL": f"postgres:///{quote(found['dbname'])}?{known}",
        "COVERAGE_SECRET_KEY": settings.SECRET_KEY,
        "COVERAGE_HOSTS": HOST,
        "COVERAGE_HTTPS": "false",
        "COVERAGE_DEBUG": "false",
        "COVERAGE_DEMO": "false",
    }


@contextmanager
def served(environment: dict[str, str], port: int = 0) -> Iterator[Server]:
    """A server that answers, and is stopped at the end if it still runs."""
    port = port or _free_port()
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115  (closed with the last who reads it)
    process = subprocess.Popen(  # noqa: S603
        [
            *(sys.executable, "-m", "uvicorn", "coverage_site.asgi:application"),
            *("--host", HOST, "--port", str(port), "--log-level", "warning"),
            *("--timeout-graceful-shutdown", "5"),
        ],
        cwd=Path(settings.BASE_DIR),
        env=os.environ | environment,
        stderr=log,
    )
    server = Server(port, process, log)
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            socket.create_connection((HOST, server.port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The server does not answer. It said: {server.said()}")


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
