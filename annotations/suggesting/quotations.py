"""Quotations that the machine proposes: where somebody's words stand, whose, and why it says so.

A pipeline of tables and small rules, without a model: marks are paired, sentences become frames
in which a quotation is one item, cues and mentions are found in a frame, and the frames are read
in order, so that "she added" and "the minister" find their name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from articles.intake.proposal import Passage
from articles.intake.segmentation import segment

from .quoting.attribution import Attribution, Narration, attributions
from .quoting.costs import FAR, GOVERNING
from .quoting.cues import COLONS
from .quoting.indirect import indirect_speech
from .quoting.judging import Judge, Nearby, Sort
from .quoting.marks import Stretch, stretches
from .quoting.tongues import tongue
from .quoting.words import Frame, Page, page

Kind = Literal["direct", "indirect", "mixed", "scare"]

METHOD: Final = "quotation rules"
VERSION: Final = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One proposal: `text[start:end] == exact`, the words inside the marks.

    `speaker` is the fullest name the text has for whoever speaks, or the words for a role that
    nobody is named for, or empty; `cue` is the word that says so. `score` orders proposals and is
    no probability.
    """

    start: int
    end: int
    exact: str
    speaker: str
    cue: str
    kind: Kind
    score: float
    reasons: tuple[str, ...]

    @property
    def is_quotation(self) -> bool:
        """Somebody's own words, as the marks show: neither a paraphrase nor mere scare quotes."""
        return self.kind in ("direct", "mixed")


def find_quotations(
    text: str, language: str, passages: Sequence[Passage] | None = None
) -> tuple[Found, ...]:
    """What is said in a canonical text, in reading order; struck passages are left out."""
    if passages is None:
        passages = segment(text, language)
    known = tongue(language)
    parts = [(p.start, p.end) for p in passages if not p.struck]
    marked = stretches(text, parts, inwards=known.guillemets_point_inwards)
    read = page(text, language, known, passages, marked)
    narration = attributions(read)
    found = [*_quoted(read, narration), *_indirect(read, narration)]
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


def _quoted(read: Page, narration: Narration) -> Iterator[Found]:
    cued = [q for q, known in narration.named.items() if known.cost < FAR]
    judge, seen = Judge(read, cued), set()
    for frame in read.frames:
        for at, item in enumerate(frame.items):
            if item.kind == "quote" and item.quote not in seen:
                seen.add(item.quote)
                stretch, known = read.stretches[item.quote], narration.named[item.quote]
                others = [narration.named[q] for q in frame.quotes if q != item.quote]
                sort = judge.sort(frame, at, stretch, _nearby(frame, at, known, others))
                if sort != "name":
                    yield _found(read, frame, at, stretch, known, sort)


def _nearby(frame: Frame, at: int, known: Attribution, others: Sequence[Attribution]) -> Nearby:
    beside = known.cost <= GOVERNING or (at > 0 and frame.items[at - 1].text in COLONS)
    shared = any(o.cue == known.cue and o.cost < known.cost for o in others)
    return Nearby(beside, known.cost < FAR, known.about_somebody, shared)


def _found(
    read: Page, frame: Frame, at: int, stretch: Stretch, known: Attribution, sort: Sort
) -> Found:
    kind: Kind = "scare" if sort == "scare" else "mixed"
    if sort == "speech" or (sort == "words" and _stands_alone(read, frame, at, stretch)):
        kind = "direct"
    return Found(
        start=stretch.start,
        end=stretch.end,
        exact=read.text[stretch.start : stretch.end],
        speaker="" if kind == "scare" else known.voice.name,
        cue=known.cue,
        kind=kind,
        score=_score(known, kind, stretch),
        reasons=tuple(_reasons(known, kind, stretch)),
    )


def _stands_alone(read: Page, frame: Frame, at: int, stretch: Stretch) -> bool:
    """Not part of the reporter's own grammar: after a colon, or begun like a sentence."""
    before = frame.items[at - 1] if at else None
    begins = read.text[stretch.start].isupper() and (before is None or before.kind == "mark")
    return begins or (before is not None and before.text in COLONS)


def _score(known: Attribution, kind: Kind, stretch: Stretch) -> float:
    if kind == "scare":
        return 0.1
    score = 0.95 if kind == "direct" else 0.85
    if known.cost >= FAR:
        score -= 0.15 if kind == "direct" else 0.35
    elif known.cost > GOVERNING:
        score -= 0.05
    if not known.voice.name:
        score -= 0.2
    return round(max(0.05, score - 0.1 * stretch.unclosed), 2)


def _reasons(known: Attribution, kind: Kind, stretch: Stretch) -> Iterator[str]:
    if kind == "scare":
        yield "in quotation marks, but nobody is said to have said it"
        return
    yield "a sentence in quotation marks" if kind == "direct" else "words in quotation marks"
    if known.cue:
        yield (
            f"beside “{known.cue}”"
            if known.cost <= GOVERNING
            else f"same sentence as “{known.cue}”"
        )
    if known.voice.name:
        yield f"speaker: {known.voice.how}"
    if stretch.unclosed:
        yield "no closing mark in the paragraph"


def _indirect(read: Page, narration: Narration) -> Iterator[Found]:
    for start, end, reported in indirect_speech(read, narration):
        yield Found(
            start=start,
            end=end,
            exact=read.text[start:end],
            speaker=reported.voice.name,
            cue=read.text[reported.act.cue.start : reported.act.cue.end],
            kind="indirect",
            score=0.6,
            reasons=("a verb of speech and what was said", f"speaker: {reported.voice.how}"),
        )
