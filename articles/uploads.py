"""Files that were handed in and are being looked at: drafts, which only their owner sees.

Every step reads the bytes anew. What a person said against the proposal is kept beside them, and
nothing else, so that a second reading (another encoding) brings its own proposals for the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import transaction

from . import actions, importing, intake
from .models import Article, Segment, Story, Upload
from .querysets import Person

MOST = 20  # files of one person that wait for a decision in a story
READING = ("language", "encoding", "repair", "keep_lines")  # what changes how bytes are read
PASTED = "Pasted text"


def of_person(story: Story, user: Person) -> list[Upload]:
    return list(Upload.objects.filter(story=story, user=user))


def take_in(story: Story, user: Person, file_name: str, raw: bytes) -> Upload:
    """Keeps a file to be looked at.

    Raises Refused, with a sentence, for what is no article, what the story has or what waits
    already, and where too many wait.
    """
    proposal = read(raw, file_name, {})
    waiting = of_person(story, user)
    if len(waiting) >= MOST:
        raise intake.Refused(f"{MOST} files are waiting; store or discard some of them first.")
    if twin := importing.twin_of(story, proposal):
        raise intake.Refused(f"The story already has this text: “{twin.headline}”.")
    for upload in waiting:
        if proposal_of(upload).fingerprint == proposal.fingerprint:
            raise intake.Refused(f"It is the same text as “{upload.file_name}”.")
    return Upload.objects.create(story=story, user=user, file_name=file_name[:255], raw=raw)


@lru_cache(maxsize=32)
def _read(
    raw: bytes, file_name: str, language: str, encoding: str, repair: bool, keep_lines: bool
) -> intake.Proposal:
    return intake.propose(
        raw,
        file_name,
        language=language or None,
        encoding=encoding or None,
        repair=repair,
        join_lines=not keep_lines,
    )


def read(raw: bytes, file_name: str, options: dict[str, Any]) -> intake.Proposal:
    """What the file seems to be, read as `options` say (see READING); raises Refused."""
    proposal = _read(
        raw,
        file_name,
        options.get("language", ""),
        options.get("encoding", ""),
        bool(options.get("repair")),
        bool(options.get("keep_lines")),
    )
    return importing.storable(proposal)


def proposal_of(upload: Upload) -> intake.Proposal:
    """The proposal, before what the person said against it."""
    return read(bytes(upload.raw), upload.file_name, upload.options)


def keep_options(upload: Upload, options: dict[str, Any]) -> None:
    """For who pressed twice, it may be stored, and gone, already."""
    if options != upload.options:
        upload.options = options
        Upload.objects.filter(pk=upload.pk).update(options=options)


@transaction.atomic
def store(
    upload: Upload,
    user: Person,
    proposal: intake.Proposal,
    source: dict[str, str],
    credits_: Sequence[intake.Credit],
) -> Article:
    """Makes an article of the upload, which is gone then. Raises AlreadyThere.

    `source` has the outlet's name, and kind and country in case it is new.
    """
    publisher = importing.source_called(**source)
    article = actions.store_article(
        upload.story,
        user,
        bytes(upload.raw),
        proposal,
        publisher,
        importing.credit_lines(credits_, publisher),
        "" if upload.file_name == PASTED else upload.file_name,
        proposal.url,
    )
    upload.delete()
    return article


def corrected(
    proposal: intake.Proposal,
    *,
    headline: str,
    byline: str,
    dateline: str,
    published_on: date | None,
    is_excerpt: bool,
    url: str,
    struck: Sequence[int],
) -> intake.Proposal:
    """The proposal as a person wants it; `struck` are the starts of passages that are left out."""
    passages = tuple(_struck(p, p.start in set(struck)) for p in proposal.passages)
    return replace(
        proposal,
        headline=headline,
        byline=byline,
        dateline=dateline,
        published_on=published_on,
        is_excerpt=is_excerpt,
        url=url,
        passages=passages,
    )


def _struck(passage: intake.Passage, is_struck: bool) -> intake.Passage:
    if bool(passage.struck) == is_struck:
        return passage
    return replace(passage, struck=Segment.Struck.BY_HAND.value if is_struck else "")
