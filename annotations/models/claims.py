"""What annotations refer to: claims, speakers and utterances of a story."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint

from articles.models import Article, Story
from articles.querysets import NaturalKeyManager

from ..querysets import ClaimQuerySet, SpeakerQuerySet, UtteranceQuerySet


class Entry(models.Model):
    """Something of a story that annotations refer to.

    `is_coding` says that somebody who coded blind has made it, `coded_in` in which article: while
    that lasts, others do not see it, unless a passage that they see refers to it.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="%(class)ss")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )
    is_coding = models.BooleanField(default=False)
    coded_in = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class Claim(Entry):
    """A proposition, stated once for the story in a sentence of its own.

    One that was merged is a tombstone, and `merged_into` says where its renderings are.
    `group` is the heading under which the team lists it, empty for none; `position` where it comes
    in their order: any number between those of its neighbours, so that moving it changes it alone.
    """

    number = models.PositiveIntegerField()
    group = models.CharField(max_length=120, blank=True, default="")
    position = models.FloatField(default=0)
    statement = models.TextField()
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    vector = models.GeneratedField(
        expression=Func(F("statement"), F("note"), function="claim_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    role: str  # the reader's role in the story, set by visible_to()
    has_merged: bool  # whether others were merged into it, set where a claim has its page
    stances: list  # which are taken and how often, set by claims.add_stances()

    natural_key_fields = ("story__slug", "number")
    objects = NaturalKeyManager.from_queryset(ClaimQuerySet)()

    class Meta:
        ordering = ["story", "position", "number"]
        constraints = [
            UniqueConstraint(fields=["story", "number"], name="claim_number_once"),
            CheckConstraint(condition=~Q(statement=""), name="claim_has_a_statement"),
            CheckConstraint(
                condition=Q(merged_into=None) | Q(deleted_at__isnull=False),
                name="claim_merged_is_deleted",
            ),
        ]
        indexes = [
            GinIndex(fields=["vector"], name="claim_vector_index"),
            models.Index(fields=["story", "position", "number"], name="claim_order"),
        ]

    def __str__(self) -> str:
        return self.statement

    def natural_key(self) -> tuple[str, int]:
        return (self.story.slug, self.number)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]

    @property
    def colour(self) -> int:
        return colour_of(self.number)


def colour_of(number: int) -> int:
    """One of eight: which of the palette's colours the claim of that number is painted in."""
    return number % 8


class Speaker(Entry):
    """A person or body that is quoted, under every name that the articles use.

    One that was joined with another is a tombstone, and `merged_into` says with whom.
    """

    name = models.CharField(max_length=120)
    variants = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )

    natural_key_fields = ("story__slug", "name")
    objects = NaturalKeyManager.from_queryset(SpeakerQuerySet)()

    class Meta:
        ordering = ["story", "name"]
        constraints = [UniqueConstraint(fields=["story", "name"], name="speaker_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def stands_for_it(self) -> Speaker:
        """With whom the speaker was joined, however often; else the speaker."""
        return self.merged_into.stands_for_it if self.merged_into else self

    def natural_key(self) -> tuple[str, str]:
        return (self.story.slug, self.name)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]


class Utterance(Entry):
    """What was said once. Its quotations in all articles and languages are its family."""

    number = models.PositiveIntegerField()
    gist = models.CharField(max_length=300)

    natural_key_fields = ("story__slug", "number")
    objects = NaturalKeyManager.from_queryset(UtteranceQuerySet)()

    class Meta:
        ordering = ["story", "number"]
        constraints = [UniqueConstraint(fields=["story", "number"], name="utterance_number_once")]

    def __str__(self) -> str:
        return self.gist

    def natural_key(self) -> tuple[str, int]:
        return (self.story.slug, self.number)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]
