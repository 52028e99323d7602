"""The five real articles: what is proposed of them, measured against the hand-made segments."""

import pytest

from articles.intake import propose
from articles.tests.shared_material import shared, shared_json

GOLD = {entry["article"]: entry for entry in shared_json("gold/seeds.json")["articles"]}
NAMES = sorted(GOLD)
# per article: starts in mid-article, has a headline, reasons of struck passages in order
EXPECTED = dict(
    zip(
        NAMES,
        [
            (True, False, []),
            (False, True, ["skip_link", "photo_credit", "error_footer", "error_footer"]),
            (False, False, ["credit_line"]),
            (True, False, []),
            (False, True, ["navigation", "credit_line", "paywall", "read_more"]),
        ],
        strict=True,
    )
)
HEADINGS = ("headline", "subheading")


def read(name):
    return propose(shared(f"seeds/{name}").read_bytes(), name)


def raw_spans(name, spans, text):
    """Spans over the raw file: the canonical text only lost surplus blank lines."""
    raw = shared(f"seeds/{name}").read_bytes().decode("utf-8")
    places, at = [], 0
    for char in text:
        at = raw.index(char, at) if char != "\n" else at
        places.append(at)
        at += char != "\n"
    return {(places[start], places[end - 1] + 1) for start, end in spans}


@pytest.mark.parametrize("name", NAMES)
def test_language_headline_excerpt_and_boilerplate(name):
    proposal = read(name)
    is_excerpt, has_headline, struck = EXPECTED[name]
    assert proposal.language == GOLD[name]["lang"]
    assert proposal.language_confidence > 0.9
    assert proposal.is_excerpt is is_excerpt
    assert bool(proposal.headline) is has_headline
    assert [p.struck for p in proposal.passages if p.struck] == struck


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_those_of_the_gold_standard(name):
    wanted = {s["text"] for s in GOLD[name]["sentences"] if s["kind"] in HEADINGS}
    proposal = read(name)
    found = {proposal.text[p.start : p.end] for p in proposal.passages if p.kind in HEADINGS}
    assert found == wanted


def test_sentences_are_those_of_the_gold_standard(record_property):
    right = proposed = wanted = 0
    for name in NAMES:
        proposal = read(name)
        spans = [s for p in proposal.passages for s in p.sentences]
        found = raw_spans(name, spans, proposal.text)
        gold = {(s["start"], s["end"]) for s in GOLD[name]["sentences"]}
        right, proposed, wanted = (
            right + len(found & gold),
            proposed + len(found),
            wanted + len(gold),
        )
    f1 = 2 * right / (proposed + wanted)
    record_property("sentence_f1", f1)
    assert f1 > 0.97


def test_the_relay_of_the_relay_and_the_photo_agency_are_credited():
    photo = read(NAMES[1]).credits
    assert [(c.kind, c.name, c.through) for c in photo] == [("photo", "AFP", None)]
    relays = read(NAMES[4]).credits
    assert [(c.kind, c.name, c.through) for c in relays] == [
        ("relay", "NBC News", None),
        ("agency", "Associated Press", 0),
    ]


def test_sources_are_proposed_where_the_text_names_them():
    assert [read(name).source_name for name in NAMES] == ["", "", "Deutsche Welle", "", "Mediapart"]


def test_a_date_is_proposed_only_where_the_text_has_one():
    days = [read(name).published_on for name in NAMES]
    assert [day.isoformat() if day else None for day in days] == [
        None,
        "2015-11-26",
        None,
        None,
        None,
    ]
