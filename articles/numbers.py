"""Keys and numbers of things, as an address or a form names them."""

from __future__ import annotations

MOST_DIGITS = 18  # what a key of the database can have


def number_in(text: str) -> int:
    """0, which is no key, for what is no whole number or too long to be one."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
