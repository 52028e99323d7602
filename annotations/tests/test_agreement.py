"""How far coders agree, against the worked examples of Krippendorff (2011), numbers only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.publishing.agreement import NO_VARIETY, NOTHING_TWICE, agreement

TWO_BINARY = ["0100000010", "1110010000"]
TWO_NOMINAL = ["aabbdcccedda", "babbbcccedd" + "d"]
FOUR_WITH_GAPS = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
PRINTED = [(TWO_BINARY, 10, 0.095), (TWO_NOMINAL, 12, 0.692), (FOUR_WITH_GAPS, 11, 0.743)]


def units(coders):
    return [[value for value in column if value != "."] for column in zip(*coders, strict=True)]


@pytest.mark.parametrize(("coders", "count", "alpha"), PRINTED)
def test_alpha_is_what_the_published_examples_say(coders, count, alpha):
    found = agreement(units(coders))
    assert (found.units, round(found.alpha, 3)) == (count, alpha)


def test_percent_counts_the_pairs_that_agree():
    assert agreement(units(TWO_BINARY)).percent == 60
    assert agreement([["a", "a", "b"]]).percent == pytest.approx(100 / 3)


def test_a_figure_that_is_not_defined_says_why():
    assert agreement([["a"], ["b"], []]).why == NOTHING_TWICE
    unanimous = agreement([["a", "a"], ["a", "a"]])
    assert (unanimous.percent, unanimous.alpha, unanimous.why) == (100, None, NO_VARIETY)


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=8))
def test_neither_who_said_it_nor_what_it_is_called_makes_a_difference(values):
    renamed = [[ord(value) for value in reversed(unit)] for unit in reversed(values)]
    one, other = agreement(values), agreement(renamed)
    assert one.alpha == pytest.approx(other.alpha) if one.alpha is not None else not other.alpha
    assert one.percent == other.percent
