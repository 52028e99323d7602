"""From texts to proposals, in the order of their worth: plain values, before they are stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from ..suggesting.families import Family, Quotation, families_of, find_links
from ..suggesting.grades import MORE
from ..suggesting.matching import Matcher, Scores, standardised
from ..suggesting.pairs import Evidence, Pair, Place, propose_pairs
from ..suggesting.quotations import METHOD, VERSION, Found, find_quotations
from .texts import ReadText

MOST_PAIRS: Final = 2000  # of a story that are kept: nobody looks at more of them
LONGEST: Final = 120  # letters of a name or cue, as a quotation keeps them
NAMED_BY_ROLE: Final = "speaker: named by role in the sentence"  # among a quotation's reasons
NAMED: Final = ("named in the sentence", "is described so in the text", "is who spoke before")
BY_QUOTATIONS: Final = f"{METHOD} {VERSION}"
BY_PAIRS: Final = "pairs 2"
BY_FAMILIES: Final = "families 3"

type Apart = Collection[frozenset[Place]]  # quotations that somebody said are not one utterance


@dataclass(frozen=True)
class Proposed:
    """Something to be proposed; places name texts by their number. `kind` is a Suggestion's."""

    kind: str
    places: tuple[Place, ...]
    score: float
    reasons: tuple[str, ...]
    method: str
    details: dict[str, Any] = field(default_factory=dict)


def quotations_in(number: int, read: ReadText) -> list[Proposed]:
    """Somebody's words in a text, also those that are only reported; no scare quotes."""
    found = find_quotations(read.revision.text, read.article.language_id, read.passages)
    return [_quotation(number, one) for one in found if one.kind != "scare"]


def _quotation(number: int, found: Found) -> Proposed:
    return Proposed(
        "quotation",
        (Place(number, (found.start, found.end)),),
        found.score,
        found.reasons,
        BY_QUOTATIONS,
        {"speaker": found.speaker[:LONGEST], "cue": found.cue[:LONGEST], "kind": found.kind},
    )


def matches(
    matcher: Matcher, quotations: Sequence[Proposed], apart: Apart, encoder: str
) -> Iterator[Proposed]:
    """Pairs and families, each best first. `encoder` is named in what made them."""
    scores = standardised(matcher)
    spoken = [_spoken(one) for one in quotations if one.details["kind"] != "indirect"]
    links = find_links(matcher, scores, spoken)
    by = ", ".join(filter(None, (matcher.method, encoder)))
    families = families_of(spoken, links, set(_numbered(spoken, apart)))
    yield from (_family(spoken, one, f"{BY_FAMILIES}, {by}") for one in families)
    pairs = propose_pairs(matcher, scores, Evidence(spoken, links), _worth_keeping(scores))
    yield from (_pair(one, f"{BY_PAIRS}, {by}") for one in pairs[:MOST_PAIRS])


def _spoken(quotation: Proposed) -> Quotation:
    """A mere role is nobody's name: it sets nobody apart from those who are named."""
    (place,) = quotation.places
    name = "" if NAMED_BY_ROLE in quotation.reasons else quotation.details["speaker"]
    is_named = any(reason.endswith(NAMED) for reason in quotation.reasons)
    return Quotation(place.text, place.span, name, is_named)


def _numbered(quotations: Sequence[Quotation], apart: Apart) -> Iterator[frozenset[int]]:
    numbers = {_place(quotation): number for number, quotation in enumerate(quotations)}
    for two in apart:
        if all(place in numbers for place in two):
            yield frozenset(numbers[place] for place in two)


def _place(quotation: Quotation) -> Place:
    return Place(quotation.text, quotation.span)


def _worth_keeping(scores: Sequence[Scores]) -> float:
    """The score from which so many pairs are proposed as are kept, or fewer."""
    values = np.concatenate([s.values.ravel() for s in scores] or [np.zeros(0)])
    worth = values[values >= MORE]
    if len(worth) <= MOST_PAIRS:
        return MORE
    return float(np.partition(worth, -MOST_PAIRS)[-MOST_PAIRS])


def _pair(pair: Pair, method: str) -> Proposed:
    details = {"relation": pair.relation, "differing": [d.places for d in pair.differences]}
    return Proposed("pair", (pair.a, pair.b), pair.score, pair.reasons, method, details)


def _family(quotations: Sequence[Quotation], family: Family, method: str) -> Proposed:
    members = [quotations[i] for i in family.members]
    details = {"speaker": _best_name(member.speaker for member in members)}
    places = tuple(_place(member) for member in members)
    return Proposed("family", places, family.score, family.reasons, method, details)


def _best_name(names: Iterable[str]) -> str:
    """The one that most of them have; of several the longest."""
    given = [name for name in names if name]
    return max(given, key=lambda name: (given.count(name), len(name)), default="")
