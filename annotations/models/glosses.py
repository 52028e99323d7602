"""What passages say in another language, for those who do not read theirs."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q

from articles.models import Language
from articles.querysets import NaturalKeyManager

from .passages import Annotation


class Gloss(models.Model):
    """A translation of an annotation's passage, by a person or a machine, marked as which.

    It is part of what the annotation says: whoever may see or change the one may the other.
    `translator` names the machine in its version. One that a person has changed is
    theirs.
    """

    class Origin(models.TextChoices):
        PERSON = "person", "by a person"
        MACHINE = "machine", "by a machine"

    annotation = models.OneToOneField(
        Annotation, models.CASCADE, primary_key=True, related_name="gloss"
    )
    language = models.ForeignKey(Language, models.RESTRICT, related_name="+")
    text = models.TextField()
    origin = models.CharField(max_length=7, choices=Origin, default=Origin.PERSON)
    translator = models.CharField(max_length=120, blank=True)

    natural_key_fields = ("annotation__uid",)
    objects = NaturalKeyManager()

    class Meta:
        verbose_name_plural = "glosses"
        constraints = [
            CheckConstraint(condition=~Q(text=""), name="gloss_is_not_empty"),
            CheckConstraint(
                condition=Q(origin="person", translator="")
                | (Q(origin="machine") & ~Q(translator="")),
                name="gloss_names_its_machine",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        return (str(self.annotation.uid),)

    natural_key.dependencies = ["annotations.annotation"]  # type: ignore[attr-defined]
