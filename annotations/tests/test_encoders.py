"""The encoder's weights, word pieces and network; with its package where that is installed."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggesting import encoders
from annotations.suggesting.e5 import Network, Tokeniser, WeightsError, read_weights
from annotations.suggesting.encoders import Encoder, EncoderMissing, TokenEncoder, load_encoder
from annotations.tests.suggesting_material import encoder

SIZE, LAYERS, HEADS = 32, 1, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁da", "d", "a", "y", "▁day", "s", "天", "."]
SCORES = [0, 0, 0, 0, -3, -4, -5, -5, -5, -4, -2, -6, -2]
CHARACTERS = {"\n": " ", "Ａ": "a", "…": "...", "\u00ad": ""}


def packed(rows):
    """Numbers in blocks of 32 at four bits, as the file has them."""
    blocks = np.asarray(rows, np.float32).reshape(-1, 32)
    scales = np.abs(blocks).max(axis=1) / 7 + 1e-6
    whole = np.clip(np.rint(blocks / scales[:, None]) + 8, 0, 15).astype(np.uint8)
    halves = whole[:, :16] | (whole[:, 16:] << 4)
    pairs = zip(scales.astype("<f2"), halves, strict=True)
    return b"".join(scale.tobytes() + half.tobytes() for scale, half in pairs)


def tables():
    """Small tables of a network, some of them quantised."""
    noise = np.random.default_rng(7)

    def floats(*shape):
        return noise.normal(size=shape).astype("<f4").tobytes()

    ones, zeros = np.ones(SIZE, "<f4").tobytes(), np.zeros(SIZE, "<f4").tobytes()
    found = {
        "emb.word": packed(noise.normal(size=(len(PIECES), SIZE))),
        "emb.pos": floats(40, SIZE),
        "emb.type": floats(2, SIZE),
        "emb.ln.w": ones,
        "emb.ln.b": zeros,
    }
    for name, outputs, inputs in [
        *((part, SIZE, SIZE) for part in ("q", "k", "v", "ao")),
        ("fi", SIZE * 4, SIZE),
        ("fo", SIZE, SIZE * 4),
    ]:
        found[f"l0.{name}.w"] = packed(noise.normal(size=(outputs, inputs)) / 4)
        found[f"l0.{name}.b"] = floats(outputs)
    return found | {
        f"l0.{n}.{x}": ones if x == "w" else zeros for n in ("aln", "oln") for x in "wb"
    }


def weights_file():
    blobs = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, blobs)])
    head = b"E5S1\1\0\0\0" + struct.pack(
        "<7ifi", SIZE, LAYERS, HEADS, SIZE * 4, len(PIECES), 40, 2, 1e-12, 32
    )
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, ends[-1])
    head += ends.astype("<u4").tobytes() + np.array(SCORES, "<f4").tobytes() + b"".join(blobs)
    head += struct.pack("<iI", len(CHARACTERS), 0)
    for character, normal in CHARACTERS.items():
        codes = [ord(c) for c in normal]
        head += struct.pack(f"<IB{len(codes)}I", ord(character), len(codes), *codes)
    parts = tables()
    listing = sum(2 + len(name) + 21 for name in parts) + 4
    at, entries, body = len(head) + listing, struct.pack("<i", len(parts)), b""
    for name, data in parts.items():
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", 0, 0, at + len(body), len(data))
        body += data
    return head + entries + body


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "small.bin"
    path.write_bytes(weights_file())
    return read_weights(path)


def written(weights, text):
    return [
        (weights.vocabulary.pieces[p.number], text[p.start : p.end])
        for p in Tokeniser(weights.vocabulary).pieces(text)
    ]


def test_words_become_their_likeliest_pieces(weights):
    assert written(weights, "days dad.") == [
        ("▁day", "day"),
        ("s", "s"),
        ("▁da", "da"),
        ("d", "d"),
        (".", "."),
    ]


def test_characters_are_normalised_and_keep_their_places(weights):
    assert written(weights, "Ａ\u00ads…") == [
        ("▁", ""),
        ("a", "Ａ"),
        ("s", "s"),
        (".", "…"),
        (".", "…"),
        (".", "…"),
    ]


def test_marks_of_the_model_in_a_text_are_plain_characters(weights):
    pieces = {piece for piece, _ in written(weights, "<s></s>")}
    assert "<s>" not in pieces
    assert "</s>" not in pieces


@given(
    st.text(
        st.one_of(st.sampled_from("days. ▁<>\n…Ａ\u00ad天\ufdfa"), st.characters()), max_size=50
    )
)
def test_pieces_follow_each_other_inside_any_text(weights, text):
    pieces = Tokeniser(weights.vocabulary).pieces(text)
    assert all(0 <= p.start <= p.end <= len(text) for p in pieces)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
    covered = {i for p in pieces for i in range(p.start, p.end)}
    assert {i for i, c in enumerate(text) if c.isalnum() and c not in CHARACTERS} <= covered


def test_sequences_do_not_disturb_each_other(weights):
    network = Network(weights)
    alone = [network.states([s])[0] for s in ([0, 9, 10, 2], [0, 5, 2])]
    together = network.states([[0, 9, 10, 2], [0, 5, 2]])
    assert [s.shape for s in together] == [(4, SIZE), (3, SIZE)]
    assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(alone, together, strict=True))
    assert network.states([]) == []


def test_the_order_of_pieces_matters(weights):
    one, other = Network(weights).states([[9, 10], [10, 9]])
    assert not np.allclose(one, other[::-1], atol=1e-3)


@pytest.mark.parametrize("size", [0, 3, 50, 300, 5_000, -1])
@pytest.mark.parametrize("data", [b"nonsense" * 1_000, weights_file()])
def test_what_is_no_whole_file_of_weights_is_refused_with_a_sentence(tmp_path, data, size):
    path = tmp_path / "other.bin"
    path.write_bytes(data[:size])
    with pytest.raises(WeightsError, match=r"other\.bin cannot be read"):
        read_weights(path)


def test_an_encoder_that_is_not_installed_says_what_to_install(monkeypatch):
    def missing(distribution):
        raise encoders.PackageNotFoundError(distribution)

    monkeypatch.setattr(encoders, "version", missing)
    for name in encoders.ENCODERS:
        with pytest.raises(EncoderMissing, match="pip install"):
            load_encoder(name)


def test_an_encoder_in_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(encoders, "version", lambda distribution: "99.0")
    with pytest.raises(EncoderMissing, match=r"not 99\.0"):
        load_encoder("multilingual-e5-small")


@pytest.mark.parametrize("name", encoders.ENCODERS)
def test_an_installed_encoder_knows_a_translation(name):
    model = encoder(name)
    assert isinstance(model, Encoder)
    said = ["The bridge is closed.", "Die Brücke ist gesperrt.", "Er isst gern Kirschen."]
    vectors = model.encode(said)
    assert vectors.shape == (3, model.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert model.encode([]).shape == (0, model.dimension)


def test_text_that_grows_when_it_is_normalised_does_no_harm():
    model = encoder("multilingual-e5-small")
    assert isinstance(model, TokenEncoder)
    assert np.isfinite(model.encode(["\ufdfa" * 500, "", "   "])).all()
