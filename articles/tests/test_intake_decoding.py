"""Bytes become the text that was meant, and what was odd about them is said."""

import pytest

from articles.intake import Refused, propose
from articles.intake.decoding import MAX_BYTES, decode

GERMAN = "Die Bürgermeisterin öffnete am Mittwoch die Brücke.\n\nGrößere Schäden gab es keine."
TEXTS = {
    "de": GERMAN,
    "fr": "Le maire a présenté à l’hôtel de ville un projet « très attendu » – 30 € par élève.",
    "tr": "Belediye başkanı çarşamba günü köprüyü açtı. Ağır şartlar öne sürüldüğü söyleniyor.",
    "pl": "Burmistrz otworzył w środę most. Łączy nas wiele - powiedział później dziennikarzom.",
    "ru": "Мэр открыл в среду мост через реку. Больших повреждений, по его словам, не было.",
    "uk": "Мер відкрив у середу міст через річку. Значних пошкоджень, за його словами, немає.",
    "ar": "افتتح رئيس البلدية يوم الأربعاء الجسر فوق النهر، وقال إن الأضرار لم تكن كبيرة.",
    "he": "ראש העיר פתח ביום רביעי את הגשר מעל הנהר ואמר כי לא נמצאו נזקים גדולים השנה.",
    "el": "Ο δήμαρχος άνοιξε την Τετάρτη τη γέφυρα και μίλησε στους δημοσιογράφους.",
    "zh": "市长星期三为跨河大桥揭幕，并表示今年没有发现重大损坏，大家都很满意。",
    "ja": "市長は水曜日に川の橋を開通させ、今年は損傷は見つからなかったと述べた。",
    "ko": "시장은 수요일에 다리를 개통했으며 올해는 큰 피해가 없었다고 말했다.",
}


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("de", "cp1252"),
        ("fr", "cp1252"),
        ("tr", "iso8859_9"),
        ("pl", "cp1250"),
        ("pl", "iso8859_2"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("ru", "cp866"),
        ("uk", "koi8_u"),
        ("ar", "cp1256"),
        ("ar", "iso8859_6"),
        ("he", "cp1255"),
        ("el", "cp1253"),
        ("zh", "gb18030"),
        ("ja", "cp932"),
        ("ja", "euc_jp"),
        ("ja", "iso2022_jp"),
        ("ko", "cp949"),
        ("ar", "utf-16"),
        ("de", "utf-16-be"),
        ("de", "utf-16-le"),
        ("ru", "utf-8-sig"),
        ("de", "utf-32"),
    ],
)
def test_a_short_text_in_an_undeclared_encoding_comes_out_as_it_was_written(language, codec):
    assert decode(TEXTS[language].encode(codec)).text == TEXTS[language]


def test_plain_utf8_needs_no_remark():
    decoded = decode(GERMAN.encode())
    assert (decoded.encoding, decoded.notes) == ("utf-8", ())


def test_a_page_that_declares_latin_1_is_read_as_browsers_read_it():
    page = (
        "<html><head><meta charset='iso-8859-1'></head><body><p>“Yes” – for 30 €</p></body></html>"
    )
    decoded = decode(page.encode("cp1252"))
    assert decoded.encoding == "windows-1252"
    assert "“Yes” – for 30 €" in decoded.text


def test_one_line_in_another_encoding_is_read_apart_and_its_number_told():
    raw = GERMAN.encode() + "\n\nEin späterer Nachtrag über Kühe.".encode("latin-1")
    decoded = decode(raw)
    assert decoded.text.endswith("Ein späterer Nachtrag über Kühe.")
    assert "Größere Schäden" in decoded.text
    (note,) = decoded.notes
    assert note.is_warning
    assert note.message.startswith("Line 5 ")


def test_a_download_cut_inside_a_letter_loses_only_that_letter():
    whole = TEXTS["ar"].removesuffix(".")
    decoded = decode(whole.encode()[:-1])
    assert decoded.text == whole[:-1]
    assert [note.code for note in decoded.notes] == ["cut_end"]


def test_senseless_bytes_in_plain_text_are_marked_and_counted():
    decoded = decode(b"The bridge \xfe\xff\xfd was opened on Wednesday.")
    assert decoded.text == "The bridge \ufffd\ufffd\ufffd was opened on Wednesday."
    assert decoded.notes[0].count == 3


def test_an_encoding_named_by_a_person_is_taken():
    decoded = decode(TEXTS["ru"].encode("cp866"), "ibm866")
    assert decoded.text == TEXTS["ru"]


def test_a_wrongly_named_encoding_warns_of_each_lost_place():
    decoded = decode("Köln".encode("latin-1"), "utf-8")
    assert any(note.code == "undecodable" and note.count == 1 for note in decoded.notes)


def test_a_name_that_is_no_encoding_of_text_is_refused():
    for name in ("rot13", "zlib", "utf-7", "punycode", "../etc"):
        with pytest.raises(Refused, match="not the name of an encoding"):
            decode(b"text", name)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 ...", "This is a PDF file"),
        (b"PK\x03\x04 word/document.xml", "a zip archive or an office document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0 JFIF", "a picture"),
        (b"{\\rtf1 text}", "rich-text"),
        (bytes(range(256)) * 8, "binary file"),
        (b"\x00" * 400, "binary file"),
        (b" \n\t\r\n ", "no text in the file"),
        (b"... --- ...", "no text in the file"),
        (b"a" * (MAX_BYTES + 1), "an article may have 2 MB"),
        (b"a\n" * 6000, "lines; an article may have"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence(raw, sentence):
    with pytest.raises(Refused) as refusal:
        propose(raw, "file.txt")
    assert sentence in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")
