"""What tests say of articles, in one line each, stored by the same actions as in life."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from annotations import actions
from annotations.anchors import anchor_at
from annotations.models import Annotation, Claim, Speaker, Suggestion, Tag
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from articles.models import Article, Story


def make_annotation(
    article: Article, exact: str, author: Any = None, *, uid: Any = None, **said: Any
) -> Annotation:
    """Marks the first place where `exact` stands; `said` are the fields of Saying.

    Says a note where nothing is given: `make_annotation(article, "oil")`.
    """
    start = article.revision.text.index(exact)
    anchor = anchor_at(article.revision.text, start, start + len(exact))
    saying = Saying(**said) if said else Saying(note="Worth a look.")
    return actions.create_annotation(article, author, article.revision, anchor, saying, uid)


def make_rendering(
    article: Article,
    exact: str,
    statement: str,
    stance: str = "reports",
    attributed_to: str = "",
    author: Any = None,
) -> Annotation:
    """Marks `exact` as stating a claim, which is made where the story has no such one."""
    claims = [ClaimSaid(statement, stance, attributed_to)]
    return make_annotation(article, exact, author, claims=claims)


def make_quotation(
    article: Article, exact: str, speaker: str = "", author: Any = None, **said: Any
) -> Annotation:
    """Marks `exact` as somebody's words; `said` are the other fields of QuotationSaid."""
    return make_annotation(article, exact, author, quotation=QuotationSaid(speaker, **said))


def make_suggestion(article: Article, exact: str, **said: Any) -> Suggestion:
    """Has the machine propose the first place where `exact` stands as somebody's words."""
    start = article.revision.text.index(exact)
    suggestion = Suggestion.objects.create(
        story=article.story,
        kind="quotation",
        key=f"{article.pk}-{start}-{len(exact)}",
        rank=article.story.suggestions.count() + 1,
        score=said.pop("score", 0.95),
        reasons=["a sentence in quotation marks"],
        details={"speaker": "", "cue": "", "kind": "direct"} | said,
        method="tests 1",
        made_at=timezone.now(),
    )
    suggestion.passages.create(
        position=0,
        article=article,
        revision=article.revision,
        start=start,
        end=start + len(exact),
        exact=exact,
    )
    return suggestion


def mark_sentences(article: Article, author: Any = None) -> list[Annotation]:
    """Marks each sentence with a note, many at once and so without a line in the log."""
    text, now = article.revision.text, timezone.now()
    sentences = article.revision.segments.filter(kind="sentence").order_by("start")
    return Annotation.objects.bulk_create(
        Annotation(
            article=article,
            revision=article.revision,
            author=author,
            note="Worth a look.",
            created_at=now,
            updated_at=now,
            **vars(anchor_at(text, sentence.start, sentence.end)),
        )
        for sentence in sentences
    )


def make_claim(story: Story, statement: str = "It rained.", author: Any = None) -> Claim:
    return actions.create_claim(story, author, statement)


def make_speaker(story: Story, name: str, *variants: str) -> Speaker:
    return Speaker.objects.create(story=story, name=name, variants=list(variants))


def make_tag(story: Story, name: str, author: Any = None, **fields: Any) -> Tag:
    return actions.save_tag(Tag(story=story, name=name, **fields), author)
