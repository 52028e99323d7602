"""Who may see which annotation, claim, verdict, comment, notice and person.

What blind coding hides is decided in `articles.blindness`; here stands what each thing's author,
article and story are.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.blindness import not_hidden_from
from articles.querysets import Person, Reader, open_to

HERE = timedelta(seconds=75)  # for so long after a sign of life is somebody taken to be there


class AnnotationQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Those that are not deleted, in articles that are not: for whoever runs the machine."""
        return self.filter(deleted_at=None, article__deleted_at=None)

    def visible_to(self, user: Reader) -> Self:
        """Live annotations of live articles in stories that the user may read."""
        return self.live()._open_to(user)

    def deleted_visible_to(self, user: Reader) -> Self:
        """Tombstones, for bringing them back."""
        return self.filter(deleted_at__isnull=False, article__deleted_at=None)._open_to(user)

    def _open_to(self, user: Reader) -> Self:
        seen = not_hidden_from(user, story="article__story", article="article", author="author")
        return open_to(self, user, "article__story__").filter(seen)

    def for_lists(self) -> Self:
        """With everything that a line of the list beside the text shows."""
        renderings = (
            _all("Rendering").filter(claim__deleted_at=None).select_related("claim", "speaker")
        )
        tags = _all("Tag").filter(deleted_at=None)
        comments = _all("Comment").filter(thread__annotation=OuterRef("pk"), deleted_at=None)
        return (
            self.select_related(
                "author",
                "article__language",
                "article__story",
                "quotation__speaker",
                "quotation__utterance",
            )
            .defer("article__raw")
            .prefetch_related(Prefetch("renderings", renderings), Prefetch("tags", tags))
            .annotate(comment_count=_number_of(comments, "pk"))
        )


class EntryQuerySet(models.QuerySet):
    """Claims, speakers and utterances."""

    def live(self) -> Self:
        return self

    def visible_to(self, user: Reader) -> Self:
        return open_to(self.live(), user, "story__").known_to(user)

    def known_to(self, user: Person) -> Self:
        """Without those that are hidden from the user; nothing is from None, a command."""
        if user is None:
            return self
        made_blind = Q(is_coding=True)
        return self.filter(
            not_hidden_from(
                user, story="story", article="coded_in", author="author", is_coding=made_blind
            )
        )


class ClaimQuerySet(EntryQuerySet):
    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted_visible_to(self, user: Reader) -> Self:
        """Tombstones, for bringing them back or for saying where they were merged into."""
        return open_to(self.filter(deleted_at__isnull=False), user, "story__").known_to(user)

    def with_counts(self, user: Reader) -> Self:
        """Adds in how many articles the user sees the claim rendered, and by how many passages."""
        seen = _all("Annotation").visible_to(user).filter(renderings__claim=OuterRef("pk"))
        return self.annotate(
            article_count=_number_of(seen, "article"), passage_count=_number_of(seen, "pk")
        )


class VerdictQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(deleted_at=None, article__deleted_at=None, claim__deleted_at=None)

    def visible_to(self, user: Reader) -> Self:
        seen = not_hidden_from(user, story="article__story", article="article", author="author")
        return open_to(self.live(), user, "article__story__").filter(seen)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Talk about what the user sees, but for what others say while they code blind."""
        seen = not_hidden_from(
            user,
            story="thread__story",
            article="thread__annotation__article",
            author="author",
            is_coding=Q(is_coding=True),
        )
        about_what_is_seen = (
            Q(thread__annotation__in=_all("Annotation").visible_to(user).values("pk"))
            | Q(thread__claim__in=_all("Claim").visible_to(user).values("pk"))
            | Q(thread__verdict__in=_all("Verdict").visible_to(user).values("pk"))
        )
        return self.filter(about_what_is_seen, seen, deleted_at=None)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """The user's own, about changes that they may know of."""
        changes = apps.get_model("articles", "Change").objects.visible_to(user)
        return self.filter(user=user.pk, change__in=changes.values("pk"))


class PresenceQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Who is here now, but for those who work blind beside the user."""
        seen = not_hidden_from(user, story="story", article="article", author="user")
        here = self.filter(seen_at__gt=timezone.now() - HERE)
        return open_to(here, user, "story__").filter(seen)


def _all(model: str) -> Any:
    """The rows of a model, by name: the models import this module."""
    return apps.get_model("annotations", model).objects


def _number_of(rows: models.QuerySet, column: str) -> Coalesce:
    """How many values of the column the rows hold, which are those of an outer row."""
    same = rows.order_by().annotate(all=Value(1)).values("all")
    counted = same.annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)
