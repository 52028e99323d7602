"""What was made elsewhere, stored as it was made there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from articles.log import Step
from articles.querysets import Person

from ..models import (
    Annotation,
    Claim,
    CodebookVersion,
    Comment,
    Gloss,
    Quotation,
    Rendering,
    Speaker,
    Tag,
    Tagging,
    Thread,
    Utterance,
    Verdict,
)
from ..state import comment_state, entry_state, tag_state, thread_state
from .entries import coding_of, subject_of
from .judging import record_verdict
from .marking import record_annotation
from .talking import coding_of_comment, coding_of_thread

type Resolved = tuple[datetime, Person] | None  # when, and by whom


def bring_in(
    log: Step, annotation: Annotation, said: Iterable[Rendering | Quotation | Tagging | Gloss]
) -> None:
    """Stores an annotation with all that is said of it."""
    annotation.save(force_insert=True)
    for part in said:
        part.annotation = annotation
        part.save(force_insert=True)
    record_annotation(log, annotation, "annotation imported", None)


def bring_in_entry(log: Step, entry: Claim | Speaker | Utterance) -> None:
    """Stores a claim, speaker or utterance, or a speaker's new names."""
    there = type(entry).objects.filter(pk=entry.pk).first()
    before = entry_state(there) if there else None
    entry.save()
    verb = f"{entry._meta.model_name} imported"
    log.record(verb, subject_of(entry), before, entry_state(entry), coding_of(entry))


def bring_in_verdict(log: Step, verdict: Verdict) -> None:
    verdict.save(force_insert=True)
    record_verdict(log, verdict, "verdict imported", None)


def bring_in_tag(log: Step, tag: Tag) -> None:
    """Stores an entry of a codebook whose versions come, too: it makes none."""
    tag.save(force_insert=True)
    log.record("tag imported", f"tag:{tag.guid}", None, tag_state(tag))


def bring_in_version(version: CodebookVersion) -> None:
    """What the codebook said before; the tags have their Changes."""
    version.save(force_insert=True)


def bring_in_talk(
    log: Step,
    subject: Annotation | Claim | Verdict,
    comments: Sequence[Comment],
    resolved: Resolved,
) -> None:
    """Stores comments on something; a thread that it has already stays as resolved as it is."""
    about = {str(subject._meta.model_name): subject}
    thread, is_new = Thread.objects.get_or_create(**about, defaults={"story": log.story})
    for line in comments:
        line.thread = thread
        line.save(force_insert=True)
        state, coding = comment_state(line), coding_of_comment(line)
        log.record("comment imported", f"comment:{line.uid}", None, state, coding)
    if is_new and resolved:
        before = thread_state(thread)
        thread.resolved_at, thread.resolved_by = resolved
        thread.save(update_fields=["resolved_at", "resolved_by"])
        state, coding = thread_state(thread), coding_of_thread(thread)
        log.record("thread imported", f"thread:{thread.uid}", before, state, coding)
