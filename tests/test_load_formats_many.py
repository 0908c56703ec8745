"""Archives, mails and collections: many documents in one file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import load_builders as make
import msgspec
import pytest
from load_builders import ITEM, LEAD, TITLE

from pipeline.errors import UnreadableDocument
from pipeline.load.collection import _author, _edtf
from pipeline.load.many import load_all
from pipeline.records import Document, RawDocument

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "real"


def read(data: bytes, path: str = "file") -> list[tuple[RawDocument, Document]]:
    results = list(load_all(RawDocument(data=data, path=path)))
    assert all(isinstance(result, Document) for _, result in results), results
    return [(raw, result) for raw, result in results if isinstance(result, Document)]


def test_archive_members_are_documents() -> None:
    members = [("가/글.docx", make.word()), ("__MACOSX/x", b"x"), ("b.hwpx", make.hwpx())]
    data = make.archive(members)
    assert [raw.path for raw, _ in read(data, "올린것.zip")] == [
        "올린것.zip/가/글.docx", "올린것.zip/b.hwpx"]


def test_archive_names_in_cp949() -> None:
    data = make.archive([("XXXX.txt", LEAD.encode())])
    data = data.replace(b"XXXX", "계획".encode("cp949"))
    assert [raw.path for raw, _ in read(data, "a.zip")] == ["a.zip/계획.txt"]


def test_a_member_that_cannot_be_read_leaves_the_others() -> None:
    data = make.archive([("a.png", b"\x89PNG\r\n\x1a\n..."), ("../b.txt", LEAD.encode())])
    results = list(load_all(RawDocument(data=data, path="a.zip")))
    assert isinstance(results[0][1], UnreadableDocument)
    assert isinstance(results[1][1], Document) and results[1][0].path == "a.zip/b.txt"


def test_nested_archives_end() -> None:
    data = make.archive([("a.txt", LEAD.encode())])
    for _ in range(6):
        data = make.archive([("inner.zip", data)])
    [(_, refusal)] = load_all(RawDocument(data=data, path="a.zip"))
    assert isinstance(refusal, UnreadableDocument) and "nested" in refusal.reason


def test_archive_with_a_password() -> None:
    data = bytearray(make.archive([("a.txt", LEAD.encode())]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    [(_, refusal)] = load_all(RawDocument(data=bytes(data), path="a.zip"))
    assert isinstance(refusal, UnreadableDocument) and "password" in refusal.reason


def test_mail_and_its_attachment() -> None:
    (raw, message), (attached, inner) = read(make.mail([("계획.hwpx", make.hwpx())]), "a.eml")
    assert raw.path == "a.eml" and attached.path == "a.eml/계획.hwpx"
    assert message.metadata.title == TITLE
    assert message.metadata.published == "2012-03-08"
    assert LEAD in message.text and ITEM in message.text
    assert LEAD in inner.text


NEWS = ["뉴스 식별자", "일자", "언론사", "기고자", "제목", "키워드", "본문", "URL"]


def news(body: str, n: int) -> list[object]:
    return [f"0110.{n}", 20110308, "한빛일보", "김가람 기자 garam@paper.example", f"{TITLE} {n}",
            "산단", body, f"https://paper.example/{n}"]


def test_news_export_rows_are_documents_and_snippets_are_marked() -> None:
    long = (LEAD * 5)[:198] + ".."
    rows = [NEWS, *(news(long, n) for n in range(1, 6)), news(LEAD, 6)]
    documents = read(make.workbook(rows), "news.xlsx")
    assert [raw.row for raw, _ in documents] == [1, 2, 3, 4, 5, 6]
    raw, first = documents[0]
    assert raw.path == "news.xlsx" and raw.url == "https://paper.example/1"
    assert first.metadata.url == raw.url
    assert first.metadata.publisher == "한빛일보"
    assert first.metadata.author == "김가람"
    assert (first.metadata.published, first.metadata.published_basis) == ("2011-03-08", "metadata")
    assert first.metadata.title == f"{TITLE} 1"
    assert first.media_type.endswith("; extent=snippet") and not first.text.endswith("..")
    assert "extent" not in documents[5][1].media_type
    assert first.text.startswith(f"{TITLE} 1\n")


def test_titles_with_dates_are_documents() -> None:
    rows = [["일자", "언론사", "제목", "키워드"], *([20110308.0, "가람신문", TITLE, "산단"],) * 2]
    documents = read(make.workbook(rows))
    assert [d.media_type.endswith("extent=title") for _, d in documents] == [True, True]
    assert [d.text for _, d in documents] == [TITLE, TITLE]
    assert documents[0][0].data == documents[1][0].data and documents[0][0].row == 1


def test_summaries_are_marked() -> None:
    rows = [[None, "자료명", "발간일", "발간처", "요약"],
            *([n, f"{TITLE} {n}", "2015.02.03", "산업통상자원부 입지총괄과", f"{LEAD}\n- {ITEM}"]
              for n in range(3))]
    documents = read(make.workbook(rows))
    assert len(documents) == 3
    assert documents[0][1].media_type.endswith("extent=summary")
    assert documents[0][1].metadata.publisher == "산업통상자원부"
    assert documents[0][1].metadata.published == "2015-02-03"


def test_csv_with_a_text_column() -> None:
    rows = ["id,title,content,original_link,source,published_at"] + [
        f'{n},"{TITLE}","{LEAD}\n{ITEM}",https://city.example/{n},강산시,2012-12-15T20:43:22.877+00:00'
        for n in range(3)]
    documents = read("\n".join(rows).encode("cp949"), "press.csv")
    assert [d.metadata.published for _, d in documents] == ["2012-12-16"] * 3
    assert documents[0][1].metadata.publisher == "강산시"
    assert documents[0][1].encoding == "cp949"
    assert ITEM in documents[0][1].text


def test_columns_without_names() -> None:
    rows = [["", "V1", "V2", "V3"],
            *([n, f"{n}차 산업단지 발전 연구", "2009-05-07", f"{n} {LEAD} {ITEM}"]
              for n in range(9))]
    documents = read(make.workbook(rows))
    assert len(documents) == 9
    assert documents[3][1].metadata.title == "3차 산업단지 발전 연구"
    assert documents[3][1].metadata.published == "2009-05-07"


def test_an_ordinary_table_is_one_document() -> None:
    documents = read(make.workbook([["구분", "2010", "2011"], ["기업", 42, 50], ["고용", 7, 9]]))
    assert len(documents) == 1 and documents[0][0].row is None


def test_an_empty_row_is_refused_and_the_rest_goes_on() -> None:
    rows = [["제목", "날짜", "본문"], [None, "2011-03-08", None], [TITLE, "2011-03-09", LEAD],
            [TITLE, "2011-03-10", LEAD], [TITLE, "2011-03-10", ITEM]]
    results = list(load_all(RawDocument(data=make.workbook(rows), path="a.xlsx")))
    assert [isinstance(result, Document) for _, result in results] == [False, True, True, True]
    assert [raw.row for raw, _ in results] == [1, 2, 3, 4]


@pytest.mark.parametrize(("cell", "edtf"), [
    ("20110308", "2011-03-08"), ("2011.03.08", "2011-03-08"), ("2011. 3. 8.", "2011-03-08"),
    ("2011-03-08 10:20:30", "2011-03-08"), ("2011-03", "2011-03"), ("201103", "2011-03"),
    ("2011", "2011"), ("2011-03-08T23:30:00Z", "2011-03-09"), ("미정", None), ("20111399", None),
])
def test_date_cells(cell: str, edtf: str | None) -> None:
    assert _edtf(cell) == edtf


@pytest.mark.parametrize(("cell", "name"), [
    ("김가람 기자 garam@paper.example", "김가람"), ("이바다(bada@paper.example)", "이바다"),
    ("김가람·이바다 기자", "김가람"), ("", None), ("박하늘 기자\n박하늘 기자", "박하늘"),
])
def test_writers(cell: str, name: str | None) -> None:
    assert _author(cell) == name


@pytest.mark.skipif(not REAL.is_dir(), reason="no real documents at ../shared/data/real")
@pytest.mark.parametrize(("path", "count"), [
    ("bigkinds/bigkinds_19col_a.xlsx", 300), ("bigkinds/bigkinds_4col.xlsx", 31),
    ("kdi_eiec/epic_metadata_2303.xlsx", 1090), ("local_press/press_jeonnam_a.csv", 701),
])
def test_real_collections(path: str, count: int) -> None:
    documents = read((REAL / path).read_bytes(), path)
    assert len(documents) == count
    assert all(d.metadata.published and d.metadata.publisher for _, d in documents)


def test_a_zip_in_which_a_name_repeats_is_read(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", LEAD)
        with pytest.warns(UserWarning):
            archive.writestr("a.txt", ITEM)
    assert len(read(path.read_bytes(), "twice.zip")) == 2


_ITEM = {"title": TITLE, "published": "2009-11-13", "content": LEAD, "tags": ["a"], "views": 3}


@pytest.mark.parametrize(
    "value",
    [
        msgspec.json.encode([_ITEM, _ITEM]),
        msgspec.json.encode({"total": 2, "pages": [1, 2], "articles": [_ITEM, _ITEM]}),
        b"\xef\xbb\xbf" + msgspec.json.encode(_ITEM) + b"\n\n" + msgspec.json.encode(_ITEM),
    ],
)
def test_json_objects_are_documents(value: bytes) -> None:
    found = read(value, "items.json")
    assert [raw.row for raw, _ in found] == [1, 2]
    for _, document in found:
        assert LEAD in document.text
        assert document.metadata.title == TITLE
        assert document.metadata.published == "2009-11-13"
        assert document.media_type == "application/json"


def test_one_json_object_is_one_document() -> None:
    body = f"<div><p>{LEAD}</p><p>또한 시험동을 <b>두 곳</b> 짓는다.</p></div>"
    item = {"headline": TITLE, "articleBody": body, "datePublished": "2009-11-13"}
    [(_, document)] = read(msgspec.json.encode(item))
    assert document.metadata.published == "2009-11-13"
    assert "시험동을 두 곳 짓는다" in document.text and "<" not in document.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"sentence1": "x", "labels": [1]}', "sentence1"),
        (b"[1, 2, 3]", "no objects"),
        (b'{"title": "a"}\n{"title": "b"}\n{"title": \n', "line 3"),
    ],
)
def test_json_without_documents_says_so(data: bytes, reason: str) -> None:
    [(_, refusal)] = load_all(RawDocument(data=data, path="x.json"))
    assert isinstance(refusal, UnreadableDocument) and reason in refusal.reason
