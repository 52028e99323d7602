"""What stands out of a matrix, and that nothing is said of what nobody has looked at."""

import pytest

from annotations import actions
from annotations.matrix import whole_matrix
from annotations.matrix.findings import Kind, findings_of
from articles.actions import CreditLine
from articles.tests.factories import make_article, make_member

from .factories import make_claim, make_rendering

pytestmark = pytest.mark.django_db

RAIN = "It rained."
TEXT = "Rain fell. It stayed dry."


@pytest.fixture
def papers(story):
    """Four articles of four sources."""
    return [make_article(story, f"{TEXT} {name}.", source=name) for name in "ABCD"]


def says(article, stance="reports", speaker=""):
    words = "Rain fell" if stance == "reports" else "stayed dry"
    return make_rendering(article, words, RAIN, stance, speaker)


def judge(story, article, kind="absent", name="ben"):
    claim = story.claims.first() or make_claim(story, RAIN)
    actions.set_verdict(claim, article, make_member(story, name), kind)


def found(story, kind):
    """(by source what it has to do with it, how many are not looked at) of each finding."""
    findings = findings_of(whole_matrix(story)).get(kind, [])
    return [
        ({e.cell.article.source.name: e.words for e in finding.cells}, finding.unlooked)
        for finding in findings
    ]


def test_nothing_stands_out_of_a_matrix_that_nobody_has_looked_at(story, papers):
    make_claim(story, RAIN)
    assert findings_of(whole_matrix(story)) == {}


def test_a_claim_is_no_sources_own_while_nobody_has_looked_elsewhere(story, papers):
    says(papers[0])
    assert findings_of(whole_matrix(story)) == {}


def test_what_one_source_has_says_how_many_others_are_not_looked_at(story, papers):
    says(papers[0])
    judge(story, papers[1])
    assert found(story, Kind.ONLY_ONE) == [({"A": "reports"}, 2)]
    says(papers[2], "partly")
    assert found(story, Kind.ONLY_ONE) == []


def test_two_unknown_outlets_are_not_one_source(story):
    unknown = [make_article(story, f"{TEXT} {n}.", source="Unknown outlet") for n in range(3)]
    says(unknown[0])
    says(unknown[1])
    judge(story, unknown[2])
    assert found(story, Kind.ONLY_ONE) == []
    assert whole_matrix(story).rows[0].sources == 2
    assert found(story, Kind.ALL_BUT_ONE) == [({"Unknown outlet": "checked and absent"}, 0)]


def test_an_excerpt_and_an_attribution_elsewhere_are_no_absence(story, papers):
    says(papers[0])
    judge(story, papers[1], "not_expected")
    judge(story, papers[2], "elsewhere")
    assert found(story, Kind.ONLY_ONE) == []


def test_people_who_disagree_whether_it_is_absent_make_no_finding(story, papers):
    says(papers[0])
    judge(story, papers[1], "absent", "ben")
    judge(story, papers[1], "elsewhere", "anna")
    assert found(story, Kind.ONLY_ONE) == []


def test_a_contradiction_stands_with_those_who_say_that_it_is_so(story, papers):
    says(papers[0])
    says(papers[1], "contradicts")
    says(papers[2], "questions")
    said = {"B": "contradicts", "C": "questions", "A": "reports"}
    assert found(story, Kind.CONTRADICTED) == [(said, 0)]


def test_an_article_that_says_both_contradicts(story, papers):
    says(papers[0])
    says(papers[0], "contradicts")
    assert found(story, Kind.CONTRADICTED) == [({"A": "contradicts"}, 0)]


def test_an_attribution_that_moves_names_each_articles(story, papers):
    says(papers[0], speaker="Assad")
    says(papers[1], speaker="the army")
    says(papers[2])
    assert found(story, Kind.SHIFTING) == [({"A": "Assad", "B": "the army", "C": "nobody"}, 0)]


def test_one_speaker_in_all_articles_is_no_shift(story, papers):
    for paper in papers:
        says(paper, speaker="Assad")
    assert found(story, Kind.SHIFTING) == []


def test_what_all_but_one_report_names_the_one_that_was_looked_at(story, papers):
    for paper in papers[:3]:
        says(paper)
    assert found(story, Kind.ALL_BUT_ONE) == []
    judge(story, papers[3])
    assert found(story, Kind.ALL_BUT_ONE) == [({"D": "checked and absent"}, 0)]


def test_all_but_one_are_most_of_all_that_are_looked_at(story, papers):
    says(papers[0])
    says(papers[1])
    judge(story, papers[2])
    assert found(story, Kind.ALL_BUT_ONE) == [({"C": "checked and absent"}, 1)]
    make_article(story, "Another.", source="E")
    assert found(story, Kind.ALL_BUT_ONE) == []


def test_what_a_relay_left_out_was_looked_for_in_it(story, papers):
    line = CreditLine("relay", papers[0].source, "A reports")
    relay = make_article(story, "A reports: nothing.", source="Relay", credit_lines=[line])
    says(papers[0])
    assert found(story, Kind.LEFT_OUT) == []
    judge(story, relay)
    assert found(story, Kind.LEFT_OUT) == [({"Relay": "checked and absent", "A": "reports"}, 0)]


def test_a_photograph_makes_no_relay(story, papers):
    line = CreditLine("photo", papers[0].source, "Photo: A")
    relay = make_article(story, "Nothing.", source="Relay", credit_lines=[line])
    says(papers[0])
    judge(story, relay)
    assert found(story, Kind.LEFT_OUT) == []


def test_the_page_leads_from_what_stands_out_to_the_cells(client, story, papers):
    says(papers[0])
    says(papers[1], "contradicts")
    client.force_login(make_member(story, "ben"))
    html = client.get(f"/stories/{story.slug}/matrix/").content.decode()
    assert "What stands out" in html
    for paper in papers[:2]:
        assert f'data-cell="c1-{paper.pk}"' in html
        assert f'<td id="c1-{paper.pk}" data-found>' in html
