"""The document that a snapshot is. `schema.json` says the same to other programs.

Positions are code points of the article's revision, half-open. What has no value is "" or None,
never left out, but for cells: one that is not there has not been looked at by anybody.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TypedDict

FORMAT, VERSION = "parallax-snapshot", 1
SCHEMA = Path(__file__).with_name("schema.json")


class Gloss(TypedDict):
    """A translation of a passage; `by` names who or what made it, `origin` is person or machine."""

    language: str
    text: str
    origin: str
    by: str


class Quoted(TypedDict):
    """That a passage is somebody's words."""

    speaker: str
    cue: str
    kind: str


class Passage(TypedDict):
    """`before` and `after` are the rest of its sentences, and one sentence more on each side."""

    annotation: str
    revision: int
    start: int
    end: int
    exact: str
    before: str
    after: str
    stance: str
    attributed_to: str
    quotation: Quoted | None
    gloss: Gloss | None
    coder: str


class Judgement(TypedDict):
    kind: str
    coders: list[str]


class Cell(TypedDict):
    passages: list[Passage]
    verdicts: list[Judgement]


class Claim(TypedDict):
    number: int
    group: str
    statement: str
    cells: dict[str, Cell]  # by the article's slug


class Language(TypedDict):
    code: str
    name: str
    native_name: str
    direction: str


class Article(TypedDict):
    """`relays` are the ways its text came: outlets from the first to its own. `text` is the whole
    canonical text where it may be published; `struck` are the parts of it that are not read."""

    slug: str
    outlet: str
    country: str
    language: Language
    headline: str
    byline: str
    published_on: str
    url: str
    is_excerpt: bool
    relays: list[list[str]]
    revision: int
    text: str | None
    struck: list[list[int]]


class Wording(TypedDict):
    """One quotation of a family."""

    article: str
    annotation: str
    start: int
    end: int
    exact: str
    kind: str
    cue: str
    gloss: Gloss | None
    coder: str


class Family(TypedDict):
    """What was said once; `number` is 0 for words that are in no family with others."""

    number: int
    gist: str
    wordings: list[Wording]


class Voice(TypedDict):
    """`speaker` is "" where nobody is named."""

    speaker: str
    families: list[Family]


class Coder(TypedDict):
    name: str
    passages: int
    verdicts: int


class Agreement(TypedDict):
    """Of all who coded the same cells; `alpha` is None where it is not defined, and `why` says so."""

    cells: int
    coders: int
    percent: float | None
    alpha: float | None
    why: str


class Method(TypedDict):
    coders: list[Coder]
    are_named: bool
    codebook_version: int
    agreement: Agreement
    is_blind: bool
    was_blind: bool
    first_coded_at: str
    last_coded_at: str
    accepted_suggestions: int


class Story(TypedDict):
    slug: str
    title: str
    summary: str
    happened_on: str


class Document(TypedDict):
    format: str
    version: int
    number: int
    published_at: str
    authors: list[str]
    note: str
    story: Story
    method: Method
    articles: list[Article]
    claims: list[Claim]
    voices: list[Voice]


def written(document: Document) -> str:
    """The document in the one way of writing it, of which its hash is taken."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Document:
    document: Document = json.loads(text)
    return document


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
