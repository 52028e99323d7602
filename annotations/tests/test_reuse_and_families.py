"""Passages that are shared word for word, and quotations that render one utterance."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggesting.alignment import Alignment
from annotations.suggesting.encoding import encode_text
from annotations.suggesting.families import Quotation, find_links, propose_families
from annotations.suggesting.grades import LEAST
from annotations.suggesting.lexical import Lexical
from annotations.suggesting.matching import standardised
from annotations.suggesting.reuse import shared_passages
from annotations.tests.suggesting_material import Dictionary, text

SAID = "Nobody in this town has ever seen a ferry leave on time, and nobody will."
MEANINGS = {
    "niemand": "nobody",
    "stadt": "town",
    "fähre": "ferry",
    "pünktlich": "time",
    "gesehen": "seen",
    "je": "ever",
    "dieser": "this",
    "in": "in",
    "hat": "has",
    "eine": "a",
    "ablegen": "leave",
}


def quoted(texts, *words, speaker=""):
    """Quotations of these words, each where it stands in the text of its number."""
    found = []
    for number, exact in words:
        start = texts[number].text.index(exact)
        found.append(Quotation(number, (start, start + len(exact)), speaker))
    return found


def families(texts, quotations, *, with_model=True):
    encoder = Dictionary(MEANINGS)
    matcher = Lexical(texts)
    if with_model:
        matcher = Alignment(texts, [encode_text(t, encoder) for t in texts])
    found = propose_families(matcher, standardised(matcher), quotations)
    return [(family.members, family.reasons) for family in found]


def test_a_passage_is_found_inside_two_different_articles():
    a = text("a", "en", "It was a quiet day.", f"“{SAID}” the captain sighed.")
    b = text("b", "en", f"Asked again, he said: “{SAID}”", "He then left.")
    (passage,) = shared_passages(a, b)
    assert a.words_of(passage.a) == b.words_of(passage.b) == SAID.rstrip(".")
    assert passage.is_exact


def test_a_passage_with_words_put_in_is_nearly_the_same():
    a = text("a", "en", SAID)
    b = text("b", "en", SAID.replace("a ferry", "a ferry [the green one]"))
    (passage,) = shared_passages(a, b)
    assert not passage.is_exact
    assert (passage.shared, passage.longer) == (15, 18)


def test_few_words_that_are_the_same_are_no_reuse():
    a, b = text("a", "en", "He said that it was late."), text("b", "en", "It was late, he said.")
    assert shared_passages(a, b) == []


def test_a_text_that_repeats_itself_without_end_is_compared_in_time():
    a = text("a", "en", "tick tock " * 6_000)
    assert shared_passages(a, a) == []


@given(st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=40), st.data())
def test_shared_passages_lie_in_their_texts_and_share_words(words, data):
    other = data.draw(st.permutations(words))
    a, b = text("a", "en", " ".join(words)), text("b", "en", " ".join(other))
    for passage in shared_passages(a, b):
        first, second = a.words_of(passage.a).split(), b.words_of(passage.b).split()
        assert 7 <= passage.shared <= passage.longer == max(len(first), len(second))
        assert (first == second) is passage.is_exact


@given(st.text("ab c.", min_size=30, max_size=60))
def test_a_text_shares_all_of_itself(written):
    a = text("a", "en", "x y z " + written + " one two three four five")
    whole = shared_passages(a, a)
    assert any(passage.is_exact and passage.a == passage.b for passage in whole)


@pytest.mark.parametrize("with_model", [True, False])
def test_whole_and_cut_quotations_are_one_family(with_model):
    texts = [
        text("a", "en", f"“{SAID}” she said.", "It rained."),
        text("b", "en", "A “ferry leave on time”? She shrugged.", "We waited."),
        text("c", "en", "The sun shone.", f"She said: “{SAID}”"),
    ]
    quotations = quoted(texts, (0, SAID), (1, "ferry leave on time"), (2, SAID))
    ((members, reasons),) = families(texts, quotations, with_model=with_model)
    assert members == (0, 1, 2)
    assert reasons == ("same quotation, word for word", "same quotation, cut")


def test_single_words_in_another_order_are_not_the_same_quotation():
    texts = [text("a", "en", "Only cats came."), text("b", "en", "Cats, and dogs, but not only.")]
    quotations = quoted(texts, (0, "Only cats"), (1, "Cats, and dogs, but not only"))
    assert families(texts, quotations, with_model=False) == []


def test_a_translation_joins_the_family_only_with_a_model():
    german = "Niemand in dieser Stadt hat je eine Fähre pünktlich ablegen gesehen"
    texts = [
        text("a", "en", f"“{SAID}” she said.", "It rained."),
        text("b", "de", "Es regnete.", f"„{german}“, sagte sie."),
    ]
    quotations = quoted(texts, (0, SAID), (1, german))
    assert families(texts, quotations, with_model=False) == []
    assert families(texts, quotations) == [((0, 1), ("same quotation, translated",))]


def test_a_headline_that_repeats_a_quotation_of_its_text_is_in_the_family_of_its_translation():
    headline, german = (
        "on time, and nobody will",
        "In dieser Stadt hat eine Fähre je ablegen gesehen",
    )
    texts = [
        text("a", "en", f"“{headline}”: no hope", "It rained.", f"“{SAID}” she said."),
        text("b", "de", "Es regnete.", f"„{german}“, sagte sie."),
    ]
    alone = quoted(texts, (0, headline), (1, german))
    assert families(texts, alone) == []
    ((members, _),) = families(texts, [*alone, *quoted(texts, (0, SAID))])
    assert members == (0, 1, 2)


def test_what_two_people_said_is_never_one_family():
    texts = [text("a", "en", SAID), text("b", "en", SAID), text("c", "en", SAID)]
    quotations = [
        *quoted(texts, (0, SAID), speaker="Anna"),
        *quoted(texts, (1, SAID)),
        *quoted(texts, (2, SAID), speaker="Otto"),
    ]
    ((members, _),) = families(texts, quotations)
    assert members in [(0, 1), (1, 2)]


def test_a_speaker_who_is_only_inferred_keeps_nothing_apart_that_is_alike():
    german = "Niemand in dieser Stadt hat je eine Fähre pünktlich ablegen gesehen"
    texts = [
        text("a", "en", f"“{SAID}” she said.", "It rained."),
        text("b", "de", "Es regnete.", f"„{german}“, sagte sie."),
    ]
    (a,), (b,) = quoted(texts, (0, SAID), speaker="Anna"), quoted(texts, (1, german))
    assert families(texts, [a, replace(b, speaker="Otto")]) == []
    ((members, _),) = families(texts, [a, replace(b, speaker="Otto", is_named=False)])
    assert members == (0, 1)


def test_quotations_of_one_article_are_not_linked_with_each_other():
    texts = [text("a", "en", SAID, SAID), text("b", "en", "Nothing.")]
    quotations = [Quotation(0, span) for span in texts[0].sentences]
    matcher = Lexical(texts)
    assert find_links(matcher, standardised(matcher), quotations) == []


def test_two_words_that_are_the_same_are_likely_and_not_surely_one_utterance():
    texts = [
        text("a", "en", "He called him a “natural ally” of all.", "It rained."),
        text("b", "en", "The army is a “natural ally”, he said.", "We waited."),
    ]
    matcher = Lexical(texts)
    quotations = quoted(texts, (0, "natural ally"), (1, "natural ally"))
    (link,) = find_links(matcher, standardised(matcher), quotations)
    sure, likely = LEAST["family"]
    assert link.kind == "same words"
    assert likely <= link.score < sure
