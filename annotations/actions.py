"""The one writer of annotations, claims and talk: each change together with its Change."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.actions import lock, record
from articles.models import Article, Revision, Story
from articles.querysets import Person

from .anchors import Anchor, AnchorError, anchor_at, carry_over, unchanged
from .models import Annotation, Claim, Comment, Quotation, Rendering, Speaker, Tag, Utterance
from .saying import ClaimSaid, Saying
from .state import annotation_state, claim_state, comment_state, entry_state, tag_state


class EditConflict(Exception):
    """The edit began from an older version than `current`, which somebody else has written."""

    def __init__(self, current: Annotation | Claim) -> None:
        super().__init__("Somebody else has changed this in the meantime.")
        self.current = current


# Annotations


@transaction.atomic
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
    lock(article.story)
    mine = Annotation.objects.filter(article=article, author=user)
    if uid and (there := mine.filter(uid=uid).first()):
        return there
    if Article.objects.values_list("revision", flat=True).get(pk=article.pk) != revision.pk:
        raise AnchorError("The text was corrected while you were reading; load the page anew.")
    now = timezone.now()
    annotation = Annotation.objects.create(
        uid=_free_uid(Annotation, uid),
        article=article,
        revision=revision,
        author=user,
        note=saying.note,
        created_at=now,
        updated_at=now,
        **vars(anchor),
    )
    _say(annotation, user, saying)
    _record(annotation, user, "annotation created", None)
    return annotation


@transaction.atomic
def edit_annotation(
    annotation: Annotation, user: Person, version: int, saying: Saying
) -> Annotation:
    """Says something else of the passage. Raises EditConflict if `version` is not the newest."""
    annotation = _newest(annotation, version)
    before = annotation_state(annotation)
    annotation.note = saying.note
    _say(annotation, user, saying)
    _save_next_version(annotation, "note")
    _record(annotation, user, "annotation edited", before)
    return annotation


@transaction.atomic
def delete_annotation(annotation: Annotation, user: Person, version: int) -> Annotation:
    """Leaves a tombstone. Raises EditConflict if `version` is not the newest."""
    annotation = _newest(annotation, version)
    before = annotation_state(annotation)
    annotation.deleted_at = timezone.now()
    _save_next_version(annotation, "deleted_at")
    _record(annotation, user, "annotation deleted", before)
    return annotation


@transaction.atomic
def restore_annotation(annotation: Annotation, user: Person) -> Annotation:
    lock(annotation.article.story)
    annotation = Annotation.objects.select_for_update(of=["self"]).get(pk=annotation.pk)
    before = annotation_state(annotation)
    annotation.deleted_at = None
    _save_next_version(annotation, "deleted_at")
    _record(annotation, user, "annotation restored", before)
    return annotation


@transaction.atomic
def move_annotation(
    annotation: Annotation, user: Person, version: int, anchor: Anchor
) -> Annotation:
    """Puts an annotation on a passage of the text that is read now, as a review decides.

    Raises EditConflict if `version` is not the newest, AnchorError if the text is not.
    """
    annotation = _newest(annotation, version)
    before = annotation_state(annotation)
    revision = annotation.article.revision
    _place(annotation, revision, anchor_at(revision.text, anchor.start, anchor.end, anchor.exact))
    _record(annotation, user, "annotation moved", before)
    return annotation


def carry_annotations_over(
    article: Article, old: Revision, new: Revision, actor: Person, **kwargs: Any
) -> None:
    """Takes every annotation, deleted ones too, along to a corrected text, or sets it for review.

    Listens to `articles.signals.article_corrected`, inside its transaction.
    """
    stretches = {old.pk: unchanged(old.text, new.text)}
    annotations = article.annotations.select_related("revision", "article__story")
    for annotation in annotations.defer("article__raw"):
        before = annotation_state(annotation)
        made_on = annotation.revision
        if made_on.pk not in stretches:
            stretches[made_on.pk] = unchanged(made_on.text, new.text)
        moved = carry_over(anchor_of(annotation), stretches[made_on.pk], new.text)
        if moved:
            _place(annotation, new, moved)
        else:
            annotation.needs_review = True
            _save_next_version(annotation, "needs_review")
        verb = "annotation carried over" if moved else "annotation lost its passage"
        _record(annotation, actor, verb, before)


def anchor_of(annotation: Annotation) -> Anchor:
    return Anchor(**{field.name: getattr(annotation, field.name) for field in fields(Anchor)})


def _place(annotation: Annotation, revision: Revision, anchor: Anchor) -> None:
    annotation.revision, annotation.needs_review = revision, False
    for field, value in vars(anchor).items():
        setattr(annotation, field, value)
    _save_next_version(annotation, "revision", "needs_review", *vars(anchor))


def _newest(annotation: Annotation, version: int) -> Annotation:
    """The row as it is now, and locked. Raises EditConflict where `version` is an older one.

    The story is locked first, as everywhere, so that no two writers wait for each other, and so
    that claims and utterances which an edit makes get numbers that nobody else gets.
    """
    lock(annotation.article.story)
    rows = Annotation.objects.select_for_update(of=["self"]).defer("article__raw")
    newest = rows.select_related("article__story", "revision").get(pk=annotation.pk)
    if newest.version != version or newest.deleted_at is not None:
        raise EditConflict(newest)
    return newest


def _save_next_version(annotation: Annotation, *changed: str) -> None:
    annotation.version += 1
    annotation.updated_at = timezone.now()
    annotation.save(update_fields=[*changed, "version", "updated_at"])


def _record(annotation: Annotation, user: Person, verb: str, before: dict[str, Any] | None) -> None:
    subject = f"annotation:{annotation.uid}"
    story = annotation.article.story
    record(story, user, verb, subject, before, annotation_state(annotation))


def _free_uid(model: type[Annotation | Comment], proposed: uuid.UUID | None) -> uuid.UUID:
    """What the browser proposes, unless something else is already called so."""
    if proposed is None or model.objects.filter(uid=proposed).exists():
        return uuid.uuid4()
    return proposed


# What is said


def _say(annotation: Annotation, user: Person, saying: Saying) -> None:
    """Replaces what the annotation says."""
    story = annotation.article.story
    _say_claims(annotation, user, saying.claims)
    Quotation.objects.filter(annotation=annotation).delete()
    if said := saying.quotation:
        Quotation.objects.create(
            annotation=annotation,
            speaker=find_or_create_speaker(story, said.speaker),
            cue=said.cue,
            kind=said.kind,
            utterance=find_or_create_utterance(story, said.utterance),
        )
    annotation.tags.set(Tag.objects.filter(story=story, name__in=saying.tags))


def _say_claims(annotation: Annotation, user: Person, said: Sequence[ClaimSaid]) -> None:
    story = annotation.article.story
    annotation.renderings.all().delete()
    for line in said:
        Rendering.objects.update_or_create(
            annotation=annotation,
            claim=find_or_create_claim(story, user, line.statement),
            defaults={
                "stance": line.stance,
                "speaker": find_or_create_speaker(story, line.attributed_to),
            },
        )


def find_or_create_speaker(story: Story, name: str) -> Speaker | None:
    """The speaker whom the story knows by `name`, in any script; a new one; None for ""."""
    name = " ".join(name.split())
    if not name:
        return None
    speakers = list(Speaker.objects.filter(story=story))
    called_so = [speaker for speaker in speakers if speaker.name.casefold() == name.casefold()]
    known_so = [s for s in speakers if name.casefold() in map(str.casefold, s.variants)]
    found = next(iter(called_so + known_so), None)
    return found or Speaker.objects.create(story=story, name=name)


def find_or_create_utterance(story: Story, gist: str) -> Utterance | None:
    """The story's utterance with that gist; a new one; None for ""."""
    gist = " ".join(gist.split())
    if not gist:
        return None
    found = Utterance.objects.filter(story=story, gist__iexact=gist).first()
    number = _next_number(Utterance, story)
    return found or Utterance.objects.create(story=story, gist=gist, number=number)


