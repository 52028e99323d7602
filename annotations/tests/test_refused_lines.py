"""Files that somebody else may have written: refused in sentences, and never by half."""

import pytest
from django.db import transaction

from annotations import actions
from annotations.interchange.importing import ImportRefused, import_lines
from annotations.models import Annotation, Claim
from articles.tests.factories import make_article, make_story, make_user

from .factories import make_annotation, make_claim
from .lines import TEXT, change, forget, lines_of, take_in, without

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna")


@pytest.fixture
def article():
    return make_article(make_story(), TEXT, file_name="flood.txt")


CLAIM = {"number": 1, "statement": "x", "stance": "reports", "attributed_to": ""}
QUOTATION = {"speaker": "", "cue": "", "kind": "direct", "utterance": None}
BAD = {
    "no JSON": (lambda line: "{", "This is no JSON."),
    "no object": (lambda line: "[]", "This is no object of JSON"),
    "deep": (lambda line: "[" * 100_000, "This is no JSON."),
    "another type": (lambda line: change(line, type="user"), "“type” is “user”, not one of tag"),
    "no type": (lambda line: without(line, "type"), "“type” is missing."),
    "no start": (lambda line: without(line, "start"), "“start” is missing."),
    "start in words": (lambda line: change(line, start="0"), "“start” is not a whole number"),
    "start too large": (lambda line: change(line, start=2**40), "“start” is not a whole number"),
    "start is true": (lambda line: change(line, start=True), "“start” is not a whole number"),
    "start below zero": (lambda line: change(line, start=-1), "“start” is not a whole number"),
    "zero byte": (lambda line: change(line, note="a\0b"), "“note” holds signs that are no text."),
    "half a pair": (
        lambda line: change(line, note="\ud800"),
        "“note” holds signs that are no text.",
    ),
    "no uid": (lambda line: change(line, uid="1"), "“uid” is no UUID."),
    "no moment": (lambda line: change(line, created_at="today"), "“created_at” is no date"),
    "no zone": (lambda line: change(line, created_at="2015-11-26T18:00"), "in which time zone"),
    "other text": (lambda line: change(line, exact="Snow fell"), "does not have “Snow fell”."),
    "other article": (lambda line: change(line, article="x", file_name=""), "has no article “x”"),
    "unknown tag": (
        lambda line: change(line, tags=[{"name": "x", "codebook_version": 0}]),
        "The tag “x” is neither in the file",
    ),
    "tags in words": (lambda line: change(line, tags="x"), "“tags” is not a list."),
    "stance": (
        lambda line: change(line, claims=[CLAIM | {"stance": "denies"}]),
        "“stance” is “denies”, not one of reports, partly, contradicts, questions.",
    ),
    "claim twice": (lambda line: change(line, claims=[CLAIM, CLAIM]), "It renders claim 1 twice."),
    "kind": (lambda line: change(line, quotation=QUOTATION | {"kind": "x"}), "“kind” is “x”"),
    "long cue": (
        lambda line: change(line, quotation=QUOTATION | {"cue": "x" * 121}),
        "longer than",
    ),
    "quotation in words": (lambda line: change(line, quotation="x"), "This is no object of JSON"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_refused_in_a_sentence_and_nothing_is_stored(case, article, anna):
    make_annotation(article, "Rain fell", anna)
    (line,) = lines_of(article.story)
    forget(article.story)
    spoil, sentence = BAD[case]
    good = change(line, uid="9d2c4d3e-0000-4000-8000-000000000000")
    with transaction.atomic(), pytest.raises(ImportRefused) as refusal:
        take_in(article.story, ["", good, spoil(line)])
    assert refusal.value.reasons[0].startswith("Line 3: ")
    assert sentence in refusal.value.reasons[0]
    assert not Annotation.objects.exists()
    assert not Claim.objects.exists()


def test_every_bad_line_is_named(article, anna):
    with pytest.raises(ImportRefused) as refusal:
        import_lines(article.story, [b"{}\n", b"\xff\n", b'{"type": "claim"}\n'])
    assert [reason.split(":")[0] for reason in refusal.value.reasons] == [
        "Line 1",
        "Line 2",
        "Line 3",
    ]


def test_an_annotation_that_stands_in_the_file_twice_is_taken_in_once(article):
    make_annotation(article, "Rain fell")
    (line,) = lines_of(article.story)
    forget(article.story)
    done = take_in(article.story, [line, change(line, note="Another.")])
    assert done.new == {"annotation": 1}
    assert "was changed here" in done.notes[0]


def test_an_end_behind_the_end_of_the_text_is_put_right(article):
    make_annotation(article, "إنه راضٍ عن اللقاء.")
    (line,) = lines_of(article.story)
    forget(article.story)
    take_in(article.story, [change(line, end=len(TEXT) + 40)])
    assert lines_of(article.story) == [line]


def test_two_claims_of_one_number_are_refused(article):
    make_claim(article.story, "It rained.")
    (line,) = lines_of(article.story)
    with pytest.raises(ImportRefused, match="A line before it has number 1, too"):
        take_in(article.story, [line, change(line, statement="It snowed.")])


def test_a_comment_is_not_taken_for_another_annotations(article, anna):
    marked = make_annotation(article, "Rain fell", anna)
    actions.comment(marked, anna, "Look.")
    (line,) = lines_of(article.story)
    other = change(line, uid="9d2c4d3e-0000-4000-8000-000000000000")
    with pytest.raises(ImportRefused, match="One of its comments is there already"):
        take_in(article.story, [other])
