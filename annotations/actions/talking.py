"""Talk about annotations, claims and verdicts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils import timezone

from articles.blindness import is_coded_blind, works_blind
from articles.log import Coding, Step, step
from articles.models import Change, Membership
from articles.querysets import Person

from ..models import Annotation, Claim, Comment, Notice, Thread, Verdict
from ..state import State, comment_state, thread_state
from ..talk.mentions import mentioned
from .conflicts import Gone
from .entries import coding_of
from .marking import free_uid
from .telling import tell


def comment(
    subject: Annotation | Claim | Verdict, user: Person, text: str, uid: uuid.UUID | None = None
) -> Comment:
    """Adds a line to the talk about something; the same `uid` sent again adds nothing.

    Raises Gone where that was deleted meanwhile: nobody would see the comment.
    """
    story = subject.story if isinstance(subject, Claim) else subject.article.story
    with step(story, user) as log:
        if not type(subject).objects.live().filter(pk=subject.pk).exists():
            raise Gone
        name = str(subject._meta.model_name)
        thread, _ = Thread.objects.get_or_create(**{name: subject}, defaults={"story": story})
        if uid and (there := thread.comments.filter(author=user, uid=uid).first()):
            return there
        article = None if isinstance(subject, Claim) else subject.article
        written = Comment.objects.create(
            uid=free_uid(Comment, uid),
            thread=thread,
            author=user,
            text=text,
            is_coding=works_blind(user, story, article),
            created_at=timezone.now(),
        )
        change = _record_comment(log, written, "comment written", None)
        tell(log, change, {Notice.Reason.MENTIONED: _named_in(written)} | _who_talks(thread))
        return written


def delete_comment(comment: Comment, user: Person) -> Comment:
    """Leaves a tombstone."""
    return _set_deleted(comment, user, True)


def restore_comment(comment: Comment, user: Person) -> Comment:
    return _set_deleted(comment, user, False)


def _set_deleted(comment: Comment, user: Person, is_deleted: bool) -> Comment:
    with step(comment.thread.story, user) as log:
        comment.refresh_from_db(fields=["deleted_at"])
        if (comment.deleted_at is not None) != is_deleted:
            before = comment_state(comment)
            comment.deleted_at = timezone.now() if is_deleted else None
            comment.save(update_fields=["deleted_at"])
            verb = "comment deleted" if is_deleted else "comment restored"
            _record_comment(log, comment, verb, before)
        return comment


def resolve_thread(thread: Thread, user: Person) -> Thread:
    """Says that all is said; the talk is folded away, and may go on."""
    return _set_resolved(thread, user, True)


def reopen_thread(thread: Thread, user: Person) -> Thread:
    return _set_resolved(thread, user, False)


def _set_resolved(thread: Thread, user: Person, is_resolved: bool) -> Thread:
    with step(thread.story, user) as log:
        thread.refresh_from_db(fields=["resolved_at", "resolved_by"])
        if (thread.resolved_at is not None) != is_resolved:
            before = thread_state(thread)
            thread.resolved_at = timezone.now() if is_resolved else None
            thread.resolved_by = user if is_resolved else None
            thread.save(update_fields=["resolved_at", "resolved_by"])
            verb = "thread resolved" if is_resolved else "thread reopened"
            state, coding = thread_state(thread), coding_of_thread(thread)
            change = log.record(verb, f"thread:{thread.uid}", before, state, coding)
            tell(log, change, _who_talks(thread))
        return thread


def _record_comment(log: Step, comment: Comment, verb: str, before: State) -> Change:
    state, coding = comment_state(comment), coding_of_comment(comment)
    return log.record(verb, f"comment:{comment.uid}", before, state, coding)


# Whose work it is


def coding_of_comment(comment: Comment) -> Coding | None:
    """Talk about somebody's work is to be seen by whoever may see the work."""
    about = _coding_of_subject(comment.thread)
    if about is None and comment.is_coding:
        return Coding(comment.author, None)
    return about


def coding_of_thread(thread: Thread) -> Coding | None:
    """Where anybody codes blind, they must not learn that there is talk; nor from what they are
    told, and at other times not, that somebody has said something which they do not see."""
    about = _coding_of_subject(thread)
    if about is None and is_coded_blind(thread.story):
        return Coding(None, None)
    return about


def _coding_of_subject(thread: Thread) -> Coding | None:
    subject = thread.subject
    if isinstance(subject, Claim):
        return coding_of(subject)
    return Coding(subject.author, subject.article)


# Whom it concerns


def _named_in(comment: Comment) -> Iterable[Person]:
    if "@" not in comment.text:
        return []
    members = Membership.objects.filter(story=comment.thread.story).select_related("user")
    people = {member.user.get_username(): member.user for member in members}
    return [people[name] for name in mentioned(comment.text, people)]


def _who_talks(thread: Thread) -> dict[Notice.Reason, list[Person | None]]:
    lines = thread.comments.filter(deleted_at=None).select_related("author")
    return {
        Notice.Reason.ANSWERED: [line.author for line in lines],
        Notice.Reason.YOURS: [thread.subject.author],
    }
