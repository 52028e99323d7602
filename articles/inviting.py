"""Invitations to a story: making one, taking it back, and joining with it.

The link of an invitation is its uid, signed with the site's secret key: who can read the database
or the log cannot follow it, and a new key closes all of them.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F
from django.utils import timezone

from .log import step
from .models import Invitation, Membership, Story
from .querysets import Person
from .rules import ROLES


class InvitationClosed(Exception):
    """It expired, was revoked, or was for one person who has joined."""


def token_of(invitation: Invitation) -> str:
    """What the address of the invitation ends with."""
    return _signer().sign(invitation.uid.hex)


def invitation_of(token: str) -> Invitation | None:
    """The open invitation with that token; None for whatever reason there is none."""
    try:
        uid = uuid.UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return Invitation.objects.open().filter(uid=uid).select_related("story").first()


def role_after(invitation: Invitation, role: str | None) -> str:
    """The role of somebody who has `role` and joins: nobody loses anything by following a link."""
    return max(role or ROLES[0], invitation.role, key=ROLES.index)


def invite(story: Story, user: Person, role: str, days: int, is_for_one: bool) -> Invitation:
    """A new invitation, open for that many days."""
    now = timezone.now()
    with step(story, user) as log:
        invitation = Invitation.objects.create(
            story=story,
            role=role,
            is_for_one=is_for_one,
            created_by=user,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        log.record("invited", _subject(invitation), None, _state(invitation))
        return invitation


def revoke(invitation: Invitation, user: Person) -> None:
    """Closes it for good; who has joined with it stays."""
    with step(invitation.story, user) as log:
        invitation.refresh_from_db()
        before = _state(invitation)
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        subject = _subject(invitation)
        log.record("invitation revoked", subject, before, _state(invitation))


def join(invitation: Invitation, user: Any) -> Membership:
    """Makes the person a member. Whoever has the role already, or more, uses nothing up.

    Raises InvitationClosed where it was closed in the meantime.
    """
    story = invitation.story
    with step(story, user) as log:
        open_still = Invitation.objects.open().filter(pk=invitation.pk)
        if not open_still.exists():
            raise InvitationClosed
        mine = Membership.objects.filter(story=story, user=user).first()
        before = mine.role if mine else None
        after = role_after(invitation, before)
        if mine and after == before:
            return mine
        open_still.update(joined_count=F("joined_count") + 1)
        membership, _ = Membership.objects.update_or_create(
            story=story, user=user, defaults={"role": after}
        )
        said = {"role": after, "invitation": str(invitation.uid)}
        log.record("joined", f"member:{user.get_username()}", {"role": before}, said)
        return membership


def _signer() -> Signer:
    return Signer(sep=".", salt="articles.invitation")


def _subject(invitation: Invitation) -> str:
    return f"invitation:{invitation.uid}"


def _state(invitation: Invitation) -> dict[str, Any]:
    return {
        "role": invitation.role,
        "is_for_one": invitation.is_for_one,
        "expires_at": invitation.expires_at.isoformat(),
        "revoked": invitation.revoked_at is not None,
    }
