"""One XLSX workbook, a sheet a table: heads frozen, filters on, widths that read, links.

A cell of text is text, whatever it begins with: it is typed as a string and carries the mark that
keeps a spreadsheet from reading it as a formula when it is edited. So nothing is changed in it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.export.files import FORMULA, cell_text, replacing
from pipeline.store import EXPORTED, Store, Table
from pipeline.store.rows import Row

Sheet = Any
"""A write-only sheet; its types do not know the widths and filters that it takes."""

CELL_CHARS = 32_767
"""Most characters that a spreadsheet keeps in one cell."""
ROWS = 1_048_575
"""Most rows of a sheet, beside its head."""
LINKS = 65_000
"""Most links of a sheet, a little under what Excel takes."""
LINK_CHARS = 2_000
"""Longest address that becomes a link."""

_LONG = {"text": 60, "sentence": 60, "title": 44, "note": 44, "aliases": 36, "reason": 44}
_EPOCH = (2000, 1, 1, 0, 0, 0)
"""Written as the archive's time: the same rows give the same bytes."""
_TIME = re.compile(rb">\d{4}-\d\d-\d\dT[\d:]+Z<")


def export_xlsx(store: Store, directory: Path) -> list[Path]:
    """Write ``yeonpyo.xlsx``. A ``doc_id`` links to the document's address, else to its row."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    links = _document_links(store)
    for table in EXPORTED:
        _sheet(book.create_sheet(table.name), table, store, links)
    path = directory / "yeonpyo.xlsx"
    with replacing(path) as partial:
        buffer = io.BytesIO()
        book.save(buffer)
        _pack(buffer, partial)
    return [path]


def _document_links(store: Store) -> dict[str, str]:
    """Where each ``doc_id`` leads: a web address, or ``#`` and a cell of the first sheet."""
    links = {}
    for number, row in enumerate(store.rows("documents"), 2):
        url = str(row["url"] or "")
        links[str(row["doc_id"])] = url if _is_address(url) else f"#'documents'!A{number}"
    return links


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) < LINK_CHARS


def _sheet(
    sheet: Sheet, table: Table, store: Store, links: Mapping[str, str]
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        width = _LONG.get(column.name, 20 if column.type.startswith("TEXT") else 11)
        sheet.column_dimensions[get_column_letter(number)].width = max(
            width, len(column.name) + 5
        )
    heads = []
    for column in table.columns:
        head = WriteOnlyCell(sheet, value=column.name)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    cells = _Cells(sheet, table, links)
    number = 0
    for number, row in enumerate(store.rows(table.name), 1):
        if number > ROWS:
            number = ROWS
            break
        sheet.append(cells.row(row, number + 1))
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{number + 1}"


class _Cells:
    """Makes the cells of one sheet and counts its links."""

    def __init__(
        self, sheet: Sheet, table: Table, links: Mapping[str, str]
    ) -> None:
        from openpyxl.styles import Font

        self.sheet, self.table, self.links = sheet, table, links
        self.n_links = 0
        self.link_font = Font(color="0563C1", underline="single")

    def row(self, row: Row, number: int) -> list[Any]:
        return [
            self.cell(name, row[name], place, number)
            for place, name in enumerate(self.table.column_names, 1)
        ]

    def cell(self, name: str, value: object, place: int, number: int) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.hyperlink import Hyperlink

        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", cell_text(value))[:CELL_CHARS]
        text = text.encode("utf-8", "replace").decode("utf-8")
        target = self.target(name, text)
        if target is None and not text.startswith(FORMULA):
            return text
        one = WriteOnlyCell(self.sheet, value=text)
        one.data_type = "s"
        if text.startswith(FORMULA):
            one.quotePrefix = True
        if target is not None:
            self.n_links += 1
            one.font = self.link_font
            if target.startswith("#"):
                ref = f"{get_column_letter(place)}{number}"
                one.hyperlink = Hyperlink(ref=ref, location=target[1:])
            else:
                one.hyperlink = target
        return one

    def target(self, name: str, text: str) -> str | None:
        if self.n_links >= LINKS:
            return None
        if name == "doc_id" and self.table.name != "documents":
            return self.links.get(text)
        return text if _is_address(text) else None


def _pack(buffer: io.BytesIO, path: Path) -> None:
    """The same archive without the time of writing."""
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = _TIME.sub(b">2000-01-01T00:00:00Z<", content)
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)

