"""What curators do with one article: its details, its text, its passages, and away with it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions
from ..forms import ArticleForm, CorrectionForm, StrikeForm
from ..http import Request
from ..log import EditedMeanwhile, version_of
from ..models import Article, Segment
from ..rules import require

UNSAFE_IN_FILE_NAMES = re.compile(
    r"""[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]"""
)


def _article(request: Request, pk: int) -> Article:
    """The article if the reader may see it, with `role` and what every page about it names."""
    visible = Article.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("story", "source", "language", "revision"), pk=pk
    )


# Details


@require_http_methods(["GET", "POST"])
def article_edit(request: Request, pk: int) -> HttpResponse:
    article = _article(request, pk)
    require(article.role, "edit article details")
    stored = {name: getattr(article, name) for name in ArticleForm.Meta.fields}
    stored["source"] = article.source.name
    version = version_of(article.story, f"article:{article.slug}")
    form = ArticleForm(
        request.POST if request.method == "POST" else None, initial=stored | {"version": version}
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            _edit(article, request, form.cleaned_data)
        except EditedMeanwhile:
            form.show_newer(stored, version)
            status = 409
        else:
            messages.success(request, "The details are changed.")
            return redirect(article)
    context = {"form": form, "article": article}
    return render(request, "articles/article_form.html", context, status=status)


def _edit(article: Article, request: Request, fields: dict[str, Any]) -> None:
    source = actions.find_or_create_source(fields["source"])
    actions.edit_article(article, request.user, **(fields | {"source": source}))


# Text


@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: int) -> HttpResponse:
    article = _article(request, pk)
    require(article.role, "correct a text")
    sent = request.POST if request.method == "POST" else None
    form = CorrectionForm(sent, article.revision)
    if form.is_valid() and (answer := _correct(request, article, form)):
        return answer
    context = {"form": form, "article": article}
    status = 422 if form.is_bound else 200
    return render(request, "articles/correct.html", context, status=status)


def _correct(request: Request, article: Article, form: CorrectionForm) -> HttpResponse | None:
    """Where to go on, or None where the form says what is wrong."""
    data = form.cleaned_data
    try:
        revision = actions.correct_article(
            article, request.user, data["text"], data["reason"], began_from=data["revision"]
        )
    except actions.AlreadyThere as error:
        form.add_error("text", str(error))
        return None
    except EditedMeanwhile:
        context = {
            "yours": data["text"],
            "theirs": article.revision.text,
            "back_url": request.path,
        }
        return render(request, "409.html", context, status=409)
    messages.success(
        request, f"Revision {revision.number} is stored; the earlier text is kept with it."
    )
    return redirect(article)


@require_safe
def original(request: Request, pk: int) -> HttpResponse:
    """What came in, byte for byte, as a file that no browser will show or run."""
    article = _article(request, pk)
    response = HttpResponse(bytes(article.raw), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, _file_name(article))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file_name(article: Article) -> str:
    name = UNSAFE_IN_FILE_NAMES.sub("_", article.file_name).strip(". ")
    suffix = "html" if "html" in article.media_type else "txt"
    return name or f"{article.slug}.{suffix}"


# Passages


@require_safe
def passages(request: Request, pk: int) -> HttpResponse:
    """Every passage, to strike what is no part of the article or put back what is."""
    article = _article(request, pk)
    require(article.role, "strike passages")
    found = article.revision.segments.exclude(kind=Segment.Kind.SENTENCE)
    rows = [(segment, article.revision.text[segment.start : segment.end]) for segment in found]
    context = {"article": article, "passages": rows, "reasons": StrikeForm().fields["why"]}
    return render(request, "articles/passages.html", context)


@require_POST
def strike(request: Request, pk: int, segment: int) -> HttpResponse:
    form = StrikeForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else Segment.Struck.BY_HAND
    return _set_struck(request, pk, segment, why)


@require_POST
def restore(request: Request, pk: int, segment: int) -> HttpResponse:
    return _set_struck(request, pk, segment, Segment.Struck.NO)


def _set_struck(request: Request, pk: int, segment: int, why: str) -> HttpResponse:
    article = _article(request, pk)
    require(article.role, "strike passages")
    passages = article.revision.segments.exclude(kind=Segment.Kind.SENTENCE)
    try:
        actions.strike(article, request.user, get_object_or_404(passages, pk=segment), why)
    except EditedMeanwhile:
        messages.error(request, "The text was corrected meanwhile. These are its passages now.")
        return redirect("articles:passages", pk)
    return _back(request, article)


def _back(request: Request, article: Article) -> HttpResponse:
    """To the page of this site from which the form was sent, or to the article."""
    for address in (request.POST.get("next"), request.headers.get("Referer")):
        if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
            return HttpResponseRedirect(str(address))
    return redirect(article)


# Away and back


@require_POST
def delete(request: Request, pk: int) -> HttpResponse:
    article = _article(request, pk)
    require(article.role, "delete articles")
    actions.delete_article(article, request.user)
    messages.success(request, f"“{article}” is deleted. The story's page can bring it back.")
    return redirect(article.story)


@require_POST
def undelete(request: Request, pk: int) -> HttpResponse:
    tombstones = Article.objects.deleted_visible_to(request.user).select_related("story")
    article = get_object_or_404(tombstones, pk=pk)
    require(article.role, "delete articles")
    try:
        actions.restore_article(article, request.user)
    except actions.AlreadyThere as error:
        messages.error(request, str(error))
        return redirect(article.story)
    messages.success(request, f"“{article}” is back.")
    return redirect(article)
