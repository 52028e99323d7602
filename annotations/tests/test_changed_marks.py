"""What a page is sent of annotations that were changed: their lines, or that they are gone."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from annotations import actions
from annotations.actions import delete_annotation
from annotations.saying import ClaimSaid
from articles.actions import set_blind
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_rendering, make_tag
from .test_marking import mark
from .test_reading import mark_often

pytestmark = pytest.mark.django_db

TEXT = "Rain fell on the port. " + "A word stands here. " * 20


@pytest.fixture
def article(story):
    return make_article(story, TEXT)


@pytest.fixture
def ben(story, client):
    user = make_member(story, "ben", "annotator")
    client.force_login(user)
    return user


def asked(client, story, *uids):
    address = reverse("annotations:changed_marks", args=[story.slug])
    return client.get(address, {"uid": uids}).content.decode()


def shown(answer):
    return re.findall(r'<li class="mark" id="mark-([^"]+)"', answer)


def painted(answer):
    """The names of the marks that the answer has something to paint for, by the revision's key."""
    blocks = re.findall(
        r'<script type="application/json" data-paint="(\d+)">(.*?)</script>', answer
    )
    return {int(revision): [row[0] for row in json.loads(rows)] for revision, rows in blocks}


def gone(answer):
    return re.findall(r'<li data-gone data-annotation="([^"]+)"', answer)


def test_only_the_lines_asked_for_come(client, ben, story, article):
    one, two, _ = (make_annotation(article, words) for words in ("Rain", "fell", "port"))
    answer = asked(client, story, two.uid, one.uid)
    assert shown(answer) == [str(one.uid), str(two.uid)]  # as they stand in the text
    assert painted(answer) == {article.revision.pk: [str(one.uid), str(two.uid)]}


def test_a_deleted_one_is_gone_with_its_version_and_an_unknown_one_without(
    client, ben, story, article
):
    deleted, unknown = make_annotation(article, "Rain"), uuid.uuid4()
    delete_annotation(deleted, ben, 1)
    answer = asked(client, story, deleted.uid, unknown)
    assert set(gone(answer)) == {str(deleted.uid), str(unknown)}
    assert f'data-annotation="{deleted.uid}" data-version="2"' in answer
    assert f'data-annotation="{unknown}"></li>' in answer


@pytest.mark.parametrize("kind", ["claim", "speaker", "tag", "comment"])
def test_the_lines_that_show_what_has_changed_come_by_its_name(client, ben, story, article, kind):
    tag = make_tag(story, "Weather")
    claims = [ClaimSaid("It rained.", "reports", "Rova")]
    made = make_annotation(article, "Rain", ben, claims=claims, tags=["Weather"])
    make_annotation(article, "port", ben)
    comment = actions.comment(made, ben, "Is it so?", uuid.uuid4())
    key = {"claim": 1, "speaker": "Rova", "tag": tag.guid, "comment": comment.uid}[kind]
    address = reverse("annotations:changed_marks", args=[story.slug])
    asked = {"about": [f"{kind}:{key}", "claim:none", "nothing"], "a": article.pk}
    assert shown(client.get(address, asked).content.decode()) == [str(made.uid)]
    assert shown(client.get(address, asked | {"a": 0}).content.decode()) == []


def test_what_is_no_name_is_passed_over(client, ben, story, article):
    assert shown(asked(client, story, "", "nobody")) == []


def test_who_works_blind_gets_nothing_of_the_others(client, ben, story, article):
    theirs = make_annotation(article, "Rain", make_member(story, "cem", "annotator"))
    set_blind(story, None, True, [])
    answer = asked(client, story, theirs.uid)
    assert gone(answer) == [str(theirs.uid)]
    assert "Rain" not in answer
    assert "data-version" not in answer


def test_annotations_of_another_story_do_not_come(client, ben, story):
    other = make_annotation(make_article(make_story(is_public=True), TEXT), "Rain")
    assert shown(asked(client, story, other.uid)) == []


def test_the_answer_to_a_write_costs_the_same_beside_500_other_marks(
    client, ben, story, article, django_assert_max_num_queries
):
    mark(client, article, "Rain", statement="It rained.", attributed_to="Rova")
    mark_often(article, 500)
    with django_assert_max_num_queries(40):
        answer = mark(client, article, "port", statement="It rained.").content.decode()
    assert len(shown(answer)) == 1


def test_many_changed_marks_cost_five_queries_beside_those_of_the_log_in(
    client, ben, story, article, django_assert_max_num_queries
):
    made = [make_rendering(article, words, "It rained.") for words in ("Rain", "fell", "port")]
    uids = [annotation.uid for annotation in made] + [uuid.uuid4()]
    with django_assert_max_num_queries(2 + 1 + 5):
        asked(client, story, *uids)
