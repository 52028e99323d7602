"""Articles and their texts.

Positions are Unicode code points over `Revision.text`, half-open: `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from ..querysets import (
    ArticleManager,
    ArticleQuerySet,
    NaturalKeyManager,
)
from .outlets import Language, Source
from .stories import Story


class Article(models.Model):
    """One source's text on the story, in one language.

    `raw` is what came in, byte for byte; `revision` is the text that is read now; `notes` are the
    importer's sentences about what it did, `[{"code": str, "message": str}]`.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="articles")
    source = models.ForeignKey(Source, models.PROTECT, related_name="articles")
    language = models.ForeignKey(Language, models.PROTECT, related_name="articles")
    slug = models.SlugField(max_length=120)
    file_name = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    headline = models.CharField(max_length=500)
    byline = models.CharField(max_length=300, blank=True)
    dateline = models.CharField(max_length=120, blank=True)
    published_on = models.DateField(null=True, blank=True)
    is_excerpt = models.BooleanField("a part of the article only", default=False)
    is_blind = models.BooleanField("coded blind", default=False)
    raw = models.BinaryField()
    raw_sha256 = models.CharField(max_length=64, editable=False)
    media_type = models.CharField(max_length=60, default="text/plain")
    encoding = models.CharField(max_length=30, default="utf-8")
    notes = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField("hash of the folded text", max_length=64, editable=False)
    # NULL only while the article is being stored: each of the two names the other.
    revision: models.ForeignKey[Revision, Revision] = models.ForeignKey(  # type: ignore[misc]
        "Revision", models.RESTRICT, null=True, related_name="+", verbose_name="current revision"
    )
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    role: str  # the reader's role in the story, set by visible_to()
    has_blind_articles: bool  # of the story, set by for_reading()
    get_absolute_url: Callable[[], str]  # from the settings: the site decides where its page is

    natural_key_fields = ("story__slug", "slug")
    objects = ArticleManager.from_queryset(ArticleQuerySet)()

    class Meta:
        base_manager_name = "objects"  # so that no way to an article reads `raw` unasked
        ordering = [F("published_on").asc(nulls_last=True), "pk"]
        constraints = [
            UniqueConstraint(fields=["story", "slug"], name="article_slug_once_in_a_story"),
            UniqueConstraint(
                fields=["story", "fingerprint"],
                condition=Q(deleted_at=None),
                name="article_content_once_in_a_story",
            ),
        ]
        indexes = [
            models.Index(fields=["story", "published_on", "id"]),
            models.Index(fields=["story"], condition=Q(is_blind=True), name="article_coded_blind"),
            models.Index(
                "source",
                F("published_on").desc(nulls_last=True),
                F("id").desc(),
                name="article_newest_of_source",
            ),
            models.Index(
                F("published_on").desc(nulls_last=True), F("id").desc(), name="article_newest"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def natural_key(self) -> tuple[str, str]:
        return (self.story.slug, self.slug)

    natural_key.dependencies = ["articles.story"]  # type: ignore[attr-defined]

    @property
    def relays(self) -> list[Credit]:
        """From whom the text is, at its beginning: no photographs, no station in between."""
        credited = [c for c in self.credits.all() if c.kind != Credit.Kind.PHOTO]
        midway = {credit.through_id for credit in credited}
        return [credit for credit in credited if credit.pk not in midway]


class Revision(models.Model):
    """One canonical text of an article (NFC, `\\n` line ends). Never changed; see the trigger."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    reason = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    natural_key_fields = ("article__story__slug", "article__slug", "number")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            CheckConstraint(condition=~Q(text__contains="\r"), name="revision_line_ends_are_lf"),
        ]

    def __str__(self) -> str:
        return f"{self.article}, revision {self.number}"

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["articles.article"]  # type: ignore[attr-defined]


class Segment(models.Model):
    """A headline, paragraph or sentence of a revision. `struck` says why it is not read."""

    class Kind(models.TextChoices):
        HEADLINE = "headline"
        SUBHEADING = "subheading"
        PARAGRAPH = "paragraph"
        SENTENCE = "sentence"

    class Struck(models.TextChoices):
        NO = "", "not struck"
        SKIP_LINK = "skip_link", "skip link"
        NAVIGATION = "navigation", "navigation"
        PHOTO_CREDIT = "photo_credit", "photo credit"
        ERROR_FOOTER = "error_footer", "error footer"
        CREDIT_LINE = "credit_line", "credit line"
        RELAY_NOTICE = "relay_notice", "relay notice"
        READ_MORE = "read_more", "“read more” notice"
        COOKIE_BANNER = "cookie_banner", "cookie banner"
        PAYWALL = "paywall", "paywall notice"
        RELATED = "related", "related links"
        SHARING = "sharing", "share bar"
        ADVERTISING = "advertising", "advertising"
        BY_HAND = "by_hand", "struck by hand"

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="segments")
    kind = models.CharField(max_length=10, choices=Kind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    struck = models.CharField(max_length=14, choices=Struck, blank=True, default="")

    natural_key_fields = (
        "revision__article__story__slug",
        "revision__article__slug",
        "revision__number",
        "kind",
        "start",
    )
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["revision", "start", "-end"]
        constraints = [
            UniqueConstraint(fields=["revision", "kind", "start"], name="segment_once"),
            CheckConstraint(condition=Q(end__gt=F("start")), name="segment_is_not_empty"),
            CheckConstraint(
                condition=Q(struck="") | ~Q(kind="sentence"), name="segment_struck_as_a_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}–{self.end}"

    def natural_key(self) -> tuple[str, str, int, str, int]:
        return (*self.revision.natural_key(), self.kind, self.start)

    natural_key.dependencies = ["articles.revision"]  # type: ignore[attr-defined]


class Credit(models.Model):
    """Whom an article took its text (or picture) from; `through` names the credit it came by.

    "an Anadolu report published by NBC": Anadolu, through NBC.
    """

    class Kind(models.TextChoices):
        AGENCY = "agency", "agency"
        RELAY = "relay", "relay"
        PHOTO = "photo", "photograph"

    article = models.ForeignKey(Article, models.CASCADE, related_name="credits")
    source = models.ForeignKey(Source, models.PROTECT, related_name="credited_by")
    kind = models.CharField(max_length=6, choices=Kind)
    phrase = models.CharField("as the article says it", max_length=300, blank=True)
    through = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="from_set"
    )

    natural_key_fields = ("article__story__slug", "article__slug", "source__slug", "kind")
    objects = NaturalKeyManager()

    class Meta:
        ordering = ["article", "pk"]
        constraints = [
            UniqueConstraint(fields=["article", "source", "kind"], name="credit_once"),
            CheckConstraint(
                condition=Q(through=None) | ~Q(through=F("id")), name="credit_not_through_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_kind_display()})"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.article.natural_key(), self.source.slug, self.kind)

    natural_key.dependencies = ["articles.article", "articles.source"]  # type: ignore[attr-defined]


class ArticleIndex(models.Model):
    """What search reads of an article: folded headline and text, struck passages left out.

    The database keeps it by trigger (see the migration on search), so no writer can forget it.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="index")
    config = models.CharField("text-search configuration", max_length=30)
    folded = models.TextField()
    vector = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="article_vector"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="article_trigrams"),
        ]

    def __str__(self) -> str:
        return self.folded[:60]


class Upload(models.Model):
    """A file that was handed in and is being looked at before it becomes an article.

    `options` are the reader's corrections of the proposal so far: the import form's data.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    file_name = models.CharField(max_length=255)
    raw = models.BinaryField()
    options = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name
