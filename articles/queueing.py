"""One after the other across all processes, where no row is there yet that could be locked."""

from __future__ import annotations

from enum import IntEnum

from django.db import connection


class Queue(IntEnum):
    """The kinds of advisory locks that are taken in a database."""

    GAPS = 0x6A9
    SOURCES = 0x6AA
    STORIES = 0x6AB


def wait_in_line(queue: Queue, key: int = 0) -> None:
    """Until nobody else is at it; whoever comes later waits for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [queue, key])
