"""Taking in annotations: where they stand in the texts here, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.models import Article, Revision

from .. import actions
from ..anchors import Anchor, carry_over
from ..models import Annotation, Claim, Comment, Quotation, Rendering, Tag, Utterance
from .arriving import Arrival
from .reading import BadLine, Line

CONTEXT, CUE = 1000, 120  # the most characters


class NotInText(BadLine):
    """The passage does not stand in the article."""


@dataclass(frozen=True)
class Place:
    """Where an annotation stands; `is_lost` where that is not in the text that is read now."""

    revision: Revision
    anchor: Anchor
    is_lost: bool = False


@dataclass
class Said:
    """What an annotation says of its passage, not stored yet or read from the story."""

    note: str
    tags: list[Tag]
    renderings: list[Rendering] = field(default_factory=list)
    quotation: Quotation | None = None

    def parts(self) -> list[Rendering | Quotation]:
        return [*self.renderings, *([self.quotation] if self.quotation else [])]

    def identity(self) -> tuple:
        """Equal for two that say the same."""
        quotation = self.quotation
        return (
            self.note,
            {tag.pk for tag in self.tags},
            {(r.claim_id, r.stance, r.speaker_id) for r in self.renderings},
            quotation
            and (quotation.speaker_id, quotation.cue, quotation.kind, quotation.utterance_id),
        )


def take_annotation(arrival: Arrival, line: Line) -> None:
    uid, said = line.uid("uid"), _said(arrival, line)
    if there := arrival.known(uid):
        _compare(arrival, line, there, said)
        return
    article = arrival.article(line)
    try:
        place = _place(arrival, article, line)
    except NotInText as refusal:
        if not arrival.leave_out:
            raise
        arrival.note(line, f"Left out: {refusal}")
        return
    annotation = Annotation(
        uid=arrival.own_uid(Annotation, uid),
        article=article,
        revision=place.revision,
        needs_review=place.is_lost,
        author=arrival.person(line),
        note=said.note,
        created_at=line.moment("created_at"),
        updated_at=line.moment("updated_at"),
        **vars(place.anchor),
    )
    comments = _comments(arrival, line)
    actions.bring_in(arrival.log, annotation, said.parts(), said.tags, comments)
    arrival.annotations[annotation.uid] = annotation
    arrival.is_new(line)


def _compare(arrival: Arrival, line: Line, there: Annotation, said: Said) -> None:
    """What the story has stays; the report says where it is not what the file says."""
    arrival.is_known(line)
    here = Said(
        there.note,
        list(there.tags.all()),
        list(there.renderings.all()),
        getattr(there, "quotation", None),
    )
    if there.deleted_at:
        arrival.note(line, f"Annotation {there.uid} is deleted here; it stays so.")
    elif there.exact != line.text("exact") or here.identity() != said.identity():
        arrival.note(line, f"Annotation {there.uid} was changed here; it stays as it is.")


# Where it stands


def _place(arrival: Arrival, article: Article, line: Line) -> Place:
    """At its place, else where its words are found again. Raises NotInText."""
    wanted = Anchor(
        line.whole("start"),
        line.whole("end"),
        line.text("exact", empty=False),
        line.text("prefix", CONTEXT),
        line.text("suffix", CONTEXT),
    )
    if line.flag("needs_review") and (place := _lost_place(article, line, wanted)):
        return place
    if _stands(wanted, article.revision.text):
        return Place(article.revision, wanted)
    found = carry_over(wanted, [], article.revision.text)
    if found is None:
        raise NotInText(f"The text of “{article.slug}” does not have “{wanted.exact[:80]}”.")
    if found.start != wanted.start:
        arrival.note(line, f"Found by its words, at {found.start} instead of {wanted.start}.")
    return Place(article.revision, found)


def _lost_place(article: Article, line: Line, wanted: Anchor) -> Place | None:
    """In the older text that it was made on, if that is here, too."""
    older = article.revisions.filter(number=line.whole("revision")).first()
    if older is None or older == article.revision or not _stands(wanted, older.text):
        return None
    return Place(older, wanted, is_lost=True)


def _stands(anchor: Anchor, text: str) -> bool:
    return (
        anchor.end == anchor.start + len(anchor.exact)
        and text[anchor.start : anchor.end] == anchor.exact
        and text.endswith(anchor.prefix, 0, anchor.start)
        and text.startswith(anchor.suffix, anchor.end)
    )


# What it says


def _said(arrival: Arrival, line: Line) -> Said:
    quotation = line.inner("quotation")
    return Said(
        note=line.text("note"),
        tags=list(_tags(arrival, line)),
        renderings=list(_renderings(arrival, line)),
        quotation=_quotation(arrival, quotation) if quotation else None,
    )


def _tags(arrival: Arrival, line: Line) -> Iterator[Tag]:
    for name in line.texts("tags", 80):
        if name not in arrival.tags:
            raise BadLine(f"The tag “{name}” is neither in the file nor in the codebook.")
        yield arrival.tags[name]


def _renderings(arrival: Arrival, line: Line) -> Iterator[Rendering]:
    rendered = set()
    for inner in line.lines("claims"):
        claim = _claim(arrival, inner)
        if claim.pk in rendered:
            raise BadLine(f"It renders claim {claim.number} twice.")
        rendered.add(claim.pk)
        stance = inner.choice("stance", Rendering.Stance.values)
        speaker = arrival.speaker(inner.text("attributed_to", 120))
        yield Rendering(claim=claim, stance=stance, speaker=speaker)


def _claim(arrival: Arrival, line: Line) -> Claim:
    """The one that a line before has under the number, else one of that statement."""
    number, statement = line.whole("number"), line.text("statement", 10_000, empty=False)
    if number in arrival.claims:
        return arrival.claims[number]
    return actions.find_or_create_claim(arrival.log, statement)


def _quotation(arrival: Arrival, line: Line) -> Quotation:
    utterance = line.inner("utterance")
    return Quotation(
        speaker=arrival.speaker(line.text("speaker", 120)),
        cue=line.text("cue", CUE),
        kind=line.choice("kind", Quotation.Kind.values),
        utterance=_utterance(arrival, utterance) if utterance else None,
    )


def _utterance(arrival: Arrival, line: Line) -> Utterance | None:
    number, gist = line.whole("number"), line.text("gist", 300, empty=False)
    if number in arrival.utterances:
        return arrival.utterances[number]
    return actions.find_or_create_utterance(arrival.log, gist)


def _comments(arrival: Arrival, line: Line) -> list[Comment]:
    comments = [
        Comment(
            uid=arrival.own_uid(Comment, inner.uid("uid")),
            author=arrival.person(inner),
            text=inner.text("text", empty=False),
            created_at=inner.moment("created_at"),
        )
        for inner in line.lines("comments")
    ]
    uids = {comment.uid for comment in comments}
    if len(uids) < len(comments) or Comment.objects.filter(uid__in=uids).exists():
        raise BadLine("One of its comments is there already.")
    return comments
