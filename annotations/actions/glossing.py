"""Translations that a machine has made of passages. What people write comes with the rest that they
say of a passage (`marking`)."""

from __future__ import annotations

from articles.log import step
from articles.querysets import Person

from ..models import Annotation, Gloss
from ..saying import GlossSaid
from ..state import annotation_state
from .conflicts import EditConflict
from .marking import newest_annotation, record_annotation, set_gloss
from .versioning import save_next_version


def gloss_by_machine(annotation: Annotation, user: Person, said: GlossSaid) -> None:
    """Keeps a translation that the user has asked for, as a step of theirs.

    Nothing is kept where the passage was deleted meanwhile, or has a translation by now.
    """
    with step(annotation.article.story, user) as log:
        now = Annotation.objects.values_list("version", flat=True).get(pk=annotation.pk)
        try:
            annotation = newest_annotation(annotation, now)
        except EditConflict:
            return
        if Gloss.objects.filter(annotation=annotation).exists():
            return
        before = annotation_state(annotation)
        set_gloss(annotation, said)
        save_next_version(annotation)
        record_annotation(log, annotation, "annotation translated", before)
