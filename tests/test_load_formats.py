"""Loaders of binary formats: what is text, what is a table, a note, a page; what is refused."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import load_builders as make
import pytest
from load_builders import ITEM, LEAD, NOTE, ROWS, TITLE

from pipeline.errors import UnreadableDocument
from pipeline.load import load
from pipeline.load.detect import media_type
from pipeline.load.headline import file_title
from pipeline.load.many import load_all
from pipeline.records import Block, Document, RawDocument

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "real"


def read(data: bytes, path: str = "file") -> Document:
    return load(RawDocument(data=data, path=path))


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def cells(document: Document) -> dict[tuple[int | None, int | None], str]:
    return {(b.row, b.column): document.text[b.start : b.end]
            for b in document.blocks if b.kind == "cell"}


def check(document: Document) -> None:
    """Blocks in order, inside the text, not overlapping but for cells in their table."""
    last: Block | None = None
    table: Block | None = None
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text)
        if block.kind == "table":
            table = block
        elif block.kind == "cell":
            assert table is not None and table.start <= block.start and block.end <= table.end
        if last is not None and block.kind != "cell":
            assert block.start >= last.end
        last = block


GRID = {(r, c): text for r, row in enumerate(ROWS) for c, text in enumerate(row)}

TABLED = {
    "hwpx": make.hwpx(),
    "hwpx without manifest": make.hwpx(manifest=False),
    "hwpx without mimetype": make.hwpx(mimetype=False),
    "hwp3": make.hwp3(),
    "hwp3 not packed": make.hwp3(packed=False),
    "docx": make.word(),
    "pptx": make.slides(),
    "xlsx": make.workbook(ROWS),
    "csv": "\n".join(",".join(row) for row in ROWS).encode("cp949"),
}


@pytest.mark.parametrize("name", TABLED)
def test_cells_keep_their_places(name: str) -> None:
    document = read(TABLED[name])
    check(document)
    found = cells(document)
    assert {place: found.get(place) for place in GRID} == GRID


@pytest.mark.parametrize("name", ["hwpx", "hwpx without manifest", "hwpx without mimetype",
                                  "hwp3", "docx"])
def test_body_is_whole_and_headers_are_out(name: str) -> None:
    document = read(TABLED[name])
    assert LEAD in document.text
    assert "쪽 위에 도는 글" not in document.text
    assert document.metadata.title == TITLE


@pytest.mark.parametrize("name", ["hwpx", "hwp3", "pptx"])
def test_notes_are_notes(name: str) -> None:
    assert kinds(read(TABLED[name]), "note") == [NOTE]


def test_docx_heading_caption_and_merged_cell() -> None:
    document = read(make.word())
    assert kinds(document, "heading")[0] == TITLE
    assert kinds(document, "caption") == ["표 1. 협의체 현황"]
    merged = next(b for b in document.blocks if (b.row, b.column) == (3, 0))
    assert (merged.row_span, merged.column_span) == (1, 2)
    assert cells(document)[3, 2] == "끝 칸"


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _with_body(inner: str, footnotes: str = "") -> bytes:
    """The DOCX with ``inner`` before its first paragraph, and with footnotes."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make.word())) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            part = old.read(item)
            if item == "word/document.xml":
                part = part.replace(b"<w:body>", f"<w:body>{inner}".encode(), 1)
            if item == "word/_rels/document.xml.rels":
                part = part.replace(b"</Relationships>", (
                    f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/>'
                    "</Relationships>").encode())
            if item == "[Content_Types].xml":
                part = part.replace(b"</Types>", (
                    b'<Override PartName="/word/footnotes.xml" '
                    b'ContentType="application/vnd.openxmlformats-officedocument.'
                    b'wordprocessingml.footnotes+xml"/></Types>'))
            new.writestr(item, part)
        new.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{footnotes}</w:footnotes>")
    return out.getvalue()


def test_docx_footnote_box_and_changes() -> None:
    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    inner = (
        f"<w:p>{run('지원 대상은 ')}<w:del><w:r><w:delText>모두</w:delText></w:r></w:del>"
        f"<w:ins>{run('입주기업이다.')}</w:ins><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
        f"<w:p><w:r><w:pict><w:txbxContent><w:p>{run('상자 안의 글')}</w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>")
    notes = f'<w:footnote w:id="2"><w:p>{run(NOTE)}</w:p></w:footnote>'
    document = read(_with_body(inner, notes))
    assert document.text.startswith(f"지원 대상은 입주기업이다.\n{NOTE}\n상자 안의 글\n")
    assert kinds(document, "note") == [NOTE]


