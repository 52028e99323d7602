"""Who may see which annotation, claim, verdict, comment, notice and person.

What blind coding hides is decided in `articles.blindness`; here stands what each thing's author,
article and story are.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.blindness import in_stories_seen_whole, not_hidden_from
from articles.querysets import Person, Reader, open_to

from .suggesting.grades import LEAST, WITHOUT_MODEL
from .suggesting.reuse import REUSED

BY_WORTH = ("worth", "turn", "rank", "pk")
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
                "gloss__language",
            )
            .defer("article__raw")
            .prefetch_related(Prefetch("renderings", renderings), Prefetch("tags", tags))
            .annotate(comment_count=_number_of(comments, "pk"))
        )


class EntryQuerySet(models.QuerySet):
    """Claims, speakers and utterances."""

    named_by: tuple[str, ...] = ()  # the paths from an annotation to those that it names

    def live(self) -> Self:
        return self

    def visible_to(self, user: Reader) -> Self:
        return open_to(self.live(), user, "story__").known_to(user)

    def known_to(self, user: Person) -> Self:
        """Without those that are hidden from the user; nothing is from None, a command."""
        if user is None:
            return self
        return self.filter(self._not_hidden_from(user) | self._named_where_seen_by(user))

    def _not_hidden_from(self, user: Reader) -> Q:
        made_blind = Q(is_coding=True)
        return not_hidden_from(
            user, story="story", article="coded_in", author="author", is_coding=made_blind
        )

    def _named_where_seen_by(self, user: Reader) -> Q:
        """What a passage says that somebody sees is known to them."""
        seen = _all("Annotation").visible_to(user)
        naming = (Exists(seen.filter(**{path: OuterRef("pk")})) for path in self.named_by)
        return reduce(or_, naming, Q())


class UtteranceQuerySet(EntryQuerySet):
    named_by = ("quotation__utterance",)


class SpeakerQuerySet(EntryQuerySet):
    """A name stands once in a story, whoever gives it: two who code blind may have given one."""

    named_by = ("quotation__speaker", "renderings__speaker")

    def live(self) -> Self:
        return self.filter(merged_into=None)

    def _not_hidden_from(self, user: Reader) -> Q:
        """Whoever gave it first has no other right to it: else that would show who was."""
        return Q(is_coding=False) | in_stories_seen_whole(user, "story")


class ClaimQuerySet(EntryQuerySet):
    named_by = ("renderings__claim",)

    def _named_where_seen_by(self, user: Reader) -> Q:
        judged = _all("Verdict").filter(deleted_at=None).open_to(user)
        return super()._named_where_seen_by(user) | Q(Exists(judged.filter(claim=OuterRef("pk"))))

    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted_visible_to(self, user: Reader) -> Self:
        """Tombstones, for bringing them back or for saying where they were merged into."""
        return open_to(self.filter(deleted_at__isnull=False), user, "story__").known_to(user)

    def talked_about(self, user: Reader) -> Self:
        """Those that are there, and those merged into others: what was said of them stays."""
        there = self.filter(Q(deleted_at=None) | Q(merged_into__isnull=False))
        return open_to(there, user, "story__").known_to(user)

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
        return self.live().open_to(user)

    def open_to(self, user: Reader) -> Self:
        """Those that the user may see if what they are about is there."""
        seen = not_hidden_from(user, story="article__story", article="article", author="author")
        return open_to(self, user, "article__story__").filter(seen)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Talk about what the user sees, but for what others say while they code blind."""
        return self._open_to(user).filter(deleted_at=None)

    def with_own_deleted(self, user: Reader) -> Self:
        """With the user's own tombstones, for bringing them back."""
        seen = Q(deleted_at=None)
        return self._open_to(user).filter(seen | Q(author=user.pk) if user.pk else seen)

    def _open_to(self, user: Reader) -> Self:
        annotations = _all("Annotation").visible_to(user)
        claims, verdicts = _all("Claim").talked_about(user), _all("Verdict").visible_to(user)
        return self.filter(
            self._about("annotation", annotations, user, article="thread__annotation__article")
            | self._about("claim", claims, user, article="thread__claim__coded_in")
            | self._about("verdict", verdicts, user, article="thread__verdict__article")
        )

    def _about(self, subject: str, seen: models.QuerySet, user: Reader, article: str) -> Q:
        """Of a claim that everybody knows it is talk in no article in particular."""
        said = not_hidden_from(
            user,
            story="thread__story",
            article=article,
            author="author",
            is_coding=Q(is_coding=True),
        )
        return said & Q(**{f"thread__{subject}__in": seen.values("pk")})


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """The user's own, about changes that they may know of."""
        changes = apps.get_model("articles", "Change").objects.visible_to(user)
        return self.filter(user=user.pk, change__in=changes.values("pk"))


