"""What becomes of a tag on a passage once its definition has changed."""

from __future__ import annotations

from articles.log import step
from articles.querysets import Person

from ..models import Annotation, Tag
from ..state import annotation_state
from .codebook import codebook_version
from .marking import newest_annotation, record_annotation
from .versioning import save_next_version


def confirm_tag(annotation: Annotation, user: Person, version: int, tag: Tag) -> Annotation:
    """Says that the tag fits by today's codebook. Raises EditConflict if `version` is not the
    newest."""
    with step(annotation.article.story, user) as log:
        annotation = newest_annotation(annotation, version)
        before = annotation_state(annotation)
        given = annotation.taggings.filter(tag=tag)
        given.update(codebook_version=codebook_version(log.story))
        save_next_version(annotation)
        record_annotation(log, annotation, "annotation confirmed", before)
        return annotation


def take_tag_off(annotation: Annotation, user: Person, version: int, tag: Tag) -> Annotation:
    """Says the rest of what was said, without the tag. Raises EditConflict if `version` is not
    the newest."""
    with step(annotation.article.story, user) as log:
        annotation = newest_annotation(annotation, version)
        before = annotation_state(annotation)
        annotation.taggings.filter(tag=tag).delete()
        save_next_version(annotation)
        record_annotation(log, annotation, "annotation edited", before)
        return annotation
