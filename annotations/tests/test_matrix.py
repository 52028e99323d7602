"""Who says what: every cell opens its passage, and an empty one claims nothing."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from annotations import actions
from annotations.matrix import matrix_for, whole_matrix
from annotations.matrix.columns import ordered
from annotations.matrix.evidence import evidence_of
from annotations.models import Claim
from annotations.saying import ClaimSaid, QuotationSaid
from articles.actions import CreditLine, delete_article, set_blind
from articles.tests.factories import make_article, make_member, make_story, make_user

from .factories import make_annotation, make_claim, make_rendering

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


def opened(client, story, number, article, **headers):
    address = reverse("annotations:cell", args=[story.slug, number, article.pk])
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


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
    assert reports.manners == ["narration"]
    assert contradicts.label == "contradicts it"


def test_the_page_opens_each_passage_and_says_what_nobody_has_looked_at(client, story, sheet, bote):
    marked = make_rendering(sheet, "Rain fell", RAIN)
    html = page(client, story).content.decode()
    assert f'<td id="c1-{sheet.pk}"><a href="../claims/1/in/{sheet.pk}/">' in html
    detail = opened(client, story, 1, sheet)
    assert f'href="/articles/{sheet.pk}/?claim=1&amp;mark={marked.uid}#mark-{marked.uid}"' in detail
    assert html.count(">not looked at</a>") == 1
    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 1


def test_a_passage_that_a_correction_lost_still_fills_its_cell(client, story, sheet, bote):
    marked = make_rendering(sheet, "Rain fell", RAIN)
    type(marked).objects.update(needs_review=True)
    assert "lost in a correction" in page(client, story).content.decode()
    detail = opened(client, story, 1, sheet)
    assert f'href="/annotations/{marked.uid}/"' in detail
    assert "lost in a correction" in detail


def test_a_cell_without_a_passage_says_why_and_how_many_say_so(client, story, sheet, bote):
    claim = make_claim(story, FLOOD)
    for name in ("ben", "carla"):
        actions.set_verdict(claim, sheet, make_member(story, name), "absent", "Read twice.")
    actions.set_verdict(claim, sheet, make_member(story, "dora"), "elsewhere")
    taken_back = actions.set_verdict(claim, bote, make_member(story, "ben"), "not_expected")
    html = page(client, story).content.decode()
    assert '<b class="absent">checked, absent (2 people)</b>' in html
    assert '<b class="elsewhere">attributed elsewhere</b>' in html
    assert html.count(">not looked at</a>") == 0
    filled = cell(whole_matrix(story), 1, sheet)
    assert filled.state == "checked and absent (2 people); attributed elsewhere"
    actions.take_back_verdict(taken_back, None, 1)
    assert cell(whole_matrix(story), 1, bote).state == "not yet looked at"


def test_people_who_disagree_are_both_in_the_cell(client, story, sheet):
    make_rendering(sheet, "Rain fell", RAIN)
    actions.set_verdict(Claim.objects.get(), sheet, make_member(story, "ben"), "absent")
    html = page(client, story).content.decode()
    assert '<b class="reports">reports</b>' in html
    assert '<b class="absent">' in html


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
    with django_assert_max_num_queries(10) as few:
        page(client, story)
    for n in range(8):
        article = make_article(story, f"Report {n}: rain fell, and more rain.", source=f"Paper {n}")
        for statement in (RAIN, FLOOD, f"Claim {n}."):
            make_rendering(article, "rain", statement, attributed_to=f"Speaker {n}")
    with django_assert_max_num_queries(len(few)):
        page(client, story)


def test_the_page_has_all_claims_in_the_order_of_the_team(client, story, sheet):
    claims = [make_claim(story, f"Claim {n}.") for n in range(1, 41)]
    actions.group_claims(story, None, [claims[39], claims[4]], "Oil")
    html = page(client, story).content.decode()
    numbers = re.findall(r'id="c(\d+)"', html)
    assert numbers[:3] == ["5", "40", "1"]
    assert len(numbers) == 40
    assert "<span><bdi>Oil</bdi></span>" in html
    assert "In no group" in html


def test_a_cell_shows_its_passage_in_its_sentence_and_the_ones_beside_it(client, story, bote):
    text = "Vorher war es still. Der Hafen 🛳️ stand unter Wasser. Danach nicht."
    third = make_article(story, f"Skip to main content\n\n{text}", "de", source="Dritter")
    make_rendering(third, "unter Wasser", FLOOD, "partly", "Stadt")
    (evidence,) = evidence_of(cell(whole_matrix(story), 1, third).passages)
    assert evidence.sentence_before == "Vorher war es still."
    assert (evidence.before, evidence.exact, evidence.after) == (
        "Der Hafen 🛳️ stand ",
        "unter Wasser",
        ".",
    )
    assert evidence.sentence_after == "Danach nicht."
    make_rendering(third, "Vorher", RAIN)
    (first,) = evidence_of(cell(whole_matrix(story), 2, third).passages)
    assert first.sentence_before == ""  # what was struck out is no context
    html = opened(client, story, 1, third)
    assert '<mark class="exact">unter Wasser</mark>' in html
    assert 'lang="de" dir="ltr"' in html
    assert "attributed to <bdi>Stadt</bdi>" in html


def test_a_cell_opens_in_a_panel_as_it_does_on_a_page(client, story, sheet):
    make_rendering(sheet, "Rain fell", RAIN)
    fragment = opened(client, story, 1, sheet, HX_Request="true")
    assert "<html" not in fragment
    assert '<mark class="exact">Rain fell</mark>' in fragment


def test_a_cell_at_which_nobody_has_looked_says_so_and_takes_a_verdict(client, story, sheet):
    claim, ben = make_claim(story, FLOOD), make_member(story, "ben")
    assert "Nobody has looked." in opened(client, story, 1, sheet)
    client.force_login(ben)
    address = reverse("annotations:cell", args=[story.slug, 1, sheet.pk])
    sent = {"article": sheet.pk, "kind": "absent", "version": 0, "note": "Read twice."}
    assert client.post(address, sent).headers["Location"] == address
    assert "Read twice." in opened(client, story, 1, sheet)
    assert client.post(address, sent).status_code == 409
    other = make_article(story, "Other.", source="Other")
    assert client.post(address, sent | {"article": other.pk}).status_code == 422
    assert claim.verdicts.count() == 1


def test_whose_words_a_passage_is_says_to_whom_it_is_attributed(story, sheet):
    said = {"claims": [ClaimSaid(FLOOD)], "quotation": QuotationSaid("Lind", "says", "indirect")}
    make_annotation(sheet, "The port stayed dry", **said)
    (passage,) = cell(whole_matrix(story), 1, sheet).passages
    assert (passage.speaker, passage.manner) == ("Lind", "indirect speech")


def test_a_filter_keeps_every_cell_of_the_claims_that_answer_to_it(client, story, sheet, bote):
    make_rendering(sheet, "stayed dry", FLOOD, "contradicts", "Lind")
    make_rendering(bote, "unter Wasser", FLOOD)
    make_rendering(sheet, "Rain fell", RAIN)
    html = page(client, story, "?stance=contradicts").content.decode()
    assert re.findall(r'id="c(\d+)"', html) == ["1"]
    assert html.count(" data-asked") == 1
    assert '<b class="reports">' in html
    html = page(client, story, "?language=de").content.decode()
    assert html.count('scope="col"') == 2
    assert page(client, story, "?speaker=Nobody").status_code == 422


def test_menus_offer_whoever_codes_blind_nobody_else_and_nothing_of_theirs(client, story, sheet):
    anna, ben = make_member(story, "anna"), make_member(story, "ben")
    make_rendering(sheet, "Rain fell", RAIN, attributed_to="Lind", author=anna)
    make_rendering(sheet, "stayed dry", FLOOD, attributed_to="Moa", author=ben)
    set_blind(story, make_member(story, "chiara", "curator"), True, [])
    client.force_login(anna)
    form = page(client, story).context["form"]
    assert form.fields["coder"].choices == [("", "all"), (str(anna.pk), "anna")]
    assert form.fields["speaker"].choices == [("", "all"), ("Lind", "Lind")]
    assert page(client, story, f"?coder={ben.pk}").status_code == 422


def test_columns_stand_in_the_order_that_is_asked_for(client, story):
    late = make_article(story, "A.", "de", "Zeit", published_on=date(2020, 1, 3))
    early = make_article(story, "B.", "en", "Post", published_on=date(2020, 1, 1))
    line = CreditLine("relay", early.source, "the Post reports")
    relay = make_article(
        story, "C.", "ar", "Bote", published_on=date(2020, 1, 2), credit_lines=[line]
    )
    articles = list(story.articles.for_lists())
    assert ordered(articles, "time") == [early, relay, late]
    assert ordered(articles, "outlet") == [relay, early, late]
    assert ordered(articles, "relay") == [early, relay, late]
    assert ordered(articles, "language") == [relay, early, late]
    make_claim(story, RAIN)
    assert "relays <bdi>Post</bdi>" in page(client, story).content.decode()


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
    actions.group_claims(story, ben, [Claim.objects.get(number=2)], "Port")
    lines = list(csv.reader(io.StringIO(printed(story.slug, "--csv"))))
    said_of_claims = ["group", "claim", "statement", "sources"]
    reports = "reports 0-9 (narration); contradicts 20-30 (narration, Lind)"
    assert lines == [
        [*said_of_claims, f"The Sheet [{sheet.slug}]", f"Der Bote [{bote.slug}]"],
        ["Port", "2", FLOOD, "0", "not yet looked at", "not expected"],
        ["", "1", RAIN, "1", reports, "not yet looked at"],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝"])
def test_a_claim_is_never_a_formula_of_a_spreadsheet(sign, story):
    make_claim(story, f'{sign}HYPERLINK("http://x.invalid","rain")')
    (_, line) = csv.reader(io.StringIO(printed(story.slug, "--csv")))
    assert line[2] == f'\'{sign}HYPERLINK("http://x.invalid","rain")'


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
        "how": "narration",
        "attributed_to": "Stadt",
        "gloss": "",
    }


def test_a_story_that_is_not_there_is_said_in_a_sentence():
    with pytest.raises(CommandError, match="no story called “none”"):
        printed("none", "--json")


def test_before_there_is_anything_to_compare_nothing_is_offered_to_choose_from(client, story):
    make_article(story, "It rained.")
    html = page(client, story).content.decode()
    assert "Nothing to compare yet" in html
    assert "matrix-filters" not in html


def test_sources_that_are_said_to_have_it_from_each_other_hang_no_page(client, story, sheet):
    first, second, third = (make_article(story, f"{n}.", source=n).source for n in "ABC")
    lines = [
        CreditLine("relay", first, through=1),
        CreditLine("relay", second, through=2),
        CreditLine("relay", third, through=1),
    ]
    make_article(story, "Hail fell.", source="The Last", credit_lines=lines)
    make_claim(story, RAIN)
    html = page(client, story, "?order=relay").content.decode()
    assert "relays <bdi>C</bdi>" in html
