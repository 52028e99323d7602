"""Says what the machine's proposals are worth on a story that people have coded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.interchange.reading import BadLine
from annotations.proposals.coded import coded_in, story_coded_in
from annotations.proposals.evaluating import evaluated
from annotations.proposals.pipeline import is_up_to_date
from annotations.proposals.running import run_now
from annotations.proposals.texts import read_texts
from annotations.suggesting.evaluation import Figures
from articles.models import Story


class Command(BaseCommand):
    help = (
        "Compares what the machine proposes of a story with what people have coded: an export of "
        "annotations (export_annotations), or a gold standard whose passages are found by their "
        "words. Prints precision, recall, F1 and average precision, by languages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gold", type=Path, help="a file of JSON, or of lines of JSON")
        parser.add_argument(
            "--story", help="the story's slug; else the one that has most of the articles"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["gold"].read_text("utf-8")
            story = self._story(options["story"], content)
            coded = coded_in(content, read_texts(story))
        except (OSError, UnicodeError, BadLine) as error:
            raise CommandError(str(error)) from error
        if not is_up_to_date(story):
            run_now(story)
        figures = evaluated(story, coded)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(figures), indent=2))
        else:
            self.stdout.write("\n".join(as_table(figures)))

    def _story(self, slug: str | None, content: str) -> Story:
        found = Story.objects.filter(slug=slug).first() if slug else story_coded_in(content)
        if found is None:
            missing = f"no story called “{slug}”" if slug else "no story with the file's articles"
            raise CommandError(f"There is {missing}.")
        return found


type Table = dict[str, dict[str, Figures]]  # by kind, and by languages


def as_json(table: Table) -> dict[str, Any]:
    return {
        kind: {
            languages: vars(f) | {"precision": f.precision, "recall": f.recall, "f1": f.f1}
            for languages, f in rows.items()
        }
        for kind, rows in table.items()
    }


def as_table(table: Table) -> list[str]:
    head = f"{'':22}{'right':>7}{'proposed':>10}{'true':>7}  precision  recall     F1     AP"
    lines = []
    for kind, rows in table.items():
        lines += ["", f"{kind:22}{head[22:]}"]
        for languages, f in rows.items():
            counts = f"{languages:22}{f.right:7}{f.proposed:10}{f.true:7}"
            shares = f"{f.precision:11.3f}{f.recall:8.3f}{f.f1:7.3f}{f.average_precision:7.3f}"
            named = f"   speaker right: {f.named}" if kind == "quotations" else ""
            lines.append(counts + shares + named)
    return lines[1:]
