"""Lines of the log in words, each with a link to what it is about and what it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet

from articles.models import Change, Language, Membership, Story
from articles.querysets import Reader

from ..actions.undoing import KINDS, role_in, same_state, version_of_change
from ..differences import Difference, Names, differences
from ..models import Gloss, Quotation, Rendering, Tag, Utterance, Verdict
from ..naming import Name, deed, kind_and_key, name_of
from .addresses import Addresses
from .putting_back import token_for


@dataclass(frozen=True)
class Line:
    """`put_back` is what a form carries that puts this version back, empty where none is offered;
    `brings_back` says that it undoes a deletion."""

    change: Change
    name: Name
    url: str
    differences: list[Difference]
    put_back: str = ""
    brings_back: bool = False

    @property
    def words(self) -> tuple[str, str]:
        return deed(self.change.verb)

    @property
    def language(self) -> Language | None:
        """Of a passage, which is what the names of marks are."""
        article = self.change.coded_in
        is_mark = self.change.subject.startswith("annotation:")
        return article.language if article and is_mark else None

    @property
    def claim(self) -> str:
        kind, key = kind_and_key(self.change.subject)
        return key if kind == "claim" else ""


def history_of(story: Story, user: Reader, subject: str) -> list[Line]:
    """Of one thing what the user may know of it, the newest first.

    Older versions can be put back by whoever may change the thing.
    """
    changes = list(readable(Change.objects.visible_to(user).filter(story=story, subject=subject)))
    changes.reverse()
    if not changes:
        return []
    kind, key = kind_and_key(subject)
    row = KINDS[kind].find(story, key)
    now, newest = KINDS[kind].state(row), changes[0].number
    role = role_in(story, user)

    @cache
    def may_be_put_back(removal: bool) -> bool:
        return bool(KINDS[kind].may(row, user, role, removal))

    def token(change: Change) -> str:
        version = version_of_change(change)
        if version is None or same_state(version, now):
            return ""
        removal = bool(version.get("deleted")) != bool(now.get("deleted"))
        return token_for(change, newest) if may_be_put_back(removal) else ""

    return lines_for(changes, story, user, {change.number: token(change) for change in changes})


def changed_since(story: Story, user: Reader, subject: str, version: int) -> list[Line]:
    """What the user may know of what was made of a thing after that version of it."""
    lines = history_of(story, user, subject)
    return [line for line in lines if (line.change.after or {}).get("version", 0) > version]


def readable(changes: QuerySet[Change]) -> QuerySet[Change]:
    """With what lines show of them."""
    return changes.select_related("actor", "coded_in__language").defer("coded_in__raw")


def lines_for(
    changes: Sequence[Change],
    story: Story,
    user: Reader,
    put_back: Mapping[int, str],
    gone: Collection[str] = (),
) -> list[Line]:
    """In the order given. `put_back` holds the tokens by number, `gone` the subjects that are
    deleted by now. Four queries at most."""
    names, addresses = _names(changes, story), Addresses(changes, story, user, gone)
    return [
        Line(
            change,
            name_of(change.subject, change.after or change.before),
            addresses.of(change),
            _differences(change, names),
            put_back.get(change.number, ""),
            bool((change.after or {}).get("deleted")),
        )
        for change in changes
    ]


def _differences(change: Change, names: Names) -> list[Difference]:
    kind, _ = kind_and_key(change.subject)
    found = differences(kind, change.before, change.after, names)
    says_so = change.verb.endswith(SAYING_WHETHER_IT_IS_THERE)
    return [difference for difference in found if difference.what or not says_so]


def _names(changes: Iterable[Change], story: Story) -> Names:
    states = [state for change in changes for state in (change.before, change.after) if state]
    guids = {guid for state in states for guid in _guids(state)}
    tags = Tag.objects.filter(story=story, guid__in=guids) if guids else Tag.objects.none()
    called = {str(guid): name for guid, name in tags.values_list("guid", "name")}
    return Names(called, LABELS, _families(states, story))


def _families(states: Iterable[dict[str, Any]], story: Story) -> dict[int, str]:
    """What the families are called now that quotations were in. One query at most."""
    said = [state["quotation"] for state in states if state.get("quotation")]
    numbers = {quotation["utterance"] for quotation in said} - {None}
    if not numbers:
        return {}
    found = Utterance.objects.filter(story=story, number__in=numbers)
    return dict(found.values_list("number", "gist"))


def _guids(state: dict[str, Any]) -> list[str]:
    named = [*state.get("tags", []), state.get("parent", "")]
    return [guid for guid in named if len(guid) == GUID]


SAYING_WHETHER_IT_IS_THERE = (" deleted", " restored", " taken back", " given")
GUID = 36  # characters
CHOICES = (Rendering.Stance, Quotation.Kind, Gloss.Origin, Verdict.Kind, Membership.Role)
LABELS = {str(value): str(label) for choices in CHOICES for value, label in choices.choices}
