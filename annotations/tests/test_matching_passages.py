"""Which passages say the same, what differs in them, and why they are proposed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggesting.alignment import Alignment
from annotations.suggesting.counterparts import best_in, counterparts, rank_claims
from annotations.suggesting.differences import Passage, differences
from annotations.suggesting.encoding import States, _windows, encode_text
from annotations.suggesting.families import Link, Quotation
from annotations.suggesting.lexical import Lexical
from annotations.suggesting.matching import Scores, standardised
from annotations.suggesting.names import are_different_people, skeleton, territories, transliterated
from annotations.suggesting.pairs import Evidence, Place, all_scores, propose_pairs
from annotations.suggesting.units import Text, clause_around, overlap, touched
from annotations.suggesting.vectors import Vectors, encode_sentences
from annotations.tests.suggesting_material import Dictionary, text

HARBOUR = text(
    "a",
    "en",
    "The mayor of Nowhere opened the new harbour on Monday.",
    "Fishermen protested against the higher fees.",
    "The bridge will be closed until spring.",
)
HAFEN = text(
    "b",
    "de",
    "Bis zum Frühjahr bleibt die Brücke gesperrt.",
    "Am Montag weihte der Bürgermeister den neuen Hafen ein.",
    "Gegen höhere Gebühren protestierten die Fischer.",
)
PORT = text("c", "en", "It rained.", "Fishermen protested against the higher fees, police said.")
MEANINGS = {
    "bürgermeister": "mayor",
    "hafen": "harbour",
    "montag": "monday",
    "neuen": "new",
    "brücke": "bridge",
    "gesperrt": "closed",
    "frühjahr": "spring",
    "bis": "until",
    "fischer": "fishermen",
    "protestierten": "protested",
    "gebühren": "fees",
    "höhere": "higher",
    "gegen": "against",
}
TEXTS = (HARBOUR, HAFEN, PORT)
SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple)


def aligned(*texts):
    encoder = Dictionary(MEANINGS)
    return Alignment(texts, [encode_text(t, encoder) for t in texts])


def vectors(*texts):
    encoder = Dictionary(MEANINGS)
    return Vectors(texts, [encode_sentences(t, encoder) for t in texts])


@pytest.mark.parametrize("make", [aligned, vectors])
def test_a_sentence_finds_its_translation(make):
    matcher = make(*TEXTS)
    assert [matcher.met(0, span, 1).argmax() for span in HARBOUR.sentences] == [1, 2, 0]


def test_without_a_model_a_sentence_finds_its_wording_in_another_article():
    assert Lexical(TEXTS).met(0, HARBOUR.sentences[1], 2).argmax() == 1


def test_without_a_model_a_name_is_found_in_another_script():
    one = text("a", "en", "Ms Petrova came home.", "It snowed.", "Nobody knew why.")
    two = text("b", "ru", "Шёл снег.", "Никто не знал почему.", "Петрова вернулась домой.")
    assert Lexical([one, two]).met(0, one.sentences[0], 1).argmax() == 2


@pytest.mark.parametrize("make", [aligned, vectors, lambda *texts: Lexical(texts)])
def test_texts_without_words_or_sentences_are_matched_with_nothing(make):
    matcher = make(HARBOUR, text("b", "en"), text("c", "en", "…", "!"))
    assert [s.values.shape for s in matcher.pairs()] == [(3, 0), (3, 2), (0, 2)]
    assert matcher.met(0, (0, 9), 1).size == 0
    assert matcher.between(0, (0, 9), 2, (0, 1)) == 0
    assert propose_pairs(matcher, standardised(matcher)) == []


def test_every_pair_of_sentences_of_two_articles_has_one_score():
    matcher = aligned(*TEXTS)
    scored = [(a, b) for a, b, _ in all_scores(matcher, standardised(matcher))]
    assert len(scored) == len(set(scored)) == 3 * 3 + 3 * 2 + 3 * 2
    assert all(a.text < b.text for a, b in scored)


def test_scores_of_two_languages_are_put_on_one_scale():
    """Within a language everything looks more alike: that alone must not put a pair first."""
    texts = [text(name, name[:2], "x", "y") for name in ("en1", "en2", "en3", "de1", "de2", "de3")]
    noise = np.random.default_rng(1)

    class Known:
        translates = True

        def __init__(self):
            self.texts = texts

        def pairs(self):
            for first in range(6):
                for second in range(first + 1, 6):
                    within = texts[first].language == texts[second].language
                    yield Scores(first, second, noise.normal(5 if within else 1, 1, (2, 2)))

    means = {True: [], False: []}
    for scores in standardised(Known()):
        within = texts[scores.first].language == texts[scores.second].language
        means[within].append(scores.values.mean())
    assert abs(np.mean(means[True]) - np.mean(means[False])) < 1


def test_proposals_come_best_first_with_their_reasons():
    pairs = propose_pairs(matcher := aligned(*TEXTS), standardised(matcher), least=1)
    assert [p.score for p in pairs] == sorted((p.score for p in pairs), reverse=True)
    same = next(p for p in pairs if (p.a.text, p.b.text) == (0, 2))
    assert same.relation == "same"
    assert "best counterpart in both directions" in same.reasons


def test_a_sentence_that_is_told_again_says_so():
    told = "Three ferries were taken out of service after the storm on Sunday."
    one, two = text("a", "en", told, "It rained."), text("b", "en", "Nobody came.", told)
    pairs = propose_pairs(matcher := aligned(one, two), standardised(matcher), least=1)
    assert pairs[0].reasons[0] == "the same words"


def test_quotations_of_one_utterance_and_their_speakers_are_reasons():
    quotations = [Quotation(0, HARBOUR.sentences[2], "Anna"), Quotation(1, (0, 9), "Otto")]
    evidence = Evidence(quotations, [Link(0, 1, 0.9, "translated")])
    matcher = aligned(*TEXTS)
    pairs = propose_pairs(matcher, standardised(matcher), evidence, least=1)
    found = next(p for p in pairs if p.b == Place(1, HAFEN.sentences[0]))
    assert found.relation == "same point, different claim?"
    assert found.reasons[:2] == ("differs: Anna / Otto", "same quotation, translated")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (("en", "Wheat came from Turkey by ship."), ("de", "Das Schiff fuhr in die Türkei."), []),
        (
            ("en", "The wheat came from within Turkey."),
            ("ar", "القمح يذهب الى تركيا"),
            ["differs: from Turkey / الى تركيا"],
        ),
        (("en", "It left from Syria to Turkey."), ("en", "It went from Turkey to Syria."), 1),
        (("en", "He killed 12 geese."), ("en", "He killed 15 geese."), ["differs: 12 / 15"]),
        (("en", "He killed 1,200 geese."), ("de", "Er schoss 1.200 Gänse."), []),
        (("en", "He came in 1998."), ("en", "He came in 1999."), []),
        (("en", "On 4 May it fell."), ("de", "Am 5. Mai fiel sie."), []),
        (("en", "Two of 7 died."), ("ar", "مات ٧ منهم"), []),
        (("en", "They will come."), ("de", "Sie kommen nicht."), ["differs: — / nicht"]),
        (("en", "They will not come."), ("fr", "Ils ne viendront pas."), []),
        (("en", "He saw it."), ("fr", "Il ne voit que cela."), []),
        (("en", "He may come."), ("es", "Vendrá."), ["differs: may / —"]),
        (("en", "It could not be seen."), ("fi", "Sitä ei nähty."), []),
    ],
)
def test_what_differs_is_marked_in_words(first, second, said):
    found = differences(*(Passage(words, language) for language, words in (first, second)))
    if said == 1:
        assert [d.kind for d in found] == ["direction"]
    else:
        assert [str(d) for d in found] == said


def test_a_denial_counts_only_where_it_is_on_the_point():
    denied = text("a", "en", "The bridge will not be closed until spring.", "It rained.")
    beside = text(
        "b", "en", "The bridge will be closed until spring, the mayor did not explain.", "Yes."
    )
    plain = text("c", "en", "The bridge will be closed until spring.", "Never mind.")
    matcher = aligned(denied, beside, plain)
    pairs = propose_pairs(matcher, standardised(matcher), least=-9)
    kinds = {
        (p.a.text, p.b.text): [d.kind for d in p.differences]
        for p in pairs
        if p.a.span[0] == p.b.span[0] == 0
    }
    assert kinds[0, 2] == ["polarity"]
    assert kinds[1, 2] == []


def test_counterparts_are_ranked_in_each_other_article():
    found = counterparts(aligned(*TEXTS), Place(0, HARBOUR.sentences[1]), count=2)
    assert [(c.place.text, c.rank) for c in found] == [(1, 0), (1, 1), (2, 0), (2, 1)]
    assert found[0].place.span == HAFEN.sentences[2]
    assert found[2].place.span == PORT.sentences[1]


def test_an_empty_cell_gets_candidates_by_all_renderings():
    renderings = [Place(0, HARBOUR.sentences[1]), Place(2, PORT.sentences[1])]
    found = best_in(aligned(*TEXTS), renderings, 1)
    assert found[0].place.span == HAFEN.sentences[2]
    assert len({c.place for c in found}) == len(found) == 3
    assert best_in(aligned(*TEXTS), [], 1) == []


def test_claims_are_ranked_by_their_best_rendering_or_their_statement():
    statements = text("claims", "en", "The harbour is new.", "Fishermen are against the fees.")
    claims = {
        "harbour": [Place(2, statements.sentences[0])],
        "fees": [Place(2, statements.sentences[1]), Place(1, HAFEN.sentences[2])],
        "nobody says it": [],
    }
    ranked = rank_claims(aligned(HARBOUR, HAFEN, statements), Place(0, (70, 90)), claims)
    assert [key for key, _ in ranked] == ["fees", "harbour", "nobody says it"]


def test_names_of_several_scripts_are_one():
    written = ["Putin", "Путин", "بوتين", "Πούτιν"]
    assert len({skeleton(word) for word in written}) == 1
    assert transliterated("والعراق") == transliterated("العراق")


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Recep Tayyip Erdoğan", "أردوغان", False),
        ("Vladimir Putin", "Владимир Путин", False),
        ("Angela Merkel", "Olaf Scholz", True),
        ("Ангела Меркель", "Olaf Scholz", True),
        ("习近平", "Xi Jinping", False),
        ("", "Olaf Scholz", False),
    ],
)
def test_names_that_are_surely_two_people(one, other, differ):
    assert are_different_people(one, other) is differ
    assert are_different_people(other, one) is differ


def test_countries_are_named_by_nouns_and_adjectives():
    assert [code for code, _ in territories("Türkische Schiffe vor Zypern", "de")] == ["TR", "CY"]
    assert [code for code, _ in territories("الجيش التركي", "ar")] == ["TR"]
    assert territories("The United front", "en") == territories("Words", "xx") == []


def test_states_are_kept_and_read_again():
    kept = encode_text(HAFEN, Dictionary())
    again = States.from_bytes(kept.to_bytes())
    assert all(np.array_equal(getattr(kept, n), getattr(again, n)) for n in States.__slots__)
    words = [HAFEN.text[s:e] for s, e in zip(again.start, again.end, strict=True)]
    assert words[:3] == ["Bis", "zum", "Frühjahr"]


def test_an_alignment_is_made_again_from_its_weights():
    encoder = Dictionary(MEANINGS)
    states = [encode_text(t, encoder) for t in TEXTS]
    once = Alignment(TEXTS, states)
    again = Alignment(TEXTS, states, once.weights)
    assert np.array_equal(once.met(0, (0, 30), 1), again.met(0, (0, 30), 1))


@given(st.lists(st.integers(0, 150), max_size=30))
def test_windows_are_whole_sentences_and_leave_none_out(sizes):
    windows = list(_windows(sizes))
    assert {i for first, last in windows for i in range(first, last)} == set(range(len(sizes)))
    assert all(last - first == 1 or sum(sizes[first:last]) <= 120 for first, last in windows)


@given(SPANS, SPANS)
def test_spans_share_what_both_hold(a, b):
    assert overlap(a, b) == overlap(b, a) == len(set(range(*a)) & set(range(*b)))


@given(st.lists(SPANS.filter(lambda s: s[0] < s[1]), max_size=8), SPANS)
def test_the_touched_sentences_are_all_that_share_something(spans, passage):
    numbers = touched(sorted(spans), passage)
    shared = [i for i, s in enumerate(sorted(spans)) if overlap(s, passage)]
    assert set(shared) <= set(numbers)
    assert not shared or (numbers[0], numbers[-1]) == (shared[0], shared[-1])


@given(st.text(st.sampled_from("ab ,;–\"'“”.\n"), min_size=1), st.data())
def test_a_clause_holds_its_word_and_stays_in_its_sentence(found, data):
    start = data.draw(st.integers(0, len(found) - 1))
    end = data.draw(st.integers(start + 1, len(found)))
    clause = clause_around(found, (0, len(found)), (start, end))
    assert clause[0] >= 0
    assert clause[1] <= len(found)
    assert found[start:end].strip() in found[slice(*clause)]


@given(st.text(max_size=60), st.sampled_from(["de", "ar", "zh", "und", "xx-Latn-YY", ""]))
def test_whatever_is_written_can_be_matched_without_a_model(written, language):
    found = Text("a", language, written, ((0, len(written)),))
    matcher = Lexical([found, HARBOUR])
    assert np.isfinite(matcher.met(0, (0, len(written)), 1)).all()
    assert all(np.isfinite(scores.values).all() for scores in standardised(matcher))
