"""What is proposed, as a page shows it: the passages in their context, and what would be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from articles.querysets import Person

from ..models import Claim, SuggestedPassage, Suggestion
from ..panes import panes_query
from ..sentences import Place, sentences_of
from ..suggesting.grades import GRADES
from ..suggesting.units import Span
from .known import Known
from .sayings import Accepted, as_proposed
from .texts import digest

MOST_BESIDE = 3  # articles that open at once
LABELS = {
    "quotation": "quotation",
    "same": "same claim?",
    "differs": "same point, different claim?",
    "family": "one utterance?",
}


type Sentences = dict[int, list[Place]]  # of each revision


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: `how` is empty in the context, "exact" or "differing" in the passage
    itself."""

    text: str
    how: str = ""


@dataclass(frozen=True)
class ShownPassage:
    """A passage with the rest of its sentences, and what would be said of it."""

    row: SuggestedPassage
    pieces: list[Piece]
    accepted: Accepted
    address: str


@dataclass(frozen=True)
class Card:
    """One suggestion to be decided. `claim` is the story's claim that a pair would render, if it
    is there already."""

    suggestion: Suggestion
    passages: list[ShownPassage]
    claim: Claim | None

    @property
    def grade(self) -> str:
        return GRADES[self.suggestion.worth]

    @property
    def differs(self) -> bool:
        return bool(self.suggestion.details.get("relation", "same") != "same")

    @property
    def label(self) -> str:
        pair = "differs" if self.differs else "same"
        is_pair = self.suggestion.kind == Suggestion.Kind.PAIR
        return LABELS[pair if is_pair else self.suggestion.kind]

    @property
    def said(self) -> Accepted:
        """What would be said of the first passage; of the others much the same."""
        return self.passages[0].accepted

    @cached_property
    def seen(self) -> str:
        """A name for what the card shows: by it the server knows whether that is still so."""
        places = [(p.row.revision_id, p.row.start, p.row.end) for p in self.passages]
        return digest([self.suggestion.details, places])[:16]


def cards_of(suggestions: Sequence[Suggestion], user: Person) -> list[Card]:
    """In seven queries, however many they are."""
    known = Known(suggestions, user)
    rows = [row for rows in known.passages.values() for row in rows]
    sentences = sentences_of({row.revision_id for row in rows}) if rows else {}
    return [_card(suggestion, known, sentences) for suggestion in suggestions]


def _card(suggestion: Suggestion, known: Known, sentences: Sentences) -> Card:
    rows = known.passages[suggestion.pk]
    articles = list(dict.fromkeys(row.article_id for row in rows))
    differing = suggestion.details.get("differing", [])
    passages = []
    for number, said in enumerate(as_proposed(suggestion, known.user, known)):
        row = rows[number]
        touched = _touched(row, sentences)
        marked = [tuple(places[number]) for places in differing if places[number]]
        pieces = list(_pieces(row, touched, marked))
        passages.append(ShownPassage(row, pieces, said, _address(row, touched, articles)))
    return Card(suggestion, passages, known.claim_on(rows))


def _touched(row: SuggestedPassage, sentences: Sentences) -> list[Place]:
    return [s for s in sentences[row.revision_id] if s[0] < row.end and row.start < s[1]]


def _pieces(
    row: SuggestedPassage, touched: Sequence[Place], marked: Sequence[Span]
) -> Iterator[Piece]:
    """The passage within its sentences."""
    start = min([row.start, *(sentence[0] for sentence in touched)])
    end = max([row.end, *(sentence[1] for sentence in touched)])
    text = row.revision.text
    yield from _some(text[start : row.start])
    yield from _divided(row.exact, marked)
    yield from _some(text[row.end : end])


def _address(row: SuggestedPassage, touched: Sequence[Place], articles: Sequence[int]) -> str:
    """Its sentence in the reading room, with the other passages' articles beside it."""
    others = [key for key in articles if key != row.article_id]
    room = reverse("annotations:read", args=[row.article.story.slug])
    place = f"#s-{row.article_id}-{touched[0][0]}" if touched else ""
    return f"{room}{panes_query([row.article_id, *others][:MOST_BESIDE])}{place}"


def _some(text: str, how: str = "") -> list[Piece]:
    return [Piece(text, how)] if text else []


def _divided(exact: str, marked: Iterable[Span]) -> Iterator[Piece]:
    """The passage, with what sets it off from the other one; `marked` count from its beginning."""
    at = 0
    for start, end in sorted(set(marked)):
        if start >= at and end > start:
            yield from _some(exact[at:start], "exact")
            yield Piece(exact[start:end], "differing")
            at = end
    yield from _some(exact[at:], "exact")