def test_slides_are_pages_read_from_the_top() -> None:
    document = read(make.slides())
    assert document.text.index("위 글상자") < document.text.index("아래 글상자")
    assert {b.page for b in document.blocks if b.kind == "cell"} == {2}
    assert document.blocks[0].page == 1


def test_a_box_is_running_text() -> None:
    box = make._hwpx_table([[f"{LEAD}</hp:t></hp:run></hp:p>{make._p(ITEM)}<hp:p><hp:run><hp:t>"]])
    document = read(make.hwpx(body=make._p("", box)))
    assert not kinds(document, "table")
    assert {LEAD, ITEM} <= {document.text[b.start : b.end] for b in document.blocks}


# --- PDF ---------------------------------------------------------------------------------------

def test_pdf_title_lines_and_pages() -> None:
    lines = ["공단은 올해 상반기에 입주기업 지원 창구를 새로 열고 상담 인력을 두 배로 늘려",
             "중소기업의 수출 애로를 현장에서 풀기로 했다."]
    first = [(60.0, 760.0, 9.0, "주간 동향"), (60.0, 700.0, 20.0, TITLE),
             (60.0, 650.0, 10.0, lines[0]), (60.0, 634.0, 10.0, lines[1]),
             (300.0, 30.0, 9.0, "- 1 -")]
    others = [[(60.0, 760.0, 9.0, "주간 동향"),
               (60.0, 650.0, 10.0, f"{n}쪽의 문장은 그 쪽에만 있다."),
               (300.0, 30.0, 9.0, f"- {n} -")] for n in (2, 3)]
    document = read(make.pdf([first, *others]))
    check(document)
    assert " ".join(lines) in document.text
    assert "주간 동향" not in document.text and "- 1 -" not in document.text
    assert document.metadata.title == TITLE
    assert [b.page for b in document.blocks][-1] == 3


def test_pdf_columns_are_read_one_after_the_other() -> None:
    left = [(50.0, 700.0 - 16 * n, 10.0, f"왼쪽 단의 글 {n}번째 줄이다.") for n in range(6)]
    right = [(320.0, 700.0 - 16 * n, 10.0, f"오른쪽 단의 글 {n}번째 줄이다.") for n in range(6)]
    scrambled = [line for pair in zip(left, right, strict=True) for line in pair]
    scrambled = scrambled[6:] + scrambled[:6]
    for order in (left + right, scrambled):
        text = read(make.pdf([order])).text
        assert text.index("왼쪽 단의 글 5") < text.index("오른쪽 단의 글 0")


