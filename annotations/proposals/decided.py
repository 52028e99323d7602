"""What was decided, in a line; and who may take it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Story
from articles.querysets import Person
from articles.rules import permits

from ..models import Decision, SuggestedPassage, Suggestion
from ..rules import RULES

LATELY = 5


@dataclass(frozen=True)
class DecidedLine:
    """A suggestion and the decision on it, if the reader may know of it: else the texts have
    changed, and it is no longer proposed. `role` is the reader's in the story."""

    suggestion: Suggestion
    decision: Decision | None
    passage: SuggestedPassage | None
    reader: Person
    role: str

    @property
    def is_own(self) -> bool:
        return self.decision is not None and self.decision.author_id == self.reader.pk

    @property
    def may_take_back(self) -> bool:
        return self.decision is not None and _may_take_back(self.decision, self.reader, self.role)


def line_of(suggestion: Suggestion, decision: Decision | None, reader: Person) -> DecidedLine:
    passages = _first_passages([suggestion])
    return DecidedLine(suggestion, decision, passages.get(suggestion.pk), reader, suggestion.role)


def decided_lately(story: Story, reader: Person) -> list[DecidedLine]:
    """The newest decisions that the reader may know of, in two queries."""
    known = Decision.objects.visible_to(reader).filter(suggestion__story=story)
    newest = known.select_related("author", "suggestion").order_by("-decided_at", "-pk")[:LATELY]
    passages = _first_passages(decision.suggestion for decision in newest)
    return [
        DecidedLine(each.suggestion, each, passages.get(each.suggestion_id), reader, story.role)
        for each in newest
    ]


def _first_passages(suggestions: Iterable[Suggestion]) -> dict[int, SuggestedPassage]:
    rows = SuggestedPassage.objects.filter(suggestion__in=list(suggestions), position=0)
    found = rows.select_related("article__source", "article__language").defer("article__raw")
    return {row.suggestion_id: row for row in found}


def decision_to_take_back(suggestion: Suggestion, user: Person) -> Decision | None:
    """The user's own; else, for a curator, that of somebody who rejected it."""
    known = Decision.objects.visible_to(user).filter(suggestion=suggestion)
    decisions = list(known.select_related("author", "suggestion__story"))
    may = [decision for decision in decisions if _may_take_back(decision, user, decision.role)]
    return min(may, key=lambda decision: decision.author_id != user.pk, default=None)


def _may_take_back(decision: Decision, user: Person, role: str) -> bool:
    if decision.author_id == user.pk:
        return bool(permits(role, "decide suggestions", RULES))
    others = permits(role, "change other people’s annotations", RULES)
    return bool(others) and not decision.is_accepted
