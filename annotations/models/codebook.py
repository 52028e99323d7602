"""The codebook of a story: its tags, and what it said in each of its versions."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from articles.models import Story
from articles.querysets import NaturalKeyManager


class Tag(models.Model):
    """An entry of the story's codebook.

    `guid` names it in other programs (REFI-QDA) and in the log, whatever it is called by then;
    `defined_in` is the version of the codebook in which its meaning changed last.
    """

    guid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=80)
    definition = models.TextField(blank=True)
    examples = models.TextField(blank=True)
    colour = models.PositiveSmallIntegerField("colour of the palette", default=0)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField(default=0)
    defined_in = models.PositiveIntegerField(default=0, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True)

    natural_key_fields = ("guid",)
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["story", "position", "name"]
        constraints = [
            UniqueConstraint(
                fields=["story", "name"], condition=Q(deleted_at=None), name="tag_name_once"
            ),
            CheckConstraint(condition=Q(colour__lt=8), name="tag_colour_of_the_palette"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (str(self.guid),)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]


class Tagging(models.Model):
    """A tag on an annotation, and the version of the codebook by which it was put there."""

    annotation = models.ForeignKey("Annotation", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    codebook_version = models.PositiveIntegerField(default=0)

    natural_key_fields = ("annotation__uid", "tag__guid")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["annotation", "tag__position", "tag__name"]
        constraints = [UniqueConstraint(fields=["annotation", "tag"], name="tagging_once")]
        indexes = [models.Index(fields=["tag", "codebook_version"], name="tagging_by_version")]

    def __str__(self) -> str:
        return f"{self.tag}: {self.annotation}"

    def natural_key(self) -> tuple[str, str]:
        return (str(self.annotation.uid), str(self.tag.guid))

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "annotations.annotation",
        "annotations.tag",
    ]


class CodebookVersion(models.Model):
    """What the codebook said from one change of it to the next: its entries as plain JSON."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="codebook_versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    entries = models.JSONField(default=list)

    natural_key_fields = ("story__slug", "number")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["story", "number"]
        constraints = [UniqueConstraint(fields=["story", "number"], name="codebook_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"

    def natural_key(self) -> tuple[str, int]:
        return (self.story.slug, self.number)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]
