"""What the stylesheets, typefaces and templates promise, read from the files themselves."""

import math
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

CSS = sorted(Path(settings.BASE_DIR, "static/css").glob("*.css"))
FONTS = Path(settings.BASE_DIR, "static/fonts")
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
THEMES = ["light", "dark"]

type Colour = tuple[float, float, float]  # linear red, green, blue in 0..1

# How red, green and blue are seen with a full deficiency of one cone: Machado, Oliveira and
# Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009).
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def tokens(theme: str) -> dict[str, str]:
    text = Path(settings.BASE_DIR, "static/css/tokens.css").read_text()
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    return {name: dark if theme == "dark" else light for name, light, dark in pairs}


def linear(colour: str) -> Colour:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return (red, green, blue)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    weights = (0.2126, 0.7152, 0.0722)
    light = sorted(math.sumprod(weights, linear(colour)) for colour in (first, second))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(colour: str, sight: str) -> Colour:
    """CIELAB coordinates (D65) of a colour as a kind of sight has it."""
    rgb = linear(colour)
    red, green, blue = (min(1, max(0, math.sumprod(row, rgb))) for row in SIGHTS[sight])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def declarations() -> Iterator[tuple[str, str]]:
    for sheet in CSS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        for line in text.splitlines():
            yield sheet.name, line.strip()


@pytest.mark.parametrize("theme", THEMES)
def test_somebody_with_weak_sight_can_read_every_colour_of_type(theme):
    colours = tokens(theme)
    types = ["ink", "ink-2", "ink-3", "accent", "danger"]
    types += [name for name in colours if name.startswith("stance-")]
    for name in types:
        for ground in ("paper", "desk"):
            assert contrast(colours[name], colours[ground]) >= 4.5, f"{name} on {ground}"


@pytest.mark.parametrize("theme", THEMES)
def test_the_line_under_a_claim_can_be_seen_on_the_paper(theme):
    colours = tokens(theme)
    for number in range(8):
        assert contrast(colours[f"claim-{number}"], colours["paper"]) >= 3, f"claim-{number}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_somebody_colour_blind_tells_claims_with_the_same_kind_of_line_apart(theme, sight):
    colours = tokens(theme)
    for group in (range(4), range(4, 8)):
        for one, other in combinations(group, 2):
            seen = [lab(colours[f"claim-{number}"], sight) for number in (one, other)]
            assert math.dist(*seen) >= 19.5, f"claims {one} and {other}"


def test_a_page_in_a_right_to_left_language_is_not_laid_out_for_left_to_right():
    physical = re.compile(
        r"^((margin|padding|border|inset)-)?(left|right|top|bottom)\b[\w-]*:"
        r"|^(text-align|float|clear): (left|right)|^(min-|max-)?(width|height):"
    )
    found = [(sheet, line) for sheet, line in declarations() if physical.search(line)]
    assert found == []


def test_no_template_needs_a_script_or_style_that_the_security_policy_forbids():
    forbidden = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|javascript:"
    )
    found = [page.name for page in TEMPLATES if forbidden.search(page.read_text())]
    assert found == []


def test_every_typeface_that_a_page_asks_for_is_there_with_its_licence():
    sheet = Path(settings.BASE_DIR, "static/css/fonts.css")
    files = [sheet.parent / url for url in re.findall(r'url\("([^"]+)"\)', sheet.read_text())]
    assert {file.resolve() for file in files} == set(FONTS.rglob("*.woff2"))
    for folder in FONTS.iterdir():
        assert "SIL Open Font License" in (folder / "LICENSE").read_text()


def test_the_typefaces_stay_small():
    assert sum(file.stat().st_size for file in FONTS.rglob("*.woff2")) < 1_200_000
