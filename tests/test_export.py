"""Export: safe cells, round trips, descriptions, citations."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import flow_fake
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import flow
from pipeline.export.citations import bibtex, csl
from pipeline.export.files import cell_text, defuse, json_text, write_parquet
from pipeline.export.formats import FORMATS
from pipeline.store import EXPORTED, TABLES, Store


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(
        "=경남 소식\n\n2009년 경남 창원에서 31명이 모였다.\n", encoding="utf-8"
    )
    flow.run([folder / "in"], folder / "out", 1, version="1", create=flow_fake.create)
    return folder / "out"


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_written_twice_alike(form: str, out: Path, tmp_path: Path) -> None:
    with Store.open(out) as store:
        first = FORMATS[form](store, tmp_path / "a")
        again = FORMATS[form](store, tmp_path / "b")
    assert first and all(path.exists() for path in first)  # an empty table is an empty .jsonl
    assert [p.name for p in first] == [p.name for p in again]
    if form != "xlsx":  # a workbook carries the time of writing
        assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"), ("+82-2", "'+82-2"), ("@sum", "'@sum"), ("\tx", "'\tx"),
        ("-가", "'-가"), ("-3.5", "-3.5"), ("가=1", "가=1"), ("", ""),
    ],
)  # fmt: skip
def test_formulas_are_defused(cell: str, safe: str) -> None:
    assert defuse(cell) == safe


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (3.0, "3"), (2.5, "2.5"), (335e12, "335000000000000"), (["가"], '["가"]')],
)
def test_cells(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_json_survives_a_lone_surrogate() -> None:
    assert json.loads(json_text({"a": "\ud800"})) == {"a": "\ud800"}


def test_parquet_has_lists_and_nulls_and_the_same_bytes(tmp_path: Path) -> None:
    table = TABLES["visions"]
    row: dict[str, object] = dict.fromkeys(table.column_names)
    row |= {"vision_id": "1", "doc_id": "d", "start": 0, "end": 1, "text": "가", "region": "KR",
            "industries": ["기계산업"]}  # fmt: skip
    for name in "ab":
        write_parquet(tmp_path / name, table, [row])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    read = pq.read_table(tmp_path / "a")
    assert read.schema.field("industries").type == pa.list_(pa.string())
    assert read.to_pylist() == [row]


def test_tables_on_disk(out: Path) -> None:
    raw = (out / "tables/documents.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    for table in EXPORTED:
        read = pq.read_table(out / "tables" / f"{table.name}.parquet")
        assert tuple(read.schema.names) == table.column_names
        with (out / "tables" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as f:
            rows = list(csv.reader(f))
        assert tuple(rows[0]) == table.column_names and len(rows) - 1 == read.num_rows


def test_datapackage_describes_every_column(out: Path, tmp_path: Path) -> None:
    with Store.open(out) as store:
        FORMATS["csv"](store, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert (tmp_path / resource["path"]).exists()
        assert tuple(f["name"] for f in fields) == TABLES[resource["name"]].column_names
        assert all(f["description"] for f in fields)


def test_workbook(out: Path, tmp_path: Path) -> None:
    with Store.open(out) as store:
        (path,) = FORMATS["xlsx"](store, tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [table.name for table in EXPORTED]
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_citations() -> None:
    row: dict[str, object] = dict.fromkeys(TABLES["documents"].column_names)
    row |= {"doc_id": "d1", "title": "R&D 50% 확대", "publisher": "지식경제부", "path": "a.txt",
            "published": "2009-11-13", "doc_type": "press_release"}  # fmt: skip
    entry = bibtex(row)
    assert entry.startswith("@misc{d1,") and "{{R\\&D 50\\% 확대}}" in entry
    assert "year = {2009}" in entry
    item = csl(row)
    assert item["issued"] == {"date-parts": [[2009, 11, 13]]}
    assert csl({**row, "published": "2007-40"})["issued"] == {"date-parts": [[2007]]}
    assert "issued" not in csl({**row, "published": None})
