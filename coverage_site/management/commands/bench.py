"""Measures what pages cost, in a database of its own."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.core.management.utils import get_random_secret_key
from django.db.models import Count, F
from django.test.utils import override_settings

from articles.models import Story
from coverage_site.benchmarks.material import analyze, make_big_story, throwaway_database
from coverage_site.benchmarks.pages import Cost, costs

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
        settings.SECRET_KEY = get_random_secret_key()  # for sessions that end with the database
        logging.getLogger("django.request").setLevel(logging.ERROR)  # the 404 is meant
        with override_settings(**DEPLOYED), throwaway_database():
            call_command("loaddata", "demo", verbosity=0)
            analyze()
            counted = Story.objects.annotate(size=Count("articles"))
            demo = counted.order_by(F("size").desc())[0]
            small = costs(demo, repeats)
            story = make_big_story(articles, annotations)
            analyze()
            big = costs(story, repeats)
        self.report(small, big, f"{articles} articles x {annotations}")

    def report(self, small: dict[str, Cost], big: dict[str, Cost], size: str) -> None:
        self.stdout.write("ms: the median. x: how many times a page that shows nothing.\n\n")
        self.stdout.write(f"{'':12}{'demonstration':>28}{size:>28}{'ratio':>8}")
        head = f"{'queries       ms       x':>28}"
        self.stdout.write(f"{'':12}{head}{head}")
        for name, cost in small.items():
            ratio = big[name].milliseconds / cost.milliseconds
            cells = f"{self.cell(cost)}{self.cell(big[name])}"
            self.stdout.write(f"{name:12}{cells}{ratio:>8.1f}")

    @staticmethod
    def cell(cost: Cost) -> str:
        return f"{cost.queries:11}{cost.milliseconds:9.1f}{cost.times:8.1f}"
