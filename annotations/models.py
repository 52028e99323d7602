"""What people say about the articles: claims, quotations, tags, notes, and talk about them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint
from django.db.models.functions import Length

from articles.models import Article, Revision, Story
from articles.querysets import NaturalKeyManager

from .querysets import AnnotationQuerySet, ClaimQuerySet


class Claim(models.Model):
    """A proposition, stated once for the story in a sentence of its own."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="claims")
    number = models.PositiveIntegerField()
    statement = models.TextField()
    note = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="claims"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    vector = models.GeneratedField(
        expression=Func(F("statement"), F("note"), function="claim_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    role: str  # the reader's role in the story, set by visible_to()
    stances: list  # which are taken and how often, set by claims.add_stances()

    natural_key_fields = ("story__slug", "number")
    objects = NaturalKeyManager.from_queryset(ClaimQuerySet)()

    class Meta:
        ordering = ["story", "number"]
        constraints = [
            UniqueConstraint(fields=["story", "number"], name="claim_number_once"),
            CheckConstraint(condition=~Q(statement=""), name="claim_has_a_statement"),
        ]
        indexes = [GinIndex(fields=["vector"], name="claim_vector_index")]

    def __str__(self) -> str:
        return self.statement

    def natural_key(self) -> tuple[str, int]:
        return (self.story.slug, self.number)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]

    @property
    def colour(self) -> int:
        """One of eight: which of the palette's colours the claim is painted in."""
        return self.number % 8


class Speaker(models.Model):
    """A person or body that is quoted, under every name that the articles use."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=120)
    variants = ArrayField(models.CharField(max_length=120), default=list, blank=True)

    natural_key_fields = ("story__slug", "name")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["story", "name"]
        constraints = [UniqueConstraint(fields=["story", "name"], name="speaker_name_once")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.story.slug, self.name)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]


class Utterance(models.Model):
    """What was said once. Its quotations in all articles and languages are its family."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="utterances")
    number = models.PositiveIntegerField()
    gist = models.CharField(max_length=300)

    natural_key_fields = ("story__slug", "number")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["story", "number"]
        constraints = [UniqueConstraint(fields=["story", "number"], name="utterance_number_once")]

    def __str__(self) -> str:
        return self.gist

    def natural_key(self) -> tuple[str, int]:
        return (self.story.slug, self.number)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]


class Tag(models.Model):
    """An entry of the story's codebook."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=80)
    definition = models.TextField(blank=True)
    examples = models.TextField(blank=True)
    colour = models.PositiveSmallIntegerField("colour of the palette", default=0)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField(default=0)

    natural_key_fields = ("story__slug", "name")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["story", "position", "name"]
        constraints = [
            UniqueConstraint(fields=["story", "name"], name="tag_name_once"),
            CheckConstraint(condition=Q(colour__lt=8), name="tag_colour_of_the_palette"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.story.slug, self.name)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]


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
    tags = models.ManyToManyField(Tag, blank=True, related_name="annotations")
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


class Comment(models.Model):
    """A line of the talk about an annotation."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments"
    )
    text = models.TextField()
    created_at = models.DateTimeField()

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["annotation", "created_at", "pk"]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)


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
