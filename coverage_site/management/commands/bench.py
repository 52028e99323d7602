"""Measures what pages cost, in a database of its own."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, F
from django.test.utils import override_settings

from articles.models import Story
from coverage_site.benchmarks.material import analyze, make_big_story, throwaway_database
from coverage_site.benchmarks.pages import Cost, costs, floor

DEPLOYED = {  # as a deployment runs, but without HTTPS and without files collected beforehand
    "DEBUG": False,
    "ALLOWED_HOSTS": ["testserver"],
    "SECURE_SSL_REDIRECT": False,
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}


class Command(BaseCommand):
    help = (
        "Prints queries and milliseconds (the median) of the main pages, for the demonstration and "
        "for a big story, and how many times as long as a page that shows nothing they take. Works "
        "in a database that it makes and drops; yours is not touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["pages"])
        parser.add_argument("--articles", type=int, default=60)
        parser.add_argument("--annotations", type=int, default=500, help="on each article")
        parser.add_argument("--repeats", type=int, default=15)

    def handle(self, *args: Any, **options: Any) -> None:
        articles, annotations, repeats = (
            options[name] for name in ("articles", "annotations", "repeats")
        )
        logging.getLogger("django.request").setLevel(logging.ERROR)  # the 404 is meant
        with override_settings(**DEPLOYED), throwaway_database():
            call_command("loaddata", "demo", verbosity=0)
            analyze()
            counted = Story.objects.annotate(size=Count("articles"))
            demo = counted.order_by(F("size").desc())[0]
            small = costs(demo, repeats)
            big_story = make_big_story(articles, annotations)
            analyze()
            big = costs(big_story, repeats)
            least = floor(big_story, repeats)
        self.report(small, big, least, f"{articles} x {annotations}")

    def report(self, small: dict[str, Cost], big: dict[str, Cost], least: Cost, size: str) -> None:
        self.stdout.write(f"A page that shows nothing: {least.queries} queries, ", ending="")
        self.stdout.write(f"{least.milliseconds:.1f} ms. Other pages, and how many times that:\n\n")
        self.stdout.write(f"{'':12}{'demonstration':>27}{size:>27}{'ratio':>8}")
        self.stdout.write(f"{'':12}{'queries      ms   x':>27}{'queries      ms   x':>27}")
        for name, cost in small.items():
            ratio = big[name].milliseconds / cost.milliseconds
            cells = [self.cell(found, least) for found in (cost, big[name])]
            self.stdout.write(f"{name:12}{cells[0]:>27}{cells[1]:>27}{ratio:>8.1f}")

    @staticmethod
    def cell(cost: Cost, least: Cost) -> str:
        times = cost.milliseconds / least.milliseconds
        return f"{cost.queries:7}{cost.milliseconds:8.1f}{times:6.1f}"
