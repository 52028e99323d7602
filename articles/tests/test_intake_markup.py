"""A web page gives its article, and nothing of it can run anywhere."""

from datetime import date

import pytest

from articles.intake import Refused, propose

SENTENCE = (
    "Die Brücke über den Fluß ist am Mittwoch nach langem Streit um die Kosten eröffnet worden."
)
PARAGRAPHS = "".join(
    f"<p>{SENTENCE} Das war Nummer {n} von vielen, sagte sie.</p>" for n in range(1, 6)
)
PAGE = f"""<!DOCTYPE html><html lang="de"><head><title>Brücke eröffnet – Der Musterbote</title>
<meta property="og:site_name" content="Der Musterbote"><meta name="author" content="Jana Muster">
<meta property="article:published_time" content="2012-05-03T18:00:00+02:00">
<script>document.title = "owned"</script></head><body><nav>Start | Politik</nav><article>
<h1>Brücke eröffnet</h1>{PARAGRAPHS}<h2>Streit ums Geld</h2>{PARAGRAPHS.replace("Nummer", "Zahl")}
<p onclick="alert(1)">Alle gingen <b>nach</b> Hause<img src=x onerror="alert(1)">.</p></article>
<footer>Impressum</footer></body></html>"""


def test_a_page_gives_text_metadata_and_headings():
    proposal = propose(PAGE.encode(), "page.html")
    assert proposal.media_type == "text/html"
    assert proposal.headline == "Brücke eröffnet"
    assert proposal.byline == "Jana Muster"
    assert proposal.published_on == date(2012, 5, 3)
    assert (proposal.source_name, proposal.language) == ("Der Musterbote", "de")
    headings = [proposal.text[p.start : p.end] for p in proposal.passages if p.kind == "subheading"]
    assert headings == ["Streit ums Geld"]


def test_nothing_of_the_markup_is_left():
    text = propose(PAGE.encode(), "page.html").text
    assert not any(mark in text for mark in ("<", "alert", "owned", "Impressum"))
    assert "Alle gingen nach Hause" in text


def test_a_page_with_the_name_of_a_text_is_taken_as_a_page_and_that_is_said():
    proposal = propose(PAGE.encode(), "page.txt")
    assert proposal.media_type == "text/html"
    assert "page_in_disguise" in [note.code for note in proposal.warnings]


def test_a_short_page_gives_its_visible_text():
    raw = b"<html><body><nav>Menu</nav><p>One.</p>two<!-- x --> three<p>Four.</body></html>"
    assert propose(raw, "a.html").text == "One.\n\ntwo three\n\nFour."


def test_a_plain_text_that_mentions_tags_stays_text():
    raw = b"Use <b> for bold, 5 < 6 and a <p> for a paragraph, said the teacher on Monday."
    proposal = propose(raw, "a.txt")
    assert proposal.media_type == "text/plain"
    assert proposal.text == raw.decode()


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>alert(1)</script></body></html>"]
)
def test_a_page_without_text_is_refused(page):
    with pytest.raises(Refused):
        propose(page.encode(), "a.html")


def test_a_page_that_names_another_language_than_it_has_is_pointed_out():
    proposal = propose(PAGE.replace('lang="de"', 'lang="en-GB"').encode(), "page.html")
    assert "language_declared" in [note.code for note in proposal.warnings]
