"""A published state: frozen, open to everybody, the same for ever, and gone where withdrawn."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import fastjsonschema
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from annotations.actions import create_annotation, delete_claim, edit_claim, publish, withdraw
from annotations.anchors import anchor_at
from annotations.models import Claim, Snapshot
from annotations.publishing import citing, document
from annotations.publishing.changes import changes
from annotations.publishing.choices import Choices
from annotations.publishing.extent import shares
from annotations.saying import ClaimSaid, GlossSaid, QuotationSaid, Saying
from articles.actions import set_blind
from articles.log import EditedMeanwhile
from articles.models import Change, Story
from articles.tests.factories import make_article, make_member, make_story

from .factories import make_annotation, make_claim, make_quotation, make_rendering

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
ENGLISH = "It snowed early. Rain fell on the port all night. The ferry sank. Nobody was hurt."
ARABIC = "هطل المطر على الميناء طوال الليل. غرقت العبارة."


@pytest.fixture
def anna(story):
    return make_member(story, "anna", "owner")


@pytest.fixture
def articles(story):
    return [
        make_article(story, ENGLISH, source="Harbour Post"),
        make_article(story, ARABIC, "ar", source="الميناء", is_excerpt=True),
    ]


@pytest.fixture
def coded(story, anna, articles):
    """Two claims; the second has a passage in one article and nothing in the other."""
    ben = make_member(story, "ben")
    make_rendering(articles[0], "Rain fell on the port", "It rained.", author=anna)
    make_annotation(
        articles[1],
        "هطل المطر",
        ben,
        claims=[ClaimSaid("It rained.", "partly", "Lind")],
        quotation=QuotationSaid("Lind", "قال", "direct", "It rains."),
        gloss=GlossSaid("Rain fell", "en"),
    )
    make_rendering(articles[0], "The ferry sank", "A ferry sank.", "contradicts", author=ben)
    make_quotation(articles[0], "Nobody was hurt", "Lind", anna, cue="said", utterance="It rains.")
    return story


def published(story, user, **choices):
    said = {"authors": ("Anna Berg",)} | choices
    return publish(story, user, Choices(**said), at=AT)


def page(client, snapshot, name="snapshot", **more):
    return client.get(
        reverse(f"annotations:{name}", args=[snapshot.story.slug, snapshot.number]), more
    )


def file(client, snapshot, name):
    args = [snapshot.story.slug, snapshot.number, name]
    return client.get(reverse("annotations:snapshot_file", args=args))


def test_anybody_reads_what_is_published_of_a_private_story(client, coded, anna):
    snapshot = published(coded, anna)
    text = page(client, snapshot).content.decode()
    assert "A ferry sank." in text
    assert "هطل المطر" in text
    assert client.get(reverse("annotations:matrix", args=[coded.slug])).status_code == 404
    assert client.get(reverse("annotations:snapshots", args=[coded.slug])).status_code == 200


def test_nothing_tells_a_stranger_of_a_private_story_of_which_nothing_is_published(client, coded):
    assert client.get(reverse("annotations:snapshots", args=[coded.slug])).status_code == 404


def test_it_stays_as_it_was_whatever_becomes_of_the_story(client, coded, anna, articles):
    snapshot = published(coded, anna)
    before = page(client, snapshot).content
    claim = Claim.objects.select_related("story").get(statement="It rained.")
    edit_claim(claim, anna, claim.version, "It poured.", "")
    delete_claim(Claim.objects.get(statement="A ferry sank."), anna)
    make_rendering(articles[0], "Nobody was hurt", "All are well.", author=anna)
    Story.objects.filter(pk=coded.pk).update(title="Otherwise")
    assert page(client, snapshot).content == before


def test_the_database_lets_nobody_change_what_is_published(coded, anna):
    snapshot = published(coded, anna)
    for change in (
        {"document": "{}", "sha256": document.hash_of("{}")},
        {"sha256": "0" * 64},
        {"number": 7},
        {"note": "Otherwise"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot.pk).update(**change)


def test_the_same_state_at_the_same_time_is_the_same_document(coded, anna):
    with transaction.atomic():
        first = published(coded, anna).document
        transaction.set_rollback(True)
    with transaction.atomic():
        again = published(coded, anna).document
        transaction.set_rollback(True)
    assert first == again


def test_the_document_is_what_its_schema_and_its_hash_say(client, coded, anna):
    for texts in (False, True):
        snapshot = published(coded, anna, with_texts=texts, note="As of today")
        answer = file(client, snapshot, "snapshot.json")
        assert document.hash_of(answer.content.decode()) == snapshot.sha256
        schema = client.get(reverse("annotations:snapshot_schema")).json()
        fastjsonschema.compile(schema)(answer.json())


def test_a_passage_goes_out_with_a_sentence_on_each_side_and_no_more(client, coded, anna):
    snapshot = published(coded, anna)
    [claim] = [c for c in document.read(snapshot.document)["claims"] if c["number"] == 2]
    [cell] = claim["cells"].values()
    [passage] = cell["passages"]
    assert passage["sentence_before"] == "Rain fell on the port all night."
    assert passage["sentence_after"] == "Nobody was hurt."
    assert "It snowed early" not in str(passage)


def test_full_texts_go_out_only_where_the_owner_says_so(client, coded, anna):
    without, with_texts = published(coded, anna), published(coded, anna, with_texts=True)
    assert ENGLISH not in without.document
    assert ENGLISH in with_texts.document
    assert "Their texts" not in page(client, without).content.decode()
    assert "Their texts" in page(client, with_texts).content.decode()


def test_how_much_of_a_text_goes_out_is_told_before(coded, anna, articles):
    found = shares(
        document.read(published(coded, anna).document),
        {a.slug: len(a.revision.text) for a in articles},
    )
    assert all(share > 0.9 for share in found.values())
    assert shares(document.read(published(make_story("Dry"), anna_of("Dry")).document), {}) == {}


def anna_of(title):
    return make_member(Story.objects.get(title=title), "anna", "owner")


def test_coders_are_numbers_unless_they_are_to_be_named(coded, anna):
    anna.first_name, anna.last_name = "Anna", "Quagga"
    anna.save()
    numbered, named = published(coded, anna), published(coded, anna, are_named=True)
    assert "Quagga" not in numbered.document
    assert "coder 2" in numbered.document
    assert "Anna Quagga" in named.document


def test_agreement_is_told_of_cells_that_two_have_coded(client, coded, anna, articles):
    make_rendering(articles[0], "The ferry sank", "A ferry sank.", "reports", author=anna)
    make_rendering(articles[0], "Rain fell", "It rained.", author=make_member(coded, "ben"))
    snapshot = published(coded, anna)
    told = document.read(snapshot.document)["method"]["agreement"]
    assert (told["cells"], told["coders"], told["percent"]) == (2, 2, 50)
    assert told["alpha"] == 0
    assert "says little of so few cells" in page(client, snapshot).content.decode()


def test_a_number_is_the_next_and_none_is_given_twice(coded, anna):
    first = published(coded, anna)
    withdraw(published(coded, anna), anna, "A mistake.")
    assert [first.number, published(coded, anna).number] == [1, 3]


def test_what_is_withdrawn_says_who_when_and_why_and_shows_nothing(client, coded, anna):
    snapshot = published(coded, anna)
    withdraw(snapshot, anna, "The outlet asked us to.")
    answers = [page(client, snapshot), page(client, snapshot, "snapshot_changes")]
    answers += [file(client, snapshot, name) for name in ("snapshot.json", "long.csv")]
    for answer in answers:
        text = answer.content.decode()
        assert answer.status_code == 410
        assert "The outlet asked us to." in text
        assert "anna" in text
        assert "It rained." not in text
    with pytest.raises(EditedMeanwhile):
        withdraw(snapshot, anna, "Again.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(withdrawn_at=None, withdrawn_why="")


def test_publishing_and_withdrawing_stand_in_the_log_and_are_not_taken_back_unawares(
    client, coded, anna
):
    withdraw(published(coded, anna), anna, "A mistake.")
    verbs = Change.objects.filter(subject="snapshot:1").values_list("verb", flat=True)
    assert list(verbs) == ["snapshot published", "snapshot withdrawn"]
    client.force_login(anna)
    client.post(reverse("annotations:undo", args=[coded.slug]))
    assert Snapshot.objects.get().withdrawn_at
    told = client.get(reverse("annotations:activity", args=[coded.slug])).content.decode()
    assert "withdrew" in told


def test_a_cache_asks_before_it_shows_a_page_again(client, coded, anna):
    snapshot = published(coded, anna)
    address = snapshot.get_absolute_url()
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in first.get("Vary", "")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert file(client, snapshot, "snapshot.json")["ETag"] == f'"{snapshot.sha256}"'
    withdraw(snapshot, anna, "A mistake.")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 410


@pytest.mark.parametrize("name", ["snapshot", "snapshot_changes"])
def test_a_published_page_takes_few_queries(
    client, coded, anna, name, django_assert_max_num_queries
):
    published(coded, anna)
    snapshot = published(coded, anna)
    with django_assert_max_num_queries(3):
        assert page(client, snapshot, name).status_code == 200


# Between two numbers


def test_what_changed_between_two_numbers_is_told(client, coded, anna, articles):
    first = published(coded, anna)
    claim = Claim.objects.select_related("story").get(number=1)
    edit_claim(claim, anna, claim.version, "It rained all night.", "")
    delete_claim(Claim.objects.get(number=2), anna)
    make_claim(coded, "Snow fell.", anna)
    make_rendering(articles[1], "غرقت العبارة", "It rained all night.", "contradicts", author=anna)
    make_quotation(articles[0], "The ferry sank", "Lind", anna, utterance="It sank.")
    second = published(coded, anna)
    found = changes(document.read(first.document), document.read(second.document))
    assert [(c.kind, c.number) for c in found.claims] == [("new", 3), ("gone", 2), ("changed", 1)]
    [cell] = found.cells
    assert [(piece.text, piece.how) for piece in cell.said] == [
        ("reports it in part (Lind)", ""),
        ("contradicts it", "added"),
    ]
    assert [(piece.text, piece.how) for piece in cell.passages] == [("غرقت العبارة", "added")]
    assert [(c.kind, c.name) for c in found.families] == [("new", "It sank.")]
    text = page(client, second, "snapshot_changes").content.decode()
    assert "all night" in text
    assert "غرقت العبارة" in text
    assert not changes(document.read(second.document), document.read(second.document))


def test_a_number_is_not_compared_with_one_that_is_withdrawn_or_later(client, coded, anna):
    first, second, third = (published(coded, anna) for _ in range(3))
    withdraw(second, anna, "A mistake.")
    assert "From number 1 to number 3" in page(client, third, "snapshot_changes").content.decode()
    assert page(client, third, "snapshot_changes", since=2).status_code == 410
    assert page(client, first, "snapshot_changes", since=3).status_code == 404
    assert page(client, third, "snapshot_changes", since="²").status_code == 404
    assert "is the first" in page(client, first, "snapshot_changes").content.decode()


# Files


def rows(answer):
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_the_long_table_has_a_line_for_all_that_is_said_and_for_what_is_not(client, coded, anna):
    head, *lines = rows(file(client, published(coded, anna), "long.csv"))
    states = [dict(zip(head, line, strict=True)) for line in lines]
    assert [line["state"] for line in states] == [
        "rendered",
        "rendered",
        "rendered",
        "not yet looked at",
    ]
    assert states[1]["passage"] == "هطل المطر"
    assert states[1]["translation"] == "Rain fell"


def test_the_wide_table_is_the_matrix(client, coded, anna):
    head, *lines = rows(file(client, published(coded, anna), "wide.csv"))
    assert head[:3] == ["claim", "group", "statement"]
    assert [line[-2:] for line in lines] == [
        ["reports it", "reports it in part (Lind)"],
        ["contradicts it", "not yet looked at"],
    ]


def test_no_cell_of_a_table_is_a_formula(client, coded, anna, articles):
    make_rendering(articles[0], "It snowed", '=HYPERLINK("http://x")', author=anna)
    make_annotation(articles[0], "Nobody", anna, claims=[ClaimSaid("-1+1", "reports", "@SUM(A1)")])
    snapshot = published(coded, anna)
    for name in ("long.csv", "wide.csv"):
        cells = [cell for line in rows(file(client, snapshot, name)) for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_texts_from_outside_are_text_in_all_that_is_published(client, coded, anna, articles):
    evil = '<script>alert("x")</script>'
    article = make_article(coded, f"{evil} fell. Rain.", source=f"Post {evil}", headline=evil)
    anchor = anchor_at(article.revision.text, 0, len(evil))
    said = Saying(
        claims=[ClaimSaid(evil, "reports", evil)],
        quotation=QuotationSaid(evil, evil, "direct", evil),
    )
    create_annotation(article, anna, article.revision, anchor, said)
    snapshot = published(coded, anna, authors=(evil,), note=evil, with_texts=True)
    for answer in (page(client, snapshot), file(client, snapshot, "snapshot.html")):
        assert "<script>alert" not in answer.content.decode()


def test_references_for_programs_keep_their_shape_whatever_names_hold(client, coded, anna):
    snapshot = published(coded, anna, authors=("Müller & Söhne {GmbH}", "Anna\nTY  - JOUR"))
    bib = file(client, snapshot, "citation.bib").content.decode()
    assert r"author = {{Müller \& Söhne \{GmbH\}} and {Anna TY - JOUR}}" in bib
    ris = file(client, snapshot, "citation.ris").content.decode()
    assert ris.count("\r\nTY  - ") == 0
    [entry] = json.loads(file(client, snapshot, "citation.json").content)
    assert entry["URL"].endswith(snapshot.get_absolute_url())
    assert entry["issued"] == {"date-parts": [[2026, 11, 22]]}


def test_a_citation_has_authors_year_number_address_and_hash(coded, anna):
    snapshot = published(coded, anna, authors=("A", "B"))
    said = citing.sentence(document.read(snapshot.document), "http://x/1/", snapshot.sha256)
    for part in ("A, B (2026)", "The flood", "number 1", "http://x/1/", snapshot.sha256[:16]):
        assert part in said


# The form


def form(story, **said):
    story.refresh_from_db()
    return {"authors": "Anna; Ben", "coders": "numbered", "seen": story.last_change} | said


@pytest.fixture
def owner(client, anna):
    client.force_login(anna)
    return client


def test_what_would_go_out_is_shown_before_anything_is_published(owner, coded):
    address = reverse("annotations:publish", args=[coded.slug])
    text = owner.get(address).content.decode()
    assert "Everybody will be able to read it" in text
    assert "although the story itself is open to its members only" in text
    preview = owner.get(address, form(coded)).content.decode()
    assert "Nothing is published yet" in preview
    assert "A ferry sank." in preview
    assert not Snapshot.objects.exists()
    assert owner.post(address, form(coded)).status_code == 302
    assert document.read(Snapshot.objects.get().document)["authors"] == ["Anna", "Ben"]


def test_what_has_changed_since_one_looked_is_not_published_unseen(owner, coded):
    address = reverse("annotations:publish", args=[coded.slug])
    looked_at = form(coded)
    make_claim(coded, "Snow fell.")
    answer = owner.post(address, looked_at)
    assert answer.status_code == 409
    assert "Snow fell." in answer.content.decode()
    assert not Snapshot.objects.exists()


def test_a_form_that_is_not_right_publishes_nothing(owner, coded):
    address = reverse("annotations:publish", args=[coded.slug])
    for wrong in ({"authors": " ; "}, {"coders": "secret"}, {"seen": ""}):
        assert owner.post(address, form(coded, **wrong)).status_code == 422
    assert not Snapshot.objects.exists()


def test_blind_coding_that_goes_on_is_warned_of(owner, coded, anna):
    set_blind(coded, anna, True, [])
    text = owner.get(reverse("annotations:publish", args=[coded.slug])).content.decode()
    assert "Blind coding is still going on." in text


def test_withdrawing_wants_a_reason(owner, coded, anna):
    snapshot = published(coded, anna)
    address = reverse("annotations:snapshot_withdraw", args=[coded.slug, 1])
    assert owner.post(address, {"why": " "}).status_code == 422
    assert owner.post(address, {"why": "A mistake."}).status_code == 302
    snapshot.refresh_from_db()
    assert snapshot.withdrawn_why == "A mistake."
