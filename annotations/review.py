"""Passages that a correction of a text lost, each with the places where it may stand now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .actions import anchor_of
from .anchors import likely_place, unchanged
from .models import Annotation
from .sentences import Place, around, sentences_of

MOST_ALIKE = 3
LEAST_LIKENESS = 0.3  # of one passage to another; the share of a text's common trigrams is lower


@dataclass(frozen=True)
class Candidate:
    """A place of the text that is read now, to which an annotation may be moved."""

    start: int
    end: int
    text: str

    @property
    def value(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True)
class Lost:
    """A lost passage as it stood when it was marked, and where it may be now."""

    annotation: Annotation
    before: str
    after: str
    likely: list[Candidate]
    sentences: list[Candidate]


def lost_passages(annotations: Sequence[Annotation]) -> list[Lost]:
    """For annotations whose revision, and whose article's current one, are loaded. One query."""
    current = {a.article.revision.pk for a in annotations}
    sentences = sentences_of(current | {a.revision.pk for a in annotations})
    return [_lost(annotation, sentences) for annotation in annotations]


def _lost(annotation: Annotation, sentences: dict[int, list[Place]]) -> Lost:
    now = annotation.article.revision
    whole = [Candidate(start, end, now.text[start:end]) for start, end in sentences[now.pk]]
    return Lost(
        annotation,
        *around(annotation, sentences[annotation.revision_id]),
        likely=list(_likely(annotation, whole)),
        sentences=whole,
    )


def _likely(annotation: Annotation, sentences: Sequence[Candidate]) -> Iterator[Candidate]:
    """What stands between the same neighbours now, then the sentences most like the passage."""
    now = annotation.article.revision.text
    place = likely_place(anchor_of(annotation), unchanged(annotation.revision.text, now))
    if place and now[slice(*place)].strip():
        yield Candidate(*place, now[slice(*place)])
    others = [sentence for sentence in sentences if (sentence.start, sentence.end) != place]
    alike = {sentence: _likeness(annotation.exact, sentence.text) for sentence in others}
    best = sorted(others, key=alike.__getitem__, reverse=True)[:MOST_ALIKE]
    yield from (sentence for sentence in best if alike[sentence] >= LEAST_LIKENESS)


def _likeness(passage: str, sentence: str) -> float:
    """The share of the passage's trigrams that the sentence has: no words, so for any script."""
    wanted = _trigrams(passage)
    return len(wanted & _trigrams(sentence)) / len(wanted)


def _trigrams(text: str) -> set[str]:
    folded = text.casefold()
    return {folded[i : i + 3] for i in range(max(1, len(folded) - 2))}
