"""The order of claims is the team's: it holds, is in the log, and is taken back like all else."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.interchange.exporting import exported
from annotations.models import Claim
from articles.actions import set_blind
from articles.models import Change
from articles.tests.factories import make_article, make_member

from .factories import make_claim, make_rendering

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(story):
    return [make_claim(story, f"Claim {n}.") for n in range(1, 6)]


def outline(story):
    claims = Claim.objects.live().filter(story=story)
    return " ".join(f"{claim.group}{claim.number}" for claim in claims)


def test_a_new_claim_stands_last(story, five, ben):
    actions.move_claim(five[0], ben, up=False)
    make_claim(story, "A sixth.")
    assert outline(story) == "2 1 3 4 5 6"


def test_a_claim_changes_places_with_its_neighbour_and_no_other_is_changed(story, five, ben):
    actions.move_claim(five[3], ben, up=True)
    assert outline(story) == "1 2 4 3 5"
    change = Change.objects.filter(story=story, verb="place changed").get()
    assert change.subject == "place:4"
    actions.move_claim(five[4], ben, up=False)
    assert outline(story) == "1 2 4 3 5"


def test_claims_under_a_heading_stand_together_and_those_without_come_last(story, five, ben):
    actions.group_claims(story, ben, [five[4], five[1]], " Oil ")
    actions.group_claims(story, ben, [five[2]], "War")
    actions.group_claims(story, ben, [five[0]], "Oil")
    assert outline(story) == "Oil2 Oil5 Oil1 War3 4"
    actions.group_claims(story, ben, [five[4]], "")
    assert outline(story) == "Oil2 Oil1 War3 4 5"


def test_a_claim_does_not_leave_its_group_by_being_moved(story, five, ben):
    actions.group_claims(story, ben, five[:2], "Oil")
    actions.move_claim(five[1], ben, up=False)
    assert outline(story) == "Oil1 Oil2 3 4 5"
    actions.move_claim(five[1], ben, up=True)
    assert outline(story) == "Oil2 Oil1 3 4 5"


def test_a_group_is_moved_as_a_whole_and_taken_back_as_one(story, five, ben):
    actions.group_claims(story, ben, five[:2], "Oil")
    actions.group_claims(story, ben, five[2:4], "War")
    actions.move_group(story, ben, "War", up=True)
    assert outline(story) == "War3 War4 Oil1 Oil2 5"
    actions.undo(story, ben)
    assert outline(story) == "Oil1 Oil2 War3 War4 5"
    actions.redo(story, ben)
    actions.move_group(story, ben, "War", up=False)
    assert outline(story) == "Oil1 Oil2 War3 War4 5"


def test_a_claim_that_was_stated_anew_meanwhile_can_still_be_moved_back(story, five, ben):
    actions.move_claim(five[1], ben, up=True)
    actions.edit_claim(five[1], make_member(story, "anna"), 1, "Said anew.", "")
    actions.undo(story, ben)
    assert outline(story) == "1 2 3 4 5"
    assert Claim.objects.get(number=2).statement == "Said anew."


def test_moving_goes_on_where_there_is_no_number_left_between_two(story, five, ben):
    Claim.objects.update(position=0)  # as in a database of a time before claims had positions
    for claim in (five[4], five[3], five[2]):
        for _ in range(20):
            actions.move_claim(claim, ben, up=True)
            actions.move_claim(claim, ben, up=False)
        actions.move_claim(claim, ben, up=True)
    assert outline(story) == "1 3 2 4 5"
    for _ in range(60):
        actions.move_claim(five[0], ben, up=False)
        actions.move_claim(five[0], ben, up=True)
    assert outline(story) == "1 3 2 4 5"


def test_what_is_split_off_stands_behind_what_it_was_part_of(story, five):
    chiara = make_member(story, "chiara", "curator")
    actions.group_claims(story, chiara, five[:3], "Oil")
    article = make_article(story, "Rain fell. It rained.")
    marks = [make_rendering(article, words, "Claim 2.") for words in ("Rain fell", "It rained")]
    actions.split_claim(five[1], chiara, 1, "Claim 6.", "", [marks[0].uid])
    assert outline(story) == "Oil1 Oil2 Oil6 Oil3 4 5"
    actions.undo(story, chiara)
    actions.redo(story, chiara)
    assert outline(story) == "Oil1 Oil2 Oil6 Oil3 4 5"


def test_the_export_says_where_a_claim_stands(story, five, ben):
    actions.group_claims(story, ben, [five[0]], "Oil")
    line = next(line for line in exported(story) if '"Claim 1."' in line)
    assert '"place": {"group": "Oil", "position": 1.5}' in line


def send(client, story, user, **data):
    client.force_login(user)
    return client.post(reverse("annotations:arrange", args=[story.slug]), data)


def test_plain_forms_put_claims_under_a_heading_and_move_them(client, story, five, ben):
    answer = send(client, story, ben, claims=[1, 3], heading="Oil", put="1")
    assert answer.headers["Location"].endswith("/claims/order/#claim-1")
    send(client, story, ben, claims=[2], heading="War", put="1")
    send(client, story, ben, down=1)
    send(client, story, ben, group_up="War")
    assert outline(story) == "War2 Oil3 Oil1 4 5"
    page = client.get(reverse("annotations:arrange", args=[story.slug])).content.decode()
    assert 'name="up" value="1"' in page
    assert send(client, story, ben, heading="Oil", put="1").status_code == 422
    assert send(client, story, ben, up=99).status_code == 422


def test_the_list_of_claims_stands_in_the_order_of_the_team(client, story, five, ben):
    send(client, story, ben, claims=[5], heading="Oil", put="1")
    page = client.get(reverse("annotations:claims", args=[story.slug])).content.decode()
    assert page.index("Oil") < page.index("Claim 5.") < page.index("In no group")
    assert page.index("In no group") < page.index("Claim 1.")


def test_who_codes_blind_arranges_only_claims_of_their_own(client, story, five, ben):
    set_blind(story, make_member(story, "chiara", "curator"), True, [])
    own = make_claim(story, "Mine.", ben)
    assert send(client, story, ben, claims=[1], heading="Oil", put="1").status_code == 403
    assert send(client, story, ben, claims=[own.number], heading="Oil", put="1").status_code == 302
    anna = make_member(story, "anna")
    client.force_login(anna)
    for name in ("arrange", "claims", "matrix"):
        assert (
            "Oil"
            not in client.get(reverse(f"annotations:{name}", args=[story.slug])).content.decode()
        )


def test_a_claim_is_put_beside_any_other_and_under_its_heading(story, five, ben):
    actions.group_claims(story, ben, five[:2], "Oil")
    actions.place_claim(five[4], ben, five[0], after=True)
    assert outline(story) == "Oil1 Oil5 Oil2 3 4"
    actions.place_claim(five[0], ben, five[3], after=False)
    assert outline(story) == "Oil5 Oil2 3 1 4"
    actions.undo(story, ben)
    assert outline(story) == "Oil1 Oil5 Oil2 3 4"


def test_a_claim_that_is_put_where_it_stands_leaves_no_line_in_the_log(story, five, ben):
    lines = Change.objects.filter(story=story)
    before = lines.count()
    for other, after in ((five[0], True), (five[2], False), (five[1], True)):
        actions.place_claim(five[1], ben, other, after=after)
    assert lines.count() == before


def test_a_claim_is_not_put_beside_one_that_is_gone(client, story, five, ben):
    actions.delete_claim(five[1], ben)
    with pytest.raises(actions.Gone):
        actions.place_claim(five[0], ben, five[1], after=True)
    client.force_login(ben)
    answer = client.post(reverse("annotations:arrange", args=[story.slug]), {"placed": 1})
    assert answer.status_code == 422
    answer = client.post(
        reverse("annotations:arrange", args=[story.slug]), {"placed": 1, "behind": 4}
    )
    assert answer.status_code == 302
    assert outline(story) == "3 4 1 5"
