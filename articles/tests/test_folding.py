"""What a search ignores is the same in the database and in Python."""

import pytest
from django.db import connection

from articles.folding import find_folded, fold

STORED = [
    "Bu\u0308rgerstraße",
    "l’été où",
    "producti\u00adteurs",
    "الحُكومَةُ العـربية",
    "\ufef7\ufee3\ufee8\ufef4\ufe94",
    "мой своё Йод и\u0301\u0306",
    "ﬁn ① ½ ﷺ",
    "a\u200bb\u202ec\u2066d\ufeff",
    "東京 ﾄｳｷｮｳ",
]
RANGES = [(0x20, 0xD7FF), (0xFB00, 0xFFFD)]


@pytest.mark.django_db
@pytest.mark.parametrize("text", STORED)
def test_the_database_folds_as_python_does(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(%s)", [text])
        assert cursor.fetchone()[0] == fold(text)


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last"), RANGES)
def test_every_letter_is_folded_alike(first, last):
    with connection.cursor() as cursor:
        cursor.execute("SELECT i, fold(chr(i)) FROM generate_series(%s, %s) AS i", [first, last])
        different = [chr(i) for i, folded in cursor.fetchall() if folded != fold(chr(i))]
    assert different == []


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Die Bu\u0308rgerstraße.", "bürger", ["Bu\u0308rger"]),
        ("الحُكومَةُ", "الحكومة", ["الحُكومَةُ"]),
        ("北京市政府发言人", "政府", ["政府"]),
        ("Straße, straße, STRASSE", "straße", ["Straße", "straße"]),
        ("pro\u00adduc\u00adteurs", "producteurs", ["pro\u00adduc\u00adteurs"]),
        ("ﬁnal", "in", ["ﬁn"]),
        ("ﬁnal", "fi", ["ﬁ"]),
        ("край", "кра", ["кра"]),
        ("крайи", "краи", []),
        ("aaaa", "aa", ["aa", "aa"]),
        ("words", "\u00ad", []),
        ("", "words", []),
    ],
)
def test_words_are_found_as_they_stand(text, words, found):
    assert [text[start:end] for start, end in find_folded(text, words)] == found
