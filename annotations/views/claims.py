"""The claims of a story, one claim with its evidence, and suggestions while somebody types."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.blindness import sight_of
from articles.http import Request
from articles.models import Article, Story
from articles.numbers import number_in
from articles.pagination import keyset_page
from articles.rules import permits, require

from .. import actions
from ..claims import Position, add_stances, merged_into, positions_on, went_into
from ..claims.forms import ClaimEditForm
from ..claims.looking import looking_for
from ..models import Annotation, Claim, Speaker, Utterance
from ..options import ranked
from ..panes import MOST_PANES, panes_query
from ..querysets import ClaimQuerySet
from ..rules import RULES, may_change_claim, require_change_of_claim
from ..talk.threads import talk_about_claim

MOST_OPTIONS = 12
MOST_DELETED = 20


def _story(request: Request, slug: str) -> Story:
    return get_object_or_404(Story.objects.visible_to(request.user), slug=slug)


def _claims(slug: str, number: int) -> ClaimQuerySet:
    """`has_merged` tells whether others were merged into it."""
    others = Claim.objects.filter(merged_into=OuterRef("pk"))
    claims = Claim.objects.filter(story__slug=slug, number=number)
    found: ClaimQuerySet = claims.select_related("story", "author", "coded_in")
    return found.defer("coded_in__raw").annotate(has_merged=Exists(others))


def _claim(request: Request, slug: str, number: int) -> Claim:
    found: Claim = get_object_or_404(_claims(slug, number).visible_to(request.user))
    return found


def _deleted_claim(request: Request, slug: str, number: int) -> Claim:
    """Not one that was merged: that comes back by undoing it."""
    claims = _claims(slug, number).filter(merged_into=None)
    found: Claim = get_object_or_404(claims.deleted_visible_to(request.user))
    return found


@require_safe
def claims(request: Request, slug: str) -> HttpResponse:
    story = _story(request, slug)
    visible = Claim.objects.visible_to(request.user).filter(story=story)
    page = keyset_page(visible, ["position", "number"], request.GET)
    add_stances(page.items, request.user)
    may_restore = permits(story.role, "delete claims", RULES)
    tombstones = Claim.objects.deleted_visible_to(request.user)
    deleted = tombstones.filter(story=story, merged_into=None)
    context = {
        "story": story,
        "page": page,
        "claims": page.items,
        "sight": sight_of(story.role, story),
        "may_arrange": permits(story.role, "arrange claims", RULES),
        "deleted": deleted.order_by("-deleted_at")[:MOST_DELETED] if may_restore else [],
    }
    return render(request, "annotations/claims.html", context)


@require_http_methods(["GET", "POST"])
def claim(request: Request, slug: str, number: int) -> HttpResponse:
    """A claim and its evidence; posted to, it is stated anew."""
    found = _claims(slug, number).visible_to(request.user).first()
    if found is None:
        return _merged(request, slug, number)
    if request.method == "GET":
        return _page(request, found, ClaimEditForm(claim=found, reader=request.user))
    require_change_of_claim(found, request.user)
    form = ClaimEditForm(request.POST, claim=found, reader=request.user)
    if not form.is_valid():
        return _page(request, found, form, 422)
    data = form.cleaned_data
    try:
        actions.edit_claim(found, request.user, data["version"], data["statement"], data["note"])
    except actions.EditConflict:
        return _conflict(request, slug, number, data)
    messages.success(request, "The claim is stated anew.")
    return redirect(request.path)


def _merged(request: Request, slug: str, number: int) -> HttpResponse:
    """On to the claim that one was merged into; words that were written for it come along."""
    tombstones = Claim.objects.deleted_visible_to(request.user).filter(merged_into__isnull=False)
    found = get_object_or_404(tombstones, story__slug=slug, number=number)
    stayed = _claim(request, slug, went_into(found).number)
    if request.method == "GET":
        return redirect("annotations:claim", slug, stayed.number)
    require_change_of_claim(stayed, request.user)
    data = {name: request.POST.get(name, "") for name in ("statement", "note")}
    return _conflict(request, slug, stayed.number, data)


def _conflict(request: Request, slug: str, number: int, data: dict) -> HttpResponse:
    """What stands there now, and what was written, ready to be stored over it."""
    newest = _claim(request, slug, number)
    yours = {"statement": data["statement"], "note": data["note"]}
    return _page(
        request, newest, ClaimEditForm(initial=yours, claim=newest, reader=request.user), 409
    )


def _page(request: Request, found: Claim, form: ClaimEditForm, status: int = 200) -> HttpResponse:
    positions = positions_on(found, request.user)
    speaking = {account.article.pk for p in positions for account in p.accounts}
    may_edit = bool(may_change_claim(found, request.user, found.role))
    may_judge = bool(permits(found.role, "give verdicts", RULES))
    merged = merged_into(found, request.user) if found.has_merged else []
    talk, former_talk = talk_about_claim(found, merged, request.user, may_edit)
    context = {
        "claim": found,
        "story": found.story,
        "positions": positions,
        "looking": looking_for(found, request.user, may_judge, speaking),
        "read_url": _read_url(found, positions),
        "form": form,
        "is_conflict": status == 409,
        "may_edit": may_edit,
        "may_delete": permits(found.role, "delete claims", RULES),
        "may_merge": permits(found.role, "merge claims", RULES),
        "talk": talk,
        "former_talk": former_talk,
        "merged": merged,
    }
    return render(request, "annotations/claim.html", context, status=status)


def _read_url(found: Claim, positions: list[Position]) -> str:
    """Where the first articles that speak of the claim stand side by side, if two do."""
    keys = dict.fromkeys(account.article.pk for p in positions for account in p.accounts)
    if len(keys) < 2:
        return ""
    page = reverse("annotations:read", args=[found.story.slug])
    return f"{page}{panes_query(list(keys)[:MOST_PANES])}&claim={found.number}"


@require_POST
def claim_delete(request: Request, slug: str, number: int) -> HttpResponse:
    found = _claim(request, slug, number)
    require(found.role, "delete claims", RULES)
    actions.delete_claim(found, request.user)
    messages.success(request, f"Claim {number} is deleted. It can be brought back below.")
    return redirect("annotations:claims", slug)


@require_POST
def claim_restore(request: Request, slug: str, number: int) -> HttpResponse:
    found = _deleted_claim(request, slug, number)
    require(found.role, "delete claims", RULES)
    actions.restore_claim(found, request.user)
    messages.success(request, "The claim is back, with its passages.")
    return redirect("annotations:claim", slug, number)


# Suggestions while somebody types: [{"value", "label", "detail"}], the likeliest first


@require_safe
def claim_options(request: Request, slug: str) -> JsonResponse:
    story, typed = _story(request, slug), _typed(request)
    claims = Claim.objects.visible_to(request.user).filter(story=story).with_counts(request.user)
    if typed:
        numbered = claims.filter(number=number_in(typed))
        found = [*numbered, *ranked(claims, F("statement"), typed)[:MOST_OPTIONS]]
    else:
        found = _stated_near(request, story, claims)
        found += claims.order_by(F("article_count").desc(), "number")[:MOST_OPTIONS]
    return _options(
        (claim.statement, f"claim {claim.number}, in {_count(claim.article_count, 'article')}")
        for claim in list(dict.fromkeys(found))[:MOST_OPTIONS]
    )


def _stated_near(request: Request, story: Story, claims: QuerySet[Claim]) -> list[Claim]:
    """The claims that passages like the one of `?near=` state (see `forms.place_name`)."""
    parts = [number_in(part) for part in request.GET.get("near", "").split("-")]
    if len(parts) != 3:
        return []
    key, start, end = parts
    articles = Article.objects.visible_to(request.user).filter(story=story, pk=key)
    article = articles.select_related("story").first()
    if article is None:
        return []
    from ..proposals.counterparts import claims_near  # loads NumPy

    near = [claim.pk for claim in claims_near(article, (start, end), request.user)]
    counted = claims.in_bulk(near[:MOST_OPTIONS])
    return [counted[pk] for pk in near if pk in counted]


@require_safe
def speaker_options(request: Request, slug: str) -> JsonResponse:
    story, typed = _story(request, slug), _typed(request)
    speakers: QuerySet = Speaker.objects.visible_to(request.user).filter(story=story)
    if typed:
        variants = Func(
            F("variants"), Value(" "), function="array_to_string", output_field=TextField()
        )
        names = Concat("name", Value(" "), variants, output_field=TextField())
        speakers = ranked(speakers, names, typed)
    return _options(
        (speaker.name, ", ".join(speaker.variants)) for speaker in speakers[:MOST_OPTIONS]
    )


@require_safe
def utterance_options(request: Request, slug: str) -> JsonResponse:
    story, typed = _story(request, slug), _typed(request)
    utterances: QuerySet = Utterance.objects.visible_to(request.user).filter(story=story)
    if typed:
        utterances = ranked(utterances, F("gist"), typed)
    seen = Annotation.objects.visible_to(request.user)
    live = Q(quotations__annotation__in=seen.values("pk"))
    return _options(
        (utterance.gist, f"quoted in {_count(utterance.count, 'passage')}")
        for utterance in utterances.annotate(count=Count("quotations", filter=live))[:MOST_OPTIONS]
    )


def _typed(request: Request) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{pluralize(number)}"


def _options(found: Iterable[tuple[str, str]]) -> JsonResponse:
    lines = [{"value": words, "label": words, "detail": detail} for words, detail in found]
    return JsonResponse(lines, safe=False)
