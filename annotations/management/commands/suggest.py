"""Prints what the machine proposes of a story, for other programs or to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.proposals.lines import KINDS, Line, as_json, every_pair_of, suggestions_of
from annotations.proposals.pipeline import is_up_to_date
from annotations.proposals.running import run_now
from articles.models import Story


class Command(BaseCommand):
    help = (
        "Prints what the machine proposes of a story, best first: quotations with their speakers, "
        "pairs of passages that seem to make one claim, or families of quotations of one "
        "utterance. Works it out first where that has not been done. Positions are code points."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", help="the story's slug, as in its address")
        parser.add_argument("--kind", choices=list(KINDS), required=True)
        parser.add_argument("--jsonl", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--all", action="store_true", help="every scored pair; reported speech, too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(slug=options["story"]).first()
        if story is None:
            raise CommandError(f"There is no story called “{options['story']}”.")
        if not is_up_to_date(story):
            run_now(story)
        if options["all"] and options["kind"] == "pairs":
            lines = every_pair_of(story)
        else:
            lines = suggestions_of(story, options["kind"], reported=options["all"])
        for line in as_json(lines) if options["jsonl"] else in_words(lines):
            self.stdout.write(line)


def in_words(lines: Iterator[Line]) -> Iterator[str]:
    """A paragraph for each."""
    for line in lines:
        yield f"{line['score']:.2f}  " + "; ".join(line.get("reasons") or _what(line))
        places = line.get("quotations") or [line[side] for side in "ab" if side in line] or [line]
        yield from (f"      {p['article']} {p['start']}-{p['end']}  {p['exact']}" for p in places)


def _what(line: Line) -> list[str]:
    return [line["speaker"] or "nobody is named", line.get("cue") or "no cue"]
