# ruff: noqa: E501  (tables of Korean lines; Hangul counts double in their width)
"""Decoding, detection, refusal and the search for files."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableDocument
from pipeline.load import FileRef, Refusal, discover, load, outline, read
from pipeline.load.decode import decode
from pipeline.load.detect import media_type
from pipeline.records import RawDocument
from pipeline.settings import MAX_DOCUMENT_BYTES, MAX_LINE_CHARS

KOREAN = (
    "진흥원은 오는 5월부터 부품소재 협의회를 새로 꾸린다고 밝혔다.\n"
    "협의회에는 중소기업 40개사와 대학 세 곳이 들어온다."
)


def _raw(data: bytes) -> RawDocument:
    return RawDocument(data=data, path="x")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (KOREAN.encode("utf-8"), "utf-8"),
        (KOREAN.encode("utf-8-sig"), "utf-8-sig"),
        (KOREAN.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + KOREAN.encode("utf-16-be"), "utf-16"),
        (KOREAN.encode("utf-16-le"), "utf-16-le"),
        (KOREAN.encode("utf-16-be"), "utf-16-be"),
        (KOREAN.encode("cp949"), "cp949"),
        (KOREAN.encode("euc-kr"), "cp949"),
        ((KOREAN + " 똠방각하").encode("cp949"), "cp949"),
        (KOREAN.encode("johab"), "johab"),
    ],
)
def test_decode(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert text.startswith(KOREAN)
    assert found == encoding
    assert "협의회" in load(_raw(data)).text


def test_decode_survives_a_cut_character() -> None:
    text, encoding = decode((KOREAN * 20).encode()[:-1])
    assert encoding == "utf-8"
    assert text.startswith(KOREAN)


@pytest.mark.parametrize("declared", ["no-such-charset", "utf\0-8", "", None])
def test_a_declared_charset_that_is_none_is_passed_over(declared: str | None) -> None:
    assert decode((KOREAN * 3).encode(), declared) == (KOREAN * 3, "utf-8")


def test_nfd_becomes_nfc() -> None:
    assert "부품소재" in load(_raw(unicodedata.normalize("NFD", KOREAN).encode())).text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02\xff\xfe\x00" * 400, "binary"),
        (b"%PDF-1.4\n%junk", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64 + b"HWP Document File", "HWP"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/hwp+zip", "HWPX"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"xl/workbook.xml", "XLSX"),
        (b'{"a": 1}', "JSON"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "image/png"),
        (("가" * (MAX_LINE_CHARS + 1)).encode(), "line of"),
        (b"<html><body><script>var a = 1;</script></body></html>", "no text"),
        (b"a" * (MAX_DOCUMENT_BYTES + 1), "too large"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        load(_raw(data))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><p>x", "text/html"),
        ("\ufeff  <html lang='ko'>".encode(), "text/html"),
        ("<html><body>가".encode("utf-16"), "text/html"),
        (b"<?xml version='1.0'?><rss></rss>", "application/xml"),
        ("가격이 <p 보다 낮다".encode(), "text/plain"),
        ("[서울] 회의 결과".encode(), "text/plain"),
    ],
)
def test_media_type_by_content(data: bytes, expected: str) -> None:
    assert media_type(data) == expected


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_load_or_are_refused(data: bytes) -> None:
    try:
        document = load(_raw(data))
    except UnreadableDocument as refused:
        assert refused.reason
        return
    last = 0
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text)
        assert block.kind == "cell" or block.start >= last
        last = block.start if block.kind == "table" else block.end


_PIECES = st.sampled_from(
    ["□ ", "ㅇ ", "- ", "\n", "\n\n", " ", "▲", "1. ", "가. ", "추진한다.", "댓글", "목록", "“", "”",
     "\U000f02b1", "|", "\t", "조회 : 3", "\x0c", "저작권자 © 신문", "기업 40개사를 ", "홍길동 기자"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=40).map("".join))
def test_outline_covers_every_line_once(text: str) -> None:
    blocks = outline(text)
    covered = [False] * len(text)
    for block in blocks:
        assert 0 <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        if block.kind != "cell":
            assert not any(covered[block.start : block.end])
            covered[block.start : block.end] = [True] * (block.end - block.start)
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)
    if not any(b.kind == "table" for b in blocks):
        rest = "".join(c for c, seen in zip(text, covered, strict=True) if not seen)
        assert not rest.strip("\ufeff\u200b\u200c\u200d\u2060").strip() or not any(
            c.isalnum() for c in rest
        )


def test_discover(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("둘")
    (tmp_path / "a.txt").write_text("하나")
    (tmp_path / ".hidden").write_text("숨김")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    found = list(discover([tmp_path, tmp_path / "a.txt", tmp_path / "missing"]))
    files = [item.path for item in found if isinstance(item, FileRef)]
    refusals = {item.path: item.reason for item in found if isinstance(item, Refusal)}
    assert files == ["a.txt", "b/2.txt", "a.txt"]
    assert "leads back" in refusals["b/loop"]
    assert "no such file" in refusals["broken"]
    assert "no such file" in refusals[str(tmp_path / "missing")]
    first = next(item for item in found if isinstance(item, FileRef))
    assert read(first).data.decode() == "하나"


def test_read_refuses_what_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such file"):
        read(FileRef(path="x", absolute=str(tmp_path / "x")))
    big = tmp_path / "big"
    with big.open("wb") as file:
        file.truncate(MAX_DOCUMENT_BYTES + 1)
    with pytest.raises(UnreadableDocument, match="too large"):
        read(FileRef(path="big", absolute=str(big)))


@pytest.mark.parametrize(
    "piece",
    ["가 ", "가=", "[가", "@a.", "- ", "1.", "(", "기자 ", "ⓒ ", "가나 기자 ", "> a", "·", "2009.", "목록 "],
)
def test_no_catastrophic_backtracking(piece: str) -> None:
    started = time.perf_counter()
    outline(piece * 30_000)
    outline("\n".join(piece * 40 for _ in range(300)))
    assert time.perf_counter() - started < 8


def test_deep_and_wide_html_ends() -> None:
    started = time.perf_counter()
    deep = "<html><body>" + "<div>" * 3000 + "<p>협의회는 새 시험동을 짓기로 했다.</p>"
    wide = "<html><body>" + "<figure><figcaption>사진 설명</figcaption></figure><p>짓기로 했다.</p>" * 1500
    for page in (deep, wide, "<html><table>" + "<table><tr><td>" * 400 + "시험동을 짓기로 했다."):
        try:
            load(_raw(page.encode()))
        except UnreadableDocument as refused:
            assert "no text" in refused.reason or "bomb" in refused.reason
    assert time.perf_counter() - started < 8
