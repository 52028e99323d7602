"""While it is coded blind, coders see their own work and what everybody knows, and curators all."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse

from annotations import actions
from annotations.live.presence import come, people_in
from annotations.models import (
    Annotation,
    Claim,
    Comment,
    Notice,
    Speaker,
    Thread,
    Utterance,
    Verdict,
)
from annotations.saying import ClaimSaid
from annotations.views.live import listener
from articles.actions import set_blind, set_role
from articles.models import Change, Story
from articles.pagination import keyset_page
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_claim, make_quotation, make_rendering

pytestmark = pytest.mark.django_db

RAINED, SECRET = "It rained.", "The quay sank."


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def people(story):
    roles = {"anna": "annotator", "ben": "annotator", "chiara": "curator", "rita": "reader"}
    return {name: make_member(story, name, role) for name, role in roles.items()}


@pytest.fixture
def sheet(story):
    return make_article(story, "Rain fell on the port. Snow fell.", source="Sheet")


@pytest.fixture
def bote(story):
    return make_article(story, "Rain fell. The quay is safe.", source="Bote")


@pytest.fixture
def shared(story, people):
    return make_claim(story, RAINED, people["chiara"])


def set_blind_now(story, *articles):
    """The story, or just these articles."""
    set_blind(story, None, not articles, articles)
    for row in (story, *articles):
        row.refresh_from_db()


def end(story):
    set_blind(story, None, False)
    story.refresh_from_db()


def seen(model, user):
    return set(model.objects.visible_to(user))


# Who sees what


def test_coders_see_their_own_and_curators_all_and_readers_nothing(story, sheet, people):
    mine = make_annotation(sheet, "Rain fell", people["anna"])
    theirs = make_annotation(sheet, "the port", people["ben"])
    set_blind_now(story)
    assert seen(Annotation, people["anna"]) == {mine}
    assert seen(Annotation, people["ben"]) == {theirs}
    assert seen(Annotation, people["chiara"]) == {mine, theirs}
    assert seen(Annotation, people["rita"]) == seen(Annotation, AnonymousUser()) == set()


def test_when_it_ends_everybody_sees_everything(story, sheet, shared, people):
    set_blind_now(story)
    make_rendering(sheet, "the port", SECRET, attributed_to="Lind", author=people["ben"])
    actions.set_verdict(shared, sheet, people["ben"], "absent")
    actions.comment(shared, people["ben"], "Did it?")
    kinds = (Annotation, Claim, Speaker, Verdict, Comment, Change)
    hidden = [len(seen(kind, people["anna"])) for kind in kinds]
    end(story)
    for kind, before in zip(kinds, hidden, strict=True):
        assert seen(kind, people["anna"]) == seen(kind, people["chiara"])
        assert len(seen(kind, people["anna"])) > before


def test_a_curator_who_becomes_an_annotator_sees_no_longer_what_others_do(story, sheet, people):
    set_blind_now(story)
    make_annotation(sheet, "the port", people["ben"])
    assert seen(Annotation, people["chiara"])
    set_role(story, None, people["chiara"], "annotator")
    assert not seen(Annotation, people["chiara"])


def test_other_articles_stay_open_while_one_is_coded_blind(story, sheet, bote, people):
    set_blind_now(story, sheet)
    make_annotation(sheet, "Rain fell", people["ben"])
    open_one = make_annotation(bote, "Rain fell", people["ben"])
    assert seen(Annotation, people["anna"]) == {open_one}


def test_what_is_deleted_is_hidden_like_what_is_there(story, sheet, people):
    set_blind_now(story)
    theirs = make_annotation(sheet, "the port", people["ben"])
    actions.delete_annotation(theirs, people["ben"], 1)
    assert not Annotation.objects.deleted_visible_to(people["anna"]).exists()


def test_nobody_is_shown_who_else_codes_at_this_moment(story, sheet, people):
    set_blind_now(story, sheet)
    for name in ("anna", "ben", "chiara"):
        come(story, people[name], f"00000000-0000-4000-8000-{ord(name[0]):012}", sheet)
    assert [here.person for here in people_in(story, people["anna"])] == [people["anna"]]
    assert len(list(people_in(story, people["chiara"]))) == 3


# What annotations name


def test_two_who_code_blind_may_give_one_name_and_neither_can_tell(story, sheet, people):
    set_blind_now(story)
    make_quotation(sheet, "Rain fell", "Lind", people["ben"])
    assert seen(Speaker, people["anna"]) == set()
    make_quotation(sheet, "the port", "Lind", people["anna"])
    (speaker,) = Speaker.objects.all()
    assert seen(Speaker, people["anna"]) == {speaker}
    told = Change.objects.visible_to(people["anna"]).filter(subject="speaker:Lind")
    assert [(change.verb, change.actor) for change in told] == [("speaker created", people["anna"])]


def test_a_name_that_somebody_gives_openly_is_known_to_all(story, sheet, bote, people):
    set_blind_now(story, sheet)
    make_quotation(sheet, "Rain fell", "Lind", people["ben"])
    assert not seen(Speaker, people["anna"])
    openly = make_quotation(bote, "Rain fell", "Lind", people["chiara"])
    actions.delete_annotation(openly, people["chiara"], 1)
    assert [speaker.name for speaker in seen(Speaker, people["anna"])] == ["Lind"]


def test_a_claim_made_blind_is_known_to_whoever_sees_a_passage_that_states_it(
    story, sheet, bote, people
):
    set_blind_now(story, sheet)
    make_rendering(sheet, "Rain fell", SECRET, author=people["ben"])
    assert not seen(Claim, people["anna"])
    make_rendering(bote, "Rain fell", SECRET, author=people["ben"])
    assert [claim.statement for claim in seen(Claim, people["anna"])] == [SECRET]


def test_two_who_state_the_same_while_coding_blind_make_two_claims_to_be_merged(
    story, sheet, people
):
    set_blind_now(story)
    for name in ("anna", "ben"):
        make_rendering(sheet, "Rain fell", SECRET, author=people[name])
    assert [claim.author for claim in seen(Claim, people["anna"])] == [people["anna"]]
    one, other = Claim.objects.all()
    how = actions.Merging(SECRET, "", 1, 1)
    actions.merge_claims(one, other, people["chiara"], how)
    assert [claim.number for claim in seen(Claim, people["chiara"])] == [one.number]


def test_a_claim_that_is_stated_in_no_article_is_hidden_while_any_is_coded_blind(
    story, sheet, bote, people
):
    set_blind_now(story, sheet)
    made = actions.create_claim(story, people["ben"], SECRET)
    assert made not in seen(Claim, people["anna"])
    end(story)
    assert made in seen(Claim, people["anna"])


def test_a_number_does_not_tell_how_many_claims_others_have_made(story, sheet, shared, people):
    set_blind_now(story)
    for n in range(3):
        make_rendering(sheet, "Rain fell", f"Claim {n}.", author=people["ben"])
    mine = make_rendering(sheet, "Rain fell", "Mine.", author=people["anna"])
    assert mine.claims.get().number > 1000
    assert actions.create_claim(story, people["chiara"], "Everybody’s.").number == 2


def test_a_family_of_quotations_is_not_shared_by_its_words(story, sheet, people):
    set_blind_now(story)
    for name in ("ben", "anna"):
        make_quotation(sheet, "Rain fell", author=people[name], utterance="It rains.")
    assert [u.author for u in seen(Utterance, people["anna"])] == [people["anna"]]
    assert Utterance.objects.count() == 2


# Talk and verdicts


def test_what_is_said_of_a_claim_while_coding_blind_is_heard_by_curators_only(
    story, sheet, bote, shared, people
):
    set_blind_now(story, sheet)
    said = actions.comment(shared, people["ben"], "@anna and @chiara, see Sheet.")
    assert said not in seen(Comment, people["anna"])
    assert said in seen(Comment, people["chiara"])
    assert [notice.user for notice in Notice.objects.all()] == [people["chiara"]]


def test_verdicts_are_hidden_and_so_is_talk_about_them(story, sheet, shared, people):
    set_blind_now(story)
    verdict = actions.set_verdict(shared, sheet, people["ben"], "absent")
    actions.comment(verdict, people["chiara"], "Sure?")
    assert not seen(Verdict, people["anna"])
    assert not seen(Comment, people["anna"])
    assert len(seen(Comment, people["ben"])) == 1


# What is everybody's


def post(client, name, *args, **sent):
    return client.post(reverse(f"annotations:{name}", args=args), sent)


def test_who_codes_blind_leaves_the_words_of_a_claim_alone_that_all_know(
    client, story, sheet, shared, people
):
    set_blind_now(story, sheet)
    client.force_login(people["ben"])
    answer = post(client, "claim", story.slug, 1, statement=SECRET, note="", version=1)
    assert answer.status_code == 403
    assert "While you code blind" in answer.content.decode()
    client.force_login(people["chiara"])
    answer = post(client, "claim", story.slug, 1, statement=SECRET, note="", version=1)
    assert answer.status_code == 302


def test_who_codes_blind_may_state_their_own_claim_anew(client, story, sheet, people):
    set_blind_now(story)
    make_rendering(sheet, "Rain fell", SECRET, author=people["ben"])
    claim = Claim.objects.get()
    client.force_login(people["ben"])
    answer = post(
        client, "claim", story.slug, claim.number, statement="It sank.", note="", version=1
    )
    assert answer.status_code == 302


def test_who_codes_blind_does_not_settle_the_talk_about_a_claim_that_all_know(
    client, story, shared, people
):
    actions.comment(shared, people["chiara"], "Did it?")
    set_blind_now(story)
    client.force_login(people["ben"])
    thread = Thread.objects.get()
    assert post(client, "thread_resolve", thread.uid).status_code == 403
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_taking_a_claim_back_does_not_tell_whether_others_use_it(story, sheet, bote, people):
    set_blind_now(story, sheet)
    make_rendering(bote, "Rain fell", SECRET, author=people["anna"])
    make_rendering(sheet, "Rain fell", SECRET, author=people["ben"])
    actions.undo(story, people["anna"])
    used = Claim.objects.get(statement=SECRET)
    make_rendering(bote, "The quay", "Nobody uses this.", author=people["anna"])
    actions.undo(story, people["anna"])
    unused = Claim.objects.get(statement="Nobody uses this.")
    assert {used, unused} <= seen(Claim, people["anna"])


# Places and words


def test_a_page_token_does_not_carry_a_key_that_counts_what_others_make(story, sheet, people):
    for exact in ("Rain", "fell"):
        make_annotation(sheet, exact, people["anna"])
    rows = Annotation.objects.visible_to(people["anna"])
    pages = [keyset_page(rows, ["-pk"], QueryDict(), 1).next_url for _ in range(2)]
    assert pages[0] != pages[1]
    assert pages[0].startswith("?after=gAAAA")


def test_a_page_keeps_its_place_in_the_log_sealed_from_who_codes_blind(story, sheet, people):
    set_blind_now(story, sheet)
    make_annotation(sheet, "Rain", people["anna"])
    story = Story.objects.get()
    first = listener(story, people["anna"], "")
    assert first.cursor_at(3) != first.cursor_at(3)
    assert listener(story, people["anna"], "1").position == story.last_change
    assert listener(story, people["chiara"], "1").position == 1


@pytest.mark.parametrize("name", ["read", "claims", "matrix"])
@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("anna", "you see only your own annotations"),
        ("chiara", "Blind coding is on"),
        ("rita", "is shown when the coding is over"),
    ],
)
def test_a_page_says_that_it_is_coded_blind(client, story, sheet, bote, people, name, who, words):
    client.force_login(people[who])
    place = reverse(f"annotations:{name}", args=[story.slug])
    assert "blind-note" not in client.get(place, follow=True).content.decode()
    set_blind_now(story, sheet)
    html = client.get(place, follow=True).content.decode()
    assert words in html
    assert html.count("blind-note") == 1
    set_blind_now(story)
    assert client.get(place, follow=True).content.decode().count("blind-note") == (
        2 if name == "read" else 1
    )


def test_an_article_without_marks_of_ones_own_looks_unmarked(client, story, sheet, people):
    set_blind_now(story)
    make_annotation(sheet, "the port", people["ben"], claims=[ClaimSaid(SECRET)])
    client.force_login(people["anna"])
    html = client.get(story.get_absolute_url()).content.decode()
    assert "no marks yet" in html
    assert SECRET not in html


def test_that_talk_is_settled_does_not_tell_whether_others_have_joined_it(story, shared, people):
    actions.comment(shared, people["chiara"], "Did it?")
    set_blind_now(story)
    told = []
    for joins in (False, True):
        if joins:
            actions.comment(shared, people["ben"], "It did.")
        for act in (actions.resolve_thread, actions.reopen_thread):
            act(Thread.objects.select_related("story").get(), people["chiara"])
        known = Change.objects.visible_to(people["anna"]).filter(subject__startswith="thread:")
        told.append(known.count())
    assert told[0] == told[1]
