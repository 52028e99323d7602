"""Marking passages, saying something of them, and what becomes of it when the text changes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.log import Coding, Step, step
from articles.models import Article, Language, Revision
from articles.querysets import Person

from ..anchors import Anchor, AnchorError, anchor_at, carry_over, unchanged
from ..models import Annotation, Comment, Gloss, Quotation, Rendering, Tag, Verdict
from ..saying import ClaimSaid, GlossSaid, Saying
from ..state import State, annotation_state
from .codebook import codebook_version
from .conflicts import EditConflict
from .entries import find_or_create_claim, find_or_create_speaker, find_or_create_utterance
from .telling import tell_author
from .versioning import save_next_version

CARRIED_OVER = "annotation carried over"  # to a corrected text, where it says what it said


def create_annotation(
    article: Article,
    user: Person,
    revision: Revision,
    anchor: Anchor,
    saying: Saying,
    uid: uuid.UUID | None = None,
) -> Annotation:
    """Marks a passage. The same `uid` sent again gives the annotation that is there already.

    Raises AnchorError where the revision is no longer the one that is read.
    """
    with step(article.story, user) as log:
        mine = Annotation.objects.filter(article=article, author=user)
        if uid and (there := mine.filter(uid=uid).first()):
            return there
        return mark(log, article, revision, anchor, saying, uid)


def mark(
    log: Step,
    article: Article,
    revision: Revision,
    anchor: Anchor,
    saying: Saying,
    uid: uuid.UUID | None = None,
    verb: str = "annotation created",
) -> Annotation:
    """Marks a passage as part of a step. Raises AnchorError as above."""
    _refuse_unread(article, revision)
    now = timezone.now()
    annotation = Annotation.objects.create(
        uid=free_uid(Annotation, uid),
        article=article,
        revision=revision,
        author=log.actor,
        note=saying.note,
        created_at=now,
        updated_at=now,
        **vars(anchor),
    )
    _say(log, annotation, saying)
    record_annotation(log, annotation, verb, None)
    return annotation


def _refuse_unread(article: Article, revision: Revision) -> None:
    there = Article.objects.filter(pk=article.pk, deleted_at=None)
    read = there.values_list("revision", flat=True).first()
    if read is None:
        raise AnchorError("The article was deleted while you were reading.")
    if read != revision.pk:
        raise AnchorError("The text was corrected while you were reading; load the page anew.")


def edit_annotation(
    annotation: Annotation, user: Person, version: int, saying: Saying
) -> Annotation:
    """Says something else of the passage. Raises EditConflict if `version` is not the newest."""
    with step(annotation.article.story, user) as log:
        return say_anew(log, newest_annotation(annotation, version), saying)


def say_anew(
    log: Step, annotation: Annotation, saying: Saying, verb: str = "annotation edited"
) -> Annotation:
    """Says something else of the passage as part of a step."""
    before = annotation_state(annotation)
    annotation.note = saying.note
    _unsay(annotation, saying)
    _say(log, annotation, saying)
    save_next_version(annotation, "note")
    record_annotation(log, annotation, verb, before)
    return annotation


def delete_annotation(annotation: Annotation, user: Person, version: int) -> Annotation:
    """Leaves a tombstone. Raises EditConflict if `version` is not the newest."""
    with step(annotation.article.story, user) as log:
        annotation = newest_annotation(annotation, version)
        before = annotation_state(annotation)
        annotation.deleted_at = timezone.now()
        save_next_version(annotation, "deleted_at")
        record_annotation(log, annotation, "annotation deleted", before)
        return annotation


def restore_annotation(annotation: Annotation, user: Person) -> Annotation:
    with step(annotation.article.story, user) as log:
        annotation = Annotation.objects.get(pk=annotation.pk)
        before = annotation_state(annotation)
        annotation.deleted_at = None
        save_next_version(annotation, "deleted_at")
        record_annotation(log, annotation, "annotation restored", before)
        return annotation


def move_annotation(
    annotation: Annotation, user: Person, version: int, anchor: Anchor
) -> Annotation:
    """Puts an annotation on a passage of the text that is read now, as a review decides.

    Raises EditConflict if `version` is not the newest, AnchorError if the text is not.
    """
    with step(annotation.article.story, user) as log:
        annotation = newest_annotation(annotation, version)
        before = annotation_state(annotation)
        revision = annotation.article.revision
        placed = anchor_at(revision.text, anchor.start, anchor.end, anchor.exact)
        place_annotation(annotation, revision, placed)
        record_annotation(log, annotation, "annotation moved", before)
        return annotation


def carry_annotations_over(
    article: Article, old: Revision, new: Revision, log: Step, **kwargs: Any
) -> None:
    """Takes every annotation, deleted ones too, along to a corrected text, or sets it for review.

    Listens to `articles.signals.article_corrected`, inside its transaction.
    """
    stretches = {old.pk: unchanged(old.text, new.text)}
    annotations = article.annotations.select_related("revision", "article__story", "author")
    for annotation in annotations.defer("article__raw"):
        before = annotation_state(annotation)
        made_on = annotation.revision
        if made_on.pk not in stretches:
            stretches[made_on.pk] = unchanged(made_on.text, new.text)
        moved = carry_over(anchor_of(annotation), stretches[made_on.pk], new.text)
        if moved:
            place_annotation(annotation, new, moved)
        else:
            annotation.needs_review = True
            save_next_version(annotation, "needs_review")
        verb = CARRIED_OVER if moved else "annotation lost its passage"
        record_annotation(log, annotation, verb, before)


def anchor_of(annotation: Annotation) -> Anchor:
    return Anchor(**{field.name: getattr(annotation, field.name) for field in fields(Anchor)})


def place_annotation(annotation: Annotation, revision: Revision, anchor: Anchor) -> None:
    annotation.revision, annotation.needs_review = revision, False
    for field, value in vars(anchor).items():
        setattr(annotation, field, value)
    save_next_version(annotation, "revision", "needs_review", *vars(anchor))


def newest_annotation(annotation: Annotation, version: int) -> Annotation:
    """The row as it is now: the step has locked the story. Raises EditConflict where it is newer
    than `version`."""
    rows = Annotation.objects.defer("article__raw")
    newest = rows.select_related("article__story", "revision", "author").get(pk=annotation.pk)
    if newest.version != version or newest.deleted_at is not None:
        raise EditConflict(newest)
    return newest


def record_annotation(log: Step, annotation: Annotation, verb: str, before: State) -> None:
    coding = Coding(annotation.author, annotation.article)
    after = annotation_state(annotation)
    change = log.record(verb, f"annotation:{annotation.uid}", before, after, coding)
    if before and verb != CARRIED_OVER:
        tell_author(log, change, annotation.author)


def free_uid(model: type[Annotation | Comment | Verdict], proposed: uuid.UUID | None) -> uuid.UUID:
    """What the browser proposes, unless something else is already called so."""
    if proposed is None or model.objects.filter(uid=proposed).exists():
        return uuid.uuid4()
    return proposed


# What is said


def _say(log: Step, annotation: Annotation, saying: Saying) -> None:
    """Says it of a passage of which nothing was said, or nothing any more."""
    article = annotation.article
    _say_claims(log, annotation, saying.claims)
    if said := saying.quotation:
        Quotation.objects.create(
            annotation=annotation,
            speaker=find_or_create_speaker(log, said.speaker, article),
            cue=said.cue,
            kind=said.kind,
            utterance=find_or_create_utterance(log, said.utterance, article),
        )
    if saying.tags:
        _give_tags(annotation, Tag.objects.filter(story=log.story, name__in=saying.tags))
    if saying.gloss and not Gloss.objects.filter(annotation=annotation).exists():
        set_gloss(annotation, saying.gloss)


def _say_claims(log: Step, annotation: Annotation, said: Sequence[ClaimSaid]) -> None:
    for line in said:
        Rendering.objects.update_or_create(
            annotation=annotation,
            claim=find_or_create_claim(log, line.statement, annotation.article),
            defaults={
                "stance": line.stance,
                "speaker": find_or_create_speaker(log, line.attributed_to, annotation.article),
            },
        )


def _give_tags(annotation: Annotation, tags: QuerySet[Tag]) -> None:
    version = codebook_version(annotation.article.story)
    for tag in tags.filter(deleted_at=None):
        annotation.taggings.get_or_create(tag=tag, defaults={"codebook_version": version})


def _unsay(annotation: Annotation, saying: Saying) -> None:
    """Takes back what was said but for what is said again and keeps something thereby: a tag the
    version of the codebook by which it was given, a translation that it is a machine's.

    What is said of deleted claims and tags stays, should they be brought back.
    """
    annotation.renderings.filter(claim__deleted_at=None).delete()
    Quotation.objects.filter(annotation=annotation).delete()
    tags = annotation.taggings.filter(tag__deleted_at=None)
    tags.exclude(tag__name__in=saying.tags).delete()
    gloss = Gloss.objects.filter(annotation=annotation)
    if said := saying.gloss:
        gloss = gloss.exclude(text=said.text, language=said.language)
    gloss.delete()


def set_gloss(annotation: Annotation, said: GlossSaid | None) -> None:
    Gloss.objects.filter(annotation=annotation).delete()
    if said:
        fields = vars(said) | {"language": Language.objects.get(code=said.language)}
        Gloss.objects.create(annotation=annotation, **fields)
