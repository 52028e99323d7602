"""What each role of a story may do: one table, and a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

ROLES = ("reader", "annotator", "curator", "owner")  # each may do what those before it may

RULES = {
    "read": "reader",
    "import articles": "curator",
    "edit article details": "curator",
    "correct a text": "curator",
    "strike passages": "curator",
    "delete articles": "curator",
    "edit the story": "owner",
    "manage members": "owner",
    "set blind coding": "owner",
}


@dataclass(frozen=True)
class Permission:
    """Truthy when granted; otherwise `reason` is a sentence for the person who asked."""

    granted: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.granted


def permits(role: str | None, action: str, rules: dict[str, str] = RULES) -> Permission:
    """Whether `role` may do `action`, by the table `rules` (action -> least role)."""
    needed = rules[action]
    if role is not None and ROLES.index(role) >= ROLES.index(needed):
        return Permission(True)
    article = "an" if needed[0] in "aeiou" else "a"
    above = "" if needed == ROLES[-1] else " or above"
    return Permission(False, f"Only {article} {needed} of this story{above} may {action}.")


def require(role: str | None, action: str, rules: dict[str, str] = RULES) -> None:
    """Raises PermissionDenied with the reason where the rule says no."""
    permission = permits(role, action, rules)
    if not permission:
        raise PermissionDenied(permission.reason)
