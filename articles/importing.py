"""From a proposal to an article of a story: what the command and the import page share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import intake
from .actions import CreditLine, find_or_create_source
from .intake.outlets import outlet_called
from .models import Article, Language, Source, Story

COMPARED = 200  # articles of a story with which a new text is compared, the newest first
NEARLY_THE_SAME = 0.5  # share of common wording from which it is told
UNKNOWN_OUTLET = "Unknown outlet"


@dataclass(frozen=True)
class Likeness:
    """An article that shares wording with a new text; `share` runs from 0 to 1."""

    article: Article
    share: float

    def __str__(self) -> str:
        outlet, headline = self.article.source.name, self.article.headline
        return f"{round(100 * self.share)} % the same as “{headline}” ({outlet})."


def twin_of(story: Story, proposal: intake.Proposal) -> Article | None:
    """The article of the story with the same text, whatever file it came in."""
    return story.articles.filter(fingerprint=proposal.fingerprint, deleted_at=None).first()


def likest_to(story: Story, proposal: intake.Proposal) -> Likeness | None:
    """The article that has most of its wording in common with the text, if that is much."""
    articles = story.articles.filter(language=proposal.language, deleted_at=None)
    recent = articles.select_related("source", "revision").order_by("-pk")[:COMPARED]
    likenesses = [
        Likeness(article, intake.overlap(article.revision.text, proposal.text))
        for article in recent
        if article.revision
    ]
    nearest = max(likenesses, key=lambda likeness: likeness.share, default=None)
    return nearest if nearest and nearest.share >= NEARLY_THE_SAME else None


def storable(proposal: intake.Proposal) -> intake.Proposal:
    """The proposal in a language that the database knows: "und" for one that it does not."""
    if Language.objects.filter(code=proposal.language).exists():
        return proposal
    message = f"The language “{proposal.language}” is not among those kept here."
    note = intake.Note("language_not_kept", message, is_warning=True)
    return replace(proposal, language="und", notes=(*proposal.notes, note))


def source_called(name: str, kind: str = "", country: str = "") -> Source:
    """The source of that name; a new one gets the kind and country that are given or known."""
    outlet = outlet_called(name)
    fields = {
        "kind": kind or (outlet.kind if outlet else Source.Kind.OTHER),
        "country": country or (outlet.country if outlet else ""),
    }
    return find_or_create_source(outlet.name if outlet else name, **fields)


def credit_lines(credits_: Sequence[intake.Credit], publisher: Source) -> list[CreditLine]:
    """Credits with their sources; one to the publisher itself, or one that is there, falls away."""
    sources = [source_called(credit.name) for credit in credits_]
    kept: dict[tuple[int, str], int] = {}
    for i, (credit, source) in enumerate(zip(credits_, sources, strict=True)):
        if source != publisher:
            kept.setdefault((source.pk, credit.kind), i)
    numbers = {i: number for number, i in enumerate(kept.values())}
    return [
        CreditLine(
            credits_[i].kind, sources[i], credits_[i].phrase, _renumbered(i, credits_, numbers)
        )
        for i in kept.values()
    ]


def _renumbered(i: int, credits_: Sequence[intake.Credit], numbers: dict[int, int]) -> int | None:
    through = credits_[i].through
    return numbers.get(through) if through is not None and through != i else None
