"""The matrix of a story: who says what."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from articles.http import Request
from articles.models import Story
from articles.pagination import keyset_page

from ..matrix import matrix_for
from ..models import Claim

ROWS_A_PAGE = 40


@require_GET
def matrix(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    claims = Claim.objects.visible_to(request.user).filter(story=story)
    page = keyset_page(claims, ["number"], request.GET, ROWS_A_PAGE)
    context = {
        "story": story,
        "page": page,
        "matrix": matrix_for(story, request.user, page.items),
    }
    return render(request, "annotations/matrix.html", context)
