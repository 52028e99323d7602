"""Two renderings of what was said once, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from ..wording import Piece, renderings_compared, sides
from .becoming import are_comparable
from .voices import Family, Wording


@dataclass(frozen=True)
class Pair:
    one: Wording
    other: Wording

    @property
    def is_one_language(self) -> bool:
        return self.one.article.language_id == self.other.article.language_id

    @cached_property
    def is_compared(self) -> bool:
        """Whether their words are set against each other."""
        return self.is_one_language and are_comparable(self._pieces)

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        return renderings_compared(self.one.passage.exact, self.other.passage.exact)

    @property
    def sides(self) -> list[tuple[Wording, list[Piece]]]:
        """Each with its own words, marked as far as they can be compared."""
        told = [[Piece(w.passage.exact)] for w in (self.one, self.other)]
        if self.is_compared:
            told = list(sides(self._pieces))
        return list(zip((self.one, self.other), told, strict=True))


def natural_pair(family: Family) -> Pair | None:
    """The two that tell most: the fullest that can be compared word by word, else the fullest."""
    pairs = [Pair(one, other) for one, other in combinations(family.wordings, 2)]
    return min(pairs, key=lambda pair: not pair.is_compared, default=None)
