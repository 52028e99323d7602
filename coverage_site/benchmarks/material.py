"""A database that is thrown away afterwards, and a story as large as one wants in it."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from annotations.models import (
    Annotation,
    Claim,
    Comment,
    Quotation,
    Rendering,
    Speaker,
    Tag,
    Tagging,
    Thread,
)
from articles.models import Article, Language, Membership, Revision, Segment, Source, Story

PARAGRAPHS, SENTENCES = 30, 4  # of an article: about 10,000 characters
CLAIMS, SPEAKERS, TAGS = 80, 20, 12
QUOTED, TAGGED, DISCUSSED = 3, 4, 10  # one annotation in so many is a quotation, has a tag, …
WORDS = {
    "en": "the ministers said on Thursday that oil would no longer pass the border and rain fell",
    "de": "die Minister sagten am Donnerstag dass kein Öl mehr über die Grenze komme oder fließe",
    "ar": "قال الوزراء يوم الخميس إن النفط لن يعبر الحدود بعد الآن وهطل المطر على المرفأ 2015",
}


@contextmanager
def throwaway_database() -> Iterator[None]:
    """Everything inside happens in a new database, which is dropped at the end.

    Connections of a pool that was opened before would still lead to the old one.
    """
    named, new = connection.settings_dict["NAME"], f"bench_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = new
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        _insist_on(new)
        yield
    finally:
        connection.creation.destroy_test_db(named, verbosity=0)


def _insist_on(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        if cursor.fetchone() != (name,):
            raise RuntimeError("This is not the database that was made for the benchmark.")


def analyze() -> None:
    """Lets the database count what it has, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_big_story(articles: int, annotations: int, paragraphs: int = PARAGRAPHS) -> Story:
    """A story with so many articles and so many annotations on each; the same one every time."""
    chance = random.Random(2015)  # noqa: S311  (nothing secret)
    story = Story.objects.create(slug="big", title="A story of many articles")
    author = get_user_model().objects.create_user("bench")
    Membership.objects.create(story=story, user=author, role=Membership.Role.OWNER)
    revisions = _texts(story, articles, paragraphs, chance)
    _say(story, author, revisions, annotations, chance)
    return story


def _texts(story: Story, count: int, paragraphs: int, chance: random.Random) -> list[Revision]:
    languages = Language.objects.in_bulk(WORDS)
    sources = Source.objects.bulk_create(
        Source(slug=f"paper-{n}", name=f"Paper {n}") for n in range(max(1, count // 3))
    )
    codes = [list(WORDS)[n % len(WORDS)] for n in range(count)]
    texts = [_text(code, n, paragraphs, chance) for n, code in enumerate(codes)]
    articles = Article.objects.bulk_create(
        _article(story, languages[code], sources[n % len(sources)], n, text)
        for n, (code, text) in enumerate(zip(codes, texts, strict=True))
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=article, number=1, text=text, created_at=timezone.now())
        for article, text in zip(articles, texts, strict=True)
    )
    Segment.objects.bulk_create(s for revision in revisions for s in _segments(revision))
    for article, revision in zip(articles, revisions, strict=True):
        article.revision = revision
    Article.objects.bulk_update(articles, ["revision"])
    return revisions


def _text(code: str, number: int, count: int, chance: random.Random) -> str:
    words = WORDS[code].split()

    def sentence() -> str:
        return " ".join(chance.choices(words, k=14)) + "."

    paragraphs = (" ".join(sentence() for _ in range(SENTENCES)) for _ in range(count))
    return "\n\n".join([f"{number}. {sentence()}", *paragraphs])


def _article(story: Story, language: Language, source: Source, number: int, text: str) -> Article:
    raw = text.encode()
    return Article(
        story=story,
        language=language,
        source=source,
        slug=f"article-{number}",
        headline=text.partition("\n")[0],
        raw=raw,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        fingerprint=hashlib.sha256(raw).hexdigest(),
        created_at=timezone.now(),
    )


def _segments(revision: Revision) -> Iterator[Segment]:
    at = 0
    for number, paragraph in enumerate(revision.text.split("\n\n")):
        kind = Segment.Kind.PARAGRAPH if number else Segment.Kind.HEADLINE
        end = at + len(paragraph)
        yield Segment(revision=revision, kind=kind, start=at, end=end)
        stops = [i + 2 for i in range(at, end - 1) if revision.text[i : i + 2] == ". "]
        for start, stop in pairwise([at, *stops, end]):
            words = revision.text[start:stop].rstrip()
            yield Segment(
                revision=revision,
                kind=Segment.Kind.SENTENCE,
                start=start,
                end=start + len(words),
            )
        at = end + 2


def _say(
    story: Story, author: Any, revisions: Sequence[Revision], count: int, chance: random.Random
) -> None:
    now = timezone.now()
    claims = Claim.objects.bulk_create(
        Claim(story=story, number=n, statement=f"Claim {n}: oil passes the border.", created_at=now)
        for n in range(1, CLAIMS + 1)
    )
    speakers = Speaker.objects.bulk_create(
        Speaker(story=story, name=f"Speaker {n}") for n in range(SPEAKERS)
    )
    tags = Tag.objects.bulk_create(
        Tag(story=story, name=f"Tag {n}", colour=n % 8, position=n) for n in range(TAGS)
    )
    marks = Annotation.objects.bulk_create(
        [_annotation(revision, author, chance) for revision in revisions for _ in range(count)],
        batch_size=2000,
    )
    _say_of(marks, claims, speakers, tags, author, chance)


def _annotation(revision: Revision, author: Any, chance: random.Random) -> Annotation:
    text, now = revision.text, timezone.now()
    start = chance.randrange(len(text) - 100)
    end = start + chance.randint(20, 90)
    return Annotation(
        article_id=revision.article_id,
        revision=revision,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
        author=author,
        created_at=now,
        updated_at=now,
    )


def _say_of(
    marks: Sequence[Annotation],
    claims: Sequence[Claim],
    speakers: Sequence[Speaker],
    tags: Sequence[Tag],
    author: Any,
    chance: random.Random,
) -> None:
    def one_in(some: int) -> list[Annotation]:
        return [mark for mark in marks if not chance.randrange(some)]

    stances = Rendering.Stance.values
    Rendering.objects.bulk_create(
        Rendering(
            annotation=mark,
            claim=chance.choice(claims),
            stance=chance.choice(stances),
            speaker=chance.choice([None, *speakers]),
        )
        for mark in marks
    )
    Quotation.objects.bulk_create(
        Quotation(annotation=mark, speaker=chance.choice(speakers), cue="said")
        for mark in one_in(QUOTED)
    )
    Tagging.objects.bulk_create(
        Tagging(annotation=mark, tag=chance.choice(tags)) for mark in one_in(TAGGED)
    )
    threads = Thread.objects.bulk_create(
        Thread(story=claims[0].story, annotation=mark) for mark in one_in(DISCUSSED)
    )
    Comment.objects.bulk_create(
        Comment(thread=thread, author=author, text="Is it so?", created_at=timezone.now())
        for thread in threads
    )
