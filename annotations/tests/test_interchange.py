"""What is said of a story goes out as lines and comes back without a difference."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.anchors import anchor_at
from annotations.interchange.exporting import exported
from annotations.interchange.importing import ImportRefused, import_lines
from annotations.models import Annotation, Claim, Comment, Rendering, Speaker, Tag, Utterance
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from articles.actions import correct_article, delete_article
from articles.models import Change
from articles.tests.factories import make_article, make_story, make_user

from .factories import make_annotation, make_claim, make_quotation, make_rendering, make_tag

pytestmark = pytest.mark.django_db

TEXT = "Rain fell 🛳️ on the port. “We are safe,” said Lind.\n\nقال بوتين إنه راضٍ عن اللقاء."


@pytest.fixture
def anna():
    return make_user("anna")


@pytest.fixture
def story():
    return make_story()


@pytest.fixture
def article(story):
    return make_article(story, TEXT, file_name="flood.txt")


def lines_of(story):
    return list(exported(story))


def parsed(story, kind="annotation"):
    return [line for line in map(json.loads, exported(story)) if line["type"] == kind]


def take_in(story, lines, user=None, **options):
    return import_lines(story, [f"{line}\n".encode() for line in lines], user, **options)


def forget(story):
    """Empties the story of all that is said of it, as a fresh copy with the same articles is."""
    Annotation.objects.filter(article__story=story).delete()
    for model in (Claim, Speaker, Utterance, Tag):
        model.objects.filter(story=story).delete()


def say_much(article, anna):
    """One of everything, and what hangs loose."""
    story = article.story
    weather = make_tag(
        story, "weather", definition="From the sky.", examples="rain\nsnow", colour=3
    )
    make_tag(story, "rain", parent=weather)
    Speaker.objects.create(story=story, name="Nobody", variants=["لا أحد", "Niemand"])
    Utterance.objects.create(story=story, number=4, gist="Said but not marked.")
    make_claim(story, "Nobody says this.", anna)
    actions.edit_claim(make_claim(story, "Old words."), anna, 1, "New words.", "With a note.")
    actions.delete_claim(make_claim(story, "Gone."), anna)
    rain = make_rendering(article, "Rain fell 🛳️", "It rained.", "partly", "Lind", anna)
    said = QuotationSaid("Lind", "said", "direct", "We are safe")
    both = [
        ClaimSaid("It rained.", "questions"),
        ClaimSaid("They are safe.", "contradicts", "بوتين"),
    ]
    make_annotation(
        article, "“We are safe,”", quotation=said, claims=both, tags=["rain"], note="Is it?\n\u2028"
    )
    make_quotation(article, "إنه راضٍ", "بوتين", anna, kind="indirect", cue="قال")
    actions.comment(rain, anna, "Not much of it.")
    actions.comment(rain, None, "Enough.")


def test_what_goes_out_comes_back_without_a_difference(article, anna):
    say_much(article, anna)
    before = lines_of(article.story)
    forget(article.story)
    done = take_in(article.story, before)
    assert lines_of(article.story) == before
    assert done.notes == []
    assert done.new == {"tag": 2, "speaker": 3, "utterance": 2, "claim": 4, "annotation": 3}


def test_importing_again_changes_nothing(article, anna):
    say_much(article, anna)
    before, changes = lines_of(article.story), Change.objects.count()
    done = take_in(article.story, before)
    assert lines_of(article.story) == before
    assert (done.new, done.notes) == ({}, [])
    assert Change.objects.count() == changes


def test_the_order_of_the_lines_does_not_matter(article, anna):
    say_much(article, anna)
    before = lines_of(article.story)
    tags = [line for line in before if '"type": "tag"' in line]
    shuffled = [line for line in reversed(before) if line not in tags] + tags
    forget(article.story)
    take_in(article.story, shuffled)
    assert lines_of(article.story) == before


words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from("é🛳ن\u202e"),
    min_size=1,
    max_size=20,
).filter(str.strip)
sayings = st.builds(
    Saying,
    claims=st.lists(
        st.builds(ClaimSaid, words, st.sampled_from(Rendering.Stance.values), words), max_size=3
    ),
    quotation=st.none() | st.builds(QuotationSaid, words, words, st.just("mixed"), words),
    note=words,
)
places = st.integers(0, len(TEXT) - 6)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(places, st.integers(3, 40), sayings), max_size=4))
def test_whatever_is_said_comes_back_without_a_difference(article, marks):
    with transaction.atomic():
        for start, length, saying in marks:
            anchor = anchor_at(TEXT, start, min(len(TEXT), start + length))
            actions.create_annotation(article, None, article.revision, anchor, saying)
        before = lines_of(article.story)
        forget(article.story)
        take_in(article.story, before)
        assert lines_of(article.story) == before
        transaction.set_rollback(True)


def test_a_copy_of_the_story_beside_it_says_the_same_under_names_of_its_own(article, anna):
    say_much(article, anna)
    copy = make_story("A copy")
    make_article(copy, TEXT, file_name="flood.txt", source="Another source")
    take_in(copy, exported(article.story))
    ours, theirs = parsed(article.story), parsed(copy)
    assert [line["exact"] for line in ours] == [line["exact"] for line in theirs]
    assert {line["uid"] for line in ours}.isdisjoint(line["uid"] for line in theirs)
    again = lines_of(copy)
    assert take_in(copy, exported(article.story)).new == {}
    assert lines_of(copy) == again


def test_a_line_says_who_where_and_what(article, anna):
    marked = make_rendering(article, "Rain fell 🛳️", "It rained.", "partly", "Lind", anna)
    Annotation.objects.update(created_at=datetime(2015, 11, 26, 18, 0, tzinfo=UTC))
    (line,) = parsed(article.story)
    assert line["uid"] == str(marked.uid)
    assert (line["article"], line["file_name"], line["revision"]) == (article.slug, "flood.txt", 1)
    assert (line["start"], line["end"], line["exact"]) == (0, 12, "Rain fell 🛳️")
    assert (line["prefix"], line["suffix"]) == ("", TEXT[12:44])
    assert (line["author"], line["created_at"]) == ("anna", "2015-11-26T18:00:00+00:00")
    assert line["claims"] == [
        {"number": 1, "statement": "It rained.", "stance": "partly", "attributed_to": "Lind"}
    ]


def test_what_is_deleted_does_not_go_out(article, anna):
    gone = make_rendering(article, "Rain fell", "It rained.")
    actions.delete_annotation(gone, anna, 1)
    actions.delete_claim(Claim.objects.get(), anna)
    other = make_article(article.story, "Another text.")
    make_annotation(other, "Another")
    delete_article(other, anna)
    assert lines_of(article.story) == []


def test_a_story_with_other_claims_keeps_its_numbers(article, anna):
    make_rendering(article, "Rain fell", "It rained.")
    lines = lines_of(article.story)
    forget(article.story)
    make_claim(article.story, "Something else.")
    done = take_in(article.story, lines)
    assert done.notes == ["Line 1: Number 1 is taken here; this has number 2 now."]
    assert Rendering.objects.get().claim.statement == "It rained."
    assert Rendering.objects.get().claim.number == 2


def test_a_claim_that_the_story_has_in_the_same_words_is_used(article, anna):
    make_rendering(article, "Rain fell", "It rained.")
    lines = lines_of(article.story)
    forget(article.story)
    make_claim(article.story, "Something else.")
    here = make_claim(article.story, "it RAINED.")
    take_in(article.story, lines)
    assert Rendering.objects.get().claim == here


def test_what_was_changed_here_stays_and_is_reported(article, anna):
    marked = make_annotation(article, "Rain fell", anna, note="Theirs.")
    deleted = make_annotation(article, "the port", anna)
    make_claim(article.story, "It rained.")
    lines = lines_of(article.story)
    actions.edit_annotation(marked, anna, 1, Saying(note="Ours."))
    actions.delete_annotation(deleted, anna, 1)
    actions.edit_claim(Claim.objects.get(), anna, 1, "It poured.", "")
    done = take_in(article.story, lines)
    assert done.new == {}
    assert [note.split(": ", 1)[1] for note in done.notes] == [
        "Claim 1 was changed here; it stays as it is.",
        f"Annotation {marked.uid} was changed here; it stays as it is.",
        f"Annotation {deleted.uid} is deleted here; it stays so.",
    ]
    assert Annotation.objects.live().get().note == "Ours."


def test_people_who_are_not_known_need_somebody_who_stands_for_them(article, anna):
    marked = make_annotation(article, "Rain fell", anna)
    actions.comment(marked, anna, "Look.")
    lines = lines_of(article.story)
    forget(article.story)
    anna.delete()
    ben = make_user("ben")
    with pytest.raises(ImportRefused, match="Nobody here is called “anna”"):
        take_in(article.story, lines)
    done = take_in(article.story, lines, ben)
    assert done.notes == ["Line 1: Nobody here is called “anna”; ben stands for them."]
    assert (Annotation.objects.get().author, Comment.objects.get().author) == (ben, ben)
    assert Change.objects.latest("pk").actor == ben


# Passages that are not where the file has them


def test_a_passage_that_moved_is_found_by_its_words_and_reported(story, anna):
    article = make_article(story, TEXT)
    make_annotation(article, "We are safe", anna)
    lines = lines_of(story)
    forget(story)
    correct_article(article, anna, f"Corrected. {TEXT}", "A note was missing.")
    start = TEXT.index("We are safe")
    done = take_in(story, lines)
    assert done.notes == [f"Line 1: Found by its words, at {start + 11} instead of {start}."]
    assert Annotation.objects.get().revision.number == 2


def test_a_passage_that_is_not_in_the_text_is_refused_or_left_out_as_one_says(story, anna):
    article = make_article(story, TEXT)
    make_annotation(article, "We are safe", anna)
    make_annotation(article, "Rain fell", anna)
    lines = lines_of(story)
    forget(story)
    correct_article(article, anna, TEXT.replace("Rain fell", "Hail came"), "It was hail.")
    with pytest.raises(ImportRefused, match=r"Line 1: The text of .* does not have “Rain fell”\."):
        take_in(story, lines)
    assert not Annotation.objects.exists()
    done = take_in(story, lines, leave_out=True)
    assert Annotation.objects.get().exact == "We are safe"
    assert done.notes[0].startswith("Line 1: Left out: The text of")


def test_a_lost_passage_comes_back_as_lost(story, anna):
    article = make_article(story, TEXT)
    make_annotation(article, "Rain fell", anna)
    correct_article(article, anna, TEXT.replace("Rain fell", "Hail came"), "It was hail.")
    before = lines_of(story)
    forget(story)
    take_in(story, before)
    assert lines_of(story) == before
    assert Annotation.objects.get().needs_review


# Files that somebody else may have written


def change(line, **values):
    return json.dumps(json.loads(line) | values)


def without(line, key):
    return json.dumps({k: v for k, v in json.loads(line).items() if k != key})


CLAIM = {"number": 1, "statement": "x", "stance": "reports", "attributed_to": ""}
QUOTATION = {"speaker": "", "cue": "", "kind": "direct", "utterance": None}
BAD = {
    "no JSON": (lambda line: "{", "This is no JSON."),
    "no object": (lambda line: "[]", "This is no object of JSON"),
    "deep": (lambda line: "[" * 100_000, "This is no JSON."),
    "another type": (lambda line: change(line, type="user"), "“type” is “user”, not one of tag"),
    "no type": (lambda line: without(line, "type"), "“type” is missing."),
    "no start": (lambda line: without(line, "start"), "“start” is missing."),
    "start in words": (lambda line: change(line, start="0"), "“start” is not a whole number"),
    "start too large": (lambda line: change(line, start=2**40), "“start” is not a whole number"),
    "start is true": (lambda line: change(line, start=True), "“start” is not a whole number"),
    "start below zero": (lambda line: change(line, start=-1), "“start” is not a whole number"),
    "zero byte": (lambda line: change(line, note="a\0b"), "“note” holds signs that are no text."),
    "half a pair": (
        lambda line: change(line, note="\ud800"),
        "“note” holds signs that are no text.",
    ),
    "no uid": (lambda line: change(line, uid="1"), "“uid” is no UUID."),
    "no moment": (lambda line: change(line, created_at="today"), "“created_at” is no date"),
    "no zone": (lambda line: change(line, created_at="2015-11-26T18:00"), "in which time zone"),
    "other text": (lambda line: change(line, exact="Snow fell"), "does not have “Snow fell”."),
    "other article": (lambda line: change(line, article="x", file_name=""), "has no article “x”"),
    "unknown tag": (lambda line: change(line, tags=["x"]), "The tag “x” is neither in the file"),
    "tags in words": (lambda line: change(line, tags="x"), "“tags” is not a list."),
    "stance": (
        lambda line: change(line, claims=[CLAIM | {"stance": "denies"}]),
        "“stance” is “denies”, not one of reports, partly, contradicts, questions.",
    ),
    "claim twice": (lambda line: change(line, claims=[CLAIM, CLAIM]), "It renders claim 1 twice."),
    "kind": (lambda line: change(line, quotation=QUOTATION | {"kind": "x"}), "“kind” is “x”"),
    "long cue": (
        lambda line: change(line, quotation=QUOTATION | {"cue": "x" * 121}),
        "longer than",
    ),
    "quotation in words": (lambda line: change(line, quotation="x"), "This is no object of JSON"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_refused_in_a_sentence_and_nothing_is_stored(case, article, anna):
    make_annotation(article, "Rain fell", anna)
    (line,) = lines_of(article.story)
    forget(article.story)
    spoil, sentence = BAD[case]
    good = change(line, uid="9d2c4d3e-0000-4000-8000-000000000000")
    with transaction.atomic(), pytest.raises(ImportRefused) as refusal:
        take_in(article.story, ["", good, spoil(line)])
    assert refusal.value.reasons[0].startswith("Line 3: ")
    assert sentence in refusal.value.reasons[0]
    assert not Annotation.objects.exists()
    assert not Claim.objects.exists()


def test_every_bad_line_is_named(article, anna):
    with pytest.raises(ImportRefused) as refusal:
        import_lines(article.story, [b"{}\n", b"\xff\n", b'{"type": "claim"}\n'])
    assert [reason.split(":")[0] for reason in refusal.value.reasons] == [
        "Line 1",
        "Line 2",
        "Line 3",
    ]


def test_an_annotation_that_stands_in_the_file_twice_is_taken_in_once(article):
    make_annotation(article, "Rain fell")
    (line,) = lines_of(article.story)
    forget(article.story)
    done = take_in(article.story, [line, change(line, note="Another.")])
    assert done.new == {"annotation": 1}
    assert "was changed here" in done.notes[0]


def test_an_end_behind_the_end_of_the_text_is_put_right(article):
    make_annotation(article, "إنه راضٍ عن اللقاء.")
    (line,) = lines_of(article.story)
    forget(article.story)
    take_in(article.story, [change(line, end=len(TEXT) + 40)])
    assert lines_of(article.story) == [line]


def test_two_claims_of_one_number_are_refused(article):
    make_claim(article.story, "It rained.")
    (line,) = lines_of(article.story)
    with pytest.raises(ImportRefused, match="A line before it has number 1, too"):
        take_in(article.story, [line, change(line, statement="It snowed.")])


def test_a_comment_is_not_taken_for_another_annotations(article, anna):
    marked = make_annotation(article, "Rain fell", anna)
    actions.comment(marked, anna, "Look.")
    (line,) = lines_of(article.story)
    other = change(line, uid="9d2c4d3e-0000-4000-8000-000000000000")
    with pytest.raises(ImportRefused, match="One of its comments is there already"):
        take_in(article.story, [other])


# The commands


def test_the_commands_go_there_and_back(article, anna, tmp_path):
    say_much(article, anna)
    out = io.StringIO()
    call_command("export_annotations", article.story.slug, format="jsonl", stdout=out)
    forget(article.story)
    file = tmp_path / "said.jsonl"
    file.write_text(out.getvalue())
    report = io.StringIO()
    call_command("import_annotations", article.story.slug, file, user="anna", stdout=report)
    assert "annotation: 3 new, 0 there already" in report.getvalue()
    assert "".join(f"{line}\n" for line in lines_of(article.story)) == out.getvalue()
    assert Change.objects.latest("pk").actor == anna


def test_the_commands_refuse_in_sentences(article, tmp_path):
    file = tmp_path / "said.jsonl"
    file.write_bytes(b"{\n" * 30)
    for arguments, sentence in [
        (("export_annotations", "none"), "no story called “none”"),
        (("import_annotations", "none", file), "no story called “none”"),
        (
            ("import_annotations", article.story.slug, tmp_path / "x"),
            "cannot be read: No such file",
        ),
        (
            ("import_annotations", article.story.slug, file),
            "Nothing was stored.\nLine 1: This is no",
        ),
        (("import_annotations", article.story.slug, file, "--user=x"), "Nobody here is called “x”"),
    ]:
        with pytest.raises(CommandError) as refusal:
            call_command(*arguments)
        assert sentence in str(refusal.value)


def test_the_cost_of_a_long_export_is_that_of_its_batches(article, anna, django_assert_num_queries):
    for exact in ("Rain", "fell", "port", "safe", "Lind"):
        make_rendering(article, exact, f"Claim on {exact}.", "reports", "Lind", anna)
    with django_assert_num_queries(8):
        lines_of(article.story)
