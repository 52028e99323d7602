"""The eight colours of tags: their names, their hues in other programs, and the way back."""

from __future__ import annotations

import colorsys
import re

NAMES = ["blue", "orange", "violet", "yellow", "teal", "red", "brown", "grey"]
HUES = [
    "#2E78D6",
    "#F08018",
    "#9574D9",
    "#DECA0A",
    "#28B496",
    "#D62862",
    "#B4824C",
    "#5A7094",
]
# where on the circle of hues (degrees) a colour of another program ends to be this one of ours
BANDS = [(16, "red"), (45, "orange"), (75, "yellow"), (200, "teal"), (250, "blue"), (320, "violet")]
PALE, DARK = (
    0.15,
    0.75,
)  # saturation below which a colour is grey, value below which orange is brown


def colour_called(text: str) -> int | None:
    """The number in the palette of a name, a number, or `#RRGGBB`; None for anything else."""
    text = text.strip().casefold()
    if text in NAMES:
        return NAMES.index(text)
    if re.fullmatch("[0-7]", text):
        return int(text)
    return nearest(text)


def nearest(hexadecimal: str) -> int | None:
    """The colour of the palette that one calls by the same name as `#RRGGBB` or `#RGB`."""
    digits = hexadecimal.removeprefix("#")
    if not re.fullmatch("[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", digits):
        return None
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if (whole := f"#{digits.upper()}") in HUES:
        return HUES.index(whole)
    red, green, blue = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return NAMES.index(_called(*colorsys.rgb_to_hsv(red, green, blue)))


def _called(hue: float, saturation: float, value: float) -> str:
    if saturation < PALE or value < PALE:
        return "grey"
    called = next((name for end, name in BANDS if hue * 360 < end), "red")
    return "brown" if called == "orange" and value < DARK else called
