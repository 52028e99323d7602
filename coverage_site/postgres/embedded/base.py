"""Django's PostgreSQL backend on the embedded server, which the first connection starts.

{"ENGINE": "coverage_site.postgres.embedded", "NAME": "coverage", "DATA_DIR": Path(...)}
"""

import atexit
import contextlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgreSQLClient
from psycopg import sql

from coverage_site.postgres import programs, server

ANOTHER_WAS_FASTER = (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation)


class DatabaseClient(PostgreSQLClient):
    """`manage.py dbshell`, with the psql that came with the server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.ensure_connection()
        type(self).executable_name = str(programs.folder() / "psql")
        super().runshell(parameters)


@dataclass(frozen=True)
class Connector:
    """Stands in for psycopg's Connection class in a pool, which connects on threads of its own."""

    data_dir: Path

    def connect(self, conninfo: str = "", **parameters: Any) -> psycopg.Connection[Any]:
        try:
            return psycopg.connect(conninfo, **parameters)
        except psycopg.OperationalError:
            bring_back(self.data_dir, parameters["dbname"])
            return psycopg.connect(conninfo, **parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(settings_dict, *args, **kwargs)
        options = settings_dict["OPTIONS"]
        if pool := options.get("pool"):
            own = {"connection_class": Connector(settings_dict["DATA_DIR"])}
            options["pool"] = own if pool is True else {**pool, **own}

    def get_connection_params(self) -> dict[str, Any]:
        found = running_server(self.settings_dict["DATA_DIR"])
        self.settings_dict.update({key.upper(): value for key, value in asdict(found).items()})
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; where that fails, bring the server back or make the database, and try again."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            bring_back(self.settings_dict["DATA_DIR"], conn_params["dbname"])
            return super().get_new_connection(conn_params)


@atexit.register
def close_pools() -> None:
    """While their threads can still be stopped: at its very end, Python waits for them in vain."""
    for pool in DatabaseWrapper._connection_pools.values():  # type: ignore[attr-defined]
        pool.close()


def running_server(data_dir: Path, *, verify: bool = False) -> server.ConnectionParameters:
    """A server that cannot be had is to Django what an unreachable one is."""
    try:
        return server.ensure_running(data_dir, verify=verify)
    except server.ServerError as error:
        raise psycopg.OperationalError(str(error)) from error


def bring_back(data_dir: Path, name: str) -> None:
    found = running_server(data_dir, verify=True)
    with psycopg.connect(dbname="postgres", autocommit=True, **asdict(found)) as connection:
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
            with contextlib.suppress(*ANOTHER_WAS_FASTER):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