def _next_number(model: type[Claim | Utterance], story: Story) -> int:
    """The story must be locked."""
    latest = model.objects.filter(story=story).aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


# Claims


def find_or_create_claim(story: Story, user: Person, statement: str) -> Claim:
    """The story's claim of that statement (case and blanks do not matter), else a new one."""
    statement = " ".join(statement.split())
    live = Claim.objects.filter(story=story, deleted_at=None)
    return live.filter(statement__iexact=statement).first() or create_claim(story, user, statement)


@transaction.atomic
def create_claim(story: Story, user: Person, statement: str, note: str = "") -> Claim:
    lock(story)
    claim = Claim.objects.create(
        story=story,
        number=_next_number(Claim, story),
        statement=statement,
        note=note,
        author=user,
        created_at=timezone.now(),
    )
    record(story, user, "claim created", f"claim:{claim.number}", None, claim_state(claim))
    return claim


@transaction.atomic
def edit_claim(claim: Claim, user: Person, version: int, statement: str, note: str) -> Claim:
    """Raises EditConflict if `version` is not the newest."""
    lock(claim.story)
    newest = Claim.objects.select_for_update(of=["self"]).select_related("story").get(pk=claim.pk)
    if newest.version != version or newest.deleted_at is not None:
        raise EditConflict(newest)
    before = claim_state(newest)
    newest.statement, newest.note, newest.version = statement, note, version + 1
    newest.save(update_fields=["statement", "note", "version"])
    _record_claim(newest, user, "claim edited", before)
    return newest


