"""Stories, who takes part in them, and the log of what changed in them."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from ..querysets import (
    ChangeQuerySet,
    InvitationQuerySet,
    NaturalKeyManager,
    StoryQuerySet,
)


class Story(models.Model):
    """One event and its coverage; the workspace to which members, claims and codebook belong."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField("everybody may read it", default=False)
    is_blind = models.BooleanField("coded blind as a whole", default=False)
    last_change = models.PositiveBigIntegerField(default=0, editable=False)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="stories"
    )
    role: str  # the reader's own, set by visible_to()
    has_blind_articles: bool  # set by with_blindness()
    get_absolute_url: Callable[[], str]  # from the settings: the site decides where its page is

    natural_key_fields = ("slug",)
    objects = NaturalKeyManager.from_queryset(StoryQuerySet)()

    class Meta:
        verbose_name_plural = "stories"
        ordering = [F("happened_on").desc(nulls_last=True), "-pk"]
        indexes = [
            models.Index(
                F("happened_on").desc(nulls_last=True), F("id").desc(), name="story_newest"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Membership(models.Model):
    class Role(models.TextChoices):
        READER = "reader", "reader"
        ANNOTATOR = "annotator", "annotator"
        CURATOR = "curator", "curator"
        OWNER = "owner", "owner"

    story = models.ForeignKey(Story, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)

    natural_key_fields = ("story__slug", "user__username")
    objects = NaturalKeyManager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["story", "user"], name="membership_one_role_in_a_story"),
            CheckConstraint(
                condition=Q(role__in=["reader", "annotator", "curator", "owner"]),
                name="membership_known_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} of {self.story}"

    def natural_key(self) -> tuple[str, str]:
        return (self.story.slug, self.user.username)


class Invitation(models.Model):
    """A link that gives a role in the story to whoever follows it, until it expires or is revoked.

    The link holds the uid with a signature (see `inviting`), so what is stored opens nothing.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Membership.Role)
    is_for_one = models.BooleanField("for one person only", default=False)
    joined_count = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager.from_queryset(InvitationQuerySet)()

    class Meta:
        ordering = ["story", "expires_at", "pk"]
        constraints = [
            CheckConstraint(
                condition=Q(role__in=["reader", "annotator", "curator", "owner"]),
                name="invitation_known_role",
            ),
            CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="invitation_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.story}, until {self.expires_at:%Y-%m-%d}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)


class Change(models.Model):
    """One line of a story's event log: who did what, when, and what stood there before and after.

    Numbers are given out per story under a lock (see `log.step`), so they have no gaps and their
    order is the order of commits. `step` is the number of the first change of those that belong
    together; `undoes` the step that this one takes back. `is_coding` says that the change is work
    which others must not see while it is done blind: that of `coded_by`, in `coded_in`.

    A trigger rings for whoever listens (NOTIFY) with the story and the number.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="changes")
    number = models.PositiveBigIntegerField()
    step = models.PositiveBigIntegerField()
    undoes = models.PositiveBigIntegerField(null=True, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="changes"
    )
    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    subject = models.CharField("kind:key of what was changed", max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    is_coding = models.BooleanField(default=False)
    coded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    coded_in = models.ForeignKey(
        "Article", models.SET_NULL, null=True, blank=True, related_name="changes"
    )

    natural_key_fields = ("story__slug", "number")
    objects = NaturalKeyManager.from_queryset(ChangeQuerySet)()

    class Meta:
        ordering = ["story", "number"]
        constraints = [UniqueConstraint(fields=["story", "number"], name="change_number_once")]
        indexes = [
            models.Index(fields=["story", "subject", "number"]),
            models.Index(fields=["story", "actor", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.verb} {self.subject}"

    def natural_key(self) -> tuple[str, int]:
        return (self.story.slug, self.number)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]
