"""What happened: to a mark, to a claim, in a story; and putting back how something was."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.http import Request
from articles.log import EditedMeanwhile
from articles.models import Story
from articles.rules import require

from .. import actions
from ..history import PutBack, history_of, put_back_of
from ..history.activity import ActivityForm, activity_page
from ..models import Annotation, Claim
from ..naming import called, capitalised, kind_and_key
from ..rules import RULES


def _story(request: Request, slug: str) -> Story:
    return get_object_or_404(Story.objects.visible_to(request.user), slug=slug)


@require_safe
def history(request: Request, uid: uuid.UUID) -> HttpResponse:
    """Of a mark; of a deleted one, too."""
    seen, tombstones = Annotation.objects.visible_to, Annotation.objects.deleted_visible_to
    found = (
        (seen(request.user) | tombstones(request.user))
        .select_related("article__story", "article__source", "article__language")
        .defer("article__raw")
    )
    annotation = get_object_or_404(found, uid=uid)
    story = annotation.article.story
    context = {
        "story": story,
        "article": annotation.article,
        "annotation": annotation,
        "is_deleted": annotation.deleted_at is not None,
        "changes": history_of(story, request.user, f"annotation:{uid}"),
    }
    return render(request, "annotations/history.html", context)


@require_safe
def claim_history(request: Request, slug: str, number: int) -> HttpResponse:
    """Of a claim; of a deleted or merged one, too."""
    story = _story(request, slug)
    seen, tombstones = Claim.objects.visible_to, Claim.objects.deleted_visible_to
    found = seen(request.user) | tombstones(request.user)
    claim = get_object_or_404(found.select_related("merged_into"), story=story, number=number)
    context = {
        "story": story,
        "claim": claim,
        "is_deleted": claim.deleted_at is not None,
        "merged_into": seen(request.user).filter(merged=claim).first(),
        "changes": history_of(story, request.user, f"claim:{number}"),
    }
    return render(request, "annotations/history.html", context)


@require_safe
def activity(request: Request, slug: str) -> HttpResponse:
    story = _story(request, slug)
    require(story.role, "see the activity", RULES)
    form = ActivityForm(request.GET, story, request.user)
    context = {"story": story, "form": form}
    if not form.is_valid():
        return render(request, "annotations/activity.html", context, status=422)
    page, days = activity_page(form, story, request.user, request.GET)
    context |= {"page": page, "days": days, "is_filtered": any(form.cleaned_data.values())}
    return render(request, "annotations/activity.html", context)


@require_POST
def put_back(request: Request, slug: str) -> HttpResponse:
    """Puts the version back that `change` stands for, a token of the pages above."""
    story = _story(request, slug)
    require(story.role, "put versions back", RULES)
    asked = put_back_of(request.POST.get("change", ""), story, request.user)
    if asked is None:
        reason = "That version is not known here. Load the page of its history anew."
        return _not_put_back(request, story, _activity(story), reason)
    name = capitalised(called(asked.change.subject, asked.change.after or asked.change.before))
    try:
        actions.put_version_back(asked.change, request.user, asked.seen)
    except EditedMeanwhile:
        reason = f"{name} has been changed since you looked at it. Look at what stands there now."
        return _not_put_back(request, story, _history_page(story, asked), reason)
    except actions.Refused as refusal:
        return _not_put_back(request, story, _history_page(story, asked), str(refusal))
    messages.success(request, f"{name} is as it was.")
    return redirect(_history_page(story, asked))


def _not_put_back(request: Request, story: Story, page: str, reason: str) -> HttpResponse:
    context = {"story": story, "reason": reason, "back_url": page}
    return render(request, "annotations/not_undone.html", context, status=409)


def _history_page(story: Story, asked: PutBack) -> str:
    kind, key = kind_and_key(asked.change.subject)
    match kind:
        case "annotation":
            return reverse("annotations:history", args=[key])
        case "claim":
            return reverse("annotations:claim_history", args=[story.slug, key])
        case "verdict":
            return reverse("annotations:verdict_page", args=[key])
    return _activity(story)


def _activity(story: Story) -> str:
    return reverse("annotations:activity", args=[story.slug])
