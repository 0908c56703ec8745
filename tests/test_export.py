"""Export: safe cells, round trips, descriptions, citations."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import flow_fake
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import flow
from pipeline.export.citations import authors, bibtex, csl, in_words
from pipeline.export.datapackage import table_schema
from pipeline.export.files import (
    FORMULA,
    cell_text,
    defuse,
    json_text,
    restore,
    write_parquet,
)
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
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"), ("+82-2", "'+82-2"), ("@sum", "'@sum"), ("\tx", "'\tx"),
        ("-가", "'-가"), ("-3.5", "-3.5"), ("가=1", "가=1"), ("", ""), ("\n=1", "'\n=1"),
        ("＝1", "'＝1"), ("-１", "'-１"), ("-inf", "'-inf"), ("+1e5", "+1e5"), ("'가", "''가"),
        ("-1+1", "'-1+1"), ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ],
)  # fmt: skip
def test_formulas_are_defused(cell: str, safe: str) -> None:
    assert defuse(cell) == safe


@given(st.text(alphabet=st.sampled_from("'=+-@＝\t\r\n1.e가"), max_size=6))
def test_a_defused_cell_is_got_back_and_is_no_formula(text: str) -> None:
    safe = defuse(text)
    assert restore(safe) == text
    assert not safe.startswith(FORMULA) or float(safe) is not None


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


def test_csv_gives_the_tables_back(out: Path, tmp_path: Path) -> None:
    with Store.open(out) as store:
        FORMATS["csv"](store, tmp_path)
        rows = list(store.rows("documents"))
    with (tmp_path / "documents.csv").open(encoding="utf-8-sig", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert any(row["text"].startswith("'=") for row in read)
    assert [restore(row["text"]) for row in read] == [row["text"] for row in rows]


def test_the_package_is_valid_and_its_references_hold(out: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    with Store.open(out) as store:
        FORMATS["csv"](store, tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    with (tmp_path / "figures.csv").open("a", encoding="utf-8") as stream:
        stream.write("made-up\r\n")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_package_is_valid_also_where_tables_are_empty(
    form: str, out: Path, tmp_path: Path
) -> None:
    frictionless = pytest.importorskip("frictionless")
    with Store.open(out) as store:
        FORMATS[form](store, tmp_path)
        assert not store.count("corrections")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


CSL_TYPES = {"article-newspaper", "article", "report", "speech", "legislation", "document"}


def test_csl_items_keep_to_the_schema() -> None:
    """What csl-data.json asks: id and type, known names, names and dates of the right shape."""
    known = {
        "id", "type", "title", "author", "container-title", "publisher", "genre", "issued",
        "accessed", "URL", "language",
    }  # fmt: skip
    for row in cited():
        item: dict[str, Any] = csl(row)
        assert {"id", "type"} <= item.keys() <= known
        assert isinstance(item["id"], str) and item["type"] in CSL_TYPES
        for name in ("title", "container-title", "publisher", "genre", "URL", "language"):
            assert isinstance(item.get(name, ""), str)
        for author in item.get("author", []):
            assert author.keys() <= {"literal", "family", "given"} and all(author.values())
        for name in ("issued", "accessed"):
            for parts in item.get(name, {}).get("date-parts", []):
                assert 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)


def test_references_of_every_table_lead_somewhere() -> None:
    for table in EXPORTED:
        for link in table_schema(table).get("foreignKeys", ()):
            target = TABLES[link["reference"]["resource"] or table.name]
            assert target.key == tuple(link["reference"]["fields"])
            assert set(link["fields"]) <= set(table.column_names)


def test_workbook(out: Path, tmp_path: Path) -> None:
    with Store.create(out) as state:
        state.connection.execute("UPDATE documents SET url = 'https://a.kr/?a=1&b=2'")
    with Store.open(out) as store:
        (path,) = FORMATS["xlsx"](store, tmp_path)
        texts = [row["text"] for row in store.rows("documents")]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [table.name for table in EXPORTED]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)
    column = TABLES["documents"].column_names.index("text") + 1
    cells = [book["documents"].cell(n + 2, column) for n in range(len(texts))]
    assert [c.value for c in cells] == texts  # nothing is changed in a text …
    assert all(c.quotePrefix for c in cells if str(c.value).startswith("="))  # … nor run
    assert book["documents"].column_dimensions["A"].width > 10
    links = {c.hyperlink.target for c in book["event_evidence"]["B"][1:] if c.hyperlink}
    assert links == {"https://a.kr/?a=1&b=2"}


def test_docbin_has_the_spans_of_the_tables(out: Path, tmp_path: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    with Store.open(out) as store:
        (path,) = FORMATS["docbin"](store, tmp_path)
        documents = {row["doc_id"]: row["text"] for row in store.rows("documents")}
        mentions = {row["mention_id"]: row["text"] for row in store.rows("mentions")}
    docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    assert {doc.user_data["doc_id"]: doc.text for doc in docs} == documents
    spans = {span.id_: span.text for doc in docs for span in doc.spans["mentions"]}
    assert spans == mentions
    assert any(len(doc.ents) for doc in docs)


def test_citations() -> None:
    row: dict[str, object] = dict.fromkeys(TABLES["documents"].column_names)
    row |= {"doc_id": "d1", "title": "R&D 50% 확대", "publisher": "지식경제부", "path": "a.txt",
            "published": "2009-11-13", "doc_type": "press_release"}  # fmt: skip
    entry = bibtex(row)
    assert entry.startswith("@misc{d1,") and "{{R\\&D 50\\% 확대}}" in entry
    assert "year = {2009}" in entry and "author = {{지식경제부}}" in entry
    item = csl(row)
    assert item["issued"] == {"date-parts": [[2009, 11, 13]]}
    assert csl({**row, "published": "2007-40"})["issued"] == {"date-parts": [[2007]]}
    assert "issued" not in csl({**row, "published": None})


@pytest.mark.parametrize(
    ("author", "publisher", "names"),
    [
        ("홍가람", "한들경제", ["홍가람"]),
        ("홍가람·나보라 기자", "한들경제", ["홍가람", "나보라"]),
        ("기획재정부·지식경제부", None, ["기획재정부·지식경제부"]),
        (None, "반월·시화 추진단", ["반월·시화 추진단"]),
        (None, "한들·경제", ["한들·경제"]),
        (None, None, []),
    ],
)
def test_authors(author: str | None, publisher: str | None, names: list[str]) -> None:
    assert authors({"author": author, "publisher": publisher}) == names


def cited() -> list[dict[str, object]]:
    base: dict[str, object] = dict.fromkeys(TABLES["documents"].column_names)
    odd = r"100% {{가} \\ R&D_#1 $5 ~ ^ \"말\" 끝"
    return [
        {**base, "doc_id": "a1", "title": odd, "publisher": "지식경제부", "path": "a.txt",
         "published": "2009-11-13", "doc_type": "press_release", "retrieved": "2020-01-02T03:04:05",
         "url": "https://a.kr/v.do?a_b=1&c={2}%20#x"},
        {**base, "doc_id": "b2", "title": "소식", "publisher": "한들경제", "path": "b.txt",
         "author": "홍가람, 나보라", "published": "2010", "doc_type": "news"},
        {**base, "doc_id": "c3", "path": "c.hwp", "doc_type": None},
        {**base, "doc_id": "d4", "title": "평가", "publisher": "산업연구원", "path": "d.pdf",
         "published": "2011-33", "doc_type": "report"},
    ]  # fmt: skip


def test_bibtex_is_read_by_others() -> None:
    pybtex = pytest.importorskip("pybtex.database")
    read = pybtex.parse_string("\n".join(map(bibtex, cited())), "bibtex").entries
    assert list(read) == ["a1", "b2", "c3", "d4"]
    assert read["a1"].fields["url"] == "https://a.kr/v.do?a_b=1&c=%7B2%7D%20#x"
    assert read["a1"].fields["urldate"] == "2020-01-02"
    assert [str(p) for p in read["b2"].persons["author"]] == ["{홍가람}", "{나보라}"]
    assert read["b2"].fields["journal"] == "한들경제" and read["b2"].type == "article"
    assert read["c3"].fields["title"] == "{c.hwp}" and "year" not in read["c3"].fields
    assert read["d4"].type == "techreport" and read["d4"].fields["type"] == "보고서"
    text = pytest.importorskip("pybtex.richtext").Text
    title = str(text.from_latex(read["a1"].fields["title"]))
    assert "100% " in title and "R&D_#1" in title and title.endswith("끝")


def test_csl_is_rendered_by_others() -> None:
    citeproc = pytest.importorskip("citeproc")
    source = pytest.importorskip("citeproc.source.json").CiteProcJSON([csl(r) for r in cited()])
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    for ident in ("a1", "b2", "d4"):
        bibliography.register(citeproc.Citation([citeproc.CitationItem(ident)]))
    shown = [str(one) for one in bibliography.bibliography()]
    assert "지식경제부" in shown[0] and "2009" in shown[0]
    assert "홍가람" in shown[1] and "나보라" in shown[1] and "한들경제" in shown[1]
    assert "산업연구원" in shown[2] and "2011" in shown[2]


def test_a_citation_to_read() -> None:
    row = cited()[1]
    assert in_words(row, "ko") == "홍가람, 나보라 (2010). 「소식」. 기사. 한들경제."
    assert in_words(row, "en") == "홍가람, 나보라 (2010). “소식”. [News article]. 한들경제."
    assert "발행일 모름" in in_words(cited()[2], "ko")
