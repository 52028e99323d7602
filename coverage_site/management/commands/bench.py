"""Measures what pages cost and what many people at once do, in a database of its own."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.utils import get_random_secret_key
from django.db.models import Count, F
from django.test.utils import override_settings

from articles.models import Story
from coverage_site.benchmarks import live, matrix, painting
from coverage_site.benchmarks.material import analyze, make_big_story, throwaway_database
from coverage_site.benchmarks.pages import Cost, costs
from coverage_site.benchmarks.server import environment_of_this_database, served

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
        "pages: prints queries and milliseconds (the median) of the main pages, for the "
        "demonstration and for a big story, and how many times as long as a page that shows "
        "nothing they take. live: lets many people annotate one story at once while others look "
        "on, prints how long writes and their being seen take, and fails where anything that was "
        "acknowledged is lost or a stream misses a change. painting: has a browser show long "
        "texts with 5,000 marks each, and prints how long it takes. matrix: the same for a matrix "
        "of 300 claims in 60 articles. All work in a database of "
        "their own; yours is not touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["pages", "live", "painting", "matrix"])
        parser.add_argument("--articles", type=int, default=60)
        parser.add_argument("--annotations", type=int, default=500, help="on each article")
        parser.add_argument("--repeats", type=int, default=15, help="of each page")
        parser.add_argument("--people", type=int, default=50, help="who write")
        parser.add_argument("--edits", type=float, default=10, help="a second, of all together")
        parser.add_argument("--streams", type=int, default=200)
        parser.add_argument("--seconds", type=float, default=30, help="of writing")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.SECRET_KEY = get_random_secret_key()  # for sessions that end with the database
        logging.getLogger("django.request").setLevel(logging.ERROR)  # the 404 is meant
        if options["what"] == "live":
            self.measure_live(options)
        elif options["what"] == "painting":
            self.measure_painting(options["repeats"])
        elif options["what"] == "matrix":
            self.measure_matrix(options["repeats"])
        else:
            self.measure_pages(options)

    def measure_live(self, options: dict[str, Any]) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        load = live.Load(
            **{name: options[name] for name in ("people", "edits", "streams", "seconds")}
        )
        with throwaway_database():
            story = make_big_story(options["articles"], options["annotations"])
            analyze()
            with served(environment_of_this_database()) as server:
                figures = live.run(server, story, load)
                if figures.refused or figures.lost:
                    self.stderr.write(server.said())
        self.report_live(load, figures)

    def report_live(self, load: live.Load, figures: live.Figures) -> None:
        writes = len(figures.writes)
        self.stdout.write(
            f"{load.people} people wrote {writes} times in {figures.seconds:.1f} s "
            f"({writes / figures.seconds:.1f}/s); {load.streams} streams looked on.\n\n"
            f"{'milliseconds':44}{'median':>9}{'95 %':>9}{'99 %':>9}{'most':>9}"
        )
        for name, times in {
            "a write": figures.writes,
            "from a write to its being seen by a stream": figures.seen,
            "a page that shows nothing, before": figures.before.pages,
            "a page that shows nothing, meanwhile": figures.meanwhile.pages,
            "the database’s bell, before": figures.before.bells,
            "the database’s bell, meanwhile": figures.meanwhile.bells,
        }.items():
            self.stdout.write(f"{name:44}" + "".join(f"{1000 * t:9.1f}" for t in quantiles(times)))
        memory = ", ".join(f"{size:.0f} MB {when}" for when, size in figures.memory.items())
        self.stdout.write(f"\nThe server computed for {figures.computed:.0f} s; it took {memory}.")
        if figures.refused:
            self.stdout.write(f"Refused: {Counter(figures.refused)}.")
        if figures.lost:
            raise CommandError("\n".join(figures.lost))
        self.stdout.write(
            "Every acknowledged write is there; every stream told each change once, in order."
        )

    def measure_painting(self, repeats: int) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        with throwaway_database():
            story = make_big_story(painting.ARTICLES, painting.MARKS, painting.PARAGRAPHS)
            analyze()
            with served(environment_of_this_database()) as server:
                for figures in painting.run(server, story, repeats):
                    self.stdout.write(str(figures))

    def measure_matrix(self, repeats: int) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        with override_settings(**DEPLOYED), throwaway_database():
            story = matrix.make_matrix()
            with served(environment_of_this_database()) as server:
                self.stdout.write(str(matrix.run(server, story, repeats)))

    def measure_pages(self, options: dict[str, Any]) -> None:
        articles, annotations, repeats = (
            options[name] for name in ("articles", "annotations", "repeats")
        )
        with override_settings(**DEPLOYED), throwaway_database():
            call_command("loaddata", "demo", verbosity=0)
            analyze()
            counted = Story.objects.annotate(size=Count("articles"))
            demo = counted.order_by(F("size").desc())[0]
            small = costs(demo, repeats)
            story = make_big_story(articles, annotations)
            analyze()
            big = costs(story, repeats)
        self.report_pages(small, big, f"{articles} articles x {annotations}")

    def report_pages(self, small: dict[str, Cost], big: dict[str, Cost], size: str) -> None:
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


def quantiles(times: list[float]) -> Iterator[float]:
    """The median, the 95th and 99th percentile, and the longest."""
    ordered = sorted(times) or [0.0]
    for part in (0.5, 0.95, 0.99, 1):
        yield ordered[min(len(ordered) - 1, int(part * len(ordered)))]
