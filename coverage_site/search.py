"""One search over articles, claims and annotations: how many of each, and a page of one kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from annotations.claims import add_stances
from annotations.search import (
    annotation_hits,
    claim_hits,
    find_annotations,
    find_claims,
    for_results,
    rank_of_claim,
)
from articles.hits import article_hits
from articles.pagination import Page, keyset_page
from articles.querysets import Reader
from articles.search import (
    MOST_RANKED,
    Words,
    best_of,
    configurations,
    find_articles,
    how_many,
    rank_of,
)

from .forms import NEWEST, SearchForm

HITS_ON_A_PAGE = 20


@dataclass(frozen=True)
class Kind:
    """What can be found: a name for the address, a label, and the order of the newest."""

    name: str
    label: str
    newest: tuple[str, ...]


KINDS = (
    Kind("articles", "Articles", ("-published_on", "-pk")),
    Kind("claims", "Claims", ("-pk",)),
    Kind("annotations", "Annotations", ("-pk",)),
)


@dataclass(frozen=True)
class Tab:
    kind: Kind
    count: int
    is_here: bool

    @property
    def is_many(self) -> bool:
        """More than are counted, and more than are ranked."""
        return self.count > MOST_RANKED

    @property
    def shown_count(self) -> int:
        return min(self.count, MOST_RANKED)


class Search:
    """What `form`, a valid one, finds for the reader. `params` say which kind and which page."""

    def __init__(self, form: SearchForm, reader: Reader, params: QueryDict) -> None:
        self.words: Words = form.words
        self.is_filtered = bool(form.filters)
        self.newest_first = form.cleaned_data["order"] == NEWEST
        self.reader = reader
        self.params = params
        asked_for = (kind for kind in KINDS if kind.name == params.get("in"))
        self.kind = next(asked_for, KINDS[0])
        configs = configurations(form.languages, form.filters)
        self.found: dict[str, QuerySet] = {
            "articles": find_articles(reader, self.words, form.filters, configs),
            "claims": find_claims(reader, self.words, form.filters),
            "annotations": find_annotations(reader, self.words, form.filters, configs),
        }

    @cached_property
    def tabs(self) -> list[Tab]:
        return [Tab(k, how_many(self.found[k.name]), k == self.kind) for k in KINDS]

    @cached_property
    def here(self) -> Tab:
        return next(tab for tab in self.tabs if tab.is_here)

    @cached_property
    def elsewhere(self) -> list[Tab]:
        return [tab for tab in self.tabs if tab.count and not tab.is_here]

    @cached_property
    def page(self) -> Page:
        order = self.kind.newest if self.newest_first else ("-rank", "-pk")
        rows = WITH_WHAT_IS_SHOWN[self.kind.name](self._ranked())
        return keyset_page(rows, order, self.params, HITS_ON_A_PAGE)

    def _ranked(self) -> QuerySet:
        """Very many in the order of time need no rank, and must not be cut off before it."""
        found = self.found[self.kind.name]
        if self.newest_first and self.here.is_many:
            return found
        is_claim = self.kind.name == "claims"
        return best_of(found, rank_of_claim(self.words) if is_claim else rank_of(self.words))

    @cached_property
    def hits(self) -> list[Any]:
        items = self.page.items
        if self.kind.name == "claims":
            add_stances(items, self.reader)
            return list(claim_hits(items, self.words))
        if self.kind.name == "annotations":
            return list(annotation_hits(items, self.words))
        return list(article_hits(items, self.words))


WITH_WHAT_IS_SHOWN: dict[str, Callable[[QuerySet], QuerySet]] = {
    "articles": lambda rows: rows.select_related("source", "language", "story", "revision"),
    "claims": lambda rows: rows.select_related("story"),
    "annotations": for_results,
}
