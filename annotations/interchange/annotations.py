"""Taking in annotations: where they stand in the texts here, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.models import Article, Language, Revision

from .. import actions
from ..anchors import Anchor, carry_over
from ..models import Annotation, Gloss, Quotation, Rendering, Tagging, Utterance
from .arriving import Arrival
from .reading import BadLine, Line
from .talk import take_talk

CONTEXT, CUE, GLOSS = 1000, 120, 10_000  # the most characters


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
    taggings: list[Tagging] = field(default_factory=list)
    renderings: list[Rendering] = field(default_factory=list)
    quotation: Quotation | None = None
    gloss: Gloss | None = None

    def parts(self) -> list[Rendering | Quotation | Tagging | Gloss]:
        single = [part for part in (self.quotation, self.gloss) if part]
        return [*self.renderings, *single, *self.taggings]

    def identity(self) -> tuple:
        """Equal for two that say the same."""
        quotation, gloss = self.quotation, self.gloss
        return (
            self.note,
            {tagging.tag_id for tagging in self.taggings},
            {(r.claim_id, r.stance, r.speaker_id) for r in self.renderings},
            quotation
            and (quotation.speaker_id, quotation.cue, quotation.kind, quotation.utterance_id),
            gloss and (gloss.language_id, gloss.text, gloss.origin, gloss.translator),
        )


def take_annotation(arrival: Arrival, line: Line) -> None:
    uid, said = line.uid("uid"), _said(arrival, line)
    if there := arrival.known(arrival.annotations, uid):
        _compare(arrival, line, there, said)
        take_talk(arrival, line, there)
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
    actions.bring_in(arrival.log, annotation, said.parts())
    take_talk(arrival, line, annotation)
    arrival.annotations[annotation.uid] = annotation
    arrival.is_new(line)


def _compare(arrival: Arrival, line: Line, there: Annotation, said: Said) -> None:
    """What the story has stays; the report says where it is not what the file says."""
    arrival.is_known(line)
    here = Said(
        there.note,
        list(there.taggings.all()),
        list(there.renderings.all()),
        getattr(there, "quotation", None),
        getattr(there, "gloss", None),
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
    quotation, gloss = line.inner("quotation"), line.inner("gloss")
    return Said(
        note=line.text("note"),
        taggings=list(_taggings(arrival, line)),
        renderings=list(_renderings(arrival, line)),
        quotation=_quotation(arrival, quotation) if quotation else None,
        gloss=_gloss(gloss) if gloss else None,
    )


def _taggings(arrival: Arrival, line: Line) -> Iterator[Tagging]:
    """By the version of the codebook that the file says if its versions are those of the story."""
    for inner in line.lines("tags"):
        name, version = inner.text("name", 80, empty=False), inner.whole("codebook_version")
        if name not in arrival.tags:
            raise BadLine(f"The tag “{name}” is neither in the file nor in the codebook.")
        given_by = version if arrival.takes_versions else arrival.newest_version
        yield Tagging(tag=arrival.tags[name], codebook_version=given_by)


def _renderings(arrival: Arrival, line: Line) -> Iterator[Rendering]:
    numbers, claims = set(), set()
    for inner in line.lines("claims"):
        claim, number = arrival.claim(inner), inner.whole("number")
        if number in numbers:
            raise BadLine(f"It renders claim {number} twice.")
        if claim.pk not in claims:  # else two claims of the file are merged here
            stance = inner.choice("stance", Rendering.Stance.values)
            speaker = arrival.speaker(inner.text("attributed_to", 120))
            yield Rendering(claim=claim, stance=stance, speaker=speaker)
        numbers.add(number)
        claims.add(claim.pk)


def _quotation(arrival: Arrival, line: Line) -> Quotation:
    utterance = line.inner("utterance")
    return Quotation(
        speaker=arrival.speaker(line.text("speaker", 120)),
        cue=line.text("cue", CUE),
        kind=line.choice("kind", Quotation.Kind.values),
        utterance=_utterance(arrival, utterance) if utterance else None,
    )


def _gloss(line: Line) -> Gloss:
    origin, translator = line.choice("origin", Gloss.Origin.values), line.text("translator", 120)
    if bool(translator) != (origin == Gloss.Origin.MACHINE):
        raise BadLine("A translation names its translator if it is a machine’s, and only then.")
    language = Language.objects.filter(code=line.text("language", 35)).first()
    if language is None:
        raise BadLine(f"“{line.text('language')}” is no language that is known here.")
    text = line.text("text", GLOSS, empty=False)
    return Gloss(language=language, text=text, origin=origin, translator=translator)


def _utterance(arrival: Arrival, line: Line) -> Utterance | None:
    number, gist = line.whole("number"), line.text("gist", 300, empty=False)
    if number in arrival.utterances:
        return arrival.utterances[number]
    return actions.find_or_create_utterance(arrival.log, gist)
