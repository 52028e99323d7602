"""Names in scripts that have capitals: which words are one, and where it ends."""

from __future__ import annotations

from typing import Final

from .mention import LONGEST_NAME, is_country
from .tongues import Tongue
from .tongues.tongue import bag
from .words import Item

PARTICLES: Final = bag(
    "d' de da do dos del della di du van von der den ter ten bin ibn al el la le bint abu y al- zu"
)
LETTERS: Final = frozenset("abcdefghijklmnoprstuvwyz")  # that stand for a first name


def is_name(item: Item, tongue: Tongue) -> bool:
    """Whether a word has a capital and may be somebody's name."""
    if not item.is_capital or item.fold in tongue.not_names or item.text.isdigit():
        return False
    if tongue.code == "tr" and item.fold.endswith(("lerden", "lardan", "lerinden", "larından")):
        return False
    alone = len(item.text) == 1 and item.fold not in LETTERS  # "on X"
    return not alone and not (item.fold in tongue.says and not item.text.isupper())


def name_run(items: tuple[Item, ...], at: int, tongue: Tongue) -> tuple[int, int] | None:
    """The words of a name from here on; initials and particles belong to it."""
    end = at
    while end < len(items) and end - at < LONGEST_NAME:
        item = items[end]
        if (
            item.kind == "word" and is_name(item, tongue) and not _ends_run(items, at, end, tongue)
        ) or _is_joint(items, at, end, tongue):
            end += 1
        else:
            break
        if items[end - 1].suffixed:
            break
    return (at, end) if end > at else None


def _ends_run(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    """A new role begins in the middle of capitals; but "Rey" and "King" may end a name."""
    following = items[end + 1] if end + 1 < len(items) else None
    goes_on = following is not None and is_name(following, tongue)
    return end > at and tongue.is_role(items[end].fold) and goes_on


def _is_joint(items: tuple[Item, ...], at: int, end: int, tongue: Tongue) -> bool:
    if end == at or end + 1 >= len(items) or not is_name(items[end + 1], tongue):
        return False
    item, before = items[end], items[end - 1]
    if item.text == "." and len(before.text) == 1:
        return True
    if item.text in {"der", "den"} and before.fold not in {"von", "van"}:
        return False
    if item.text == "y" and (end - at < 2 or _goes_on_in_capitals(items, end + 2, tongue)):
        return False  # Ana Ruiz y Gómez is one person, Ruiz y Ana Gómez are two
    if tongue.code == "tr" and item.text in {"da", "de"}:
        return False  # "also"
    return item.kind == "word" and item.fold in PARTICLES and not is_country(before.fold, tongue)


def _goes_on_in_capitals(items: tuple[Item, ...], at: int, tongue: Tongue) -> bool:
    return at < len(items) and is_name(items[at], tongue)
