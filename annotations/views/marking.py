"""Marking passages, and saying something of them.

Every view answers htmx with a fragment for the panel beside the text (and the lines of the marks
that it changed), and a plain browser with a page.
"""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles.http import Request
from articles.models import Article
from articles.rules import require

from .. import actions
from ..anchors import AnchorError
from ..forms import PlaceForm, SayingForm, VersionForm, place_name
from ..history import changed_since
from ..models import Annotation
from ..querysets import AnnotationQuerySet
from ..reading import Mark, changed_marks
from ..rules import RULES, may_change, require_change
from ..talk.threads import talk_about
from ..translating.asking import offered_for
from ..translating.target import language_of_glosses


def _fragment(
    request: Request, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page, or for htmx only its part that goes into the panel."""
    name = f"{template}#panel" if request.htmx else template
    return render(request, name, context, status=status)


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def annotate(request: Request, pk: int) -> HttpResponse:
    articles = Article.objects.visible_to(request.user)
    article = get_object_or_404(articles.select_related("story", "revision", "language"), pk=pk)
    require(article.role, "annotate", RULES)
    sent = request.POST if request.method == "POST" else request.GET
    place = PlaceForm(sent, current=article.revision)
    if not place.is_valid():
        return _misplaced(request, article, place)
    into = partial(language_of_glosses, article.story, request.user)  # asked where it is shown
    data = request.POST if request.method == "POST" else None
    near = place_name(pk, place.anchor)
    form = SayingForm(data, story=article.story, near=near, initial={"gloss_language": into})
    if form.is_valid():
        return _create(request, article, place, form)
    context = {"article": article, "story": article.story, "place": place, "form": form}
    context["opened"] = sent.get("as", "claim")
    return _fragment(request, "annotations/annotate.html", context, 422 if form.is_bound else 200)


def _create(request: Request, article: Article, place: PlaceForm, form: SayingForm) -> HttpResponse:
    revision, saying = article.revision, form.saying()
    try:
        annotation = actions.create_annotation(
            article, request.user, revision, place.anchor, saying, _uid(request)
        )
    except AnchorError as error:  # the text was corrected a moment ago
        place.add_error(None, str(error))
        return _misplaced(request, article, place)
    return _marked(request, annotation, "Marked.")


def _misplaced(request: Request, article: Article, place: PlaceForm) -> HttpResponse:
    context = {"article": article, "place": place}
    return _fragment(request, "annotations/misplaced.html", context, 422)


def _uid(request: Request) -> uuid.UUID | None:
    """What the browser calls the new annotation, so that sending it twice makes one."""
    try:
        return uuid.UUID(request.POST.get("uid", ""))
    except ValueError:
        return None


def _marked(request: Request, annotation: Annotation, done: str) -> HttpResponse:
    """What is said in the panel after a change, and the line of the mark as it is now."""
    article = annotation.article
    if not request.htmx:
        return redirect(annotation.address_in_text)
    arrivals = changed_marks(article.story, request.user, [annotation.uid])
    context = {"annotation": annotation, "article": article, "arrivals": arrivals, "done": done}
    return render(request, "annotations/marked.html", context)


def _annotation(request: Request, uid: uuid.UUID) -> Annotation:
    return _or_404(Annotation.objects.visible_to(request.user), uid)


def _deleted_annotation(request: Request, uid: uuid.UUID) -> Annotation:
    return _or_404(Annotation.objects.deleted_visible_to(request.user), uid)


def _or_404(visible: AnnotationQuerySet, uid: uuid.UUID) -> Annotation:
    rows = visible.for_lists().select_related("article__story", "revision")
    found: Annotation = get_object_or_404(rows, uid=uid)
    return found


@vary_on_headers("HX-Request")
@require_safe
def annotation(request: Request, uid: uuid.UUID) -> HttpResponse:
    found = _annotation(request, uid)
    context = {
        "annotation": found,
        "article": found.article,
        "story": found.article.story,
        "mark": Mark(found, bool(may_change(found, request.user))),
        "talk": talk_about(found, request.user),
        "offered": offered_for(found, request.user),
    }
    return _fragment(request, "annotations/annotation.html", context)


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def edit(request: Request, uid: uuid.UUID) -> HttpResponse:
    if Annotation.objects.deleted_visible_to(request.user).filter(uid=uid).exists():
        return _deleted_meanwhile(request, uid)
    found = _annotation(request, uid)
    require_change(found, request.user)
    if request.method == "GET":
        into = language_of_glosses(found.article.story, request.user)
        return _edit_form(request, found, SayingForm.of(found, into))
    form = SayingForm(request.POST, story=found.article.story)
    version = VersionForm(request.POST)
    if not (form.is_valid() and version.is_valid()):
        return _edit_form(request, found, form, 422)
    began = version.cleaned_data["version"]
    try:
        edited = actions.edit_annotation(found, request.user, began, form.saying())
    except actions.EditConflict:
        return _overtaken(request, _annotation(request, uid), form, began)
    return _marked(request, edited, "Changed.")


def _edit_form(
    request: Request, found: Annotation, form: SayingForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "annotation": found,
        "article": found.article,
        "story": found.article.story,
        "form": form,
        "opened": "",
    }
    return _fragment(request, "annotations/edit.html", context | more, status)


def _overtaken(request: Request, newest: Annotation, form: SayingForm, began: int) -> HttpResponse:
    """The form, and beside it what stands there now and what was changed since it was opened."""
    subject = f"annotation:{newest.uid}"
    since = changed_since(newest.article.story, request.user, subject, began)
    conflict = Mark(newest, may_change=True)
    return _edit_form(request, newest, form, 409, conflict=conflict, since=since)


def _deleted_meanwhile(request: Request, uid: uuid.UUID) -> HttpResponse:
    found = _deleted_annotation(request, uid)
    require_change(found, request.user)
    context = {"annotation": found, "article": found.article}
    return _fragment(request, "annotations/deleted.html", context, 409)


@require_POST
def delete(request: Request, uid: uuid.UUID) -> HttpResponse:
    found = _annotation(request, uid)
    require_change(found, request.user)
    version = VersionForm(request.POST)
    try:
        started_from = version.cleaned_data["version"] if version.is_valid() else 0
        deleted = actions.delete_annotation(found, request.user, started_from)
    except actions.EditConflict:
        newest = _annotation(request, uid)
        return _overtaken(request, newest, SayingForm.of(newest), started_from)
    return _marked(request, deleted, "Deleted.")


@require_POST
def restore(request: Request, uid: uuid.UUID) -> HttpResponse:
    found = _deleted_annotation(request, uid)
    require_change(found, request.user)
    return _marked(request, actions.restore_annotation(found, request.user), "Brought back.")
