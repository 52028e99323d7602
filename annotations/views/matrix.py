"""The matrix of a story: who says what."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.blindness import sight_of
from articles.http import Request
from articles.models import Article, Story
from articles.pagination import keyset_page

from ..matrix import matrix_for
from ..models import Claim

CELLS_A_PAGE = 1200  # a page costs by what it shows: the more columns, the fewer rows
FEWEST_ROWS = 10


@require_safe
def matrix(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    articles = Article.objects.visible_to(request.user).filter(story=story)
    columns = list(articles.select_related("source", "language"))
    claims = Claim.objects.visible_to(request.user).filter(story=story)
    rows = max(FEWEST_ROWS, CELLS_A_PAGE // max(1, len(columns)))
    page = keyset_page(claims, ["number"], request.GET, rows)
    context = {
        "story": story,
        "page": page,
        "matrix": matrix_for(columns, request.user, page.items),
        "sight": sight_of(story.role, story, columns),
    }
    return render(request, "annotations/matrix.html", context)
