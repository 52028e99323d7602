"""Who takes part in a story: their roles, and the links by which others are invited."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, inviting
from ..forms import InvitationForm, MemberForm
from ..http import Request
from ..models import Invitation, Membership, Story
from ..numbers import number_in
from ..pagination import keyset_page
from ..rules import require


@require_http_methods(["GET", "POST"])
def members(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "manage members")
    form = MemberForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _give_role(request, story, form):
        return redirect("articles:members", story.slug)
    return _page(request, story, form, InvitationForm())


@require_POST
def invite(request: Request, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "manage members")
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, story, MemberForm(), form)
    inviting.invite(story, request.user, **form.cleaned_data)
    messages.success(
        request, "The invitation is made. Its link is below: send it to whom you like."
    )
    return redirect(reverse("articles:members", args=[story.slug]) + "#invitations-title")


@require_POST
def revoke(request: Request, slug: str) -> HttpResponse:
    """`invitation` is the number of one of the story's open invitations."""
    story = get_object_or_404(Story.objects.visible_to(request.user), slug=slug)
    require(story.role, "manage members")
    number = number_in(request.POST.get("invitation", ""))
    invitations = Invitation.objects.open().filter(story=story).select_related("story")
    if invitation := invitations.filter(pk=number).first():
        inviting.revoke(invitation, request.user)
    messages.success(request, "Nobody can join with that link any more.")
    return redirect(reverse("articles:members", args=[story.slug]) + "#invitations-title")


def _page(
    request: Request, story: Story, form: MemberForm, invitation_form: InvitationForm
) -> HttpResponse:
    taking_part = Membership.objects.filter(story=story).select_related("user")
    context = {
        "story": story,
        "page": keyset_page(taking_part, ("user__username",), request.GET),
        "form": form,
        "roles": Membership.Role.choices,
        "invitation_form": invitation_form,
        "invitations": _open_invitations(request, story),
    }
    status = 422 if form.is_bound or invitation_form.is_bound else 200
    return render(request, "articles/members.html", context, status=status)


def _open_invitations(request: Request, story: Story) -> list[tuple[Invitation, str]]:
    """Each with the address to send."""
    found = Invitation.objects.open().filter(story=story).select_related("created_by")
    return [(each, request.build_absolute_uri(_address(each))) for each in found]


def _address(invitation: Invitation) -> str:
    return reverse("articles:join", args=[inviting.token_of(invitation)])


def _give_role(request: Request, story: Story, form: MemberForm) -> bool:
    """Whether the story's members are now as the form says."""
    member, role = form.member, form.cleaned_data["role"] or None
    try:
        actions.set_role(story, request.user, member, role)
    except actions.LastOwner as error:
        form.add_error(None, str(error))
        return False
    now = f"is now {role} of the story" if role else "no longer takes part in the story"
    messages.success(request, f"{member} {now}.")
    return True


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: Request, token: str) -> HttpResponse:
    """Where the link of an invitation leads. All that do not hold get one and the same answer."""
    invitation = inviting.invitation_of(token)
    if invitation is None:
        return _closed(request)
    if request.method == "POST":
        return _join(request, invitation)
    member = Membership.objects.filter(story=invitation.story, user=request.user.pk).first()
    is_more = member is None or inviting.role_after(invitation, member.role) != member.role
    context = {"invitation": invitation, "member": member, "is_more": is_more}
    return render(request, "articles/join.html", context)


def _join(request: Request, invitation: Invitation) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    try:
        member = inviting.join(invitation, request.user)
    except inviting.InvitationClosed:
        return _closed(request)
    messages.success(request, f"You take part in the story as {member.role}.")
    return redirect(invitation.story)


def _closed(request: Request) -> HttpResponse:
    return render(request, "articles/invitation_closed.html", status=404)
