"""Who may see what. `visible_to(user)` is the only place that decides it, for every way out."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, Func, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils import timezone

from .blindness import blind_articles, not_hidden_from

MANY = 1000  # where counting stops: beyond it, nobody reads the figure

type Reader = AbstractBaseUser | AnonymousUser
type Person = Any  # the site's User, which the apps below it may not import; None for a command


class NaturalKeyManager(models.Manager):
    """Finds a row by the fields that people know it by, as fixtures name it."""

    def get_by_natural_key(self, *values: Any) -> models.Model:
        fields = self.model.natural_key_fields  # type: ignore[attr-defined]
        return self.get(**dict(zip(fields, values, strict=True)))


class ArticleManager(NaturalKeyManager):
    """Leaves what came in (up to megabytes) in the database until somebody asks for it."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().defer("raw")


def role_of(user: Reader, story: str = "") -> Coalesce:
    """The user's role in the story at the path `story` ("" for the story itself), or NULL.

    Everybody is a reader of a public story.
    """
    membership = apps.get_model("articles", "Membership")
    mine = membership.objects.filter(story=OuterRef(f"{story}pk"), user=user.pk).values("role")
    public = Case(When(**{f"{story}is_public": True}, then=Value("reader")), default=None)
    return Coalesce(Subquery(mine), public, output_field=models.CharField())


def open_to[Rows: models.QuerySet](rows: Rows, user: Reader, story: str = "") -> Rows:
    """The rows of stories that the user may read, with `role`, the user's in each row's story.

    The stories of a user are few: the database looks them up once, not for each row.
    """
    may_read = Q(**{f"{story}is_public": True})
    if user.pk:
        memberships = apps.get_model("articles", "Membership").objects.filter(user=user.pk)
        may_read |= Q(**{f"{story}pk__in": memberships.values("story")})
    return rows.filter(may_read).annotate(role=role_of(user, story))


def _has_blind_articles(story: str) -> Exists:
    return Exists(blind_articles().filter(story=OuterRef(story)))


class StoryQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return open_to(self, user)

    def with_counts(self) -> Self:
        """Adds how many articles, sources and languages the coverage has."""
        articles = apps.get_model("articles", "Article").objects.filter(
            story=OuterRef("pk"), deleted_at=None
        )

        def count(field: str) -> Coalesce:
            counted = articles.order_by().values("story").annotate(n=Count(field, distinct=True))
            return Coalesce(Subquery(counted.values("n")), 0)

        return self.annotate(
            article_count=count("pk"),
            source_count=count("source"),
            language_count=count("language"),
        )

    def with_blindness(self) -> Self:
        """Adds whether any article is coded blind, which else `articles.blindness` asks for."""
        return self.annotate(has_blind_articles=_has_blind_articles("pk"))


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Lines of the log, without the coding that is hidden from a person who codes blind."""
        seen = not_hidden_from(
            user, story="story", article="coded_in", author="coded_by", is_coding=Q(is_coding=True)
        )
        return open_to(self, user, "story__").filter(seen)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that still let somebody in."""
        unused = Q(is_for_one=False) | Q(joined_count=0)
        return self.filter(unused, revoked_at=None, expires_at__gt=timezone.now())


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return open_to(self.filter(deleted_at=None), user, "story__")

    def deleted_visible_to(self, user: Reader) -> Self:
        """Tombstones, for bringing them back."""
        return open_to(self.filter(deleted_at__isnull=False), user, "story__")

    def for_lists(self) -> Self:
        """With what a line about an article shows, in two queries however many there are."""
        credited = apps.get_model("articles", "Credit").objects.select_related(
            "source", "through__source"
        )
        return self.select_related("source", "language", "story").prefetch_related(
            Prefetch("credits", credited)
        )

    def for_reading(self) -> Self:
        """With text and segments, too, and with what `StoryQuerySet.with_blindness` adds."""
        rows = self.annotate(has_blind_articles=_has_blind_articles("story"))
        return rows.for_lists().select_related("revision").prefetch_related("revision__segments")


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """The sources of articles that the user may read, and those credited in them.

        Each source is asked for one such article, so that a page of them costs no more than that:
        with EXISTS the database reads all articles first.
        """
        articles = apps.get_model("articles", "Article").objects.visible_to(user).order_by()
        published = articles.filter(source=OuterRef("pk")).values("pk")[:1]
        credited = articles.filter(credits__source=OuterRef("pk")).values("pk")[:1]
        return self.filter(IsNull(Coalesce(Subquery(published), Subquery(credited)), False))

    def with_counts(self, user: Reader) -> Self:
        """Adds how many articles that the user may read the source has, and how many credit it.

        Counted up to MANY + 1: an agency that has published a million costs no more than others.
        """
        articles = apps.get_model("articles", "Article").objects.visible_to(user).order_by()
        return self.annotate(
            article_count=_count(articles.filter(source=OuterRef("pk"))),
            credit_count=_count(articles.filter(credits__source=OuterRef("pk")).distinct()),
        )


def _count(rows: models.QuerySet) -> Func:
    some = ArraySubquery(rows.values("pk")[: MANY + 1])
    return Func(some, function="cardinality", output_field=models.IntegerField())
