"""What people say of a claim and an article without a rendering."""

import pytest
from django.urls import reverse

from annotations import actions
from annotations.models import Verdict
from articles.models import Change
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_claim, make_rendering

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def article(story):
    return make_article(story, "Rain fell on the port.")


@pytest.fixture
def claim(story):
    return make_claim(story, "It snowed.")


def test_a_verdict_is_given_changed_and_taken_back_and_the_log_has_it_all(claim, article, ben):
    verdict = actions.set_verdict(claim, article, ben, "absent", "Read twice.")
    actions.set_verdict(claim, article, ben, "elsewhere", "", 1)
    actions.take_back_verdict(verdict, ben, 2)
    changes = Change.objects.filter(subject=f"verdict:{verdict.uid}")
    assert [change.verb for change in changes] == [
        "verdict given",
        "verdict changed",
        "verdict taken back",
    ]
    assert all((c.is_coding, c.coded_by, c.coded_in) == (True, ben, article) for c in changes)
    assert changes[0].after == {
        "claim": 1,
        "article": article.slug,
        "kind": "absent",
        "note": "Read twice.",
        "version": 1,
        "deleted": False,
    }
    assert not Verdict.objects.live().exists()


def test_one_person_has_one_verdict_on_a_pair_and_several_persons_several(
    story, claim, article, ben
):
    actions.set_verdict(claim, article, ben, "absent")
    with pytest.raises(actions.EditConflict):
        actions.set_verdict(claim, article, ben, "elsewhere")
    actions.set_verdict(claim, article, make_member(story, "dora"), "elsewhere")
    assert Verdict.objects.live().count() == 2


def test_who_looks_again_takes_up_the_verdict_with_its_talk(claim, article, ben):
    first = actions.set_verdict(claim, article, ben, "absent")
    actions.comment(first, ben, "Sure?")
    actions.take_back_verdict(first, ben, 1)
    again = actions.set_verdict(claim, article, ben, "elsewhere")
    assert (again.uid, again.version) == (first.uid, 3)
    assert again.thread.comments.count() == 1


def test_an_older_version_does_not_take_back_a_newer_verdict(claim, article, ben):
    verdict = actions.set_verdict(claim, article, ben, "absent")
    actions.set_verdict(claim, article, ben, "elsewhere", version=1)
    with pytest.raises(actions.EditConflict):
        actions.take_back_verdict(verdict, ben, 1)


# The pages


def url(name, *args):
    return reverse(f"annotations:{name}", args=args)


def judge(client, story, article, kind="absent", version=0, **more):
    data = {"article": article.pk, "kind": kind, "version": version} | more
    headers = {"hx-request": "true"} if more.pop("htmx", False) else {}
    return client.post(url("verdict", story.slug, 1), data, headers=headers)


def test_an_article_stands_as_not_looked_at_until_somebody_has(client, story, claim, article, ben):
    client.force_login(ben)
    page = client.get(url("claim", story.slug, 1))
    (look,) = page.context["looking"].unlooked
    assert look.article == article
    assert page.context["looking"].found == []
    answer = judge(client, story, article, note="Read twice.")
    assert answer.headers["Location"] == url("claim", story.slug, 1) + "#looking"
    page = client.get(url("claim", story.slug, 1))
    assert page.context["looking"].unlooked == []
    html = page.content.decode()
    assert "Checked and absent" in html
    assert "says <bdi>ben</bdi>" in html
    assert "Read twice." in html
    assert "omi" + "ssion" not in html


def test_of_an_excerpt_it_is_offered_first_that_nothing_was_to_be_expected(
    client, story, claim, ben
):
    make_article(story, "Cut.", is_excerpt=True)
    make_article(story, "Whole.")
    client.force_login(ben)
    excerpt, whole = client.get(url("claim", story.slug, 1)).context["looking"].unlooked
    assert excerpt.form.kinds[0][0] == "not_expected"
    assert whole.form.kinds[0][0] == "absent"


