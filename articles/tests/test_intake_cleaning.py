"""The canonical text has no character that nobody can see, and every removal is told."""

import unicodedata

import pytest

from articles.intake import canonical, propose
from articles.intake.cleaning import clean_characters, tidy_lines


def codes(text):
    return [note.code for note in clean_characters(text).notes]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c"])
def test_every_kind_of_line_end_divides_lines(end):
    assert clean_characters(f"one{end}two").text == "one\ntwo"


def test_soft_hyphens_and_zero_width_spaces_do_not_hide_words_from_search():
    cleaned = clean_characters("Ma\u00addrid ist\u200b\u200b groß\ufeff.")
    assert cleaned.text == "Madrid ist groß."
    assert {note.code: note.count for note in cleaned.notes} == {
        "removed_00ad": 1,
        "removed_feff": 1,
        "removed_200b": 2,
    }


def test_zero_width_spaces_that_divide_thai_words_stay():
    assert clean_characters("ภาษา\u200b\u200bไทย a\u200bb").text == "ภาษา\u200bไทย ab"


@pytest.mark.parametrize(
    "mark",
    ["\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u2066", "\u2069", "\u00a0", "\u202f"],
)
def test_marks_that_belong_to_the_spelling_or_the_reading_order_stay(mark):
    assert clean_characters(f"می{mark}شود").text == f"می{mark}شود"


def test_overrides_that_would_turn_the_page_around_are_removed_with_a_warning():
    cleaned = clean_characters("\u202eabc\u202c \u202bdef\u202c")
    assert cleaned.text == "abc def"
    (note,) = cleaned.notes
    assert (note.code, note.count, note.is_warning) == ("bidi_removed", 4, True)


def test_control_characters_that_were_quotation_marks_become_them_again():
    assert clean_characters("\x84Nein\x93, sagte sie\x85").text == "„Nein“, sagte sie…"


def test_nul_and_other_controls_never_reach_the_database():
    cleaned = clean_characters("a\x00b\x07c\x7f\ufffe")
    assert cleaned.text == "abc"
    assert cleaned.notes[0].count == 4


def test_decomposed_letters_are_composed_so_that_they_are_found():
    assert clean_characters("Bu\u0308rger").text == "Bürger"
    assert codes("Bu\u0308rger") == ["composed"]


def test_characters_lost_before_are_counted_and_none_is_invented():
    cleaned = clean_characters("K\ufffdln und T\ufffdrkei")
    assert cleaned.text == "K\ufffdln und T\ufffdrkei"
    assert cleaned.notes[0].count == 2


def test_a_word_of_two_alphabets_is_pointed_out():
    assert "mixed_scripts" in codes("партия демократичеcкой")
    assert codes("партия и party") == []


def test_indents_and_runs_of_blank_lines_leave_paragraphs_one_blank_line_apart():
    text = "\n\n   Title  \n\n\n\n\tOne\t\n \u3000\n\u3000\u3000Two\n\n"
    assert tidy_lines(text).text == "Title\n\nOne\n\nTwo"


def test_a_tab_inside_a_line_becomes_a_blank():
    assert tidy_lines("a\tb \t c").text == "a b c"


def test_a_line_of_invisible_marks_only_is_blank():
    assert tidy_lines("one\n\u200f\u200e\ntwo").text == "one\n\ntwo"


def test_what_a_person_types_gets_the_same_form_as_what_is_imported():
    assert canonical("  Bu\u0308rger\r\n\r\n\r\nzwei\x00 ") == "Bürger\n\nzwei"


def test_a_damaged_text_is_kept_and_its_repair_only_offered():
    broken = "Die Türkei begrüßte das.".encode().decode("cp1252") * 3
    proposal = propose(broken.encode(), "a.txt")
    assert "TÃ¼rkei" in proposal.text
    assert proposal.repaired.startswith("Die Türkei begrüßte das.")
    assert "mojibake" in [note.code for note in proposal.warnings]
    assert propose(broken.encode(), "a.txt", repair=True).text.startswith("Die Türkei begrüßte")


def test_damage_done_twice_is_undone_twice():
    once = "L’été à l’île fut très chaud, a déclaré le maire.".encode().decode("cp1252", "replace")
    twice = (
        "Été très chaud à l'île d'Yeu, déclaré.".encode()
        .decode("latin-1")
        .encode()
        .decode("latin-1")
    )
    assert propose(twice.encode(), "a.txt").repaired == "Été très chaud à l'île d'Yeu, déclaré."
    assert propose(once.encode(), "a.txt").repaired is not None


def test_russian_read_as_western_letters_is_recognised():
    meant = "Мэр открыл в среду мост через реку. Больших повреждений обнаружено не было."
    proposal = propose(meant.encode("cp1251").decode("cp1252").encode(), "a.txt")
    assert proposal.repaired == meant
    assert proposal.language == "ru"
    assert proposal.language_confidence <= 0.5


def test_entities_in_plain_text_are_decoded_once_on_request():
    raw = b"Z&uuml;rich hat AT&amp;amp;T gelobt: 5 &lt; 6, sagte man dort gestern."
    proposal = propose(raw, "a.txt")
    assert "Z&uuml;rich" in proposal.text
    assert proposal.repaired.startswith("Zürich hat AT&amp;T gelobt: 5 < 6")


@pytest.mark.parametrize(
    "text", ["Œuvre d’été – à 30 €", "naïve café", "Ærø ligger i Østersøen", "ñandú", "Â Ø"]
)
def test_a_sound_text_is_not_called_damaged(text):
    proposal = propose(text.encode(), "a.txt")
    assert proposal.repaired is None
    assert unicodedata.normalize("NFC", text) == proposal.text
