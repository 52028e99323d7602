"""Prints what people decided on the machine's proposals, as lines of JSON."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.proposals.lines import as_json
from annotations.proposals.training import decided
from articles.models import Story


class Command(BaseCommand):
    help = (
        "Prints every suggestion of a story that somebody has accepted or rejected, with its "
        "passages, reasons and what was made of it: one line of JSON a decision, for training. "
        "People are numbered, not named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", help="the story's slug, as in its address")
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(slug=options["story"]).first()
        if story is None:
            raise CommandError(f"There is no story called “{options['story']}”.")
        for line in as_json(decided(story)):
            self.stdout.write(line)
