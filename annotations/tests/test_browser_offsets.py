"""The modules of the reading room in a real browser, on texts that are made to go wrong.

No server and no database: the page and static/js are served by the browser's own routing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
ADDRESS = "http://reading.test/"
CASES = json.loads((ROOT / "fixtures/vectors/offsets.json").read_text(encoding="utf-8"))
NAMES = [case["name"] for case in CASES]
SHIFT = 1000  # where the text of a case begins in its article

STYLE = """<style>p { font: 24px/2 sans-serif; white-space: pre-wrap; }</style>"""


def open_text(page: Page, inside: str, lang: str = "en", direction: str = "ltr") -> None:
    """Opens a page with one pane; `inside` is the HTML of its text."""

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if name.startswith("js/"):
            route.fulfill(path=ROOT / "static" / name, content_type="text/javascript")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    html = f"""<!doctype html>{STYLE}<p id="before">Before.</p>
        <div id="text" lang="{lang}" dir="{direction}">{inside}</div><p id="after">After.</p>"""
    page.route(f"{ADDRESS}**", serve)
    page.goto(ADDRESS)


def open_case(page: Page, case: dict[str, Any]) -> None:
    direction = "rtl" if case["lang"] == "ar" else "ltr"
    open_text(page, "", case["lang"], direction)
    fill = """([text, shift]) => {
        const block = document.createElement("p");
        block.dataset.start = shift;
        block.textContent = text;
        document.getElementById("text").append(block);
    }"""
    page.evaluate(fill, [case["text"], SHIFT])


def run(page: Page, body: str, argument: Any = None) -> Any:
    """Runs `body` with the modules and the index of the text at hand, as `argument` says."""
    script = """async ([body, argument]) => {
        const names = ["offsets", "anchoring", "painting", "hittest", "marks"];
        const modules = await Promise.all(names.map((name) => import(`/js/${name}.js`)));
        const js = Object.assign({}, ...modules);
        const text = document.getElementById("text");
        const run = new Function("js", "index", "argument", body);
        return run(js, js.indexText(text), argument);
    }"""
    return page.evaluate(script, [body, argument])


def anchor(page: Page, start: tuple[str, int], end: tuple[str, int]) -> Any:
    """The anchor of a range between two places, each the selector of an element and an offset
    into its first text node."""
    body = """
        const [[from, start], [to, end]] = argument;
        const node = (selector) => document.querySelector(selector).firstChild;
        const range = document.createRange();
        range.setStart(node(from), start);
        range.setEnd(node(to), end);
        return js.anchorOf(index, range);
    """
    return run(page, body, [start, end])


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_browser_counts_as_the_server_does(page: Page, case: dict[str, Any]) -> None:
    open_case(page, case)
    body = """
        const { text, places } = argument;
        return places.map(({ point, unit }) =>
            [js.unitsToPoints(text, unit), js.pointsToUnits(text, point)]);
    """
    counted = run(page, body, case)
    assert counted == [[place["point"], place["unit"]] for place in case["places"]]
    assert run(page, "return js.countPoints(argument)", case["text"]) == case["points"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_no_selection_cuts_a_sign_in_two(page: Page, case: dict[str, Any]) -> None:
    open_case(page, case)
    body = """
        const { text, lang, selections } = argument;
        return selections.map(({ units: [start, end] }) =>
            [js.snapStart(text, start, lang), js.snapEnd(text, end, lang)]);
    """
    assert run(page, body, case) == [selection["snapped"] for selection in case["selections"]]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_is_selected_on_the_page_is_what_is_sent(page: Page, case: dict[str, Any]) -> None:
    open_case(page, case)
    for selection in case["selections"]:
        start, end = selection["units"]
        found = anchor(page, ("#text p", start), ("#text p", max(end, start + 1)))
        assert [found["start"] - SHIFT, found["end"] - SHIFT] == selection["points"]
        seen = run(page, "return js.visibleText(index, argument.start, argument.end)", found)
        assert seen == selection["exact"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_passage_is_painted_over_its_own_words(page: Page, case: dict[str, Any]) -> None:
    open_case(page, case)
    for selection in case["selections"]:
        start, end = (SHIFT + point for point in selection["points"])
        body = "return js.rangeOf(index, argument).toString()"
        assert run(page, body, {"start": start, "end": end}) == selection["exact"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_pointing_at_a_sign_finds_it_in_both_directions(page: Page, case: dict[str, Any]) -> None:
    open_case(page, case)
    body = """
        const [{ node }] = index.nodes;
        const missed = [];
        for (let unit = 0; unit < node.length; ) {
            const { start, end } = js.signAt(node.data, unit, index.locale);
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, end);
            const { x, y, width, height } = range.getBoundingClientRect();
            const point = js.pointAt(index, x + width / 2, y + height / 2);
            const isFound = point === js.pointInNode(index.nodes[0], start);
            if (width > 0 && !isFound) missed.push([node.data.slice(start, end), point]);
            unit = end;
        }
        return missed;
    """
    assert run(page, body) == []


PARAGRAPHS = """
  <p id="one" data-start="10">One 🙂 day.</p>
  <p id="two" data-start="22"><span class="s" data-start="22">Two ways.</span> \
