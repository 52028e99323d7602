"""What would be said of the passages of a suggestion if it were accepted as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from articles.querysets import Person

from ..anchors import Anchor, anchor_at
from ..models import Annotation, Gloss, Quotation, Rendering, Speaker, SuggestedPassage, Suggestion
from ..rules import may_change
from ..saying import ClaimSaid, GlossSaid, QuotationSaid, Saying
from ..suggesting.names import seem_one_person

LONGEST_GIST = 300


@dataclass(frozen=True)
class Accepted:
    """What is said of the passage at `position` of a suggestion, on this place of its text."""

    position: int
    anchor: Anchor
    saying: Saying


def as_proposed(suggestion: Suggestion, user: Person) -> list[Accepted]:
    """To be shown, corrected and accepted; with what the user knows of the story already."""
    passages = list(
        suggestion.passages.select_related("article__story", "revision").defer("article__raw")
    )
    match suggestion.kind:
        case Suggestion.Kind.QUOTATION:
            return [_as_quotation(passages[0], suggestion, user)]
        case Suggestion.Kind.PAIR:
            return list(_as_renderings(passages, suggestion, user))
    return list(_as_family(passages, suggestion, user))


def _as_quotation(passage: SuggestedPassage, suggestion: Suggestion, user: Person) -> Accepted:
    said = QuotationSaid(**suggestion.details)
    speaker = known_name(suggestion, said.speaker, user)
    return Accepted(0, _anchor(passage), Saying(quotation=replace(said, speaker=speaker)))


def _as_renderings(
    passages: list[SuggestedPassage], suggestion: Suggestion, user: Person
) -> Iterator[Accepted]:
    """Of a claim that either passage renders already, else of one in the words of the first."""
    rendered = (
        rendering.claim.statement
        for passage in passages
        for rendering in Rendering.objects.filter(
            annotation__in=on_the_passage(passage, user).values("pk"), claim__deleted_at=None
        ).select_related("claim")
    )
    statement = next(rendered, " ".join(passages[0].exact.split()))
    differs = suggestion.details["relation"] != "same"
    second = Rendering.Stance.CONTRADICTS if differs else Rendering.Stance.REPORTS
    for passage, stance in zip(passages, (Rendering.Stance.REPORTS, second), strict=True):
        claims = [ClaimSaid(statement, stance)]
        yield Accepted(passage.position, _anchor(passage), Saying(claims=claims))


def _as_family(
    passages: list[SuggestedPassage], suggestion: Suggestion, user: Person
) -> Iterator[Accepted]:
    """Of an utterance that one of them renders already, else of one in the words of the first."""
    marked = {passage.position: _quotation_on(passage, user) for passage in passages}
    known = (q.utterance.gist for q in marked.values() if q and q.utterance)
    gist = next(known, " ".join(passages[0].exact.split())[:LONGEST_GIST])
    speaker = known_name(suggestion, suggestion.details["speaker"], user)
    for passage in passages:
        anchor, said = _as_marked(passage, marked[passage.position])
        said = replace(said, speaker=said.speaker or speaker, utterance=gist)
        yield Accepted(passage.position, anchor, Saying(quotation=said))


def _as_marked(
    passage: SuggestedPassage, quotation: Quotation | None
) -> tuple[Anchor, QuotationSaid]:
    """Where and as what a person has marked it, else as the machine proposes it by itself."""
    if quotation:
        annotation = quotation.annotation
        anchor = anchor_at(passage.revision.text, annotation.start, annotation.end)
        return anchor, _quotation_said(quotation)
    alone = SuggestedPassage.objects.filter(
        suggestion__kind=Suggestion.Kind.QUOTATION,
        revision=passage.revision,
        start=passage.start,
        end=passage.end,
    ).select_related("suggestion")
    found = alone.first()
    said = QuotationSaid(**found.suggestion.details) if found else QuotationSaid()
    return _anchor(passage), replace(said, speaker="")


def _anchor(passage: SuggestedPassage) -> Anchor:
    return anchor_at(passage.revision.text, passage.start, passage.end)


def known_name(suggestion: Suggestion, name: str, user: Person) -> str:
    """The story's speaker who seems to be meant, in whatever script; the name itself if none or
    several do."""
    speakers = Speaker.objects.filter(story=suggestion.story).known_to(user)
    if not name:
        return ""
    meant = [s.name for s in speakers if _is_called(s, name)]
    return meant[0] if len(meant) == 1 else name


def _is_called(speaker: Speaker, name: str) -> bool:
    return any(seem_one_person(known, name) for known in (speaker.name, *speaker.variants))


# What stands there already


def on_the_passage(passage: SuggestedPassage, user: Person) -> QuerySet[Annotation]:
    """Annotations that the user sees on some of it, in the text that is read now."""
    seen = Annotation.objects.visible_to(user).filter(revision=passage.revision)
    found: QuerySet[Annotation] = seen.filter(start__lt=passage.end, end__gt=passage.start)
    return found.select_related("author", "revision", "article__story").defer("article__raw")


def changeable(annotations: QuerySet[Annotation], user: Person) -> Annotation | None:
    """The first that the user may change; their own comes before those of others."""
    may = [annotation for annotation in annotations if may_change(annotation, user)]
    return min(may, key=lambda annotation: annotation.author_id != user.pk, default=None)


def _quotation_on(passage: SuggestedPassage, user: Person) -> Quotation | None:
    marked = on_the_passage(passage, user).exclude(quotation=None)
    annotation = changeable(
        marked.select_related("quotation__speaker", "quotation__utterance"), user
    )
    return annotation.quotation if annotation else None


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
    return found and GlossSaid(found.text, found.language_id, found.origin, found.translator)


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