@transaction.atomic
def delete_claim(claim: Claim, user: Person) -> None:
    """Leaves a tombstone; its renderings stay with it and come back when it is restored."""
    _set_deleted(claim, user, timezone.now(), "claim deleted")


@transaction.atomic
def restore_claim(claim: Claim, user: Person) -> None:
    _set_deleted(claim, user, None, "claim restored")


def _set_deleted(claim: Claim, user: Person, moment: datetime | None, verb: str) -> None:
    lock(claim.story)
    claim.refresh_from_db()
    before = claim_state(claim)
    claim.deleted_at = moment
    claim.save(update_fields=["deleted_at"])
    _record_claim(claim, user, verb, before)


def _record_claim(claim: Claim, user: Person, verb: str, before: dict[str, Any]) -> None:
    record(claim.story, user, verb, f"claim:{claim.number}", before, claim_state(claim))


# Talk


@transaction.atomic
def comment(
    annotation: Annotation, user: Person, text: str, uid: uuid.UUID | None = None
) -> Comment:
    """Adds a line to the talk about an annotation; the same `uid` sent again adds nothing."""
    lock(annotation.article.story)
    mine = Comment.objects.filter(annotation=annotation, author=user)
    if uid and (there := mine.filter(uid=uid).first()):
        return there
    written = Comment.objects.create(
        uid=_free_uid(Comment, uid),
        annotation=annotation,
        author=user,
        text=text,
        created_at=timezone.now(),
    )
    subject = f"comment:{written.uid}"
    record(annotation.article.story, user, "comment written", subject, None, comment_state(written))
    return written


# The codebook


@transaction.atomic
def save_tag(tag: Tag, user: Person) -> Tag:
    """Stores a new or changed entry of the codebook."""
    lock(tag.story)
    stored = Tag.objects.filter(pk=tag.pk).first()
    before = tag_state(stored) if stored else None
    if not stored:
        latest = tag.story.tags.aggregate(latest=Max("position"))["latest"]
        tag.position = (latest or 0) + 1
    tag.save()
    verb = "tag edited" if before else "tag created"
    record(tag.story, user, verb, f"tag:{tag.name}", before, tag_state(tag))
    return tag


# What was made elsewhere


@transaction.atomic
def bring_in(
    annotation: Annotation,
    user: Person,
    said: Iterable[Rendering | Quotation],
    tags: Iterable[Tag],
    comments: Iterable[Comment],
) -> None:
    """Stores an annotation as it was made elsewhere, with all that is said of it."""
    annotation.save(force_insert=True)
    for part in (*said, *comments):
        part.annotation = annotation
        part.save(force_insert=True)
    annotation.tags.add(*tags)
    _record(annotation, user, "annotation imported", None)


@transaction.atomic
def bring_in_entry(entry: Claim | Speaker | Utterance, user: Person) -> None:
    """Stores a claim, speaker or utterance that was made elsewhere, or a speaker's new names."""
    kind = type(entry)
    before = kind.objects.filter(pk=entry.pk).first()
    entry.save()
    name = str(kind._meta.model_name)
    key = entry.name if isinstance(entry, Speaker) else entry.number
    states = [entry_state(before) if before else None, entry_state(entry)]
    record(entry.story, user, f"{name} imported", f"{name}:{key}"[:120], *states)
