"""The 48 kinds of bad input, as far as they concern the import.

Where the expectation and the design differ, the design holds, and that is what is checked:
- canonical text is NFC with `\\n` line ends (the list would keep decomposed letters and CR);
- soft hyphens, zero-width spaces and overrides are taken out with a note (the list would keep
  them for the offsets; here offsets count in the canonical text, and what came in is kept);
- hard-wrapped lines are joined, C1 controls mapped and web pages read at once, with a note;
- indents are taken out, so offsets are not "as in the file".
"""

import time

import pytest

from articles.intake import Refused, overlap, propose
from articles.tests.shared_material import shared, shared_json

FILES = {entry["file"]: entry for entry in shared_json("hostile/index.json")["files"]}

# What the canonical text leaves out by design, so that `text_contains` cannot hold for it.
TAKEN_OUT = {
    "u01-fr-soft-hyphens.txt",
    "u04-ar-rlo-pdf.txt",
    "u08-ru-zero-width-spaces.txt",
    "u09-de-nfd.txt",
    "l01-crlf.txt",
    "l02-cr-only.txt",
    "w03-html-page-named-txt.txt",
}
# A warning that only the story can give: it knows which articles it has.
TOLD_ON_STORING = {"d02-duplicate-b.txt"}

NOTES = {
    "e12-utf16be-nomark.txt": "encoding",
    "e13-mixed-utf8-latin1.txt": "mixed_encodings",
    "e14-truncated-utf8.txt": "cut_end",
    "e15-stray-bytes.txt": "undecodable",
    "m01-de-mojibake.txt": "mojibake",
    "m02-fr-mojibake-twice.txt": "mojibake",
    "m03-ar-mojibake.txt": "mojibake",
    "m04-ru-mojibake.txt": "mojibake",
    "m05-replacement-characters.txt": "lost_characters",
    "m06-de-c1-controls.txt": "c1_mapped",
    "u01-fr-soft-hyphens.txt": "removed_00ad",
    "u04-ar-rlo-pdf.txt": "bidi_removed",
    "u08-ru-zero-width-spaces.txt": "removed_200b",
    "u09-de-nfd.txt": "composed",
    "u11-ru-homoglyph.txt": "mixed_scripts",
    "l01-crlf.txt": "line_ends",
    "l02-cr-only.txt": "line_ends",
    "l03-mixed-line-ends.txt": "line_ends",
    "l06-blank-lines-and-indents.txt": "tidied",
    "l07-hard-wrapped-hyphenated.txt": "lines_joined",
    "w01-cookie-banner.txt": "struck",
    "w02-html-entities.txt": "entities",
    "w03-html-page-named-txt.txt": "page_in_disguise",
    "w05-duplicated-paragraphs.txt": "repeated",
    "w06-paywall-and-related.txt": "cut_by_paywall",
    "g01-mixed-languages.txt": "mixed_languages",
}
PASSAGES = {
    "l02-cr-only.txt": 5,
    "l03-mixed-line-ends.txt": 5,
    "l06-blank-lines-and-indents.txt": 3,
    "l07-hard-wrapped-hyphenated.txt": 3,
    "l08-one-sentence-a-line.txt": 5,
}
STRUCK = {
    "w01-cookie-banner.txt": {"cookie_banner", "navigation"},
    "w06-paywall-and-related.txt": {"paywall", "related", "advertising", "photo_credit", "sharing"},
    "d03-near-duplicate.txt": {"credit_line"},
}


def read(name, **options):
    return propose(shared(f"hostile/{name}").read_bytes(), name, **options)


@pytest.fixture(params=sorted(FILES))
def entry(request):
    return FILES[request.param]


def test_every_file_is_taken_or_refused_as_expected(entry):
    if entry["accept"] == "no":
        with pytest.raises(Refused):
            read(entry["file"])
        return
    proposal = read(entry["file"])
    if entry["accept"] == "warn" and entry["file"] not in TOLD_ON_STORING:
        assert proposal.warnings


