"""How far people agree who coded the same things, each for themselves. Pure.

Nominal values, any number of coders, values missing: K. Krippendorff, “Computing Krippendorff's
Alpha-Reliability” (2011), sections A to C; its worked examples are in the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

NOTHING_TWICE = "No cell was coded by two people."
NO_VARIETY = "All say the same of every cell, so there is nothing that chance could have done."


@dataclass(frozen=True)
class Agreement:
    """`units` were coded by two or more; `percent` (0 to 100) of the pairs of their values agree.

    `alpha` is 1 for agreement without exception, 0 for what chance would do; None where it is not
    defined, for the reason `why`.
    """

    units: int
    percent: float | None = None
    alpha: float | None = None
    why: str = ""


def agreement(values: Iterable[Sequence[Hashable]]) -> Agreement:
    """`values` holds, for each unit, what its coders said; fewer than two do not count."""
    pairable = [unit for unit in values if len(unit) > 1]
    if not pairable:
        return Agreement(0, why=NOTHING_TWICE)
    percent = 100 * _agreeing_pairs(pairable)
    alpha = nominal_alpha(pairable)
    return Agreement(len(pairable), percent, alpha, NO_VARIETY if alpha is None else "")


def _agreeing_pairs(units: Sequence[Sequence[Hashable]]) -> float:
    pairs = [one == other for unit in units for one, other in combinations(unit, 2)]
    return sum(pairs) / len(pairs)


def nominal_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for units with two values or more; None where all values are the same.

    1 - observed / expected disagreement, both from the matrix of coincidences: each unit of m
    values gives each of its ordered pairs the weight 1 / (m - 1).
    """
    totals: Counter[Hashable] = Counter(value for unit in units for value in unit)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    if not expected:
        return None
    observed = sum(_disagreement(unit) for unit in units)
    return 1 - (n - 1) * observed / expected


def _disagreement(unit: Sequence[Hashable]) -> float:
    m = len(unit)
    same = sum(count * count for count in Counter(unit).values())
    return (m * m - same) / (m - 1)
