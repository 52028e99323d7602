#!/usr/bin/env python
"""Every command of the project: `python manage.py help`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coverage_site.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("COVERAGE_DEMO", "true")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
