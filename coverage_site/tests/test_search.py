"""The search page: articles, claims and annotations, with filters, pages and help."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from annotations.actions import delete_annotation
from annotations.tests.factories import make_annotation, make_claim, make_rendering
from articles.actions import store_article
from articles.intake import propose
from articles.tests.factories import make_article, make_member, make_source, make_story

pytestmark = pytest.mark.django_db

HOSTILE = Path(settings.BASE_DIR).parent / "shared" / "hostile"


def expected_hits():
    """(file, language, query, sentences that have it) of the collection of bad inputs."""
    if not (HOSTILE / "index.json").exists():
        return []
    files = json.loads((HOSTILE / "index.json").read_text())["files"]
    return [
        (entry["file"], entry["language"], search["query"], search["hits"])
        for entry in files
        for search in entry.get("search", [])
    ]


def find(client, words, **params):
    return client.get(reverse("search"), {"q": words} | params)


def on_page(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def article(story):
    return make_article(
        story, "Rain fell on the port. Snow <b>fell</b>.", headline="Weather & more"
    )


def test_a_hit_is_shown_in_its_sentence_with_a_link_to_that_place(client, article):
    page = on_page(find(client, "snow"))
    address = f"{article.get_absolute_url()}#s-{article.pk}-23"
    assert f'<a href="{address}"><mark>Snow</mark> &lt;b&gt;fell&lt;/b&gt;.</a>' in page


def test_what_is_in_a_text_is_text_and_never_html(client, article):
    page = on_page(find(client, "fell"))
    assert "<b>fell" not in page
    assert "Weather &amp; more" in page


def test_a_hit_stands_in_its_own_language_and_direction(client, story):
    make_article(story, "نزل المطر أمس.", language="ar", headline="خبر")
    assert 'lang="ar" dir="rtl"' in on_page(find(client, "المطر"))


def test_what_was_typed_comes_back_as_text(client):
    assert '"><script>' not in on_page(find(client, '"><script>alert(1)</script>'))


def test_without_words_the_page_explains_what_can_be_asked(client):
    for words in ("", "   "):
        assert "In the articles, and in what is said of them" in on_page(find(client, words))


def test_unwanted_words_alone_are_no_question(client, article):
    assert "Which words should be there?" in on_page(find(client, "-rain"))


def test_without_hits_the_page_says_so_and_suggests_a_way_on(client, article):
    page = on_page(find(client, "hail rain", language="en"))
    assert "No article has these words" in page
    assert "Search without the filters" in page
    assert "Search for any of the words" in page
    assert "No article has this word" in on_page(find(client, "hail"))


def test_hits_elsewhere_are_one_click_away(client, article):
    make_annotation(article, "Rain", note="Hail was forecast.")
    assert "1 in annotations" in on_page(find(client, "hail"))


def test_a_claim_is_found_with_the_stances_taken_on_it(client, article):
    make_rendering(article, "Rain fell", "It poured on the port.", "contradicts")
    page = on_page(find(client, "pouring", **{"in": "claims"}))
    assert "It <mark>poured</mark> on the port." in page
    assert "contradicts it" in page


def test_an_annotation_is_found_by_its_passage_and_by_its_note(client, article):
    marked = make_annotation(article, "Rain fell", note="Said twice.")
    for words, shown in (("rain", "<mark>Rain</mark> fell"), ("twice", "Said <mark>twice</mark>.")):
        page = on_page(find(client, words, **{"in": "annotations"}))
        assert shown in page
        assert f"{article.get_absolute_url()}?mark={marked.uid}#mark-{marked.uid}" in page


def test_each_tab_says_how_much_there_is(client, article):
    make_annotation(article, "Rain fell")
    make_claim(article.story, "It rained.")
    tabs = {tab.kind.name: tab.count for tab in find(client, "rain").context["found"].tabs}
    assert tabs == {"articles": 1, "claims": 1, "annotations": 1}


def test_nothing_of_a_story_that_is_not_open_is_found(client):
    hidden = make_story("Hidden")
    article = make_article(hidden, "Rain fell.", source="Hidden Sheet")
    make_rendering(article, "Rain", "It rained.")
    for kind in ("articles", "claims", "annotations"):
        page = find(client, "rain", **{"in": kind})
        assert not page.context["found"].hits
        assert "Hidden" not in on_page(page)
    client.force_login(make_member(hidden, "ben", "reader"))
    for kind in ("articles", "claims", "annotations"):
        assert find(client, "rain", **{"in": kind}).context["found"].hits


def test_what_was_deleted_is_not_found(client, article):
    delete_annotation(make_annotation(article, "Rain fell"), None, 1)
    assert not find(client, "rain", **{"in": "annotations"}).context["found"].hits


@pytest.mark.parametrize("kind", ["articles", "claims", "annotations"])
@pytest.mark.parametrize(
    "narrowed",
    [
        {"language": "de"},
        {"source": "other-sheet"},
        {"story": "another"},
        {"since": "2015-11-27"},
        {"until": "2015-11-25"},
    ],
)
def test_filters_narrow_every_kind_of_hit(client, story, kind, narrowed):
    other = make_story("Another", is_public=True)
    make_article(other, "Hagel.", language="de", source="Other Sheet", published_on=None)
    wanted = make_article(story, "Rain fell.", published_on=date(2015, 11, 26))
    make_rendering(wanted, "Rain", "Rain fell.")
    params = {"in": kind}
    assert len(find(client, "rain", **params).context["found"].hits) == 1
    assert not find(client, "rain", **params, **narrowed).context["found"].hits


def test_a_filter_that_makes_no_sense_is_told(client, article):
    answer = find(client, "rain", since="yesterday", source="nobody")
    assert answer.context["found"] is None
    page = on_page(answer)
    assert "Enter a valid date." in page
    assert "No such outlet is known to you." in page


def test_the_menus_offer_what_occurs_among_the_hits_and_what_was_chosen(client, story):
    make_article(story, "Rain fell.", source="Open Sheet")
    make_article(story, "Der Rain (Fluss).", language="de", source="Offenes Blatt")
    make_article(story, "Neige.", language="fr", source="Other Sheet")
    make_article(make_story("Hidden"), "Rain fell.", language="ar", source="Hidden Sheet")
    form = find(client, "rain", language="fr").context["form"]
    languages = [label for _, label in form.fields["language"].widget.choices]
    assert languages == ["any language", "English", "French", "German"]
    form = find(client, "rain", source="open-sheet").context["form"]
    sources = [label for _, label in form.fields["source"].widget.choices]
    assert sources == ["any outlet", "Offenes Blatt", "Open Sheet"]


def test_results_come_in_pages_that_keep_the_question(client, story):
    for n in range(23):
        make_article(story, f"Rain fell on day {n}.")
    first = find(client, "rain", language="en")
    assert len(first.context["found"].hits) == 20
    second = client.get(reverse("search") + first.context["found"].page.next_url)
    assert len(second.context["found"].hits) == 3
    seen = [hit.article.pk for page in (first, second) for hit in page.context["found"].hits]
    assert len(set(seen)) == 23


def test_the_newest_come_first_where_that_is_asked_for(client, story):
    days = [date(2015, 11, 26), None, date(2015, 11, 28)]
    made = [make_article(story, f"Rain fell, {n}.", published_on=d) for n, d in enumerate(days)]
    hits = find(client, "rain", order="newest").context["found"].hits
    assert [hit.article for hit in hits] == [made[2], made[0], made[1]]


def test_of_very_many_hits_the_newest_are_not_cut_off(client, story, monkeypatch):
    for module in ("articles.search", "coverage_site.search"):
        monkeypatch.setattr(f"{module}.MOST_RANKED", 2)
    days = [date(2015, 11, day) for day in (20, 21, 22, 23)]
    made = [make_article(story, f"Rain fell, {d}.", published_on=d) for d in days]
    found = find(client, "rain", order="newest").context["found"]
    assert [hit.article for hit in found.hits] == made[::-1]
    assert "More than 2 match." in on_page(find(client, "rain"))


@pytest.mark.parametrize("words", ["\x00", "a" * 201, "\ud800", "'); --", "%", '"', "or or", "- -"])
def test_no_words_break_the_page(client, article, words):
    sent = words.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert find(client, sent).status_code == 200


@pytest.mark.skipif(not HOSTILE.exists(), reason="the collection of bad inputs is not there")
@pytest.mark.parametrize(("file", "language", "words", "sentences"), expected_hits())
def test_words_are_found_in_texts_that_came_in_damaged(
    client, story, file, language, words, sentences
):
    raw = (HOSTILE / file).read_bytes()
    proposal = propose(raw, file, language=language)
    store_article(story, None, raw, proposal, make_source("The Morning Sheet"), file_name=file)
    (hit,) = find(client, words).context["found"].hits
    assert hit.sentences.count >= sentences  # the stemmer may know further forms of a word
