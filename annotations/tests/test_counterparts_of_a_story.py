"""A selected passage is compared with other articles without loading an encoder."""

import pytest

from annotations.proposals import encoding, pipeline
from annotations.proposals.counterparts import candidates_for, claims_near, counterparts_of
from annotations.proposals.running import go, request_run
from annotations.tests.suggesting_material import Dictionary
from articles.models import Article
from articles.tests.factories import make_article, make_story

from .factories import make_claim, make_rendering

pytestmark = pytest.mark.django_db

ENGLISH = (
    "Rain fell on the port all night.\n\nThe harbour is closed until noon.\n\nNobody was hurt."
)
GERMAN = "Niemand wurde verletzt.\n\nHafen geschlossen bleibt vorerst.\n\nWasser stand hoch."
MEANINGS = {"harbour": "hafen", "closed": "geschlossen", "nobody": "niemand", "hurt": "verletzt"}


@pytest.fixture(params=["encoder", "words"])
def story(request, monkeypatch):
    found = Dictionary(MEANINGS) if request.param == "encoder" else None
    monkeypatch.setattr(pipeline, "the_encoder", lambda: found)
    return make_story(is_public=True)


@pytest.fixture
def articles(story, monkeypatch):
    first = make_article(story, ENGLISH)
    second = make_article(story, ENGLISH.replace("Nobody", "No one"), source="Another")
    german = make_article(story, GERMAN, "de", source="Ein Blatt")
    go(request_run(story))
    monkeypatch.setattr(encoding, "load_encoder", lambda name: pytest.fail("loaded"))
    return list(Article.objects.filter(pk__in=[first.pk, second.pk, german.pk]).order_by("pk"))


def span_of(article, words):
    start = article.revision.text.index(words)
    return start, start + len(words)


def test_the_best_sentence_of_each_other_article_comes_first(articles):
    span = span_of(articles[0], "harbour is closed")
    found = counterparts_of(articles[0], span, articles[1:])
    assert next(c.exact for c in found if c.rank == 0) == "The harbour is closed until noon."
    assert {c.article for c in found} == set(articles[1:])


def test_a_translation_is_found_by_what_an_encoder_made_of_it(articles, story):
    if not story.runs.get().method:
        pytest.skip("words alone translate nothing")
    found = counterparts_of(articles[0], span_of(articles[0], "harbour is closed"), [articles[2]])
    assert found[0].exact == "Hafen geschlossen bleibt vorerst."


def test_claims_are_ranked_by_their_renderings_elsewhere(articles, story, ben):
    make_claim(story, "Nothing renders this.")
    make_rendering(articles[1], "No one was hurt.", "Nobody was hurt.", author=ben)
    make_rendering(articles[1], "harbour is closed", "The port is closed.", author=ben)
    ranked = claims_near(articles[0], span_of(articles[0], "The harbour is closed"), ben)
    assert [claim.statement for claim in ranked] == ["The port is closed.", "Nobody was hurt."]


def test_an_empty_cell_has_candidates(articles, story, ben):
    made = make_rendering(articles[1], "harbour is closed", "The port is closed.", author=ben)
    (best, *_) = candidates_for(story.claims.get(), articles[0], [made])
    assert best.exact == "The harbour is closed until noon."
    assert best.rank == 0


def test_a_claim_that_nothing_renders_is_looked_for_by_its_own_words(articles, story):
    (best, *_) = candidates_for(make_claim(story, "The harbour was closed."), articles[0], [])
    assert best.exact == "The harbour is closed until noon."


def test_a_text_that_no_run_has_read_yet_is_compared_by_its_words(articles, story):
    new = make_article(story, ENGLISH + "\n\nMore.", source="A fourth")
    new = Article.objects.get(pk=new.pk)
    found = counterparts_of(new, span_of(new, "harbour is closed"), articles[:1])
    assert found[0].exact == "The harbour is closed until noon."
