"""What happened to a mark or a claim can be read, and how it was before can be put back."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import actions
from annotations.actions import Refused, put_version_back, undo
from annotations.models import Annotation, Claim
from annotations.saying import ClaimSaid, Saying
from articles.actions import correct_article, set_blind
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_claim, make_rendering, make_tag

pytestmark = pytest.mark.django_db
BUDGET = 14  # two of them are the log-in
TEXT = "Rain fell on the port. Snow fell."


@pytest.fixture
def article():
    return make_article(make_story(), TEXT)


@pytest.fixture
def story(article):
    return article.story


@pytest.fixture
def ben(story):
    return make_member(story, "ben", "curator")


def newest(row):
    return type(row).objects.get(pk=row.pk)


def history(client, annotation):
    return client.get(reverse("annotations:history", args=[annotation.uid]))


def claim_history(client, claim):
    return client.get(reverse("annotations:claim_history", args=[claim.story.slug, claim.number]))


def tokens(answer):
    """What the forms of a page carry, the newest line first."""
    return re.findall(r'name="change" value="([^"]+)"', answer.content.decode())


def put_back(client, story, token):
    return client.post(reverse("annotations:put_back", args=[story.slug]), {"change": token})


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_history_says_who_did_what_and_which_words_changed(client, article, anna, ben):
    mark = make_annotation(article, "Rain fell", anna, note="It was heavy rain.")
    said = Saying([ClaimSaid("It rained.", "partly", "Rova")], note="It was light rain.")
    actions.edit_annotation(mark, ben, 1, said)
    client.force_login(anna)
    page = history(client, mark)
    assert "ben changed it" in words(page)
    assert "[dropped: heavy ] [added: light ]" in words(page)
    assert "reports it in part, attributed to Rova" in words(page)
    assert "anna made it" in words(page)


def test_an_older_version_is_put_back_by_a_further_change(client, article, story, anna):
    mark = make_annotation(article, "Rain fell", anna, note="First.")
    actions.edit_annotation(mark, anna, 1, Saying(note="Second."))
    client.force_login(anna)
    (token,) = tokens(history(client, mark))
    answer = put_back(client, story, token)
    assert answer.status_code == 302
    assert newest(mark).note == "First."
    assert Change.objects.latest("number").verb == "annotation put back"
    undo(story, anna)
    assert newest(mark).note == "Second."


def test_a_version_is_not_put_back_over_what_its_reader_has_not_seen(client, article, story, anna):
    mark = make_annotation(article, "Rain fell", anna, note="First.")
    actions.edit_annotation(mark, anna, 1, Saying(note="Second."))
    client.force_login(anna)
    (token,) = tokens(history(client, mark))
    actions.edit_annotation(newest(mark), anna, 2, Saying(note="Third."))
    answer = put_back(client, story, token)
    assert answer.status_code == 409
    assert "has been changed since you looked at it" in answer.content.decode()
    assert newest(mark).note == "Third."


def test_what_was_deleted_is_brought_back_from_its_history(client, article, story, anna):
    mark = make_annotation(article, "Rain fell", anna)
    actions.delete_annotation(mark, anna, 1)
    client.force_login(anna)
    page = history(client, mark)
    assert "This mark is deleted." in page.content.decode()
    assert put_back(client, story, tokens(page)[0]).status_code == 302
    assert newest(mark).deleted_at is None


def test_a_deleted_claim_comes_back_as_it_was_before_it_was_stated_anew(client, story, ben):
    claim = make_claim(story, "It rained.", ben)
    actions.edit_claim(claim, ben, 1, "It poured.", "")
    actions.delete_claim(newest(claim), ben)
    client.force_login(ben)
    page = claim_history(client, claim)
    put_back(client, story, tokens(page)[-1])
    assert Claim.objects.live().get().statement == "It rained."


def test_nobody_is_offered_to_put_back_what_they_may_not_change(client, article, story, anna, ben):
    mark = make_annotation(article, "Rain fell", ben, note="First.")
    actions.edit_annotation(mark, ben, 1, Saying(note="Second."))
    client.force_login(ben)
    (token,) = tokens(history(client, mark))
    client.force_login(anna)
    assert tokens(history(client, mark)) == []
    assert put_back(client, story, token).status_code == 403


def test_a_version_from_an_older_text_comes_back_where_the_mark_stands_now(article, anna, ben):
    mark = make_annotation(article, "Snow fell", anna, note="First.")
    made = Change.objects.latest("number")
    correct_article(article, ben, f"Today {TEXT}", "A word was missing.")
    actions.edit_annotation(newest(mark), anna, 2, Saying(note="Second."))
    put_version_back(made, anna, Change.objects.latest("number").number)
    put = newest(mark)
    assert (put.note, put.revision.number, put.start) == ("First.", 2, mark.start + 6)


def test_a_version_from_before_the_log_told_of_tags_is_put_back_but_for_them(article, story, anna):
    make_tag(story, "Weather")
    mark = make_annotation(article, "Rain fell", anna, note="First.", tags=["Weather"])
    made = Change.objects.latest("number")
    made.after = {key: said for key, said in made.after.items() if key != "coded_under"}
    made.save()
    actions.edit_annotation(mark, anna, 1, Saying(note="Second.", tags=["Weather"]))
    put_version_back(made, anna, Change.objects.latest("number").number)
    assert newest(mark).note == "First."
    assert [tag.name for tag in newest(mark).tags.all()] == ["Weather"]


def test_what_stands_already_is_not_put_back(article, anna):
    make_annotation(article, "Rain fell", anna)
    change = Change.objects.latest("number")
    with pytest.raises(Refused, match="how it stands already"):
        put_version_back(change, anna, change.number)


def test_a_token_of_another_story_or_of_nobody_is_refused(client, article, story, anna):
    other = make_article(make_story("Elsewhere"), TEXT)
    make_member(other.story, "anna", "annotator")
    mark = make_annotation(other, "Rain fell", anna, note="First.")
    actions.edit_annotation(mark, anna, 1, Saying(note="Second."))
    client.force_login(anna)
    (token,) = tokens(history(client, mark))
    for wrong in (token, "12", ""):
        assert put_back(client, story, wrong).status_code == 409
    assert newest(mark).note == "Second."


def test_who_works_blind_reads_no_history_of_somebody_else(client, article, story, anna, ben):
    mark = make_rendering(article, "Rain fell", "It rained.", author=ben)
    set_blind(story, ben, whole=True)
    client.force_login(anna)
    assert history(client, mark).status_code == 404
    own = make_annotation(article, "Snow fell", anna)
    numbers = re.findall(r"\b\d+\b", " ".join(tokens(history(client, own))))
    assert str(Change.objects.latest("number").number) not in numbers


def test_a_merged_claim_has_a_history_that_says_where_it_went(client, story, ben):
    kept, gone = make_claim(story, "It rained.", ben), make_claim(story, "Rain fell.", ben)
    actions.merge_claims(kept, gone, ben, actions.Merging("It rained.", "", 1, 1))
    client.force_login(ben)
    assert "It was merged into claim 1" in words(claim_history(client, gone))


@pytest.mark.parametrize("times", [1, 40])
def test_a_history_keeps_its_budget_of_queries(client, story, anna, times):
    claim = make_claim(story, "It rained.", anna)
    for number in range(times):
        actions.edit_claim(newest(claim), anna, number + 1, f"It rained, {number}.", "")
    client.force_login(anna)
    with CaptureQueriesContext(connection) as queries:
        page = claim_history(client, claim)
    assert len(tokens(page)) == times
    assert len(queries) <= BUDGET, "\n".join(query["sql"][:150] for query in queries)


# Undo and redo as pages


def step_back(client, story, name="undo", **headers):
    return client.post(reverse(f"annotations:{name}", args=[story.slug]), headers=headers)


def test_a_plain_browser_goes_back_to_where_it_was_and_is_told(client, article, story, anna):
    make_annotation(article, "Rain fell", anna)
    client.force_login(anna)
    page = f"http://testserver{article.get_absolute_url()}"
    answer = step_back(client, story, referer=page)
    assert answer.headers["Location"] == page
    assert "Taken back: made the mark on" in client.get(page).content.decode()


def test_nobody_is_led_away_to_another_site(client, article, story, anna):
    make_annotation(article, "Rain fell", anna)
    client.force_login(anna)
    answer = step_back(client, story, referer="https://elsewhere.example/")
    assert answer.headers["Location"] == story.get_absolute_url()


def test_htmx_gets_what_was_taken_back_with_the_marks_that_changed(client, article, story, anna):
    mark = make_annotation(article, "Rain fell", anna)
    client.force_login(anna)
    gone = step_back(client, story, hx_request="true").content.decode()
    assert "data-gone" in gone
    assert str(mark.uid) in gone
    back = step_back(client, story, "redo", hx_request="true").content.decode()
    assert "Done again" in back
    assert f'data-annotation="{mark.uid}"' in back
    assert "data-gone" not in back


def test_marks_whose_claim_is_put_back_are_sent_anew(client, article, story, ben):
    mark = make_rendering(article, "Rain fell", "It rained.", author=ben)
    actions.edit_claim(Claim.objects.get(), ben, 1, "It poured.", "")
    client.force_login(ben)
    assert str(mark.uid) in step_back(client, story, hx_request="true").content.decode()


@pytest.mark.parametrize("headers", [{}, {"hx_request": "true"}])
def test_a_refusal_is_a_conflict_with_its_reason(client, article, story, anna, ben, headers):
    mark = make_annotation(article, "Rain fell", anna)
    actions.edit_annotation(mark, ben, 1, Saying(note="Ben’s."))
    client.force_login(anna)
    answer = step_back(client, story, **headers)
    assert answer.status_code == 409
    assert "ben changed the mark on" in answer.content.decode()
    assert Annotation.objects.live().exists()
