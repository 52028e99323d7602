"""The gap pass: one cell of the matrix after the other, each with its likeliest sentences.

Reading the page changes nothing: it shows the cell that the person has before them. Each answer to
a decision puts the next one there; htmx gets it alone, a plain browser is sent back to the page.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from articles.blindness import sight_of
from articles.http import Request
from articles.models import Story
from articles.rules import require

from .. import actions
from ..anchors import AnchorError
from ..gaps.cells import gap_of
from ..gaps.forms import BEGIN, LEAVE, PUT_OFF, UNDO, GapForm, WalkForm
from ..gaps.holding import held_as, held_by, let_go, put_off, take, take_next
from ..gaps.overview import overview_of
from ..gaps.speakers import as_the_story_knows
from ..gaps.taken_back import cell_of
from ..gaps.walking import ORDERS, Walk
from ..models import GapHold, Rendering, Verdict
from ..rules import RULES
from ..saying import ClaimSaid, Saying
from .undoing import in_words

TAKEN = "Nothing to do there: the cell is looked at, or somebody else has it before them."
GONE = "Nothing was stored: this cell is no longer before you. It may be decided already."
PUT_OFF_DONE = "Put off: it comes again at the end."


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def gaps(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "give verdicts", RULES)
    walk = WalkForm(request.GET, story=story, reader=request.user).walk()
    if request.method == "GET":
        return _page(request, walk)
    form = GapForm(request.POST, story=story)
    if not form.is_valid():
        return _page(request, walk, form, 422)
    return DOING.get(form.cleaned_data["do"], _decide)(request, walk, form)


def _begin(request: Request, walk: Walk, form: GapForm) -> HttpResponse:
    if take_next(walk) is None:
        messages.warning(request, TAKEN)
        return redirect(walk.onward().address)
    return redirect(walk.address)


def _leave(request: Request, walk: Walk, form: GapForm) -> HttpResponse:
    let_go(walk.story, request.user)
    return redirect("annotations:gaps", walk.story.slug)


def _undo(request: Request, walk: Walk, form: GapForm) -> HttpResponse:
    """Takes back one's last step; where it was about a cell, that is before the person again."""
    try:
        undone = actions.undo(walk.story, request.user)
    except actions.Refused as refusal:
        return _refused(request, walk, form, str(refusal))
    if cell := cell_of(undone.original, request.user):
        take(walk.story, request.user, cell)
    return _done(request, walk.onward(), f"Taken back: {in_words(undone)}.")


def _decide(request: Request, walk: Walk, form: GapForm) -> HttpResponse:
    hold = held_as(form.cleaned_data["uid"], walk.story, request.user)
    if hold is None:
        return _refused(request, walk, form, GONE)
    try:
        done = _say(request, hold, form)
    except (ValidationError, AnchorError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return _page(request, walk, form, 422)
    except (actions.EditConflict, actions.Gone):
        take_next(walk.onward())
        return _refused(request, walk.onward(), form, GONE)
    take_next(walk.onward())
    return _done(request, walk.onward(), done)


def _say(request: Request, hold: GapHold, form: GapForm) -> str:
    """Stores what is said of the cell; tells what that was."""
    do, note = form.cleaned_data["do"], form.cleaned_data["note"]
    if do == PUT_OFF:
        put_off(hold)
        return PUT_OFF_DONE
    if do in Verdict.Kind.values:
        actions.set_verdict(hold.claim, hold.article, request.user, do, note)
        return f"Stored: {Verdict.Kind(do).label}."
    revision = hold.article.revision
    anchor = form.anchor(revision)
    to = as_the_story_knows(form.cleaned_data["attributed_to"], hold.article, request.user)
    saying = Saying(claims=[ClaimSaid(hold.claim.statement, do, to)], note=note)
    actions.render_claim(hold.article, request.user, revision, anchor, saying, hold.uid)
    return f"Stored: {Rendering.Stance(do).label}."


DOING = {BEGIN: _begin, LEAVE: _leave, UNDO: _undo}


def _done(request: Request, walk: Walk, done: str) -> HttpResponse:
    if request.htmx:
        return _page(request, walk, done=done)
    messages.success(request, done)
    return redirect(walk.address)


def _refused(request: Request, walk: Walk, form: GapForm, reason: str) -> HttpResponse:
    form.add_error(None, reason)
    return _page(request, walk, form, 409)


def _page(
    request: Request, walk: Walk, form: GapForm | None = None, status: int = 200, done: str = ""
) -> HttpResponse:
    """The cell that the person has before them, else how far the matrix is."""
    hold = held_by(walk)
    context = {
        "story": walk.story,
        "walk": walk,
        "orders": ORDERS,
        "gap": gap_of(walk, hold) if hold else None,
        "overview": None if hold else overview_of(walk.story, request.user),
        "form": form or GapForm(story=walk.story),
        "done": done,
        "sight": sight_of(walk.story.role, walk.story, [hold.article] if hold else None),
    }
    name = "annotations/gaps.html"
    return render(request, f"{name}#gap" if request.htmx else name, context, status=status)
