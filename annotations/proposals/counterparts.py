"""For a passage that somebody has selected: where other articles may say it, and which claim it is.

Compared from what the worker has stored: no encoder is loaded. As long as that is not there, the
words themselves are compared. Import this where it is called, since it loads NumPy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.models import Article, Story
from articles.querysets import Reader

from ..models import Annotation, Claim, EncodedText
from ..suggesting.counterparts import BEST, best_in, rank_claims
from ..suggesting.matching import Matcher
from ..suggesting.pairs import Place
from ..suggesting.units import Span
from .encoding import matcher_of, stored_for
from .running import newest_result
from .texts import ReadText, read_texts


@dataclass(frozen=True)
class Candidate:
    """A sentence that may say it: `rank` counts from 0 within its article."""

    article: Article
    start: int
    end: int
    exact: str
    rank: int


class Comparison:
    """The texts of a story, any two or more of which can be compared as they are within it."""

    def __init__(self, story: Story) -> None:
        self.read = read_texts(story)
        self.numbers = {one.article.pk: number for number, one in enumerate(self.read)}
        run = newest_result(story)
        self._means = bytes(run.means) if run else b""
        encoded = stored_for(self.read) if run and run.method else []
        self._encoded = encoded if all(row.weights or not self._means for row in encoded) else []
        self._by_words = None if self._encoded else matcher_of(self.read, [])

    def of(self, one: int, other: int) -> tuple[Matcher, int, int]:
        """What compares two of the texts, and the numbers that they have there."""
        if self._by_words:
            return self._by_words, one, other
        read = [self.read[one], self.read[other]]
        # fetched for this only: all of a large story would not fit into memory
        encoded = [EncodedText.objects.get(pk=r.revision.pk) for r in read]
        return matcher_of(read, encoded, self._means), 0, 1


def counterparts_of(article: Article, span: Span, others: Iterable[Article]) -> list[Candidate]:
    """The best sentences of each of the other articles, article by article, best first."""
    compared = Comparison(article.story)
    own = compared.numbers[article.pk]
    found = []
    for other in others:
        number = compared.numbers[other.pk]
        matcher, here, there = compared.of(own, number)
        for best in best_in(matcher, [Place(here, span)], there):
            found.append(_candidate(compared.read[number], best.place.span, best.rank))
    return found


def candidates_for(claim: Claim, article: Article, user: Reader) -> list[Candidate]:
    """The best sentences of an article without a rendering of the claim that the user sees."""
    compared = Comparison(claim.story)
    own = compared.numbers[article.pk]
    found: list[tuple[float, Place]] = []
    for number, spans in _rendered(compared, user, claim).items():
        matcher, there, here = compared.of(number, own)
        selected = [Place(there, span) for span in spans]
        found += [(c.score, c.place) for c in best_in(matcher, selected, here)]
    best = {place.span: score for score, place in sorted(found)}
    ranked = sorted(best, key=lambda span: (-best[span], span))[:BEST]
    return [_candidate(compared.read[own], span, rank) for rank, span in enumerate(ranked)]


def claims_for(article: Article, span: Span, user: Reader) -> list[Claim]:
    """The story's claims that the user sees, by their renderings in other articles: best first,
    those with none of them last."""
    compared = Comparison(article.story)
    own = compared.numbers[article.pk]
    claims = {c.pk: c for c in Claim.objects.visible_to(user).filter(story=article.story)}
    best = dict.fromkeys(claims, float("-inf"))
    for number, rendered in _by_text(compared, user, claims).items():
        if number != own:
            matcher, here, there = compared.of(own, number)
            places = {pk: [Place(there, s) for s in spans] for pk, spans in rendered.items()}
            for pk, score in rank_claims(matcher, Place(here, span), places):
                best[pk] = max(best[pk], score)
    ranked = sorted(best, key=lambda pk: (-best[pk], claims[pk].number))
    return [claims[pk] for pk in ranked]


def _candidate(read: ReadText, span: Span, rank: int) -> Candidate:
    return Candidate(read.article, *span, read.text.words_of(span), rank)


type Spans = list[Span]


def _rendered(compared: Comparison, user: Reader, claim: Claim) -> dict[int, Spans]:
    by_text = _by_text(compared, user, [claim.pk])
    return {number: spans[claim.pk] for number, spans in by_text.items()}


def _by_text(
    compared: Comparison, user: Reader, claims: Iterable[int]
) -> dict[int, dict[int, Spans]]:
    """Where claims are rendered in the texts that are read now: by text, and by claim."""
    found: dict[int, dict[int, Spans]] = {}
    for revision, claim, span in _renderings(user, claims):
        number = next((i for i, r in enumerate(compared.read) if r.revision.pk == revision), None)
        if number is not None:
            found.setdefault(number, {}).setdefault(claim, []).append(span)
    return found


def _renderings(user: Reader, claims: Iterable[int]) -> Iterator[tuple[int, int, Span]]:
    rows = Annotation.objects.visible_to(user).filter(renderings__claim__in=list(claims))
    values = rows.order_by("pk").values_list("revision", "renderings__claim", "start", "end")
    return ((revision, claim, (start, end)) for revision, claim, start, end in values)
