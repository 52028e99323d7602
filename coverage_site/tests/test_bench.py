"""The benchmark runs, says what it measured, and leaves nothing behind."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from articles.models import Story


@pytest.mark.django_db
def test_the_benchmark_of_pages_prints_their_cost_and_drops_its_database():
    """In a process of its own: here the database is the tests'."""
    command = [sys.executable, "manage.py", "bench", "pages"]
    size = ["--articles=5", "--annotations=4", "--repeats=1"]
    bench = subprocess.Popen(
        [*command, *size],
        cwd=Path(settings.BASE_DIR),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    printed, errors = bench.communicate(timeout=300)
    assert bench.returncode == 0, errors
    for page in ("story", "article", "five panes", "claims", "matrix", "search"):
        assert re.search(rf"^{page} +[1-9]\d* +[\d.]+ +[\d.]+ +[1-9]", printed, re.MULTILINE), (
            printed
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [f"bench_{bench.pid}"])
        assert cursor.fetchone() is None
    assert not Story.objects.filter(slug="big").exists()
