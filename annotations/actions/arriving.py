"""What was made elsewhere, stored as it was made there."""

from __future__ import annotations

from collections.abc import Iterable

from articles.log import Step

from ..models import (
    Annotation,
    Claim,
    Comment,
    Quotation,
    Rendering,
    Speaker,
    Tag,
    Thread,
    Utterance,
)
from ..state import entry_state
from .codebook import codebook_version
from .entries import coding_of, subject_of
from .marking import record_annotation


def bring_in(
    log: Step,
    annotation: Annotation,
    said: Iterable[Rendering | Quotation],
    tags: Iterable[Tag],
    comments: list[Comment],
) -> None:
    """Stores an annotation with all that is said of it."""
    annotation.save(force_insert=True)
    for part in said:
        part.annotation = annotation
        part.save(force_insert=True)
    if comments:
        thread = Thread.objects.create(story=log.story, annotation=annotation)
    for line in comments:
        line.thread = thread
        line.save(force_insert=True)
    version = codebook_version(log.story)
    annotation.tags.add(*tags, through_defaults={"codebook_version": version})
    record_annotation(log, annotation, "annotation imported", None)


def bring_in_entry(log: Step, entry: Claim | Speaker | Utterance) -> None:
    """Stores a claim, speaker or utterance, or a speaker's new names."""
    there = type(entry).objects.filter(pk=entry.pk).first()
    before = entry_state(there) if there else None
    entry.save()
    verb = f"{entry._meta.model_name} imported"
    log.record(verb, subject_of(entry), before, entry_state(entry), coding_of(entry))
