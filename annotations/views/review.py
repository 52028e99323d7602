"""Deciding what becomes of annotations whose passage a correction of the text lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from articles.http import Request
from articles.models import Story
from articles.rules import require

from .. import actions
from ..forms import ReviewForm
from ..models import Annotation
from ..querysets import AnnotationQuerySet
from ..review import lost_passages
from ..rules import RULES, require_change

MOST_SHOWN = 10


@require_http_methods(["GET", "POST"])
def review(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "review lost passages", RULES)
    lost = Annotation.objects.visible_to(request.user).filter(
        article__story=story, needs_review=True
    )
    if request.method == "GET":
        return _page(request, story, lost)
    form = ReviewForm(request.POST, lost=lost)
    if not form.is_valid():
        return _page(request, story, lost, form, 422)
    try:
        _decide(request, form)
    except actions.EditConflict:
        form.add_error(None, "Somebody else has changed this annotation in the meantime.")
        return _page(request, story, lost, form, 409)
    return redirect(request.path)


def _decide(request: Request, form: ReviewForm) -> None:
    annotation, version = form.annotation, form.cleaned_data["version"]
    if form.anchor is None:
        require_change(annotation, request.user)
        actions.delete_annotation(annotation, request.user, version)
        messages.success(request, "The annotation is deleted.")
    else:
        actions.move_annotation(annotation, request.user, version, form.anchor)
        messages.success(request, "The annotation stands in the text again.")


def _page(
    request: Request,
    story: Story,
    lost: AnnotationQuerySet,
    form: ReviewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The first ones that wait; who has dealt with them sees the next."""
    waiting = lost.for_lists().select_related(
        "revision", "article__revision", "article__source", "article__story"
    )
    context = {
        "story": story,
        "lost": lost_passages(list(waiting.order_by("pk")[:MOST_SHOWN])),
        "count": lost.count(),
        "form": form,
    }
    return render(request, "annotations/review.html", context, status=status)
