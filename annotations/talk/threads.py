"""The talk about one thing, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from articles.models import Membership, Story
from articles.querysets import Reader
from articles.rules import permits

from ..models import Annotation, Claim, Comment, Thread, Verdict
from ..rules import RULES, may_change_claim
from .forms import CommentForm
from .mentions import pieces

type Subject = Annotation | Claim | Verdict


@dataclass(frozen=True)
class Words:
    """A stretch of a comment; `name` is that of the member whom it mentions, else empty."""

    text: str
    name: str = ""
    is_reader: bool = False


@dataclass(frozen=True)
class Line:
    """A comment; a deleted one is shown to its author only, who may bring it back."""

    comment: Comment
    words: list[Words]
    is_own: bool


@dataclass(frozen=True)
class Talk:
    """What the reader may see of it and do in it. `thread` is None where they see no comment."""

    subject: Subject
    story: Story
    lines: list[Line]
    thread: Thread | None
    may_comment: bool
    may_resolve: bool
    form: CommentForm

    @property
    def is_resolved(self) -> bool:
        return self.thread is not None and self.thread.resolved_at is not None

    @property
    def count(self) -> int:
        return sum(line.comment.deleted_at is None for line in self.lines)

    @property
    def key(self) -> str:
        """Names the talk among all, for drafts."""
        if isinstance(self.subject, Claim):
            return f"{self.story.slug}:{self.subject.number}"
        return str(self.subject.uid)

    @property
    def comment_url(self) -> str:
        match self.subject:
            case Annotation(uid=uid):
                return reverse("annotations:comment", args=[uid])
            case Verdict(uid=uid):
                return reverse("annotations:verdict_comment", args=[uid])
        number = self.subject.number
        return reverse("annotations:claim_comment", args=[self.story.slug, number])


def story_of(subject: Subject) -> Story:
    story: Story = subject.story if isinstance(subject, Claim) else subject.article.story
    return story


def address_of(subject: Subject) -> str:
    """The page of what is talked about."""
    match subject:
        case Annotation(uid=uid):
            return reverse("annotations:annotation", args=[uid])
        case Verdict(uid=uid):
            return reverse("annotations:verdict_page", args=[uid])
    return reverse("annotations:claim", args=[subject.story.slug, subject.number])


def talk_about(
    subject: Subject,
    reader: Reader,
    form: CommentForm | None = None,
    may_resolve: bool | None = None,
) -> Talk:
    """In a query, one more where somebody is mentioned, and one for who may resolve talk about a
    claim, where that is not known (`may_resolve`: the same as who may edit it)."""
    lines = _lines(_comments([subject], reader), story_of(subject), reader)
    return _talk(subject, reader, lines, form, may_resolve)


def _talk(
    subject: Subject,
    reader: Reader,
    lines: list[Line],
    form: CommentForm | None,
    may_resolve: bool | None,
) -> Talk:
    story = story_of(subject)
    there = [line.comment for line in lines if line.comment.deleted_at is None]
    may_comment = bool(permits(subject.role, "comment", RULES))
    return Talk(
        subject,
        story,
        lines,
        there[0].thread if there else None,
        may_comment,
        bool(there) and (_may_resolve(subject, reader) if may_resolve is None else may_resolve),
        form or CommentForm(story=story),
    )


def _comments(subjects: Sequence[Subject], reader: Reader) -> QuerySet[Comment]:
    """`subjects` are of one kind."""
    about = {f"thread__{subjects[0]._meta.model_name}__in": subjects}
    seen: QuerySet[Comment] = Comment.objects.with_own_deleted(reader).filter(**about)
    return seen.select_related("author", "thread__resolved_by").order_by("created_at", "pk")


def _may_resolve(subject: Subject, reader: Reader) -> bool:
    if isinstance(subject, Claim):
        return bool(may_change_claim(subject, reader, subject.role, "resolve talk"))
    return bool(permits(subject.role, "resolve talk", RULES))


def _lines(found: Iterable[Comment], story: Story, reader: Reader) -> list[Line]:
    comments = list(found)
    names = _names(story) if any("@" in comment.text for comment in comments) else {}
    return [
        Line(
            comment,
            list(_words(comment.text, names, reader)),
            comment.author_id is not None and comment.author_id == reader.pk,
        )
        for comment in comments
    ]


def _names(story: Story) -> dict[str, str]:
    members = Membership.objects.filter(story=story).select_related("user")
    return {member.user.get_username(): member.user.display_name for member in members}


def _words(text: str, names: dict[str, str], reader: Reader) -> Iterator[Words]:
    for piece in pieces(text, names):
        is_reader = bool(piece.username) and piece.username == reader.get_username()
        yield Words(piece.text, names.get(piece.username, ""), is_reader)


@dataclass(frozen=True)
class Former:
    """A claim that was merged into another, and what had been said about it."""

    claim: Claim
    lines: list[Line]


def talk_about_claim(
    claim: Claim, merged: Sequence[Claim], reader: Reader, may_resolve: bool
) -> tuple[Talk, list[Former]]:
    """With what was said about claims that are part of it now: to be read, no longer answered.

    In as many queries as `talk_about`.
    """
    lines = _lines(_comments([claim, *merged], reader), claim.story, reader)

    def of(each: Claim) -> list[Line]:
        return [line for line in lines if line.comment.thread.claim_id == each.pk]

    there = {each: [line for line in of(each) if not line.comment.deleted_at] for each in merged}
    former = [Former(each, said) for each, said in there.items() if said]
    return _talk(claim, reader, of(claim), None, may_resolve), former
