"""What jumps out of a matrix. Pure functions; none says more than people have looked at.

A source lacks a claim only where somebody has checked its text and found it absent. Cells that
nobody has looked at, and excerpts, say nothing; how many are not looked at stands with a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from articles.models import Article, Credit

from ..models import Claim, Rendering, Verdict
from .cells import Cell, Matrix, Row, outlet_of

SAYS_SO = (Rendering.Stance.REPORTS, Rendering.Stance.PARTLY)
CONTRARY = (Rendering.Stance.CONTRADICTS, Rendering.Stance.QUESTIONS)
NOBODY = "nobody"


class Kind(Enum):
    CONTRADICTED = "Contradicted or questioned"
    SHIFTING = "Attributed to different people"
    LEFT_OUT = "Not taken over by a relay"
    ALL_BUT_ONE = "Reported by all but one"
    ONLY_ONE = "Reported by one source only"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cell that a finding leads to, and in a few words what it has to do with it."""

    cell: Cell
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`unlooked` says in how many further cells that would tell nobody has looked."""

    kind: Kind
    claim: Claim
    cells: tuple[Evidence, ...]
    unlooked: int = 0

    @property
    def told(self) -> list[tuple[str, list[Cell]]]:
        """The cells that have the same to do with it, together."""
        found: dict[str, list[Cell]] = {}
        for evidence in self.cells:
            found.setdefault(evidence.words, []).append(evidence.cell)
        return list(found.items())


def findings_of(matrix: Matrix) -> dict[Kind, list[Finding]]:
    """Of each kind that there is, those on which the most has been looked at first.

    `credits` of the articles should be prefetched.
    """
    relayed = relayed_in(matrix.articles)
    found: dict[Kind, list[Finding]] = {}
    for kind, find in FINDERS.items():
        of_kind = [finding for row in matrix.rows if (finding := find(row))]
        found[kind] = of_kind
    found[Kind.LEFT_OUT] = [f for row in matrix.rows for f in left_out(row, relayed)]
    return {kind: sorted(found[kind], key=_rank) for kind in Kind if found[kind]}


def _rank(finding: Finding) -> tuple[int, bool]:
    """Doubts come after contradictions, and what some attribute to nobody after what they
    attribute to others."""
    words = {evidence.words for evidence in finding.cells}
    is_weak = {
        Kind.CONTRADICTED: not any(Rendering.Stance.CONTRADICTS in told for told in words),
        Kind.SHIFTING: len(words - {NOBODY}) < 2,
    }
    return finding.unlooked, is_weak.get(finding.kind, False)


def _takes(cell: Cell, stances: Sequence[str]) -> bool:
    return any(passage.stance in stances for passage in cell.passages)


def _is_absent(cell: Cell) -> bool:
    """Whether all who have looked found nothing."""
    kinds = {said.kind for said in cell.verdicts}
    return not cell.passages and kinds == {Verdict.Kind.ABSENT}


def _by_source(cells: Iterable[Cell]) -> dict[int, list[Cell]]:
    found: dict[int, list[Cell]] = {}
    for cell in cells:
        found.setdefault(outlet_of(cell.article), []).append(cell)
    return found


def contradicted(row: Row) -> Finding | None:
    """Some source says that it is not so, or doubts it; with those that say that it is."""
    against = [cell for cell in row.cells if _takes(cell, CONTRARY)]
    if not against:
        return None
    others = [cell for cell in row.cells if _takes(cell, SAYS_SO) and cell not in against]
    said = [Evidence(cell, _stances(cell, CONTRARY)) for cell in against]
    said.sort(key=lambda evidence: evidence.words)  # contradictions first
    said += [Evidence(cell, _stances(cell, SAYS_SO)) for cell in others]
    return Finding(Kind.CONTRADICTED, row.claim, tuple(said))


def _stances(cell: Cell, among: Sequence[str] = (*SAYS_SO, *CONTRARY)) -> str:
    return ", ".join(dict.fromkeys(p.stance for p in cell.passages if p.stance in among))


def shifting(row: Row) -> Finding | None:
    """Articles attribute it to different people, or some to somebody and others to nobody."""
    told = [cell for cell in row.cells if _takes(cell, SAYS_SO)]
    named = {cell: _speakers(cell) for cell in told}
    distinct = set(named.values())
    if len(distinct) < 2:
        return None
    said = [
        Evidence(cell, ", ".join(sorted(speakers)) or NOBODY) for cell, speakers in named.items()
    ]
    return Finding(Kind.SHIFTING, row.claim, tuple(said))


def _speakers(cell: Cell) -> frozenset[str]:
    return frozenset(p.speaker for p in cell.passages if p.speaker and p.stance in SAYS_SO)


def only_one(row: Row) -> Finding | None:
    """One source renders it, and in another one it was looked for and not found."""
    sources = _by_source(row.cells)
    having = [cells for cells in sources.values() if any(cell.passages for cell in cells)]
    if len(having) != 1 or not any(map(_is_absent, row.cells)):
        return None
    others = [cell for cell in row.cells if cell not in having[0]]
    said = [Evidence(cell, _stances(cell)) for cell in having[0] if cell.passages]
    return Finding(Kind.ONLY_ONE, row.claim, tuple(said), _open(others))


def all_but_one(row: Row) -> Finding | None:
    """All sources that tell say so, but for one in which it is absent. Two are too few."""
    sources = _by_source(row.cells).values()
    reporting = [cells for cells in sources if any(_takes(cell, SAYS_SO) for cell in cells)]
    lacking = [cells for cells in sources if all(map(_is_absent, cells))]
    unlooked = [
        cells
        for cells in sources
        if any(cell.is_open for cell in cells) and not any(cell.passages for cell in cells)
    ]
    contrary = [
        cells
        for cells in sources
        if cells not in reporting and any(cell.passages for cell in cells)
    ]
    if len(lacking) != 1 or contrary or len(reporting) < 2 or len(reporting) <= len(unlooked):
        return None
    said = tuple(Evidence(cell, cell.state) for cell in lacking[0])
    return Finding(Kind.ALL_BUT_ONE, row.claim, said, len(unlooked))


type Relayed = list[tuple[Article, Article]]  # one that relays, and one that it relays


def relayed_in(articles: Sequence[Article]) -> Relayed:
    """Pairs of articles of which the first credits the source of the second for its text."""
    by_source: dict[int, list[Article]] = {}
    for article in articles:
        by_source.setdefault(article.source_id, []).append(article)
    return [
        (article, origin)
        for article in articles
        for credit in article.credits.all()
        if credit.kind != Credit.Kind.PHOTO
        for origin in by_source.get(credit.source_id, [])
        if origin != article
    ]


def left_out(row: Row, relayed: Relayed) -> Iterator[Finding]:
    """What an article has, and one that relays it was found not to have."""
    cells = {cell.article.pk: cell for cell in row.cells}
    for article, origin in relayed:
        relay, original = cells[article.pk], cells[origin.pk]
        if original.passages and _is_absent(relay):
            said = (Evidence(relay, relay.state), Evidence(original, _stances(original)))
            yield Finding(Kind.LEFT_OUT, row.claim, said)


def _open(cells: Iterable[Cell]) -> int:
    return sum(cell.is_open for cell in cells)


FINDERS: dict[Kind, Callable[[Row], Finding | None]] = {
    Kind.CONTRADICTED: contradicted,
    Kind.SHIFTING: shifting,
    Kind.ALL_BUT_ONE: all_but_one,
    Kind.ONLY_ONE: only_one,
}
