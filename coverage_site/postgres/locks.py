"""File locks (`flock`): held until the last copy of the descriptor is closed.

The kernel closes the descriptors of a process however it ends, and a child that inherits one
holds the lock as well. That makes them the one honest answer to "is anybody of them alive?".
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def share(path: Path) -> int:
    """Hold the lock together with others, from now on; returns the descriptor."""
    return _lock(path, fcntl.LOCK_SH)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else holds the lock."""
    descriptor = _lock(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def at_once(path: Path) -> Iterator[int | None]:
    """The descriptor, for a process to inherit within the block; None if another has the lock."""
    try:
        descriptor = _lock(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield None
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    with at_once(path) as lock:
        return lock is None


def _lock(path: Path, kind: int) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        if os.geteuid() == 0:  # the folder's owner may come next
            os.fchown(descriptor, path.parent.stat().st_uid, -1)
        fcntl.flock(descriptor, kind)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
