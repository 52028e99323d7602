"""The benchmark runs, says what it measured, and leaves nothing behind."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from articles.models import Story


def bench(*arguments):
    """What it prints; in a process of its own, since here the database is the tests'."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "bench", *arguments],
        cwd=Path(settings.BASE_DIR),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    printed, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [f"bench_{process.pid}"])
        assert cursor.fetchone() is None
    return printed


@pytest.mark.django_db
def test_the_benchmark_of_pages_prints_their_cost_and_drops_its_database():
    printed = bench("pages", "--articles=5", "--annotations=4", "--repeats=1")
    for page in ("story", "article", "five panes", "claims", "matrix", "search"):
        assert re.search(rf"^{page} +[1-9]\d* +[\d.]+ +[\d.]+ +[1-9]", printed, re.MULTILINE), (
            printed
        )
    assert not Story.objects.filter(slug="big").exists()


@pytest.mark.django_db
def test_the_benchmark_of_live_updates_loses_nothing_and_drops_its_database():
    load = ("--people=3", "--edits=6", "--streams=6", "--seconds=2")
    printed = bench("live", "--articles=3", "--annotations=4", *load)
    for what in ("a write", "from a write to its being seen by a stream", "the database’s bell"):
        assert re.search(rf"^{what}.* +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+$", printed, re.MULTILINE)
    assert "Every acknowledged write is there" in printed
