"""What a matrix is made of: plain values, read by pages, findings, files and published pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from articles.importing import UNKNOWN_OUTLET
from articles.models import Article

from ..claims import evidence_address
from ..models import Claim, Quotation, Rendering, Verdict

OPEN = "not yet looked at"
NARRATION = "narration"  # of passages that are nobody's words


class Passage(NamedTuple):
    """One rendering: where it stands, its stance, and to whom the article attributes the claim.

    `how` is the kind of quotation that the passage is, "" for none. `is_lost` says that a
    correction of the text lost the passage; the place is in an older one. `coder` is the key of
    whoever has marked it.
    """

    claim: int
    article: int
    uid: UUID
    revision: int
    start: int
    end: int
    exact: str
    stance: str
    speaker: str | None
    is_lost: bool
    how: str = ""
    gloss: str = ""
    coder: int | None = None
    annotation: int = 0  # its key

    @property
    def address(self) -> str:
        return evidence_address(self.claim, self.article, self.uid, self.is_lost)

    @property
    def manner(self) -> str:
        """Whose words the passage is in: the article's own, or those of whom it quotes."""
        return Quotation.Kind(self.how).label if self.how else NARRATION


class Said(NamedTuple):
    """One kind of verdict on a cell, and the keys of those who have given it."""

    kind: str
    coders: tuple[int | None, ...]

    @property
    def people(self) -> int:
        return len(self.coders)

    @property
    def label(self) -> str:
        return Verdict.Kind(self.kind).label.partition(":")[0]

    def __str__(self) -> str:
        return self.label if self.people == 1 else f"{self.label} ({self.people} people)"


@dataclass(frozen=True, slots=True)
class Side:
    """The passages of a cell that take one stance."""

    stance: str
    passages: list[Passage]

    @property
    def label(self) -> str:
        return Rendering.Stance(self.stance).label

    @property
    def manners(self) -> list[str]:
        return list(dict.fromkeys(p.manner for p in self.passages))

    @property
    def speakers(self) -> list[str]:
        return list(dict.fromkeys(p.speaker for p in self.passages if p.speaker))


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """What one article makes of one claim: its passages in reading order, and what people say of
    there being none. Neither: nobody has looked. Cells without passages may stand in many rows."""

    article: Article
    passages: list[Passage]
    verdicts: list[Said]

    @property
    def is_open(self) -> bool:
        return not self.passages and not self.verdicts

    @property
    def state(self) -> str:
        """In words, where there is no passage."""
        return "; ".join(map(str, self.verdicts)) or OPEN

    @property
    def sides(self) -> list[Side]:
        in_order = sorted(self.passages, key=lambda p: STANCES.index(p.stance))
        return [Side(stance, list(ps)) for stance, ps in groupby(in_order, lambda p: p.stance)]


STANCES = Rendering.Stance.values


@dataclass(frozen=True, slots=True)
class Row:
    claim: Claim
    cells: list[Cell]

    @property
    def sources(self) -> int:
        """How many outlets render the claim, whatever stance they take."""
        return len({outlet_of(cell.article) for cell in self.cells if cell.passages})


def outlet_of(article: Article) -> int:
    """A key that articles of one outlet share; of an unknown one nobody knows whether it is the
    same as another."""
    return -article.pk if article.source.name == UNKNOWN_OUTLET else article.source_id


@dataclass(frozen=True, slots=True)
class Matrix:
    articles: list[Article]
    rows: list[Row]

    @property
    def gaps(self) -> int:
        """How many cells nobody has looked at."""
        return sum(cell.is_open for row in self.rows for cell in row.cells)
