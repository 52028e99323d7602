"""A story as it is now, as the document that is published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Max, Min, Prefetch
from django.utils import timezone

from articles.blindness import is_coded_blind
from articles.models import Article, Change, Revision, Segment, Story
from articles.querysets import Person
from articles.relays import relays

from ..codebook.versions import newest_version
from ..families import Voice, Wording, voices_of
from ..matrix import Cell, Matrix, Passage, Row, whole_matrix
from ..matrix.evidence import Evidence, evidence_of
from ..matrix.findings import Finding, findings_of
from ..models import Annotation, Decision, Gloss, Quotation
from . import document as doc
from .choices import Choices
from .coders import Coders, agreement_in


def frozen(story: Story, user: Person, choices: Choices, number: int, at: datetime) -> doc.Document:
    """All that is live in the story, as the user sees it, who sees it whole: an owner.

    It depends on nothing but the story, the choices, the number and the time. About fifteen
    queries, however large the story is.
    """
    freezing = _Freezing(story, user, choices)
    matrix = freezing.matrix
    return {
        "format": doc.FORMAT,
        "version": doc.VERSION,
        "number": number,
        "published_at": _moment(at),
        "authors": list(choices.authors),
        "note": choices.note,
        "story": {
            "slug": story.slug,
            "title": story.title,
            "summary": story.summary,
            "happened_on": story.happened_on.isoformat() if story.happened_on else "",
        },
        "method": freezing.method(),
        "articles": [freezing.article(article) for article in matrix.articles],
        "claims": [freezing.claim(row) for row in matrix.rows],
        "findings": [_finding(f) for found in findings_of(matrix).values() for f in found],
        "voices": [freezing.voice(voice) for voice in freezing.voices],
    }


class _Freezing:
    """What is looked up once for the whole document."""

    def __init__(self, story: Story, user: Person, choices: Choices) -> None:
        self.story, self.choices = story, choices
        self.matrix = whole_matrix(story)
        self.voices = voices_of(story, user)
        self.coders = Coders(story, choices.are_named)
        glosses = Gloss.objects.filter(annotation__article__story=story)
        self._glosses = {gloss.annotation_id: gloss for gloss in glosses}
        self._slugs = {article.pk: article.slug for article in self.matrix.articles}
        self._quotations = {
            wording.quotation.pk: wording.quotation
            for voice in self.voices
            for wording in voice.wordings
        }
        self._evidence = {
            (evidence.passage.claim, evidence.passage.annotation): evidence
            for evidence in evidence_of(_passages(self.matrix))
        }
        self._revisions = _revisions(self.matrix.articles, choices.with_texts)

    def method(self) -> doc.Method:
        coded = Annotation.objects.live().filter(article__story=self.story)
        span = coded.aggregate(first=Min("created_at"), last=Max("updated_at"))
        accepted = Decision.objects.filter(suggestion__story=self.story, is_accepted=True)
        set_blind = Change.objects.filter(story=self.story, subject=f"blind:{self.story.slug}")
        return {
            "coders": self.coders.told(self.matrix),
            "are_named": self.choices.are_named,
            "codebook_version": newest_version(self.story),
            "agreement": agreement_in(self.matrix),
            "is_blind": is_coded_blind(self.story),
            "was_blind": set_blind.exists(),
            "first_coded_at": _moment(span["first"]),
            "last_coded_at": _moment(span["last"]),
            "accepted_suggestions": accepted.filter(deleted_at=None).count(),
        }

    def article(self, article: Article) -> doc.Article:
        language, revision = article.language, self._revisions[article.slug]
        with_text = self.choices.with_texts
        return {
            "slug": article.slug,
            "outlet": article.source.name,
            "country": article.source.country_name,
            "language": {
                "code": language.code,
                "name": language.name,
                "native_name": language.native_name,
                "direction": language.direction,
            },
            "headline": article.headline,
            "byline": article.byline,
            "published_on": article.published_on.isoformat() if article.published_on else "",
            "url": article.url,
            "is_excerpt": article.is_excerpt,
            "relays": [[source.name for source in way.sources] for way in relays([article])],
            "revision": revision.number,
            "text": revision.text if with_text else None,
            "struck": [[s.start, s.end] for s in revision.segments.all()] if with_text else [],
        }

    def claim(self, row: Row) -> doc.Claim:
        cells = {cell.article.slug: self._cell(cell, row) for cell in row.cells if not cell.is_open}
        return {
            "number": row.claim.number,
            "group": row.claim.group,
            "statement": row.claim.statement,
            "cells": cells,
        }

    def _cell(self, cell: Cell, row: Row) -> doc.Cell:
        evidence = [self._evidence[row.claim.number, p.annotation] for p in cell.passages]
        return {
            "passages": [self._passage(each) for each in evidence],
            "verdicts": [
                {"kind": said.kind, "coders": sorted(self.coders[key] for key in said.coders)}
                for said in cell.verdicts
            ],
        }

    def _passage(self, evidence: Evidence) -> doc.Passage:
        passage = evidence.passage
        quotation = self._quotations.get(passage.annotation)
        return {
            "annotation": str(passage.uid),
            "revision": passage.revision,
            "start": passage.start,
            "end": passage.end,
            "exact": passage.exact,
            "sentence_before": evidence.sentence_before,
            "before": evidence.before,
            "after": evidence.after,
            "sentence_after": evidence.sentence_after,
            "lost": passage.is_lost,
            "stance": passage.stance,
            "attributed_to": passage.speaker or "",
            "how": passage.how,
            "speaker": _speaker(quotation),
            "cue": quotation.cue if quotation else "",
            "gloss": self._gloss(passage.annotation),
            "coder": self.coders[passage.coder],
        }

    def voice(self, voice: Voice) -> doc.Voice:
        return {
            "speaker": voice.speaker.name if voice.speaker else "",
            "families": [
                {
                    "number": family.utterance.number,
                    "gist": family.utterance.gist,
                    "wordings": [self._wording(wording) for wording in family.wordings],
                }
                for family in voice.families
            ],
            "loose": [self._wording(wording) for wording in voice.loose],
        }

    def _wording(self, wording: Wording) -> doc.Wording:
        passage = wording.passage
        is_compared = len(wording.pieces) > 1
        return {
            "article": self._slugs[passage.article_id],
            "annotation": str(passage.uid),
            "start": passage.start,
            "end": passage.end,
            "exact": passage.exact,
            "kind": wording.quotation.kind,
            "cue": wording.quotation.cue,
            "became": [str(became) for became in wording.became],
            "pieces": [{"text": p.text, "how": p.how} for p in wording.pieces if is_compared],
            "gloss": self._gloss(passage.pk),
            "coder": self.coders[passage.author_id],
        }

    def _gloss(self, annotation: int) -> doc.Gloss | None:
        gloss = self._glosses.get(annotation)
        if gloss is None:
            return None
        return {
            "language": gloss.language_id,
            "text": gloss.text,
            "origin": gloss.origin,
            "by": gloss.translator,
        }


def _finding(finding: Finding) -> doc.Finding:
    return {
        "kind": finding.kind.value,
        "claim": finding.claim.number,
        "cells": [{"article": e.cell.article.slug, "words": e.words} for e in finding.cells],
        "unlooked": finding.unlooked,
    }


def _passages(matrix: Matrix) -> Iterable[Passage]:
    return (passage for row in matrix.rows for cell in row.cells for passage in cell.passages)


def _speaker(quotation: Quotation | None) -> str:
    return quotation.speaker.name if quotation and quotation.speaker else ""


def _revisions(articles: Iterable[Article], with_texts: bool) -> dict[str, Revision]:
    """By the slug of the article, with their texts and what is struck in them, or without."""
    found = Revision.objects.filter(pk__in=[article.revision_id for article in articles])
    found = found.select_related("article").only("number", "article__slug")
    if with_texts:
        struck = Segment.objects.exclude(struck="").order_by("start")
        found = found.only("number", "article__slug", "text")
        found = found.prefetch_related(Prefetch("segments", struck))
    return {revision.article.slug: revision for revision in found}


def _moment(at: datetime | None) -> str:
    """To the second, in UTC."""
    at = at and timezone.localtime(at, UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
