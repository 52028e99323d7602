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


class Passage(TypedDict):
    """`before` and `after` are the rest of the sentences it stands in; `how` is the kind of
    quotation that it is, "" for none, and `lost` that a correction of the text took it away."""

    annotation: str
    revision: int
    start: int
    end: int
    exact: str
    sentence_before: str
    before: str
    after: str
    sentence_after: str
    lost: bool
    stance: str
    attributed_to: str
    how: str
    speaker: str
    cue: str
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


class Piece(TypedDict):
    """Words of the fullest wording that another keeps (`how` is ""), drops or adds."""

    text: str
    how: str


class Wording(TypedDict):
    """One quotation. `became` says in words what it is of the fullest wording in the family, and
    `pieces` how its words differ from the fullest in its language; empty where they cannot be
    compared."""

    article: str
    annotation: str
    start: int
    end: int
    exact: str
    kind: str
    cue: str
    became: list[str]
    pieces: list[Piece]
    gloss: Gloss | None
    coder: str


class Family(TypedDict):
    """What was said once."""

    number: int
    gist: str
    wordings: list[Wording]


class Voice(TypedDict):
    """`speaker` is "" where nobody is named."""

    speaker: str
    families: list[Family]
    loose: list[Wording]


class Telling(TypedDict):
    """An article that a finding is about, and in a few words what it has to do with it."""

    article: str
    words: str


class Finding(TypedDict):
    """What stands out, by the rules of `matrix.findings`; `unlooked` says in how many further
    cells that would tell nobody has looked."""

    kind: str
    claim: int
    cells: list[Telling]
    unlooked: int


class Coder(TypedDict):
    name: str
    passages: int
    verdicts: int


class Agreement(TypedDict):
    """Of those who coded the same cells; `why` says why `alpha` is not defined, and None."""

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
    findings: list[Finding]
    voices: list[Voice]


def written(document: Document) -> str:
    """The document in the one way of writing it, of which its hash is taken."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Document:
    document: Document = json.loads(text)
    return document


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
