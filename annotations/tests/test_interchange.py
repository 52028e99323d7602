"""What is said of a story goes out as lines and comes back without a difference."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.anchors import anchor_at
from annotations.interchange.exporting import exported
from annotations.interchange.importing import ImportRefused
from annotations.models import (
    Annotation,
    Claim,
    Comment,
    Rendering,
    Speaker,
    Utterance,
    Verdict,
)
from annotations.saying import ClaimSaid, QuotationSaid, Saying
from articles.actions import correct_article, delete_article
from articles.models import Change
from articles.tests.factories import make_article, make_story, make_user

from .factories import make_annotation, make_claim, make_quotation, make_rendering, make_tag
from .lines import TEXT, forget, lines_of, parsed, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna")


@pytest.fixture
def article(story):
    return make_article(story, TEXT, file_name="flood.txt")


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
    actions.resolve_thread(actions.comment(rain, None, "Enough.").thread, anna)
    claim = Claim.objects.get(story=story, statement="It rained.")
    actions.comment(claim, anna, "One claim or two?")
    actions.delete_comment(actions.comment(claim, anna, "Nonsense."), anna)
    twin = make_claim(story, "It poured.", anna)
    made_blind = Claim.objects.filter(pk=make_claim(story, "Made blind.", anna).pk)
    made_blind.update(is_coding=True, coded_in=article)
    verdict = actions.set_verdict(twin, article, anna, "absent", "Read twice.")
    actions.resolve_thread(actions.comment(verdict, None, "Sure?").thread, None)
    gone = actions.set_verdict(claim, article, anna, "elsewhere")
    actions.take_back_verdict(gone, anna, 1)
    merged = make_claim(story, "Water fell.", anna)
    actions.merge_claims(twin, merged, anna, actions.Merging("It poured.", "", 1, 1))
    weather.definition = "From the sky, but no hail."
    actions.save_tag(weather, anna)


def test_what_goes_out_comes_back_without_a_difference(article, anna):
    say_much(article, anna)
    before = lines_of(article.story)
    forget(article.story)
    done = take_in(article.story, before)
    assert lines_of(article.story) == before
    assert done.notes == []
    assert done.new == {
        "tag": 2,
        "codebook": 3,
        "speaker": 3,
        "utterance": 2,
        "claim": 6,
        "annotation": 3,
        "verdict": 1,
    }


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


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def test_talk_verdicts_and_versions_come_with_who_and_when(article, anna):
    say_much(article, anna)
    verdict, claims = parsed(article.story, "verdict")[0], parsed(article.story, "claim")
    assert (verdict["statement"], verdict["kind"], verdict["author"]) == (
        "It poured.",
        "absent",
        "anna",
    )
    assert [comment["text"] for comment in verdict["comments"]] == ["Sure?"]
    assert verdict["resolved"]["by"] == ""
    rained = next(claim for claim in claims if claim["statement"] == "It rained.")
    assert [comment["text"] for comment in rained["comments"]] == ["One claim or two?"]
    assert not [claim for claim in claims if claim["statement"] == "Water fell."]
    blind = next(claim for claim in claims if claim["is_coding"])
    assert (blind["author"], blind["coded_in"]) == ("anna", article.slug)
    tagged = next(line for line in parsed(article.story) if line["tags"])
    assert tagged["tags"] == [{"name": "rain", "codebook_version": 2}]
    versions = parsed(article.story, "codebook")
    assert [(version["number"], version["author"]) for version in versions] == [
        (1, ""),
        (2, ""),
        (3, "anna"),
    ]


def test_a_story_with_a_codebook_keeps_its_versions_and_says_so(article, anna):
    say_much(article, anna)
    before = lines_of(article.story)
    forget(article.story)
    make_tag(article.story, "Colour")
    done = take_in(article.story, before)
    left_out = [note for note in done.notes if "versions of its own" in note]
    assert len(left_out) == 3
    assert {tag.name for tag in article.story.tags.all()} == {"Colour", "weather", "rain"}
    newest = article.story.codebook_versions.latest("number").number
    assert Annotation.objects.get(tags__name="rain").taggings.get().codebook_version == newest


def test_what_was_said_since_comes_in_and_what_was_deleted_stays_so(article, anna):
    say_much(article, anna)
    before = lines_of(article.story)
    late = Comment.objects.get(text="One claim or two?")
    actions.delete_comment(late, anna)
    Comment.objects.filter(text="Sure?").delete()
    take_in(article.story, before)
    assert Comment.objects.filter(text="Sure?").exists()
    late.refresh_from_db()
    assert late.deleted_at


def test_a_person_has_one_verdict_on_a_pair_after_an_import_too(article, anna):
    claim = make_claim(article.story, "It poured.")
    actions.set_verdict(claim, article, anna, "absent")
    lines = lines_of(article.story)
    Verdict.objects.all().delete()
    actions.set_verdict(claim, article, anna, "elsewhere")
    done = take_in(article.story, lines)
    assert Verdict.objects.get().kind == "elsewhere"
    assert "was changed here" in done.notes[0]


def test_passages_for_a_claim_that_was_merged_here_come_to_the_one_that_stayed(article, anna):
    make_rendering(article, "Rain fell", "It poured.")
    lines = lines_of(article.story)
    Annotation.objects.all().delete()
    kept = make_claim(article.story, "It rained.")
    actions.merge_claims(
        kept, Claim.objects.get(number=1), None, actions.Merging("It rained.", "", 1, 1)
    )
    done = take_in(article.story, lines)
    assert Rendering.objects.get().claim == kept
    assert done.notes == ["Line 1: Claim 1 is part of claim 2 here; it stays so."]


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
    slug, file = article.story.slug, tmp_path / "said.jsonl"
    file.write_bytes(b"{\n" * 30)
    for arguments, sentence in [
        (("export_annotations", "none"), "no story called “none”"),
        (("import_annotations", "none", file), "no story called “none”"),
        (("import_annotations", slug, tmp_path / "x"), "cannot be read: No such file"),
        (("import_annotations", slug, file), "Nothing was stored.\nLine 1: This is no"),
        (("import_annotations", slug, file, "--user=x"), "Nobody here is called “x”"),
    ]:
        with pytest.raises(CommandError) as refusal:
            call_command(*arguments)
        assert sentence in str(refusal.value)


def test_the_cost_of_a_long_export_is_that_of_its_batches(article, anna, django_assert_num_queries):
    for exact in ("Rain", "fell", "port", "safe", "Lind"):
        make_rendering(article, exact, f"Claim on {exact}.", "reports", "Lind", anna)
    with django_assert_num_queries(9):
        lines_of(article.story)
