"""Middleware of our own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

type Handler = Callable[[HttpRequest], HttpResponseBase]


def in_utf8(get_response: Handler) -> Handler:
    """Reads every request as UTF-8, which is what browsers send. Of the encodings that a request
    may name, some are none of text, and one makes characters that no database takes.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.encoding = "utf-8"
        return get_response(request)

    return answer


def in_one_thread(get_response: Handler) -> Handler:
    """Does nothing, and cannot do it asynchronously: so all middleware before it runs in the
    thread of the view. Else Django would change threads twice for each of them, which under ASGI
    takes a page 2 ms; that is as much as serving pages by WSGI would save.
    """
    return get_response
