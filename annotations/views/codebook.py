"""The codebook of a story: its tags with their definitions."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from articles.http import Request
from articles.models import Story
from articles.rules import permits, require

from .. import actions
from ..forms import TagForm
from ..models import Annotation, Tag
from ..rules import RULES


@require_http_methods(["GET", "POST"])
def codebook(request: Request, slug: str) -> HttpResponse:
    """The entries; `?edit=` names the one that the form is about, else it is about a new one."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    if request.method == "GET":
        return _page(request, story, TagForm(instance=_tag(request, story)))
    require(story.role, "edit the codebook", RULES)
    form = TagForm(request.POST, instance=_tag(request, story))
    if not form.is_valid():
        return _page(request, story, form, 422)
    tag = actions.save_tag(form.save(commit=False), request.user)
    messages.success(request, f"“{tag.name}” is in the codebook.")
    return redirect(request.path)


def _tag(request: Request, story: Story) -> Tag:
    """The entry that `?edit=` names (else 404), or a new one."""
    name = request.GET.get("edit", "").replace("\0", "")
    return (
        get_object_or_404(Tag, story=story, deleted_at=None, name=name)
        if name
        else Tag(story=story)
    )


def _page(request: Request, story: Story, form: TagForm, status: int = 200) -> HttpResponse:
    seen = Annotation.objects.visible_to(request.user)
    live = Q(annotations__in=seen.values("pk"))
    tags = Tag.objects.filter(story=story, deleted_at=None)
    tags = tags.annotate(count=Count("annotations", filter=live))
    context = {
        "story": story,
        "tags": _parts_below_wholes(list(tags)),
        "form": form,
        "edited": form.instance if form.instance.pk else None,
        "may_edit": permits(story.role, "edit the codebook", RULES),
    }
    return render(request, "annotations/codebook.html", context, status=status)


def _parts_below_wholes(tags: list[Tag]) -> list[Tag]:
    parts = [tag for tag in tags if tag.parent_id]
    wholes = [tag for tag in tags if not tag.parent_id]
    return [
        entry for tag in wholes for entry in (tag, *(p for p in parts if p.parent_id == tag.pk))
    ]
