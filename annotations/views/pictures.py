"""Pictures of a story's coverage, each with a table behind it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.http import Request
from articles.models import Article, Story
from articles.relays import relays

from ..models import Annotation, Rendering
from ..pictures.relay_graph import relay_graph
from ..pictures.shared_claims import shared_claims
from ..pictures.timeline import timeline

MOST_DRAWN = 60  # articles: with more, nobody can read the pictures


@require_safe
def pictures(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    visible = Article.objects.visible_to(request.user).filter(story=story)
    articles = list(visible.for_lists().order_by("published_on", "pk")[:MOST_DRAWN])
    seen = Annotation.objects.visible_to(request.user).filter(article__in=articles)
    rendered = Rendering.objects.filter(annotation__in=seen, claim__deleted_at=None).order_by()
    by_outlet = rendered.values_list("annotation__article__source__name", "claim__number")
    by_language = rendered.values_list("annotation__article__language__name", "claim__number")
    context = {
        "story": story,
        "timeline": timeline(articles),
        "graph": relay_graph(relays(articles)),
        "outlets": shared_claims(_once(a.source.name for a in articles), by_outlet.distinct()),
        "languages": shared_claims(
            _once(a.language.name for a in articles), by_language.distinct()
        ),
        "left_out": max(0, visible.count() - MOST_DRAWN),
    }
    return render(request, "annotations/pictures.html", context)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
