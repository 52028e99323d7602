"""What is published of a story: the list, each numbered state with its files, and what changed.

A published page is for everybody and the same for all, so its address asks no leave. Caches may
keep it but ask before they show it again: one that is withdrawn must not go on being shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models.functions import Length
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_safe,
)

from articles.blindness import is_coded_blind
from articles.http import Request
from articles.log import EditedMeanwhile
from articles.models import Article, Story
from articles.numbers import number_in
from articles.rules import permits, require

from .. import actions
from ..actions.publishing import next_number
from ..models import Snapshot
from ..publishing import citing, document, offline, tables
from ..publishing.changes import changes
from ..publishing.choices import Choices
from ..publishing.coders import names_of_coders
from ..publishing.extent import shares
from ..publishing.forms import PublishForm, WithdrawForm
from ..publishing.freezing import frozen
from ..publishing.showing import Shown
from ..rules import RULES

GONE = 410
BOM = "\ufeff"  # without which Excel takes Arabic for something else


# For everybody


@require_safe
def snapshots(request: Request, slug: str) -> HttpResponse:
    """All numbers, for whoever reads the story; where there are any, for everybody."""
    story = Story.objects.visible_to(request.user).filter(slug=slug).first()
    published = Snapshot.objects.visible_to(request.user).filter(story__slug=slug).for_lists()
    found = list(published)
    if not story and not found:
        raise Http404
    shown = [snapshot.number for snapshot in found if not snapshot.withdrawn_at]
    context = {
        "slug": slug,
        "story": story,
        "title": story.title if story else found[0].title,
        "snapshots": [(each, _before(each.number, shown)) for each in found],
        "may_publish": bool(story and permits(story.role, "publish", RULES)),
    }
    return render(request, "annotations/snapshots.html", context)


def _before(number: int, shown: list[int]) -> int:
    """The number to compare with; 0 for none."""
    return max((other for other in shown if other < number), default=0)


@require_safe
@conditional_page
def snapshot(request: Request, slug: str, number: int) -> HttpResponse:
    found = _snapshot(request, slug, number)
    if found.withdrawn_at:
        return _tombstone(request, found)
    shown = _shown(request, found)
    context = {"shown": shown, "document": shown.document, "snapshot": found}
    return _cached(render(request, "annotations/snapshot.html", context))


@require_safe
@conditional_page
def snapshot_file(request: Request, slug: str, number: int, file: str) -> HttpResponse:
    """The document, what is made of it, or a reference to it, as a file."""
    if file not in FILES:
        raise Http404
    found = _snapshot(request, slug, number)
    if found.withdrawn_at:
        return _tombstone(request, found)
    content_type, write = FILES[file]
    name = f"{slug}-{number}-{file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse(
        write(found, _address(request, found)), content_type=content_type, headers=headers
    )
    if file == "snapshot.json":
        response["ETag"] = f'"{found.sha256}"'
    return _cached(response)


def _offline(snapshot: Snapshot, address: str) -> str:
    shown = Shown(document.read(snapshot.document), address, snapshot.sha256)
    context = {"shown": shown, "document": shown.document, "is_file": True}
    return offline.file_of(shown.title, render_to_string("annotations/snapshot_body.html", context))


def _reference(cite: Callable[..., str]) -> Callable[[Snapshot, str], str]:
    return lambda snapshot, address: cite(
        document.read(snapshot.document), address, snapshot.sha256
    )


CSV = "text/csv; charset=utf-8"
FILES: dict[str, tuple[str, Callable[[Snapshot, str], str]]] = {
    "wide.csv": (CSV, lambda found, _: BOM + tables.wide(document.read(found.document))),
    "long.csv": (CSV, lambda found, _: BOM + tables.long(document.read(found.document))),
    "snapshot.json": ("application/json", lambda found, _: found.document),
    "snapshot.html": ("text/html; charset=utf-8", _offline),
    "citation.bib": ("application/x-bibtex; charset=utf-8", _reference(citing.bibtex)),
    "citation.ris": ("application/x-research-info-systems; charset=utf-8", _reference(citing.ris)),
    "citation.json": ("application/vnd.citationstyles.csl+json", _reference(citing.csl_json)),
}


@require_safe
@conditional_page
def snapshot_changes(request: Request, slug: str, number: int) -> HttpResponse:
    """What a number changed in an earlier one, `?since=`; without it, in the last one before."""
    found = _snapshot(request, slug, number)
    others = Snapshot.objects.visible_to(request.user).filter(story__slug=slug)
    earlier = others.filter(number__lt=number).select_related("story", "withdrawn_by")
    asked = request.GET.get("since", "")
    before: Snapshot | None
    if asked:
        before = get_object_or_404(earlier, number=number_in(asked))
    else:
        before = earlier.filter(withdrawn_at=None).first()
    for each in (found, before):
        if each and each.withdrawn_at:
            return _tombstone(request, each)
    context: dict[str, Any] = {"snapshot": found, "before": before}
    if before:
        context["changes"] = changes(document.read(before.document), document.read(found.document))
    return _cached(render(request, "annotations/snapshot_changes.html", context))


@require_safe
@conditional_page
def snapshot_schema(request: Request) -> HttpResponse:
    """What a document is, for programs."""
    return HttpResponse(document.SCHEMA.read_bytes(), content_type="application/schema+json")


def _snapshot(request: Request, slug: str, number: int) -> Snapshot:
    visible = Snapshot.objects.visible_to(request.user).select_related("story", "withdrawn_by")
    return get_object_or_404(visible, story__slug=slug, number=number)


def _shown(request: Request, found: Snapshot) -> Shown:
    return Shown(document.read(found.document), _address(request, found), found.sha256)


def _address(request: Request, found: Snapshot) -> str:
    return request.build_absolute_uri(found.get_absolute_url())


def _cached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "public, no-cache"
    return response


def _tombstone(request: Request, found: Snapshot) -> HttpResponse:
    context = {"snapshot": found}
    return _cached(render(request, "annotations/snapshot_gone.html", context, status=GONE))


# For owners


@require_http_methods(["GET", "POST"])
def publish(request: Request, slug: str) -> HttpResponse:
    """What would go out is shown first, with the choices of the form; POST does it."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "publish", RULES)
    if request.method == "GET":
        form = _form_to_look_at(request, story)
        is_chosen = form.is_bound and form.is_valid()
        return _publish_page(request, story, form, form.choices if is_chosen else None)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _publish_page(request, story, form, None, 422)
    try:
        made = actions.publish(story, request.user, form.choices, form.cleaned_data["seen"])
    except EditedMeanwhile:
        form.add_error(None, "The story has changed since you looked. This would go out now.")
        story.refresh_from_db(fields=["last_change"])
        form.data = {**request.POST.dict(), "seen": story.last_change}
        return _publish_page(request, story, form, form.choices, 409)
    messages.success(request, f"Number {made.number} is published.")
    return redirect("annotations:snapshots", slug)


