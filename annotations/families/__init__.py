"""Quotation families: what was said once, and how each article words it."""

from .becoming import Became
from .voices import (
    MOST_SHOWN,
    Family,
    Voice,
    Wording,
    family_of,
    gist_of,
    longest_first,
    quotations_of,
    speakers_of,
    voices,
    voices_of,
)

__all__ = [
    "MOST_SHOWN",
    "Became",
    "Family",
    "Voice",
    "Wording",
    "family_of",
    "gist_of",
    "longest_first",
    "quotations_of",
    "speakers_of",
    "voices",
    "voices_of",
]
