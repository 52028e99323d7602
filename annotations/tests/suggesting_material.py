"""Texts to be matched: small ones of our own, the demo's, and the shared ones where they are."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from annotations.suggesting.e5 import Piece
from annotations.suggesting.encoders import EncoderMissing, load_encoder, unit_length
from annotations.suggesting.encoding import encode_text
from annotations.suggesting.names import words
from annotations.suggesting.units import Text, overlap
from articles.intake import propose, segment
from articles.tests.shared_material import shared, shared_json


def text(name, language, *sentences):
    """A text of these sentences, a line each."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return Text(name, language, "\n".join(sentences), tuple(spans))


class Dictionary:
    """An encoder for tests: a word means one thing in whatever language, and nothing more."""

    name, version, dimension = "dictionary", "1", 32

    def __init__(self, meanings=()):
        self._meanings = dict(meanings)
        self._numbers = {}

    def _number(self, word):
        meaning = self._meanings.get(word.casefold(), word.casefold())
        return self._numbers.setdefault(meaning, len(self._numbers))

    def pieces(self, text):
        return [Piece(self._number(word), *span, True) for word, span in words(text)]

    def states(self, sequences):
        return [np.array([self._vector(n) for n in s]).reshape(-1, 32) for s in sequences]

    def _vector(self, number):
        return np.random.default_rng(number).normal(size=self.dimension)

    def encode(self, texts):
        found = [self.states([[p.number for p in self.pieces(t)]])[0].sum(axis=0) for t in texts]
        return unit_length(np.array(found).reshape(-1, self.dimension))


@cache
def encoder(name):
    try:
        return load_encoder(name)
    except EncoderMissing as missing:
        pytest.skip(str(missing))


@cache
def states(found):
    return encode_text(found, encoder("multilingual-e5-small"))


def _read(passages):
    return tuple(s for passage in passages if not passage.struck for s in passage.sentences)


@cache
def seeds():
    """The shared articles as the importer makes them."""
    names = [entry["article"] for entry in shared_json("gold/seeds.json")["articles"]]
    proposals = [propose(shared(f"seeds/{name}").read_bytes(), name) for name in sorted(names)]
    pairs = zip(sorted(names), proposals, strict=True)
    return tuple(Text(name, p.language, p.text, _read(p.passages)) for name, p in pairs)


@cache
def raw_places(found):
    """Where each code point of a canonical text is in the raw file."""
    raw = shared(f"seeds/{found.name}").read_bytes().decode("utf-8")
    places, at = [], 0
    for character in found.text:
        at = raw.index(character, at) if character != "\n" else at
        places.append(at)
        at += character != "\n"
    return places


def canonical_span(found, span):
    """A span of the raw file in the canonical text."""
    inside = [
        i for i, place in enumerate(raw_places(found)) if span["start"] <= place < span["end"]
    ]
    return inside[0], inside[-1] + 1


def seed_claims():
    """For each claim of the gold standard: (number of the text, span) of what fully states it."""
    by_name = {found.name: number for number, found in enumerate(seeds())}
    core = [c for c in shared_json("gold/seeds.json")["claims"] if c["role"] == "core"]
    return [
        [
            (by_name[s["article"]], canonical_span(seeds()[by_name[s["article"]]], s))
            for s in claim["spans"]
            if s["strength"] == "full"
        ]
        for claim in core
    ]


@cache
def demo():
    """The demo's stories: their texts, and where each claim is rendered."""
    rows = json.loads((Path(settings.BASE_DIR) / "fixtures/demo.json").read_text("utf-8"))
    of = {
        model: [row["fields"] for row in rows if row["model"] == f"{app}.{model}"]
        for app, model in [
            ("articles", "article"),
            ("articles", "revision"),
            ("annotations", "annotation"),
            ("annotations", "rendering"),
        ]
    }
    languages = {(a["story"][0], a["slug"]): a["language"][0] for a in of["article"]}
    texts = {}
    for revision in of["revision"]:
        language = languages[tuple(revision["article"])]
        spans = _read(segment(revision["text"], language))
        found = Text(revision["article"][1], language, revision["text"], spans)
        texts.setdefault(revision["article"][0], []).append(found)
    claims = _demo_claims(of, texts)
    return [(tuple(found), claims[story]) for story, found in texts.items()]


def _demo_claims(of, texts):
    marked = {a["uid"]: a for a in of["annotation"]}
    numbers = {(s, t.name): i for s, found in texts.items() for i, t in enumerate(found)}
    claims = {story: {} for story in texts}
    for rendering in of["rendering"]:
        annotation = marked[rendering["annotation"][0]]
        place = numbers[tuple(annotation["article"])], (annotation["start"], annotation["end"])
        claims[rendering["claim"][0]].setdefault(rendering["claim"][1], []).append(place)
    return {story: list(found.values()) for story, found in claims.items()}


def in_top(matcher, claims, count):
    """Share of (selected passage, other article) with a true counterpart among the first."""
    hits = asked = 0
    for places in claims:
        for number, span in places:
            for other in {text for text, _ in places} - {number}:
                sentences = matcher.texts[other].sentences
                true = {
                    i
                    for text, stated in places
                    for i, sentence in enumerate(sentences)
                    if text == other and _touches(sentence, stated)
                }
                best = np.argsort(-matcher.met(number, span, other), kind="stable")[:count]
                asked += bool(true)
                hits += bool(true & set(best.tolist()))
    return hits / asked


def _touches(sentence, span):
    return overlap(sentence, span) >= 0.5 * min(sentence[1] - sentence[0], span[1] - span[0])
