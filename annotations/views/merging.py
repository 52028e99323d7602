"""Merging two claims, and splitting one: first what would come of it, then doing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from articles.http import Request
from articles.numbers import number_in
from articles.rules import require

from .. import actions
from ..claims import Position, positions_on
from ..claims.combining import Combination, combination_of
from ..claims.forms import MergeForm, SplitForm
from ..models import Claim
from ..rules import RULES


def _claim(request: Request, slug: str, number: int) -> Claim:
    claims = Claim.objects.visible_to(request.user).select_related("story", "author", "coded_in")
    found: Claim = get_object_or_404(claims.defer("coded_in__raw"), story__slug=slug, number=number)
    return found


@require_http_methods(["GET", "POST"])
def claim_merge(request: Request, slug: str, number: int) -> HttpResponse:
    """Asks for the other claim (`?other=`, its words or number), shows what merging would do with
    both, and does it when posted to."""
    found = _claim(request, slug, number)
    require(found.role, "merge claims", RULES)
    other = _other(request, found)
    if other is None:
        is_asked = bool(request.GET.get("other", "").strip()) or request.method == "POST"
        return _choose(request, found, is_asked)
    both = combination_of(found, other, request.user)
    if request.method == "GET":
        return _preview(request, both, MergeForm(both=both, reader=request.user))
    form = MergeForm(request.POST, both=both, reader=request.user)
    if not form.is_valid():
        return _preview(request, both, form, 422)
    try:
        kept = _merge(request, both, form)
    except actions.EditConflict:
        return _conflict(request, both, form)
    messages.success(request, f"Merged: everything is in claim {kept.number} now.")
    return redirect("annotations:claim", slug, kept.number)


def _other(request: Request, found: Claim) -> Claim | None:
    """The claim that is named by its words, as the list suggests them, or by its number."""
    words = " ".join(request.GET.get("other", "").replace("\0", "").split())
    others = Claim.objects.visible_to(request.user).filter(story=found.story).exclude(pk=found.pk)
    others = others.select_related("story", "author", "coded_in").defer("coded_in__raw")
    named: Claim | None = others.filter(statement__iexact=words).first() if words else None
    return named or others.filter(number=number_in(words)).first()


def _choose(request: Request, found: Claim, is_unknown: bool) -> HttpResponse:
    context = {"claim": found, "story": found.story, "is_unknown": is_unknown}
    status = 422 if is_unknown else 200
    return render(request, "annotations/claim_merge_choice.html", context, status=status)


def _preview(
    request: Request, both: Combination, form: MergeForm, status: int = 200
) -> HttpResponse:
    context = {
        "claim": both.claims[0],
        "other": both.claims[1],
        "story": both.claims[0].story,
        "both": both,
        "form": form,
        "is_conflict": status == 409,
    }
    return render(request, "annotations/claim_merge.html", context, status=status)


def _merge(request: Request, both: Combination, form: MergeForm) -> Claim:
    data = form.cleaned_data
    versions = (data["first_version"], data["second_version"])
    kept, gone = sorted(
        zip(both.claims, versions, strict=True), key=lambda c: c[0].number != data["kept"]
    )
    how = actions.Merging(data["statement"], data["note"], kept[1], gone[1], form.stays)
    return actions.merge_claims(kept[0], gone[0], request.user, how)


def _conflict(request: Request, both: Combination, form: MergeForm) -> HttpResponse:
    """What would come of it now, with the words that were written."""
    first, second = (_claim(request, c.story.slug, c.number) for c in both.claims)
    newest = combination_of(first, second, request.user)
    written = {name: form.cleaned_data[name] for name in ("kept", "statement", "note")}
    again = MergeForm(both=newest, reader=request.user, initial=written)
    return _preview(request, newest, again, 409)


@require_http_methods(["GET", "POST"])
def claim_split(request: Request, slug: str, number: int) -> HttpResponse:
    """Chooses the passages that a new claim takes, and gives them to it when posted to."""
    found = _claim(request, slug, number)
    require(found.role, "merge claims", RULES)
    positions = positions_on(found, request.user)
    uids = [p.rendering.annotation.uid for s in positions for a in s.accounts for p in a.passages]
    sent = request.POST if request.method == "POST" else None
    form = SplitForm(sent, claim=found, reader=request.user, uids=uids)
    if not form.is_valid():
        return _splitting(request, found, positions, form, 422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        new = actions.split_claim(
            found, request.user, data["version"], data["statement"], data["note"], data["passages"]
        )
    except actions.EditConflict:
        newest = _claim(request, slug, number)
        return _splitting(request, newest, positions_on(newest, request.user), form, 409)
    messages.success(request, f"Split: claim {new.number} has the passages that you chose.")
    return redirect("annotations:claim", slug, new.number)


def _splitting(
    request: Request, found: Claim, positions: list[Position], form: SplitForm, status: int
) -> HttpResponse:
    context = {
        "claim": found,
        "story": found.story,
        "positions": positions,
        "form": form,
        "chosen": request.POST.getlist("passages"),
        "version": found.version,
        "is_conflict": status == 409,
    }
    return render(request, "annotations/claim_split.html", context, status=status)
