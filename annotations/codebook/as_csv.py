"""The codebook as a table: one entry a line, for spreadsheets.

Written in UTF-8 with a byte order mark, without which Excel takes Arabic for something else. A
cell that a spreadsheet would take for a formula begins with an apostrophe, which reading takes
off again (so does a cell that begins with one itself).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from . import CodebookRefused
from .files import Reading, Told, checked, guid_in
from .palette import NAMES, colour_called

COLUMNS = ("name", "definition", "examples", "colour", "parent", "guid")
GUARDED = tuple("=+-@\t＝＋－＠'")
DELIMITERS = ",;\t"


def written(entries: Sequence[Told]) -> str:
    """The table, without the byte order mark. What no entry says anything of has no column."""
    columns = [name for name in COLUMNS if any(_cell(entry, name) is not None for entry in entries)]
    table = StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns or COLUMNS)
    for entry in entries:
        writer.writerow([_guarded(_cell(entry, name) or "") for name in columns])
    return table.getvalue()


def _cell(entry: Told, column: str) -> str | None:
    match column:
        case "colour":
            return None if entry.colour is None else NAMES[entry.colour]
        case "parent":
            return entry.whole
        case "guid":
            return str(entry.guid) if entry.guid else None
    said: str | None = getattr(entry, column)
    return said


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(GUARDED) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(GUARDED) else text


def read(raw: bytes) -> Reading:
    """Raises CodebookRefused with what is wrong in which line."""
    return read_text(_decoded(raw))


def read_text(text: str) -> Reading:
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [one.strip().casefold() for one in next(rows, [])]
        if "name" not in columns:
            raise CodebookRefused("The first line does not name the columns: one must be “name”.")
        return checked(_told(columns, rows), _notes(columns))
    except csv.Error as error:
        raise CodebookRefused(f"Line {rows.line_num}: the table is broken ({error}).") from error


def _decoded(raw: bytes) -> str:
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise CodebookRefused("The table is not in UTF-8. Save it as “CSV UTF-8”.") from error
    if "\0" in text:
        raise CodebookRefused("The file is not a table of text.")
    return text


def _notes(columns: Sequence[str]) -> list[str]:
    unknown = [f"“{column}”" for column in columns if column and column not in COLUMNS]
    return [f"Columns that are left out: {', '.join(unknown)}."] if unknown else []


def _told(columns: Sequence[str], rows: Iterator[list[str]]) -> Iterator[Told]:
    for row in rows:
        cells = dict(zip(columns, map(_unguarded, row), strict=False))
        if any(cell.strip() for cell in row):
            yield Told(
                where=f"Line {rows.line_num}",  # type: ignore[attr-defined]
                name=cells.get("name", ""),
                definition=cells.get("definition"),
                examples=cells.get("examples"),
                colour=colour_called(cells.get("colour", "")),
                whole=cells.get("parent"),
                guid=guid_in(cells.get("guid", "")),
            )
