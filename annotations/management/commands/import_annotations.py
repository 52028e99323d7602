"""Reads back what export_annotations has printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.interchange.importing import ImportRefused, import_lines
from articles.models import Story

MOST_REASONS = 20


class Command(BaseCommand):
    help = (
        "Stores the lines of export_annotations in a story that has the articles: all of them, or "
        "none where one cannot be stored. What the story has already is not changed, so that "
        "importing twice changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", help="the story's slug, as in its address")
        parser.add_argument("file", type=Path, help="lines of JSON, in UTF-8")
        parser.add_argument(
            "--user",
            metavar="NAME",
            help="who imports: stands in the log, and as author for people who are not known here",
        )
        parser.add_argument(
            "--leave-out",
            action="store_true",
            help="go on without annotations whose passage is not in the text, and say which",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(slug=options["story"]).first()
        if story is None:
            raise CommandError(f"There is no story called “{options['story']}”.")
        try:
            with options["file"].open("rb") as lines:
                done = import_lines(
                    story, lines, _user(options["user"]), leave_out=options["leave_out"]
                )
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except ImportRefused as refusal:
            raise CommandError(_refusal(refusal.reasons)) from refusal
        for note in done.notes:
            self.stdout.write(note)
        for kind in sorted({*done.new, *done.known}):
            self.stdout.write(f"{kind}: {done.new[kind]} new, {done.known[kind]} there already")


def _user(name: str | None) -> Any:
    found = get_user_model().objects.filter(username=name).first() if name else None
    if name and found is None:
        raise CommandError(f"Nobody here is called “{name}”.")
    return found


def _refusal(reasons: list[str]) -> str:
    shown = reasons[:MOST_REASONS]
    more = len(reasons) - len(shown)
    return "\n".join(["Nothing was stored.", *shown, *([f"… and {more} more."] if more else [])])
