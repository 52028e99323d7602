"""Sentences end where a reader would end them."""

import pytest

from articles.intake import segment
from articles.intake.sentences import split_sentences


def sentences(text, language):
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Am 3. Mai kam Dr. Huber z. B. mit 3,5 Mio. Euro. Das war der 2. Besuch.", 2),
        ("de", "Ludwig XIV. und der 1. FC trafen sich im 21. Jahrhundert.", 1),
        ("de", "Es kamen 20. Er blieb.", 2),
        ("de", "„Nein!“, rief sie. „Wirklich?“, fragte er.", 2),
        ("en", "The U.S.-led talks began on Nov. 3 at 5 p.m. in Geneva. Nobody spoke.", 2),
        ("en", "Gov. J. K. Brown met Lt. Col. Fox at No. 10. It rained.", 2),
        ("en", "It was odd…obviously so. Wait... what?", 2),
        ("en", "“Really?” he asked. She left.", 2),
        ("fr", "M. Dupont et Mme X. ont dit « oui. » Le gén. Petit a ri.", 2),
        ("fr", "Jean-P. Martin est là ! Vraiment ? Oui…", 3),
        ("ar", "قال د. سالم ذلك. ثم رحل؟ نعم!", 3),
        ("ar", "قال الوزير (...) ولكن لم يحضر أحد بنسبة 3.5 في المئة", 1),
        ("ru", "А. С. Иванов пришел. Т. е. так.", 2),
        ("tr", "Dr. Ali geldi. 3. gün gitti.", 2),
        ("ja", "彼は「行く。」と言った。そして去った。", 2),
        ("zh-Hans", "桥开了。真的？是！", 3),
        ("hi", "यह है। वह गया।", 2),
        ("ckb", "ئەمە باشە. ئەو ڕۆیشت؟", 2),
        ("und", "One is here. Two is there.", 2),
    ],
)
def test_sentences_are_counted_as_a_reader_counts_them(language, text, count):
    assert len(sentences(text, language)) == count, sentences(text, language)


def test_a_long_quotation_is_divided_so_that_each_statement_can_be_marked():
    text = (
        "“We opened the bridge on Wednesday. We will open another one in May,” she said. Rain fell."
    )
    assert sentences(text, "en") == [
        "“We opened the bridge on Wednesday.",
        "We will open another one in May,” she said.",
        "Rain fell.",
    ]


def test_a_quotation_of_a_few_words_stays_whole():
    assert len(sentences("He said: “No. Never.” Then he left.", "en")) == 2


def test_quotation_marks_stay_with_the_words_they_quote():
    assert sentences('He left. "It is late," she said.', "en")[1].startswith('"It')
    assert sentences("›Das ist so.‹ Dann ging er.", "de")[0].endswith("‹")


def test_a_very_long_line_is_divided_in_time():
    text = "The bridge was opened on Wednesday. “" * 3000
    assert len(sentences(text, "en")) >= 2999


def kinds(text, language="en"):
    return [(p.kind, text[p.start : p.end]) for p in segment(text, language)]


BODY = "The bridge over the river was opened on Wednesday after years of work and quarrels."


def test_headline_and_subheadings_are_told_from_paragraphs():
    text = f"Bridge opened at last\n\n{BODY}\n\nLong quarrels\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "paragraph", "subheading", "paragraph"]


def test_a_kicker_does_not_become_the_headline():
    text = f"Transport\n\nBridge opened at last, after years of quarrels\n\n{BODY}"
    assert kinds(text)[:2] == [
        ("subheading", "Transport"),
        ("headline", "Bridge opened at last, after years of quarrels"),
    ]


def test_a_text_of_full_sentences_has_no_headline():
    assert kinds(f"{BODY}\n{BODY}\n{BODY}")[0][0] == "paragraph"


def test_the_lines_of_a_list_are_not_all_subheadings():
    text = f"Bridge opened at last\n\n{BODY}\n\nBread\nWine\nCheese\nApples\n\n{BODY}"
    assert "subheading" not in {kind for kind, _ in kinds(text)}


def test_a_corrected_text_is_segmented_without_being_imported_again():
    text = "Bridge opened\n\nIt rained. Nobody minded, of course, said the mayor."
    headline, paragraph = segment(text, "en")
    assert (headline.kind, headline.start, headline.end) == ("headline", 0, 13)
    assert text[slice(*paragraph.sentences[0])] == "It rained."


def test_positions_count_emoji_as_one():
    text = "😀 Ja. 😀 Nein."
    assert [text[a:b] for a, b in split_sentences(text, "de")] == ["😀 Ja.", "😀 Nein."]
