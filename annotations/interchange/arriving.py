"""What an import knows while it goes through its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model

from articles.log import Step
from articles.models import Article, Story

from .. import actions
from ..models import Annotation, Claim, Comment, Speaker, Tag, Utterance
from .reading import BadLine, Line


@dataclass
class Imported:
    """How many things of each type are new, how many were there, and what one should know."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


class Arrival:
    """The story, and its entries by the names and numbers that the file has for them."""

    def __init__(self, log: Step, leave_out: bool) -> None:
        self.log, self.leave_out = log, leave_out
        self.story = story = log.story
        self.user = log.actor
        self.done = Imported()
        articles = story.articles.filter(deleted_at=None)
        self.articles = list(articles.select_related("revision"))
        self.tags: dict[str, Tag] = {tag.name: tag for tag in story.tags.filter(deleted_at=None)}
        self.speakers: dict[str, Speaker] = {s.name: s for s in story.speakers.all()}
        self.story_utterances: list[Utterance] = list(story.utterances.all())
        self.story_claims: list[Claim] = list(story.claims.all())  # tombstones keep their numbers
        self.annotations = {there.uid: there for there in _with_what_they_say(story)}
        self.utterances: dict[int, Utterance] = {}
        self.claims: dict[int, Claim] = {}
        self._people: dict[str, Any] = {}

    def is_new(self, line: Line) -> None:
        self.done.new[line.text("type")] += 1

    def is_known(self, line: Line) -> None:
        self.done.known[line.text("type")] += 1

    def note(self, line: Line, sentence: str) -> None:
        self.done.notes.append(f"Line {line.number}: {sentence}")

    def person(self, line: Line) -> Any:
        """Who wrote it, None for "". Raises BadLine for somebody unknown whom nobody stands for."""
        name = line.text("author", 150)
        if name and name not in self._people:
            found = get_user_model().objects.filter(username=name).first()
            if found is None and self.user is None:
                raise BadLine(f"Nobody here is called “{name}”, and no user is named instead.")
            self._people[name] = found or self.user
            if found is None:
                self.note(line, f"Nobody here is called “{name}”; {self.user} stands for them.")
        return self._people.get(name)

    def article(self, line: Line) -> Article:
        """By its slug, else by the name of the file that it came in."""
        slug, file_name = line.text("article"), line.text("file_name")
        named = [a for a in self.articles if a.slug == slug]
        from_file = [a for a in self.articles if file_name and a.file_name == file_name]
        for found in (named, from_file):
            if len(found) == 1:
                return found[0]
        raise BadLine(f"The story has no article “{slug}”, nor one from a file “{file_name}”.")

    def speaker(self, name: str) -> Speaker | None:
        if name and name not in self.speakers:
            found = actions.find_or_create_speaker(self.log, name)
            self.speakers |= {name: found} if found else {}
        return self.speakers.get(name)

    def known(self, uid: UUID) -> Annotation | None:
        """The annotation that the story has under the uid, or under the one made of it."""
        return self.annotations.get(uid) or self.annotations.get(uuid5(uid, self.story.slug))

    def own_uid(self, model: type[Annotation | Comment], uid: UUID) -> UUID:
        """The uid, or one made of it where another story of this database has it (a copy)."""
        story = "article__story" if model is Annotation else "thread__story"
        elsewhere = model.objects.filter(uid=uid).exclude(**{story: self.story})
        return uuid5(uid, self.story.slug) if elsewhere.exists() else uid


def _with_what_they_say(story: Story) -> Iterable[Annotation]:
    """Tombstones, too. Three queries, so that importing again takes no more than reading."""
    there = Annotation.objects.filter(article__story=story)
    return there.select_related("quotation").prefetch_related("renderings", "tags")
