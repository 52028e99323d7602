"""The sentences in which passages stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.models import Segment

from .models import Annotation

type Place = tuple[int, int]


def sentences_of(revisions: Iterable[int]) -> dict[int, list[Place]]:
    """Where the sentences of revisions (by key) are, in reading order. One query."""
    found: dict[int, list[Place]] = {key: [] for key in revisions}
    rows = Segment.objects.filter(revision__in=found, kind=Segment.Kind.SENTENCE)
    for revision, start, end in rows.values_list("revision", "start", "end"):
        found[revision].append((start, end))
    return found


def around(annotation: Annotation, sentences: Sequence[Place]) -> tuple[str, str]:
    """What stands before and after a passage in its sentence, or in its first and last one.

    Where no sentence is known, the context that the anchor keeps.
    """
    touched = [s for s in sentences if s[0] < annotation.end and annotation.start < s[1]]
    if not touched:
        return annotation.prefix, annotation.suffix
    text = annotation.revision.text
    start = min(touched[0][0], annotation.start)
    end = max(touched[-1][1], annotation.end)
    return text[start : annotation.start], text[annotation.end : end]
