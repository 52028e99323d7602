"""Finds the Chromium that the browser tests use; run as a program, installs one where it may.

A system's own is preferred, then Debian's package, then Playwright's download. Where none can be
had, the browser tests are skipped with the reason, unless COVERAGE_BROWSER=required.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ON_A_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def launch_arguments() -> dict[str, Any]:
    """Playwright's arguments for the browser that was found; else skip the test, or fail it."""
    path, reason = find_browser()
    if path is None:
        required = os.environ.get("COVERAGE_BROWSER") == "required"
        (pytest.fail if required else pytest.skip)(reason)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": path, "args": FLAGS + as_root}


def find_browser() -> tuple[Path | None, str]:
    """A Chromium that runs, and else why there is none."""
    reasons = []
    for candidate in _candidates():
        works, said = _try(candidate, "--version")
        if works:
            return candidate, ""
        reasons.append(f"{candidate} does not run: {said}")
    return None, "; ".join(reasons) or "no Chromium was found: `make test` tries to install one"


def _candidates() -> Iterator[Path]:
    yield from (Path(path) for name in NAMES if (path := shutil.which(name)))
    yield from (path for path in map(Path, ON_A_MAC) if path.exists())
    worked, said = _try(sys.executable, "-c", ASK_PLAYWRIGHT)
    if worked and Path(said).exists():
        yield Path(said)


def _try(*command: str | Path) -> tuple[bool, str]:
    """Run it; whether it worked, and the last of what it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, str(error)
    lines = (done.stdout + done.stderr).strip().splitlines() or [""]
    return done.returncode == 0, lines[-1]


def install() -> None:
    """Debian's package where nobody has to be asked for it, else Playwright's own download."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may_install = _try(*as_root, "true")[0]
    if may_install and is_debian():
        _try(*as_root, "apt-get", "update")
        _try(*as_root, "apt-get", "install", "--yes", "--no-install-recommends", "chromium")
    if find_browser()[0] is None:
        with_libraries = ["--with-deps"] if may_install else []
        _try(sys.executable, "-m", "playwright", "install", *with_libraries, "chromium")


def is_debian() -> bool:
    """And not a relative of it, whose package may be an empty one that points to a shop."""
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


if __name__ == "__main__":
    if find_browser()[0] is None:
        print("Installing a browser for the tests …")  # noqa: T201
        install()
    path, reason = find_browser()
    print(f"Browser tests: {path or 'skipped, ' + reason}")  # noqa: T201
