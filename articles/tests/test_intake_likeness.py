"""The same content is recognised however it was saved."""

from articles.intake import fingerprint, overlap, propose

TEXT = "Puente abierto\n\nEl puente se abrió el miércoles, dijo la alcaldesa, después de disputas."


def test_the_same_article_in_another_encoding_and_layout_has_the_same_fingerprint():
    other = TEXT.replace("\n\n", "\r\n\r\n\r\n") + "\r\n"
    assert (
        propose(TEXT.encode(), "a.txt").fingerprint
        == propose(other.encode("cp1252"), "b.txt").fingerprint
        == fingerprint(TEXT.upper())
    )


def test_another_word_makes_another_fingerprint():
    assert fingerprint(TEXT) != fingerprint(TEXT.replace("miércoles", "jueves"))


def test_an_agency_text_with_another_headline_is_nearly_the_same():
    long = TEXT + " " + " ".join(f"Palabra número {n} del texto." for n in range(40))
    other = long.replace("Puente abierto", "Por fin") + "\n\n(Redacción)"
    assert 0.9 < overlap(long, other) < 1


def test_unrelated_texts_and_empty_ones_share_nothing():
    assert overlap(TEXT, "Something else entirely was said in another place.") == 0
    assert overlap(TEXT, "") == 0
    assert overlap(TEXT, TEXT) == 1


def test_chinese_texts_are_compared_by_character():
    assert overlap("市长星期三为跨河大桥揭幕", "市长星期三为跨河大桥开幕") > 0.7
