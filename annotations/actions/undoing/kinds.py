"""What can be taken back and put back: of each kind how it is found, read, put back and guarded."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.log import Coding, Step, step
from articles.models import Change, Story
from articles.querysets import Person, Reader
from articles.rules import Permission, permits

from ...codebook import CodebookRefused
from ...models import (
    Annotation,
    Claim,
    Comment,
    Decision,
    Speaker,
    Tag,
    Thread,
    Utterance,
    Verdict,
)
from ...naming import called, capitalised, kind_and_key
from ...rules import (
    RULES,
    may_change,
    may_change_claim,
    may_change_entry,
    may_join_speakers,
    may_take_back,
)
from ...state import (
    State,
    annotation_state,
    claim_state,
    comment_state,
    decision_state,
    entry_state,
    place_state,
    tag_state,
    thread_state,
    verdict_state,
)
from ..codebook import put_tag_state
from ..conflicts import Refused
from ..deciding import coding_of_decision
from ..entries import coding_of
from ..talking import coding_of_comment, coding_of_thread
from ..telling import tell_author
from . import putting

STAYING = {"speaker", "utterance"}  # once made: nobody sees them where nothing refers to them


@dataclass(frozen=True)
class Kind:
    """`may` is asked with the row, the user, their role in the story, and whether what is put
    back deletes the row or brings it back."""

    find: Callable[[Story, str], Any]  # the row with that key, or None
    state: Callable[[Any], dict[str, Any]]
    put: Callable[[Step, Any, dict[str, Any]], None]
    may: Callable[[Any, Reader, str | None, bool], Permission]
    coding: Callable[[Any], Coding | None]


def stays(subject: str, is_made: bool) -> bool:
    """Whether what a change made is not taken away again."""
    return is_made and kind_and_key(subject)[0] in STAYING


def current_state(story: Story, subject: str) -> State:
    """How the thing stands now, to be compared (see `same_state`) with what a Change says."""
    kind, key = kind_and_key(subject)
    row = KINDS[kind].find(story, key)
    return KINDS[kind].state(row) if row else None


def same_state(one: State, other: State) -> bool:
    """But for the version, which counts on when something is put back."""
    if one is None or other is None:
        return one is other
    return one | {"version": 0} == other | {"version": 0}


def role_in(story: Story, user: Person) -> str | None:
    """As it is now: within a step nobody gives or takes roles in the story."""
    visible: Story | None = Story.objects.visible_to(user).filter(pk=story.pk).first()
    return visible.role if visible else None


@contextmanager
def further_step(story: Story, user: Person, undoes: int | None = None) -> Iterator[Step]:
    """A step that puts things back. Raises Refused where what comes of it makes no codebook."""
    try:
        with step(story, user, undoes) as log:
            yield log
    except CodebookRefused as refusal:
        raise Refused(str(refusal)) from None


def put_back(
    log: Step, subject: str, target: dict[str, Any], role: str | None, verb: str
) -> Change:
    """Has the thing say what `target` says, if `role` lets the log's actor do that.

    Raises PermissionDenied with the reason, and Refused where the database has no room for it.
    """
    name, key = kind_and_key(subject)
    kind = KINDS[name]
    row = kind.find(log.story, key)
    before = kind.state(row)
    permission = may_put_back(log, subject, target, role)
    if not permission:
        raise PermissionDenied(permission.reason)
    try:
        with transaction.atomic():
            kind.put(log, row, target)
    except IntegrityError:
        thing = capitalised(called(subject, target))
        raise Refused(f"{thing} cannot come back: something else took its place.") from None
    change = log.record(verb, subject, before, kind.state(row), kind.coding(row))
    tell_author(log, change, getattr(row, "author", None))
    return change


def may_put_back(log: Step, subject: str, target: dict[str, Any], role: str | None) -> Permission:
    """Whether the log's actor, of that role, may do by hand what comes of it."""
    name, key = kind_and_key(subject)
    row = KINDS[name].find(log.story, key)
    removal = target.get("deleted") != KINDS[name].state(row).get("deleted")
    return KINDS[name].may(row, log.actor, role, removal)


# The row


def _annotation(story: Story, key: str) -> Annotation | None:
    rows = Annotation.objects.select_related("article__story", "revision", "author")
    return rows.defer("article__raw").filter(article__story=story, uid=uuid.UUID(key)).first()


def _claim(story: Story, key: str) -> Claim | None:
    rows = Claim.objects.select_related("story", "author", "coded_in", "merged_into")
    return rows.defer("coded_in__raw").filter(story=story, number=int(key)).first()


def _speaker(story: Story, key: str) -> Speaker | None:
    rows = Speaker.objects.select_related("story", "author", "coded_in", "merged_into")
    return rows.defer("coded_in__raw").filter(story=story, name=key).first()


