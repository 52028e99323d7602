"""The codebook: its entries and its versions."""

from __future__ import annotations

from django.db.models import Max

from articles.log import Step, step
from articles.models import Story
from articles.querysets import Person

from ..models import Tag
from ..state import tag_state


def save_tag(tag: Tag, user: Person) -> Tag:
    """Stores a new or changed entry of the codebook."""
    with step(tag.story, user) as log:
        return store_tag(log, tag)


def store_tag(log: Step, tag: Tag) -> Tag:
    stored = Tag.objects.filter(pk=tag.pk).first()
    before = tag_state(stored) if stored else None
    if not stored:
        latest = log.story.tags.aggregate(latest=Max("position"))["latest"]
        tag.position = (latest or 0) + 1
    tag.save()
    verb = "tag edited" if before else "tag created"
    log.record(verb, f"tag:{tag.guid}", before, tag_state(tag))
    return tag


def codebook_version(story: Story) -> int:
    """The number of the newest version; 0 while the codebook has never changed."""
    latest = story.codebook_versions.aggregate(latest=Max("number"))["latest"]
    return latest or 0
