"""What the machine proposes of a story: the queue of it, and deciding on each.

htmx gets the card or the line that takes its place, with the lines of the marks that changed; a
plain browser goes back to the queue.
"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles.blindness import sight_of
from articles.http import Request
from articles.models import Story
from articles.rules import permits, require

from .. import actions
from ..anchors import AnchorError
from ..models import Decision, Suggestion
from ..proposals.cards import Card, cards_of
from ..proposals.decided import decided_lately, decision_to_take_back, line_of
from ..proposals.forms import AcceptForm
from ..proposals.progress import progress_of
from ..proposals.queue import Queue
from ..proposals.running import request_run
from ..reading import changed_marks
from ..rules import RULES

MEANWHILE = "This is proposed otherwise by now. Look at it again."


def _story(request: Request, slug: str) -> Story:
    return get_object_or_404(Story.objects.visible_to(request.user).with_blindness(), slug=slug)


@vary_on_headers("HX-Request", "HX-Target")
@require_safe
def suggestions(request: Request, slug: str) -> HttpResponse:
    """What waits, the surest first; of one kind, or in the articles that `?a=` names."""
    story = _story(request, slug)
    require(story.role, "decide suggestions", RULES)
    queue = Queue(story, request.user, request.GET)
    context = {"story": story, "queue": queue, "back": request.get_full_path()}
    if request.htmx:
        part = "beside" if request.htmx.target == "beside" else "screen"
        return render(request, f"annotations/suggestions.html#{part}", context)
    context |= {
        "decided": decided_lately(story, request.user),
        "progress": progress_of(story),
        "has_texts": bool(queue.cards) or story.articles.filter(deleted_at=None).exists(),
        "may_add": permits(story.role, "import articles"),
        "may_run": permits(story.role, "run the machine", RULES),
        "sight": sight_of(story.role, story),
    }
    return render(request, "annotations/suggestions.html", context)


def _suggestion(request: Request, uid: uuid.UUID) -> Suggestion:
    """With those that are no longer proposed: whoever still sees one is told so."""
    open_to = Suggestion.objects.open_to(request.user).with_worth().select_related("story")
    found: Suggestion = get_object_or_404(open_to, uid=uid)
    found.story.role = found.role
    return found


@vary_on_headers("HX-Request")
@require_safe
def suggestion(request: Request, uid: uuid.UUID) -> HttpResponse:
    """One of them, to be corrected."""
    found = _suggestion(request, uid)
    require(found.role, "decide suggestions", RULES)
    if not Suggestion.objects.undecided_for(request.user).filter(pk=found.pk).exists():
        return _too_late(request, found)
    (card,) = cards_of([found], request.user)
    return _card(request, card, AcceptForm(None, card))


def _card(
    request: Request, card: Card, form: AcceptForm | None, status: int = 200, news: str = ""
) -> HttpResponse:
    context = {
        "story": card.suggestion.story,
        "card": card,
        "form": form,
        "news": news,
        "back": _back(request, card.suggestion.story),
    }
    name = f"annotations/suggestion{'_card' if request.htmx else ''}.html"
    return render(request, name, context, status=status)


@require_POST
def suggestion_accept(request: Request, uid: uuid.UUID) -> HttpResponse:
    """As it stands, or as the form of `suggestion` says."""
    found = _suggestion(request, uid)
    require(found.role, "decide suggestions", RULES)
    (card,) = cards_of([found], request.user)
    form = AcceptForm(request.POST, card) if "corrected" in request.POST else None
    if request.POST.get("seen") != card.seen:
        return _card(request, card, form, 409, news=MEANWHILE)
    if form and not form.is_valid():
        return _card(request, card, form, 422)
    said = form.accepted() if form else (passage.accepted for passage in card.passages)
    try:
        decision = actions.accept(found, request.user, list(said))
    except (actions.AlreadyDecided, AnchorError):
        return _too_late(request, found)
    return _decided(request, found, decision)


@require_POST
def suggestion_reject(request: Request, uid: uuid.UUID) -> HttpResponse:
    found = _suggestion(request, uid)
    require(found.role, "decide suggestions", RULES)
    try:
        decision = actions.reject(found, request.user)
    except actions.AlreadyDecided:
        return _too_late(request, found)
    return _decided(request, found, decision)


@require_POST
def suggestion_take_back(request: Request, uid: uuid.UUID) -> HttpResponse:
    """Of one's own decision all that it did; a curator has what others rejected proposed again."""
    found = _suggestion(request, uid)
    decision = decision_to_take_back(found, request.user)
    if decision is None:
        raise Http404
    try:
        if decision.author_id == request.user.pk:
            actions.undo_decision(decision, request.user)
        else:
            actions.take_back_decision(decision, request.user, decision.version)
    except (actions.Refused, actions.AlreadyDecided) as refusal:
        return _line(request, found, decision, 409, news=str(refusal))
    return _proposed_again(request, found, decision)


def _proposed_again(request: Request, found: Suggestion, decision: Decision) -> HttpResponse:
    if not request.htmx:
        messages.success(request, "Taken back: it is proposed again.")
        return redirect(_back(request, found.story))
    current = Suggestion.objects.visible_to(request.user).with_worth().filter(pk=found.pk)
    cards = cards_of(list(current.select_related("story")), request.user)
    context = {
        "story": found.story,
        "card": cards[0] if cards else None,
        "back": _back(request, found.story),
        "arrivals": changed_marks(found.story, request.user, decision.became),
    }
    return render(request, "annotations/suggestion_card.html", context)


def _decided(request: Request, found: Suggestion, decision: Decision) -> HttpResponse:
    if request.htmx:
        return _line(request, found, decision)
    messages.success(request, "Accepted." if decision.is_accepted else "Rejected.")
    return redirect(_back(request, found.story))


def _too_late(request: Request, found: Suggestion) -> HttpResponse:
    """Says who was faster, as far as the person may know it."""
    known = Decision.objects.visible_to(request.user).filter(suggestion=found)
    return _line(request, found, known.select_related("author").first(), 409)


def _line(
    request: Request,
    found: Suggestion,
    decision: Decision | None,
    status: int = 200,
    news: str = "",
) -> HttpResponse:
    """What stands in the queue instead of a card, as a page of its own where that is asked for."""
    marked = decision.became if decision else []
    context = {
        "story": found.story,
        "line": line_of(found, decision, request.user),
        "news": news,
        "back": _back(request, found.story),
        "arrivals": changed_marks(found.story, request.user, marked) if request.htmx else None,
    }
    part = "_decided" if request.htmx else "_too_late"
    return render(request, f"annotations/suggestion{part}.html", context, status=status)


def _back(request: Request, story: Story) -> str:
    """The part of the queue from which the person came."""
    queue = reverse("annotations:suggestions", args=[story.slug])
    asked: str = request.POST.get("back") or request.GET.get("back", "")
    is_there = asked.partition("?")[0] == queue
    return asked if is_there else queue


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def suggestion_run(request: Request, slug: str) -> HttpResponse:
    """How far the machine is with the story; a curator may ask it to read the texts again."""
    story = _story(request, slug)
    if request.method == "POST":
        require(story.role, "run the machine", RULES)
        request_run(story)
        if not request.htmx:
            return redirect("annotations:suggestions", slug)
    require(story.role, "decide suggestions", RULES)
    context = {
        "story": story,
        "progress": progress_of(story),
        "may_run": permits(story.role, "run the machine", RULES),
    }
    if request.htmx:
        return render(request, "annotations/suggestion_progress.html", context)
    return redirect("annotations:suggestions", slug)
