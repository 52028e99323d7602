"""What tests say of people, stories and articles, in one line each, stored by the same actions as
in life. The text is divided here, not by the intake, so that a test says exactly what stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from articles import actions
from articles.actions import CreditLine
from articles.intake.proposal import Passage, Proposal
from articles.intake.sentences import split_sentences
from articles.models import Article, Membership, Source, Story

STRUCK = {"Skip to main content": "skip_link", "Photo: Agency": "photo_credit"}


def make_user(username: str = "anna", **fields: Any) -> Any:
    return get_user_model().objects.create_user(username, password="secret", **fields)


def make_story(title: str = "The flood", owner: Any = None, **fields: Any) -> Story:
    """A story, private unless `is_public=True` is given; `owner` is its first member."""
    return actions.create_story(owner, title=title, **fields)


def make_member(story: Story, username: str = "anna", role: str = "annotator") -> Any:
    """A user, made where there is none of that name, with that role in the story."""
    found = get_user_model().objects.filter(username=username).first()
    user = found or make_user(username)
    Membership.objects.update_or_create(story=story, user=user, defaults={"role": role})
    return user


def make_source(name: str = "The Morning Sheet", **fields: Any) -> Source:
    return actions.find_or_create_source(name, **fields)


def make_article(
    story: Story,
    text: str = "",
    language: str = "en",
    source: Source | str = "The Morning Sheet",
    headline: str = "",
    published_on: date | None = None,
    credit_lines: Sequence[CreditLine] = (),
    **said: Any,
) -> Article:
    """An article of that text: blank lines divide paragraphs, those named in STRUCK are struck.

    A paragraph that reads like `headline` is the headline. `said` are further fields of Proposal,
    or `raw`, `file_name` and `url`.
    """
    text = text or f"Report {story.articles.count() + 1}. Rain fell on the port."
    arriving = {name: said.pop(name) for name in ("file_name", "url") if name in said}
    raw = said.pop("raw", text.encode())
    proposal = make_proposal(text, language, headline=headline, published_on=published_on, **said)
    source = make_source(source) if isinstance(source, str) else source
    return actions.store_article(story, None, raw, proposal, source, credit_lines, **arriving)


def make_proposal(text: str, language: str, **said: Any) -> Proposal:
    unsaid = {
        "encoding": "utf-8",
        "media_type": "text/plain",
        "language_confidence": 1.0,
        "alternatives": (),
        "headline": "",
        "byline": "",
        "dateline": "",
        "published_on": None,
        "published_from": "",
        "source_name": "",
        "source_from": "",
        "url": "",
        "credits": (),
        "is_excerpt": False,
        "excerpt_reason": "",
        "notes": (),
        "repaired": None,
        "fingerprint": hashlib.sha256(text.encode()).hexdigest(),
    }
    passages = tuple(_passages(text, language, said.get("headline", "")))
    return Proposal(text=text, language=language, passages=passages, **(unsaid | said))


def _passages(text: str, language: str, headline: str) -> Iterator[Passage]:
    for found in re.finditer(r"\S(?:(?!\n\n).)*", text, re.DOTALL):
        start, words = found.start(), found.group()
        sentences = tuple((start + s, start + e) for s, e in split_sentences(words, language))
        kind = "headline" if words == headline else "paragraph"
        yield Passage(kind, start, found.end(), STRUCK.get(words, ""), sentences)
