"""A database in one file and back, by PostgreSQL's own pg_dump, pg_restore and psql.

All of a restore is one transaction of one psql: whatever ends it early, the old state is there.
"""

import contextlib
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg.conninfo import make_conninfo

from coverage_site.postgres import programs

# All that lies in the schema `public`, but for extensions and what belongs to them.
EMPTY_PUBLIC = b"""
SET LOCAL lock_timeout = '1min';
SET LOCAL client_min_messages = warning;
DO $$
DECLARE item record;
BEGIN
    FOR item IN
        SELECT named.type, named.identity
        FROM pg_depend AS kept, pg_identify_object(kept.classid, kept.objid, 0) AS named
        WHERE kept.refclassid = 'pg_namespace'::regclass
            AND kept.refobjid = 'public'::regnamespace
            AND kept.classid <> 'pg_extension'::regclass
            AND kept.deptype = 'n'
            AND NOT EXISTS (
                SELECT FROM pg_depend AS other
                WHERE (other.classid, other.objid) = (kept.classid, kept.objid)
                    AND other.deptype IN ('e', 'i')
            )
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', item.type, item.identity);
    END LOOP;
END $$;
"""
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"
HEAD = 2000  # bytes of a script, in which its settings are and its data are not


class ArchiveError(Exception):
    """It was not done, and nothing has changed; the text is a sentence for the person."""


@dataclass(frozen=True)
class Database:
    """One database, and what has to be known to choose the programs that talk to its server."""

    parameters: Mapping[str, str]  # libpq's
    password: str = field(repr=False)
    major: int
    is_encrypted: bool

    @classmethod
    def of(cls, connection: psycopg.Connection[Any]) -> "Database":
        info = connection.info
        parameters = info.get_parameters()
        parameters.pop("sslcertmode", None)  # set by libpq itself, and unknown to older ones
        return cls(
            parameters=parameters,
            password=info.password,
            major=info.server_version // 10000,
            is_encrypted=bool(connection.pgconn.ssl_in_use),
        )

    def start(self, program: Path, *args: str, **streams: Any) -> "subprocess.Popen[bytes]":
        """Start one of the client programs; the password is nowhere on its command line."""
        password = {"PGPASSWORD": self.password} if self.password else {}
        return subprocess.Popen(  # noqa: S603
            [program, f"--dbname={make_conninfo(**self.parameters)}", "--no-password", *args],
            env={**os.environ, **password},
            **streams,
        )


def dump(database: Database, target: Path) -> None:
    """Write the database to `target`, which is whole or not there, and its owner's alone to read.

    Raises ArchiveError, ProgramsError.
    """
    if target.exists():
        raise ArchiveError(f"{target} exists already: name a new file.")
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            _dump(database, file)
            os.fsync(file.fileno())
        partial.rename(target)
    except OSError as error:
        raise ArchiveError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _dump(database: Database, file: IO[bytes]) -> None:
    for folder in programs.clients(encrypted=database.is_encrypted):
        if programs.major(folder, "pg_dump") >= database.major:
            break
    else:
        raise ArchiveError(
            f"No pg_dump was found that talks to a server of PostgreSQL {database.major}: install "
            "its client programs, or name their folder in COVERAGE_PG_BIN."
        )
    streams = {"stdout": file, "stderr": subprocess.PIPE}
    with database.start(folder / "pg_dump", "--format=custom", **streams) as process:
        _, said = process.communicate()
    if process.returncode:
        raise ArchiveError(f"Nothing was written: {_reason(said)}")


def restore(database: Database, source: Path) -> None:
    """Put what `dump` wrote into the database, in the place of all that its schema `public` has.

    Raises ArchiveError, ProgramsError.
    """
    folder = _clients_that_read(source, database)
    arguments = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")
    with tempfile.TemporaryFile() as said:
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": said}
        with database.start(folder / "psql", *arguments, **streams) as psql:
            assert psql.stdin
            with contextlib.suppress(BrokenPipeError), psql.stdin as statements:
                statements.write(b"BEGIN;\n" + EMPTY_PUBLIC)
                _copy_script(folder / "pg_restore", source, statements, database.major)
                statements.write(b"COMMIT;\n")  # not reached, and so not done, if that has failed
        said.seek(0)
        if psql.returncode:
            raise ArchiveError(f"Nothing was changed: {_reason(said.read())}")


def _copy_script(pg_restore: Path, source: Path, statements: IO[bytes], major: int) -> None:
    with tempfile.TemporaryFile() as said:
        nobodys = ("--no-owner", "--no-privileges", "--no-comments")
        with subprocess.Popen(  # noqa: S603
            [pg_restore, *nobodys, "--file=-", source], stdout=subprocess.PIPE, stderr=said
        ) as script:
            assert script.stdout
            head = script.stdout.read(HEAD)
            statements.write(head.replace(UNKNOWN_BEFORE_17, b"") if major < 17 else head)
            shutil.copyfileobj(script.stdout, statements)
        said.seek(0)
        if script.returncode:
            raise ArchiveError(f"{source} is damaged, nothing was changed: {_reason(said.read())}")


def _clients_that_read(source: Path, database: Database) -> Path:
    """A later pg_dump writes what an earlier pg_restore does not read."""
    reasons = []
    for folder in programs.clients(encrypted=database.is_encrypted):
        done = programs.run(folder / "pg_restore", "--list", source.absolute())
        if done.returncode == 0:
            return folder
        reasons.append(_reason(done.stderr.encode()))
    raise ArchiveError(f"{source} cannot be read as a backup: {[*reasons, 'no pg_restore'][0]}")


def _reason(said: bytes) -> str:
    """The first line that tells of an error, else the last one."""
    lines = said.decode(errors="replace").strip().splitlines() or ["no reason was given"]
    return next((line for line in lines if "error:" in line.lower()), lines[-1])
