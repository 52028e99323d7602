"""Whether a story, or some of its articles, are coded blind."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from .. import actions
from ..blindness import SEE_ALL
from ..forms import BlindForm
from ..http import Request
from ..log import EditedMeanwhile, version_of
from ..models import Article, Membership, Story
from ..numbers import number_in
from ..rules import require


@require_http_methods(["GET", "POST"])
def blind(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "set blind coding")
    articles = Article.objects.visible_to(request.user).filter(story=story)
    if request.method == "GET":
        return _page(request, story, BlindForm(None, articles))
    form = BlindForm(request.POST, articles)
    if not form.is_valid():
        return _page(request, story, form, 422)
    version = form.cleaned_data["version"]
    try:
        actions.set_blind(story, request.user, form.is_whole, form.chosen, version)
    except EditedMeanwhile:
        form.add_error(None, "Somebody else has set this meanwhile. Now it is as shown below.")
        return _page(request, story, form, 409)
    messages.success(request, _now(form))
    return redirect(request.path)


def _now(form: BlindForm) -> str:
    if form.is_whole:
        return "The whole story is coded blind from now on."
    if form.chosen:
        return "These articles are coded blind from now on."
    return "Nothing is coded blind any more: everybody sees what all have marked."


def _page(request: Request, story: Story, form: BlindForm, status: int = 200) -> HttpResponse:
    """As it is stored, or, where the form must be corrected, as it was sent."""
    articles = list(form.offered.select_related("source", "language"))
    blind = {article.pk for article in articles if article.is_blind}
    taking_part = Membership.objects.filter(story=story).select_related("user")
    is_sent = status == 422
    context = {
        "story": story,
        "form": form,
        "extent": form["extent"].value() if is_sent else _extent(story, bool(blind)),
        "articles": articles,
        "ticked": _sent(form) if is_sent else blind,
        "version": version_of(story, f"blind:{story.slug}"),
        "coders": [each.user for each in taking_part if each.role == "annotator"],
        "see_all": [each.user for each in taking_part if each.role in SEE_ALL],
    }
    return render(request, "articles/blind.html", context, status=status)


def _sent(form: BlindForm) -> set[int]:
    """The keys of the articles that were ticked."""
    return {number_in(str(key)) for key in form["articles"].value() or ()}


def _extent(story: Story, any_blind: bool) -> str:
    if story.is_blind:
        return BlindForm.WHOLE
    return BlindForm.SOME if any_blind else BlindForm.OFF
