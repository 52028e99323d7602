"""Talk about annotations, claims and verdicts."""

from __future__ import annotations

import uuid

from django.utils import timezone

from articles.blindness import works_blind
from articles.log import Coding, step
from articles.querysets import Person

from ..models import Annotation, Claim, Comment, Thread, Verdict
from ..state import comment_state
from .entries import coding_of
from .marking import free_uid


def comment(
    subject: Annotation | Claim | Verdict, user: Person, text: str, uid: uuid.UUID | None = None
) -> Comment:
    """Adds a line to the talk about something; the same `uid` sent again adds nothing."""
    story = subject.story if isinstance(subject, Claim) else subject.article.story
    with step(story, user) as log:
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
        state, coding = comment_state(written), coding_of_comment(written)
        log.record("comment written", f"comment:{written.uid}", None, state, coding)
        return written


def coding_of_comment(comment: Comment) -> Coding | None:
    """Talk about somebody's work is to be seen by whoever may see the work."""
    subject = comment.thread.subject
    if not isinstance(subject, Claim):
        return Coding(subject.author, subject.article)
    if subject.is_coding:
        return coding_of(subject)
    return Coding(comment.author, None) if comment.is_coding else None
