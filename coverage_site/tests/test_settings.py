"""Settings are read from the environment, and a bad one is explained in a sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

DEPLOYED = {
    "COVERAGE_SECRET_KEY": "kZ3vQ9xW7mB5nL1cR8tY6uJ4hG2fD0sAqPzXoIeVyTbNwMgKjHrE",
    "COVERAGE_HOSTS": "coverage.example.org",
}
WITH_MORE = {
    "COVERAGE_SIGN_UP": "closed",
    "COVERAGE_EMAIL_URL": "smtp+tls://parallax:secret%40@mail.example.org",
    "COVERAGE_OIDC_NAME": "The University",
    "COVERAGE_OIDC_ISSUER": "https://id.example.org",
    "COVERAGE_OIDC_CLIENT_ID": "parallax",
    "COVERAGE_OIDC_SECRET": "secret",
}


def manage(*args, **environment):
    """Runs a command with nothing set but what is given and where the database is."""
    database = {"DATABASE_URL", "COVERAGE_PG_BIN", "COVERAGE_DATA_DIR"}
    ours = ("COVERAGE_", "DJANGO_")
    kept = {k: v for k, v in os.environ.items() if k in database or not k.startswith(ours)}
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=settings.BASE_DIR,
        env=kept | environment | {"DJANGO_SETTINGS_MODULE": "coverage_site.settings"},
        capture_output=True,
        text=True,
    )


def test_a_deployed_configuration_is_clean():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)
    assert done.returncode == 0, done.stderr


def test_a_mail_server_and_an_institution_are_taken_from_the_environment():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **DEPLOYED | WITH_MORE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"COVERAGE_SECRET_KEY": ""}, "COVERAGE_SECRET_KEY is not set"),
        ({"COVERAGE_HOSTS": ""}, "COVERAGE_HOSTS is not set"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL is not the address"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not the address"),
        (
            {"DATABASE_URL": "", "COVERAGE_DATA_DIR": "/proc/nowhere"},
            "PostgreSQL in /proc/nowhere",
        ),
        ({"COVERAGE_HTTPS": "perhaps"}, "neither true nor false"),
        ({"COVERAGE_TRANSLATORS": "/nowhere/at/all"}, "which is no folder"),
        ({"COVERAGE_SIGN_UP": "everybody"}, "one of open, invitation, closed"),
        ({"COVERAGE_OIDC_ISSUER": "https://id.example.org"}, "lacks COVERAGE_OIDC_CLIENT_ID and"),
        ({"COVERAGE_OIDC_ISSUER": "id.example.org"}, "begins with https://"),
        ({"COVERAGE_EMAIL_URL": "mail.example.org"}, "COVERAGE_EMAIL_URL is not the address"),
        ({"COVERAGE_EMAIL_URL": "smtp://mail.example.org:x"}, "COVERAGE_EMAIL_URL is not"),
    ],
)
def test_a_bad_setting_is_explained(change, sentence):
    done = manage("check", "--deploy", **DEPLOYED | change)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_the_demo_makes_its_own_key_and_keeps_it(tmp_path):
    environment = {"COVERAGE_DEMO": "1", "COVERAGE_DATA_DIR": str(tmp_path)}
    ask = ("shell", "-v0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    first, second = (manage(*ask, **environment).stdout.strip() for _ in range(2))
    assert len(first) > 50
    assert first == second
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_commands_run_without_what_only_serving_needs():
    assert manage("check").returncode == 0


def test_the_site_does_not_start_without_a_key():
    start = [sys.executable, "-c", "import coverage_site.asgi"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COVERAGE_S", "COVERAGE_D"))}
    done = subprocess.run(start, cwd=settings.BASE_DIR, env=kept, capture_output=True, text=True)
    assert done.returncode != 0
    assert "COVERAGE_SECRET_KEY is not set" in done.stderr
