"""The sheet that a person fills in: written as CSV or XLSX, and read back with every cell checked.

Nothing in a sheet is ever run: cells that a spreadsheet would take for formulas are written as
text, and a formula that comes back is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.export.files import cell_text, replacing, restore, write_csv
from pipeline.review.choose import COLUMNS, KEYS
from pipeline.review.corrections import Correction, current_value
from pipeline.review.fields import CHOICES, MANY, ReviewError, parse, written
from pipeline.store import Store
from pipeline.store.rows import Row

NEW = "new_"
_WIDE = {"sentence": 70, "context": 50, "title": 40, "document": 30}
_INT_COLUMNS = ("start", "end")


def write_sheet(path: Path, rows: Sequence[Row]) -> None:
    """Write ``rows``; the suffix decides: .xlsx with drop-down lists, .csv with a BOM."""
    if path.suffix.lower() == ".xlsx":
        _write_xlsx(path, rows)
    elif path.suffix.lower() == ".csv":
        with replacing(path) as partial, partial.open("w", encoding="utf-8-sig", newline="") as out:
            write_csv(out, COLUMNS, rows, safe=True)
    else:
        raise ReviewError(f"{path.name}: a sheet is .xlsx or .csv")


def _choices(column: str) -> tuple[str, ...] | None:
    name = column.removeprefix(NEW)
    if not column.startswith(NEW) or name in MANY:
        return None
    return CHOICES["documents" if name == "doc_type" else "events"].get(name)


def _write_xlsx(path: Path, rows: Sequence[Row]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "review"
    lists = book.create_sheet("labels")
    for number, name in enumerate(COLUMNS, 1):
        sheet.cell(1, number, name).font = Font(bold=True)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDE.get(name, 14)
        sheet.column_dimensions[letter].hidden = name in KEYS
        choices = _choices(name)
        if choices:
            lists.cell(1, number, name)
            for place, label in enumerate(choices, 2):
                lists.cell(place, number, label)
            rule = DataValidation(
                type="list",
                formula1=f"labels!${letter}$2:${letter}${len(choices) + 1}",
                allow_blank=True,
                showErrorMessage=True,
                error="one of the labels in the list",
            )
            rule.add(f"{letter}2:{letter}{len(rows) + 1}")
            sheet.add_data_validation(rule)
    for at, row in enumerate(rows, 2):
        for number, name in enumerate(COLUMNS, 1):
            value = row[name]
            cell = sheet.cell(at, number)
            if isinstance(value, (int, float)):
                cell.value = value
            elif value is not None:
                cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", cell_text(value))
                cell.data_type = "s"  # text, also where it begins with "="
            if name in _WIDE:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    lists.sheet_state = "hidden"
    with replacing(path) as partial:
        book.save(partial)


def read_sheet(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a filled-in sheet with their numbers as the spreadsheet shows them."""
    if not path.is_file():
        raise ReviewError(f"no sheet at {path}")
    suffix = path.suffix.lower()
    if suffix == ".csv":
        rows = _read_csv(path)
    elif suffix == ".xlsx":
        rows = _read_xlsx(path)
    else:
        raise ReviewError(f"{path.name}: a sheet is .xlsx or .csv")
    names: list[str] = []
    for number, cells in rows:
        if not names:
            names = cells
            missing = [name for name in KEYS if name not in names]
            if missing:
                raise ReviewError(f"{path.name}: no column {', '.join(missing)} in its first row")
            continue
        yield number, dict(zip(names, cells, strict=False))
    if not names:
        raise ReviewError(f"{path.name}: an empty sheet")


def _read_csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp949", errors="strict")  # as Excel in Korea saves it
    reader = csv.reader(text.splitlines(keepends=True))
    for number, cells in enumerate(reader, 1):
        yield number, [restore(cell) for cell in cells]


def _read_xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=False, data_only=False)
    sheet = book["review"] if "review" in book.sheetnames else book.worksheets[0]
    header = [str(cell.value or "") for cell in sheet[1]]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        for name, cell in zip(header, cells, strict=False):
            if cell.data_type == "f" and (name.startswith(NEW) or name in KEYS):
                raise ReviewError(
                    f"row {number}, column {name}: {cell.value!r} is a formula, not a label"
                )
        yield number, [cell_text(cell.value) for cell in cells]


def corrections_in(
    store: Store, rows: Iterator[tuple[int, dict[str, str]]], by: str | None, at: str
) -> list[Correction]:
    """Every filled ``new_`` cell as a correction; a label that confirms the old one counts too.

    ReviewError names the first wrong row: nothing of a sheet is taken unless all of it is right.
    """
    found = []
    for number, row in rows:
        filled = {
            name.removeprefix(NEW): value
            for name, value in row.items()
            if name.startswith(NEW) and value.strip()
        }
        if not filled:
            continue
        try:
            place = _place(store, row)
        except ReviewError as error:
            raise ReviewError(f"row {number}: {error}") from error
        for name, value in filled.items():
            table = str(place["table"])
            try:
                new = parse(table, name, value)
                old = current_value(store, table, name, place)
            except (ReviewError, ValueError) as error:
                raise ReviewError(f"row {number}, column {NEW}{name}: {error}") from error
            found.append(
                Correction(
                    doc_id=str(place["doc_id"]),
                    start=place["start"],  # type: ignore[arg-type]
                    end=place["end"],  # type: ignore[arg-type]
                    table=table,
                    field=name,
                    old_value=old,
                    new_value=written(new),
                    by=by,
                    at=at,
                )
            )
    return found


def _place(store: Store, row: Mapping[str, str]) -> Row:
    """Table, document and span that a row means, the document found by its text."""
    table = row["table"] or "events"
    if table not in CHOICES:
        raise ReviewError(f"no table {table!r} to correct; there are {', '.join(CHOICES)}")
    sha = row["text_sha256"]
    ids = store.scalars(
        "SELECT doc_id FROM documents WHERE text_sha256 = ? ORDER BY doc_id <> ?, doc_id",
        [sha, row["doc_id"]],
    )
    if not ids:
        raise ReviewError(f"no document with the text {sha[:12]}…; run it first")
    place: Row = {"table": table, "doc_id": ids[0], "start": None, "end": None}
    if table == "documents":
        return place
    for name in _INT_COLUMNS:
        try:
            place[name] = int(row[name])
        except ValueError as error:
            raise ReviewError(f"column {name}: {row[name]!r} is no number") from error
    return place