def _form_to_look_at(request: Request, story: Story) -> PublishForm:
    """Filled in where the person has asked to see what their choices make of it."""
    seen = {"seen": story.last_change}
    if "authors" in request.GET:
        return PublishForm({**request.GET.dict(), **seen})
    return PublishForm(initial={"authors": request.user.display_name, **seen})


def _publish_page(
    request: Request, story: Story, form: PublishForm, choices: Choices | None, status: int = 200
) -> HttpResponse:
    """The form and what would go out; with choices, also how that would look."""
    unchosen = Choices(authors=())
    would_be = frozen(story, request.user, choices or unchosen, next_number(story), timezone.now())
    context = {
        "story": story,
        "form": form,
        "shown": Shown(would_be),
        "document": would_be,
        "is_preview": choices is not None,
        "coders": names_of_coders(story),
        "shares": _shares(would_be, story),
        "is_blind": is_coded_blind(story),
    }
    return render(request, "annotations/snapshot_publish.html", context, status=status)


def _shares(would_be: document.Document, story: Story) -> list[tuple[document.Article, int]]:
    """Of each article, how many hundredths of its text go out in passages and their context."""
    articles = Article.objects.filter(story=story, deleted_at=None)
    lengths = dict(articles.values_list("slug", Length("revision__text")))
    found = shares(would_be, lengths)
    return [(each, round(100 * found.get(each["slug"], 0))) for each in would_be["articles"]]


@require_http_methods(["GET", "POST"])
def snapshot_withdraw(request: Request, slug: str, number: int) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "withdraw what is published", RULES)
    visible = Snapshot.objects.visible_to(request.user).defer("document").select_related("story")
    found = get_object_or_404(visible, story=story, number=number)
    if found.withdrawn_at:
        return redirect("annotations:snapshots", slug)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"story": story, "snapshot": found, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "annotations/snapshot_withdraw.html", context, status=status)
    try:
        actions.withdraw(found, request.user, form.cleaned_data["why"])
    except EditedMeanwhile:
        messages.warning(request, "Somebody has withdrawn it meanwhile.")
    return redirect("annotations:snapshots", slug)
