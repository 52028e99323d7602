"""Putting the claims of a story into groups and in order."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from articles.blindness import sight_of
from articles.http import Request
from articles.models import Story
from articles.querysets import Reader
from articles.rules import require

from .. import actions
from ..matrix.gathering import in_groups
from ..models import Claim
from ..querysets import ClaimQuerySet
from ..rules import RULES, may_arrange


class ArrangeForm(forms.Form):
    """One of: a claim up or down, a claim before or behind another one, a group up or down, chosen
    claims under a heading. `group` and `heading` may be empty: they name those in no group.
    """

    up = forms.ModelChoiceField(Claim.objects.none(), to_field_name="number", required=False)
    down = forms.ModelChoiceField(Claim.objects.none(), to_field_name="number", required=False)
    placed = forms.ModelChoiceField(Claim.objects.none(), to_field_name="number", required=False)
    before = forms.ModelChoiceField(Claim.objects.none(), to_field_name="number", required=False)
    behind = forms.ModelChoiceField(Claim.objects.none(), to_field_name="number", required=False)
    group_up = forms.CharField(max_length=120, required=False)
    group_down = forms.CharField(max_length=120, required=False)
    claims = forms.ModelMultipleChoiceField(
        Claim.objects.none(), to_field_name="number", required=False
    )
    heading = forms.CharField(label="Heading", max_length=120, required=False)

    def __init__(self, data: QueryDict | None = None, *, among: ClaimQuerySet) -> None:
        super().__init__(data, auto_id="arrange-%s")
        for name in ("up", "down", "placed", "before", "behind", "claims"):
            self.fields[name].queryset = among  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wanted = ("up", "down", "placed", "group_up", "group_down", "claims")
        if not self.errors and not any(data.get(name) for name in wanted):
            self.add_error(None, "Choose the claims that go under the heading.")
        if data.get("placed") and not (data.get("before") or data.get("behind")):
            self.add_error(None, "Say beside which claim it is to stand.")
        return data

    @property
    def moved(self) -> list[Claim]:
        """Those that the person means to move, but for whole groups."""
        data = self.cleaned_data
        moved = (data["up"], data["down"], data["placed"], *data["claims"])
        return [claim for claim in moved if claim]


@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def arrange(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "arrange claims", RULES)
    claims = Claim.objects.visible_to(request.user).filter(story=story).select_related("story")
    if request.method == "GET":
        return _page(request, story, claims, ArrangeForm(among=claims))
    form = ArrangeForm(request.POST, among=claims)
    if not form.is_valid():
        return _page(request, story, claims, form, 422)
    _require_arranging(story, _meant(form, claims), request.user)
    try:
        place = _do(form, story, request.user)
    except actions.Gone as gone:
        form.add_error(None, str(gone))
        return _page(request, story, claims, form, 409)
    if request.htmx:
        return _page(request, story, claims, ArrangeForm(among=claims))
    return redirect(f"{reverse('annotations:arrange', args=[slug])}{place}")


def _meant(form: ArrangeForm, claims: ClaimQuerySet) -> list[Claim]:
    data = form.cleaned_data
    groups = [name for name in (data["group_up"], data["group_down"]) if name]
    return [*form.moved, *(claims.filter(group__in=groups) if groups else [])]


def _require_arranging(story: Story, claims: list[Claim], user: Reader) -> None:
    permission = may_arrange(story, claims, user)
    if not permission:
        raise PermissionDenied(permission.reason)


def _do(form: ArrangeForm, story: Story, user: Any) -> str:
    """Gives the part of the page on which to go on."""
    data = form.cleaned_data
    if claim := data["up"] or data["down"]:
        actions.move_claim(claim, user, up=bool(data["up"]))
        return f"#claim-{claim.number}"
    if claim := data["placed"]:
        beside = data["before"] or data["behind"]
        actions.place_claim(claim, user, beside, after=not data["before"])
        return f"#claim-{claim.number}"
    if group := data["group_up"] or data["group_down"]:
        actions.move_group(story, user, group, up=bool(data["group_up"]))
        return ""
    actions.group_claims(story, user, data["claims"], data["heading"])
    return f"#claim-{data['claims'][0].number}"


def _page(
    request: Request, story: Story, claims: ClaimQuerySet, form: ArrangeForm, status: int = 200
) -> HttpResponse:
    in_order = in_groups(claims.all())
    groups = [(name, list(rows)) for name, rows in groupby(in_order, lambda claim: claim.group)]
    context = {
        "story": story,
        "form": form,
        "groups": groups,
        "names": [name for name, _ in groups if name],
        "sight": sight_of(story.role, story),
    }
    name = "annotations/matrix_arrange.html"
    return render(request, f"{name}#fragment" if request.htmx else name, context, status=status)
