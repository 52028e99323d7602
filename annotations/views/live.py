"""What happens in a story while it is looked at, and who is here."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from articles.http import Request
from articles.models import Article, Story

from ..live.news import Listener, listener, news_after
from ..live.presence import PresenceForm, come, leave, people_in
from ..live.stream import Stream

AS_IT_COMES = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


@require_GET
async def live(request: Request, slug: str) -> HttpResponseBase:
    """A stream, for whoever is logged in; under WSGI none, and a browser asks for changes then."""
    cursor = request.headers.get("Last-Event-ID") or request.GET.get("cursor", "")
    found = await sync_to_async(_listener)(request, slug, cursor)
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)
    await sync_to_async(_give_back_connection)()
    events = Stream(found).events()
    return StreamingHttpResponse(events, content_type="text/event-stream", headers=AS_IT_COMES)


def _give_back_connection() -> None:
    """Else the stream would keep it for as long as it lasts, and the pool would soon be empty."""
    connection.close()


@never_cache
@require_safe
def changes(request: Request, slug: str) -> HttpResponse:
    """What a stream tells, for browsers behind a proxy that lets none pass."""
    found = _listener(request, slug, request.GET.get("cursor", ""))
    news = news_after(found.part, found.position)
    told = [line.told_to(request.user) for line in news.lines]
    return JsonResponse({"cursor": found.cursor_at(news.position), "changes": told})


def _listener(request: Request, slug: str, cursor: str) -> Listener:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    if not request.user.is_authenticated:
        raise PermissionDenied("Log in to be told of changes.")
    return listener(story, request.user, cursor)


@require_POST
def here(request: Request, slug: str) -> HttpResponse:
    """A sign of life of a tab. Only members are seen and see each other."""
    story = _story_of_member(request, slug)
    articles = Article.objects.visible_to(request.user).filter(story=story)
    form = PresenceForm(request.POST, articles=articles)
    if not form.is_valid():
        return JsonResponse(form.errors, status=422)
    tab = form.cleaned_data["tab"]
    if form.cleaned_data["left"]:
        leave(story, request.user, tab)
    else:
        come(story, request.user, tab, form.cleaned_data["article"])
    return HttpResponse(status=204)


@never_cache
@require_safe
def people(request: Request, slug: str) -> HttpResponse:
    story = _story_of_member(request, slug)
    context = {"story": story, "people": people_in(story, request.user)}
    return render(request, "annotations/people.html", context)


def _story_of_member(request: Request, slug: str) -> Story:
    mine = Story.objects.visible_to(request.user).filter(members=request.user.pk)
    return get_object_or_404(mine, slug=slug)
