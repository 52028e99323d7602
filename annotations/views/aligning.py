"""What helps to read side by side, for the reading room's scripts."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.http import Request
from articles.models import Story
from articles.numbers import number_in

from ..aligning import proposed_in


@require_safe
def proposed(request: Request, slug: str) -> HttpResponse:
    """Passages of the articles `?a=` that the machine proposes to be counterparts."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    keys = list(map(number_in, request.GET.getlist("a")))
    return JsonResponse({"proposed": proposed_in(story, keys, request.user)})
