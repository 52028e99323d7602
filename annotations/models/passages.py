"""Passages that people have marked, and what is said of them or of their absence."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Length
from django.urls import reverse

from articles.models import Article, Revision
from articles.querysets import NaturalKeyManager

from ..querysets import AnnotationQuerySet, VerdictQuerySet
from .claims import Claim, Speaker, Utterance
from .codebook import Tag, Tagging


class Annotation(models.Model):
    """A passage of an article marked by a person.

    The database refuses one whose `exact` is not `revision.text[start:end]` (by trigger).
    `uid` is made by the browser, so that the same submission sent twice makes one annotation.
    `needs_review` says that a correction of the text lost the passage: the anchor still names the
    revision on which it was made.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="annotations")
    revision = models.ForeignKey(Revision, models.RESTRICT, related_name="annotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="annotations"
    )
    note = models.TextField(blank=True)
    tags = models.ManyToManyField(Tag, through=Tagging, related_name="annotations")
    claims = models.ManyToManyField(Claim, through="Rendering", related_name="annotations")
    version = models.PositiveIntegerField(default=1)
    needs_review = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    role: str  # the reader's role in the story, set by visible_to()

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager.from_queryset(AnnotationQuerySet)()

    class Meta:
        ordering = ["article", "start", "-end", "pk"]
        constraints = [
            CheckConstraint(condition=Q(end__gt=F("start")), name="annotation_is_not_empty"),
            CheckConstraint(
                condition=Q(end=F("start") + Length("exact")), name="annotation_length_is_exact"
            ),
        ]
        indexes = [models.Index(fields=["article", "start", "id"])]

    def __str__(self) -> str:
        return self.exact

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)

    natural_key.dependencies = ["articles.revision"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return f"/annotations/{self.uid}/"

    @property
    def address_in_text(self) -> str:
        """The article with the mark in sight, and with its line in the list beside it."""
        article = reverse("annotations:article", args=[self.article_id])
        return f"{article}?mark={self.uid}#mark-{self.uid}"


class Rendering(models.Model):
    """One annotation stating one claim: how, and to whom the article attributes it."""

    class Stance(models.TextChoices):
        REPORTS = "reports", "reports it"
        PARTLY = "partly", "reports it in part"
        CONTRADICTS = "contradicts", "contradicts it"
        QUESTIONS = "questions", "questions it"

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="renderings")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="renderings")
    stance = models.CharField(max_length=11, choices=Stance, default=Stance.REPORTS)
    speaker = models.ForeignKey(
        Speaker,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="renderings",
        verbose_name="attributed to",
    )

    natural_key_fields = ("annotation__uid", "claim__story__slug", "claim__number")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["annotation", "claim__number"]
        constraints = [
            UniqueConstraint(fields=["annotation", "claim"], name="rendering_once"),
            CheckConstraint(
                condition=Q(stance__in=["reports", "partly", "contradicts", "questions"]),
                name="rendering_known_stance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.claim}"

    def natural_key(self) -> tuple[str, str, int]:
        return (str(self.annotation.uid), *self.claim.natural_key())

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "annotations.annotation",
        "annotations.claim",
    ]


class Quotation(models.Model):
    """An annotation that is somebody's words."""

    class Kind(models.TextChoices):
        DIRECT = "direct", "direct speech"
        INDIRECT = "indirect", "indirect speech"
        MIXED = "mixed", "indirect with quoted words"
        SCARE = "scare", "scare quotes"

    annotation = models.OneToOneField(
        Annotation, models.CASCADE, primary_key=True, related_name="quotation"
    )
    speaker = models.ForeignKey(
        Speaker, models.SET_NULL, null=True, blank=True, related_name="quotations"
    )
    cue = models.CharField("cue, such as “said”", max_length=120, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DIRECT)
    utterance = models.ForeignKey(
        Utterance, models.SET_NULL, null=True, blank=True, related_name="quotations"
    )

    natural_key_fields = ("annotation__uid",)
    objects = NaturalKeyManager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(kind__in=["direct", "indirect", "mixed", "scare"]),
                name="quotation_known_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.annotation}"

    def natural_key(self) -> tuple[str]:
        return (str(self.annotation.uid),)

    natural_key.dependencies = ["annotations.annotation"]  # type: ignore[attr-defined]


class Verdict(models.Model):
    """What a person says of a (claim, article) pair without a rendering.

    No verdict and no rendering means that nobody has looked.
    """

    class Kind(models.TextChoices):
        ABSENT = "absent", "checked and absent"
        NOT_EXPECTED = "not_expected", "not expected: the text is an excerpt"
        ELSEWHERE = "elsewhere", "attributed elsewhere"

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="verdicts")
    article = models.ForeignKey(Article, models.CASCADE, related_name="verdicts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="verdicts"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    role: str  # the reader's role in the story, set by visible_to()

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager.from_queryset(VerdictQuerySet)()

    class Meta:
        ordering = ["claim", "article", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["claim", "article", "author"],
                condition=Q(deleted_at=None),
                name="verdict_once_a_person",
            ),
            CheckConstraint(
                condition=Q(kind__in=["absent", "not_expected", "elsewhere"]),
                name="verdict_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_kind_display()}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "annotations.claim",
        "articles.article",
    ]


class AnnotationIndex(models.Model):
    """What search reads of an annotation: its passage and its note, in the article's language.

    Kept by a trigger of the database, like `articles.ArticleIndex`.
    """

    annotation = models.OneToOneField(
        Annotation, models.CASCADE, primary_key=True, related_name="index"
    )
    config = models.CharField("text-search configuration", max_length=30)
    folded = models.TextField()
    vector = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="annotation_vector"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="annotation_trigrams"),
        ]

    def __str__(self) -> str:
        return self.folded[:60]
