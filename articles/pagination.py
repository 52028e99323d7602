"""Pages of a list by keyset: a page begins after a row, not after a count, so each costs the same.

The order must end in a unique column. Rows without a value come last, whichever the direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.http import QueryDict

from .sealing import NotSealedHere, seal, unseal

AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Page[Row]:
    """Some rows of a list; the addresses are relative and empty where there is nothing more."""

    items: list[Row]
    next_url: str = ""
    previous_url: str = ""


@dataclass(frozen=True)
class _Column:
    """A column of the order, and whether rows without a value come before the others."""

    name: str
    descending: bool
    nulls_first: bool = False

    def turned(self) -> _Column:
        return _Column(self.name, not self.descending, not self.nulls_first)

    def ordering(self) -> OrderBy:
        nulls = {"nulls_first": True} if self.nulls_first else {"nulls_last": True}
        return OrderBy(F(self.name), descending=self.descending, **nulls)

    def here(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True} if value is None else {self.name: value})

    def beyond(self, value: Any) -> Q:
        """What comes later in the order than `value`."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.nulls_first else Q(pk__in=[])
        if self.nulls_first:
            return Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return ~Q(**{f"{self.name}__{'gte' if self.descending else 'lte'}": value})

    def not_before(self, value: Any) -> Q:
        """What does not come earlier than `value`: by this an index can start there."""
        if value is None:
            return Q() if self.nulls_first else self.here(None)
        if self.nulls_first:
            return Q(**{f"{self.name}__{'lte' if self.descending else 'gte'}": value})
        return ~Q(**{f"{self.name}__{'gt' if self.descending else 'lt'}": value})


def keyset_page[Row: Model](
    rows: QuerySet[Row], order: Sequence[str], params: QueryDict, size: int = 30
) -> Page[Row]:
    """The page of `rows` that `params` ask for by `after` or `before`; other parameters are kept.

    `order` names columns or annotations, "-" before those that descend. A token that is not one
    of this list's own leads to its first page, and so does one behind which nothing is left.
    Tokens are sealed: keys that the database counts up would tell how much others have made.
    """
    columns = [_Column(name.lstrip("-"), name.startswith("-")) for name in order]
    purpose = f"{rows.model._meta.label} {' '.join(order)}"
    place, backwards = _asked_for(params, purpose)
    found = _rows(rows, columns, place, backwards, size + 1)
    if place and not found:
        place, backwards = None, False
        found = _rows(rows, columns, place, backwards, size + 1)
    items, has_more = found[:size], len(found) > size
    if backwards:
        items.reverse()

    def address(name: str, row: Row) -> str:
        return _address(params, name, seal(_place(row, columns), purpose))

    has_next, has_previous = (True, has_more) if backwards else (has_more, place is not None)
    return Page(
        items,
        next_url=address(AFTER, items[-1]) if items and has_next else "",
        previous_url=address(BEFORE, items[0]) if items and has_previous else "",
    )


def _asked_for(params: QueryDict, purpose: str) -> tuple[list[Any] | None, bool]:
    """The values of the row at which the page starts, and whether it lies before that row."""
    for name in (AFTER, BEFORE):
        try:
            return list(unseal(params.get(name, ""), purpose)), name == BEFORE
        except NotSealedHere:
            continue
    return None, False


def _rows[Row: Model](
    rows: QuerySet[Row],
    columns: list[_Column],
    place: list[Any] | None,
    backwards: bool,
    most: int,
) -> list[Row]:
    if backwards:
        columns = [column.turned() for column in columns]
    if place:
        rows = rows.filter(_beyond(columns, place))
    *others, unique = columns
    last = OrderBy(F(unique.name), descending=unique.descending)  # as its index has it
    return list(rows.order_by(*(column.ordering() for column in others), last)[:most])


def _beyond(columns: list[_Column], place: list[Any]) -> Q:
    (column, *others), (value, *rest) = columns, place
    if not others:
        return column.beyond(value)
    later = column.beyond(value) | (column.here(value) & _beyond(others, rest))
    return column.not_before(value) & later


def _place(row: Model, columns: list[_Column]) -> list[Any]:
    values = [reduce(getattr, column.name.split("__"), row) for column in columns]
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def _address(params: QueryDict, name: str, token: str) -> str:
    kept = params.copy()
    for other in (AFTER, BEFORE):
        kept.pop(other, None)
    kept[name] = token
    return f"?{kept.urlencode()}"
