"""The export formats, each a function of the store and a folder; listed in ``FORMATS``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.export.citations import bibtex, csl
from pipeline.export.datapackage import write_datapackage
from pipeline.export.docbin import export_docbin
from pipeline.export.files import save_csv, save_jsonl, save_parquet, write_text
from pipeline.export.page import export_html
from pipeline.export.workbook import export_xlsx
from pipeline.store import EXPORTED, Store


def export_csv(store: Store, directory: Path) -> list[Path]:
    """CSV that is safe to open in a spreadsheet, with its ``datapackage.json``."""
    written = []
    for table in EXPORTED:
        path = directory / f"{table.name}.csv"
        save_csv(path, table, store.rows(table.name), safe=True)
        written.append(path)
    return [*written, write_datapackage(directory, "csv")]


def export_parquet(store: Store, directory: Path) -> list[Path]:
    """Parquet with its ``datapackage.json``."""
    written = []
    for table in EXPORTED:
        path = directory / f"{table.name}.parquet"
        save_parquet(path, table, store.rows(table.name))
        written.append(path)
    return [*written, write_datapackage(directory, "parquet")]


def export_jsonl(store: Store, directory: Path) -> list[Path]:
    """JSON Lines with their ``datapackage.json``."""
    written = []
    for table in EXPORTED:
        path = directory / f"{table.name}.jsonl"
        save_jsonl(path, store.rows(table.name))
        written.append(path)
    return [*written, write_datapackage(directory, "jsonl")]


def export_bibtex(store: Store, directory: Path) -> list[Path]:
    """``documents.bib``: an entry a document, by date."""
    rows = store.rows("documents", order=("published", "doc_id"))
    return [write_text(directory / "documents.bib", "\n".join(map(bibtex, rows)))]


def export_csl(store: Store, directory: Path) -> list[Path]:
    """``documents.csl.json``: an item a document, by date."""
    items = [csl(row) for row in store.rows("documents", order=("published", "doc_id"))]
    text = json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    return [write_text(directory / "documents.csl.json", text)]


FORMATS: Mapping[str, Callable[[Store, Path], list[Path]]] = {
    "csv": export_csv,
    "parquet": export_parquet,
    "xlsx": export_xlsx,
    "jsonl": export_jsonl,
    "docbin": export_docbin,
    "html": export_html,
    "bibtex": export_bibtex,
    "csl": export_csl,
}
"""Name on the command line to function, which returns the files that it wrote."""
