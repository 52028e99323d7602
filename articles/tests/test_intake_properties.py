"""Whatever comes in: a consistent proposal or a refusal with a sentence, never anything else."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.intake import Refused, canonical, propose, segment
from articles.intake.cleaning import clean_characters
from articles.intake.sentences import split_sentences

MARKS = ' \n\t.!?…"“”„«»‘’()|-—:\u00a0\u200b\u200c\u200f\u202e\u2066\u00ad\ufeff\r\x00\x85'
PIECES = (
    "<p>",
    "</p>",
    "&amp;",
    "Ã¼",
    "Foto: dpa",
    "Von ",
    "وقال ",
    "26. Mai 2015",
    "😀",
    "e\u0301",
)
TRICKY = st.sampled_from([*MARKS, *PIECES])
LETTERS = st.characters(codec="utf-8")
TEXTS = st.lists(st.one_of(TRICKY, LETTERS, st.text("abc DEF ÄÖ", max_size=30)), max_size=40).map(
    "".join
)
LANGUAGES = st.sampled_from(["de", "en", "fr", "ar", "zh-Hans", "ja", "he", "und", "ckb"])
thorough = settings(max_examples=150)


def proposed(raw, name, **options):
    """The proposal, or the sentence of a refusal."""
    try:
        return propose(raw, name, **options)
    except Refused as refusal:
        return refusal.sentence


def check(proposal):
    if isinstance(proposal, str):
        assert proposal.endswith(".")
        return
    text = proposal.text
    assert text == unicodedata.normalize("NFC", text)
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in text)
    check_passages(text, proposal.passages)
    for credit in proposal.credits:
        assert text[credit.start : credit.end].startswith(credit.phrase)
        assert credit.through is None or 0 <= credit.through < len(proposal.credits)
    assert all(note.message.strip() and note.count >= 0 for note in proposal.notes)
    assert len(proposal.fingerprint) == 64


def check_passages(text, passages):
    """Passages and their sentences follow each other and leave out nothing but blanks."""
    assert covered(text, [(p.start, p.end) for p in passages])
    for passage in passages:
        inside = [(a - passage.start, b - passage.start) for a, b in passage.sentences]
        assert covered(text[passage.start : passage.end], inside)


def covered(text, spans):
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    return not text[last:].strip()


@thorough
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html"]))
def test_any_bytes_give_a_proposal_or_a_refusal(raw, name):
    check(proposed(raw, name))


@thorough
@given(TEXTS, st.sampled_from(["utf-8", "utf-16", "cp1252", "gb18030"]), st.booleans())
def test_any_text_in_any_encoding_gives_a_proposal_or_a_refusal(text, codec, repair):
    check(proposed(text.encode(codec, errors="replace"), "a.txt", repair=repair))


@thorough
@given(TEXTS, LANGUAGES)
def test_sentences_cover_a_paragraph(text, language):
    line = canonical(text).replace("\n", " ")
    assert covered(line, split_sentences(line, language))


@thorough
@given(TEXTS, LANGUAGES)
def test_segments_cover_a_text(text, language):
    text = canonical(text)
    check_passages(text, segment(text, language))


@thorough
@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(text):
    once = canonical(text)
    assert canonical(once) == once
    assert clean_characters(once).text == once


@thorough
@given(TEXTS)
def test_the_same_input_gives_the_same_proposal(text):
    assert proposed(text.encode(), "a.txt") == proposed(text.encode(), "a.txt")
