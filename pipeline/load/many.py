"""Files that hold many documents: archives, mails with attachments, collections.

``load_all`` is the entry for every file: what holds one document yields that one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import UnreadableDocument
from pipeline.load import detect
from pipeline.load.archive import MAX_TOTAL_BYTES, open_zip, read_member
from pipeline.load.collection import find_columns, read_collection
from pipeline.load.loader import load
from pipeline.load.mail import attachments
from pipeline.load.sheets import Sheet, read_csv, read_workbook
from pipeline.records import Document, RawDocument
from pipeline.settings import MAX_DOCUMENT_BYTES

MAX_DEPTH = 3
"""Containers in containers that are opened: a mail with an archive that holds an archive."""

Loaded = tuple[RawDocument, Document | UnreadableDocument]

_SKIPPED = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BINARY = re.compile(r"\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|rtf)$", re.IGNORECASE)
_ERROR_PAGE = re.compile(
    r"삭제|조회가\s?되지|존재하지|찾을\s?수\s?없|권한이|로그인|잘못된\s?(?:접근|경로|요청)|오류|에러|점검|"
    r"not\s?found|forbidden|denied|error|expired|log\s?in|unavailable",
    re.IGNORECASE,
)

MAX_ERROR_PAGE_CHARS = 600
"""Characters. A page with more text than this says something of its own."""


class _Budget:
    """Bytes that may still be unpacked of one file, its nested containers counted."""

    def __init__(self) -> None:
        self.left = MAX_TOTAL_BYTES

    def take(self, size: int, path: str) -> None:
        """Count ``size`` bytes. Raises UnreadableDocument when there are none left."""
        self.left -= size
        if self.left < 0:
            raise UnreadableDocument(
                f"{path[:120]}: more than {MAX_TOTAL_BYTES} bytes in nested archives; unpack them"
            )


class _Place(NamedTuple):
    depth: int
    budget: _Budget


def load_all(raw: RawDocument) -> Iterator[Loaded]:
    """Every document that a file holds, each with its own raw document, in the file's order.

    A member of an archive and an attachment have the path ``file/member``, a row of a collection
    the file's path and its ``row``. A document that cannot be read comes as the
    UnreadableDocument that says why; nothing raises. A file without any document yields one
    refusal. One document is in memory at a time, beside the container's bytes.
    """
    yield from _load_all(raw, _Place(0, _Budget()))


def _load_all(raw: RawDocument, place: _Place) -> Iterator[Loaded]:
    media_type = detect.media_type(raw.data)
    try:
        if len(raw.data) > MAX_DOCUMENT_BYTES:
            yield raw, load(raw)
        elif media_type == detect.ZIP:
            yield from _archive(raw, place)
        elif media_type == detect.MAIL:
            yield _one(raw)
            yield from _mail(raw, place)
        elif media_type in detect.SHEETS:
            yield from _sheets(raw, media_type)
        else:
            yield _one(raw)
    except UnreadableDocument as refusal:
        yield raw, refusal


def _one(raw: RawDocument) -> Loaded:
    try:
        document = load(raw)
    except UnreadableDocument as refusal:
        return raw, refusal
    short = len(document.text) <= MAX_ERROR_PAGE_CHARS
    if document.media_type == detect.HTML and _BINARY.search(raw.path) and short and (
        _ERROR_PAGE.search(document.text)
    ):
        said = " ".join(document.text.split())[:80]
        return raw, UnreadableDocument(
            f"an HTML error page under the name of a document ({said}); fetch the file again"
        )
    return raw, document


def _inside(raw: RawDocument, name: str, data: bytes) -> RawDocument:
    return RawDocument(
        data=data, path=f"{raw.path}/{name}", source=raw.source, url=raw.url,
        retrieved=raw.retrieved, licence=raw.licence,
    )


def _archive(raw: RawDocument, place: _Place) -> Iterator[Loaded]:
    if place.depth >= MAX_DEPTH:
        raise UnreadableDocument(
            f"archives nested more than {MAX_DEPTH} deep; unpack the inner ones"
        )
    found = False
    with open_zip(raw.data) as archive:
        for member in archive.infolist():
            name = _member_name(member)
            if member.is_dir() or _SKIPPED.search(name):
                continue
            found = True
            try:
                data = read_member(archive, member)
                place.budget.take(len(data), raw.path)
            except UnreadableDocument as refusal:
                yield _inside(raw, name, b""), refusal
                if place.budget.left < 0:
                    return
                continue
            yield from _load_all(_inside(raw, name, data), _deeper(place))
    if not found:
        raise UnreadableDocument("ZIP archive holds no files; remove it or fetch it again")


def _deeper(place: _Place) -> _Place:
    return _Place(place.depth + 1, place.budget)


def _member_name(member: zipfile.ZipInfo) -> str:
    """A member's name; old Korean archives write it in CP949 and do not say so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("cp949")
        except UnicodeError:
            name = member.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) + ("/" if name.endswith("/") else "")


def _mail(raw: RawDocument, place: _Place) -> Iterator[Loaded]:
    if place.depth >= MAX_DEPTH:
        return
    for name, data in attachments(raw.data):
        place.budget.take(len(data), raw.path)
        yield from _load_all(_inside(raw, name, data), _deeper(place))


def _sheets(raw: RawDocument, media_type: str) -> Iterator[Loaded]:
    """The rows of the sheets that are collections; a file without any is one document."""
    sheets: list[Sheet]
    sheets = [read_csv(raw.data)] if media_type == detect.CSV else read_workbook(raw.data)
    collections = [(sheet, columns) for sheet in sheets if (columns := find_columns(sheet))]
    if not collections:
        yield _one(raw)
    for number, (sheet, columns) in enumerate(collections):
        own = raw if number == 0 else _inside(raw, sheet.name, raw.data)
        yield from read_collection(own, sheet, columns, media_type)
