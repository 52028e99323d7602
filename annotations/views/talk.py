"""Talk about an annotation, a claim or a verdict.

Every view answers htmx with the talk as it is now, and a plain browser with the page of what is
talked about, or with the talk alone where something is wrong with what was written.
"""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles.http import Request
from articles.models import Membership, Story
from articles.rules import require

from .. import actions
from ..models import Annotation, Claim, Comment, Thread, Verdict
from ..options import ranked
from ..reading import changed_marks
from ..rules import RULES, require_change_of_claim
from ..talk.forms import CommentForm
from ..talk.threads import Subject, address_of, story_of, talk_about

MOST_PEOPLE = 8
WITH: dict[type[Subject], tuple[str, ...]] = {  # what talk is about, and what is read along with it
    Annotation: ("article__story",),
    Claim: ("story", "coded_in"),
    Verdict: ("claim", "article__story"),
}


@vary_on_headers("HX-Request")
@require_POST
def comment(request: Request, uid: uuid.UUID) -> HttpResponse:
    return _comment(request, get_object_or_404(_seen(request, Annotation), uid=uid))


@vary_on_headers("HX-Request")
@require_POST
def claim_comment(request: Request, slug: str, number: int) -> HttpResponse:
    claims = _seen(request, Claim)
    return _comment(request, get_object_or_404(claims, story__slug=slug, number=number))


@vary_on_headers("HX-Request")
@require_POST
def verdict_comment(request: Request, uid: uuid.UUID) -> HttpResponse:
    return _comment(request, get_object_or_404(_seen(request, Verdict), uid=uid))


def _seen(request: Request, kind: type[Subject]) -> QuerySet:
    """Those that the reader may see, with their role."""
    rows: QuerySet = kind.objects.visible_to(request.user).select_related(*WITH[kind])
    return rows.defer("coded_in__raw" if kind is Claim else "article__raw")


def _comment(request: Request, subject: Subject) -> HttpResponse:
    require(subject.role, "comment", RULES)
    form = CommentForm(request.POST, story=story_of(subject))
    if not form.is_valid():
        return _talk(request, subject, form, 422)
    try:
        actions.comment(subject, request.user, form.cleaned_data["text"], form.cleaned_data["uid"])
    except actions.Gone as gone:
        form.add_error("text", str(gone))
        return _talk(request, subject, form, 409)
    return _done(request, subject)


@vary_on_headers("HX-Request")
@require_POST
def comment_delete(request: Request, uid: uuid.UUID) -> HttpResponse:
    found, subject = _own_comment(request, uid)
    actions.delete_comment(found, request.user)
    return _done(request, subject)


@vary_on_headers("HX-Request")
@require_POST
def comment_restore(request: Request, uid: uuid.UUID) -> HttpResponse:
    found, subject = _own_comment(request, uid)
    actions.restore_comment(found, request.user)
    return _done(request, subject)


def _own_comment(request: Request, uid: uuid.UUID) -> tuple[Comment, Subject]:
    comments = Comment.objects.with_own_deleted(request.user).select_related("thread__story")
    found = get_object_or_404(comments, uid=uid)
    subject = _subject(request, found.thread)
    require(subject.role, "comment", RULES)
    if found.author_id is None or found.author_id != request.user.pk:
        raise PermissionDenied("Only who has written a comment may delete it or bring it back.")
    return found, subject


@vary_on_headers("HX-Request")
@require_POST
def thread_resolve(request: Request, uid: uuid.UUID) -> HttpResponse:
    thread, subject = _thread(request, uid)
    actions.resolve_thread(thread, request.user)
    return _done(request, subject)


@vary_on_headers("HX-Request")
@require_POST
def thread_reopen(request: Request, uid: uuid.UUID) -> HttpResponse:
    thread, subject = _thread(request, uid)
    actions.reopen_thread(thread, request.user)
    return _done(request, subject)


def _thread(request: Request, uid: uuid.UUID) -> tuple[Thread, Subject]:
    """One of which the reader sees a comment: else they do not know that there is talk."""
    seen = Comment.objects.visible_to(request.user)
    threads = Thread.objects.filter(comments__in=seen.values("pk")).distinct()
    thread = get_object_or_404(threads.select_related("story"), uid=uid)
    subject = _subject(request, thread)
    require(subject.role, "resolve talk", RULES)
    if isinstance(subject, Claim):
        require_change_of_claim(subject, request.user, "resolve talk")
    return thread, subject


def _subject(request: Request, thread: Thread) -> Subject:
    """What is talked about, if the reader may see it (with their role), else 404."""
    keys = {kind: getattr(thread, f"{kind._meta.model_name}_id") for kind in WITH}
    kind, key = next((kind, key) for kind, key in keys.items() if key)
    subject: Subject = get_object_or_404(_seen(request, kind), pk=key)
    return subject


def _done(request: Request, subject: Subject) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{address_of(subject)}#talk")
    return _talk(request, subject)


def _talk(
    request: Request, subject: Subject, form: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    """The talk, with the line of the mark that says how much has been said of it."""
    story = story_of(subject)
    context = {
        "talk": talk_about(subject, request.user, form),
        "story": story,
        "back_url": address_of(subject),
        "arrivals": changed_marks(story, request.user, [subject.uid])
        if request.htmx and isinstance(subject, Annotation)
        else None,
    }
    name = "annotations/talk.html"
    return render(request, f"{name}#fragment" if request.htmx else name, context, status=status)


@require_safe
def member_options(request: Request, slug: str) -> JsonResponse:
    """Whom a comment may mention: [{"value": username, "label", "detail"}], the likeliest first."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "comment", RULES)
    members = Membership.objects.filter(story=story).exclude(user=request.user)
    members = members.select_related("user").order_by("user__username")
    if typed := request.GET.get("q", "").replace("\0", "").strip():
        parts = [F(f"user__{name}") for name in ("username", "first_name", "last_name")]
        spaced = [part for name in parts for part in (name, Value(" "))]
        members = ranked(members, Concat(*spaced, output_field=CharField()), typed)
    people = [member.user for member in members[:MOST_PEOPLE]]
    lines = [
        {"value": p.get_username(), "label": p.display_name, "detail": f"@{p.get_username()}"}
        for p in people
    ]
    return JsonResponse(lines, safe=False)
