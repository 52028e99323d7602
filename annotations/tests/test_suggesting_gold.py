"""What matching is worth: on the demo's coded stories, and on the shared articles beside us.

The limits are a little below what was measured, so that a change that makes it worse is seen.
"""

import importlib.util
from functools import cache
from itertools import combinations

import pytest

from annotations.suggesting.alignment import Alignment
from annotations.suggesting.families import Quotation, propose_families
from annotations.suggesting.lexical import Lexical
from annotations.suggesting.matching import standardised
from annotations.suggesting.pairs import all_scores
from annotations.tests.suggesting_material import (
    canonical_span,
    demo,
    in_top,
    raw_places,
    seed_claims,
    seeds,
    states,
)
from articles.tests.shared_material import shared, shared_json


@cache
def aligned(texts):
    return Alignment(texts, [states(found) for found in texts])


@cache
def scorer():
    """The gold standard's own scorer, and the gold standard read by it."""
    path = shared("gold/score_pairs.py")
    spec = importlib.util.spec_from_file_location("score_pairs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, module.Gold(shared_json("gold/seeds.json"))


def row(a, b, score):
    """A pair of passages as the scorer reads it."""
    found = {"score": score}
    for side, place in (("a", a), ("b", b)):
        text = seeds()[place.text]
        start, last = raw_places(text)[place.span[0]], raw_places(text)[place.span[1] - 1]
        found |= {f"article_{side}": text.name, f"start_{side}": start, f"end_{side}": last + 1}
    return found


@cache
def ranked_rows():
    matcher = aligned(seeds())
    scored = sorted(all_scores(matcher, standardised(matcher)), key=lambda pair: -pair[2])
    return [row(*pair) for pair in scored]


def test_the_average_precision_over_all_pairs_of_sentences(record_property):
    module, gold = scorer()
    ranking = module.score_pairs(gold, ranked_rows(), None, False)["ranking"]["all"]
    record_property("average_precision", ranking["ap"])
    assert ranking["ap"] >= 0.60


def test_the_first_forty_proposals_are_nearly_all_right(record_property):
    module, gold = scorer()
    proposals = module.score_pairs(gold, ranked_rows()[:40], None, False)["proposals"]
    record_property("right_of_forty", proposals["right"])
    assert proposals["right"] >= 32


def test_most_true_links_are_among_the_first_hundred_and_fifty(record_property):
    module, gold = scorer()
    proposals = module.score_pairs(gold, ranked_rows()[:150], None, False)["proposals"]
    record_property("link_recall", proposals["link_recall"])
    assert proposals["link_recall"] >= 0.80


@pytest.mark.parametrize(("make", "least"), [(aligned, 0.85), (Lexical, 0.60)])
def test_a_true_counterpart_is_among_three_for_most_selected_passages(make, least, record_property):
    share = in_top(make(seeds()), seed_claims(), 3)
    record_property("top_three", share)
    assert share >= least


@pytest.mark.parametrize(("make", "least"), [(aligned, 0.78), (Lexical, 0.50)])
@pytest.mark.parametrize("story", [0, 1])
def test_the_same_in_the_stories_of_the_demo(make, least, story, record_property):
    texts, claims = demo()[story]
    share = in_top(make(texts), claims, 3)
    record_property("top_three", share)
    assert share >= least


@cache
def quotations():
    """The gold standard's quotations, and the family that each belongs to."""
    numbers = {text.name: number for number, text in enumerate(seeds())}
    gold = shared_json("gold/seeds.json")
    family = {q: group["id"] for group in gold["quote_groups"] for q in group["quotes"]}
    found = []
    for quote in gold["quotes"]:
        number = numbers[quote["article"]]
        span = canonical_span(seeds()[number], quote)
        found.append(Quotation(number, span, quote["speaker"] or ""))
    return found, [family.get(quote["id"], quote["id"]) for quote in gold["quotes"]]


def pairs_of(families, *, within):
    """Pairs of quotations of two articles in one family, within or across languages."""
    found, _ = quotations()
    language = [seeds()[quotation.text].language for quotation in found]
    return {
        (i, j)
        for members in families
        for i, j in combinations(sorted(members), 2)
        if found[i].text != found[j].text and (language[i] == language[j]) is within
    }


def true_families():
    _, names = quotations()
    return [{i for i, name in enumerate(names) if name == one} for one in set(names)]


@pytest.mark.parametrize("make", [aligned, Lexical])
def test_no_quotation_that_is_repeated_in_its_language_is_missed(make):
    matcher = make(seeds())
    proposed = propose_families(matcher, standardised(matcher), quotations()[0])
    found = pairs_of([family.members for family in proposed], within=True)
    assert pairs_of(true_families(), within=True) <= found


def test_half_of_the_translated_quotations_are_proposed_and_most_proposals_right(record_property):
    matcher = aligned(seeds())
    proposed = propose_families(matcher, standardised(matcher), quotations()[0])
    found = pairs_of([family.members for family in proposed], within=False)
    true = pairs_of(true_families(), within=False)
    record_property("translated", f"{len(found & true)} right of {len(found)}, {len(true)} true")
    assert len(found & true) >= len(true) / 2
    assert len(found & true) >= 0.6 * len(found)
