"""The process that outlives all who use the server, and then stops it.

It waits to have the lock on users alone, which the kernel grants when the last of them has gone.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from coverage_site.postgres import locks

PATIENCE = 120  # seconds for an orderly end, which writes everything to disk


def ensure(home: Path, sockets: str) -> None:
    """Start a supervisor, in a session of its own, unless one is alive."""
    with locks.at_once(home / "supervisor") as lock:
        if lock is not None:
            subprocess.run(  # noqa: S603
                [sys.executable, "-E", "-S", "-m", __name__, home, sockets, str(lock)],
                cwd=Path(__file__).parents[2],
                pass_fds=(lock,),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=True,
            )


def supervise(home: Path, sockets: Path, lock: int) -> None:
    if os.fork():  # only this half is waited for, and nobody's child remains
        os._exit(0)
    with locks.alone(home / "users"):
        stop(home)
        with contextlib.suppress(OSError):
            sockets.rmdir()
        os.close(lock)  # before the one on users: who gets that must not believe in us any more


def stop(home: Path) -> None:
    """Fast, and in the end at any cost: the next start recovers what was acknowledged."""
    deadline = time.monotonic() + PATIENCE
    while locks.is_held(home / "server") and time.monotonic() < deadline + 5:
        kind = signal.SIGINT if time.monotonic() < deadline else signal.SIGQUIT
        with contextlib.suppress(OSError, ValueError, IndexError):  # it may only just be starting
            os.kill(int((home / "data" / "postmaster.pid").read_text().split()[0]), kind)
        time.sleep(0.05)


if __name__ == "__main__":
    supervise(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