class SuggestionQuerySet(models.QuerySet):
    """What the machine proposes is the same for all; what people made of it may be hidden."""

    def live(self) -> Self:
        """Those that the newest run made, about texts that are read now."""
        passages = _all("SuggestedPassage").filter(suggestion=OuterRef("pk"))
        gone = passages.exclude(article__deleted_at=None, revision=F("article__revision"))
        return self.filter(~Exists(gone), is_outdated=False)

    def visible_to(self, user: Reader) -> Self:
        return self.live().open_to(user)

    def open_to(self, user: Reader) -> Self:
        """With those that are no longer proposed."""
        return open_to(self, user, "story__")

    def within(self, articles: Collection[int]) -> Self:
        """Those that can be decided with only these articles (by key) at hand; families where two
        of their passages stand there. All, if none is given."""
        if not articles:
            return self
        passages = _all("SuggestedPassage").filter(suggestion=OuterRef("pk"))
        there = passages.filter(article__in=articles)
        shown = self.annotate(shown=_number_of(there, "pk"))
        whole = ~Exists(passages.exclude(article__in=articles))
        return shown.filter(whole | Q(kind="family", shown__gte=2))

    def with_worth(self) -> Self:
        """Adds `worth`, the place of how sure it is in `grades.GRADES`. Of pairs that only alike
        words speak for, three of four are none: they are never sure, nor likely."""
        by_words = Q(kind="pair", method__contains=WITHOUT_MODEL) & ~Q(reasons__overlap=REUSED)
        grades = [
            When(by_words, then=Value(2)),
            *(
                When(kind=kind, score__gte=least, then=Value(number))
                for kind, scores in LEAST.items()
                for number, least in enumerate(scores)
            ),
        ]
        return self.annotate(worth=Case(*grades, default=Value(2)))

    def by_worth(self) -> Self:
        """The surest first, and one kind of them after the other: what a decision is easy on and
        what others build upon comes before them. Adds `worth` and `turn`."""
        turns = [When(kind=kind, then=Value(number)) for number, kind in enumerate(LEAST)]
        ranked = self.with_worth().annotate(turn=Case(*turns, default=Value(len(turns))))
        return ranked.order_by(*BY_WORTH)

    def with_decision_for(self, user: Reader) -> Self:
        """Adds `is_accepted`: the user's own decision, else one that they may know, else None."""
        own = Case(When(author=user.pk, then=0), default=1) if user.pk else Value(0)
        known = _all("Decision").visible_to(user).filter(suggestion=OuterRef("pk"))
        first = known.order_by(own, "pk").values("is_accepted")[:1]
        return self.annotate(is_accepted=Subquery(first))

    def undecided_for(self, user: Reader) -> Self:
        """Those on which the user knows of no decision."""
        return self.visible_to(user).with_decision_for(user).filter(is_accepted=None)

    def pending_for(self, user: Reader, story: Any) -> Self:
        """Those of the story on which the user knows of no decision, and that nobody has marked
        without being asked, as far as the user sees; best first.

        What is marked is found once for all of them, not again for each.
        """
        seen = _all("Annotation").visible_to(user).filter(article__story=story).order_by()
        undecided = self.undecided_for(user).filter(story=story)
        unasked = undecided.exclude(kind="quotation", pk__in=_quoted_in(seen))
        unasked = unasked.exclude(kind="pair", pk__in=_rendered_in_both(seen))
        unasked = unasked.exclude(Q(kind="family") & Q(Exists(_uttered_in_all(seen))))
        return unasked.order_by("kind", "rank", "pk")


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """But for those of others on what is coded blind, in whichever of its articles."""
        return open_to(self.filter(deleted_at=None), user, "suggestion__story__").filter(
            self._not_hidden_from(user)
        )

    def known_to_all(self) -> Self:
        """Those that may tell upon what everybody sees."""
        return self.filter(self._not_hidden_from(AnonymousUser()), deleted_at=None)

    def _not_hidden_from(self, user: Reader) -> Q:
        return not_hidden_from(
            user,
            story="suggestion__story",
            article="suggestion__passages__article",
            author="author",
        )


class PresenceQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Who is here now, but for those who work blind beside the user."""
        seen = not_hidden_from(user, story="story", article="article", author="user")
        here = self.filter(seen_at__gt=timezone.now() - HERE)
        return open_to(here, user, "story__").filter(seen)


class GapHoldQuerySet(models.QuerySet):
    def of_others(self, user: Reader) -> Self:
        """What others have before them now, but for those who work blind beside the user."""
        seen = not_hidden_from(user, story="claim__story", article="article", author="user")
        return self.filter(seen, until__gt=timezone.now()).exclude(user=user.pk)


PASSAGES = "article__suggested_passages__"


def _quoted_in(seen: models.QuerySet) -> models.QuerySet:
    """Suggestions of quotations that an annotation quotes already."""
    quoting = seen.filter(quotation__isnull=False, **_on_passage(0))
    return quoting.values(f"{PASSAGES}suggestion")


def _rendered_in_both(seen: models.QuerySet) -> models.QuerySet:
    """Suggestions of pairs whose passages both render one claim."""
    other = "renderings__claim__renderings__annotation__"
    rendering = seen.filter(
        renderings__claim__deleted_at=None,
        **_on_passage(0),
        **_on_passage(1, other),
        **{
            f"{other}in": seen.values("pk"),
            f"{other}{PASSAGES}suggestion": F(f"{PASSAGES}suggestion"),
        },
    )
    return rendering.values(f"{PASSAGES}suggestion")


def _uttered_in_all(seen: models.QuerySet) -> models.QuerySet:
    """Utterances that all passages of an outer suggestion quote."""
    quoting = seen.filter(
        quotation__utterance=OuterRef(OuterRef("pk")),
        revision=OuterRef("revision"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
    )
    passages = _all("SuggestedPassage").filter(suggestion=OuterRef(OuterRef("pk"))).order_by()
    utterances: models.QuerySet = _all("Utterance").filter(story=OuterRef("story"))
    return utterances.filter(~Exists(passages.filter(~Exists(quoting))))


def _on_passage(position: int, annotation: str = "") -> dict[str, Any]:
    """Keeps annotations (at that path) that share something with a suggestion's passage."""
    path = f"{annotation}{PASSAGES}"
    return {
        f"{path}position": position,
        f"{path}revision": F(f"{annotation}revision"),
        f"{path}start__lt": F(f"{annotation}end"),
        f"{path}end__gt": F(f"{annotation}start"),
    }


def _all(model: str) -> Any:
    """The rows of a model, by name: the models import this module."""
    return apps.get_model("annotations", model).objects


def _number_of(rows: models.QuerySet, column: str) -> Coalesce:
    """How many values of the column the rows hold, which are those of an outer row."""
    same = rows.order_by().annotate(all=Value(1)).values("all")
    counted = same.annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)
