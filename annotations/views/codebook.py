"""The codebook of a story: its tags with their definitions, and what curators do with them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles.http import Request
from articles.models import Story
from articles.rules import permits, require

from .. import actions
from ..codebook import CodebookRefused
from ..codebook.forms import TagForm, WhichTagForm
from ..codebook.reviewing import codings_to_review
from ..codebook.tree import Place, places
from ..codebook.versions import newest_version
from ..models import Annotation, Tag, Tagging
from ..rules import RULES

MOST_DELETED = 20


@require_http_methods(["GET", "POST"])
def codebook(request: Request, slug: str) -> HttpResponse:
    """The entries; `?edit=` names (by guid) the one that the form is about, else a new one is."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    tag = _named_tag(request, story)
    if request.method == "GET":
        return page(request, story, TagForm(instance=tag))
    require(story.role, "edit the codebook", RULES)
    form = TagForm(request.POST, instance=tag)
    if not form.is_valid():
        return page(request, story, form, 422)
    try:
        stored = actions.save_tag(
            form.save(commit=False), request.user, form.cleaned_data["version"] or 0
        )
    except actions.EditConflict as conflict:
        return _conflict(request, story, form, conflict)
    except CodebookRefused as refusal:
        form.add_error(None, str(refusal))
        return page(request, story, form, 422)
    messages.success(request, f"“{stored.name}” is in the codebook.")
    return redirect(f"{request.path}#tag-{stored.guid}")


def _named_tag(request: Request, story: Story) -> Tag:
    """The entry that `?edit=` names (else 404), or a new one. Who stores one that was deleted
    meanwhile is told so."""
    if not (named := request.GET.get("edit", "")):
        return Tag(story=story)
    try:
        guid = uuid.UUID(named)
    except ValueError:
        guid = uuid.UUID(int=0)
    tags = Tag.objects.filter(story=story).select_related("parent", "story")
    if request.method == "GET":
        tags = tags.filter(deleted_at=None)
    return get_object_or_404(tags, guid=guid)


def _conflict(
    request: Request, story: Story, form: TagForm, conflict: actions.EditConflict
) -> HttpResponse:
    """What stands there now, and what was written, ready to be stored over it."""
    theirs = Tag.objects.select_related("parent", "story").get(pk=conflict.current.pk)
    yours = {name: form.cleaned_data[name] for name in form.Meta.fields}
    instance = Tag(story=story) if theirs.deleted_at else theirs
    again = TagForm(instance=instance, initial=yours)
    return page(request, story, again, 409, {"conflict": theirs})


@require_POST
def tag_move(request: Request, slug: str) -> HttpResponse:
    """Up or down among the parts of the same whole."""
    up = request.POST.get("direction") == "up"

    def move(tag: Tag, _: int) -> str:
        actions.move_tag(tag, request.user, up)
        return f"#{'up' if up else 'down'}-{tag.guid}"

    return _change(request, slug, move)


@require_POST
def tag_delete(request: Request, slug: str) -> HttpResponse:
    def delete(tag: Tag, started_from: int) -> str:
        actions.delete_tag(tag, request.user, started_from)
        messages.success(request, f"“{tag.name}” is deleted. It can be brought back below.")
        return ""

    return _change(request, slug, delete)


@require_POST
def tag_restore(request: Request, slug: str) -> HttpResponse:
    def restore(tag: Tag, _: int) -> str:
        actions.restore_tag(tag, request.user)
        messages.success(request, f"“{tag.name}” is back, on the passages that had it.")
        return f"#tag-{tag.guid}"

    return _change(request, slug, restore, deleted=True)


def _change(
    request: Request, slug: str, change: Callable[[Tag, int], str], deleted: bool = False
) -> HttpResponse:
    """Does something with the entry that the request names, and goes to the part of the page
    that `change` gives."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "edit the codebook", RULES)
    which = WhichTagForm(request.POST, story=story, deleted=deleted)
    if not which.is_valid():
        return page(request, story, TagForm(instance=Tag(story=story)), 422, {"which": which})
    tag, version = which.cleaned_data["tag"], which.cleaned_data["version"]
    try:
        place = change(tag, version or 0)
    except (actions.EditConflict, CodebookRefused) as refusal:
        which.add_error("tag", str(refusal))
        return page(request, story, TagForm(instance=tag), 409, {"which": which})
    return redirect(f"{reverse('annotations:codebook', args=[slug])}{place}")


def page(
    request: Request, story: Story, form: TagForm, status: int = 200, more: Any = None
) -> HttpResponse:
    may_edit = permits(story.role, "edit the codebook", RULES)
    deleted = Tag.objects.filter(story=story, deleted_at__isnull=False).order_by("-deleted_at")
    edited = form.instance if form.instance.pk and not form.instance.deleted_at else None
    context = {
        "story": story,
        "entries": _entries(request, story),
        "version": newest_version(story),
        "to_review": codings_to_review(story, request.user).count,
        "form": form,
        "edited": edited,
        "may_edit": may_edit,
        "deleted": deleted[:MOST_DELETED] if may_edit else [],
    }
    return render(request, "annotations/codebook.html", context | (more or {}), status=status)


def _entries(request: Request, story: Story) -> list[tuple[Place, int]]:
    """The entries in order, each with the number of passages with it that the reader sees."""
    seen = Annotation.objects.visible_to(request.user).filter(article__story=story)
    given = Tagging.objects.filter(annotation__in=seen.values("pk")).order_by().values_list("tag")
    counts = dict(given.annotate(n=Count("pk")))
    tags = Tag.objects.filter(story=story, deleted_at=None).select_related("parent")
    return [(place, counts.get(place.tag.pk, 0)) for place in places(tags)]