def test_what_several_people_say_stands_side_by_side(client, story, claim, article, ben):
    client.force_login(ben)
    dora = make_member(story, "dora")
    actions.set_verdict(claim, article, ben, "absent")
    actions.set_verdict(claim, article, dora, "absent")
    (group,) = client.get(url("claim", story.slug, 1)).context["looking"].found
    assert (group.kind, len(group.looks[0].verdicts)) == ("absent", 2)
    actions.set_verdict(claim, article, dora, "elsewhere", version=1)
    (group,) = client.get(url("claim", story.slug, 1)).context["looking"].found
    assert (group.label, group.looks[0].is_mine) == ("People say different things", True)


def test_a_verdict_on_an_article_with_a_passage_stays_in_sight(client, story, claim, article, ben):
    actions.set_verdict(claim, article, ben, "absent")
    make_rendering(article, "Rain fell", "It snowed.")
    html = client.get(url("claim", story.slug, 1)).content.decode()
    assert "somebody has marked a passage" in html
    assert "Not yet looked at" not in html


def test_two_tabs_do_not_overwrite_each_other(client, story, claim, article, ben):
    client.force_login(ben)
    judge(client, story, article)
    answer = judge(client, story, article, "elsewhere", note="From the other tab.")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "You have said something else of this article in the meantime." in html
    assert "From the other tab." in html
    assert Verdict.objects.get().kind == "absent"


def test_bad_verdicts_are_refused(client, story, claim, article, ben):
    client.force_login(ben)
    elsewhere = make_article(make_story("Another"), "Rain.")
    assert judge(client, story, article, "maybe").status_code == 422
    assert judge(client, story, elsewhere).status_code == 422
    assert judge(client, story, article, note="x" * 3000).status_code == 422
    assert not Verdict.objects.exists()


def test_htmx_is_given_the_articles_anew(client, story, claim, article, ben):
    client.force_login(ben)
    html = judge(client, story, article, htmx=True).content.decode()
    assert html.strip().startswith('<div class="looking" id="looking">')


def test_the_page_of_a_verdict_lets_its_author_change_it_and_take_it_back(
    client, story, claim, article, ben
):
    verdict = actions.set_verdict(claim, article, ben, "absent", "Read twice.")
    client.force_login(make_member(story, "dora"))
    page = client.get(url("verdict_page", verdict.uid))
    assert page.context["form"] is None
    assert client.post(url("verdict_delete", verdict.uid), {"version": 1}).status_code == 403
    client.force_login(ben)
    assert client.get(url("verdict_page", verdict.uid)).context["form"].mine == verdict
    assert client.post(url("verdict_delete", verdict.uid), {"version": 9}).status_code == 409
    assert client.post(url("verdict_delete", verdict.uid), {"version": 1}).status_code == 302
    assert client.get(url("verdict_page", verdict.uid)).status_code == 404


def test_who_codes_blind_is_told_of_no_verdict_of_others(client, story, claim, article, ben):
    verdict = actions.set_verdict(claim, article, ben, "absent")
    story.is_blind = True
    story.save(update_fields=["is_blind"])
    client.force_login(make_member(story, "dora"))
    looking = client.get(url("claim", story.slug, 1)).context["looking"]
    assert (looking.found, len(looking.unlooked)) == ([], 1)
    assert client.get(url("verdict_page", verdict.uid)).status_code == 404


def test_the_cost_of_the_page_does_not_grow_with_the_verdicts(
    client, story, claim, article, ben, django_assert_max_num_queries
):
    client.force_login(ben)
    actions.comment(actions.set_verdict(claim, article, ben, "absent"), ben, "@ben")
    with django_assert_max_num_queries(12):
        client.get(url("verdict_page", Verdict.objects.get().uid))
    actions.comment(claim, ben, "Hm.")
    for number in range(6):
        actions.set_verdict(claim, make_article(story, f"Text {number}."), ben, "absent")
        make_article(story, f"Other text {number}.")
    make_rendering(article, "Rain fell", "It snowed.", author=ben)
    with django_assert_max_num_queries(12):
        client.get(url("claim", story.slug, 1))
