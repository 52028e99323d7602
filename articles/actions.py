"""The one writer of stories and articles: every change in one transaction with its Change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from . import intake
from .log import EditedMeanwhile, Step, step
from .models import (
    Article,
    Credit,
    Language,
    Membership,
    Revision,
    Segment,
    Source,
    Story,
)
from .querysets import Person
from .queueing import Queue, wait_in_line
from .signals import article_corrected
from .slugs import free_slug


class AlreadyThere(Exception):
    """The story has an article with the same text; `article` is it."""

    def __init__(self, article: Article) -> None:
        super().__init__(f"The story already has this text: “{article.headline}”.")
        self.article = article


class LastOwner(Exception):
    """A story without an owner could be changed by nobody."""

    def __init__(self) -> None:
        super().__init__("A story keeps at least one owner. Make somebody else an owner first.")


# Stories


@transaction.atomic
def create_story(user: Person, slug: str = "", **fields: Any) -> Story:
    """A new story with `user` as its owner; fields are those of the model."""
    # "new" is the address of another page
    wait_in_line(Queue.STORIES)
    slug = slug or free_slug(fields["title"], Story.objects.all(), "story", reserved="new")
    story = Story.objects.create(slug=slug, **fields)
    if user is not None:
        Membership.objects.create(story=story, user=user, role=Membership.Role.OWNER)
    with step(story, user) as log:
        log.record("story created", f"story:{story.slug}", None, _story_state(story))
    return story


def edit_story(story: Story, user: Person, version: int | None = None, **fields: Any) -> Story:
    """Raises EditedMeanwhile if `version`, of `version_of`, is given and not the newest."""
    with step(story, user) as log:
        log.refuse_older(subject := f"story:{story.slug}", version)
        before = _story_state(story)
        for name, value in fields.items():
            setattr(story, name, value)
        story.save(update_fields=list(fields))
        log.record("story edited", subject, before, _story_state(story))
        return story


def _story_state(story: Story) -> dict[str, Any]:
    return {
        "title": story.title,
        "summary": story.summary,
        "happened_on": _iso(story.happened_on),
        "is_public": story.is_public,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# Members


def set_role(story: Story, user: Person, member: Any, role: str | None) -> None:
    """Gives `member` a role in the story, or takes it away with None.

    Raises LastOwner where that would leave the story without an owner.
    """
    with step(story, user) as log:
        mine = Membership.objects.filter(story=story, user=member)
        owners = Membership.objects.filter(story=story, role=Membership.Role.OWNER)
        if role != Membership.Role.OWNER and owners and not owners.exclude(user=member).exists():
            raise LastOwner
        before = mine.values_list("role", flat=True).first()
        if role is None:
            mine.delete()
        else:
            Membership.objects.update_or_create(story=story, user=member, defaults={"role": role})
        subject = f"member:{member.username}"
        log.record("role set", subject, {"role": before}, {"role": role})


# Blind coding


def set_blind(
    story: Story,
    user: Person,
    whole: bool,
    articles: Iterable[Article] = (),
    version: int | None = None,
) -> None:
    """Puts the story as a whole, or just these of its articles, into blind coding; or ends it.

    A deleted article stays as it is while others are coded blind, should it be brought back.
    Raises EditedMeanwhile if `version`, of `version_of`, is given and not the newest.
    """
    with step(story, user) as log:
        log.refuse_older(subject := f"blind:{story.slug}", version)
        before = _blind_state(story)
        Story.objects.filter(pk=story.pk).update(is_blind=whole)
        chosen = {article.pk for article in articles}
        (story.articles.filter(deleted_at=None) if chosen else story.articles).update(
            is_blind=False
        )
        story.articles.filter(pk__in=chosen).update(is_blind=True)
        story.refresh_from_db(fields=["is_blind"])
        log.record("blind coding set", subject, before, _blind_state(story))


def _blind_state(story: Story) -> dict[str, Any]:
    blind = story.articles.filter(is_blind=True)
    return {"story": story.is_blind, "articles": sorted(blind.values_list("slug", flat=True))}


# Sources


@transaction.atomic
def find_or_create_source(name: str, **fields: Any) -> Source:
    """The source of that name (case does not matter), else a new one with the given fields."""
    called_so = Source.objects.filter(name__iexact=name.strip())
    if found := called_so.first():
        return found
    wait_in_line(Queue.SOURCES)
    if made_meanwhile := called_so.all().first():
        return made_meanwhile
    slug = free_slug(name, Source.objects.all(), "source")
    return Source.objects.create(slug=slug, name=name.strip(), **fields)


# Articles


@dataclass(frozen=True)
class CreditLine:
    """A credit to store: `through` is the index of another line of the same article."""

    kind: str
    source: Source
    phrase: str = ""
    through: int | None = None


def store_article(
    story: Story,
    user: Person,
    raw: bytes,
    proposal: intake.Proposal,
    source: Source,
    credit_lines: Sequence[CreditLine] = (),
    file_name: str = "",
    url: str = "",
) -> Article:
    """Stores a proposal, as corrected by a person, as an article with its first revision.

    Raises AlreadyThere where the story holds the same text. The current revision is named last:
    that is what makes the database index the article.
    """
    with step(story, user) as log:
        _refuse_twin(story, proposal.fingerprint)
        article = Article.objects.create(
            story=story,
            source=source,
            language=Language.objects.get(code=proposal.language),
            slug=free_slug(
                f"{source.slug}-{proposal.working_title}", story.articles.all(), "article"
            ),
            file_name=file_name,
            url=url,
            headline=proposal.working_title,
            byline=proposal.byline,
            dateline=proposal.dateline,
            published_on=proposal.published_on,
            is_excerpt=proposal.is_excerpt,
            raw=raw,
            raw_sha256=hashlib.sha256(raw).hexdigest(),
            media_type=proposal.media_type,
            encoding=proposal.encoding,
            notes=[{"code": note.code, "message": note.message} for note in proposal.notes],
            fingerprint=proposal.fingerprint,
            created_at=timezone.now(),
        )
        _store_credits(article, credit_lines)
        _store_revision(article, user, 1, proposal.text, proposal.passages)
        subject = f"article:{article.slug}"
        log.record("article imported", subject, None, _article_state(article))
        return article


def _refuse_twin(story: Story, fingerprint: str, but: Article | None = None) -> None:
    """Raises AlreadyThere where another live article of the story has the same text."""
    twin = story.articles.filter(fingerprint=fingerprint, deleted_at=None).first()
    if twin and twin != but:
        raise AlreadyThere(twin)


def _store_credits(article: Article, lines: Sequence[CreditLine]) -> None:
    stored = [
        Credit.objects.create(
            article=article, source=line.source, kind=line.kind, phrase=line.phrase
        )
        for line in lines
    ]
    for credit, line in zip(stored, lines, strict=True):
        if line.through is not None:
            credit.through = stored[line.through]
            credit.save(update_fields=["through"])


def _store_revision(
    article: Article,
    user: Person,
    number: int,
    text: str,
    passages: Iterable[intake.Passage],
    reason: str = "",
) -> Revision:
    revision = Revision.objects.create(
        article=article,
        number=number,
        text=text,
        reason=reason,
        created_by=user,
        created_at=timezone.now(),
    )
    segments = []
    for passage in passages:
        place = {"revision": revision, "start": passage.start, "end": passage.end}
        segments.append(Segment(kind=passage.kind, struck=passage.struck, **place))
        segments += [
            Segment(revision=revision, kind=Segment.Kind.SENTENCE, start=start, end=end)
            for start, end in passage.sentences
        ]
    Segment.objects.bulk_create(segments)
    article.revision = revision
    article.save(update_fields=["revision"])
    return revision


def _struck_as_before(
    old: Revision, text: str, passages: Iterable[intake.Passage]
) -> tuple[intake.Passage, ...]:
    """What people have struck or put back stays so where a passage reads as before."""
    known = {
        old.text[segment.start : segment.end]: segment.struck
        for segment in old.segments.exclude(kind=Segment.Kind.SENTENCE)
    }
    return tuple(
        replace(passage, struck=known.get(text[passage.start : passage.end], passage.struck))
        for passage in passages
    )


def _article_state(article: Article) -> dict[str, Any]:
    return {
        "headline": article.headline,
        "byline": article.byline,
        "dateline": article.dateline,
        "source": article.source.slug,
        "language": article.language_id,
        "published_on": _iso(article.published_on),
        "is_excerpt": article.is_excerpt,
        "url": article.url,
        "revision": article.revision.number,
        "deleted": article.deleted_at is not None,
    }


def edit_article(
    article: Article, user: Person, version: int | None = None, **fields: Any
) -> Article:
    """Changes what is said about the article (not its text: see correct_article).

    Raises EditedMeanwhile if `version`, of `version_of`, is given and not the newest.
    """
    with step(article.story, user) as log:
        log.refuse_older(f"article:{article.slug}", version)
        article.refresh_from_db()
        before = _article_state(article)
        for name, value in fields.items():
            setattr(article, name, value)
        article.save(update_fields=list(fields))
        _record_article(log, article, "article edited", before)
        return article


def delete_article(article: Article, user: Person) -> None:
    """Leaves a tombstone: restore_article brings it back."""
    with step(article.story, user) as log:
        article.refresh_from_db()
        if article.deleted_at is not None:
            return
        before = _article_state(article)
        article.deleted_at = timezone.now()
        article.save(update_fields=["deleted_at"])
        _record_article(log, article, "article deleted", before)


def restore_article(article: Article, user: Person) -> None:
    """Raises AlreadyThere where the same text has been imported again in the meantime."""
    with step(article.story, user) as log:
        article.refresh_from_db()
        if article.deleted_at is None:
            return
        _refuse_twin(article.story, article.fingerprint)
        before = _article_state(article)
        article.deleted_at = None
        article.save(update_fields=["deleted_at"])
        _record_article(log, article, "article restored", before)


def _record_article(log: Step, article: Article, verb: str, before: dict[str, Any]) -> None:
    subject = f"article:{article.slug}"
    log.record(verb, subject, before, _article_state(article))


def strike(article: Article, user: Person, segment: Segment, why: str) -> None:
    """Takes a passage out of the reading text with a reason, or puts it back with "".

    Raises EditedMeanwhile where it is a passage of a text that is no longer read.
    """
    with step(article.story, user) as log:
        article.refresh_from_db()
        if segment.revision_id != article.revision_id:
            raise EditedMeanwhile
        segment.refresh_from_db(fields=["struck"])
        before = {"struck": segment.struck}
        segment.struck = why
        segment.save(update_fields=["struck"])
        article.save(update_fields=["revision"])  # has the database index the article anew
        verb = "passage struck" if why else "passage restored"
        subject = f"article:{article.slug}"
        place = {"start": segment.start, "end": segment.end}
        log.record(verb, subject, before | place, {"struck": why} | place)


def correct_article(
    article: Article, user: Person, text: str, reason: str, began_from: int | None = None
) -> Revision:
    """Makes a new revision of the text; whoever keeps anchors carries them over.

    Raises AlreadyThere where another article of the story has that text, and EditedMeanwhile if
    `began_from`, a revision's number, is given and no longer the one that is read.
    """
    with step(article.story, user) as log:
        article.refresh_from_db()
        old = article.revision
        if began_from is not None and old and began_from != old.number:
            raise EditedMeanwhile
        before = _article_state(article)
        cleaned = intake.canonical(text)
        _refuse_twin(article.story, intake.fingerprint(cleaned), but=article)
        latest = article.revisions.aggregate(latest=Max("number"))["latest"]
        passages = intake.segment(cleaned, article.language_id, headline=article.headline)
        if old:
            passages = _struck_as_before(old, cleaned, passages)
        new = _store_revision(article, user, latest + 1, cleaned, passages, reason)
        article.fingerprint = intake.fingerprint(cleaned)
        article.save(update_fields=["fingerprint"])
        article_corrected.send(Article, article=article, old=old, new=new, log=log)
        _record_article(log, article, "text corrected", before)
        return new
