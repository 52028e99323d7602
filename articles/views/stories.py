"""The list of stories, making and editing one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from .. import actions
from ..forms import StoryForm
from ..http import Request
from ..log import EditedMeanwhile, version_of
from ..models import Story
from ..pagination import keyset_page
from ..rules import require


@require_safe
def stories(request: Request) -> HttpResponse:
    visible = Story.objects.visible_to(request.user).with_counts()
    page = keyset_page(visible, ("-happened_on", "-pk"), request.GET)
    return render(request, "articles/stories.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def story_new(request: Request) -> HttpResponse:
    form = StoryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in StoryForm.Meta.fields}
        story = actions.create_story(request.user, **fields)
        messages.success(request, "The story is there. Bring in its first articles.")
        return redirect(story)
    status = 422 if form.is_bound else 200
    return render(request, "articles/story_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def story_edit(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "edit the story")
    stored = {name: getattr(story, name) for name in StoryForm.Meta.fields}
    version = version_of(story, f"story:{story.slug}")
    form = StoryForm(
        request.POST if request.method == "POST" else None, initial=stored | {"version": version}
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.edit_story(story, request.user, **form.cleaned_data)
        except EditedMeanwhile:
            form.show_newer(stored, version)
            status = 409
        else:
            messages.success(request, "The story is changed.")
            return redirect(story)
    context = {"form": form, "story": story}
    return render(request, "articles/story_form.html", context, status=status)
