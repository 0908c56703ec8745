"""Files that hold many documents: archives, mails with attachments, collections.

``open_all`` is the entry for every file: what holds one document yields that one, unread yet, so
that whoever reads it can bound and survive the reading. ``load_all`` reads them too.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import NamedTuple

from pipeline.errors import UnreadableDocument
from pipeline.load import detect
from pipeline.load.archive import MAX_TOTAL_BYTES, open_zip, read_member
from pipeline.load.collection import find_columns, open_collection
from pipeline.load.jsonrows import read_json
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


class Unit(NamedTuple):
    """A document of a file, not read yet. ``number`` counts what a file holds, containers too,
    in the file's order; ``load`` raises UnreadableDocument."""

    number: int
    raw: RawDocument
    load: Callable[[], Document]


class Opening(NamedTuple):
    """A container that is about to be opened, and its number among the units."""

    number: int
    raw: RawDocument


@dataclass
class _Place:
    """Where in a file we are: what has been counted and unpacked so far, and how deep."""

    skip: Collection[int]
    numbers: Iterator[int] = field(default_factory=count)
    left: int = MAX_TOTAL_BYTES
    """Bytes that may still be unpacked, nested containers counted."""
    depth: int = 0

    def take(self, size: int, path: str) -> None:
        """Count ``size`` bytes. Raises UnreadableDocument when there are none left."""
        self.left -= size
        if self.left < 0:
            raise UnreadableDocument(
                f"{path[:120]}: more than {MAX_TOTAL_BYTES} bytes in nested archives; unpack them"
            )

    def unit(self, raw: RawDocument, load: Callable[[], Document]) -> Unit:
        """The next unit."""
        return Unit(next(self.numbers), raw, load)

    def refusal(self, raw: RawDocument, refusal: UnreadableDocument) -> Unit:
        """The next unit, which cannot be read."""
        return self.unit(raw, partial(_raise, refusal))


def load_all(raw: RawDocument) -> Iterator[Loaded]:
    """Every document that a file holds, each with its own raw document, in the file's order.

    A document that cannot be read comes as the UnreadableDocument that says why; nothing raises.
    """
    for unit in open_all(raw):
        if isinstance(unit, Opening):
            continue
        try:
            yield unit.raw, unit.load()
        except UnreadableDocument as refusal:
            yield unit.raw, refusal


def open_all(raw: RawDocument, skip: Collection[int] = ()) -> Iterator[Unit | Opening]:
    """Every document that a file holds, in the file's order, to be loaded one by one; before a
    container is opened, an ``Opening`` tells so.

    A member of an archive and an attachment have the path ``file/member``, a row of a collection
    the file's path and its ``row``. What cannot be opened comes as a unit whose ``load`` raises.
    A file without any document yields one such. Containers whose number is in ``skip`` are
    passed over. One document is in memory at a time, beside the container's bytes.
    """
    yield from _open(raw, _Place(skip))


def _open(raw: RawDocument, place: _Place) -> Iterator[Unit | Opening]:
    media_type = detect.media_type(raw.data)
    opener = _CONTAINERS.get(media_type)
    if opener is None or len(raw.data) > MAX_DOCUMENT_BYTES:
        yield place.unit(raw, partial(_load_one, raw))
        return
    number = next(place.numbers)
    if number in place.skip:
        return
    yield Opening(number, raw)
    place.depth += 1
    try:
        yield from opener(raw, place)
    except UnreadableDocument as refusal:
        yield place.refusal(raw, refusal)
    finally:
        place.depth -= 1


def _raise(refusal: UnreadableDocument) -> Document:
    raise refusal


def _load_one(raw: RawDocument) -> Document:
    document = load(raw)
    short = len(document.text) <= MAX_ERROR_PAGE_CHARS
    if document.media_type == detect.HTML and _BINARY.search(raw.path) and short and (
        _ERROR_PAGE.search(document.text)
    ):
        said = " ".join(document.text.split())[:80]
        raise UnreadableDocument(
            f"an HTML error page under the name of a document ({said}); fetch the file again"
        )
    return document


def _inside(raw: RawDocument, name: str, data: bytes) -> RawDocument:
    return RawDocument(
        data=data, path=f"{raw.path}/{name}", source=raw.source, url=raw.url,
        retrieved=raw.retrieved, licence=raw.licence,
    )


def _archive(raw: RawDocument, place: _Place) -> Iterator[Unit | Opening]:
    if place.depth > MAX_DEPTH:
        raise UnreadableDocument(
            f"archives nested more than {MAX_DEPTH} deep; unpack the inner ones"
        )
    names: Counter[str] = Counter()
    with open_zip(raw.data) as archive:
        for member in archive.infolist():
            name = _member_name(member) or "unnamed"
            if name.endswith("/") or _SKIPPED.search(name):
                continue
            names[name] += 1
            if names[name] > 1:  # an archive may hold two files of one name
                name = f"{name} ({names[name]})"
            try:
                data = read_member(archive, member)
                place.take(len(data), raw.path)
            except UnreadableDocument as refusal:
                yield place.refusal(_inside(raw, name, b""), refusal)
                if place.left < 0:
                    return
                continue
            yield from _open(_inside(raw, name, data), place)
    if not names:
        raise UnreadableDocument("ZIP archive holds no files; remove it or fetch it again")


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


def _mail(raw: RawDocument, place: _Place) -> Iterator[Unit | Opening]:
    yield place.unit(raw, partial(_load_one, raw))
    if place.depth > MAX_DEPTH:
        return
    names: Counter[str] = Counter()
    for name, data in attachments(raw.data):
        place.take(len(data), raw.path)
        names[name] += 1
        name = name if names[name] == 1 else f"{name} ({names[name]})"
        yield from _open(_inside(raw, name, data), place)


def _sheets(raw: RawDocument, place: _Place) -> Iterator[Unit | Opening]:
    """The rows of the sheets that are collections; a file without any is one document."""
    media_type = detect.media_type(raw.data)
    sheets: list[Sheet]
    sheets = [read_csv(raw.data)] if media_type == detect.CSV else read_workbook(raw.data)
    collections = [(sheet, columns) for sheet in sheets if (columns := find_columns(sheet))]
    if not collections:
        yield place.unit(raw, partial(_load_one, raw))
    for number, (sheet, columns) in enumerate(collections):
        own = raw if number == 0 else _inside(raw, sheet.name, raw.data)
        for row, read in open_collection(own, sheet, columns, media_type):
            yield place.unit(row, read)


def _records(raw: RawDocument, place: _Place) -> Iterator[Unit | Opening]:
    """The objects of a JSON file, each a document, even a single one."""
    sheet = read_json(raw.data)
    columns = find_columns(sheet, least=1)
    if columns is None:
        named = ", ".join(sheet.rows[0])[:80]
        raise UnreadableDocument(
            f"JSON objects ({named}) have no text beside a title or a date; name them title, "
            "text, published"
        )
    for row, read in open_collection(raw, sheet, columns, detect.JSON):
        yield place.unit(row, read)


_CONTAINERS: Mapping[str, Callable[[RawDocument, _Place], Iterator[Unit | Opening]]] = {
    detect.ZIP: _archive,
    detect.MAIL: _mail,
    detect.JSON: _records,
    **dict.fromkeys(detect.SHEETS, _sheets),
}
"""Media types of files that may hold many documents, and what opens them."""
