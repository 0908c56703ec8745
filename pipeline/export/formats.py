"""The export formats, each a function of the store and a folder; listed in ``FORMATS``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export.citations import bibtex, csl
from pipeline.export.files import cell_text, defuse, replacing, save_csv, save_jsonl, save_parquet
from pipeline.export.page import export_html
from pipeline.settings import VERSION
from pipeline.store import EXPORTED, Store, Table
from pipeline.store.rows import Row

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

XLSX_CELL_CHARS = 32_767
"""Most characters that a spreadsheet keeps in one cell."""
XLSX_ROWS = 1_048_575
"""Most rows of a sheet, beside its head."""

_FIELD_TYPES = {"TEXT": "string", "TEXT_LIST": "array", "INTEGER": "integer", "REAL": "number"}
_REFERENCES = {
    "doc_id": "documents", "event_id": "events", "mention_id": "mentions",
    "figure_id": "figures",
}  # fmt: skip


def write_text(path: Path, text: str) -> Path:
    """Write a small text file in one move."""
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
    return path


def table_schema(table: Table) -> dict[str, object]:
    """The Frictionless table schema."""
    fields = []
    for column in table.columns:
        one: dict[str, object] = {
            "name": column.name,
            "type": _FIELD_TYPES[column.type],
            "description": column.description,
        }
        if column.required:
            one["constraints"] = {"required": True}
        fields.append(one)
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    links = [
        {"fields": [name], "reference": {"resource": target, "fields": [name]}}
        for name, target in _REFERENCES.items()
        if name in table.column_names and table.name != target
    ]
    if links:
        schema["foreignKeys"] = links
    return schema


def write_datapackage(directory: Path, suffix: str) -> Path:
    """``datapackage.json``: every file with every column."""
    media = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/parquet"}
    package = {
        "name": "yeonpyo",
        "title": "Policy history out of Korean documents",
        "version": VERSION,
        "profile": "data-package",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.{suffix}",
                "format": suffix,
                "mediatype": media[suffix],
                "encoding": "utf-8",
                "description": table.description,
                "schema": table_schema(table),
            }
            for table in EXPORTED
        ],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return write_text(directory / "datapackage.json", text)


def export_csv(store: Store, directory: Path) -> list[Path]:
    """CSV that is safe to open in a spreadsheet."""
    written = []
    for table in EXPORTED:
        path = directory / f"{table.name}.csv"
        save_csv(path, table, store.rows(table.name), safe=True)
        written.append(path)
    return [*written, write_datapackage(directory, "csv")]


def export_parquet(store: Store, directory: Path) -> list[Path]:
    written = []
    for table in EXPORTED:
        path = directory / f"{table.name}.parquet"
        save_parquet(path, table, store.rows(table.name))
        written.append(path)
    return [*written, write_datapackage(directory, "parquet")]


def export_jsonl(store: Store, directory: Path) -> list[Path]:
    written = []
    for table in EXPORTED:
        path = directory / f"{table.name}.jsonl"
        save_jsonl(path, store.rows(table.name))
        written.append(path)
    return [*written, write_datapackage(directory, "jsonl")]


def export_xlsx(store: Store, directory: Path) -> list[Path]:
    """One workbook, a sheet a table: heads frozen, filters on, addresses as links."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    bold, link = Font(bold=True), Font(color="0563C1", underline="single")

    def cell(sheet: object, value: object) -> object:
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", cell_text(value))[:XLSX_CELL_CHARS]
        one = WriteOnlyCell(sheet, value=defuse(text)[:XLSX_CELL_CHARS])  # type: ignore[arg-type]
        one.data_type = "s"
        if text.startswith(("http://", "https://")) and len(text) < 2_000:
            one.hyperlink = text
            one.font = link
        return one

    for table in EXPORTED:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        heads = []
        for column in table.columns:
            head = WriteOnlyCell(sheet, value=column.name)
            head.font = bold
            heads.append(head)
        sheet.append(heads)
        for number, row in enumerate(store.rows(table.name)):
            if number >= XLSX_ROWS:
                break
            sheet.append([cell(sheet, row[name]) for name in table.column_names])
    path = directory / "yeonpyo.xlsx"
    with replacing(path) as partial:
        book.save(partial)
    return [path]


def export_docbin(store: Store, directory: Path) -> list[Path]:
    """spaCy DocBin: the texts with mentions, figures and dates as spans on character tokens."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("xx")
    bin_ = DocBin(store_user_data=True)
    for document in store.rows("documents"):
        doc = nlp.make_doc(str(document["text"]))
        for group, label in (("mentions", "label"), ("figures", "unit"), ("dates", "type")):
            doc.spans[group] = [
                span
                for row in store.rows(group, "t.doc_id = ?", [document["doc_id"]])
                if (span := _span(doc, row, label)) is not None
            ]
        doc.user_data["doc_id"] = document["doc_id"]
        bin_.add(doc)
    path = directory / "documents.spacy"
    with replacing(path) as partial:
        partial.write_bytes(bin_.to_bytes())
    return [path]


def _span(doc: Doc, row: Row, label: str) -> Span | None:
    start, end = row["start"], row["end"]
    assert isinstance(start, int) and isinstance(end, int)
    return doc.char_span(start, end, label=str(row[label]), alignment_mode="expand")


def export_bibtex(store: Store, directory: Path) -> list[Path]:
    text = "\n".join(bibtex(row) for row in store.rows("documents"))
    return [write_text(directory / "documents.bib", text)]


def export_csl(store: Store, directory: Path) -> list[Path]:
    items = [csl(row) for row in store.rows("documents")]
    text = json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    return [write_text(directory / "documents.csl.json", text)]


FORMATS: Mapping[str, Callable[[Store, Path], list[Path]]] = {
    "csv": export_csv,
    "parquet": export_parquet,
    "xlsx": export_xlsx,
    "jsonl": export_jsonl,
    "docbin": export_docbin,
    "bibtex": export_bibtex,
    "csl": export_csl,
    "html": export_html,
}
"""Name on the command line to function, which returns the files that it wrote."""
