"""How sure a proposal is, in words: each kind is scored on a scale of its own."""

from __future__ import annotations

from typing import Final

GRADES: Final = ("sure", "likely", "perhaps")

# pairs, in standard deviations above what is usual in the story
STRICT: Final = 2.6
SHOWN: Final = 2.15  # when in doubt not, unasked
MORE: Final = 1.7  # on demand
VERBATIM: Final = 1.0  # families: above every likeness of meaning

# kind -> the least score of what is sure, and of what is likely
LEAST: Final[dict[str, tuple[float, float]]] = {
    "quotation": (0.85, 0.7),
    "family": (VERBATIM, 0.0),
    "pair": (3.3, STRICT),
}

WITHOUT_MODEL: Final = "lexical"  # in the method of pairs that were found by words alone
