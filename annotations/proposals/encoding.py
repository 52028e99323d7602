"""What an encoder made of the texts of a story: made by the worker, kept, and read by anybody.

Reading needs no encoder: the matcher is put together from what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

import numpy as np

from ..models import EncodedText
from ..suggesting.alignment import Alignment
from ..suggesting.e5 import Floats
from ..suggesting.encoders import (
    Encoder,
    EncoderMissing,
    TokenEncoder,
    installed_encoders,
    load_encoder,
)
from ..suggesting.encoding import States, encode_text
from ..suggesting.lexical import Lexical
from ..suggesting.matching import Matcher
from ..suggesting.units import Text
from ..suggesting.vectors import Vectors, encode_sentences
from .texts import ReadText, digest

BY_TOKENS = "tokens of "  # before the name of an encoder that tells what each word means


def best_encoder() -> Encoder | None:
    """The best one that is installed here; None where the machine has to do without."""
    for name in installed_encoders():
        try:
            return load_encoder(name)
        except EncoderMissing:
            continue
    return None


def called(encoder: Encoder | None) -> str:
    """The encoder and its version, as what it made names it; empty for none."""
    if encoder is None:
        return ""
    kind = BY_TOKENS if isinstance(encoder, TokenEncoder) else ""
    return f"{kind}{encoder.name} ({encoder.version})"


def encode(read: ReadText, encoder: Encoder) -> EncodedText:
    """Takes what is stored where it was made of the same sentences by the same encoder."""
    sentences = digest(read.text.sentences)
    stored = EncodedText.objects.filter(pk=read.revision.pk, encoder=called(encoder))
    if found := stored.filter(sentences=sentences).first():
        return found
    encoded, _ = EncodedText.objects.update_or_create(
        revision=read.revision,
        defaults={
            "encoder": called(encoder),
            "sentences": sentences,
            "data": _packed(read.text, encoder),
            "weights": b"",
        },
    )
    return encoded


def _packed(text: Text, encoder: Encoder) -> bytes:
    if isinstance(encoder, TokenEncoder):
        return encode_text(text, encoder).to_bytes()
    return _to_bytes(encode_sentences(text, encoder))


def stored_for(read: Sequence[ReadText], is_few: bool = False) -> list[EncodedText]:
    """What is stored of the texts, in their order; empty unless all of it is there and current.

    What was encoded is fetched when it is asked for, of few texts at once.
    """
    encoded = EncodedText.objects.all() if is_few else EncodedText.objects.defer("data")
    rows = encoded.in_bulk([r.revision.pk for r in read])
    found = [rows.get(r.revision.pk) for r in read]
    current = [
        row for row, r in zip(found, read, strict=True) if row and _is_of(row, r.text.sentences)
    ]
    is_whole = len(current) == len(read) and len({row.encoder for row in current}) == 1
    return current if is_whole else []


def _is_of(row: EncodedText, sentences: object) -> bool:
    return row.sentences == digest(sentences)


def matcher_of(
    read: Sequence[ReadText], encoded: Sequence[EncodedText], means: bytes = b""
) -> Matcher:
    """Of texts with what was made of them by one encoder, or by none at all.

    `means` are those of the run by which the weights were stored. Without them both are found
    from the texts that are given, which is to be all of the story.
    """
    texts = [r.text for r in read]
    if not encoded:
        return Lexical(texts)
    data = [bytes(row.data) for row in encoded]
    if not encoded[0].encoder.startswith(BY_TOKENS):
        return Vectors(texts, [_from_bytes(part) for part in data])
    weights = [_from_bytes(bytes(row.weights)) for row in encoded] if means else None
    known = dict(_unpacked(means)) if means else None
    return Alignment(texts, [States.from_bytes(part) for part in data], weights, known)


def keep_weights(matcher: Matcher, encoded: Sequence[EncodedText]) -> bytes:
    """Stores with each text how rare its words are in the story, and gives the means."""
    if not isinstance(matcher, Alignment):
        return b""
    for row, weights in zip(encoded, matcher.weights, strict=True):
        row.weights = _to_bytes(weights)
    EncodedText.objects.bulk_update(encoded, ["weights"], batch_size=20)
    return _in_one(matcher.means)


def _in_one(arrays: Mapping[str, Floats]) -> bytes:
    file = BytesIO()
    named: dict[str, Floats] = dict(arrays)
    np.savez(file, **named)  # type: ignore[arg-type]
    return file.getvalue()


def _unpacked(data: bytes) -> Iterator[tuple[str, Floats]]:
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        yield from ((name, arrays[name]) for name in arrays.files)


def _to_bytes(array: Floats) -> bytes:
    file = BytesIO()
    np.save(file, array, allow_pickle=False)
    return file.getvalue()


def _from_bytes(data: bytes) -> Floats:
    array: Floats = np.load(BytesIO(data), allow_pickle=False)
    return array
