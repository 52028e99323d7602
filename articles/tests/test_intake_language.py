"""The language is proposed with a doubt where there is one."""

import pytest

from articles.intake import propose
from articles.intake.language import identify

ENGLISH = (
    "The bridge over the river was opened on Wednesday after years of quarrels about its cost."
)
GERMAN = (
    "Die Brücke über den Fluß ist am Mittwoch nach langem Streit um die Kosten eröffnet worden."
)
ARABIC = "افتتح الجسر فوق النهر يوم الأربعاء بعد سنوات من الخلاف حول تكاليفه كما قالت رئيسة البلدية"
SORANI = "پردەکەی سەر ڕووبارەکە ڕۆژی چوارشەممە کرایەوە، دوای چەندین ساڵ لە ناکۆکی لەسەر تێچووەکەی"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (ARABIC, "ar"),
        (SORANI, "ckb"),
        ("这座桥是市长星期三为大家开通的，没有人说什么话", "zh-Hans"),
        ("這座橋是市長星期三為大家開通的，沒有人說什麼話", "zh-Hant"),
        (
            "Broen over elven ble åpnet onsdag etter mange års krangel om prisen.",
            "nb",
        ),
    ],
)
def test_a_paragraph_is_enough_to_tell_the_language(text, code):
    assert identify(text).code == code


def test_central_kurdish_is_not_called_arabic_and_a_person_can_still_choose():
    guess = identify(SORANI)
    assert guess.confidence < 1
    assert "ar" in guess.alternatives


def test_three_words_give_a_guess_and_a_warning():
    proposal = propose(b"The bridge opened", "a.txt")
    assert "language_unsure" in [note.code for note in proposal.warnings]


def test_digits_have_no_language():
    assert propose(b"1234 5678", "a.txt").language == "und"


def test_a_text_in_several_languages_asks_for_one():
    proposal = propose(f"{ENGLISH}\n\n{GERMAN}\n\n{ARABIC}".encode(), "a.txt")
    assert proposal.language == "mul"
    assert set(proposal.alternatives) == {"en", "de", "ar"}
    assert "mixed_languages" in [note.code for note in proposal.warnings]


def test_one_foreign_paragraph_is_pointed_out_and_does_not_change_the_language():
    proposal = propose("\n\n".join([ENGLISH] * 4 + [GERMAN]).encode(), "a.txt")
    assert proposal.language == "en"
    (note,) = [note for note in proposal.notes if note.code == "mixed_languages"]
    assert "5 (de)" in note.message


def test_a_language_named_by_a_person_is_not_doubted():
    proposal = propose(ENGLISH.encode(), "a.txt", language="fr")
    assert (proposal.language, proposal.language_confidence) == ("fr", 1.0)
