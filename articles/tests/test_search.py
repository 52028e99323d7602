"""Search over articles: what is found, in which order, and how a hit is shown."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import search
from articles.actions import delete_article, strike
from articles.hits import article_hits
from articles.models import Language
from articles.search import Filters, Words

from .factories import make_article, make_member, make_source, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story(is_public=True)


def found(typed, user=None, **filters):
    """The articles that answer, the best first."""
    user, words = user or AnonymousUser(), Words.parse(typed)
    narrowed = Filters(**filters)
    configs = search.configurations(search.languages_in_use(), narrowed)
    rows = search.find_articles(user, words, narrowed, configs)
    best = search.best_of(rows, search.rank_of(words))
    return list(best.select_related("language", "revision").order_by("-rank", "-pk"))


def shown(typed, user=None):
    """(marked headline, [marked sentences]) of each hit; [brackets] stand around what is marked."""
    words = Words.parse(typed)
    return [
        (brackets(hit.headline), [brackets(m.pieces) for m in hit.sentences.shown])
        for hit in article_hits(found(typed, user), words)
    ]


def brackets(pieces):
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("de", "Die Regierungen haben es beschlossen.", "Regierung"),
        ("de", "An der Bu\u0308rgerstraße wird gebaut.", "BÜRGERSTRASSE"),
        ("en", "Ministers were sharing what they knew.", "share"),
        ("fr", "Les ministres accusées hier.", "accusé"),
        ("fr", "Un armement a été déclaré.", "declare"),
        ("es", "Las declaraciones del ministro.", "declaración"),
        ("fr", "Les pro\u00adduc\u00adteurs de lait.", "producteurs"),
        ("ar", "قالت الحُكومَةُ إنها لن تنسحب.", "الحكومة"),
        ("ar", "قال الوزراء إنهم يدرسون الأمر.", "الوزراء"),
        ("ru", "Он начал своё расследование.", "свое расследование"),
        ("pl", "Rząd ogłosił zawieszenie broni.", "zawieszenie"),
        ("pl", "Rząd ogłosił zawieszenie broni.", "zawiesz"),
        ("zh-Hans", "北京市政府发言人星期二表示。", "政府"),
        ("th", "รัฐบาลไทยประกาศเมื่อวานนี้", "ประกาศ"),
    ],
)
def test_a_word_is_found_in_the_forms_and_spellings_of_its_language(story, language, text, typed):
    article = make_article(story, text, language=language)
    assert found(typed) == [article]


@pytest.mark.parametrize(
    ("typed", "headlines"),
    [
        ("oil gas", ["Both"]),
        ("oil or gas", ["Both", "Gas", "Oil"]),
        ("oil -gas", ["Oil"]),
        ('"price of oil"', ["Oil"]),
        ("“price of oil”", ["Oil"]),
        ("„price of oil“", ["Oil"]),
        ('"rose oil"', []),
        ("-oil", ["Gas"]),
        ("the", []),
        ("100%", []),
        ("' \" \\ & | ! ( ) : * <->", []),
        ("", []),
    ],
)
def test_phrases_alternatives_and_unwanted_words(story, typed, headlines):
    make_article(story, "The price of oil rose.", headline="Oil")
    make_article(story, "The price of gas rose.", headline="Gas")
    make_article(story, "Ships with oil and gas.", headline="Both")
    assert sorted(article.headline for article in found(typed)) == headlines


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("broni rząd", True), ("rząd -broni", False), ("ni", False), ("50%", False), ("r_ąd", False)],
)
def test_where_there_is_no_stemming_words_are_found_inside_words(story, typed, is_found):
    make_article(story, "Rząd ogłosił zawieszenie broni.", language="pl")
    assert bool(found(typed)) == is_found


def test_an_article_whose_title_has_the_word_comes_first(story):
    make_article(story, "A word about oil, and oil, and oil.", headline="Rain")
    titled = make_article(story, "A word about rain.", headline="Oil")
    assert found("oil")[0] == titled


def test_struck_passages_are_not_searched_until_they_are_put_back(story):
    article = make_article(story, "Photo: Agency\n\nRain fell.")
    assert found("agency") == []
    strike(article, None, article.revision.segments.first(), "")
    assert found("agency") == [article]


def test_what_the_reader_may_not_see_is_not_found():
    hidden = make_story()
    article = make_article(hidden, "Rain fell.")
    assert found("rain") == []
    assert found("rain", make_member(hidden, "ben", "reader")) == [article]


def test_deleted_articles_are_not_found(story):
    delete_article(make_article(story, "Rain fell."), None)
    assert found("rain") == []


def test_filters_narrow_it_down(story):
    other = make_story("Another", is_public=True)
    rain = make_article(story, "Rain fell.", published_on=date(2015, 11, 26))
    make_article(other, "Rain, too.", source="Other", published_on=date(2015, 11, 28))
    make_article(story, "Rain ohne Datum.", language="de", source="Third")
    first = {"until": date(2015, 11, 26)}
    for narrowed in (
        {"story": story, "language": Language.objects.get(code="en")},
        {"source": make_source("The Morning Sheet")},
        {"since": date(2015, 11, 26)} | first,
        first,
    ):
        assert found("rain", **narrowed) == [rain]


def test_the_words_are_marked_in_their_sentences_as_they_stand(story):
    make_article(
        story,
        "Regen\n\nDie „Regierungen“ haben es beschlossen. Sonst nichts. Eine Regierung, zwei.",
        language="de",
        headline="Regen",
    )
    (headline, sentences), *_ = shown("regierung")
    assert headline == "Regen"
    assert sentences == [
        "Die „[Regierungen]“ haben es beschlossen.",
        "Eine [Regierung], zwei.",
    ]


def test_a_hit_in_the_headline_is_marked_there_and_not_said_twice(story):
    make_article(story, "Oil rises\n\nNothing else happened.", headline="Oil rises")
    assert shown("oil") == [("[Oil] rises", [])]


def test_letters_that_fold_into_several_words_do_not_move_the_marks(story):
    make_article(story, "قال النبي ﷺ ´ إن المطر نزل.", language="ar", headline="خبر")
    assert shown("المطر") == [("خبر", ["قال النبي ﷺ ´ إن [المطر] نزل."])]


def test_in_scripts_without_blanks_only_the_letters_searched_for_are_marked(story):
    make_article(story, "北京市政府发言人表示。", language="zh-Hans", headline="新闻")
    assert shown("政府") == [("新闻", ["北京市[政府]发言人表示。"])]


def test_vowel_signs_and_soft_hyphens_stay_inside_the_mark(story):
    make_article(story, "قالت الحُكومَةُ، أمس.", language="ar", headline="خبر")
    assert shown("الحكومة")[0][1] == ["قالت [الحُكومَةُ]، أمس."]


def test_of_many_sentences_the_best_are_shown_in_reading_order(story):
    text = " ".join(f"Oil number {n} is here." for n in range(4)) + " Oil and gas are here."
    make_article(story, text, headline="News")
    (hit,) = article_hits(found("oil gas"), Words.parse("oil gas"))
    sentences = [brackets(marked.pieces) for marked in hit.sentences.shown]
    assert sentences[-1] == "[Oil] and [gas] are here."
    assert sentences[:2] == ["[Oil] number 0 is here.", "[Oil] number 1 is here."]
    assert hit.sentences.more == 2


def test_words_that_no_single_sentence_has_together_are_marked_where_each_stands(story):
    make_article(story, "Oil rose. Rain fell.", headline="News")
    assert shown("oil rain") == [("News", ["[Oil] rose.", "[Rain] fell."])]


def test_a_sentence_of_a_struck_passage_is_not_shown(story):
    make_article(story, "Photo: Agency\n\nThe agency says so.", headline="News")
    assert shown("agency") == [("News", ["The [agency] says so."])]


def test_showing_hits_costs_two_queries_however_many_there_are(story):
    for n in range(12):
        make_article(story, f"Oil {n} rose. Oil fell.", language=["en", "de", "pl"][n % 3])
    articles = found("oil")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(article_hits(articles, Words.parse("oil"))) == 12
    assert len(queries) == 2


def test_of_a_very_common_word_only_so_many_are_ranked(story, monkeypatch):
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    for n in range(5):
        make_article(story, f"Oil {n} rose.")
    assert len(found("oil")) == 3
