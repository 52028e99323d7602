"""Lines of an export, as tests make, change and take them in."""

import json

from annotations.interchange.exporting import exported
from annotations.interchange.importing import import_lines
from annotations.models import Annotation, Claim, CodebookVersion, Speaker, Tag, Utterance

TEXT = "Rain fell 🛳️ on the port. “We are safe,” said Lind.\n\nقال بوتين إنه راضٍ عن اللقاء."


def lines_of(story):
    return list(exported(story))


def parsed(story, kind="annotation"):
    return [line for line in map(json.loads, exported(story)) if line["type"] == kind]


def take_in(story, lines, user=None, **options):
    return import_lines(story, [f"{line}\n".encode() for line in lines], user, **options)


def forget(story):
    """Empties the story of all that is said of it, as a fresh copy with the same articles is."""
    Annotation.objects.filter(article__story=story).delete()
    for model in (Claim, Speaker, Utterance, Tag, CodebookVersion):
        model.objects.filter(story=story).delete()


def change(line, **values):
    return json.dumps(json.loads(line) | values)


def without(line, key):
    return json.dumps({k: v for k, v in json.loads(line).items() if k != key})
