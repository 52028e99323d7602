from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coverage_site.postgres.archive import ArchiveError, Database, restore
from coverage_site.postgres.programs import ProgramsError


class Command(BaseCommand):
    help = "Puts a file of `backup` into the database: wholly, or not at all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="remove everything that is in the database now"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        if connection.introspection.table_names() and not replace:
            raise CommandError(
                f"The database {connection.settings_dict['NAME']} is not empty. To remove all that "
                "is in it now, say --replace."
            )
        database = Database.of(connection.connection)
        connection.close()  # so that this very process holds up nothing
        try:
            restore(database, file)
        except (ArchiveError, ProgramsError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {file}.")
        if self.is_older():
            self.stdout.write("It is of an earlier version of the site: now run manage.py migrate.")

    def is_older(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
