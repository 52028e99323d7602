"""Passages that were coded when the definition of a tag was another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet

from articles.models import Story
from articles.querysets import Reader
from articles.rules import permits

from ..models import Annotation, CodebookVersion, Tag, Tagging
from ..rules import RULES
from ..sentences import Place, around, sentences_of
from ..wording import ADDED, DROPPED, Piece, compared, without
from .versions import MEANING, Entry, entry_of, means_the_same


@dataclass(frozen=True)
class Outdated:
    """A tag, and how many passages were given it by each version in which it meant something
    else. `before` has what it meant then, None where that is not kept."""

    tag: Tag
    counts: dict[int, int] = field(default_factory=dict)
    before: dict[int, Entry | None] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class ToReview:
    """What waits for somebody: tags with what was coded under older definitions of them."""

    tags: list[Outdated]

    @property
    def count(self) -> int:
        return sum(outdated.count for outdated in self.tags)


def reviewable(story: Story, user: Reader) -> QuerySet[Tagging]:
    """The tags on live annotations that the user sees and may change; none for readers."""
    if not permits(story.role, "annotate", RULES):
        return Tagging.objects.none()
    seen = Annotation.objects.visible_to(user).filter(article__story=story)
    if not permits(story.role, "change other people’s annotations", RULES):
        seen = seen.filter(author=user.pk)
    return Tagging.objects.filter(annotation__in=seen.values("pk"))


def codings_to_review(story: Story, user: Reader) -> ToReview:
    """By tag. Where a definition came back to what it was, what was coded by it fits again.

    One query where nothing waits, four otherwise.
    """
    older = reviewable(story, user).filter(
        tag__story=story, tag__deleted_at=None, codebook_version__lt=F("tag__defined_in")
    )
    counted = list(
        older.order_by()
        .values_list("tag", "codebook_version")
        .annotate(n=Count("pk"))
        .order_by("tag", "codebook_version")
    )
    if not counted:
        return ToReview([])
    tags = Tag.objects.filter(pk__in={tag for tag, *_ in counted}).select_related("parent", "story")
    said = _said_in(story, {version for _, version, _ in counted})
    groups: dict[int, dict[int, int]] = defaultdict(dict)
    for key, version, n in counted:
        groups[key][version] = n
    found = [_outdated(tag, groups[tag.pk], said) for tag in tags.order_by("position", "name")]
    return ToReview([outdated for outdated in found if outdated.counts])


def _outdated(tag: Tag, counts: dict[int, int], said: dict[int, dict[str, Entry]]) -> Outdated:
    now, guid = entry_of(tag), str(tag.guid)
    before = {version: said[version].get(guid) for version in counts}
    others = {version for version, entry in before.items() if not means_the_same(entry, now)}
    return Outdated(
        tag,
        {version: n for version, n in counts.items() if version in others},
        {version: entry for version, entry in before.items() if version in others},
    )


def _said_in(story: Story, numbers: Iterable[int]) -> dict[int, dict[str, Entry]]:
    """The entries of versions, by guid; none for one that is not kept."""
    kept = CodebookVersion.objects.filter(story=story, number__in=numbers)
    found: dict[int, dict[str, Entry]] = {number: {} for number in numbers}
    for version in kept:
        found[version.number] = {entry["guid"]: entry for entry in version.entries}
    return found


@dataclass(frozen=True)
class Wording:
    """A text of a tag as it was when a passage was coded, and as it is now."""

    name: str
    then: list[Piece]
    now: list[Piece]


def wordings(outdated: Outdated, version: int) -> list[Wording]:
    """The texts that read otherwise since; all of them where what they were is not kept."""
    now = entry_of(outdated.tag)
    then = outdated.before[version] or dict.fromkeys(MEANING, "")
    pieces = {name: compared(then[name], now[name]) for name in MEANING if then[name] != now[name]}
    return [
        Wording(name, without(ADDED, both), without(DROPPED, both)) for name, both in pieces.items()
    ]


@dataclass(frozen=True)
class Waiting:
    """A passage that waits, in its sentence. `says_more` than that it has the tag."""

    annotation: Annotation
    coded_under: int
    before: str
    after: str
    says_more: bool


def taggings_to_review(outdated: Outdated, story: Story, user: Reader) -> QuerySet[Tagging]:
    """The tag on each passage that waits, to be paged through."""
    older = reviewable(story, user).filter(tag=outdated.tag)
    return older.filter(codebook_version__in=list(outdated.counts))


def waiting(taggings: Sequence[Tagging]) -> list[Waiting]:
    """What waits, in the order of the taggings. Five queries."""
    keys = [tagging.annotation_id for tagging in taggings]
    rows = Annotation.objects.filter(pk__in=keys).for_lists()
    loaded = rows.select_related("revision", "article__source", "article__story", "author")
    annotations = {annotation.pk: annotation for annotation in loaded}
    sentences = sentences_of({annotation.revision_id for annotation in annotations.values()})
    return [
        _waiting(annotations[tagging.annotation_id], tagging.codebook_version, sentences)
        for tagging in taggings
        if tagging.annotation_id in annotations
    ]


def _waiting(annotation: Annotation, version: int, sentences: dict[int, list[Place]]) -> Waiting:
    before, after = around(annotation, sentences[annotation.revision_id])
    return Waiting(annotation, version, before, after, says_more_than_a_tag(annotation))


def says_more_than_a_tag(annotation: Annotation) -> bool:
    """With all that it says loaded as for lists."""
    parts = [getattr(annotation, name, None) for name in ("quotation", "gloss")]
    others = len(annotation.tags.all()) > 1
    return bool(annotation.note or any(parts) or others or annotation.renderings.all())
