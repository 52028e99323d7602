"""What would be said of the passages of a suggestion if it were accepted as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from articles.querysets import Person

from ..anchors import Anchor, anchor_at
from ..models import Annotation, Gloss, Quotation, Rendering, SuggestedPassage, Suggestion
from ..saying import ClaimSaid, GlossSaid, QuotationSaid, Saying
from .known import Known

LONGEST_GIST = 300


@dataclass(frozen=True)
class Accepted:
    """What is said of the passage at `position` of a suggestion, on this place of its text."""

    position: int
    anchor: Anchor
    saying: Saying


def as_proposed(suggestion: Suggestion, user: Person, known: Known | None = None) -> list[Accepted]:
    """To be shown, corrected and accepted; with what the user knows of the story already.

    `known` saves the queries where there are several suggestions.
    """
    known = known or Known([suggestion], user)
    passages = known.passages[suggestion.pk]
    match suggestion.kind:
        case Suggestion.Kind.QUOTATION:
            return [_as_quotation(passages[0], suggestion, known)]
        case Suggestion.Kind.PAIR:
            return list(_as_renderings(passages, suggestion, known))
    return list(_as_family(passages, suggestion, known))


def _as_quotation(passage: SuggestedPassage, suggestion: Suggestion, known: Known) -> Accepted:
    said = QuotationSaid(**suggestion.details)
    said = replace(said, speaker=known.name(said.speaker))
    return Accepted(0, _anchor(passage), Saying(quotation=said))


def _as_renderings(
    passages: list[SuggestedPassage], suggestion: Suggestion, known: Known
) -> Iterator[Accepted]:
    """Of a claim that either passage renders already, else of one in the words of the first."""
    claim = known.claim_on(passages)
    statement = claim.statement if claim else " ".join(passages[0].exact.split())
    differs = suggestion.details["relation"] != "same"
    second = Rendering.Stance.CONTRADICTS if differs else Rendering.Stance.REPORTS
    for passage, stance in zip(passages, (Rendering.Stance.REPORTS, second), strict=True):
        claims = [ClaimSaid(statement, stance)]
        yield Accepted(passage.position, _anchor(passage), Saying(claims=claims))


def _as_family(
    passages: list[SuggestedPassage], suggestion: Suggestion, known: Known
) -> Iterator[Accepted]:
    """Of an utterance that one of them renders already, else of one in the words of the first."""
    marked = {passage.position: known.quoted_on(passage) for passage in passages}
    uttered = (m.quotation.utterance for m in marked.values() if m and m.quotation.utterance)
    gist = next((u.gist for u in uttered), " ".join(passages[0].exact.split())[:LONGEST_GIST])
    speaker = known.name(suggestion.details["speaker"])
    for passage in passages:
        anchor, said = _as_marked(passage, marked[passage.position], known)
        said = replace(said, speaker=said.speaker or speaker, utterance=gist)
        yield Accepted(passage.position, anchor, Saying(quotation=said))


def _as_marked(
    passage: SuggestedPassage, mark: Annotation | None, known: Known
) -> tuple[Anchor, QuotationSaid]:
    """Where and as what a person has marked it, else as the machine proposes it by itself."""
    if mark:
        anchor = anchor_at(passage.revision.text, mark.start, mark.end)
        return anchor, _quotation_said(mark.quotation)
    return _anchor(passage), QuotationSaid(**known.proposed_alone(passage) | {"speaker": ""})


def _anchor(passage: SuggestedPassage) -> Anchor:
    return anchor_at(passage.revision.text, passage.start, passage.end)


# What stands there already


def on_the_passage(passage: SuggestedPassage, user: Person) -> QuerySet[Annotation]:
    """Annotations that the user sees on some of it, in the text that is read now."""
    seen = Annotation.objects.visible_to(user).filter(revision=passage.revision)
    found: QuerySet[Annotation] = seen.filter(start__lt=passage.end, end__gt=passage.start)
    return found.select_related("author", "revision", "article__story").defer("article__raw")


def saying_of(annotation: Annotation) -> Saying:
    """What an annotation says, as a person would say it."""
    renderings = annotation.renderings.filter(claim__deleted_at=None)
    quotation = Quotation.objects.filter(annotation=annotation).select_related(
        "speaker", "utterance"
    )
    return Saying(
        claims=[_claim_said(r) for r in renderings.select_related("claim", "speaker")],
        quotation=_quotation_said(found) if (found := quotation.first()) else None,
        tags=[tag.name for tag in annotation.tags.filter(deleted_at=None)],
        note=annotation.note,
        gloss=_gloss_said(annotation),
    )


def _claim_said(rendering: Rendering) -> ClaimSaid:
    speaker = rendering.speaker.name if rendering.speaker else ""
    return ClaimSaid(rendering.claim.statement, rendering.stance, speaker)


def _quotation_said(quotation: Quotation) -> QuotationSaid:
    return QuotationSaid(
        speaker=quotation.speaker.name if quotation.speaker else "",
        cue=quotation.cue,
        kind=quotation.kind,
        utterance=quotation.utterance.gist if quotation.utterance else "",
    )


def _gloss_said(annotation: Annotation) -> GlossSaid | None:
    found = Gloss.objects.filter(annotation=annotation).first()
    if found is None:
        return None
    return GlossSaid(found.text, found.language_id, found.origin, found.translator)


def together(there: Saying, more: Saying) -> Saying:
    """What is said in addition wins where both say something of one claim, or of the quotation."""
    return Saying(
        claims=_of_each_claim([*there.claims, *more.claims]),
        quotation=more.quotation or there.quotation,
        tags=[*there.tags, *more.tags],
        note=there.note or more.note,
        gloss=there.gloss or more.gloss,
    )


def _of_each_claim(said: Iterable[ClaimSaid]) -> list[ClaimSaid]:
    return list({line.statement.casefold(): line for line in said}.values())
