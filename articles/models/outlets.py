"""Languages that news comes in, and the sources that publish it."""

from __future__ import annotations

from babel import Locale
from django.db import models

from ..querysets import (
    NaturalKeyManager,
    SourceQuerySet,
)


class Language(models.Model):
    class Direction(models.TextChoices):
        LTR = "ltr", "left to right"
        RTL = "rtl", "right to left"

    code = models.CharField("BCP 47 tag", max_length=35, primary_key=True)
    name = models.CharField("name in English", max_length=60)
    native_name = models.CharField(max_length=60)
    script = models.CharField("ISO 15924 code", max_length=4)
    direction = models.CharField(max_length=3, choices=Direction)
    search_config = models.CharField("PostgreSQL text-search configuration", max_length=30)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    class Kind(models.TextChoices):
        AGENCY = "agency", "news agency"
        NEWSPAPER = "newspaper", "newspaper"
        BROADCASTER = "broadcaster", "broadcaster"
        MAGAZINE = "magazine", "magazine"
        ONLINE = "online", "online outlet"
        OTHER = "other", "other"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    country = models.CharField("ISO 3166 country code", max_length=2, blank=True)
    homepage = models.URLField(blank=True)
    is_invented = models.BooleanField("an outlet made up for a demonstration", default=False)
    article_count: int  # set by with_counts(), as is
    credit_count: int

    natural_key_fields = ("slug",)
    objects = NaturalKeyManager.from_queryset(SourceQuerySet)()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"])]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def country_name(self) -> str:
        """In English, as Unicode's CLDR has it; the code where it is nobody's."""
        name: str = Locale("en").territories.get(self.country, self.country)
        return name
