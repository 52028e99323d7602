"""Python's side of fixtures/vectors/offsets.json; test_browser_offsets.py is the browser's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.anchors import anchor_at

VECTORS = Path(__file__).parents[2] / "fixtures" / "vectors" / "offsets.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))
SELECTIONS = [(case["text"], selection) for case in CASES for selection in case["selections"]]


def units(text: str) -> int:
    """How many UTF-16 units a browser counts."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_server_counts_as_the_vectors_say(case: dict[str, Any]) -> None:
    text = case["text"]
    assert (len(text), units(text)) == (case["points"], case["units"])
    for place in case["places"]:
        assert units(text[: place["point"]]) == place["unit"]


@pytest.mark.parametrize(("text", "selection"), SELECTIONS, ids=lambda value: str(value)[:60])
def test_the_server_finds_the_selected_words_at_their_place(
    text: str, selection: dict[str, Any]
) -> None:
    start, end = selection["points"]
    assert anchor_at(text, start, end, selection["exact"]).exact == selection["exact"]
    assert [units(text[:start]), units(text[:end])] == selection["snapped"]
