"""Whom a comment names."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.talk.mentions import mentioned, pieces

PEOPLE = ["anna", "ben.ali", "chiara+x", "سلمى"]


def test_a_name_is_found_wherever_a_sentence_may_put_it():
    assert mentioned("@anna, look", PEOPLE) == {"anna"}
    assert mentioned("Look (@Anna's idea)", PEOPLE) == {"anna"}
    assert mentioned("Ask @ben.ali. Or @chiara+x...", PEOPLE) == {"ben.ali", "chiara+x"}
    assert mentioned("ما رأيك يا @سلمى؟", PEOPLE) == {"سلمى"}


def test_what_only_looks_like_a_name_is_none():
    assert mentioned("write to x@anna or @annabel or @ben or @", PEOPLE) == set()


@given(st.text(st.sampled_from("@an .+-x\n") | st.characters(exclude_categories=["Cs"])))
def test_the_pieces_are_the_text(text):
    found = list(pieces(text, ["a", "an.", "an"]))
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)
