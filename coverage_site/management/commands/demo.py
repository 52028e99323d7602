import contextlib
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

import uvicorn
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from articles.models import Membership, Story

HOST = "127.0.0.1"
PEOPLE = ("anna", "ben", "chiara")
PASSWORD = "parallax-demo"  # noqa: S105  (everybody's, on a server that only this machine reaches)


class Command(BaseCommand):
    help = "Serves the site on this machine, with two demonstration stories if it has none yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="8000, or a free one")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        try:
            with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again at its end
                self.prepare()
                with worker():
                    self.serve(port)
        except OperationalError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Stopped.")

    def prepare(self) -> None:
        self.stdout.write("Preparing the database and the pages …")
        call_command("migrate", verbosity=0)
        if not Story.objects.exists():
            call_command("loaddata", "demo", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)

    def serve(self, port: int) -> None:
        config = uvicorn.Config(
            "coverage_site.asgi:application",
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=2,
        )
        with listen(port) as listener:
            self.announce(port, listener.getsockname()[1])
            uvicorn.Server(config).run(sockets=[listener])

    def announce(self, wanted: int, port: int) -> None:
        if port != wanted:
            self.stdout.write(f"Port {wanted} is taken, so it is another one:")
        self.stdout.write(f"\n  Parallax is at http://{HOST}:{port}/\n\n")
        people = get_user_model().objects.filter(username__in=PEOPLE).order_by("username")
        for person in people:
            roles = Membership.objects.filter(user=person).values_list("role", flat=True)
            known_as = ", ".join(sorted(set(roles)))
            self.stdout.write(f"  log in as {person.username:8} password {PASSWORD}   {known_as}")
        self.stdout.write("\n  The outlets of the demonstration are invented. Ctrl-C ends it.\n")


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """A worker beside the server. It ends with this process, even if that is killed: its input is
    a pipe from here. Ctrl-C is not for it."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--until-input-ends"]
    started = subprocess.Popen(  # noqa: S603  (our own)
        [*command, "--verbosity", "0"], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        yield
    finally:
        started.communicate()


def listen(port: int) -> socket.socket:
    """On that port, or on a free one where it is taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.bind((HOST, 0))
    listener.listen()
    return listener
