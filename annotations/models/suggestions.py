"""What the machine proposes, what people decide of it, and the runs that make it.

A suggestion is the machine's: a further run may change or drop it as long as nobody has decided.
A decision is a person's, and no run touches it.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Length

from articles.models import Article, Revision, Story
from articles.querysets import NaturalKeyManager

from ..querysets import DecisionQuerySet, SuggestionQuerySet


class Suggestion(models.Model):
    """Something proposed: a quotation, a pair of passages with one claim, or a family.

    `key` says what is proposed by the words of its passages, so that a further run finds it again
    even if the texts were corrected elsewhere. `rank` counts from 1, the best of its kind in the
    story; `score` has a scale of its own for each kind and method. `details` are, by kind:

    - quotation: `speaker`, `cue`, `kind` as those of a quotation
    - pair: `relation`, and `differing`: where the words stand that differ, for each difference a
      place in each passage or null
    - family: `speaker`

    One that is no longer made stays, as `is_outdated`, where somebody has decided on it.
    """

    class Kind(models.TextChoices):
        QUOTATION = "quotation", "quotation"
        PAIR = "pair", "matching passages"
        FAMILY = "family", "one utterance"

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="suggestions")
    kind = models.CharField(max_length=9, choices=Kind)
    key = models.CharField(max_length=64)
    rank = models.PositiveIntegerField()
    score = models.FloatField()
    reasons = ArrayField(models.TextField(), default=list)
    details = models.JSONField(default=dict)
    method = models.CharField("what made it, in which version", max_length=120)
    is_outdated = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    role: str  # the reader's role in the story, set by visible_to()
    is_accepted: bool | None  # what the reader knows to be decided, set by with_decision_for()
    worth: int  # set by with_worth()

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager.from_queryset(SuggestionQuerySet)()

    class Meta:
        ordering = ["story", "kind", "rank", "pk"]
        constraints = [
            UniqueConstraint(fields=["story", "key"], name="suggestion_once"),
            CheckConstraint(
                condition=Q(kind__in=["quotation", "pair", "family"]), name="suggestion_known_kind"
            ),
        ]
        indexes = [
            models.Index(
                fields=["story", "kind", "rank"],
                condition=Q(is_outdated=False),
                name="suggestion_best_first",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {', '.join(self.reasons)}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]


class SuggestedPassage(models.Model):
    """A passage of a suggestion; the database compares it with the text, as with an annotation."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="passages")
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="suggested_passages")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()

    natural_key_fields = ("suggestion__uid", "position")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["suggestion", "position"]
        constraints = [
            UniqueConstraint(fields=["suggestion", "position"], name="suggested_passage_once"),
            CheckConstraint(condition=Q(end__gt=F("start")), name="suggested_passage_is_not_empty"),
            CheckConstraint(
                condition=Q(end=F("start") + Length("exact")),
                name="suggested_passage_length_is_exact",
            ),
        ]
        indexes = [models.Index(fields=["article", "start"], name="suggested_passage_in_article")]

    def __str__(self) -> str:
        return self.exact

    def natural_key(self) -> tuple[str, int]:
        return (str(self.suggestion.uid), self.position)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "annotations.suggestion",
        "articles.revision",
    ]


class Decision(models.Model):
    """What a person says of a suggestion. Where it is coded blind, each decides for themselves.

    `became` are the annotations that said what was accepted, by uid; `said` is what the person
    made of it: the passages, speaker, claim and so on, where they are other than was proposed.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="decisions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions"
    )
    is_accepted = models.BooleanField()
    became = ArrayField(models.UUIDField(), default=list)
    said = models.JSONField(default=dict)
    decided_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField("taken back at", null=True, blank=True)
    role: str  # the reader's role in the story, set by visible_to()

    natural_key_fields = ("uid",)
    objects = NaturalKeyManager.from_queryset(DecisionQuerySet)()

    class Meta:
        ordering = ["suggestion", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["suggestion", "author"],
                condition=Q(deleted_at=None),
                name="decision_once_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{'accepted' if self.is_accepted else 'rejected'}: {self.suggestion}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uid),)

    natural_key.dependencies = ["annotations.suggestion"]  # type: ignore[attr-defined]


class Run(models.Model):
    """One going of the machine over a story.

    `fingerprint` names what was read and what read it: what has been done is not done again.
    `done` of `total` steps show how far it is. `means` belong to the EncodedTexts of the story.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    story = models.ForeignKey(Story, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    fingerprint = models.CharField(max_length=64, blank=True)
    method = models.CharField("of the matching", max_length=120, blank=True)
    means = models.BinaryField(default=bytes)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = models.Manager()

    class Meta:
        ordering = ["story", "-pk"]
        get_latest_by = "pk"
        constraints = [
            UniqueConstraint(
                fields=["story"], condition=Q(state="queued"), name="run_queued_once_a_story"
            ),
            CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed"]),
                name="run_known_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.get_state_display()}"


class EncodedText(models.Model):
    """What an encoder made of a revision, kept because it takes long and never changes.

    `sentences` names those that were read: striking a passage makes others of them. `weights` say
    how rare the words are in the story as its last run found it. With them and the run's `means`,
    a passage is compared without loading the encoder.
    """

    revision = models.OneToOneField(
        Revision, models.CASCADE, primary_key=True, related_name="encoded"
    )
    encoder = models.CharField("in which version", max_length=120)
    sentences = models.CharField("hash of their positions", max_length=64)
    data = models.BinaryField()
    weights = models.BinaryField(default=bytes)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.revision}, {self.encoder}"
