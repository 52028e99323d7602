"""Prints the matrix of a story for other programs."""

from __future__ import annotations

import csv
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.matrix import as_json, as_table, whole_matrix
from articles.models import Story


class Command(BaseCommand):
    help = (
        "Prints the matrix of a story: claims down, group by group as on its page, articles "
        "across. In CSV a column is headed “Outlet [article slug]”, and a cell lists its passages "
        "as “stance start-end (how, speaker)” with “; ” between them, then verdicts such as "
        "“checked and absent”, or reads “not yet looked at”. Positions are code points. "
        "An apostrophe stands before a text that a spreadsheet would take for a formula."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", help="the story's slug, as in its address")
        shape = parser.add_mutually_exclusive_group(required=True)
        shape.add_argument("--csv", action="store_true", help="a table for spreadsheets")
        shape.add_argument("--json", action="store_true", help="with the passages' words")

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(slug=options["story"]).first()
        if story is None:
            raise CommandError(f"There is no story called “{options['story']}”.")
        matrix = whole_matrix(story)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(story, matrix), ensure_ascii=False, indent=2))
        else:
            csv.writer(self.stdout, lineterminator="\n").writerows(as_table(matrix))
