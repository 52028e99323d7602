"""The codebook as a file: out, and in after a look at what would become of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from articles.http import Request
from articles.log import EditedMeanwhile
from articles.models import Story
from articles.rules import require

from .. import actions
from ..codebook import CodebookRefused, as_csv, as_qdc
from ..codebook.files import Reading, Told, told_by
from ..codebook.forms import CodebookFileForm, TakeInForm
from ..codebook.preview import preview
from ..codebook.versions import entries_now, newest_version, rewordings
from ..rules import RULES


def _csv(entries: list[Told]) -> bytes:
    return as_csv.written(entries).encode("utf-8-sig")


FORMATS: dict[str, tuple[str, Callable[[list[Told]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "qdc": ("application/xml; charset=utf-8", as_qdc.written),
}


@require_safe
def codebook_export(request: Request, slug: str, kind: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    if kind not in FORMATS:
        raise Http404
    content_type, write = FORMATS[kind]
    file = write(told_by(entries_now(story)))
    headers = {"Content-Disposition": f'attachment; filename="codebook-{story.slug}.{kind}"'}
    return HttpResponse(file, content_type=content_type, headers=headers)


@require_http_methods(["GET", "POST"])
def codebook_import(request: Request, slug: str) -> HttpResponse:
    """A file is looked at first; what it would do is then confirmed, and done in one step."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "edit the codebook", RULES)
    if request.method == "GET":
        return _page(request, story, CodebookFileForm())
    if "table" in request.POST:
        return _take_in(request, story)
    form = CodebookFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, story, form, status=422)
    try:
        return _page(request, story, form, form.reading)
    except CodebookRefused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, story, form, status=422)


def _take_in(request: Request, story: Story) -> HttpResponse:
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return _page(request, story, form, status=422)
    try:
        version = form.cleaned_data["version"]
        done = actions.take_in_codebook(story, request.user, form.reading, version)
    except EditedMeanwhile:
        return _look_again(request, story, form)
    except CodebookRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, story, form, status=422)
    messages.success(request, f"Taken in: {len(done)} of the entries are new or changed.")
    return redirect("annotations:codebook", story.slug)


def _look_again(request: Request, story: Story, form: TakeInForm) -> HttpResponse:
    form.add_error(
        None,
        "Somebody else has changed the codebook in the meantime. This is what the file would "
        "do to it as it is now.",
    )
    try:
        return _page(request, story, form, form.reading, 409)
    except CodebookRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, story, form, status=409)


def _page(
    request: Request,
    story: Story,
    form: CodebookFileForm | TakeInForm,
    reading: Reading | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; with what was read, also what it would do. Raises CodebookRefused."""
    context: dict[str, Any] = {"story": story, "form": form, "file_form": form}
    if not isinstance(form, CodebookFileForm):
        context["file_form"] = CodebookFileForm()
    if reading:
        looked = preview(story, reading)
        context |= {
            "reading": reading,
            "preview": looked,
            "changes": [(change, rewordings(change)) for change in looked.differences],
            "table": as_csv.written(reading.entries),
            "version": newest_version(story),
        }
    return render(request, "annotations/codebook_import.html", context, status=status)
