"""The gap pass: each cell that nobody has looked at comes once, to one person, in a known order."""

import pytest
from django.urls import reverse
from django.utils import timezone

from annotations import actions
from annotations.gaps import walking
from annotations.gaps.holding import LEASE, held_by, let_go, put_off, take_next
from annotations.gaps.walking import Cell, Walk, next_gap, progress
from annotations.models import Annotation, GapHold, SuggestedPassage, Suggestion, Verdict
from articles.actions import set_blind
from articles.tests.factories import make_article, make_member

from .factories import make_claim, make_rendering, make_speaker, make_suggestion

pytestmark = pytest.mark.django_db

RAIN, FLOOD = "It rained.", "The port was flooded."
TEXT = "Rain fell all night. The port stayed dry, says Lind. Nobody was hurt."


@pytest.fixture
def articles(story):
    """An English one, an excerpt in German, and one in Arabic."""
    return [
        make_article(story, TEXT, source="The Sheet"),
        make_article(
            story, "Es regnete. Der Hafen stand.", "de", source="Der Bote", is_excerpt=True
        ),
        make_article(story, "هطل المطر على المرفأ. لم يصب أحد.", "ar", source="الجريدة"),
    ]


@pytest.fixture
def claims(story):
    return [make_claim(story, RAIN), make_claim(story, FLOOD)]


@pytest.fixture
def at_work(client, ben, articles, claims):
    """A browser without scripts in which Ben has begun."""
    client.force_login(ben)
    send(client, articles[0].story, do="begin")
    return client


def send(client, story, query="", htmx=False, **data):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(
        reverse("annotations:gaps", args=[story.slug]) + query, data, headers=headers
    )


def before(person):
    """The number of the claim and the article that somebody has before them."""
    held = GapHold.objects.filter(user=person, until__gt=timezone.now()).get()
    return held.claim.number, held.article


def decide(client, story, do, query="", **data):
    held = GapHold.objects.filter(until__gt=timezone.now()).get()
    fields = {"uid": held.uid, "revision": held.article.revision_id, "do": do}
    return send(client, story, query, **fields | data)


def match(first, second, rank):
    """Has the machine propose that two annotated passages say the same."""
    suggestion = Suggestion.objects.create(
        story=first.article.story,
        kind="pair",
        key=f"pair {rank}",
        rank=rank,
        score=1,
        method="by hand",
        made_at=timezone.now(),
        details={"relation": "same"},
    )
    for position, (article, start, end) in enumerate([first_place(first), second]):
        SuggestedPassage.objects.create(
            suggestion=suggestion,
            position=position,
            article=article,
            revision=article.revision,
            start=start,
            end=end,
            exact=article.revision.text[start:end],
        )
    return suggestion


def first_place(annotation):
    return annotation.article, annotation.start, annotation.end


def walked(walk):
    """All cells of a walk in its order, each put off when it has come."""
    cells = []
    while (held := take_next(walk)) and held.put_off_at is None:
        cells.append(Cell(held.claim_id, held.article_id))
        put_off(held)
    return cells


# Which cell comes next


def test_claim_by_claim_all_articles_come_for_the_first_claim_first(story, ben, articles, claims):
    expected = [Cell(claim.pk, article.pk) for claim in claims for article in articles]
    assert walked(Walk(story, ben, "claim")) == expected


def test_article_by_article_all_claims_come_for_the_first_article_first(
    story, ben, articles, claims
):
    expected = [Cell(claim.pk, article.pk) for article in articles for claim in claims]
    assert walked(Walk(story, ben, "article")) == expected


def test_a_walk_keeps_to_the_claim_or_article_that_was_asked_for(story, ben, articles, claims):
    of_claim = Walk(story, ben, claim=claims[1])
    assert walked(of_claim) == [Cell(claims[1].pk, article.pk) for article in articles]
    GapHold.objects.all().delete()
    of_article = Walk(story, ben, article=articles[1])
    assert walked(of_article) == [Cell(claim.pk, articles[1].pk) for claim in claims]


def test_what_somebody_has_marked_or_judged_is_no_gap(story, ben, dora, articles, claims):
    make_rendering(articles[0], "Rain fell", RAIN, author=dora)
    actions.set_verdict(claims[0], articles[1], dora, "absent")
    assert next_gap(Walk(story, ben)) == Cell(claims[0].pk, articles[2].pk)


def test_what_is_taken_back_is_a_gap_again(story, ben, dora, articles, claims):
    marked = make_rendering(articles[0], "Rain fell", RAIN, author=dora)
    actions.delete_annotation(marked, dora, 1)
    assert next_gap(Walk(story, ben)) == Cell(claims[0].pk, articles[0].pk)


def test_deleted_claims_and_articles_have_no_gaps(story, ben, articles, claims):
    actions.delete_claim(claims[0], ben)
    articles[0].deleted_at = timezone.now()
    articles[0].save()
    assert next_gap(Walk(story, ben)) == Cell(claims[1].pk, articles[1].pk)
    assert progress(Walk(story, ben)).story.all == 2


