"""HWP 5 (also distribution documents) and HWPX, read by dochan.

dochan does not raise: what went wrong stands in its list of errors, and is judged here.
"""

from __future__ import annotations

import io
import logging
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from dochan import Dochan
from dochan.hwpx.parser import HWPXParser
from dochan.model.document import Document as Reading
from dochan.model.document import Paragraph
from dochan.model.header_footer import Footnote, HeaderFooter
from dochan.model.image import Image
from dochan.model.table import Table

from pipeline.errors import UnreadableDocument
from pipeline.load.archive import open_zip, read_member
from pipeline.load.headline import SetLine, file_title, headline
from pipeline.load.page import Declared, Page
from pipeline.load.structure import Cell, PageWriter, table_layout

# dochan logs what it skips (a damaged picture); what matters stands in its errors.
logging.getLogger("dochan").addHandler(logging.NullHandler())

MAX_DEPTH = 16
"""Levels of tables within tables that are followed."""

MAX_SET_LINES = 200
"""Paragraphs from the start that tell the usual size of letters."""

_PASSWORD = re.compile(r"암호|DRM")
_LIMIT = re.compile(r"exceed|limit|초과|상한")
_FATAL = re.compile(r"ERR:")
_MIMETYPE = "application/hwp+zip"
_TITLE = re.compile(r"<(?:\w+:)?title>([^<]{2,200})</(?:\w+:)?title>")
MAX_METADATA_BYTES = 4 * 1024 * 1024


def load_hwp(data: bytes) -> Page:
    """The page of an HWP 5 document.

    Raises UnreadableDocument for a password, DRM, a damaged or cut file, and no text.
    """
    with tempfile.TemporaryDirectory(prefix="yeonpyo-") as folder:
        path = Path(folder) / "document.hwp"
        path.write_bytes(data)
        try:
            reading = Dochan(str(path), revision_mode="final").doc
        except (ValueError, OSError, RecursionError, MemoryError) as error:
            # dochan objects to its option where it finds no HWP 5 header.
            raise _damaged("HWP 5", "no readable header") from error
    return _page(reading, "HWP 5", Declared())


def load_hwpx(data: bytes) -> Page:
    """The page of an HWPX document, also one whose manifest or mimetype is missing.

    Raises UnreadableDocument for a password, a damaged or cut file, a bomb, and no text.
    """
    with open_zip(data, "HWPX") as archive:
        names = set(archive.namelist())
        declared = _declared(archive, names)
        if not _is_marked(archive, names):
            data = _marked(archive)
    try:
        reading = HWPXParser().parse(io.BytesIO(data), include_assets=False, revision_mode="final")
    except (ValueError, OSError, RecursionError, MemoryError) as error:
        raise _damaged("HWPX", str(error)) from error
    return _page(reading, "HWPX", declared)


