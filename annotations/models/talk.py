"""Talk about annotations, claims and verdicts; who is told of it; and who is here."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Func, IntegerField, Q, UniqueConstraint
from django.db.models.lookups import Exact

from articles.models import Article, Change, Story
from articles.querysets import NaturalKeyManager

from ..querysets import CommentQuerySet, NoticeQuerySet, PresenceQuerySet
from .claims import Claim
from .passages import Annotation, Verdict


class Thread(models.Model):
    """The talk about one thing: an annotation, a claim or a verdict."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="threads")
    annotation = models.OneToOneField(
        Annotation, models.CASCADE, null=True, blank=True, related_name="thread"
    )
    claim = models.OneToOneField(
        Claim, models.CASCADE, null=True, blank=True, related_name="thread"
    )
    verdict = models.OneToOneField(
        Verdict, models.CASCADE, null=True, blank=True, related_name="thread"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["story", "pk"]
        constraints = [
            CheckConstraint(
                condition=Exact(
                    Func(
                        "annotation",
                        "claim",
                        "verdict",
                        function="num_nonnulls",
                        output_field=IntegerField(),
                    ),
                    1,
                ),
                name="thread_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"talk about {self.subject}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "annotations.annotation",
        "annotations.claim",
        "annotations.verdict",
    ]

    @property
    def subject(self) -> Annotation | Claim | Verdict:
        """What the talk is about."""
        subject = self.annotation or self.claim or self.verdict
        assert subject  # the database says so: thread_is_about_one_thing
        return subject


class Comment(models.Model):
    """A line of the talk. `is_coding` says that its author worked blind when writing it."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments"
    )
    text = models.TextField()
    is_coding = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager.from_queryset(CommentQuerySet)()

    class Meta:
        ordering = ["thread", "created_at", "pk"]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)

    natural_key.dependencies = ["annotations.thread"]  # type: ignore[attr-defined]


class Notice(models.Model):
    """That a change concerns somebody: a line of their inbox."""

    class Reason(models.TextChoices):
        MENTIONED = "mentioned", "you are mentioned"
        ANSWERED = "answered", "somebody answered you"
        YOURS = "yours", "somebody touched what is yours"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    change = models.ForeignKey(Change, models.CASCADE, related_name="notices")
    reason = models.CharField(max_length=9, choices=Reason)
    read_at = models.DateTimeField(null=True, blank=True)

    natural_key_fields = ("user__username", "change__story__slug", "change__number")
    objects = NaturalKeyManager.from_queryset(NoticeQuerySet)()

    class Meta:
        ordering = ["-pk"]
        constraints = [UniqueConstraint(fields=["user", "change"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_reason_display()}"

    def natural_key(self) -> tuple[str, str, int]:
        return (self.user.username, *self.change.natural_key())

    natural_key.dependencies = ["articles.change"]  # type: ignore[attr-defined]


class Presence(models.Model):
    """Somebody who has the story open, in one tab of a browser, and at which article.

    It counts for as long as the tab says so now and then; see `querysets.HERE`.
    """

    tab = models.UUIDField(unique=True)
    story = models.ForeignKey(Story, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="presences")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["story", "seen_at"])]

    def __str__(self) -> str:
        return f"{self.user} in {self.story}"
