"""Deciding on what the machine proposes. What is accepted becomes ordinary annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from django.utils import timezone

from articles.log import Coding, Step, step
from articles.querysets import Person

from ..models import Annotation, Decision, SuggestedPassage, Suggestion
from ..proposals.known import changeable
from ..proposals.sayings import Accepted, on_the_passage, saying_of, together
from ..state import State, decision_state
from .marking import mark, say_anew
from .telling import tell_author
from .versioning import save_next_version

FROM_SUGGESTION = "annotation from suggestion"  # which one, the step's other line says


class AlreadyDecided(Exception):
    """Somebody was faster, or the texts have changed: `decision` tells by whom, if it is known."""

    def __init__(self, decision: Decision | None) -> None:
        super().__init__("This is no longer to be decided.")
        self.decision = decision


def accept(suggestion: Suggestion, user: Person, accepted: Sequence[Accepted]) -> Decision:
    """Says of each passage what is given, which may be other than what was proposed.

    A passage that is left out is not marked. Where an annotation that the user may change stands
    on just the same passage, it says the more. Raises AlreadyDecided; AnchorError where the text
    was corrected in the meantime.
    """
    with step(suggestion.story, user) as log:
        suggestion = _undecided(suggestion, user)
        passages = _passages(suggestion)
        became = [_say(log, passages[one.position], one) for one in accepted]
        decision = Decision(suggestion=suggestion, is_accepted=True)
        decision.became = [annotation.uid for annotation in became]
        decision.said = {"passages": [asdict(one) for one in accepted]}
        return _decide(log, decision)


def reject(suggestion: Suggestion, user: Person) -> Decision:
    """It is not proposed again unless its words change. Raises AlreadyDecided."""
    with step(suggestion.story, user) as log:
        suggestion = _undecided(suggestion, user)
        return _decide(log, Decision(suggestion=suggestion, is_accepted=False))


def take_back_decision(decision: Decision, user: Person, version: int) -> Decision:
    """Has it be proposed again. What was accepted stays: it has become somebody's annotation.

    Raises AlreadyDecided if `version` is not the newest.
    """
    with step(decision.suggestion.story, user) as log:
        newest = Decision.objects.select_related("suggestion__story", "author").get(pk=decision.pk)
        if newest.version != version or newest.deleted_at is not None:
            raise AlreadyDecided(newest)
        before = decision_state(newest)
        newest.deleted_at = timezone.now()
        save_next_version(newest, "deleted_at")
        record_decision(log, newest, "decision taken back", before)
        return newest


def _undecided(suggestion: Suggestion, user: Person) -> Suggestion:
    """The row as it is now, if the user knows of no decision on it."""
    known = Decision.objects.visible_to(user).filter(suggestion=suggestion)
    if decision := known.select_related("author", "suggestion").first():
        raise AlreadyDecided(decision)
    live = Suggestion.objects.live().select_related("story")
    if (newest := live.filter(pk=suggestion.pk).first()) is None:
        raise AlreadyDecided(None)
    return newest


def _passages(suggestion: Suggestion) -> dict[int, SuggestedPassage]:
    rows = suggestion.passages.select_related("article__story", "revision").defer("article__raw")
    return {row.position: row for row in rows}


def _say(log: Step, passage: SuggestedPassage, accepted: Accepted) -> Annotation:
    anchor = accepted.anchor
    there = on_the_passage(passage, log.actor).filter(start=anchor.start, end=anchor.end)
    if annotation := changeable(there, log.actor):
        saying = together(saying_of(annotation), accepted.saying)
        return say_anew(log, annotation, saying, FROM_SUGGESTION)
    place = passage.article, passage.revision, accepted.anchor
    return mark(log, *place, accepted.saying, verb=FROM_SUGGESTION)


def _decide(log: Step, decision: Decision) -> Decision:
    decision.author, decision.decided_at = log.actor, timezone.now()
    decision.save(force_insert=True)
    verb = "suggestion accepted" if decision.is_accepted else "suggestion rejected"
    record_decision(log, decision, verb, None)
    return decision


def record_decision(log: Step, decision: Decision, verb: str, before: State) -> None:
    coding, subject = coding_of_decision(decision), f"decision:{decision.uid}"
    change = log.record(verb, subject, before, decision_state(decision), coding)
    if before:
        tell_author(log, change, decision.author)


def coding_of_decision(decision: Decision) -> Coding:
    """In the article; where there are several, it is hidden while any of the story's is."""
    articles = _articles(
        decision.suggestion.passages.select_related("article").defer("article__raw")
    )
    return Coding(decision.author, articles.pop() if len(articles) == 1 else None)


def _articles(passages: Iterable[SuggestedPassage]) -> set:
    return {passage.article for passage in passages}
