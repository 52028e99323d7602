"""Published states of a story."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from articles.models import Story
from articles.querysets import NaturalKeyManager, Reader


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """All of them: what is published is for everybody, also where the story is not."""
        return self.all()

    def for_lists(self) -> Self:
        """Without the documents, which may be megabytes."""
        return self.select_related("published_by", "withdrawn_by").defer("document")


class Snapshot(models.Model):
    """A published, frozen, numbered state of a story.

    `document` is all that is shown of it, as JSON in the one way of `publishing.document`, and
    `sha256` its hash. A trigger refuses another hash, and every change but a withdrawal. One that
    was withdrawn stays, so that its number is not given again.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    title = models.CharField("of the story, when it was published", max_length=200)
    note = models.TextField(blank=True)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    natural_key_fields = ("story__slug", "number")
    objects = NaturalKeyManager.from_queryset(SnapshotQuerySet)()

    class Meta:
        ordering = ["story", "-number"]
        constraints = [
            UniqueConstraint(fields=["story", "number"], name="snapshot_number_once"),
            CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="snapshot_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, number {self.number}"

    def natural_key(self) -> tuple[str, int]:
        return (self.story.slug, self.number)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("annotations:snapshot", args=[self.story.slug, self.number])
