"""What is known of each language: its verbs of speech, roles, little words and conventions."""

from __future__ import annotations

from typing import Final

from . import ar, de, en, es, fr, ru, tr, zh
from .tongue import Tongue, fold

__all__ = ["KNOWN", "Tongue", "fold", "tongue"]

KNOWN: Final[dict[str, Tongue]] = {
    module.TONGUE.code: module.TONGUE for module in (ar, de, en, es, fr, ru, tr, zh)
}
OTHER: Final = Tongue("und")


def tongue(language: str) -> Tongue:
    """The tables for a BCP 47 code; empty ones, which still pair marks, for an unknown language."""
    return KNOWN.get(language.split("-")[0].lower(), OTHER)
