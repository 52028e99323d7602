"""The activity of a story: all that one may know of what happened, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations import actions
from annotations.models import Annotation, Claim, Comment
from annotations.saying import Saying
from articles.actions import edit_article, set_blind
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_claim, make_rendering, make_tag

pytestmark = pytest.mark.django_db
TEXT = "Rain fell on the port. Snow fell."
BUDGET = 12  # two of them are the log-in


@pytest.fixture
def article():
    return make_article(make_story(), TEXT)


@pytest.fixture
def story(article):
    return article.story


@pytest.fixture
def ben(story):
    return make_member(story, "ben", "curator")


def activity(client, story, user, **params):
    client.force_login(user)
    return client.get(reverse("annotations:activity", args=[story.slug]), params)


def words(answer):
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def lines(answer):
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in heads(answer)]


def heads(answer):
    return re.findall(r'<p class="log-head">(.*?)</p>', answer.content.decode(), re.DOTALL)


def test_the_newest_comes_first_with_who_did_it_and_a_link(client, article, story, anna, ben):
    mark = make_annotation(article, "Rain fell", anna)
    claim = make_claim(story, "It rained.", ben)
    first, second, *_ = heads(activity(client, story, anna))
    assert "ben" in first
    assert reverse("annotations:claim", args=[story.slug, claim.number]) in first
    assert "anna" in second
    assert f'href="{mark.get_absolute_url()}"' in second
    assert '<q lang="en" dir="ltr">Rain fell</q>' in second


def test_what_belongs_to_one_step_stands_together(client, article, story, anna):
    make_rendering(article, "Rain fell", "It rained.", attributed_to="Rova", author=anna)
    page = words(activity(client, story, anna))
    assert "anna made the mark on Rain fell" in page
    assert "and 2 more in the same step" in page


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"person": "ben"}, {"ben stated", "ben put", "ben wrote", "ben changed"}),
        ({"kind": "annotations"}, {"anna made", "ben changed"}),
        ({"kind": "claims"}, {"ben stated"}),
        ({"kind": "codebook"}, {"ben put"}),
        ({"kind": "talk"}, {"ben wrote"}),
        ({"kind": "articles", "person": "anna"}, {"anna edited"}),
        ({"kind": "members"}, set()),
    ],
)
def test_one_sees_what_one_asks_for(client, article, story, anna, ben, params, expected):
    mark = make_annotation(article, "Rain fell", anna)
    make_claim(story, "It rained.", ben)
    make_tag(story, "Weather", ben)
    actions.comment(mark, ben, "Did it?")
    actions.edit_annotation(mark, ben, 1, Saying(note="It did."))
    edit_article(article, anna, byline="A. Writer")
    found = lines(activity(client, story, anna, **params))
    assert {" ".join(line.split()[1:3]) for line in found} == expected


def test_the_activity_around_one_article_is_told_by_itself(client, article, story, anna):
    other = make_article(story, "Hail fell.", source="The Other Sheet")
    make_annotation(article, "Rain fell", anna)
    make_annotation(other, "Hail fell", anna)
    page = words(activity(client, story, anna, article=other.slug))
    assert "Hail fell" in page
    assert "the mark on Rain fell" not in page


def test_days_are_counted_whole(client, article, story, anna):
    make_annotation(article, "Rain fell", anna)
    today = timezone.localdate()
    Change.objects.filter(story=story).update(at=timezone.now() - timedelta(days=3))
    make_annotation(article, "Snow fell", anna)
    since = words(activity(client, story, anna, since=today.isoformat()))
    assert "the mark on Snow fell" in since
    assert "the mark on Rain fell" not in since
    until = words(activity(client, story, anna, until=(today - timedelta(days=3)).isoformat()))
    assert "the mark on Rain fell" in until
    assert "the mark on Snow fell" not in until
    only = {"since": today.isoformat(), "until": today.isoformat()}
    assert "Snow fell" in words(activity(client, story, anna, **only))


@pytest.mark.parametrize(
    "params",
    [
        {"since": "2026-11-02", "until": "2026-11-01"},
        {"since": "yesterday"},
        {"person": "nobody"},
        {"article": "\0"},
    ],
)
def test_what_cannot_be_asked_for_is_said_in_the_form(client, story, anna, params):
    answer = activity(client, story, anna, **params)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_an_empty_answer_says_so(client, story, anna):
    page = words(activity(client, story, anna, kind="verdicts"))
    assert "Nothing of that kind" in page


def test_pages_follow_each_other_and_keep_what_was_asked_for(client, article, story, anna):
    for number in range(65):
        make_claim(story, f"Claim number {number}.", anna)
    page = activity(client, story, anna, kind="claims")
    older = re.search(r'rel="next" href="([^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    rest = client.get(reverse("annotations:activity", args=[story.slug]) + older)
    assert len(lines(page)) == 60
    assert len(lines(rest)) == 5
    assert "kind=claims" in older


def test_who_works_blind_reads_of_nobody_else_s_coding(client, article, story, anna, ben):
    set_blind(story, ben, whole=True)
    make_rendering(article, "Rain fell", "It rained.", author=make_member(story, "cleo"))
    make_rendering(article, "Snow fell", "It snowed.", author=anna)
    page = activity(client, story, anna, kind="annotations")
    assert "the mark on Rain fell" not in words(page)
    assert "the mark on Snow fell" in words(page)
    assert "the mark on Rain fell" in words(activity(client, story, ben, kind="annotations"))


def bring_back(client, story, answer):
    (token,) = re.findall(r'name="change" value="([^"]+)"', answer.content.decode())
    return client.post(reverse("annotations:put_back", args=[story.slug]), {"change": token})


def test_deleted_things_are_brought_back_from_it(client, article, story, anna, ben):
    mark = make_annotation(article, "Rain fell", anna)
    actions.delete_annotation(mark, anna, 1)
    bring_back(client, story, activity(client, story, anna))
    assert Annotation.objects.live().exists()
    claim = make_claim(story, "It rained.", ben)
    actions.delete_claim(claim, ben)
    bring_back(client, story, activity(client, story, ben))
    assert Claim.objects.live().exists()
    comment = actions.comment(Annotation.objects.get(), anna, "Did it?")
    actions.delete_comment(comment, anna)
    bring_back(client, story, activity(client, story, anna))
    assert Comment.objects.get().deleted_at is None


def test_what_others_deleted_is_offered_to_curators_only(client, article, story, anna, ben):
    mark = make_annotation(article, "Rain fell", ben)
    actions.delete_annotation(mark, ben, 1)
    assert b"Bring it back" not in activity(client, story, anna).content
    assert b"Bring it back" in activity(client, story, ben).content


def test_a_deleted_mark_leads_to_its_history(client, article, story, anna):
    mark = make_annotation(article, "Rain fell", anna)
    actions.delete_annotation(mark, anna, 1)
    address = reverse("annotations:history", args=[mark.uid])
    assert activity(client, story, anna).content.decode().count(f'href="{address}"') == 2


def everything(story, article, user, times):
    """Something of every kind that needs a look-up of its own, that many times."""
    for number in range(times):
        mark = make_rendering(article, "Rain fell", f"It rained, {number}.", author=user)
        comment = actions.comment(mark, user, "Did it?")
        actions.resolve_thread(comment.thread, user)
        tag = make_tag(story, f"Weather {number}", user)
        actions.edit_annotation(mark, user, 1, Saying(tags=[tag.name]))
        edit_article(article, user, byline=f"Writer {number}")
        actions.delete_annotation(mark, user, 2)


@pytest.mark.parametrize("times", [1, 15])
def test_the_activity_keeps_its_budget_of_queries(client, article, story, ben, times):
    everything(story, article, ben, times)
    client.force_login(ben)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("annotations:activity", args=[story.slug]))
    assert len(lines(page)) == min(60, 8 * times + 2)
    assert len(queries) <= BUDGET, "\n".join(query["sql"][:150] for query in queries)
