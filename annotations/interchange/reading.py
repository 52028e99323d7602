"""Reading lines that somebody else may have written: each refusal is a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID

LARGEST = 2**31 - 1  # what a column of whole numbers holds


class BadLine(ValueError):
    """Says in a sentence what is wrong with a line, without the line's number."""


class Line:
    """An object of JSON whose values are taken out by name and kind. Raises BadLine."""

    def __init__(self, values: Any, number: int = 0) -> None:
        if not isinstance(values, dict):
            raise BadLine("This is no object of JSON, such as {“type”: “claim”, …}.")
        self.values, self.number = values, number

    def text(self, key: str, most: int = 100_000, *, empty: bool = True) -> str:
        value = self._take(key, str, "a text")
        if not empty and not value.strip():
            raise BadLine(f"“{key}” is empty.")
        if len(value) > most:
            raise BadLine(f"“{key}” is longer than {most} characters.")
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise BadLine(f"“{key}” holds signs that are no text.")
        return value

    def choice(self, key: str, known: Iterable[str]) -> str:
        value = self.text(key)
        if value not in known:
            raise BadLine(f"“{key}” is “{value}”, not one of {', '.join(known)}.")
        return value

    def whole(self, key: str, most: int = LARGEST) -> int:
        value = self._take(key, int, "a whole number")
        if isinstance(value, bool) or not 0 <= value <= most:
            raise BadLine(f"“{key}” is not a whole number between 0 and {most}.")
        return value

    def fraction(self, key: str) -> float:
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise BadLine(f"“{key}” is not a number.")
        return float(value)

    def flag(self, key: str) -> bool:
        return self._take(key, bool, "true or false")

    def uid(self, key: str) -> UUID:
        try:
            return UUID(self.text(key))
        except ValueError as error:
            raise BadLine(f"“{key}” is no UUID.") from error

    def moment(self, key: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError as error:
            raise BadLine(f"“{key}” is no date and time in ISO 8601.") from error
        if moment.tzinfo is None:
            raise BadLine(f"“{key}” does not say in which time zone it is.")
        return moment

    def texts(self, key: str, most: int) -> list[str]:
        values = self._take(key, list, "a list")
        return [Line({key: value}).text(key, most, empty=False) for value in values]

    def inner(self, key: str) -> Line | None:
        value = self.values.get(key)
        return None if value is None else Line(value)

    def lines(self, key: str) -> list[Line]:
        return [Line(value) for value in self._take(key, list, "a list")]

    def _take[Kind](self, key: str, kind: type[Kind], what: str) -> Kind:
        if key not in self.values:
            raise BadLine(f"“{key}” is missing.")
        value = self.values[key]
        if not isinstance(value, kind):
            raise BadLine(f"“{key}” is not {what}.")
        return value


def read_lines(
    raw_lines: Iterable[bytes], types: Iterable[str], refusals: list[str]
) -> Iterator[Line]:
    """The lines of those types; what is wrong with the others is added to `refusals`."""
    for number, raw in enumerate(raw_lines, 1):
        if raw.strip():
            try:
                yield _read(raw, types, number)
            except BadLine as error:
                refusals.append(f"Line {number}: {error}")


def _read(raw: bytes, types: Iterable[str], number: int) -> Line:
    try:
        values = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine("This is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadLine("This is no JSON.") from error
    line = Line(values, number)
    line.choice("type", types)
    return line