@pytest.mark.parametrize("dotted", [False, True])
def test_pdf_ruled_table(dotted: bool) -> None:
    xs, ys = (60.0, 200.0, 320.0, 440.0), (700.0, 670.0, 640.0, 610.0)
    rules = [(x, ys[0], x, ys[-1]) for x in xs]
    for y in ys:
        if dotted and y in ys[1:-1]:
            rules += [(x, y, x + 1.2, y) for x in (60 + 2.4 * n for n in range(159))]
        else:
            rules.append((xs[0], y, xs[-1], y))
    lines = [(xs[c] + 8, ys[r] - 20, 10.0, text)
             for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    document = read(make.pdf([[*lines, (60.0, 560.0, 10.0, LEAD)]], rules))
    check(document)
    assert cells(document) == GRID
    assert LEAD in document.text


def test_pdf_word_cut_at_a_line_end_is_made_whole() -> None:
    full = "공단은 입주기업과 함께 지역 산업단지의 경쟁력을 높이는 사업을 추진해 왔으며 클러"
    lines = ["올해 클러스터 협의체가 늘었다.", full, "스터 협의체도 늘었다."]
    placed = [(60.0, 700.0 - (0 if n == 0 else 40 + 16 * n), 10.0, line)
              for n, line in enumerate(lines)]
    assert "추진해 왔으며 클러스터 협의체도 늘었다." in read(make.pdf([placed])).text


@pytest.mark.parametrize(("title", "real"), [
    ("한글 문서", False), ("PowerPoint 프레젠테이션", False), ("무제", False),
    ("Microsoft Word - 보도자료.doc", False), ("3월 보도자료.hwp", False), (TITLE, True),
])
def test_titles_of_programs_are_none(title: str, real: bool) -> None:
    assert file_title(title) == (title if real else None)


# --- What a file is ----------------------------------------------------------------------------

TYPES = {
    "application/hwp+zip": make.hwpx(mimetype=False, manifest=False),
    "application/x-hwp-v3": make.hwp3(),
    "application/pdf": make.simple_pdf(),
    "application/rtf": make.rtf(),
    "message/rfc822": make.mail(),
    "text/csv": b"id,title,date\n1,a,2011\n2,b,2012\n",
    "application/zip": make.archive([("a.docx", make.word()), ("word/b.txt", b"text")]),
    "text/plain": "첫째, 둘째, 셋째를 말했다.\n넷째는 없다, 라고 했다.\n끝이다.".encode(),
}


@pytest.mark.parametrize("wanted", TYPES)
def test_type_by_content(wanted: str) -> None:
    assert media_type(TYPES[wanted]) == wanted


def test_error_page_under_a_document_name() -> None:
    page = "<html><body><p>요청하신 자료가 존재하지 않습니다.</p></body></html>".encode()
    [(_, refusal)] = load_all(RawDocument(data=page, path="plan.hwp"))
    assert isinstance(refusal, UnreadableDocument) and "error page" in refusal.reason
    [(_, kept)] = load_all(RawDocument(data=page, path="notice.html"))
    assert isinstance(kept, Document)


def test_every_format_is_named_by_its_content() -> None:
    for data in SOUND.values():
        [(raw, result), *_] = load_all(RawDocument(data=data, path="문서.hwp"))
        assert isinstance(result, Document), (raw.path, result)


def test_rtf() -> None:
    document = read(make.rtf())
    assert document.text.split("\n") == [TITLE, LEAD]


# --- The whole of each format, as read and found right by a person --------------------------

GOLDEN = Path(__file__).parent / "golden" / "formats"


def outlined(document: Document) -> str:
    """One line a block: kind, page, place in a table, text."""
    lines = [f"title: {document.metadata.title}", f"published: {document.metadata.published}"]
    for b in document.blocks:
        place = "" if b.row is None else f" [{b.row},{b.column} {b.row_span}x{b.column_span}]"
        page = "" if b.page is None else f" p{b.page}"
        text = "" if b.kind == "table" else f": {document.text[b.start : b.end]}"
        lines.append(f"{b.kind}{page}{place}{text}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", ["hwpx", "hwp3", "pdf", "docx", "pptx", "xlsx", "rtf", "mail"])
def test_golden(name: str) -> None:
    wanted = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert outlined(read(SOUND[name])) == wanted


# --- Refusals ----------------------------------------------------------------------------------

def _bomb(name: str = "word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\0" * (40 * 1024 * 1024))
    return buffer.getvalue()


def _entity_bomb() -> bytes:
    entities = '<!ENTITY a0 "산업단지">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
    data = make.word()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            part = old.read(item)
            if item == "word/document.xml":
                text = part.decode().split("?>", 1)[1].replace(TITLE, "&a9;")
                part = (head + text).encode()
            new.writestr(item, part)
    return out.getvalue()


def _far_cell() -> bytes:
    return _replace_in_sheet(make.workbook([["값", 1]]), b'r="B1"', b'r="XFD1048576"')


def _replace_in_sheet(data: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.namelist():
            part = source.read(item)
            target.writestr(item, part.replace(old, new) if "sheet1" in item else part)
    return out.getvalue()


def _in_section(change: Callable[[bytes], bytes]) -> bytes:
    """The self-made HWPX with its section changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make.hwpx())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if "section0" in name else part)
    return out.getvalue()


def _nested_archive() -> bytes:
    data = make.archive([("a.txt", b"x")])
    for number in range(5):
        data = make.archive([(f"{number}.zip", data)])
    return data


_SPANS = re.compile(rb'(col|row)Span="\d+"')
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'

REFUSED = {
    "hwpx with spans of a million": (
        _in_section(lambda part: _SPANS.sub(rb'\1Span="1000000"', part)), "span"),
    "hwpx with entities": (_in_section(lambda part: _DOCTYPE + part.split(b"?>")[-1]), "entity"),
    "hwpx nested too deep": (
        _in_section(lambda part: part.replace(b"<hp:run", b"<hp:x>" * 50_000 + b"<hp:run", 1)),
        "limits"),
    "html nested too deep": (b"<html><body>" + b"<div>" * 100_000 + b"text", "nests more"),
    "html of tags": (b"<html><body>" + b"<p>a" * 400_001, "tags"),
    "archives in archives": (_nested_archive(), "nested"),
    "archive of thousands": (make.archive([(f"{n}.txt", b"") for n in range(5_001)]), "5001 files"),
    "cut hwpx": (make.hwpx()[:-200], "cut"),
    "empty hwpx": (make.hwpx(body=make._p("")), "no text"),
    "hwp3 with a password": (make.hwp3(password=True), "password"),
    "cut hwp3": (make.hwp3()[:1300], "cut"),
    "cut pdf": (make.simple_pdf()[:600], "cut"),
    "pdf without text": (make.pdf([[], []]), "no text layer"),
    "cut rtf": (make.rtf()[:-9], "cut"),
    "cut docx": (make.word()[:3000], "cut"),
    "zip bomb": (_bomb(), "bomb"),
    "cell in the far corner": (_far_cell(), "cells"),
    "empty workbook": (make.workbook([]), "no filled cell"),
    "empty archive": (make.archive([]), "no files"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_reason(name: str) -> None:
    data, reason = REFUSED[name]
    started = time.monotonic()
    results = list(load_all(RawDocument(data=data, path="file")))
    assert time.monotonic() - started < 20  # most take a tenth of a second on an idle machine
    assert len(results) == 1
    assert isinstance(results[0][1], UnreadableDocument)
    assert reason in results[0][1].reason


def test_deep_json_is_no_crash() -> None:
    for _, result in load_all(RawDocument(data=b"[" * 100_000 + b"]" * 100_000, path="file.json")):
        assert isinstance(result, UnreadableDocument) or result.text


def test_entity_bomb_does_not_go_off() -> None:
    started = time.monotonic()
    for _, result in load_all(RawDocument(data=_entity_bomb(), path="file.docx")):
        assert isinstance(result, UnreadableDocument) or len(result.text) < 10_000
    assert time.monotonic() - started < 5


SOUND = {
    "hwpx": make.hwpx(), "hwp3": make.hwp3(), "pdf": make.simple_pdf(), "docx": make.word(),
    "pptx": make.slides(), "xlsx": make.workbook(ROWS), "rtf": make.rtf(),
    "mail": make.mail([("표.xlsx", make.workbook(ROWS))]),
    "zip": make.archive([("안/글.docx", make.word()), ("b.pdf", make.simple_pdf())]),
}


@pytest.mark.parametrize("name", SOUND)
def test_damage_never_raises(name: str) -> None:
    chance = random.Random(name)
    sound = SOUND[name]
    for number in range(100):
        data = bytearray(sound)
        if number % 3 == 0:
            data = data[: chance.randrange(1, len(data))]
        elif number % 3 == 1:
            for _ in range(chance.choice((1, 4, 20))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            at = chance.randrange(len(data))
            del data[at : at + chance.randrange(1, 500)]
        started = time.monotonic()
        results = list(load_all(RawDocument(data=bytes(data), path="file")))
        assert results
        assert time.monotonic() - started < 5
        for _, result in results:
            if isinstance(result, Document):
                check(result)


# --- Real files --------------------------------------------------------------------------------

real = pytest.mark.skipif(not REAL.is_dir(), reason="no real documents at ../shared/data/real")
PAIRS = ("hwp/fdi_2024q1_press", "hwp/mois_2025_press", "hwp/noori_2018_msit_press")


@real
@pytest.mark.parametrize("stem", PAIRS)
def test_hwp_and_hwpx_agree(stem: str) -> None:
    texts = [read((REAL / f"{stem}{end}").read_bytes()).text for end in (".hwp", ".hwpx")]
    # A table that floats is anchored before its paragraph in one format, after it in the other.
    assert sorted(texts[0].splitlines()) == sorted(texts[1].splitlines())


@real
@pytest.mark.parametrize("path", ["hwp/hwp5_password.hwpx", "hwp/hwp3_password.hwp"])
def test_real_passwords(path: str) -> None:
    with pytest.raises(UnreadableDocument, match="password"):
        read((REAL / path).read_bytes())


@real
def test_ole_under_the_name_of_hwpx() -> None:
    document = read((REAL / "korea_kr" / "156754125.hwpx").read_bytes())
    assert document.media_type == "application/x-hwp"
    assert document.metadata.title is not None and document.metadata.title.startswith("한-방글라")
