"""What a change changed is told field by field, and no word is lost in telling it."""

import pytest

from annotations.differences import Difference, Names, differences
from annotations.wording import ADDED, DROPPED, Piece, compared

NAMES = Names({"guid-1": "Weather"}, {"partly": "reports it in part", "reports": "reports it"})
MARK = {
    "article": "sheet",
    "revision": 1,
    "start": 0,
    "end": 9,
    "exact": "Rain fell",
    "prefix": "",
    "suffix": " on",
    "needs_review": False,
    "deleted": False,
    "version": 1,
    "claims": [{"claim": 3, "stance": "reports", "attributed_to": ""}],
    "quotation": None,
    "tags": [],
    "note": "It was heavy.",
}


def told(**changed):
    return differences("annotation", MARK, MARK | changed, NAMES)


def test_only_the_words_that_changed_are_shown_as_changed():
    assert told(note="It was light.") == [
        Difference(
            "note",
            (Piece("It was "), Piece("heavy", DROPPED), Piece("light", ADDED), Piece(".")),
        )
    ]


def test_claims_that_come_and_go_and_change_are_told_by_number():
    lines = [
        {"claim": 3, "stance": "partly", "attributed_to": "Rova"},
        {"claim": 5, "stance": "reports", "attributed_to": ""},
    ]
    assert told(claims=lines) == [
        Difference(
            "claim 3",
            (
                Piece("reports it", DROPPED),
                Piece("reports it in part, attributed to Rova", ADDED),
            ),
        ),
        Difference("claim 5", (Piece("reports it", ADDED),), ADDED),
    ]
    assert told(claims=[]) == [Difference("claim 3", (Piece("reports it", DROPPED),), DROPPED)]


def test_a_quotation_is_told_with_speaker_cue_kind_and_family():
    said = {"speaker": "Rova", "cue": "said", "kind": "direct", "utterance": 2}
    found = told(quotation=said)
    assert [d.what for d in found] == ["quotation", "kind", "speaker", "cue", "family"]
    assert found[0].how == ADDED


def test_tags_are_told_by_name_and_by_key_where_nobody_knows_it_any_more():
    assert told(tags=["guid-1", "guid-2"]) == [
        Difference("tag", (Piece("Weather", ADDED),), ADDED),
        Difference("tag", (Piece("guid-2", ADDED),), ADDED),
    ]


def test_a_tag_that_is_confirmed_says_by_which_codebook():
    before = MARK | {"coded_under": {"guid-1": 2}}
    after = MARK | {"coded_under": {"guid-1": 5}}
    assert differences("annotation", before, after, NAMES) == [
        Difference("tag", (Piece("Weather"),), "by version 5 of the codebook")
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"deleted": True}, Difference("", how="deleted")),
        ({"start": 4, "end": 13}, Difference("place", how="moved")),
        ({"revision": 2}, Difference("place", how="moved")),
        ({"needs_review": True}, Difference("passage", how="lost")),
    ],
)
def test_what_became_of_the_whole_is_told(changed, expected):
    assert told(**changed) == [expected]


def test_what_comes_back_is_told_as_brought_back():
    deleted = MARK | {"deleted": True}
    assert differences("annotation", deleted, MARK, NAMES) == [Difference("", how="brought back")]


def test_a_new_version_alone_is_no_difference():
    assert told(version=2) == []


def test_a_merged_claim_says_into_which():
    before = {"statement": "It rained.", "note": "", "deleted": False, "merged_into": None}
    after = before | {"deleted": True, "merged_into": 4}
    assert differences("claim", before, after, NAMES) == [
        Difference("", how="deleted"),
        Difference("merged into", (Piece("claim 4", ADDED),)),
    ]


def test_two_long_texts_are_told_as_one_dropped_and_one_added():
    old, new = "rain " * 2000, "snow " * 2000
    assert compared(old, new) == (Piece(old, DROPPED), Piece(new, ADDED))


def test_a_kind_that_is_not_known_here_is_told_without_details():
    assert differences("weather", None, {"a": 1}, NAMES) == []
