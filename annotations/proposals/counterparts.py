"""For a passage that somebody has selected: where other articles may say it, and which claim it is.

Compared from what the worker has stored: no encoder is loaded. As long as that is not there, the
words themselves are compared. Import this where it is called, since it loads NumPy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from articles.models import Article, Story
from articles.querysets import Reader

from ..models import Annotation, Claim, EncodedText
from ..suggesting.counterparts import Counterpart, best_in, rank_claims
from ..suggesting.lexical import Lexical
from ..suggesting.matching import Matcher
from ..suggesting.pairs import Place
from ..suggesting.units import Span, Text
from .encoding import matcher_of, stored_for
from .running import newest_result
from .texts import ReadText, read_texts

# With so many, 97 of 100 gaps of the shared gold standard that have the claim show where, with
# three of them 91, if one other article is known to make it.
CANDIDATES: Final = 5
STATED_IN: Final = "en"  # the language of a statement is unknown; search takes this one, too


@dataclass(frozen=True)
class Candidate:
    """A sentence that may say it: `rank` counts from 0 within its article. `around` is the passage
    that it makes with the sentences beside it."""

    article: Article
    start: int
    end: int
    exact: str
    rank: int
    around: Span


class Comparison:
    """The texts of a story, any two or more of which can be compared as they are within it; those
    of `articles` only, where some are given."""

    def __init__(self, story: Story, articles: Collection[int] = ()) -> None:
        self.read = read_texts(story, articles)
        self.numbers = {one.article.pk: number for number, one in enumerate(self.read)}
        run = newest_result(story)
        self._means = bytes(run.means) if run else b""
        encoded = stored_for(self.read, bool(articles)) if run and run.method else []
        self._encoded = encoded if all(row.weights or not self._means for row in encoded) else []

    @cached_property
    def _by_words(self) -> Matcher:
        return matcher_of(self.read, [])

    @property
    def is_by_meaning(self) -> bool:
        return bool(self._encoded)

    def of(self, one: int, other: int) -> tuple[Matcher, int, int]:
        """What compares two of the texts, and the numbers that they have there."""
        if not self._encoded:
            return self._by_words, one, other
        read = [self.read[one], self.read[other]]
        # fetched for this only: all of a large story would not fit into memory
        rows = EncodedText.objects.in_bulk([r.revision.pk for r in read])
        return matcher_of(read, [rows[r.revision.pk] for r in read], self._means), 0, 1

    def of_all(self) -> Matcher:
        """What compares all of the texts by meaning, where they are some articles only."""
        return matcher_of(self.read, self._encoded, self._means)


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


def candidates_for(
    claim: Claim, article: Article, renderings: Sequence[Annotation]
) -> list[Candidate]:
    """The best sentences of an article for a claim, by some passages elsewhere that render it.

    Where these cannot be compared by meaning, or there are none, the claim's own words count, too.
    """
    others = {annotation.article_id for annotation in renderings}
    compared = Comparison(claim.story, {article.pk, *others})
    own = compared.numbers[article.pk]
    places = list(_places(compared, renderings))
    if places and compared.is_by_meaning:
        best = best_in(compared.of_all(), places, own, CANDIDATES)
    else:
        best = _best_by_words(
            compared.read[own].text, [claim.statement, *(r.exact for r in renderings)]
        )
    return [_candidate(compared.read[own], found.place.span, found.rank) for found in best]


def _best_by_words(text: Text, passages: Sequence[str]) -> list[Counterpart]:
    """The sentences of a text that share most with passages, in whatever language these are."""
    alone = [Text("", STATED_IN, words, ((0, len(words)),)) for words in passages]
    places = [Place(number, one.sentences[0]) for number, one in enumerate(alone, start=1)]
    return best_in(Lexical([text, *alone]), places, 0, CANDIDATES)


def _places(compared: Comparison, renderings: Iterable[Annotation]) -> Iterator[Place]:
    """Where passages are in the texts that are read now."""
    for annotation in renderings:
        number = compared.numbers.get(annotation.article_id)
        if number is not None and compared.read[number].revision.pk == annotation.revision_id:
            yield Place(number, (annotation.start, annotation.end))


def claims_near(article: Article, span: Span, user: Reader) -> list[Claim]:
    """The story's claims that other articles render where the user sees it: those whose passages
    are most like this one first."""
    compared = Comparison(article.story)
    own = compared.numbers[article.pk]
    claims = {c.pk: c for c in Claim.objects.visible_to(user).filter(story=article.story)}
    best: dict[int, float] = {}
    for number, rendered in _by_text(compared, user, claims).items():
        if number != own:
            matcher, here, there = compared.of(own, number)
            places = {pk: [Place(there, s) for s in spans] for pk, spans in rendered.items()}
            for pk, score in rank_claims(matcher, Place(here, span), places):
                best[pk] = max(best.get(pk, score), score)
    ranked = sorted(best, key=lambda pk: (-best[pk], claims[pk].number))
    return [claims[pk] for pk in ranked]


def _candidate(read: ReadText, span: Span, rank: int) -> Candidate:
    exact = read.text.words_of(span)
    return Candidate(read.article, *span, exact, rank, _with_neighbours(read.text, span))


def _with_neighbours(text: Text, span: Span) -> Span:
    """A sentence with those before and behind it, but for what is struck in between."""
    at = text.sentences.index(span)
    before, behind = text.sentences[max(0, at - 1)], text.sentences[at : at + 2][-1]
    start = span[0] if text.text[before[1] : span[0]].strip() else before[0]
    end = span[1] if text.text[span[1] : behind[0]].strip() else behind[1]
    return start, end


def _by_text(
    compared: Comparison, user: Reader, claims: Iterable[int]
) -> dict[int, dict[int, list[Span]]]:
    """Where claims are rendered in the texts that are read now: by text, and by claim."""
    found: dict[int, dict[int, list[Span]]] = {}
    for revision, claim, span in _renderings(user, claims):
        number = next((i for i, r in enumerate(compared.read) if r.revision.pk == revision), None)
        if number is not None:
            found.setdefault(number, {}).setdefault(claim, []).append(span)
    return found


def _renderings(user: Reader, claims: Iterable[int]) -> Iterator[tuple[int, int, Span]]:
    rows = Annotation.objects.visible_to(user).filter(renderings__claim__in=list(claims))
    values = rows.order_by("pk").values_list("revision", "renderings__claim", "start", "end")
    return ((revision, claim, (start, end)) for revision, claim, start, end in values)
