"""The two commands with which everybody starts."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from coverage_site.postgres import locks
from coverage_site.tests import browser
from coverage_site.tests.test_embedded_postgres import new_folder, wait_until


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def read_until(process: subprocess.Popen, pattern: str) -> re.Match:
    said = ""
    while not (found := re.search(pattern, said)):
        assert select.select([process.stdout], [], [], 60)[0], f"it only said: {said}"
        line = process.stdout.readline()
        assert line, f"it ended after: {said}"
        said += line
    return found


def test_the_demo_serves_on_a_free_port_and_leaves_nothing_running(taken_port: int) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    with new_folder() as folder:
        process = subprocess.Popen(
            [sys.executable, "-u", "manage.py", "demo", "--port", str(taken_port)],
            cwd=settings.BASE_DIR,
            env={**environment, "COVERAGE_DATA_DIR": str(folder)},
            stdout=subprocess.PIPE,
            text=True,
        )
        address = read_until(process, r"Parallax is at (http://\S+)")[1]
        assert not address.endswith(f":{taken_port}/")
        read_until(process, r"log in as anna +password parallax-demo")
        with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310
            assert "Parallax" in page.read().decode()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert rest.strip().endswith("Stopped.")
        wait_until(lambda: not locks.is_held(folder / "postgres" / "server"))


def test_the_pinned_packages_are_those_that_the_project_asks_for() -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    pinned = (settings.BASE_DIR / "requirements.txt").read_text()
    for wanted in project["dependencies"]:
        name, bound = re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?>=([\d.]+)", wanted).groups()
        version = re.search(rf"^{name}==([\d.]+) ", pinned, re.MULTILINE)
        assert version, f"requirements.txt lacks {name}: export it again"
        numbers = [[int(part) for part in text.split(".")] for text in (version[1], bound)]
        assert numbers[0] >= numbers[1], wanted


def test_a_browser_that_does_not_run_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stub = Path(folder) / "chromium"
        stub.write_text("#!/bin/sh\necho it comes from a shop >&2; exit 1\n")
        stub.chmod(0o755)
        monkeypatch.setenv("PATH", folder)
        monkeypatch.setattr(browser, "ASK_PLAYWRIGHT", "raise SystemExit(1)")
        monkeypatch.setattr(browser, "ON_A_MAC", ())
        assert browser.find_browser() == (None, f"{stub} does not run: it comes from a shop")
