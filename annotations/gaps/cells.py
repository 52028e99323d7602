"""What somebody is shown of a gap: where the claim is made elsewhere, and the sentences of this
article that are likeliest to make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db.models import Case, When

from articles.models import Article
from articles.querysets import Reader

from ..claims import evidence_address
from ..models import Annotation, Claim, GapHold, Rendering
from .speakers import speaker_of, spoken_in
from .walking import Cell, Progresses, Walk, progress

MOST_ELSEWHERE: Final = 3  # articles whose passages are shown, and compared with this one
MOST_RENDERINGS: Final = 60  # that are looked through for them


@dataclass(frozen=True)
class Choice:
    """A sentence that may make the claim, with what stands before and after it.

    `speaker` is whose words the machine takes them for, "" for nobody's.
    """

    number: int
    start: int
    end: int
    first: int
    before: str
    exact: str
    after: str
    speaker: str

    @property
    def place(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True)
class Elsewhere:
    """A passage of another article that makes the claim."""

    rendering: Rendering

    @property
    def annotation(self) -> Annotation:
        return self.rendering.annotation

    @property
    def address(self) -> str:
        found = self.annotation
        claim = self.rendering.claim.number
        return evidence_address(claim, found.article_id, found.uid, found.needs_review)


@dataclass(frozen=True)
class Gap:
    """A cell as it is put before somebody. `elsewhere` has a passage an article, of some of those
    that make the claim; `is_more_elsewhere` says that there are others."""

    hold: GapHold
    elsewhere: list[Elsewhere]
    is_more_elsewhere: bool
    choices: list[Choice]
    progress: Progresses

    @property
    def claim(self) -> Claim:
        return self.hold.claim

    @property
    def article(self) -> Article:
        return self.hold.article


def gap_of(walk: Walk, hold: GapHold) -> Gap:
    """Seven queries, however large the story is."""
    hold.claim.story = walk.story
    renderings = _renderings(hold, walk.reader)
    by_article = [list(of_one) for _, of_one in groupby(renderings, key=_article_of)]
    nearest = by_article[:MOST_ELSEWHERE]
    return Gap(
        hold,
        [Elsewhere(of_one[0]) for of_one in nearest],
        len(by_article) > MOST_ELSEWHERE,
        list(_choices(hold, [r.annotation for of_one in nearest for r in of_one])),
        progress(walk, Cell(hold.claim_id, hold.article_id)),
    )


def _article_of(rendering: Rendering) -> int:
    key: int = rendering.annotation.article_id
    return key


def _renderings(hold: GapHold, reader: Reader) -> list[Rendering]:
    """Passages of other articles that make the claim, article by article; those in the language of
    this one come first: there the words themselves can be compared."""
    seen = Annotation.objects.visible_to(reader).filter(claims=hold.claim)
    found = Rendering.objects.filter(claim=hold.claim, annotation__in=seen.values("pk"))
    rows = found.exclude(annotation__article=hold.article).select_related(
        "claim", "speaker", "annotation__article__source", "annotation__article__language"
    )
    in_another = Case(When(annotation__article__language=hold.article.language, then=0), default=1)
    in_order = rows.order_by(in_another, "annotation__article", "annotation__start")
    return list(in_order.defer("annotation__article__raw")[:MOST_RENDERINGS])


def _choices(hold: GapHold, elsewhere: Sequence[Annotation]) -> Iterator[Choice]:
    from ..proposals.counterparts import candidates_for  # loads NumPy

    text = hold.article.revision.text
    candidates = candidates_for(hold.claim, hold.article, elsewhere)
    spoken = spoken_in(hold.article)
    for number, found in enumerate(candidates, start=1):
        first, last = found.around
        yield Choice(
            number,
            found.start,
            found.end,
            first,
            text[first : found.start],
            found.exact,
            text[found.end : last],
            speaker_of(spoken, found.start, found.end),
        )
