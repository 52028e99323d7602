"""Pairs of sentences in two articles that state one claim, or differ on one point; with reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from .differences import Difference, Passage, differences
from .families import Link, Quotation
from .grades import SHOWN
from .matching import Matcher, Scores
from .names import territories, words
from .reuse import NEARLY, SAME_WORDS, Reuse, shared_passages
from .units import Span, Text, clause_around, overlap

type Relation = Literal["same", "same point, different claim?"]

NAMED: Final = 3  # shared names and numbers that a reason lists


class Place(NamedTuple):
    """A passage of one of the story's texts, by the text's number."""

    text: int
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences; `score` is in standard deviations above what is usual in the story."""

    a: Place
    b: Place
    score: float
    relation: Relation
    reasons: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


class Evidence:
    """What is known beside the scores: quotations, and which of them seem to be one utterance."""

    def __init__(self, quotations: Sequence[Quotation] = (), links: Sequence[Link] = ()) -> None:
        self._of_text: dict[int, list[Quotation]] = defaultdict(list)
        for quotation in quotations:
            self._of_text[quotation.text].append(quotation)
        self._between: dict[tuple[int, int], list[tuple[Span, Span, str]]] = defaultdict(list)
        for link in links:
            ends = quotations[link.first], quotations[link.second]
            a, b = sorted(ends, key=lambda quotation: quotation.text)
            self._between[a.text, b.text].append((a.span, b.span, link.reason))

    def speakers(self, place: Place) -> frozenset[str]:
        """Who is quoted in a passage."""
        here = (q for q in self._of_text.get(place.text, ()) if overlap(q.span, place.span))
        return frozenset(q.speaker for q in here) - {""}

    def reasons(self, a: Place, b: Place) -> dict[str, None]:
        """How two passages quote one utterance, if they do; each way once."""
        links = self._between.get((a.text, b.text), ())
        return {why: None for x, y, why in links if overlap(x, a.span) and overlap(y, b.span)}


NO_EVIDENCE: Final = Evidence()


def all_scores(matcher: Matcher, scores: Sequence[Scores]) -> Iterator[tuple[Place, Place, float]]:
    """Every pair of sentences with its score, in no order."""
    for first, second, values in scores:
        one, two = matcher.texts[first].sentences, matcher.texts[second].sentences
        for (i, j), score in np.ndenumerate(values):
            yield Place(first, one[i]), Place(second, two[j]), float(score)


def propose_pairs(
    matcher: Matcher,
    scores: Sequence[Scores],
    evidence: Evidence = NO_EVIDENCE,
    least: float = SHOWN,
) -> list[Pair]:
    """Best first. `scores` are the standardised ones of the matcher's pairs of texts."""
    found = [pair for s in scores for pair in _between(matcher, s, evidence, least)]
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def _between(matcher: Matcher, scores: Scores, evidence: Evidence, least: float) -> Iterator[Pair]:
    one, two = matcher.texts[scores.first], matcher.texts[scores.second]
    if not scores.values.size:
        return
    reused = shared_passages(one, two) if one.main_language == two.main_language else []
    for i, j in np.argwhere(scores.values >= least).tolist():
        a, b = Place(scores.first, one.sentences[i]), Place(scores.second, two.sentences[j])
        reasons = [
            *_same_words(one.sentences[i], two.sentences[j], reused),
            *evidence.reasons(a, b),
            *_direction(scores, i, j),
            *_shared_names(one, one.sentences[i], two, two.sentences[j]),
        ]
        found = _differences(matcher, a, b, evidence)
        relation: Relation = "same point, different claim?" if found else "same"
        said = (*map(str, found), *reasons) or (_likeness(matcher),)
        yield Pair(a, b, float(scores.values[i, j]), relation, said, found)


def _likeness(matcher: Matcher) -> str:
    """What is to be said where there is nothing else."""
    return "alike in meaning" if matcher.translates else "many words alike"


def _differences(
    matcher: Matcher, a: Place, b: Place, evidence: Evidence
) -> tuple[Difference, ...]:
    passages = (_passage(matcher.texts[p.text], p, evidence) for p in (a, b))
    return tuple(d for d in differences(*passages) if _is_on_the_point(matcher, a, b, d))


def _passage(text: Text, place: Place, evidence: Evidence) -> Passage:
    return Passage(text.words_of(place.span), text.main_language, evidence.speakers(place))


def _is_on_the_point(matcher: Matcher, a: Place, b: Place, difference: Difference) -> bool:
    """Does the other sentence say the clause of the word that differs, or another one?"""
    if difference.kind == "direction":  # the country that both name is the point
        return True
    for place, other, word in zip((a, b), (b, a), difference.places, strict=True):
        if word and not _clause_is_met(matcher, place, word, other):
            return False
    return True


def _clause_is_met(matcher: Matcher, place: Place, word: Span, other: Place) -> bool:
    """Is the clause around a word of a sentence met by another one as well as the whole is?"""
    at = (place.span[0] + word[0], place.span[0] + word[1])
    clause = clause_around(matcher.texts[place.text].text, place.span, at)
    number = matcher.texts[other.text].sentences.index(other.span)
    part, whole = (matcher.met(place.text, s, other.text)[number] for s in (clause, place.span))
    return bool(part >= whole)


def _same_words(a: Span, b: Span, reused: Sequence[Reuse]) -> Iterator[str]:
    for passage in reused:
        if overlap(passage.a, a) and overlap(passage.b, b):
            yield SAME_WORDS if passage.is_exact else NEARLY
            return


def _direction(scores: Scores, i: int, j: int) -> Iterator[str]:
    """Is each the other's best counterpart?"""
    best_of_i = scores.values[i].argmax() == j
    best_of_j = scores.values[:, j].argmax() == i
    if best_of_i and best_of_j:
        yield "best counterpart in both directions"
    elif best_of_i or best_of_j:
        yield "best counterpart in one direction"


def _shared_names(one: Text, a: Span, two: Text, b: Span) -> Iterator[str]:
    """Countries and numbers that both name, in the words of the first."""
    first, second = _names(one, a), _names(two, b)
    shared = [said for name, said in first.items() if name in second][:NAMED]
    if shared:
        yield "both name " + ", ".join(shared)


def _names(text: Text, span: Span) -> dict[str, str]:
    said = text.words_of(span)
    countries = {c: said[s:e] for c, (s, e) in territories(said, text.main_language)}
    numbers = {w: w for w, _ in words(said) if w.isdigit() and len(w) > 1}
    return countries | numbers
