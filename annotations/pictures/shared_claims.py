"""Which outlets have which claims in common: a square of counts, and counts by language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

CELL, LABELS, HEAD, SHADES = 44, 190, 26, 4


@dataclass(frozen=True)
class Square:
    """How many claims the outlets of a row and of a column have in common; `shade` 0 to 4."""

    x: int
    y: int
    row: str
    column: str
    count: int
    shade: int
    is_own: bool


@dataclass(frozen=True)
class SharedClaims:
    """`claims` says which claims (numbers) each outlet renders."""

    claims: dict[str, set[int]]

    @property
    def names(self) -> list[str]:
        return list(self.claims)

    @property
    def width(self) -> int:
        return LABELS + CELL * len(self.claims) + 2

    @property
    def height(self) -> int:
        return HEAD + CELL * len(self.claims) + 2

    @property
    def lanes(self) -> list[tuple[int, str, int, int]]:
        """Number from 1, name, and where its row and its column have their middles (y, x)."""
        middle = CELL // 2
        return [
            (n + 1, name, HEAD + CELL * n + middle + 5, LABELS + CELL * n + middle)
            for n, name in enumerate(self.names)
        ]

    @cached_property
    def squares(self) -> list[Square]:
        return [
            self._square(row, column)
            for row in range(len(self.names))
            for column in range(len(self.names))
        ]

    def _square(self, row: int, column: int) -> Square:
        mine, other = self.names[row], self.names[column]
        count = len(self.claims[mine] & self.claims[other])
        shade = -(-count * SHADES // self._most) if count else 0
        x, y = LABELS + CELL * column, HEAD + CELL * row
        return Square(x, y, mine, other, count, shade, row == column)

    @cached_property
    def _most(self) -> int:
        return max((len(claims) for claims in self.claims.values()), default=0) or 1

    @property
    def rows(self) -> list[list[Square]]:
        """The same as a table."""
        size = len(self.names)
        return [self.squares[n * size : (n + 1) * size] for n in range(size)]


def shared_claims(names: Sequence[str], rendered: Iterable[tuple[str, int]]) -> SharedClaims:
    """`rendered` are (outlet, claim number) of renderings; `names` the outlets in their order."""
    claims: dict[str, set[int]] = {name: set() for name in names}
    for name, claim in rendered:
        claims[name].add(claim)
    return SharedClaims(claims)
