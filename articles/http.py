"""What a view is given."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request as the middleware leaves it. `user` is the site's User, or nobody (anonymous)."""

    user: Any
    htmx: HtmxDetails
