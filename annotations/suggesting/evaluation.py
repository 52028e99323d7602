"""What proposals are worth, measured against what people have coded. Pure.

Average precision is that of information retrieval: the mean, over all that is right, of the
precision down to where it stands in the ranking; what is not in it counts as never found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from .names import seem_one_person
from .pairs import Place
from .units import Span, Text, overlap

ALL: Final = "all"
ON_IT: Final = 0.5  # share of the shorter of two passages that makes them one
THE_SAME: Final = 0.5  # share of what two quotations cover together


@dataclass(frozen=True)
class Figures:
    """`right` of `proposed`, where `true` was to be found; average precision of the ranking."""

    right: int
    proposed: int
    true: int
    average_precision: float
    named: int = 0  # of the right quotations, those with the right speaker

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.proposed + self.true) if self.right else 0.0


@dataclass(frozen=True)
class Coded:
    """What people have found in texts; places name texts by their number.

    Each of `claims` are the passages that state it. Pairs of passages in one of `in_part` count
    neither way. `families` are numbers of `quotations`, which come with the speaker's names.
    """

    claims: Sequence[Sequence[Place]] = ()
    quotations: Sequence[tuple[Place, frozenset[str]]] = ()
    families: Sequence[frozenset[int]] = ()
    in_part: Sequence[Sequence[Place]] = ()


@dataclass
class _Ranking:
    """Of one language, or pair of languages: labels best first, those that were proposed."""

    true: int = 0
    labels: list[tuple[bool, bool]] = field(default_factory=list)  # right, proposed
    named: int = 0

    def figures(self) -> Figures:
        found, summed = 0, 0.0
        for at, (right, _) in enumerate(self.labels, 1):
            if right:
                found += 1
                summed += found / at
        proposed = [right for right, is_proposed in self.labels if is_proposed]
        average = summed / self.true if self.true else 0.0
        return Figures(sum(proposed), len(proposed), self.true, average, self.named)


def _figures(rankings: dict[str, _Ranking]) -> dict[str, Figures]:
    return {
        name: rankings[name].figures() for name in sorted(rankings, key=lambda n: (n != ALL, n))
    }


# Pairs


def evaluate_pairs(
    texts: Sequence[Text],
    coded: Coded,
    ranked: Sequence[tuple[Place, Place]],
    proposed: Collection[tuple[Place, Place]],
) -> dict[str, Figures]:
    """By languages such as "ar-de". `ranked` are all pairs of sentences, best first."""
    full, part = _claims_of(texts, coded.claims), _claims_of(texts, coded.in_part)
    rankings: dict[str, _Ranking] = defaultdict(_Ranking)
    for a, b in ranked:
        right = bool(full[a] & full[b])
        if right or not part[a] & part[b]:
            for name in (ALL, _languages(texts, a, b)):
                rankings[name].true += right
                rankings[name].labels.append((right, (a, b) in proposed))
    return _figures(rankings)


def _claims_of(texts: Sequence[Text], claims: Iterable[Sequence[Place]]) -> dict[Place, set[int]]:
    """Which claims each sentence states."""
    stated: dict[Place, set[int]] = defaultdict(set)
    for number, places in enumerate(claims):
        for text, span in places:
            for sentence in texts[text].sentences:
                if _is_on(sentence, span):
                    stated[Place(text, sentence)].add(number)
    return stated


def _is_on(a: Span, b: Span) -> bool:
    return overlap(a, b) >= ON_IT * min(a[1] - a[0], b[1] - b[0])


def _languages(texts: Sequence[Text], a: Place, b: Place) -> str:
    return "-".join(sorted(texts[place.text].main_language for place in (a, b)))


# Quotations


def evaluate_quotations(
    texts: Sequence[Text], coded: Coded, proposed: Sequence[tuple[Place, str]]
) -> dict[str, Figures]:
    """By language. `proposed` come best first, each with its speaker."""
    matched = _matched([place for place, _ in proposed], [place for place, _ in coded.quotations])
    rankings: dict[str, _Ranking] = defaultdict(_Ranking)
    for place, _ in coded.quotations:
        for name in (ALL, texts[place.text].main_language):
            rankings[name].true += 1
    for number, (place, speaker) in enumerate(proposed):
        names = coded.quotations[matched[number]][1] if number in matched else frozenset()
        for name in (ALL, texts[place.text].main_language):
            rankings[name].labels.append((number in matched, True))
            rankings[name].named += _is_named(speaker, names)
    return _figures(rankings)


def _is_named(speaker: str, names: Collection[str]) -> bool:
    return any(
        speaker.casefold() == name.casefold() or seem_one_person(speaker, name) for name in names
    )


def _matched(proposed: Sequence[Place], true: Sequence[Place]) -> dict[int, int]:
    """For numbers of what is proposed, that of what it finds; each once, the closest first."""
    shares = [
        (_share(a.span, b.span), i, j)
        for i, a in enumerate(proposed)
        for j, b in enumerate(true)
        if a.text == b.text
    ]
    found: dict[int, int] = {}
    for share, i, j in sorted(shares, reverse=True):
        if share >= THE_SAME and i not in found and j not in found.values():
            found[i] = j
    return found


def _share(a: Span, b: Span) -> float:
    shared = overlap(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared)


# Families


def evaluate_families(
    texts: Sequence[Text], coded: Coded, proposed: Sequence[Sequence[Place]]
) -> dict[str, Figures]:
    """Pairs of quotations in two articles, by languages; families come best first."""
    places = [place for place, _ in coded.quotations]
    true = {frozenset(two) for family in coded.families for two in combinations(family, 2)}
    rankings: dict[str, _Ranking] = defaultdict(_Ranking)
    for two in true:
        a, b = (places[i] for i in two)
        if a.text != b.text:
            for name in (ALL, _languages(texts, a, b)):
                rankings[name].true += 1
    for pair in dict.fromkeys(_linked(places, proposed)):
        a, b = (places[i] for i in pair)
        for name in (ALL, _languages(texts, a, b)):
            rankings[name].labels.append((pair in true, True))
    return _figures(rankings)


def _linked(
    places: Sequence[Place], proposed: Iterable[Sequence[Place]]
) -> Iterator[frozenset[int]]:
    """Pairs of coded quotations that proposed families put together."""
    for family in proposed:
        for a, b in combinations(family, 2):
            for i, one in enumerate(places):
                for j, two in enumerate(places):
                    met = one.text == a.text != b.text == two.text
                    if met and _is_on(one.span, a.span) and _is_on(two.span, b.span):
                        yield frozenset((i, j))
