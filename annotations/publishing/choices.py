"""What an owner decides about what goes out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choices:
    """`authors` are whom to cite. `are_named` puts coders by name instead of by number, and
    `with_texts` the articles' whole texts, where that is allowed."""

    authors: tuple[str, ...]
    note: str = ""
    are_named: bool = False
    with_texts: bool = False