def test_the_text_is_the_one_that_was_written(entry):
    text = read(entry["file"]).text
    wanted = [] if entry["file"] in TAKEN_OUT else entry["text_contains"]
    assert [piece for piece in wanted if piece not in text] == []
    assert [piece for piece in entry["text_lacks"] if piece in text] == []
    assert text.startswith(entry.get("text_starts", ""))


def test_a_repair_is_offered_where_one_is_possible(entry):
    proposal = read(entry["file"])
    shown = proposal.repaired or proposal.text
    assert [piece for piece in entry.get("repaired_contains", []) if piece not in shown] == []


def test_the_language_is_the_one_it_was_written_in(entry):
    assert read(entry["file"]).language == entry["language"]


def test_a_search_would_find_its_hits_in_the_stored_text(entry):
    """Plain counting, blanks folded: the search has its own folding for the rest."""
    text = " ".join(read(entry["file"]).text.split())
    by_search = {"u10-ar-presentation-forms.txt"}  # tatweel and ligatures are kept in the text
    if entry["file"] in by_search:
        return
    for search in entry.get("search", []):
        assert text.count(search["query"]) == search["hits"]


@pytest.mark.parametrize("name", sorted(NOTES))
def test_what_was_done_is_said(name):
    assert NOTES[name] in [note.code for note in read(name).notes]


@pytest.mark.parametrize("name", sorted(PASSAGES))
def test_paragraphs_are_those_of_the_author(name):
    assert len(read(name).passages) == PASSAGES[name]


@pytest.mark.parametrize("name", sorted(STRUCK))
def test_boilerplate_is_struck_and_the_rest_is_not(name):
    struck = [p.struck for p in read(name).passages]
    assert {reason for reason in struck if reason} == STRUCK[name]
    assert struck.count("") in (2, 5)


def test_one_sentence_a_line_is_five_sentences_and_at_most_one_heading():
    proposal = read("l08-one-sentence-a-line.txt")
    assert sum(len(p.sentences) for p in proposal.passages) == 5
    assert [p.kind for p in proposal.passages].count("paragraph") == 4


def test_a_line_of_69_000_characters_is_divided_in_seconds():
    began = time.monotonic()
    proposal = read("l04-very-long-line.txt")
    assert time.monotonic() - began < 10
    assert len(proposal.passages[0].sentences) > 500


@pytest.mark.parametrize("name", ["u06-fa-zwnj.txt", "u07-hi-zwj.txt", "u02-ru-nbsp.txt"])
def test_spelling_is_kept(name):
    raw = shared(f"hostile/{name}").read_text(encoding="utf-8")
    assert read(name).text.replace("\n", "") == raw.replace("\n", "").strip()


def test_a_page_leaves_nothing_that_could_run():
    proposal = read("w03-html-page-named-txt.txt")
    assert "<" not in proposal.text
    assert "alert" not in proposal.text


def test_no_repair_is_invented_where_letters_are_lost():
    assert read("m05-replacement-characters.txt").repaired is None


def test_kurdish_is_not_called_arabic_or_persian():
    proposal = read("g04-kurdish-sorani.txt")
    assert proposal.language_confidence < 1


def test_instructions_to_a_machine_are_text_like_any_other():
    proposal = read("w11-instructions-to-a-machine.txt")
    assert not any(p.struck for p in proposal.passages)


def test_the_same_article_again_is_recognised_and_its_copy_told_apart():
    first, again, copy = (
        read(name)
        for name in ("d01-duplicate-a.txt", "d02-duplicate-b.txt", "d03-near-duplicate.txt")
    )
    assert first.fingerprint == again.fingerprint != copy.fingerprint
    assert 0.9 < overlap(first.text, copy.text) < 1


@pytest.mark.parametrize("name", sorted(n for n in NOTES if n.startswith(("m0", "w02"))))
def test_the_repaired_reading_can_be_taken(name):
    proposal = read(name)
    if proposal.repaired:
        assert read(name, repair=True).text == proposal.repaired
