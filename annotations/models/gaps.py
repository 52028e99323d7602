"""Who has which gap of the matrix before them: kept for minutes, and no part of the coding."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint

from articles.models import Article

from ..querysets import GapHoldQuerySet
from .claims import Claim


class GapHold(models.Model):
    """A cell that somebody has before them in the gap pass until `until`, or has put off.

    It keeps two people from reading the same cell at once. It ends by itself and decides nothing,
    so the log does not tell of it, nobody undoes it and no file holds it. A row, since an advisory
    lock of the database ends with the connection, which people give back after every answer.

    `uid` is what a passage marked there will be called, so that what is sent twice is stored once.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="gap_holds")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="gap_holds")
    article = models.ForeignKey(Article, models.CASCADE, related_name="gap_holds")
    until = models.DateTimeField()
    put_off_at = models.DateTimeField(null=True)

    objects = GapHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["user", "claim", "article"], name="gap_held_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.claim} in {self.article}"
