"""What a story's log has for somebody: by streams and by polling alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from articles.blindness import works_blind
from articles.models import Article, Change, Story
from articles.querysets import Person

from .cursor import cursor_at, position_of

BATCH = 200  # lines read at once: who was away for long catches up in such steps
MEMBERSHIP = {"role set", "joined"}
RIGHTS = MEMBERSHIP | {"story edited", "blind coding set"}  # verbs after which others may see


@dataclass(frozen=True)
class Part:
    """What of a story's log is read: all of it, or as `person`, who works blind, may know it."""

    story_key: int
    person: Person = None


@dataclass(frozen=True)
class Line:
    """A line of the log, as far as a page that is open has to know it."""

    number: int
    verb: str
    subject: str
    article: int | None  # the key of the one that it is about
    actor: str
    actor_key: int | None

    def told_to(self, person: Person) -> dict[str, Any]:
        mine = self.actor_key == person.pk
        known = ("verb", "subject", "article", "actor")
        return {name: getattr(self, name) for name in known} | {"mine": mine}


@dataclass(frozen=True)
class News:
    lines: tuple[Line, ...]
    position: int  # up to which the log is known with them
    is_all: bool  # or is there more


@dataclass(frozen=True)
class Listener:
    """Somebody who is told of a story: from where on, and by rights that were theirs as of when."""

    person: Person
    part: Part
    position: int
    rights_as_of: int

    @property
    def is_blind(self) -> bool:
        return self.part.person is not None

    def cursor_at(self, number: int, *, sealed: bool = False) -> str:
        return cursor_at(number, self.part.story_key, sealed=sealed or self.is_blind)

    def may_see_otherwise_after(self, line: Line) -> bool:
        """Whether the line changes what the listener may see, so that they must begin anew."""
        if line.number <= self.rights_as_of or line.verb not in RIGHTS:
            return False
        is_theirs = line.subject == f"member:{self.person.get_username()}"
        return is_theirs or line.verb not in MEMBERSHIP


def listener(story: Story, person: Person, cursor: str) -> Listener:
    """`story` is one just found among those that the person may read."""
    is_blind = works_blind(person, story)
    position = position_of(cursor, story, sealed=is_blind)
    part = Part(story.pk, person if is_blind else None)
    return Listener(person, part, position, story.last_change)


def news_after(part: Part, position: int) -> News:
    """The lines after `position`, in order, and at most BATCH of them.

    Numbers are committed in order (see `articles.log`), so what is there up to the newest number
    is complete; asked for first, it stays so whatever is written meanwhile.
    """
    newest = Story.objects.values_list("last_change", flat=True).get(pk=part.story_key)
    rows = _rows(part).filter(number__gt=position, number__lte=newest)
    found = list(rows.order_by("number").select_related("actor").defer("before", "after")[:BATCH])
    is_all = len(found) < BATCH
    lines = tuple(_lines(found, part.story_key))
    return News(lines, max(position, newest) if is_all else found[-1].number, is_all)


def _rows(part: Part) -> QuerySet[Change]:
    rows = Change.objects.filter(story=part.story_key)
    if part.person is None:
        return rows
    seen = Change.objects.visible_to(part.person).values("pk")
    # also to who is no longer a member: that it ended is the last thing they are told
    return rows.filter(Q(pk__in=seen) | Q(verb__in=RIGHTS))


def _lines(changes: Iterable[Change], story_key: int) -> Iterator[Line]:
    articles = _articles(changes, story_key)
    for change in changes:
        yield Line(
            number=change.number,
            verb=change.verb,
            subject=change.subject,
            article=change.coded_in_id or articles.get(change.subject),
            actor=change.actor.display_name if change.actor else "",
            actor_key=change.actor_id,
        )


def _articles(changes: Iterable[Change], story_key: int) -> dict[str, int]:
    """The keys of the articles that are themselves the subject of a change, by its name."""
    subjects = {c.subject for c in changes if c.subject.startswith("article:")}
    if not subjects:
        return {}
    slugs = [subject.removeprefix("article:") for subject in subjects]
    rows = Article.objects.filter(story=story_key, slug__in=slugs).values_list("slug", "pk")
    return {f"article:{slug}": key for slug, key in rows}
