"""The translation models of Argos Open Tech (MIT), run with CTranslate2 and SentencePiece.

A model is a folder: `metadata.json` with its languages, `model/` for CTranslate2 and
`sentencepiece.model`. That is what a file `.argosmodel` holds, which is a zip. The library Argos
Translate itself is left out: it brings PyTorch only to find sentences, which we know already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

PIECES: Final = "sentencepiece.model"
BLANK: Final = "\u2581"  # what a piece has where a word begins
BEAM: Final = 4
RENAMED: Final = {"zh": "zh-Hans", "zt": "zh-Hant", "tl": "fil"}  # to BCP 47


class Model(NamedTuple):
    folder: Path
    languages: tuple[str, str]  # from, to: BCP 47 codes
    version: str
    prefix: str  # what a translation has to begin with, of a model for several languages

    @property
    def name(self) -> str:
        source, target = self.languages
        return f"Argos {source}–{target} {self.version}"


def is_installed() -> bool:
    """Whether the extra `translator` is. Imports nothing."""
    return all(find_spec(package) for package in ("ctranslate2", "sentencepiece"))


def models_in(folder: Path) -> Iterator[Model]:
    """Those that stand in the folder; what is no such model is passed over."""
    for file in sorted(folder.glob("*/metadata.json")):
        if (file.parent / PIECES).is_file() and (file.parent / "model").is_dir():
            yield _model(file.parent, json.loads(file.read_text("utf-8")))


def _model(folder: Path, said: dict[str, Any]) -> Model:
    source, target = (RENAMED.get(said[key], said[key]) for key in ("from_code", "to_code"))
    version = str(said.get("package_version", ""))
    return Model(folder, (source, target), version, said.get("target_prefix", ""))


class ArgosTranslator:
    """Loads on creation: some 100 MB and a second or two for each pair of languages."""

    def __init__(self, model: Model) -> None:
        self.name, self._prefix = model.name, model.prefix
        pieces = import_module("sentencepiece").SentencePieceProcessor
        self._pieces = pieces(model_file=str(model.folder / PIECES))
        engine = import_module("ctranslate2").Translator
        self._engine = engine(str(model.folder / "model"), device="cpu", inter_threads=1)

    def translate(self, sentences: list[str]) -> list[str]:
        cut = [self._pieces.encode(sentence, out_type=str) for sentence in sentences]
        prefixes = [[self._prefix]] * len(cut) if self._prefix else None
        found = self._engine.translate_batch(
            cut, target_prefix=prefixes, beam_size=BEAM, replace_unknowns=True
        )
        return [self._joined(result.hypotheses[0]) for result in found]

    def _joined(self, pieces: list[str]) -> str:
        text = "".join(pieces).removeprefix(self._prefix)
        return " ".join(text.replace(BLANK, " ").split())
