"""What quotations and speakers are worth on two events, each told by newspapers of many languages.

The limits are a little below what was measured, so that a change that makes it worse is seen.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from annotations.tests.quotation_measures import measured, placed, proposals_in
from articles.intake import propose

EVENTS = Path(__file__).with_name("events.json")


@cache
def events():
    return json.loads(EVENTS.read_text(encoding="utf-8"))["events"]


def read(event, language=None):
    """(text, gold, proposals) of each of its texts, as the importer takes them in."""
    for text in event["texts"]:
        if language in (None, text["language"]):
            found = propose(text["text"].encode(), f"{text['name']}.txt")
            proposals = proposals_in(found.text, found.language, found.passages)
            yield found.text, list(placed(found.text, text["quotations"])), proposals


def names_in(event):
    known = event["speakers"]
    return lambda name: {n.casefold() for n in [name or "", *known.get(name, [])]}


@pytest.mark.parametrize(("number", "found", "named"), [(0, 0.95, 0.87), (1, 0.96, 0.84)])
def test_the_texts_of_an_event_are_read_with_few_errors(number, found, named):
    event = events()[number]
    f1, speakers = measured(read(event), names_in(event))
    assert f1 >= found
    assert speakers >= named


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "ru", "tr", "zh"])
def test_no_language_falls_far_behind(language):
    measures = [
        measured(read(event, language), names_in(event))
        for event in events()
        if any(text["language"] == language for text in event["texts"])
    ]
    assert min(f1 for f1, _ in measures) >= 0.86
    assert min(speakers for _, speakers in measures) >= 0.68
