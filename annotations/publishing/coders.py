"""Who coded, and how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Min

from articles.models import Story

from ..matrix import Cell, Matrix
from ..models import Annotation, Verdict
from . import document as doc
from .agreement import agreement

LEFT = "somebody who has left"  # whose account is deleted

type Coder = int | None  # the key of a user


class Coders:
    """Their names, or numbers in the order in which they first did something."""

    def __init__(self, story: Story, are_named: bool) -> None:
        keys = _in_order(story)
        people = get_user_model().objects.in_bulk([key for key in keys if key is not None])
        self._names: dict[Coder, str] = {None: LEFT}
        for number, key in enumerate((key for key in keys if key is not None), 1):
            person = people[key]
            self._names[key] = person.display_name if are_named else f"coder {number}"
        self.keys = keys

    def __getitem__(self, key: Coder) -> str:
        return self._names[key]

    def told(self, matrix: Matrix) -> list[doc.Coder]:
        """With what each did in the matrix."""
        cells = [cell for row in matrix.rows for cell in row.cells]
        marked = Counter(key for key, _ in {(p.coder, p.uid) for c in cells for p in c.passages})
        judged = Counter(key for c in cells for said in c.verdicts for key in said.coders)
        return [
            {"name": self[key], "passages": marked[key], "verdicts": judged[key]}
            for key in self.keys
        ]


def names_of_coders(story: Story) -> list[str]:
    """For those who decide whether they are named."""
    coders = Coders(story, are_named=True)
    return [coders[key] for key in coders.keys]


def _in_order(story: Story) -> list[Coder]:
    """By the first thing that each of them marked or judged."""
    marked = Annotation.objects.live().filter(article__story=story)
    judged = Verdict.objects.live().filter(claim__story=story)
    first: dict[Coder, datetime] = {}
    for rows in (marked, judged):
        for key, at in rows.order_by().values_list("author").annotate(at=Min("created_at")):
            first[key] = min(at, first.get(key, at))
    return sorted(first, key=lambda key: (first[key], key or 0))


def agreement_in(matrix: Matrix) -> doc.Agreement:
    """Of all who said something of the same cell, by what they said of it: a stance (or several),
    or a verdict. Who said nothing of a cell has not coded it."""
    coded = [list(_values(cell)) for row in matrix.rows for cell in row.cells]
    twice = [values for values in coded if len(values) > 1]
    found = agreement([value for _, value in values] for values in twice)
    return {
        "cells": found.units,
        "coders": len({coder for values in twice for coder, _ in values}),
        "percent": _rounded(found.percent, 1),
        "alpha": _rounded(found.alpha, 3),
        "why": found.why,
    }


def _values(cell: Cell) -> Iterator[tuple[Coder, frozenset[str]]]:
    said: dict[Coder, set[str]] = {}
    for passage in cell.passages:
        said.setdefault(passage.coder, set()).add(passage.stance)
    for verdict in cell.verdicts:
        for coder in verdict.coders:
            said.setdefault(coder, set()).add(verdict.kind)
    yield from ((coder, frozenset(values)) for coder, values in said.items() if coder is not None)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
