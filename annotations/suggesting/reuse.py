"""Passages that two texts share word for word, or nearly: a document compared whole hides them.

Runs of a few words that both texts have are joined where they lie on one diagonal, with small
gaps: the seed-and-extend way of finding reuse (D. Smith et al., Computational methods for
uncovering reprinted texts, 2015).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from .names import transliterated, words
from .units import Span, Text

SEED: Final = 4  # words that must be the same for a passage to be noticed
GAP: Final = 5  # words that one of both may have more, or other, before the passage ends
SHORTEST: Final = 7  # words that a passage shares
COMMON: Final = 20  # places in a text from which a run of words tells nothing
OPEN: Final = (
    50  # passages that a run may continue: bounds the work on texts that repeat themselves
)

SAME_WORDS: Final = "the same words"
NEARLY: Final = "nearly the same words"
REUSED: Final = [SAME_WORDS, NEARLY]  # the reasons by which a pair is reuse


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage of each text; `shared` words of the `longer` one's are the same."""

    a: Span
    b: Span
    shared: int
    longer: int

    @property
    def is_exact(self) -> bool:
        return self.shared == self.longer


type _Run = tuple[int, int, int]  # first word in a, first word in b, number of words


def shared_passages(a: Text, b: Text) -> list[Reuse]:
    """In the order of the first text; those of few words that are the same are left out."""
    first, second = _words(a), _words(b)
    chains = _chains(_runs([w for w, _ in first], [w for w, _ in second]))
    found = (_reuse(chain, first, second) for chain in chains)
    return sorted((r for r in found if r.shared >= SHORTEST), key=lambda r: (r.a, r.b))


def _words(text: Text) -> list[tuple[str, Span]]:
    """The words of the sentences that are read, in one alphabet and case."""
    return [
        (transliterated(word), (start + span[0], end + span[0]))
        for span in text.sentences
        for word, (start, end) in words(text.words_of(span))
    ]


def _runs(a: Sequence[str], b: Sequence[str]) -> Iterator[_Run]:
    """The longest runs of the same words, by their places in the first text."""
    places = defaultdict(list)
    for at in range(len(b) - SEED + 1):
        places[tuple(b[at : at + SEED])].append(at)
    for at in range(len(a) - SEED + 1):
        others = places.get(tuple(a[at : at + SEED]), [])
        for other in others if len(others) < COMMON else ():
            if not (at and other and a[at - 1] == b[other - 1]):
                yield at, other, _length(a, b, at, other)


def _length(a: Sequence[str], b: Sequence[str], at: int, other: int) -> int:
    most = min(len(a) - at, len(b) - other)
    return next((n for n in range(most) if a[at + n] != b[other + n]), most)


def _chains(runs: Iterator[_Run]) -> list[list[_Run]]:
    """Runs that follow each other in both texts with small gaps."""
    chains: list[list[_Run]] = []
    for run in runs:
        newest = islice(reversed(chains), OPEN)
        chain = next((c for c in newest if _follows(c[-1], run)), None)
        if chain is None:
            chains.append([run])
        else:
            chain.append(run)
    return chains


def _follows(run: _Run, later: _Run) -> bool:
    gaps = (later[i] - run[i] - run[2] for i in (0, 1))
    return all(0 <= gap <= GAP for gap in gaps)


def _reuse(
    chain: list[_Run], first: list[tuple[str, Span]], second: list[tuple[str, Span]]
) -> Reuse:
    (a, b, _), (last_a, last_b, length) = chain[0], chain[-1]
    return Reuse(
        (first[a][1][0], first[last_a + length - 1][1][1]),
        (second[b][1][0], second[last_b + length - 1][1][1]),
        sum(run[2] for run in chain),
        max(last_a - a, last_b - b) + length,
    )
