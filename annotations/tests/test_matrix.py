"""Who says what: every cell opens its passage, and an empty one claims nothing."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from annotations import actions
from annotations.matrix import matrix_for, whole_matrix
from annotations.models import Claim
from annotations.views import matrix as views
from articles.actions import delete_article
from articles.tests.factories import make_article, make_member, make_story, make_user

from .factories import make_claim, make_rendering

pytestmark = pytest.mark.django_db

RAIN, FLOOD = "It rained.", "The port was flooded."


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def sheet(story):
    return make_article(story, "Rain fell. The port stayed dry, says Lind.", source="The Sheet")


@pytest.fixture
def bote(story):
    return make_article(story, "Der Hafen 🛳️ stand unter Wasser.", "de", source="Der Bote")


def page(client, story, query=""):
    return client.get(reverse("annotations:matrix", args=[story.slug]) + query)


def cell(matrix, number, article):
    (row,) = [row for row in matrix.rows if row.claim.number == number]
    (found,) = [found for found in row.cells if found.article == article]
    return found


def test_a_cell_holds_stance_passage_and_who_it_is_attributed_to(story, sheet, bote):
    marked = make_rendering(sheet, "The port stayed dry", FLOOD, "contradicts", "Lind")
    filled = cell(whole_matrix(story), 1, sheet)
    (passage,) = filled.passages
    assert (passage.uid, passage.start, passage.exact) == (marked.uid, 11, "The port stayed dry")
    assert (passage.stance, passage.speaker) == ("contradicts", "Lind")
    assert cell(whole_matrix(story), 1, bote).passages == []


def test_a_cell_whose_article_says_both_shows_both(story, sheet):
    make_rendering(sheet, "Rain fell", RAIN, attributed_to="Lind")
    make_rendering(sheet, "stayed dry", RAIN, "contradicts")
    make_rendering(sheet, "Rain", RAIN)
    reports, contradicts = cell(whole_matrix(story), 1, sheet).sides
    assert (reports.stance, len(reports.passages), reports.speakers) == ("reports", 2, ["Lind"])
    assert contradicts.label == "contradicts it"


def test_the_page_opens_each_passage_and_says_what_nobody_has_looked_at(client, story, sheet, bote):
    marked = make_rendering(sheet, "Rain fell", RAIN)
    html = page(client, story).content.decode()
    assert f'href="/articles/{sheet.pk}/?claim=1#mark-{marked.uid}"' in html
    assert html.count("not yet looked at") == 1
    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 1


def test_a_passage_that_a_correction_lost_still_fills_its_cell(client, story, sheet, bote):
    marked = make_rendering(sheet, "Rain fell", RAIN)
    type(marked).objects.update(needs_review=True)
    html = page(client, story).content.decode()
    assert f'href="/annotations/{marked.uid}/"' in html
    assert "lost in a correction" in html


def test_a_cell_without_a_passage_says_why_and_how_many_say_so(client, story, sheet, bote):
    claim = make_claim(story, FLOOD)
    for name in ("ben", "carla"):
        actions.set_verdict(claim, sheet, make_member(story, name), "absent", "Read twice.")
    actions.set_verdict(claim, sheet, make_member(story, "dora"), "elsewhere")
    taken_back = actions.set_verdict(claim, bote, make_member(story, "ben"), "not_expected")
    html = page(client, story).content.decode()
    assert "checked and absent</span></a><span" in html.replace("\n", "")
    assert "2 people say so" in html
    assert "attributed elsewhere" in html
    assert html.count("not yet looked at") == 0
    filled = cell(whole_matrix(story), 1, sheet)
    assert filled.state == "checked and absent (2 people); attributed elsewhere"
    actions.take_back_verdict(taken_back, None, 1)
    assert cell(whole_matrix(story), 1, bote).state == "not yet looked at"


def test_people_who_disagree_are_both_in_the_cell(client, story, sheet):
    make_rendering(sheet, "Rain fell", RAIN)
    actions.set_verdict(Claim.objects.get(), sheet, make_member(story, "ben"), "absent")
    html = page(client, story).content.decode()
    assert "reports it" in html
    assert "checked and absent" in html


def test_what_is_deleted_is_not_in_the_matrix(story, sheet, bote):
    marked = make_rendering(sheet, "Rain fell", RAIN)
    make_rendering(bote, "unter Wasser", FLOOD)
    actions.delete_annotation(marked, None, 1)
    assert cell(whole_matrix(story), 1, sheet).passages == []
    actions.delete_claim(Claim.objects.get(number=1), None)
    delete_article(bote, make_user())
    matrix = whole_matrix(story)
    assert [row.claim.number for row in matrix.rows] == [2]
    assert matrix.articles == [sheet]


def test_a_reader_of_one_story_sees_nothing_of_another(client, story, sheet):
    other = make_story("Secret")
    make_rendering(make_article(other, "Rain fell."), "Rain fell", "A secret claim.")
    assert "secret claim" not in page(client, story).content.decode()
    assert page(client, other).status_code == 404
    (row,) = matrix_for(list(other.articles.all()), make_user(), list(other.claims.all())).rows
    assert row.cells[0].passages == []


def test_the_cost_of_the_matrix_does_not_grow_with_it(
    client, story, sheet, bote, django_assert_max_num_queries
):
    make_rendering(sheet, "Rain fell", RAIN)
    with django_assert_max_num_queries(5) as few:
        page(client, story)
    for n in range(8):
        article = make_article(story, f"Report {n}: rain fell, and more rain.", source=f"Paper {n}")
        for statement in (RAIN, FLOOD, f"Claim {n}."):
            make_rendering(article, "rain", statement, attributed_to=f"Speaker {n}")
    with django_assert_max_num_queries(len(few)):
        page(client, story)


def test_many_claims_are_shown_in_pages_the_shorter_the_more_articles(
    client, story, sheet, bote, monkeypatch
):
    monkeypatch.setattr(views, "CELLS_A_PAGE", 24)
    for n in range(15):
        make_claim(story, f"Claim {n}.")
    first = page(client, story)
    assert len(first.context["matrix"].rows) == 12
    second = page(client, story, first.context["page"].next_url)
    assert [row.claim.number for row in second.context["matrix"].rows] == [13, 14, 15]


def printed(*options):
    out = io.StringIO()
    call_command("matrix", *options, stdout=out)
    return out.getvalue()


def test_the_csv_has_a_line_a_claim_and_a_column_an_article(story, sheet, bote):
    make_rendering(sheet, "Rain fell", RAIN)
    make_rendering(sheet, "stayed dry", RAIN, "contradicts", "Lind")
    make_claim(story, FLOOD)
    ben = make_member(story, "ben")
    actions.set_verdict(Claim.objects.get(number=2), bote, ben, "not_expected")
    lines = list(csv.reader(io.StringIO(printed(story.slug, "--csv"))))
    assert lines == [
        ["claim", "statement", f"The Sheet [{sheet.slug}]", f"Der Bote [{bote.slug}]"],
        ["1", RAIN, "reports 0-9; contradicts 20-30 (Lind)", "not yet looked at"],
        ["2", FLOOD, "not yet looked at", "not expected"],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝"])
def test_a_claim_is_never_a_formula_of_a_spreadsheet(sign, story):
    make_claim(story, f'{sign}HYPERLINK("http://x.invalid","rain")')
    (_, line) = csv.reader(io.StringIO(printed(story.slug, "--csv")))
    assert line[1] == f'\'{sign}HYPERLINK("http://x.invalid","rain")'


def test_the_json_has_the_words_of_each_passage(story, sheet, bote):
    marked = make_rendering(bote, "unter Wasser", FLOOD, "partly", "Stadt")
    data = json.loads(printed(story.slug, "--json"))
    assert [article["slug"] for article in data["articles"]] == [sheet.slug, bote.slug]
    (claim,) = data["claims"]
    assert claim["cells"][sheet.slug] == {
        "verdict": "not yet looked at",
        "verdicts": {},
        "passages": [],
    }
    (passage,) = claim["cells"][bote.slug]["passages"]
    assert passage == {
        "annotation": str(marked.uid),
        "revision": 1,
        "start": marked.start,
        "end": marked.end,
        "exact": "unter Wasser",
        "stance": "partly",
        "attributed_to": "Stadt",
    }


def test_a_story_that_is_not_there_is_said_in_a_sentence():
    with pytest.raises(CommandError, match="no story called “none”"):
        printed("none", "--json")
