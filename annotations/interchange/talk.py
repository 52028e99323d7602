"""Taking in what was said about claims, annotations and verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from .. import actions
from ..models import Annotation, Claim, Comment, Thread, Verdict
from .arriving import Arrival
from .reading import BadLine, Line


def take_talk(arrival: Arrival, line: Line, subject: Annotation | Claim | Verdict) -> None:
    """Adds the comments that the story does not have yet."""
    resolved = line.inner("resolved")
    by = resolved and arrival.called(line, resolved.text("by", 150))
    new = list(_new_comments(arrival, line, subject))
    if new:
        settled = (resolved.moment("at"), by) if resolved else None
        actions.bring_in_talk(arrival.log, subject, new, settled)
    arrival.comments |= {comment.uid: comment for comment in new}


def _new_comments(
    arrival: Arrival, line: Line, subject: Annotation | Claim | Verdict
) -> Iterator[Comment]:
    """Raises BadLine for one that belongs to other talk."""
    taken: set[UUID] = set()
    for inner in line.lines("comments"):
        uid, author = inner.uid("uid"), arrival.called(line, inner.text("author", 150))
        there = arrival.known(arrival.comments, uid)
        if uid in taken or (there and not _is_about(there.thread, subject)):
            raise BadLine("One of its comments is there already.")
        taken.add(uid)
        if there is None:
            yield Comment(
                uid=arrival.own_uid(Comment, uid),
                author=author,
                text=inner.text("text", empty=False),
                is_coding=inner.flag("is_coding"),
                created_at=inner.moment("created_at"),
            )


def _is_about(thread: Thread, subject: Annotation | Claim | Verdict) -> bool:
    return bool(getattr(thread, f"{subject._meta.model_name}_id") == subject.pk)
