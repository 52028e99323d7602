"""Sources: what each has published, and who credits it, as far as the reader may see it."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..http import Request
from ..models import Article, Credit, Source
from ..pagination import keyset_page

NEWEST_FIRST = ("-published_on", "-pk")


@require_safe
def sources(request: Request) -> HttpResponse:
    visible = Source.objects.visible_to(request.user).with_counts(request.user)
    page = keyset_page(visible, ("name", "pk"), request.GET, size=50)
    return render(request, "articles/sources.html", {"page": page})


@require_safe
def source(request: Request, slug: str) -> HttpResponse:
    visible = Source.objects.visible_to(request.user).with_counts(request.user)
    source = get_object_or_404(visible, slug=slug)
    articles = Article.objects.visible_to(request.user).for_lists()
    crediting = request.GET.get("list") == "credits" or not source.article_count
    if crediting:
        of_source = Credit.objects.filter(source=source).select_related("through__source")
        rows = articles.filter(pk__in=Credit.objects.filter(source=source).values("article"))
        rows = rows.prefetch_related(Prefetch("credits", of_source, to_attr="credits_here"))
    else:
        rows = articles.filter(source=source)
    page = keyset_page(rows, NEWEST_FIRST, request.GET)
    context = {"source": source, "page": page, "crediting": crediting}
    return render(request, "articles/source.html", context)
