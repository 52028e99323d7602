"""Who logs out, or may no longer be who they were, is told nothing more.

Their streams end, in all browsers; a browser that is still logged in opens its own anew.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from articles.querysets import Person

from .hub import PERSON


def end_streams(user: Person | None, **_: Any) -> None:
    """To be connected to signals that name a `user`."""
    if user is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [PERSON, str(user.pk)])
