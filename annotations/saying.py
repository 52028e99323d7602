"""What a person says of a passage, in words: claims, speakers and tags as people name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .models import Gloss, Quotation, Rendering


@dataclass(frozen=True)
class ClaimSaid:
    """`statement` names an existing claim by its words, or states a new one."""

    statement: str
    stance: str = Rendering.Stance.REPORTS
    attributed_to: str = ""


@dataclass(frozen=True)
class QuotationSaid:
    """`speaker` is any of a speaker's names, `utterance` the gist of one; unknown ones are made."""

    speaker: str = ""
    cue: str = ""
    kind: str = Quotation.Kind.DIRECT
    utterance: str = ""


@dataclass(frozen=True)
class GlossSaid:
    """`language` is a BCP 47 code; `translator` names the machine, where one has translated it."""

    text: str
    language: str
    origin: str = Gloss.Origin.PERSON
    translator: str = ""


@dataclass(frozen=True)
class Saying:
    """What a person says of a passage."""

    claims: Sequence[ClaimSaid] = ()
    quotation: QuotationSaid | None = None
    tags: Sequence[str] = ()
    note: str = ""
    gloss: GlossSaid | None = None
