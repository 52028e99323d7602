"""The worker: does in the background what no request may wait for."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from annotations.proposals.running import take_up_what_was_left


class Command(BaseCommand):
    help = (
        "Works in the background: proposes quotations, matching passages and families of the "
        "stories whose texts have changed. Several may run; each story is done by one at a time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-input-ends",
            action="store_true",
            help="end when the standard input does: with the process that has started this one",
        )
        parser.add_argument("--batch", action="store_true", help="end when there is nothing to do")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["until_input_ends"]:
            threading.Thread(target=end_with_input, daemon=True).start()
        with contextlib.suppress(AttributeError):  # of a system that knows no such thing
            os.nice(15)  # pages come first
        call_command("prune_db_task_results", verbosity=0)
        take_up_what_was_left()
        call_command(
            "db_worker",
            batch=options["batch"],
            reload=False,
            startup_delay=False,
            verbosity=options["verbosity"],
        )


def end_with_input() -> None:
    """At once, even in mid-run: what was not stored is done anew."""
    sys.stdin.buffer.read()
    os._exit(0)
