"""Who is quoted with what, and in which words: the quotation families of a story."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.blindness import sight_of
from articles.http import Request
from articles.models import Story
from articles.rules import permits, require

from .. import actions
from ..families import (
    MOST_SHOWN,
    Family,
    Voice,
    family_of,
    quotations_of,
    speakers_of,
    voices,
)
from ..families.forms import FamilyForm, GistForm, JoinForm, PairForm, SpeakersForm
from ..families.side_by_side import natural_pair
from ..models import Utterance
from ..rules import RULES, may_change_entry, may_join_speakers, require_change


@require_safe
def families(request: Request, slug: str) -> HttpResponse:
    """All that is quoted; `?speaker=` shows what one is quoted with."""
    story = _story(request, slug)
    found, is_cut = _voices(request, story)
    return _page(request, story, found, JoinForm(voices=found), is_cut=is_cut)


def _story(request: Request, slug: str) -> Story:
    return get_object_or_404(Story.objects.visible_to(request.user), slug=slug)


def _voices(request: Request, story: Story) -> tuple[list[Voice], bool]:
    """By speaker, and whether there is more than a page shows. With one who is chosen, whole
    families in which they are quoted."""
    found = quotations_of(story, request.user)
    if name := request.GET.get("speaker", "").replace("\0", ""):
        of_speaker = found.filter(speaker__name=name).order_by()
        found = of_speaker | found.filter(utterance__in=of_speaker.values("utterance"))
    shown = list(found[: MOST_SHOWN + 1])
    return voices(shown[:MOST_SHOWN], story, request.user), len(shown) > MOST_SHOWN


def _page(
    request: Request,
    story: Story,
    found: list[Voice],
    form: FamilyForm,
    status: int = 200,
    *,
    is_cut: bool = False,
    speakers_form: SpeakersForm | None = None,
) -> HttpResponse:
    joining = speakers_form or SpeakersForm(story=story, reader=request.user)
    context = {
        "story": story,
        "voices": found,
        "is_cut": is_cut,
        "speakers": speakers_of(quotations_of(story, request.user)),
        "chosen_speaker": request.GET.get("speaker", ""),
        "may_join": permits(story.role, "join quotations", RULES),
        "form": form,
        "speakers_form": joining if may_join_speakers(story, story.role) else None,
        "is_conflict": status == 409,
        "sight": sight_of(story.role, story),
    }
    return render(request, "annotations/families.html", context, status=status)


@require_POST
def families_join(request: Request, slug: str) -> HttpResponse:
    """Puts the ticked quotations into one family."""
    return _regroup(request, slug, JoinForm, _join)


def _join(request: Request, story: Story, form: JoinForm) -> HttpResponse:
    ticked = form.cleaned_data["quotation"]
    said = actions.join_family(story, request.user, ticked, form.utterance)
    messages.success(request, f"They are one family now: “{said.gist}”.")
    return _back(request, story, f"family-{said.number}")


@require_POST
def families_leave(request: Request, slug: str) -> HttpResponse:
    """Has the ticked quotations stand by themselves."""
    return _regroup(request, slug, FamilyForm, _leave)


def _leave(request: Request, story: Story, form: FamilyForm) -> HttpResponse:
    actions.leave_family(story, request.user, form.cleaned_data["quotation"])
    messages.success(request, "What you ticked stands by itself again.")
    return _back(request, story)


def _regroup[Form: FamilyForm](
    request: Request,
    slug: str,
    kind: type[Form],
    act: Callable[[Request, Story, Form], HttpResponse],
) -> HttpResponse:
    """What is done to the ticked quotations by `act`, or the page with what stands against it."""
    story = _story(request, slug)
    require(story.role, "join quotations", RULES)
    found, _ = _voices(request, story)
    form = kind(request.POST, voices=found)
    if not form.is_valid():
        return _page(request, story, found, form, 422)
    for annotation in form.cleaned_data["quotation"]:
        require_change(annotation, request.user)
    try:
        return act(request, story, form)
    except actions.EditConflict:
        return _page(request, story, found, form, 409)


def _back(request: Request, story: Story, place: str = "") -> HttpResponse:
    """To the page that was posted from, with the same speaker chosen."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    page = redirect("annotations:families", story.slug)
    page.headers["Location"] += f"{query}#{place}" if place else query
    return page


@require_POST
def speakers_join(request: Request, slug: str) -> HttpResponse:
    """Has one speaker be another one, by a further name."""
    story = _story(request, slug)
    permission = may_join_speakers(story, story.role)
    if not permission:
        raise PermissionDenied(permission.reason)
    form = SpeakersForm(request.POST, story=story, reader=request.user)
    if not form.is_valid():
        return _page_with(request, story, form)
    kept, gone = form.cleaned_data["kept"], form.cleaned_data["gone"]
    try:
        actions.join_speakers(kept, gone, request.user)
    except actions.EditConflict:
        form.add_error(None, "One of them has been joined with somebody in the meantime.")
        return _page_with(request, story, form)
    messages.success(request, f"“{gone}” is a name of {kept} now.")
    return redirect("annotations:families", slug)


def _page_with(request: Request, story: Story, form: SpeakersForm) -> HttpResponse:
    found, is_cut = _voices(request, story)
    again = JoinForm(voices=found)
    return _page(request, story, found, again, 422, is_cut=is_cut, speakers_form=form)


@require_http_methods(["GET", "POST"])
def family(request: Request, slug: str, number: int) -> HttpResponse:
    """An utterance with all its wordings, any two of them side by side (`?one=`, `?other=`);
    named anew when posted to."""
    said = _utterance(request, slug, number)
    form = GistForm(request.POST or None, utterance=said, reader=request.user)
    if request.method == "GET":
        return _family_page(request, said, form)
    permission = may_change_entry(said, request.user, said.story.role, "name families")
    if not permission:
        raise PermissionDenied(permission.reason)
    if not form.is_valid():
        return _family_page(request, said, form, 422)
    try:
        actions.name_utterance(
            said, request.user, form.cleaned_data["seen"], form.cleaned_data["gist"]
        )
    except actions.EditConflict:
        newest = _utterance(request, slug, number)
        return _family_page(request, newest, form.again_for(newest), 409)
    messages.success(request, "The family has its new name.")
    return redirect("annotations:family", slug, number)


def _utterance(request: Request, slug: str, number: int) -> Utterance:
    visible = Utterance.objects.visible_to(request.user).select_related("story", "coded_in")
    visible = visible.defer("coded_in__raw")
    found: Utterance = get_object_or_404(visible, story__slug=slug, number=number)
    found.story = _story(request, slug)
    return found


def _family_page(
    request: Request, said: Utterance, form: GistForm, status: int = 200
) -> HttpResponse:
    story = said.story
    quotations = list(quotations_of(story, request.user).filter(utterance=said))
    shown = family_of(said, quotations, story, request.user) if quotations else None
    context = {
        "story": story,
        "utterance": said,
        "family": shown,
        "form": form,
        "is_conflict": status == 409,
        "may_name": may_change_entry(said, request.user, story.role, "name families"),
        "sight": sight_of(story.role, story),
        **(_side_by_side(request, shown) if shown else {}),
    }
    return render(request, "annotations/family.html", context, status=status)


def _side_by_side(request: Request, shown: Family) -> dict[str, object]:
    asked = PairForm(request.GET, family=shown)
    pair = asked.pair or natural_pair(shown)
    initial = {"one": pair.one.passage.uid, "other": pair.other.passage.uid} if pair else {}
    return {"pair": pair, "pair_form": PairForm(family=shown, initial=initial)}
