"""Runs a PostgreSQL of our own for whoever connects, and stops it when the last one has gone.

Who is there is told by locks, never by process numbers: the kernel releases a lock however its
holder ends (also by SIGKILL), knows no zombies, and gives nobody a dead one's number.

    postgres.lock        held by the process that is looking after the server just now
    postgres/users       shared by all who use the server; the supervisor waits to have it alone
    postgres/server      inherited by every process of the server: held while one of them lives
    postgres/supervisor  inherited by the supervisor: held while it lives

Who connects starts what is missing, supervisor included. No Django in here.
"""

import hashlib
import logging
import os
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from coverage_site.postgres import locks, programs, supervisor

PORT = 5432  # only part of the socket's name: the server does not listen on TCP
LONGEST_SOCKET_PATH = 103  # bytes, on macOS; Linux allows four more
PLAIN_PATH = re.compile(rb"[\w/ .+-]+")  # to libpq, a comma is between two hosts
PATIENCE = 120  # seconds: a server that crashed may have much to recover
LARGEST_LOG = 5_000_000  # bytes


class ServerError(Exception):
    """The server cannot be had; the text is a sentence for the person who wanted it."""


@dataclass(frozen=True)
class ConnectionParameters:
    """What libpq wants to know; `host` is the folder of the socket."""

    host: str
    password: str = field(repr=False)
    user: str = "coverage"
    port: int = PORT


@dataclass(frozen=True)
class Use:
    """That this process uses a server; the lock is open as long as the process lives."""

    home: Path
    parameters: ConnectionParameters
    lock: int


_uses: dict[Path, Use] = {}


def ensure_running(data_dir: Path, *, verify: bool = False) -> ConnectionParameters:
    """Use the server whose files are under `data_dir`, starting it where it is not running.

    Costs microseconds when repeated. `verify` looks at the server itself: for when a connection
    has failed. Raises ServerError.
    """
    if sys.platform == "win32":
        raise ServerError("There is no embedded PostgreSQL on Windows: set DATABASE_URL.")
    try:
        use = _uses.get(data_dir)
        if use is None or verify or not locks.is_held(use.home / "supervisor"):
            use = _look_after(data_dir)
        return use.parameters
    except (OSError, subprocess.SubprocessError, programs.ProgramsError) as error:
        raise ServerError(
            f"The embedded PostgreSQL in {data_dir} cannot be used: {error}"
        ) from error


def _look_after(data_dir: Path) -> Use:
    data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    with locks.alone(data_dir / "postgres.lock"):
        home = _home(data_dir / "postgres")
        lock = locks.share(home / "users")
        if earlier := _uses.get(data_dir):
            os.close(earlier.lock)
        use = _uses[data_dir] = Use(home, _connection_parameters(home), lock)
        supervisor.ensure(
            home, use.parameters.host
        )  # first, so that a server whose starter is killed has one
        _bring_up(use)
    return use


def _home(place: Path) -> Path:
    """The folder of everything that belongs to the server; it belongs to the server's account.

    Where root keeps its files out of that account's reach, `place` is a link to one within it.
    """
    if not os.path.lexists(place):
        uid = os.geteuid() or programs.account_for_root()
        if programs.allows(uid, "-x", place.parent):
            _make_home(place.parent, uid).rename(place)
        else:
            programs.PLACE_FOR_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
            place.symlink_to(_make_home(programs.PLACE_FOR_ROOT, uid))
            logging.getLogger(__name__).warning("PostgreSQL's files are in %s.", place.resolve())
    return place.resolve(strict=True)


def _make_home(parent: Path, uid: int) -> Path:
    home = Path(tempfile.mkdtemp(prefix="postgres-", dir=parent))
    (home / "password").touch(mode=0o600)
    (home / "password").write_text(secrets.token_urlsafe(32))
    os.chown(home / "password", uid, -1)
    os.chown(home, uid, -1)
    return home


def _connection_parameters(home: Path) -> ConnectionParameters:
    """Sockets whose path is too long or odd for libpq lie where no stranger can come first."""
    password = (home / "password").read_text()
    sockets = home / "run"
    path = os.fsencode(sockets / f".s.PGSQL.{PORT}")
    if len(path) > LONGEST_SOCKET_PATH or not PLAIN_PATH.fullmatch(path):
        digest = hashlib.sha256(password.encode()).hexdigest()
        sockets = Path("/tmp") / f"parallax-{digest[:16]}"  # noqa: S108
    return ConnectionParameters(str(sockets), password)


def _bring_up(use: Use) -> None:
    """Start the server if none is alive; wait for one that is starting or stopping."""
    folder = programs.for_account(use.home.stat().st_uid)
    ask = ("-q", "-h", use.parameters.host, "-p", str(use.parameters.port))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with locks.at_once(use.home / "server") as lock:
            if lock is not None:
                return _start(use, folder, lock)
        if programs.run(folder / "pg_isready", *ask).returncode == 0:
            return None
        time.sleep(0.05)
    raise ServerError(f"The PostgreSQL in {use.home} has not answered for {PATIENCE} seconds.")


def _start(use: Use, folder: Path, lock: int) -> None:
    data, sockets = use.home / "data", Path(use.parameters.host)
    if not data.exists():
        _initialise(use, folder, lock)
    programs.check_version(folder, data)
    sockets.mkdir(mode=0o700, exist_ok=True)
    os.chown(sockets, use.home.stat().st_uid, -1, follow_symlinks=False)
    for left in (data / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)  # of a server that is dead: its lock is ours
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{sockets}"',
        "unix_socket_permissions": "0700",
        "port": use.parameters.port,
    }
    options = shlex.join(f"--{name}={value}" for name, value in settings.items())
    log = use.home / "log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(use.home / "log.old")
    start = (folder / "pg_ctl", "start", "--pgdata=data", "--log=log", f"--timeout={PATIENCE}")
    _run(use.home, lock, *start, "--options", options)


def _initialise(use: Use, folder: Path, lock: int) -> None:
    """Make the database cluster, all or nothing: a folder named `data` is a whole one."""
    shutil.rmtree(use.home / "data.new", ignore_errors=True)
    initdb = (folder / "initdb", "--no-instructions", "--pgdata=data.new", "--encoding=UTF8")
    login = (f"--username={use.parameters.user}", "--pwfile=password", "--auth=scram-sha-256")
    _run(use.home, lock, *initdb, *login, *programs.locale(folder))
    (use.home / "data.new").rename(use.home / "data")


def _run(home: Path, lock: int, program: Path, *args: str) -> None:
    """Run it in `home`, where it needs no path of ours: pg_ctl is bad at quoting them."""
    account = programs.account(home.stat().st_uid)
    done = programs.run(program, *args, cwd=home, pass_fds=(lock,), **account)
    if done.returncode:
        log = home / "log"
        said = done.stderr + (log.read_text(errors="replace") if log.exists() else "")
        raise ServerError(f"{program.name} failed: {' / '.join(said.strip().splitlines()[-3:])}")
