"""What the page tells the painting of every mark, whether or not its line is in the list."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from annotations import actions
from annotations.models import Annotation, Claim, Tag
from annotations.painting import paints_of
from annotations.panes import LISTED
from annotations.saying import ClaimSaid, QuotationSaid
from articles.actions import set_blind
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_rendering, make_tag, mark_sentences

pytestmark = pytest.mark.django_db

MANY = 2 * LISTED + 30
TEXT = " ".join(f"Sentence number {n} stands here." for n in range(MANY))


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def article(story):
    return make_article(story, TEXT)


def painted(page):
    """The rows of the page's data blocks, by the key of the revision."""
    blocks = re.findall(r'<script type="application/json" data-paint="(\d+)">(.*?)</script>', page)
    return {int(revision): json.loads(rows) for revision, rows in blocks}


def listed(page):
    return re.findall(r'<li class="mark" id="mark-([^"]+)"', page)


def other_stretches(page):
    found = re.findall(r'<li class="unlisted"><a href="([^"]+)">(.*?)</a>', page)
    return {words: link.replace("&amp;", "&") for link, words in found}


def test_each_mark_is_told_with_all_that_is_said_of_it(story, article):
    make_tag(story, "Weather")
    said = {
        "claims": [ClaimSaid("It rained.", "partly", ""), ClaimSaid("It snowed.", "reports", "")],
        "quotation": QuotationSaid("Rova", "said", "direct", "All is well."),
        "tags": ["Weather"],
        "note": "Really?",
    }
    made = make_annotation(article, "number 7 stands", **said)
    family = made.quotation.utterance.number
    claims = [(1, 1, "partly"), (2, 2, "reports")]
    kinds = ["claim", "quotation", "tag", "note"]
    row = (str(made.uid), 1, made.start, made.end, kinds, family, claims)
    assert paints_of(Annotation.objects.all()) == {article.revision.pk: [row]}


def test_nothing_is_told_of_what_was_deleted(story, article):
    make_tag(story, "Weather")
    claims = [ClaimSaid("It rained.", "partly", ""), ClaimSaid("It snowed.", "reports", "")]
    make_annotation(article, "number 7 stands", claims=claims, tags=["Weather"])
    Claim.objects.filter(number=1).update(deleted_at=timezone.now())
    Tag.objects.update(deleted_at=timezone.now())
    [paint] = paints_of(Annotation.objects.all())[article.revision.pk]
    assert (paint.kinds, paint.claims) == (["claim"], [(2, 2, "reports")])
    Claim.objects.filter(number=2).update(deleted_at=timezone.now())
    [paint] = paints_of(Annotation.objects.all())[article.revision.pk]
    assert (paint.kinds, paint.claims) == ([], [])


def test_every_mark_is_told_in_reading_order_and_the_first_are_listed(client, article):
    marks = [str(mark.uid) for mark in mark_sentences(article)]
    page = client.get(article.get_absolute_url()).content.decode()
    assert [row[0] for row in painted(page)[article.revision.pk]] == marks
    assert listed(page) == marks[:LISTED]
    assert f"<span data-count>{MANY} marks</span>" in page


def test_without_javascript_the_list_goes_on_and_back_by_links(client, story, article):
    other = make_article(story, f"Another text. {TEXT}")
    mark_sentences(other)
    marks = [str(mark.uid) for mark in mark_sentences(article)]
    address = reverse("annotations:read", args=[story.slug])
    page = client.get(f"{address}?a={other.pk}&a={article.pk}").content.decode()
    following = re.findall(r'<li class="unlisted"><a href="([^"]+)">', page)[1]
    page = client.get(address + following.replace("&amp;", "&")).content.decode()
    assert listed(page)[LISTED:] == marks[LISTED : 2 * LISTED]
    assert len(listed(page)) == 2 * LISTED  # the other article's list stays as it was
    links = other_stretches(page)
    assert f"Marks {2 * LISTED + 1}–{MANY}" in links
    page = client.get(address + links[f"Marks 1–{LISTED}"]).content.decode()
    assert listed(page)[LISTED:] == marks[:LISTED]


@pytest.mark.parametrize("first", ["9" * 30, "-1", "", "many"])
def test_a_list_that_begins_nowhere_begins_at_the_beginning(client, article, first):
    marks = [str(mark.uid) for mark in mark_sentences(article)]
    page = client.get(article.get_absolute_url(), {"from": first}).content.decode()
    assert listed(page) == marks[:LISTED]


def test_who_codes_blind_is_told_of_none_but_their_own(client, story, article):
    ben, anna = make_member(story, "ben"), make_member(story, "anna")
    make_rendering(article, "number 7 stands", "It rained.", author=anna)
    own = make_annotation(article, "number 9 stands", ben)
    set_blind(story, None, True, [])
    client.force_login(ben)
    page = client.get(article.get_absolute_url()).content.decode()
    assert [row[0] for row in painted(page)[article.revision.pk]] == [str(own.uid)]
    assert "It rained." not in page


def test_a_claim_that_only_a_mark_further_on_renders_can_be_followed(client, article):
    mark_sentences(article)
    made = make_rendering(article, f"number {MANY - 1} stands", "It rained.")
    actions.edit_claim(made.claims.get(), None, 1, "It poured.", "")
    page = client.get(article.get_absolute_url()).content.decode()
    assert str(made.uid) not in listed(page)
    assert '<span class="statement">It poured.</span>' in page
