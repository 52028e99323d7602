"""The queue of a story: what waits for a decision, the surest first, a screen at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse

from articles.models import Story
from articles.numbers import number_in
from articles.pagination import Page, keyset_page
from articles.querysets import Person

from ..models import Suggestion
from ..querysets import BY_WORTH, SuggestionQuerySet
from ..suggesting.reuse import REUSED
from .cards import Card, cards_of

A_SCREEN = 8

_PAIR = Q(kind=Suggestion.Kind.PAIR)
_SAME, _REUSED = Q(details__relation="same"), Q(reasons__overlap=REUSED)
# the name of a part in the address -> what it is called, and what is in it
PARTS: dict[str, tuple[str, Q]] = {
    "": ("All", Q()),
    "quotations": ("Quotations", Q(kind=Suggestion.Kind.QUOTATION)),
    "families": ("One utterance", Q(kind=Suggestion.Kind.FAMILY)),
    "reuse": ("Same words", _PAIR & _REUSED),
    "claims": ("Same claim", _PAIR & _SAME),
    "differences": ("Same point, different claim?", _PAIR & ~_SAME),
}


@dataclass(frozen=True)
class Part:
    """A part of the queue, to be chosen."""

    name: str
    label: str
    count: int
    is_chosen: bool
    address: str


class Queue:
    """What waits for the person, as the parameters `kind`, `a` (articles) and a page ask for."""

    def __init__(self, story: Story, user: Person, params: QueryDict) -> None:
        self.user, self.params = user, params
        self.address = reverse("annotations:suggestions", args=[story.slug])
        self.part = params.get("kind", "") if params.get("kind", "") in PARTS else ""
        self.articles = [key for key in map(number_in, params.getlist("a")) if key]
        waiting = Suggestion.objects.pending_for(user, story)
        self.waiting: SuggestionQuerySet = waiting.within(self.articles)

    @cached_property
    def page(self) -> Page[Suggestion]:
        rows = self.waiting.filter(PARTS[self.part][1]).by_worth().select_related("story")
        return keyset_page(rows, BY_WORTH, self.params, size=A_SCREEN)

    @cached_property
    def cards(self) -> list[Card]:
        return cards_of(self.page.items, self.user)

    @cached_property
    def parts(self) -> list[Part]:
        """All of them with what waits there; without those in which nothing does."""
        each = {name or "all": Count("pk", filter=within) for name, (_, within) in PARTS.items()}
        counts = self.waiting.order_by().aggregate(**each)
        return [part for part in self._parts(counts) if part.count or part.is_chosen]

    def _parts(self, counts: dict[str, int]) -> Iterator[Part]:
        for name, (label, _) in PARTS.items():
            chosen = QueryDict(mutable=True)
            chosen.setlist("a", [str(key) for key in self.articles])
            if name:
                chosen["kind"] = name
            count, address = counts[name or "all"], f"{self.address}?{chosen.urlencode()}"
            yield Part(name, label, count, name == self.part, address.rstrip("?"))
