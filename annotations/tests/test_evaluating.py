"""What the machine's proposals are worth is measured against what people have coded."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotations import actions
from annotations.models import Suggestion
from annotations.proposals import pipeline
from annotations.proposals.coded import Folded
from annotations.proposals.running import go, request_run
from annotations.proposals.sayings import as_proposed
from annotations.suggesting.evaluation import Coded, evaluate_families, evaluate_pairs
from annotations.suggesting.pairs import Place
from annotations.tests.suggesting_material import Dictionary, text
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_quotation, make_rendering
from .test_deciding import FIRST, SECOND


@pytest.fixture
def story(db, monkeypatch):
    found = Dictionary()
    monkeypatch.setattr(pipeline, "the_encoder", lambda: found)
    return make_story(is_public=True)


@pytest.fixture
def articles(story):
    return [
        make_article(story, FIRST, file_name="first.txt"),
        make_article(story, SECOND, source="The Evening Sheet", file_name="second.txt"),
    ]


def printed(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def figures(story, path):
    return json.loads(printed("evaluate_suggestions", str(path), "--story", story.slug, "--json"))


def test_a_coded_story_is_a_yardstick_by_its_own_export(story, articles, tmp_path):
    for article in articles:
        said = "The port is closed until noon today"
        make_quotation(article, said, "Anna Weber", utterance="Closed until noon.")
        make_rendering(article, said, "The port is closed.")
    path = tmp_path / "coded.jsonl"
    path.write_text(printed("export_annotations", story.slug))
    found = json.loads(printed("evaluate_suggestions", str(path), "--json"))
    assert found["quotations"]["all"]["f1"] == 1
    assert found["quotations"]["all"]["named"] == 2
    assert found["families"]["en-en"]["recall"] == 1
    assert found["pairs"]["all"]["average_precision"] == 1


def test_a_gold_standard_is_found_again_by_its_words(story, articles, tmp_path):
    raw = 'Mayor Anna Weber  said: "The port is closed until noon\r\ntoday."'
    span = {"article": "first.txt", "start": 26, "text": "The port is closed until noon\r\ntoday."}
    gold = {
        "articles": [{"article": "first.txt", "codepoints": len(raw)}],
        "claims": [],
        "quotes": [{"id": "q1", "speaker": "The mayor", **span}],
        "quote_groups": [],
        "speakers": {"The mayor": ["Weber"]},
    }
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(gold))
    found = figures(story, path)["quotations"]["all"]
    assert (found["right"], found["proposed"], found["named"]) == (1, 2, 1)


@pytest.mark.parametrize("content", ["[1]", "no JSON", '{"claims": []}'])
def test_a_file_of_another_kind_is_refused_with_a_sentence(story, tmp_path, content):
    path = tmp_path / "other"
    path.write_text(content)
    with pytest.raises(CommandError):
        figures(story, path)


def test_the_figures_are_printed_as_a_table(story, articles, tmp_path):
    path = tmp_path / "coded.jsonl"
    path.write_text("")
    lines = printed("evaluate_suggestions", str(path), "--story", story.slug).splitlines()
    assert lines[0].split()[:3] == ["quotations", "right", "proposed"]
    assert lines[1].split()[:4] == ["all", "0", "2", "0"]


def test_average_precision_counts_what_is_never_proposed():
    texts = [text("a", "en", "One.", "Two."), text("b", "de", "Eins.", "Zwei.")]
    places = [[Place(n, span) for span in one.sentences] for n, one in enumerate(texts)]
    claims = [[places[0][0], places[1][0]], [places[0][1], places[1][1]]]
    ranked = [(places[0][i], places[1][j]) for i, j in [(0, 0), (0, 1), (1, 1), (1, 0)]]
    found = evaluate_pairs(texts, Coded(claims=claims), ranked, set(ranked[:2]))["de-en"]
    assert (found.right, found.proposed, found.true) == (1, 2, 2)
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2)


def test_what_states_a_claim_in_part_counts_neither_way():
    texts = [text("a", "en", "One."), text("b", "en", "Two.")]
    pair = [Place(0, (0, 4)), Place(1, (0, 4))]
    found = evaluate_pairs(texts, Coded(in_part=[pair]), [tuple(pair)], {tuple(pair)})
    assert found == {}


def test_families_are_compared_pair_by_pair():
    texts = [text(name, "en", "One.") for name in "abc"]
    places = [Place(n, (0, 4)) for n in range(3)]
    coded = Coded(quotations=[(p, frozenset()) for p in places], families=[frozenset({0, 1})])
    found = evaluate_families(texts, coded, [places])["all"]
    assert (found.right, found.proposed, found.true) == (1, 3, 1)


def test_a_passage_is_found_where_it_is_nearest_to():
    folded = Folded("no\u00adon and no  on")
    assert folded.find("noon", 0.0) == (0, 5)
    assert folded.find("no on", 1.0) == (10, 16)
    assert folded.find("night", 0.0) is None


def test_decisions_are_exported_without_names(story, articles):
    ben = make_member(story, "ben")
    go(request_run(story))
    one, other = Suggestion.objects.filter(kind="quotation")
    actions.accept(one, ben, as_proposed(one, ben))
    actions.reject(other, ben)
    lines = [json.loads(line) for line in printed("export_decisions", story.slug).splitlines()]
    assert [(line["accepted"], line["person"]) for line in lines] == [(True, 1), (False, 1)]
    assert lines[0]["passages"][0]["exact"] == one.passages.get().exact
    assert lines[0]["said"][0]["saying"]["quotation"]["speaker"] == "Anna Weber"
    assert "ben" not in str(lines)
