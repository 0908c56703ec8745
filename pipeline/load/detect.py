"""The media type of some bytes, told by the bytes themselves and never by a file's name."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.load.jsonrows import looks_like_json
from pipeline.load.mail import looks_like_mail
from pipeline.load.sheets import looks_like_csv

HTML = "text/html"
TEXT = "text/plain"
JSON = "application/json"
XML = "application/xml"
CSV = "text/csv"
MAIL = "message/rfc822"
ZIP = "application/zip"
PDF = "application/pdf"
RTF = "application/rtf"
HWP = "application/x-hwp"
HWP3 = "application/x-hwp-v3"
HWPX = "application/hwp+zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ENCRYPTED = "application/x-ooxml-encrypted"
SHEETS = frozenset({CSV, XLSX})
"""Media types of files whose rows may be documents."""

# Offset, bytes, media type. What comes first wins.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"HWP Document File", "application/x-hwp-v3"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"ALZ\x01", "application/x-alz"),
    (0, b"EGGA", "application/x-egg"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (257, b"ustar", "application/x-tar"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ\x90\x00", "application/x-executable"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"PAR1", "application/vnd.apache.parquet"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# Names that stand at the front of a ZIP and tell what it holds.
_ZIP_FRONT: tuple[tuple[bytes, str], ...] = (
    (b"application/hwp+zip", HWPX),
    (b"application/epub+zip", "application/epub+zip"),
    (b"application/vnd.oasis.opendocument", "application/vnd.oasis.opendocument"),
)
# Files in a ZIP that tell what it is; an archive of such files has them deeper.
_ZIP_PARTS: tuple[tuple[str, str], ...] = (
    ("Contents/content.hpf", HWPX),
    ("Contents/section0.xml", HWPX),
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)

# Names of streams in an OLE compound file's directory (UTF-16).
_OLE_PARTS: tuple[tuple[str, str], ...] = (
    ("HwpSummaryInformation", HWP),
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
)

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s|title>|table[\s>]|div[\s>]|"
    rb"article[\s>]|section[\s>]|p[\s>]|br\s*/?>|span[\s>]|h[1-6][\s>]|script[\s>]|style[\s>]|"
    rb"ul[\s>]|li[\s>]|a\s|img\s|link\s)",
    re.IGNORECASE,
)
_XML = re.compile(rb"\s*<\?xml\s", re.IGNORECASE)
_SNIFF_BYTES = 4096


FORMAT_NAMES: dict[str, str] = {
    PDF: "PDF",
    HWP: "HWP 5",
    HWP3: "HWP 3",
    HWPX: "HWPX",
    DOCX: "DOCX",
    XLSX: "XLSX",
    PPTX: "PPTX",
    "application/msword": "Word 97 (DOC)",
    "application/vnd.ms-powerpoint": "PowerPoint 97 (PPT)",
    "application/vnd.ms-excel": "Excel 97 (XLS)",
    ZIP: "ZIP archive",
    JSON: "JSON",
}
"""Names that a user knows for media types that an error may name."""


def media_type(data: bytes) -> str:
    """The media type of ``data`` (``text/plain`` when nothing else fits; the decoder judges
    whether that is true)."""
    for offset, magic, kind in _MAGIC:
        if data.startswith(magic, offset):
            return kind
    if data.startswith(_OLE):
        if b"HWP Document File" in data:
            return "application/x-hwp"
        return _first_part(data, _OLE_PARTS, "utf-16-le") or "application/x-ole-storage"
    if data.startswith(_ZIP):
        return _zipped(data)
    if looks_like_mail(data):
        return MAIL
    return _markup(data)


def _zipped(data: bytes) -> str:
    """What a ZIP is by the files in it; of a cut one by what stands at its front."""
    front = data[:256]
    for mark, kind in _ZIP_FRONT:
        if mark in front:
            return kind
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return next((kind for name, kind in _ZIP_PARTS if name.encode() in data), ZIP)
    return next((kind for name, kind in _ZIP_PARTS if name in names), ZIP)


def _first_part(data: bytes, parts: tuple[tuple[str, str], ...], encoding: str) -> str | None:
    return next((kind for part, kind in parts if part.encode(encoding) in data), None)


def _markup(data: bytes) -> str:
    head = data[:_SNIFF_BYTES]
    if b"\x00" in head:  # UTF-16: the tags' letters stand between zero bytes
        head = head.replace(b"\x00", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _XML.match(start):
        return HTML if re.search(rb"<html[\s>]|<!doctype html", start, re.IGNORECASE) else XML
    if looks_like_json(data):  # its strings may hold markup
        return JSON
    found = _HTML.search(head)
    if found is None:
        return CSV if looks_like_csv(data) else TEXT
    # A plain text may quote a tag in passing: markup begins with one, or is full of them.
    if start.startswith(b"<") or len(_HTML.findall(head)) >= 3:
        return HTML
    return TEXT
