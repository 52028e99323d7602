"""Taking back one's last step in a story, and doing it again.

htmx gets what was taken back for the panel, with the lines of the marks that changed by it; a
plain browser goes back to the page that it came from.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from articles.http import Request
from articles.models import Story
from articles.rules import require

from .. import actions
from ..actions.undoing import Undone
from ..naming import deed, kind_and_key, name_of, weight
from ..reading import changed_marks, showing
from ..rules import RULES


@require_POST
def undo(request: Request, slug: str) -> HttpResponse:
    return _step(request, slug, actions.undo, "Taken back")


@require_POST
def redo(request: Request, slug: str) -> HttpResponse:
    return _step(request, slug, actions.redo, "Done again")


def _step(
    request: Request, slug: str, act: Callable[[Story, object], Undone], done: str
) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "undo and redo", RULES)
    try:
        undone = act(story, request.user)
    except actions.Refused as refusal:
        return _refused(request, story, str(refusal))
    if request.htmx:
        return _fragment(request, story, undone, done)
    messages.success(request, f"{done}: {in_words(undone)}.")
    return redirect(_where_from(request, story))


def _refused(request: Request, story: Story, reason: str) -> HttpResponse:
    if request.htmx:
        context = {"story": story, "reason": reason}
        return render(request, "annotations/undone.html", context, status=409)
    context = {"story": story, "reason": reason, "back_url": _where_from(request, story)}
    return render(request, "annotations/not_undone.html", context, status=409)


def _fragment(request: Request, story: Story, undone: Undone, done: str) -> HttpResponse:
    uids = _changed_by(undone, story, request)
    context = {
        "story": story,
        "done": done,
        "what": in_words(undone),
        "arrivals": changed_marks(story, request.user, uids),
    }
    return render(request, "annotations/undone.html", context)


def in_words(undone: Undone) -> str:
    """What the step was about, e.g. “made the mark on “Rain fell””."""
    change = min(reversed(undone.original), key=lambda change: weight(change.verb))
    before, after = deed(change.verb)
    name = name_of(change.subject, change.after or change.before)
    return f"{before} {name} {after}".strip()


def _changed_by(undone: Undone, story: Story, request: Request) -> list[uuid.UUID]:
    """The marks that were put back, and those whose lines show what was."""
    subjects = [change.subject for change in undone.changes]
    marks = [kind_and_key(name)[1] for name in subjects if name.startswith("annotation:")]
    articles = list(story.articles.values_list("pk", flat=True))
    return [*map(uuid.UUID, marks), *showing(subjects, articles, request.user)]


def _where_from(request: Request, story: Story) -> str:
    page = request.headers.get("Referer", "")
    ours = {request.get_host()}
    if url_has_allowed_host_and_scheme(page, ours, require_https=request.is_secure()):
        return page
    return story.get_absolute_url()
