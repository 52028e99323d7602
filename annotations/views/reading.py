"""Reading one article, or two to five side by side."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.http import Request
from articles.models import Article, Story
from articles.numbers import number_in
from articles.rules import RULES as ARTICLE_RULES
from articles.rules import permits

from .. import reading
from ..live.cursor import cursor_for
from ..panes import MOST_PANES, claims_in, panes_of, panes_query
from ..rules import RULES

MOST_MARKS = 200  # that may be asked for at once: their names make an address of 8 kB


@require_safe
def article(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Article.objects.visible_to(request.user).for_reading(), pk=pk)
    return _reading(request, [found])


@require_safe
def read(request: Request, slug: str) -> HttpResponse:
    """Panes as `?a=` names them, in that order; the story's first two where it names none."""
    articles = Article.objects.visible_to(request.user).filter(story__slug=slug)
    keys = _numbers(request, "a")[:MOST_PANES]
    found = articles.for_reading().in_bulk(keys)
    chosen = [found[key] for key in dict.fromkeys(keys) if key in found]
    if chosen:
        return _reading(request, chosen)
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    first = list(articles.values_list("pk", flat=True)[:2])
    return redirect(request.path + panes_query(first)) if first else redirect(story)


def _reading(request: Request, articles: list[Article]) -> HttpResponse:
    story, role = articles[0].story, articles[0].role
    story.has_blind_articles = articles[0].has_blind_articles
    keys = [article.pk for article in articles]
    visible = Article.objects.visible_to(request.user).filter(story=story).exclude(pk__in=keys)
    others = list(visible.select_related("source", "language"))
    panes = panes_of(
        articles, others, request.user, _numbers(request, "from"), request.GET.get("mark", "")
    )
    context = {
        "story": story,
        "cursor": cursor_for(story, request.user) if request.user.is_authenticated else "",
        "is_member": _is_member(request, story, role),
        "panes": panes,
        "others": others,
        "has_room": len(panes) < MOST_PANES,
        "panes_query": panes_query(keys),
        "claims": claims_in(panes, story, request.user),
        "chosen_claim": request.GET.get("claim", ""),
        "may_annotate": permits(role, "annotate", RULES),
        "may_correct": permits(role, "correct a text", ARTICLE_RULES),
    }
    return render(request, "annotations/reading.html", context)


def _is_member(request: Request, story: Story, role: str) -> bool:
    """Readers of a public story may be members of it or anybody."""
    if role != "reader" or not story.is_public:
        return True
    return story.memberships.filter(user=request.user.pk).exists()


def _numbers(request: Request, name: str) -> list[int]:
    return list(map(number_in, request.GET.getlist(name)))


@require_safe
def changed_marks(request: Request, slug: str) -> HttpResponse:
    """Lines of marks as they are now, for pages that are told of changes: of the annotations that
    `?uid=` names, and of those in the articles `?a=` that say something of what `?about=` names
    as the log does."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    asked, keys = request.GET, _numbers(request, "a")[:MOST_PANES]
    about = [name for name in asked.getlist("about") if "\0" not in name]
    showing = reading.showing(about, keys, request.user)
    uids = [*_uids(asked.getlist("uid")[:MOST_MARKS]), *showing]
    context = {"arrivals": reading.changed_marks(story, request.user, uids)}
    return render(request, "annotations/arrivals.html", context)


def _uids(values: Iterable[str]) -> Iterator[uuid.UUID]:
    for value in values:
        with suppress(ValueError):
            yield uuid.UUID(value)
