"""Going through what was coded under an older definition of a tag."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from articles.http import Request
from articles.models import Story
from articles.pagination import keyset_page
from articles.rules import require

from .. import actions
from ..codebook.forms import RecodingForm
from ..codebook.reviewing import (
    Outdated,
    ToReview,
    codings_to_review,
    says_more_than_a_tag,
    taggings_to_review,
    waiting,
    wordings,
)
from ..models import Annotation
from ..rules import RULES, require_change

AT_ONCE = 10


@require_http_methods(["GET", "POST"])
def codebook_review(request: Request, slug: str) -> HttpResponse:
    """Tag by tag; `?tag=` names (by guid) the one whose passages are shown."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "review codings", RULES)
    if request.method == "GET":
        return _page(request, story)
    seen = Annotation.objects.visible_to(request.user).filter(article__story=story)
    form = RecodingForm(request.POST, story=story, seen=seen)
    if not form.is_valid():
        return _page(request, story, form, 422)
    require_change(form.annotation, request.user)
    try:
        messages.success(request, _decide(request, form))
    except actions.EditConflict:
        form.add_error(None, "Somebody else has changed this annotation in the meantime.")
        return _page(request, story, form, 409)
    return redirect(f"{request.get_full_path()}#waiting")


def _decide(request: Request, form: RecodingForm) -> str:
    annotation, tag = form.annotation, form.cleaned_data["tag"]
    version = form.cleaned_data["version"]
    if form.cleaned_data["decision"] == "fits":
        actions.confirm_tag(annotation, request.user, version, tag)
        return f"“{tag.name}” still fits."
    if says_more_than_a_tag(annotation):
        actions.take_tag_off(annotation, request.user, version, tag)
        return f"“{tag.name}” is taken off."
    actions.delete_annotation(annotation, request.user, version)
    return f"The mark is taken off: it said nothing but “{tag.name}”."


def _page(
    request: Request, story: Story, form: RecodingForm | None = None, status: int = 200
) -> HttpResponse:
    to_review = codings_to_review(story, request.user)
    chosen = _chosen(request, to_review)
    context = {"story": story, "to_review": to_review, "chosen": chosen, "form": form}
    if chosen:
        rows = taggings_to_review(chosen, story, request.user)
        page = keyset_page(rows, ["codebook_version", "pk"], request.GET, size=AT_ONCE)
        versions = {tagging.codebook_version for tagging in page.items}
        said = {version: wordings(chosen, version) for version in versions}
        passages = [(line, said[line.coded_under]) for line in waiting(page.items)]
        context |= {"page": page, "passages": passages}
    return render(request, "annotations/codebook_review.html", context, status=status)


def _chosen(request: Request, to_review: ToReview) -> Outdated | None:
    """The tag that is asked for, if something waits with it, else the first one."""
    named = request.GET.get("tag", "")
    asked = (outdated for outdated in to_review.tags if str(outdated.tag.guid) == named)
    return next(asked, next(iter(to_review.tags), None))
