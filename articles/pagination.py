"""Pages of a list by keyset: a page begins after a row, not after a count, so each costs the same.

The order must end in a unique column. A NULL counts as greater than every value, as PostgreSQL
sorts it, so that an index serves forwards and backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Page[Row]:
    """Some rows of a list; the addresses are relative and empty where there is nothing more."""

    items: list[Row]
    next_url: str = ""
    previous_url: str = ""


def keyset_page[Row: Model](
    rows: QuerySet[Row], order: Sequence[str], params: QueryDict, size: int = 30
) -> Page[Row]:
    """The page of `rows` that `params` ask for by `after` or `before`; other parameters are kept.

    `order` names columns or annotations, "-" before those that descend. A token that is not one
    of this list's own leads to its first page, and so does one behind which nothing is left.
    """
    salt = f"{rows.model._meta.label} {' '.join(order)}"
    place, backwards = _asked_for(params, salt)
    found = _rows(rows, order, place, backwards, size + 1)
    if place and not found:
        place, backwards = None, False
        found = _rows(rows, order, place, backwards, size + 1)
    items, has_more = found[:size], len(found) > size
    if backwards:
        items.reverse()

    def address(name: str, row: Row) -> str:
        return _address(params, name, signing.dumps(_place(row, order), salt=salt))

    has_next, has_previous = (True, has_more) if backwards else (has_more, place is not None)
    return Page(
        items,
        next_url=address(AFTER, items[-1]) if items and has_next else "",
        previous_url=address(BEFORE, items[0]) if items and has_previous else "",
    )


def _asked_for(params: QueryDict, salt: str) -> tuple[list[Any] | None, bool]:
    """The values of the row at which the page starts, and whether it lies before that row."""
    for name in (AFTER, BEFORE):
        if place := _read(params.get(name, ""), salt):
            return place, name == BEFORE
    return None, False


def _rows[Row: Model](
    rows: QuerySet[Row],
    order: Sequence[str],
    place: list[Any] | None,
    backwards: bool,
    most: int,
) -> list[Row]:
    directed = [_turned(column) for column in order] if backwards else list(order)
    if place:
        rows = rows.filter(_beyond(directed, place))
    return list(rows.order_by(*directed)[:most])


def _read(token: str, salt: str) -> list[Any] | None:
    try:
        return list(signing.loads(token, salt=salt))
    except signing.BadSignature:
        return None


def _turned(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _place(row: Model, order: Sequence[str]) -> list[Any]:
    paths = [column.lstrip("-").split("__") for column in order]
    values = [reduce(getattr, path, row) for path in paths]
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def _address(params: QueryDict, name: str, token: str) -> str:
    kept = params.copy()
    for other in (AFTER, BEFORE):
        kept.pop(other, None)
    kept[name] = token
    return f"?{kept.urlencode()}"


def _beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """What comes after `place`. The first column alone bounds it, too: an index can start there."""
    column, value = order[0], place[0]
    if len(order) == 1:
        return _further(column, value)
    same = Q(**{column.lstrip("-"): value})
    if value is None:
        same = Q(**{f"{column.lstrip('-')}__isnull": True})
    rest = same & _beyond(order[1:], place[1:])
    return _not_before(column, value) & (_further(column, value) | rest)


def _further(column: str, value: Any) -> Q:
    name = column.lstrip("-")
    if value is None:
        return Q(**{f"{name}__isnull": False}) if column.startswith("-") else Q(pk__in=[])
    return Q(**{f"{name}__lt": value}) if column.startswith("-") else ~Q(**{f"{name}__lte": value})


def _not_before(column: str, value: Any) -> Q:
    name = column.lstrip("-")
    if value is None:
        return Q() if column.startswith("-") else Q(**{f"{name}__isnull": True})
    return Q(**{f"{name}__lte": value}) if column.startswith("-") else ~Q(**{f"{name}__lt": value})
