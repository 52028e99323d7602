"""A published page as one file that opens from a disk, with nothing fetched and nothing run."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from django.contrib.staticfiles import finders

STYLES = ("tokens", "base", "site", "marks", "snapshot")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def file_of(title: str, body: str) -> str:
    """`body` is HTML of ours, in which every text is escaped."""
    return (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>{_styles()}</style>\n</head>\n"
        f'<body class="snapshot-page">\n{body}\n</body>\n</html>\n'
    )


@cache
def _styles() -> str:
    files = (finders.find(f"css/{name}.css") or "" for name in STYLES)
    return "".join(COMMENT.sub("", Path(file).read_text()) for file in files)
