"""Third-party texts that lie beside the checkout and never in it; tests skip where they are not."""

import json
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR).parent / "shared"


def shared(name):
    """The path of a shared file; skips the test, or the module that asks while it is collected."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine", allow_module_level=True)
    return path


def shared_json(name):
    return json.loads(shared(name).read_text(encoding="utf-8"))
