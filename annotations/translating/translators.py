"""What translates: an interface, and the translators that an operator has installed."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from .argos import ArgosTranslator, is_installed, models_in


class Translator(Protocol):
    """Translates sentences of one language into another; `name` says what it is, and which one."""

    name: str

    def translate(self, sentences: list[str]) -> list[str]: ...


def can_translate(folder: Path, source: str, target: str) -> bool:
    """Between languages by their BCP 47 codes. Loads nothing, so that a page may ask."""
    return is_installed() and any(
        model.languages == (source, target) for model in models_in(folder)
    )


def load_translator(folder: Path, source: str, target: str) -> Translator | None:
    """Of several versions of a model the newest. None where there is none. Takes seconds."""
    models = [model for model in models_in(folder) if model.languages == (source, target)]
    if not models or not is_installed():
        return None
    return ArgosTranslator(max(models, key=lambda model: model.version))