@pytest.mark.parametrize("by", walking.ORDERS)
def test_where_the_machine_has_matched_a_passage_comes_first(story, ben, articles, claims, by):
    other = make_article(story, "Rain! Dry ports.", source="Another")
    rain = make_rendering(other, "Rain!", RAIN)
    flood = make_rendering(other, "Dry ports.", FLOOD)
    match(flood, (articles[0], 21, 40), rank=1)
    match(rain, (articles[2], 0, 10), rank=2)
    match(rain, (articles[1], 0, 10), rank=3)
    first, *others = walked(Walk(story, ben, by))
    if by == "claim":
        assert [first, *others][:3] == [Cell(claims[0].pk, articles[n].pk) for n in (2, 1, 0)]
    else:
        assert first == Cell(claims[1].pk, articles[0].pk)


def test_a_match_that_somebody_has_rejected_makes_no_cell_come_first(story, ben, articles, claims):
    other = make_article(story, "Rain! Dry ports.", source="Another")
    found = match(make_rendering(other, "Rain!", RAIN), (articles[2], 0, 10), rank=1)
    assert next_gap(Walk(story, ben)) == Cell(claims[0].pk, articles[2].pk)
    actions.reject(found, ben)
    assert next_gap(Walk(story, ben)) == Cell(claims[0].pk, articles[0].pk)


def test_what_is_put_off_comes_again_at_the_end(story, ben, articles, claims):
    walk = Walk(story, ben)
    all_of_them = walked(walk)
    assert len(all_of_them) == 6
    assert next_gap(walk) == all_of_them[0]


def test_progress_counts_what_is_looked_at(story, ben, articles, claims):
    make_rendering(articles[0], "Rain fell", RAIN)
    actions.set_verdict(claims[0], articles[1], ben, "absent")
    found = progress(Walk(story, ben), Cell(claims[0].pk, articles[1].pk))
    assert (found.story.decided, found.story.all) == (2, 6)
    assert (found.claim.decided, found.claim.all) == (2, 3)
    assert (found.article.decided, found.article.all) == (1, 2)


# Several people


def test_two_people_do_not_get_the_same_cell(story, ben, dora, articles, claims):
    first, second = take_next(Walk(story, ben)), take_next(Walk(story, dora))
    assert first.claim_id == second.claim_id
    assert (first.article_id, second.article_id) == (articles[0].pk, articles[1].pk)


def test_a_cell_is_free_again_when_its_lease_is_over_or_it_was_left(
    story, ben, dora, articles, claims
):
    held = take_next(Walk(story, ben))
    GapHold.objects.update(until=timezone.now())
    assert next_gap(Walk(story, dora)) == Cell(held.claim_id, held.article_id)
    take_next(Walk(story, ben))
    assert next_gap(Walk(story, dora)) != Cell(held.claim_id, held.article_id)
    let_go(story, ben)
    assert next_gap(Walk(story, dora)) == Cell(held.claim_id, held.article_id)


def test_a_pass_that_was_left_is_taken_up_where_it_was(story, ben, articles, claims):
    held = take_next(Walk(story, ben))
    assert held_by(Walk(story, ben)) == held
    assert held_by(Walk(story, ben, claim=claims[1])) is None
    assert held.until - timezone.now() <= LEASE


def test_those_who_code_blind_walk_all_cells_each_by_themselves(story, ben, dora, articles, claims):
    set_blind(story, make_member(story, "chiara", "curator"), True, [])
    story.refresh_from_db()
    for article in articles:
        actions.set_verdict(claims[0], article, dora, "absent")
    held = take_next(Walk(story, dora))
    assert Cell(held.claim_id, held.article_id) == Cell(claims[1].pk, articles[0].pk)
    assert progress(Walk(story, ben)).story.decided == 0
    assert len(walked(Walk(story, ben))) == 6


# The page


def test_the_page_shows_how_far_one_is_until_one_begins(client, story, ben, articles, claims):
    client.force_login(ben)
    page = client.get(reverse("annotations:gaps", args=[story.slug])).content.decode()
    assert "6 cells that nobody has looked at" in page
    assert not GapHold.objects.exists()


def test_a_cell_shows_the_claim_the_article_and_its_likeliest_sentence_first(
    at_work, story, ben, articles
):
    other = make_article(story, "In the night rain fell.", source="Another")
    make_rendering(other, "rain fell", RAIN, "partly", "Lind")
    page = at_work.get(reverse("annotations:gaps", args=[story.slug]))
    gap = page.context["gap"]
    assert gap.choices[0].exact == "Rain fell all night."
    assert gap.choices[0].after.strip() == "The port stayed dry, says Lind."
    (elsewhere,) = gap.elsewhere
    assert elsewhere.annotation.exact == "rain fell"
    assert "attributed to <bdi>Lind</bdi>" in page.content.decode()


