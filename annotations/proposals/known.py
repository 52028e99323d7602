"""What somebody knows already of what is proposed: whom the story calls how, and what is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Prefetch, Q

from articles.querysets import Person

from ..models import Annotation, Claim, Rendering, Speaker, SuggestedPassage, Suggestion
from ..rules import may_change
from ..suggesting.names import seem_one_person


class Known:
    """Of some suggestions of one story, in six queries however many they are."""

    def __init__(self, suggestions: Iterable[Suggestion], user: Person) -> None:
        self.suggestions, self.user = list(suggestions), user

    @cached_property
    def passages(self) -> dict[int, list[SuggestedPassage]]:
        """Those of each suggestion, by its key, in their order."""
        rows = SuggestedPassage.objects.filter(suggestion__in=self.suggestions)
        found: dict[int, list[SuggestedPassage]] = defaultdict(list)
        whole = rows.select_related(
            "article__story", "article__source", "article__language", "revision"
        )
        for row in whole.defer("article__raw").order_by("suggestion", "position"):
            found[row.suggestion_id].append(row)
        return found

    def marks_on(self, passage: SuggestedPassage) -> list[Annotation]:
        """What the person sees marked on some of it."""
        marks = self._marks.get(passage.revision_id, ())
        return [m for m in marks if m.start < passage.end and passage.start < m.end]

    def quoted_on(self, passage: SuggestedPassage) -> Annotation | None:
        """What is marked there as a quotation, and may be changed by the person."""
        marks = self.marks_on(passage)
        return changeable((m for m in marks if hasattr(m, "quotation")), self.user)

    def claim_on(self, passages: Iterable[SuggestedPassage]) -> Claim | None:
        """The first claim that one of them renders already."""
        renderings = (r for p in passages for m in self.marks_on(p) for r in m.renderings.all())
        return next((rendering.claim for rendering in renderings), None)

    @cached_property
    def _marks(self) -> dict[int, list[Annotation]]:
        on_any = reduce(or_, map(_overlapping, self._all_passages), Q(pk__in=[]))
        renderings = Rendering.objects.filter(claim__deleted_at=None).select_related("claim")
        marks = Annotation.objects.visible_to(self.user).filter(on_any)
        found: dict[int, list[Annotation]] = defaultdict(list)
        for mark in marks.select_related(
            "author", "quotation__speaker", "quotation__utterance"
        ).prefetch_related(Prefetch("renderings", renderings)):
            found[mark.revision_id].append(mark)
        return found

    @cached_property
    def _all_passages(self) -> Sequence[SuggestedPassage]:
        return [passage for rows in self.passages.values() for passage in rows]

    def proposed_alone(self, passage: SuggestedPassage) -> dict[str, Any]:
        """As what the machine proposes a passage of a family by itself; empty if it does not."""
        return self._alone.get((passage.revision_id, passage.start, passage.end), {})

    @cached_property
    def _alone(self) -> dict[tuple[int, int, int], dict[str, Any]]:
        families = [s.pk for s in self.suggestions if s.kind == Suggestion.Kind.FAMILY]
        places = [p for p in self._all_passages if p.suggestion_id in families]
        if not places:
            return {}
        rows = SuggestedPassage.objects.filter(
            reduce(or_, map(_at, places)), suggestion__kind=Suggestion.Kind.QUOTATION
        )
        values = rows.values_list("revision", "start", "end", "suggestion__details")
        return {(revision, start, end): said for revision, start, end, said in values}

    def name(self, name: str) -> str:
        """The story's speaker who seems to be meant, in whatever script; the name itself if none
        or several do."""
        meant = [s.name for s in self._speakers if name and _is_called(s, name)]
        return meant[0] if len(meant) == 1 else name

    @cached_property
    def _speakers(self) -> list[Speaker]:
        stories = {suggestion.story_id for suggestion in self.suggestions}
        return list(Speaker.objects.live().filter(story__in=stories).known_to(self.user))


def changeable(marks: Iterable[Annotation], user: Person) -> Annotation | None:
    """The first that the user may change; their own comes before those of others."""
    may = [mark for mark in marks if may_change(mark, user)]
    return min(may, key=lambda mark: mark.author_id != user.pk, default=None)


def _overlapping(passage: SuggestedPassage) -> Q:
    return Q(revision=passage.revision_id, start__lt=passage.end, end__gt=passage.start)


def _at(passage: SuggestedPassage) -> Q:
    return Q(revision=passage.revision_id, start=passage.start, end=passage.end)


def _is_called(speaker: Speaker, name: str) -> bool:
    return any(seem_one_person(known, name) for known in (speaker.name, *speaker.variants))