def _utterance(story: Story, key: str) -> Utterance | None:
    rows = Utterance.objects.select_related("story", "author", "coded_in")
    return rows.defer("coded_in__raw").filter(story=story, number=int(key)).first()


def _verdict(story: Story, key: str) -> Verdict | None:
    rows = Verdict.objects.select_related("article", "author", "claim").defer("article__raw")
    return rows.filter(claim__story=story, uid=uuid.UUID(key)).first()


def _tag(story: Story, key: str) -> Tag | None:
    return Tag.objects.select_related("parent").filter(story=story, guid=uuid.UUID(key)).first()


def _comment(story: Story, key: str) -> Comment | None:
    rows = Comment.objects.select_related("author", "thread")
    return rows.filter(thread__story=story, uid=uuid.UUID(key)).first()


def _decision(story: Story, key: str) -> Decision | None:
    rows = Decision.objects.select_related("author", "suggestion")
    return rows.filter(suggestion__story=story, uid=uuid.UUID(key)).first()


def _thread(story: Story, key: str) -> Thread | None:
    return Thread.objects.filter(story=story, uid=uuid.UUID(key)).first()


# Who may put it back: whoever may do by hand what comes of it


def _may_annotation(row: Annotation, user: Reader, role: str | None, removal: bool) -> Permission:
    row.role = role  # type: ignore[assignment]  # of nobody, who may do nothing
    return may_change(row, user)


def _may_claim(row: Claim, user: Reader, role: str | None, removal: bool) -> Permission:
    """What somebody has stated, they may take away again."""
    action = "delete claims" if removal and not _is_own(row, user) else "edit claims"
    return may_change_claim(row, user, role, action)


def _may_place(row: Claim, user: Reader, role: str | None, removal: bool) -> Permission:
    return may_change_claim(row, user, role, "arrange claims")


def _may_speaker(row: Speaker, user: Reader, role: str | None, removal: bool) -> Permission:
    return may_join_speakers(row.story, role)


def _may_utterance(row: Utterance, user: Reader, role: str | None, removal: bool) -> Permission:
    return may_change_entry(row, user, role, "name families")


def _may_verdict(row: Verdict, user: Reader, role: str | None, removal: bool) -> Permission:
    row.role = role  # type: ignore[assignment]  # of nobody, who may do nothing
    return may_take_back(row, user)


def _may_decision(row: Decision, user: Reader, role: str | None, removal: bool) -> Permission:
    own = _is_own(row, user)
    return permits(
        role, "decide suggestions" if own else "change other people’s annotations", RULES
    )


def _may_tag(row: Tag, user: Reader, role: str | None, removal: bool) -> Permission:
    return permits(role, "edit the codebook", RULES)


def _may_comment(row: Comment, user: Reader, role: str | None, removal: bool) -> Permission:
    if not _is_own(row, user):
        return Permission(
            False, "Only who has written a comment may take it away or bring it back."
        )
    return permits(role, "comment", RULES)


def _may_thread(row: Thread, user: Reader, role: str | None, removal: bool) -> Permission:
    if isinstance(row.subject, Claim):
        return may_change_claim(row.subject, user, role, "resolve talk")
    return permits(role, "resolve talk", RULES)


def _is_own(row: Claim | Comment | Decision, user: Reader) -> bool:
    return row.author_id is not None and row.author_id == user.pk


# Whose coding it is


def _coding_of_annotation(row: Annotation | Verdict) -> Coding:
    return Coding(row.author, row.article)


def _coding_of_tag(row: Tag) -> None:
    """The codebook is everybody's."""


KINDS = {
    "annotation": Kind(
        _annotation,
        annotation_state,
        putting.put_annotation,
        _may_annotation,
        _coding_of_annotation,
    ),
    "claim": Kind(_claim, claim_state, putting.put_claim, _may_claim, coding_of),
    "place": Kind(_claim, place_state, putting.put_place, _may_place, coding_of),
    "speaker": Kind(_speaker, entry_state, putting.put_speaker, _may_speaker, coding_of),
    "utterance": Kind(_utterance, entry_state, putting.put_utterance, _may_utterance, coding_of),
    "verdict": Kind(
        _verdict, verdict_state, putting.put_verdict, _may_verdict, _coding_of_annotation
    ),
    "decision": Kind(
        _decision, decision_state, putting.put_decision, _may_decision, coding_of_decision
    ),
    "tag": Kind(_tag, tag_state, put_tag_state, _may_tag, _coding_of_tag),
    "comment": Kind(_comment, comment_state, putting.put_comment, _may_comment, coding_of_comment),
    "thread": Kind(_thread, thread_state, putting.put_thread, _may_thread, coding_of_thread),
}