def test_a_sentence_becomes_a_passage_that_renders_the_claim(at_work, story, ben, articles):
    answer = decide(at_work, story, "contradicts", place="0-20", attributed_to="Lind", note="So?")
    assert answer.status_code == 302
    marked = Annotation.objects.get()
    rendering = marked.renderings.get()
    assert (marked.exact, marked.note, marked.author) == ("Rain fell all night.", "So?", ben)
    assert (rendering.stance, rendering.speaker.name) == ("contradicts", "Lind")
    assert before(ben) == (1, articles[1])


def test_a_passage_that_one_has_marked_already_says_the_more(at_work, story, ben, articles):
    make_rendering(articles[0], "Rain fell all night.", "It rained at night.", author=ben)
    decide(at_work, story, "reports", place="0-20")
    assert Annotation.objects.get().claims.count() == 2


def test_a_name_that_is_proposed_becomes_that_of_a_known_speaker(at_work, story, articles):
    make_speaker(story, "Ada Lind")
    make_suggestion(articles[0], "The port stayed dry, says Lind.", speaker="Lind")
    page = at_work.get(reverse("annotations:gaps", args=[story.slug]))
    assert "words of <bdi>Lind</bdi>?" in page.content.decode()
    decide(at_work, story, "reports", place="21-52", attributed_to="Lind")
    assert Annotation.objects.get().renderings.get().speaker.name == "Ada Lind"


@pytest.mark.parametrize("kind", Verdict.Kind.values)
def test_a_verdict_says_why_there_is_none(at_work, story, ben, articles, claims, kind):
    decide(at_work, story, kind, note="Read twice.")
    verdict = Verdict.objects.get()
    assert (verdict.claim, verdict.article, verdict.author) == (claims[0], articles[0], ben)
    assert (verdict.kind, verdict.note) == (kind, "Read twice.")


def test_an_excerpt_proposes_that_nothing_is_expected_and_decides_nothing(at_work, story, articles):
    decide(at_work, story, "absent")
    page = at_work.get(reverse("annotations:gaps", args=[story.slug])).content.decode()
    assert "The text is an excerpt" in page
    assert Verdict.objects.count() == 1


def test_what_is_sent_twice_is_stored_once(at_work, story, ben):
    held = GapHold.objects.get()
    data = {"uid": held.uid, "revision": held.article.revision_id, "place": "0-20"}
    send(at_work, story, do="reports", **data)
    again = send(at_work, story, do="reports", **data)
    assert again.status_code == 409
    assert "no longer before you" in again.content.decode()
    assert Annotation.objects.count() == 1


def test_who_reads_longer_than_the_lease_still_says_what_they_have_found(at_work, story, ben):
    held = GapHold.objects.get()
    GapHold.objects.update(until=timezone.now())
    send(at_work, story, do="absent", uid=held.uid)
    assert Verdict.objects.get().author == ben


def test_undoing_brings_the_cell_back(at_work, story, ben, articles):
    decide(at_work, story, "reports", place="0-20")
    decide(at_work, story, "absent")
    for expected in (articles[1], articles[0]):
        answer = send(at_work, story, do="undo")
        assert answer.status_code == 302
        assert before(ben) == (1, expected)
    assert send(at_work, story, do="undo").status_code == 409


def test_nothing_is_stored_where_no_sentence_is_chosen_or_the_text_is_another_one(
    at_work, story, ben
):
    for wrong in ({"place": ""}, {"place": "1-2-3"}, {"place": "0-9999"}, {"revision": 0}):
        answer = decide(at_work, story, "reports", **{"place": "0-20"} | wrong)
        assert answer.status_code == 422, wrong
    assert decide(at_work, story, "nonsense").status_code == 422
    assert not Annotation.objects.exists()


def test_the_one_cell_that_somebody_came_for_is_followed_by_all_others(
    client, story, ben, articles, claims
):
    client.force_login(ben)
    query = f"?by=claim&claim=2&article={articles[1].pk}"
    send(client, story, query, do="begin")
    assert before(ben) == (2, articles[1])
    decide(client, story, "absent", query)
    assert before(ben) == (1, articles[0])


def test_at_the_end_the_page_says_that_all_is_looked_at(at_work, story):
    for _ in range(6):
        decide(at_work, story, "absent")
    page = at_work.get(reverse("annotations:gaps", args=[story.slug])).content.decode()
    assert "Every cell is looked at" in page


def test_for_htmx_the_answer_is_the_next_cell_alone(at_work, story, articles):
    held = GapHold.objects.get()
    answer = send(at_work, story, do="absent", uid=held.uid, htmx=True).content.decode()
    assert "<html" not in answer
    assert 'data-done="Stored: checked and absent."' in answer
    assert "Der Bote" in answer


def test_a_cell_costs_the_same_in_a_larger_story(
    at_work, story, articles, django_assert_max_num_queries
):
    address = reverse("annotations:gaps", args=[story.slug])
    for n in range(6):
        other = make_article(story, f"Number {n}. It rains. More rain.", source=f"Paper {n}")
        make_rendering(other, "It rains.", RAIN, attributed_to=f"Speaker {n}")
    with django_assert_max_num_queries(12):
        page = at_work.get(address)
    assert page.context["gap"].is_more_elsewhere
