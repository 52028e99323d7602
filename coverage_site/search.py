"""One search over articles, claims and annotations: how many of each, and a page of one kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from annotations.claims import add_stances
from annotations.models import Annotation
from annotations.search import (
    annotation_hits,
    claim_hits,
    find_annotations,
    find_claims,
    for_results,
    rank_of_claim,
)
from articles.hits import article_hits
from articles.models import Article, Language
from articles.pagination import Page, keyset_page
from articles.querysets import Reader
from articles.search import (
    MOST_RANKED,
    Filters,
    Words,
    best_of,
    configurations,
    find_articles,
    how_many_each,
    rank_of,
)

from .forms import NEWEST, SearchForm

HITS_ON_A_PAGE = 20
MENU_COLUMNS = {  # of an article: the key in the address, and the label
    "language": ("language__code", "language__name"),
    "source": ("source__slug", "source__name"),
    "story": ("story__slug", "story__title"),
}


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
        self.found = self._find(form.languages, form.filters)
        form.offer(self._choices(self._find(form.languages, Filters())[self.kind.name]))

    def _find(self, languages: Sequence[Language], filters: Filters) -> dict[str, QuerySet]:
        configs = configurations(languages, filters)
        return {
            "articles": find_articles(self.reader, self.words, filters, configs),
            "claims": find_claims(self.reader, self.words, filters),
            "annotations": find_annotations(self.reader, self.words, filters, configs),
        }

    def _choices(self, found: QuerySet) -> dict[str, dict[str, str]]:
        """By menu, what occurs among the hits, of which it looks at as many as are ranked."""
        some = found.order_by().values("pk")[:MOST_RANKED]
        if self.kind.name == "articles":
            return _menus(Article.objects.filter(pk__in=some))
        owner = "claims__in" if self.kind.name == "claims" else "pk__in"
        marks = Annotation.objects.visible_to(self.reader).filter(**{owner: some})
        return _menus(marks, "article__")

    @cached_property
    def tabs(self) -> list[Tab]:
        counts = how_many_each(*(self.found[kind.name] for kind in KINDS))
        return [Tab(k, n, k == self.kind) for k, n in zip(KINDS, counts, strict=True)]

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


def _menus(rows: QuerySet, article: str = "") -> dict[str, dict[str, str]]:
    names = [article + name for pair in MENU_COLUMNS.values() for name in pair]
    found = list(rows.order_by().values_list(*names).distinct())
    return {
        menu: {row[2 * n]: row[2 * n + 1] for row in found} for n, menu in enumerate(MENU_COLUMNS)
    }


WITH_WHAT_IS_SHOWN: dict[str, Callable[[QuerySet], QuerySet]] = {
    "articles": lambda rows: rows.select_related("source", "language", "story", "revision"),
    "claims": lambda rows: rows.select_related("story"),
    "annotations": for_results,
}
