"""Rows of spreadsheets (XLSX, XLS) and of CSV files, as strings and within bounds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from pipeline.errors import UnreadableDocument
from pipeline.load.archive import open_zip, read_member
from pipeline.load.decode import decode

MAX_GRID = 2_000_000
"""Cells between a sheet's first and last: what a reader lays out in memory. The largest export
of a news archive has 20,000 rows of 19."""

MAX_FIELD_CHARS = 1_000_000
"""Characters in one field of a CSV file."""

_ADDRESS = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"')
_SNIFF_BYTES = 65_536
_DELIMITERS = ",\t;|"


class Sheet(NamedTuple):
    """A sheet: its name, its rows of cleaned strings, its merged ranges as first row, first
    column, last row, last column (from 0, as in ``rows``)."""

    name: str
    rows: list[list[str]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    encoding: str | None = None


def read_workbook(data: bytes) -> list[Sheet]:
    """The sheets of an XLSX or XLS workbook.

    Raises UnreadableDocument for a password, a damaged or cut file, a bomb, a huge sheet.
    """
    if data.startswith(b"PK"):
        _check_extent(data)
    sheets: list[Sheet] = []
    grid = 0
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            grid += sheet.total_height * sheet.total_width
            if grid > MAX_GRID:
                raise _too_wide(name)
            rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            sheets.append(Sheet(name, rows, _merged(sheet)))
    except (CalamineError, OSError, ValueError, KeyError) as error:
        text = str(error)
        if "password" in text.lower():
            raise UnreadableDocument(
                "workbook is protected by a password; save it without one"
            ) from error
        raise UnreadableDocument(
            f"workbook is damaged or cut ({text[:120]}); fetch it again"
        ) from error
    except BaseException as error:  # a panic of calamine is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableDocument(
            "workbook is damaged (its reader gave up); fetch it again"
        ) from error
    return sheets


def _check_extent(data: bytes) -> None:
    """A sheet may claim a cell at its far corner, and the reader would make room for all."""
    with open_zip(data, "XLSX workbook") as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            rows = columns = 0
            for letters, digits in _ADDRESS.findall(read_member(archive, name)):
                rows = max(rows, int(digits))
                columns = max(columns, _column(letters))
            if rows * columns > MAX_GRID:
                raise _too_wide(name)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_wide(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"sheet {name[:60]} spans more than {MAX_GRID} cells; cut it to the cells that are filled"
    )


def _merged(sheet: Any) -> tuple[tuple[int, int, int, int], ...]:
    ranges = getattr(sheet, "merged_cell_ranges", None) or ()
    return tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)


def _text(value: object) -> str:
    """A cell's value as it would be written: whole numbers without ``.0``, ISO dates."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time, timedelta, int)):
        return str(value)
    return ""


def read_csv(data: bytes) -> Sheet:
    """The rows of a CSV (or tab-separated) file of any encoding.

    Raises UnreadableDocument as ``decode`` does, and for a field without an end.
    """
    text, encoding = decode(data)
    delimiter = _delimiter(text[:_SNIFF_BYTES])
    if delimiter is None:
        raise UnreadableDocument("no CSV: its lines have no common separator; save it as CSV")
    rows = [[field.strip() for field in row] for row in _rows(text, delimiter)]
    return Sheet("", rows, (), encoding)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    total = 0
    try:
        for row in reader:
            total += len(row)
            if total > MAX_GRID:
                raise UnreadableDocument(
                    f"CSV file of more than {MAX_GRID} fields: split it into smaller files"
                )
            if any(len(field) > MAX_FIELD_CHARS for field in row):
                raise UnreadableDocument(
                    f"CSV line {reader.line_num} has a field of more than {MAX_FIELD_CHARS} "
                    "characters; close its quotes"
                )
            yield row
    except csv.Error as error:
        raise UnreadableDocument(
            f"CSV line {reader.line_num} cannot be read ({error}); close its quotes"
        ) from error


def looks_like_csv(data: bytes) -> bool:
    """Whether bytes of text are rows with one separator: at least three lines, all with the same
    number of fields, the first of them short names."""
    head = data[:_SNIFF_BYTES]
    if b"\x00" in head or head.count(b"\n") < 2:
        return False
    # Separators and quotes are ASCII bytes that no Korean encoding uses inside a character.
    return _delimiter(head.decode("latin-1"), whole=len(data) <= _SNIFF_BYTES) is not None


def _delimiter(head: str, whole: bool = True) -> str | None:
    first = head.split("\n", 1)[0].lstrip("\ufeffï»¿")
    for delimiter in sorted(_DELIMITERS, key=lambda d: (-first.count(d), d)):
        wanted = first.count(delimiter) + 1
        if wanted < 2:
            return None
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        try:
            rows = [row for row in reader if row]
        except csv.Error:
            continue
        rows = rows if whole else rows[:-1]
        if len(rows) < 3:
            continue
        names = [field.strip() for field in rows[0]]
        even = sum(len(row) == len(names) for row in rows)
        distinct = len(set(names)) == len(names)
        if len(names) >= 2 and even >= 0.98 * len(rows) and distinct and (
            max(map(len, names)) <= 40 and not any("." in name or "?" in name for name in names)
        ):
            return delimiter
    return None
