"""The pages that join what is read with what is said of it: front page, story, search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.claims import add_stances
from annotations.codebook.reviewing import codings_to_review
from annotations.models import Annotation, Claim
from annotations.proposals.progress import Progress, progress_of
from annotations.rules import RULES as ANNOTATION_RULES
from annotations.talk.inbox import unread_count
from articles.blindness import sight_of
from articles.http import Request
from articles.models import Article, Membership, Story
from articles.pagination import keyset_page
from articles.relays import relays
from articles.rules import permits

from .forms import SearchForm
from .search import Search

STORIES_AT_HOME = 8
CLAIMS_ON_A_STORY = 10
MEMBERS_ON_A_STORY = 12
ARTICLES_ON_A_PAGE = 60


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: whether this is the demonstration, and what waits in the inbox.

    That is counted where it is shown, for people who are logged in: one query.
    """
    return {"demo": settings.DEMO, "unread_count": partial(unread_count, request.user)}


@require_safe
def home(request: Request) -> HttpResponse:
    visible = Story.objects.visible_to(request.user).with_counts()
    return render(request, "site/home.html", {"stories": visible[:STORIES_AT_HOME]})


@require_safe
def story(request: Request, slug: str) -> HttpResponse:
    marks = Annotation.objects.visible_to(request.user)
    visible = Story.objects.visible_to(request.user).with_counts().with_blindness()
    lost = _count_by("article__story", marks.filter(needs_review=True))
    story = get_object_or_404(visible.annotate(lost_count=lost), slug=slug)
    articles = Article.objects.visible_to(request.user).filter(story=story).for_lists()
    of_story = articles.annotate(mark_count=_count_by("article", marks))
    page = keyset_page(of_story, ("published_on", "pk"), request.GET, size=ARTICLES_ON_A_PAGE)
    can_curate = permits(story.role, "import articles")
    may_review = permits(story.role, "review lost passages", ANNOTATION_RULES)
    context = {
        "story": story,
        "page": page,
        "coverage": [(a, a.mark_count) for a in page.items],  # type: ignore[attr-defined]
        "sources": _once(article.source for article in page.items),
        "languages": _once(article.language for article in page.items),
        "relays": relays(page.items),
        "claims": _claims(story, request),
        "members": _members(story, request),
        "can_curate": can_curate,
        "progress": _progress(story),
        "may_run": permits(story.role, "run the machine", ANNOTATION_RULES),
        "can_edit": permits(story.role, "edit the story"),
        "deleted": _deleted(story, request) if can_curate else [],
        "review_count": story.lost_count if may_review else 0,  # type: ignore[attr-defined]
        "coding_count": codings_to_review(story, request.user).count,
        "sight": sight_of(story.role, story),
        "can_set_blind": permits(story.role, "set blind coding"),
    }
    return render(request, "site/story.html", context)


def _once[Thing](things: Iterable[Thing]) -> list[Thing]:
    return list(dict.fromkeys(things))


def _count_by(owner: str, marks: QuerySet) -> Coalesce:
    """For the rows that `owner` leads to from a mark: how many of the marks are theirs."""
    of_each = marks.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Coalesce(Subquery(of_each.annotate(n=Count("pk")).values("n")), 0)


def _claims(story: Story, request: Request) -> list[Claim]:
    """Those that most articles take up, with the stances they take."""
    visible = Claim.objects.visible_to(request.user).filter(story=story).with_counts(request.user)
    claims = list(visible.order_by(F("article_count").desc(), "number")[:CLAIMS_ON_A_STORY])
    add_stances(claims, request.user)
    return claims


def _members(story: Story, request: Request) -> list[Membership]:
    """Names of people are for people who are known themselves."""
    if not request.user.is_authenticated:
        return []
    memberships = Membership.objects.filter(story=story).select_related("user")
    return list(memberships.order_by("pk")[:MEMBERS_ON_A_STORY])


def _progress(story: Story) -> Progress | None:
    """How far the machine is, for those who may decide on what it proposes."""
    may_decide = permits(story.role, "decide suggestions", ANNOTATION_RULES)
    return progress_of(story) if may_decide else None


def _deleted(story: Story, request: Request) -> list[Article]:
    tombstones = Article.objects.deleted_visible_to(request.user).filter(story=story)
    return list(tombstones.select_related("source", "language").order_by("-deleted_at")[:20])


@require_safe
def search(request: Request) -> HttpResponse:
    form = SearchForm(request.GET, request.user)
    is_search = form.is_valid() and bool(form.words)
    found = Search(form, request.user, request.GET) if is_search else None
    return render(request, "site/search.html", {"form": form, "found": found})
