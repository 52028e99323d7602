"""What each role may do with annotations; the table and its meaning are those of articles.rules."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from articles.blindness import SEE_ALL, is_coded_blind
from articles.models import Story
from articles.querysets import Reader
from articles.rules import Permission, permits

from .models import Annotation, Claim, Utterance, Verdict

RULES = {
    "annotate": "annotator",
    "decide suggestions": "annotator",
    "run the machine": "curator",
    "comment": "annotator",
    "undo and redo": "annotator",
    "see the activity": "annotator",
    "put versions back": "annotator",
    "edit claims": "annotator",
    "arrange claims": "annotator",
    "delete claims": "curator",
    "merge claims": "curator",
    "join quotations": "annotator",
    "name families": "annotator",
    "join speakers": "curator",
    "give verdicts": "annotator",
    "resolve talk": "annotator",
    "change other people’s annotations": "curator",
    "edit the codebook": "curator",
    "review lost passages": "annotator",
    "review codings": "annotator",
    "import annotations": "curator",
    "publish": "owner",
    "withdraw what is published": "owner",
}


def may_change(annotation: Annotation, user: Reader) -> Permission:
    """One's own annotation as an annotator, anybody's as a curator."""
    own = annotation.author_id is not None and annotation.author_id == user.pk
    action = "annotate" if own else "change other people’s annotations"
    return permits(annotation.role, action, RULES)


def may_change_claim(
    claim: Claim, user: Reader, role: str | None, action: str = "edit claims"
) -> Permission:
    return may_change_entry(claim, user, role, action)


def may_change_entry(
    entry: Claim | Utterance, user: Reader, role: str | None, action: str
) -> Permission:
    """As the table says; but who works blind leaves alone what others see who work blind, too.

    Through what all of them know, each could tell what the others do.
    """
    permission = permits(role, action, RULES)
    if permission and role not in SEE_ALL and _is_shared_by_the_blind(entry, user):
        what = "claim" if isinstance(entry, Claim) else "family"
        return Permission(
            False, f"While you code blind, you may {action} only where the {what} is your own."
        )
    return permission


def _is_shared_by_the_blind(entry: Claim | Utterance, user: Reader) -> bool:
    made_in = [entry.coded_in] if entry.coded_in else None
    is_own = entry.is_coding and entry.author_id == user.pk
    if is_own and is_coded_blind(entry.story, made_in):
        return False
    return is_coded_blind(entry.story)


def may_join_speakers(story: Story, role: str | None) -> Permission:
    """Not while the story is coded blind: it would tell coders by which names others call them."""
    permission = permits(role, "join speakers", RULES)
    if permission and is_coded_blind(story):
        return Permission(False, "Speakers can be joined when the blind coding is over.")
    return permission


def require_change_of_claim(claim: Claim, user: Reader, action: str = "edit claims") -> None:
    """Raises PermissionDenied with the reason where the user may not change the claim."""
    permission = may_change_claim(claim, user, claim.role, action)
    if not permission:
        raise PermissionDenied(permission.reason)


def require_change(annotation: Annotation, user: Reader) -> None:
    """Raises PermissionDenied with the reason where the user may not change the annotation."""
    permission = may_change(annotation, user)
    if not permission:
        raise PermissionDenied(permission.reason)


def may_take_back(verdict: Verdict, user: Reader) -> Permission:
    """One's own verdict as an annotator, anybody's as a curator."""
    own = verdict.author_id is not None and verdict.author_id == user.pk
    action = "give verdicts" if own else "change other people’s annotations"
    return permits(verdict.role, action, RULES)


def require_taking_back(verdict: Verdict, user: Reader) -> None:
    """Raises PermissionDenied with the reason where the user may not take the verdict back."""
    permission = may_take_back(verdict, user)
    if not permission:
        raise PermissionDenied(permission.reason)


def may_arrange(story: Story, claims: Iterable[Claim], user: Reader) -> Permission:
    """As `may_change_claim` says of each of them, in a query for all."""
    permission = permits(story.role, "arrange claims", RULES)
    if not permission or story.role in SEE_ALL or not is_coded_blind(story):
        return permission
    return next(
        (no for c in claims if not (no := may_change_claim(c, user, story.role, "arrange claims"))),
        permission,
    )
