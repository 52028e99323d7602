"""Anchors hold the words they were set on, whatever stands before them and is done to the text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.anchors import (
    CONTEXT,
    Anchor,
    AnchorError,
    anchor_at,
    carry_over,
    likely_place,
    unchanged,
)

# Few words, so that many stand twice; emoji, marks and direction signs, so that units differ.
WORDS = [
    "oil",
    "Öl",
    "نفط",
    "مُؤكَّد",
    "👩‍👩‍👧",
    "🛩️",
    "e\u0301",
    "\u2066x\u2069",
    "“no”",
    "2015",
    ",",
    "oil oil",
]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).flatmap(
    lambda words: st.sampled_from([" ", "\n\n", " \n"]).map(lambda blank: blank.join(words))
)


@st.composite
def marked(draw):
    """A text and a place in it that holds more than blanks."""
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    return text, start, end


@st.composite
def edited(draw):
    """A marked text, and what became of the text."""
    text, start, end = draw(marked())
    new = text
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(new)))
        cut = draw(st.integers(0, 12))
        new = (
            new[:at]
            + draw(st.sampled_from(["", "oil ", "👩‍👩‍👧", " في", "\n\n"]))
            + new[at + cut :]
        )
    return text, start, end, new


@given(marked())
def test_an_anchor_is_the_words_at_its_place_and_those_around_them(passage):
    text, start, end = passage
    anchor = anchor_at(text, start, end)
    assert anchor.exact == text[start:end]
    assert text[:start].endswith(anchor.prefix)
    assert text[end:].startswith(anchor.suffix)
    assert max(len(anchor.prefix), len(anchor.suffix)) <= CONTEXT


@given(edited())
def test_a_carried_anchor_has_the_same_words_at_its_new_place(edit):
    text, start, end, new = edit
    carried = carry_over(anchor_at(text, start, end), unchanged(text, new), new)
    if carried is not None:
        assert carried.exact == text[start:end] == new[carried.start : carried.end]


@given(edited())
def test_unchanged_stretches_read_the_same_in_both_texts_and_keep_their_order(edit):
    text, _, _, new = edit
    stretches = unchanged(text, new)
    for stretch in stretches:
        old_words = text[stretch.old_start : stretch.old_start + stretch.size]
        assert old_words == new[stretch.new_start : stretch.new_start + stretch.size]
    assert [s.old_start for s in stretches] == sorted(s.old_start for s in stretches)
    assert [s.new_start for s in stretches] == sorted(s.new_start for s in stretches)


@given(edited())
def test_a_likely_place_lies_in_the_new_text(edit):
    text, start, end, new = edit
    place = likely_place(anchor_at(text, start, end), unchanged(text, new))
    assert place is None or 0 <= place[0] < place[1] <= len(new)


@given(marked())
def test_a_text_that_was_not_changed_keeps_every_anchor_where_it_is(passage):
    text, start, end = passage
    anchor = anchor_at(text, start, end)
    assert carry_over(anchor, unchanged(text, text), text) == anchor


@given(marked(), texts)
def test_words_before_and_after_a_passage_move_it_and_nothing_else(passage, added):
    text, start, end = passage
    new = f"{added}\n\n{text}\n\n{added}"
    shift = len(added) + 2
    assume(new.count(text) == 1)
    carried = carry_over(anchor_at(text, start, end), unchanged(text, new), new)
    if carried is not None and new.count(text[start:end]) == 1:
        assert (carried.start, carried.end) == (start + shift, end + shift)


@given(texts, st.integers(-5, 400), st.integers(-5, 400), st.none() | texts)
def test_a_place_that_cannot_be_is_refused_and_never_crashes(text, start, end, exact):
    try:
        anchor = anchor_at(text, start, end, exact)
    except AnchorError:
        return
    assert anchor.exact == text[start:end]


def test_what_a_browser_saw_may_differ_in_blanks_only():
    text = "One.\n\nTwo, three."
    assert anchor_at(text, 0, len(text), "One. Two, three.").exact == text
    with pytest.raises(AnchorError, match=r"reads “One\.”, not “Two\.”"):
        anchor_at(text, 0, 4, "Two.")


def test_a_passage_of_blanks_is_none():
    with pytest.raises(AnchorError, match="nothing but blanks"):
        anchor_at("One.  Two.", 4, 6)


def test_a_passage_that_stands_twice_is_found_by_what_stands_around_it():
    old = "He said no. She said no. They left."
    new = "They left. She said no. Then he said no."
    anchor = anchor_at(old, 21, 23)
    assert carry_over(anchor, [], new) == anchor_at(new, 20, 22)


def test_a_passage_that_stands_twice_alike_goes_to_review():
    anchor = Anchor(7, 19, "crude oil is", "before ", " after")
    assert carry_over(anchor, [], "crude oil is water, crude oil is") is None


def test_a_single_word_in_other_surroundings_is_not_taken_for_the_lost_one():
    old = "The oil went to Turkey. Nobody knows more."
    new = "Nobody knows more. Prices of oil fell."
    assert carry_over(anchor_at(old, 4, 7), unchanged(old, new), new) is None


def test_a_passage_whose_words_were_changed_is_lost_but_its_place_is_known():
    old = "On Thursday the two presidents met in Moscow for dinner."
    new = "On Thursday the two heads of state met in Moscow for dinner."
    anchor = anchor_at(old, 12, 34)
    assert anchor.exact == "the two presidents met"
    stretches = unchanged(old, new)
    assert carry_over(anchor, stretches, new) is None
    start, end = likely_place(anchor, stretches)
    assert new[start:end] == "the two heads of state met"


def test_a_passage_at_a_seam_does_not_take_in_what_was_put_there():
    old = "Rain fell. Boats sank."
    new = "Rain fell. Nobody was hurt. Boats sank."
    carried = carry_over(anchor_at(old, 0, 10), unchanged(old, new), new)
    assert (carried.start, carried.exact) == (0, "Rain fell.")
    carried = carry_over(anchor_at(old, 11, 22), unchanged(old, new), new)
    assert carried.exact == "Boats sank."
