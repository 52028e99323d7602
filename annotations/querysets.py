"""Who may see which annotation and claim: decided here and nowhere else (blind coding will be)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Count, Prefetch, Q

from articles.querysets import Reader, open_to


class AnnotationQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Those that are not deleted, in articles that are not: for whoever runs the machine."""
        return self.filter(deleted_at=None, article__deleted_at=None)

    def visible_to(self, user: Reader) -> Self:
        """Live annotations of live articles in stories that the user may read."""
        return open_to(self.live(), user, "article__story__")

    def deleted_visible_to(self, user: Reader) -> Self:
        """Tombstones, for bringing them back."""
        deleted = self.filter(deleted_at__isnull=False, article__deleted_at=None)
        return open_to(deleted, user, "article__story__")

    def for_lists(self) -> Self:
        """With everything that a line of the list beside the text shows."""
        from .models import Rendering

        renderings = Rendering.objects.filter(claim__deleted_at=None).select_related(
            "claim", "speaker"
        )
        return (
            self.select_related(
                "author",
                "article__language",
                "article__story",
                "quotation__speaker",
                "quotation__utterance",
            )
            .defer("article__raw")
            .prefetch_related(Prefetch("renderings", renderings), "tags")
            .annotate(comment_count=Count("comments", distinct=True))
        )


class ClaimQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user: Reader) -> Self:
        return open_to(self.live(), user, "story__")

    def deleted_visible_to(self, user: Reader) -> Self:
        """Tombstones, for bringing them back."""
        return open_to(self.filter(deleted_at__isnull=False), user, "story__")

    def with_counts(self) -> Self:
        """Adds in how many articles the claim is rendered, and by how many passages."""
        live = Q(
            renderings__annotation__deleted_at=None,
            renderings__annotation__article__deleted_at=None,
        )
        return self.annotate(
            article_count=Count("renderings__annotation__article", filter=live, distinct=True),
            passage_count=Count("renderings__annotation", filter=live, distinct=True),
        )