def _is_marked(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "mimetype" not in names:
        return False
    return read_member(archive, "mimetype", 128).strip() == _MIMETYPE.encode()


def _marked(archive: zipfile.ZipFile) -> bytes:
    """The package's XML parts with the marker that dochan asks for."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr("mimetype", _MIMETYPE)
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".hpf", ".rdf")):
                copy.writestr(name, read_member(archive, name))
    return buffer.getvalue()


def _declared(archive: zipfile.ZipFile, names: set[str]) -> Declared:
    """The title of the package, where it has one. Its dates are the editor's, not the text's."""
    if "Contents/content.hpf" not in names:
        return Declared()
    text = read_member(archive, "Contents/content.hpf", MAX_METADATA_BYTES).decode(
        "utf-8", "replace"
    )
    match = _TITLE.search(text)
    return Declared(title=file_title(match[1]) if match else None)


def _page(reading: Reading, name: str, declared: Declared) -> Page:
    errors = [str(error) for error in reading.errors]
    writer = PageWriter()
    flow = _Flow(writer)
    for section in reading.sections:
        flow.write(section.elements)
    # A package's own title is its template's as often as not: what is set largest goes first.
    title = headline(list(islice(_set_lines(
        element for section in reading.sections for element in section.elements
    ), MAX_SET_LINES)))
    page = writer.page(Declared(title=title) if title else declared)
    fatal = [error for error in errors if _FATAL.match(error)]
    if any(_PASSWORD.search(error) for error in fatal):
        raise UnreadableDocument(
            f"{name} document is protected by a password or DRM; save it without one"
        )
    if any(_LIMIT.search(error) for error in fatal):
        raise UnreadableDocument(
            f"{name} document exceeds the reader's limits ({_english(fatal[0][5:120])}); split it"
        )
    if fatal:
        raise _damaged(name, fatal[0][5:160])
    if not page.text.strip():
        reason = "only comments" if flow.comments else "an empty body or pictures alone"
        raise UnreadableDocument(
            f"{name} document has no text ({reason}); give a version with text"
        )
    return page


def _set_lines(elements: Iterable[Any], depth: int = 0) -> Iterator[SetLine]:
    """The paragraphs, those in cells too, with the size of their longest run."""
    for element in elements:
        if isinstance(element, Paragraph):
            longest = max(element.runs, key=lambda run: len(run.text.strip()), default=None)
            if longest is not None:
                yield SetLine(_words(element), longest.font_size_pt)
        elif isinstance(element, Table) and depth < MAX_DEPTH:
            for _, _, cell in _cells(element):
                yield from _set_lines(cell.paragraphs, depth + 1)


_HANGUL = re.compile(r"[가-힣]")


def _english(detail: str) -> str:
    """What of dochan's message is English: it says some things in Korean."""
    parts = [part.strip() for part in re.split(r"[:()]", detail)]
    plain = [part for part in parts if part and not _HANGUL.search(part)]
    return ": ".join(dict.fromkeys(plain)) or "its parts cannot be read"


def _damaged(name: str, detail: str) -> UnreadableDocument:
    detail = _english(detail)
    return UnreadableDocument(f"{name} document is damaged or cut ({detail}); fetch it again")


class _Flow:
    """Writes dochan's elements; headers, footers and comments are no part of the text."""

    def __init__(self, writer: PageWriter) -> None:
        self._writer = writer
        self.comments = 0

    def write(self, elements: Iterable[Any], depth: int = 0) -> None:
        """Write ``elements`` in order."""
        for element in elements:
            if isinstance(element, Paragraph):
                self._writer.paragraph(_words(element))
            elif isinstance(element, Table):
                self._table(element, depth)
            elif isinstance(element, Image):
                self._captions(element.caption)
            elif isinstance(element, Footnote):
                self._note(element)
            elif isinstance(element, HeaderFooter):
                continue

    def _note(self, note: Footnote) -> None:
        if note.type == "comment":
            self.comments += 1
        else:
            self._writer.note(_flat(note.paragraphs))

    def _captions(self, caption: Sequence[Any]) -> None:
        self._writer.caption(_flat(caption))

    def _table(self, table: Table, depth: int) -> None:
        above = str(table.caption_side).upper() in ("TOP", "LEFT")
        if above:
            self._captions(table.caption)
        placed = list(_cells(table))
        cells = [
            Cell(_flat(cell.paragraphs), row, column, max(1, cell.row_span), max(1, cell.col_span))
            for row, column, cell in placed
        ]
        nested = any(
            isinstance(element, Table) and sum(1 for _ in _cells(element)) > 1
            for _, _, cell in placed for element in cell.paragraphs
        )
        layout = table_layout(cells, nested)
        if layout == "flow" and depth < MAX_DEPTH:
            for _, _, cell in placed:
                self.write(cell.paragraphs, depth + 1)
        else:
            if layout == "bar":
                self._writer.paragraph(
                    " ".join(cell.text.strip() for cell in cells if cell.text.strip())
                )
            else:
                self._writer.table(cells)
            for _, _, cell in placed:
                for element in cell.paragraphs:
                    if isinstance(element, Footnote):
                        self._note(element)
        if not above:
            self._captions(table.caption)


def _cells(table: Table) -> Iterator[tuple[int, int, Any]]:
    """Row, column and cell of those cells that no merged cell covers."""
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line):
            if not cell.is_merged_away:
                yield row, column, cell


def _words(paragraph: Paragraph) -> str:
    """The paragraph's text without the markers of its notes."""
    return "".join(run.text for run in paragraph.runs if not run.note_ref)


def _flat(elements: Iterable[Any], depth: int = 0) -> str:
    """The text of a cell, a note or a caption: a line for each paragraph or nested row."""
    lines: list[str] = []
    for element in elements:
        if isinstance(element, Paragraph):
            lines.append(_words(element))
        elif isinstance(element, Table) and depth < MAX_DEPTH:
            rows: dict[int, list[str]] = {}
            for row, _, cell in _cells(element):
                if text := _flat(cell.paragraphs, depth + 1):
                    rows.setdefault(row, []).append(text)
            lines.extend(" ".join(row) for row in rows.values())
            lines.append(_flat(element.caption, depth + 1))
        elif isinstance(element, Image):
            lines.append(_flat(element.caption, depth + 1))
    return "\n".join(line.strip() for line in lines if line.strip())
