"""Verdicts: what people say of a claim and an article without a passage."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles.http import Request
from articles.models import Article
from articles.rules import require

from .. import actions
from ..claims.forms import VerdictForm
from ..claims.looking import looking_for
from ..forms import VersionForm
from ..history import history_of
from ..models import Claim, Verdict
from ..rules import RULES, may_take_back, require_taking_back
from ..talk.threads import address_of, talk_about


@vary_on_headers("HX-Request")
@require_POST
def verdict(request: Request, slug: str, number: int) -> HttpResponse:
    """Says of one article what the person has found, for the first time or anew."""
    claims = Claim.objects.visible_to(request.user).select_related("story")
    claim = get_object_or_404(claims, story__slug=slug, number=number)
    require(claim.role, "give verdicts", RULES)
    articles = Article.objects.visible_to(request.user).filter(story=claim.story)
    form = VerdictForm(request.POST).among(articles)
    if not form.is_valid():
        return _looking(request, claim, form, 422)
    data = form.cleaned_data
    try:
        actions.set_verdict(
            claim, data["article"], request.user, data["kind"], data["note"], data["version"]
        )
    except actions.Gone as gone:
        form.add_error(None, str(gone))
        return _looking(request, claim, form, 409)
    except actions.EditConflict:
        form.add_error(None, "You have said something else of this article in the meantime.")
        return _looking(request, claim, form, 409)
    return _done(request, claim)


def _done(request: Request, claim: Claim) -> HttpResponse:
    if request.htmx:
        return _looking(request, claim)
    return redirect(f"{address_of(claim)}#looking")


def _looking(
    request: Request, claim: Claim, form: VerdictForm | None = None, status: int = 200
) -> HttpResponse:
    """What is known of the articles without a passage: for htmx alone, else on a page."""
    context = {
        "claim": claim,
        "story": claim.story,
        "looking": looking_for(claim, request.user, may_judge=True, form=form),
    }
    name = "annotations/verdicts.html"
    return render(request, f"{name}#fragment" if request.htmx else name, context, status=status)


def _verdict(request: Request, uid: uuid.UUID) -> Verdict:
    verdicts = Verdict.objects.visible_to(request.user).select_related(
        "author", "claim", "article__story", "article__source", "article__language"
    )
    found: Verdict = get_object_or_404(verdicts.defer("article__raw"), uid=uid)
    return found


@require_safe
def verdict_page(request: Request, uid: uuid.UUID) -> HttpResponse:
    return _page(request, _verdict(request, uid))


def _page(request: Request, found: Verdict, is_conflict: bool = False) -> HttpResponse:
    story = found.article.story
    story.role = found.role
    own = found.author_id is not None and found.author_id == request.user.pk
    context = {
        "verdict": found,
        "claim": found.claim,
        "article": found.article,
        "story": story,
        "talk": talk_about(found, request.user),
        "changes": history_of(story, request.user, f"verdict:{found.uid}"),
        "form": VerdictForm().about(found.article, found) if own else None,
        "may_take_back": may_take_back(found, request.user),
        "is_conflict": is_conflict,
    }
    status = 409 if is_conflict else 200
    return render(request, "annotations/verdict.html", context, status=status)


@require_POST
def verdict_delete(request: Request, uid: uuid.UUID) -> HttpResponse:
    found = _verdict(request, uid)
    require_taking_back(found, request.user)
    version = VersionForm(request.POST)
    try:
        seen = version.cleaned_data["version"] if version.is_valid() else 0
        actions.take_back_verdict(found, request.user, seen)
    except actions.EditConflict:
        return _page(request, _verdict(request, uid), is_conflict=True)
    messages.success(request, "The verdict is taken back: nobody has looked, as far as it says.")
    return redirect("annotations:claim", found.article.story.slug, found.claim.number)
