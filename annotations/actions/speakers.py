"""Joining two speakers who are one person or body under two names."""

from __future__ import annotations

from django.db.models import Q

from articles.log import Step, step
from articles.querysets import Person

from ..models import Annotation, Quotation, Rendering, Speaker
from ..state import annotation_state, entry_state
from .conflicts import EditConflict
from .entries import coding_of, subject_of
from .marking import record_annotation
from .telling import tell_author
from .versioning import save_next_version

FOLLOWED = "annotation followed a speaker"


def join_speakers(kept: Speaker, gone: Speaker, user: Person) -> Speaker:
    """Has all that is said of `gone` be said of `kept`, which takes over the names, too.

    `gone` becomes a tombstone. Raises EditConflict where either has been joined meanwhile.
    """
    with step(kept.story, user) as log:
        kept, gone = _newest(kept), _newest(gone)
        before = entry_state(gone)
        gone.merged_into = kept
        gone.save(update_fields=["merged_into"])
        _record(log, gone, "speaker joined", before)
        before = entry_state(kept)
        names = [*kept.variants, gone.name, *gone.variants]
        kept.variants = [name for name in dict.fromkeys(names) if name != kept.name]
        kept.save(update_fields=["variants"])
        _record(log, kept, "speaker named", before)
        for annotation in _naming(gone):
            _follow(log, annotation, gone, kept)
        return kept


def _newest(speaker: Speaker) -> Speaker:
    rows = Speaker.objects.select_related("story", "author", "coded_in", "merged_into")
    newest = rows.defer("coded_in__raw").get(pk=speaker.pk)
    if newest.merged_into:
        raise EditConflict(newest)
    return newest


def _naming(speaker: Speaker) -> list[Annotation]:
    """All that quote the speaker or attribute a claim, tombstones too."""
    named = Q(quotation__speaker=speaker) | Q(renderings__speaker=speaker)
    rows = Annotation.objects.filter(named).distinct().order_by("pk")
    rows = rows.select_related("article__story", "revision", "author")
    return list(rows.defer("article__raw", "revision__text"))


def _follow(log: Step, annotation: Annotation, gone: Speaker, kept: Speaker) -> None:
    before = annotation_state(annotation)
    Quotation.objects.filter(annotation=annotation, speaker=gone).update(speaker=kept)
    Rendering.objects.filter(annotation=annotation, speaker=gone).update(speaker=kept)
    save_next_version(annotation)
    record_annotation(log, annotation, FOLLOWED, before)


def _record(log: Step, speaker: Speaker, verb: str, before: dict) -> None:
    state, coding = entry_state(speaker), coding_of(speaker)
    tell_author(log, log.record(verb, subject_of(speaker), before, state, coding), speaker.author)
