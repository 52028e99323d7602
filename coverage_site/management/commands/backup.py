from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from coverage_site.postgres.archive import ArchiveError, Database, dump
from coverage_site.postgres.programs import ProgramsError


class Command(BaseCommand):
    help = "Writes the whole database to a new file, for `restore` here or on another server."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="made by this command, readable by you only")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        connection.ensure_connection()
        try:
            dump(Database.of(connection.connection), file)
        except (ArchiveError, ProgramsError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Wrote {file}, {file.stat().st_size:,} bytes.")
