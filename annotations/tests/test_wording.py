"""Two wordings compared: no word is lost in it, in whatever script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.wording import ADDED, DROPPED, Piece, compared, words_of


@given(st.text(), st.text())
def test_the_pieces_are_both_texts(old, new):
    pieces = compared(old, new)
    assert "".join(p.text for p in pieces if p.how != ADDED) == old
    assert "".join(p.text for p in pieces if p.how != DROPPED) == new


@given(st.text())
def test_words_are_the_whole_text(text):
    assert "".join(words_of(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s wet, now.", ["It", "’", "s", " ", "wet", ",", " ", "now", "."]),
        ("اَلْمَطَرُ هطل", ["اَلْمَطَرُ", " ", "هطل"]),
        ("नमस्ते दुनिया", ["नमस्ते", " ", "दुनिया"]),
        ("雨が降る", ["雨", "が", "降", "る"]),
    ],
)
def test_a_word_keeps_its_marks_and_scripts_without_spaces_are_told_by_character(text, words):
    assert words_of(text) == words


def test_phrases_that_changed_are_not_torn_up_into_words():
    assert compared("It was a very heavy rain.", "It was a most light rain.") == (
        Piece("It was a "),
        Piece("very heavy", DROPPED),
        Piece("most light", ADDED),
        Piece(" rain."),
    )


def test_texts_with_little_in_common_are_told_whole():
    old, new = "Headline: both agree on it.", "A note with more in it, and other words."
    assert compared(old, new) == (Piece(old, DROPPED), Piece(new, ADDED))
