"""Small documents of each format, made here: sentences written for these tests."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage

import docx
import openpyxl
import pptx
from pptx.util import Inches

TITLE = "남동산단 부품소재 협의체 출범"
LEAD = "한국산업단지공단은 2011년 3월 8일 남동산단에서 부품소재 협의체 출범식을 열었다."
ITEM = "□ 협의체에는 기업 42개사와 대학 3곳이 참여하며 3년간 60억원을 지원받는다."
NOTE = "협의체는 산학연 협력을 위한 자율 조직이다."
ROWS = (("구분", "2010년", "2013년(목표)"), ("참여기업", "42개사", "120개사"),
        ("공동과제", "5건", "30건"))

_HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
_HS = "http://www.hancom.co.kr/hwpml/2011/section"


def _p(text: str, inner: str = "") -> str:
    return f'<hp:p id="0" paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0">{inner}' \
           f"<hp:t>{text}</hp:t></hp:run></hp:p>"


def _hwpx_table(rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(
        "<hp:tr>" + "".join(
            f'<hp:tc><hp:subList>{_p(text)}</hp:subList><hp:cellAddr colAddr="{c}" rowAddr="{r}"/>'
            '<hp:cellSpan colSpan="1" rowSpan="1"/></hp:tc>'
            for c, text in enumerate(row)) + "</hp:tr>"
        for r, row in enumerate(rows))
    return f'<hp:tbl rowCnt="{len(rows)}" colCnt="{len(rows[0])}">{cells}</hp:tbl>'


def hwpx(*, mimetype: bool = True, manifest: bool = True, body: str | None = None) -> bytes:
    """An HWPX with a header, a paragraph with a footnote, and a table."""
    if body is None:
        note = ('<hp:ctrl><hp:footNote number="1"><hp:subList>' + _p(NOTE)
                + "</hp:subList></hp:footNote></hp:ctrl>")
        header = ("<hp:ctrl><hp:header><hp:subList>" + _p("쪽 위에 도는 글")
                  + "</hp:subList></hp:header></hp:ctrl>")
        body = _p(TITLE, header) + _p(LEAD, note) + _p(ITEM) + _p("", _hwpx_table(ROWS))
    section = (f'<?xml version="1.0" encoding="UTF-8"?><hs:sec xmlns:hs="{_HS}" '
               f'xmlns:hp="{_HP}">{body}</hs:sec>')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", "application/hwp+zip")
        if manifest:
            archive.writestr("Contents/content.hpf", (
                '<?xml version="1.0"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf/">'
                f"<opf:metadata><opf:title>{TITLE}</opf:title></opf:metadata><opf:manifest>"
                '<opf:item id="section0" href="Contents/section0.xml" '
                'media-type="application/xml"/></opf:manifest><opf:spine>'
                '<opf:itemref idref="section0"/></opf:spine></opf:package>'))
        archive.writestr("Contents/section0.xml", section)
    return buffer.getvalue()


def _hwp3_codes(text: str) -> list[int]:
    return [ord(c) if ord(c) < 0x80 else int.from_bytes(c.encode("johab"), "big") for c in text]


def _hwp3_paragraph(codes: Sequence[int], length: int | None = None, data: bytes = b"") -> bytes:
    """Characters and then ``data`` of an object that takes the rest of ``length``."""
    count = (len(codes) + 1) if length is None else length
    head = struct.pack("<BHHB", 0, count, 1, 0) + bytes(6) + bytes(31)
    text = b"".join(struct.pack("<H", code) for code in codes)
    return head + bytes(187) + bytes(14) + text + data + struct.pack("<H", 13)


_HWP3_END = bytes(43)


def hwp3(*, password: bool = False, packed: bool = True) -> bytes:
    """An HWP 3.0 document: two paragraphs, a footnote, a table."""
    def plain(text: str) -> bytes:
        return _hwp3_paragraph(_hwp3_codes(text))

    note = struct.pack("<HIH", 17, 0, 17) + bytes(14) + plain(NOTE) + _HWP3_END
    cells = [(r, c, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    box = struct.pack("<HIH", 10, 0, 10) + bytes(78) + struct.pack("<HHH", 0, len(cells), 0)
    for r, c, _ in cells:
        box += bytes(4) + struct.pack("<4H", 100 * c, 50 * r, 100, 50) + bytes(15)
    for _, _, text in cells:
        box += plain(text) + _HWP3_END
    box += _HWP3_END
    lead = _hwp3_codes(LEAD)
    body = b"\0\0" * 7 + b"\0\0"
    body += plain(TITLE) + _hwp3_paragraph(lead, len(lead) + 5, note)
    body += _hwp3_paragraph([], 5, box) + _HWP3_END
    settings = bytearray(128)
    struct.pack_into("<H", settings, 96, 1 if password else 0)
    settings[124] = int(packed)
    summary = b"".join(struct.pack("<H", code) for code in _hwp3_codes(TITLE)).ljust(1008, b"\0")
    if packed:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = packer.compress(body) + packer.flush()
    signature = b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05"
    return signature + bytes(settings) + summary + body


Placed = tuple[float, float, float, str]
"""x, y, letter size in points, text."""


def pdf(pages: Sequence[Sequence[Placed]], rules: Sequence[Sequence[float]] = ()) -> bytes:
    """A PDF of placed lines; ``rules`` are lines (x0, y0, x1, y1) drawn on the first page."""
    used = sorted({char for page in pages for *_, text in page for char in text})
    codes = {char: number for number, char in enumerate(used, start=1)}
    mapping = "\n".join(
        f"<{codes[char]:04x}> <{char.encode('utf-16-be').hex()}>" for char in used)
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(used)} beginbfchar\n{mapping}\nendbfchar endcmap end end").encode()
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", (
        b"<</Type/Font/Subtype/Type0/BaseFont/Body/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>"), (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Body/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>"), (
        b"<</Type/FontDescriptor/FontName/Body/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0"
        b"/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"), _stream(cmap)]
    kids = []
    for number, page in enumerate(pages):
        content = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <"
            + "".join(f"{codes[char]:04x}" for char in text) + "> Tj ET\n"
            for x, y, size, text in page)
        if number == 0:
            content += "".join(f"0.5 w {a} {b} m {c} {d} l S\n" for a, b, c, d in rules)
        kids.append(len(objects) + 1)
        objects.append((f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font"
                        f"<</F1 3 0 R>>>>/Contents {len(objects) + 2} 0 R>>").encode())
        objects.append(_stream(content.encode()))
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{refs}]>>".encode()
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return out + (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size "
                  f"{len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").encode()


def _stream(data: bytes) -> bytes:
    return f"<</Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def simple_pdf() -> bytes:
    """One page: a title and a sentence."""
    return pdf([[(60, 700, 20, TITLE), (60, 650, 10, LEAD)]])


def word() -> bytes:
    """A DOCX with a heading, paragraphs, a table with a merged cell, header and footer."""
    document = docx.Document()
    document.core_properties.title = TITLE
    document.sections[0].header.paragraphs[0].text = "쪽 위에 도는 글"
    document.add_heading(TITLE, 1)
    document.add_paragraph(LEAD)
    document.add_paragraph(ITEM)
    table = document.add_table(rows=4, cols=3)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(3, 0).merge(table.cell(3, 1)).text = "합한 칸"
    table.cell(3, 2).text = "끝 칸"
    document.add_paragraph("표 1. 협의체 현황", style="Caption")
    return _saved(document)


def slides() -> bytes:
    """A PPTX of two slides: boxes out of order, a table, the speaker's notes."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[5])
    first.shapes.title.text = TITLE
    for top, text in ((4, "아래 글상자의 글"), (2, "위 글상자의 글")):
        box = first.shapes.add_textbox(Inches(1), Inches(top), Inches(6), Inches(1))
        box.text_frame.text = text
    first.notes_slide.notes_text_frame.text = NOTE
    second = deck.slides.add_slide(deck.slide_layouts[6])
    table = second.shapes.add_table(3, 3, Inches(1), Inches(1), Inches(6), Inches(2)).table
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    return _saved(deck)


def workbook(rows: Sequence[Sequence[object]], merged: str | None = None) -> bytes:
    """An XLSX of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if merged:
        book.active.merge_cells(merged)
    return _saved(book)


def mail(attached: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """A message of 2012 in plain text."""
    message = EmailMessage()
    message["Subject"] = f"[보도자료] {TITLE}"
    message["From"] = "홍보실 <press@agency.example>"
    message["To"] = "desk@paper.example"
    message["Date"] = "Thu, 08 Mar 2012 09:00:00 +0900"
    message.set_content(f"{LEAD}\n\n{ITEM}\n")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return buffer.getvalue()


def rtf() -> bytes:
    """An RTF document in CP949 escapes."""
    def escaped(text: str) -> str:
        return "".join(
            c if c.isascii() else "".join(f"\\'{b:02x}" for b in c.encode("cp949")) for c in text)
    return (r"{\rtf1\ansi\ansicpg949\deff0{\fonttbl{\f0\fcharset129 Batang;}}\f0 "
            + escaped(TITLE) + r"\par " + escaped(LEAD) + r"\par}").encode("ascii")


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()