<span class="s" data-start="32">Three men.</span></p>
  <details class="struck" open>
    <summary>Struck</summary><p id="credit" data-start="44">Photo: X</p>
  </details>
  <p id="four" data-start="54">Four at last.</p>
"""


def test_a_passage_may_run_over_the_end_of_a_paragraph(page: Page) -> None:
    open_text(page, PARAGRAPHS)
    assert anchor(page, ("#one", 4), ("#two .s", 3)) == {"start": 14, "end": 25}
    seen = run(page, "return js.visibleText(index, 14, 25)")
    assert seen == "🙂 day.\n\nTwo"


def test_a_passage_may_run_over_the_end_of_a_sentence(page: Page) -> None:
    open_text(page, PARAGRAPHS)
    assert anchor(page, ("#two .s", 4), ("#two .s + .s", 5)) == {"start": 26, "end": 37}
    assert run(page, "return js.visibleText(index, 26, 37)") == "ways. Three"


def test_a_selection_loses_the_blanks_at_its_ends(page: Page) -> None:
    open_text(page, PARAGRAPHS)
    assert anchor(page, ("#one", 3), ("#one", 7)) == {"start": 14, "end": 15}
    assert anchor(page, ("#one", 3), ("#one", 4)) is None


def test_a_selection_ends_where_a_struck_passage_begins(page: Page) -> None:
    open_text(page, PARAGRAPHS)
    assert anchor(page, ("#two .s", 0), ("#four", 4)) == {"start": 22, "end": 42}
    assert anchor(page, ("#credit", 2), ("#four", 4)) == {"start": 54, "end": 58}
    assert anchor(page, ("#credit", 0), ("#credit", 5)) is None


def test_a_selection_that_leaves_the_text_is_cut_at_its_edge(page: Page) -> None:
    open_text(page, PARAGRAPHS)
    assert anchor(page, ("#before", 2), ("#one", 3)) == {"start": 10, "end": 13}
    assert anchor(page, ("#four", 5), ("#after", 3)) == {"start": 59, "end": 67}
    assert anchor(page, ("#before", 0), ("#before", 4)) is None


def test_of_overlapping_marks_the_smallest_comes_first(page: Page) -> None:
    open_text(page, PARAGRAPHS)
    marks = [{"uid": "wide", "start": 0, "end": 90}, {"uid": "small", "start": 20, "end": 30}]
    found = run(page, "return js.covering(argument, 25).map(({ uid }) => uid)", marks)
    assert found == ["small", "wide"]


def test_thousands_of_overlapping_marks_are_painted_as_few_areas(page: Page) -> None:
    open_text(page, PARAGRAPHS)
    spans = [{"start": i, "end": i + 3} for i in range(10, 5000)]
    assert run(page, "return js.united(argument)", spans) == [{"start": 10, "end": 5002}]
    apart = [{"start": 1, "end": 4}, {"start": 3, "end": 9}, {"start": 20, "end": 22}]
    assert run(page, "return js.overlaps(argument)", apart) == [{"start": 3, "end": 4}]


def test_the_list_of_keys_names_every_key_that_works(page: Page) -> None:
    source = (ROOT / "static/js/reading.js").read_text(encoding="utf-8")
    keys = re.findall(r'^    "?([^\s"]+)"?: (?:\(\) =>|edge\(|openKeys)', source, re.MULTILINE)
    shown = {
        "Escape": "Esc",
        "Mod": "Ctrl",
        "ArrowDown": "↓",
        "ArrowUp": "↑",
        "ArrowLeft": "←",
        "ArrowRight": "→",
    }
    wanted = {shown.get(part, part) for key in keys for part in key.split("+")} - {"Start"}
    assert len(wanted) > 15
    open_text(page, (ROOT / "templates/annotations/keys.html").read_text(encoding="utf-8"))
    listed = "return Array.from(document.querySelectorAll('kbd'), (each) => each.textContent)"
    assert wanted <= set(run(page, listed))
