"""Prints everything that is said of a story, as lines of JSON."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.interchange.exporting import exported
from articles.models import Story


class Command(BaseCommand):
    help = (
        "Prints every annotation of a story with its passage, position, author and what it says, "
        "and its claims, speakers, utterances and tags: one line of JSON each. "
        "import_annotations reads it back. What is deleted is not printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", help="the story's slug, as in its address")
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(slug=options["story"]).first()
        if story is None:
            raise CommandError(f"There is no story called “{options['story']}”.")
        for line in exported(story):
            self.stdout.write(line)
