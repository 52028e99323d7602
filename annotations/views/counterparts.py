"""Where other articles may say what a passage says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.http import Request
from articles.models import Article
from articles.rules import require

from ..forms import PlaceForm
from ..panes import panes_query
from ..rules import RULES


@vary_on_headers("HX-Request")
@require_safe
def counterparts(request: Request, pk: int) -> HttpResponse:
    """The best sentence of every other article: a fragment for htmx, else a page."""
    articles = Article.objects.visible_to(request.user)
    found = articles.select_related("story", "revision", "language", "source")
    article = get_object_or_404(found, pk=pk)
    require(article.role, "annotate", RULES)
    place = PlaceForm(request.GET, current=article.revision)
    if not place.is_valid():
        context = {"article": article, "place": place}
        return render(request, "annotations/misplaced.html", context, status=422)
    others = (
        articles.filter(story=article.story).exclude(pk=pk).select_related("source", "language")
    )
    context = {
        "article": article,
        "story": article.story,
        "place": place,
        "counterparts": list(_best(article, place, others.defer("raw"))),
    }
    name = f"annotations/counterparts.html{'#found' if request.htmx else ''}"
    return render(request, name, context)


def _best(
    article: Article, place: PlaceForm, others: Iterable[Article]
) -> Iterator[dict[str, Any]]:
    from ..proposals.counterparts import counterparts_of  # loads NumPy

    known = {other.pk: other for other in others}
    span = (place.anchor.start, place.anchor.end)
    room = reverse("annotations:read", args=[article.story.slug])
    for found in counterparts_of(article, span, known.values()):
        if found.rank == 0:
            panes = panes_query([article.pk, found.article.pk])
            where = f"{room}{panes}#s-{found.article.pk}-{found.start}"
            yield {"article": known[found.article.pk], "exact": found.exact, "address": where}
