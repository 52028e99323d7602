"""What an import knows while it goes through its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model

from articles.log import Step
from articles.models import Article, Story

from .. import actions
from ..claims import went_into
from ..codebook.versions import newest_version
from ..models import Annotation, Claim, Comment, Speaker, Tag, Utterance, Verdict
from .reading import BadLine, Line


@dataclass
class Imported:
    """How many things of each type are new, how many were there, and what one should know."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


class Arrival:
    """The story, and its entries by the names and numbers that the file has for them."""

    def __init__(self, log: Step, leave_out: bool, types: Collection[str]) -> None:
        """`types` are those of the lines that come."""
        self.log, self.leave_out = log, leave_out
        self.story = story = log.story
        is_empty = not (story.tags.exists() or story.codebook_versions.exists())
        self.takes_versions = is_empty and "codebook" in types
        self.user = log.actor
        self.done = Imported()
        articles = story.articles.filter(deleted_at=None)
        self.articles = list(articles.select_related("revision"))
        self.tags: dict[str, Tag] = {tag.name: tag for tag in story.tags.filter(deleted_at=None)}
        self.speakers: dict[str, Speaker] = {s.name: s.stands_for_it for s in story.speakers.all()}
        self.story_utterances: list[Utterance] = list(story.utterances.all())
        self.story_claims: list[Claim] = list(story.claims.all())  # tombstones keep their numbers
        self.verdicts = {there.uid: there for there in _verdicts(story)}
        live = (there for there in self.verdicts.values() if not there.deleted_at)
        self.judged = {(there.claim, there.article, there.author): there for there in live}
        said = Comment.objects.filter(thread__story=story).select_related("thread")
        self.comments = {there.uid: there for there in said}
        self.annotations = {there.uid: there for there in _with_what_they_say(story)}
        self.utterances: dict[int, Utterance] = {}
        self.claims: dict[int, Claim] = {}
        self._people: dict[str, Any] = {}
        self._guids: dict[UUID, UUID] = {}

    @cached_property
    def newest_version(self) -> int:
        """Of the codebook, when all tags are in."""
        return newest_version(self.story)

    def is_new(self, line: Line) -> None:
        self.done.new[line.text("type")] += 1

    def is_known(self, line: Line) -> None:
        self.done.known[line.text("type")] += 1

    def note(self, line: Line, sentence: str) -> None:
        self.done.notes.append(f"Line {line.number}: {sentence}")

    def person(self, line: Line) -> Any:
        """Who wrote it, None for "". Raises BadLine for somebody unknown whom nobody stands for."""
        return self.called(line, line.text("author", 150))

    def called(self, line: Line, name: str) -> Any:
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

    def known[Thing](self, things: Mapping[UUID, Thing], uid: UUID) -> Thing | None:
        """What the story has under the uid, or under the one made of it."""
        return things.get(uid) or things.get(uuid5(uid, self.story.slug))

    def own_uid(self, model: type[Annotation | Comment | Verdict], uid: UUID) -> UUID:
        """The uid, or one made of it where another story of this database has it (a copy)."""
        story = "thread__story" if model is Comment else "article__story"
        elsewhere = model.objects.filter(uid=uid).exclude(**{story: self.story})
        return uuid5(uid, self.story.slug) if elsewhere.exists() else uid

    def own_guid(self, guid: UUID) -> UUID:
        """As above, of a tag."""
        if guid not in self._guids:
            elsewhere = Tag.objects.filter(guid=guid).exclude(story=self.story)
            self._guids[guid] = uuid5(guid, self.story.slug) if elsewhere.exists() else guid
        return self._guids[guid]

    def claim(self, line: Line) -> Claim:
        """The one that a line before has under the number, else one of that statement; of one that
        was merged here, the claim that it went into."""
        number, statement = line.whole("number"), line.text("statement", 10_000, empty=False)
        if number in self.claims:
            return went_into(self.claims[number])
        return actions.find_or_create_claim(self.log, statement)

    def coded_in(self, line: Line) -> Article | None:
        slug = line.text("coded_in")
        return next((article for article in self.articles if article.slug == slug), None)


def _with_what_they_say(story: Story) -> Iterable[Annotation]:
    """Tombstones, too. Three queries, so that importing again takes no more than reading."""
    there = Annotation.objects.filter(article__story=story)
    return there.select_related("quotation", "gloss").prefetch_related("renderings", "tags")


def _verdicts(story: Story) -> Iterable[Verdict]:
    """Tombstones, too."""
    return Verdict.objects.filter(claim__story=story).select_related("claim", "article", "author")
