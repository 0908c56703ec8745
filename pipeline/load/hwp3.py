"""HWP 3.0 (1996 to 2000): no kept library reads it, and its published layout is short.

A document is a head (signature, settings, summary) and a body that is mostly deflated: fonts,
styles, paragraphs. A paragraph holds 16-bit characters; those below 32 open objects with data of
known size, some with paragraph lists of their own (cells, notes, captions, headers).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import partial

from pipeline.errors import UnreadableDocument
from pipeline.load.headline import file_title
from pipeline.load.page import Declared, Page
from pipeline.load.structure import Cell, PageWriter, table_layout

_HEAD = 30
_SETTINGS = 128
_SUMMARY = 1008
_SUMMARY_FIELD = 112
_LANGUAGES = 7
_FONT = 40
_STYLE = 238
_CHAR_SHAPE = 31
_PARAGRAPH_SHAPE = 187
_LINE = 14
_BOX = 84
_CELL = 27
_PICTURE = 348

MAX_BODY_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 24
"""Levels of boxes in boxes that are read."""

# Inline objects without data behind the text: code, its length in 16-bit characters.
_INLINE = {7: 42, 8: 48, 9: 4, 18: 4, 19: 4, 20: 4, 21: 4, 22: 12, 23: 5, 24: 3, 25: 3, 26: 123,
           28: 32, 30: 2, 31: 2}
_BLANKS = {9: " ", 30: " ", 31: " ", 24: "-"}
_HANJA = 0x4000
_HANJA_COUNT = 4888
_SYMBOL_ROW = 0x60
# First code of a run of symbol rows, the row of KS X 1001 it stands for, how many rows.
_ROWS = ((0x1F00, 0xAA, 2), (0x3400, 0xA1, 9), (0x3400 + 9 * _SYMBOL_ROW, 0xAC, 1))
_QUOTES = {0x81: "“", 0x82: "”", 0x83: "‘", 0x84: "’"}


def load_hwp3(data: bytes) -> Page:
    """The page of an HWP 3.0 document.

    Raises UnreadableDocument for a password, a damaged or cut file, and no text.
    """
    try:
        settings = data[_HEAD : _HEAD + _SETTINGS]
        protected, = struct.unpack_from("<H", settings, 96)
        if protected:
            raise UnreadableDocument(
                "HWP 3 document is protected by a password; save it without one"
            )
        squeezed, information = settings[124], struct.unpack_from("<H", settings, 126)[0]
        title = _string(data, _HEAD + _SETTINGS, _SUMMARY_FIELD // 2)
        start = _HEAD + _SETTINGS + _SUMMARY + information
        body = _inflate(data[start:]) if squeezed else data[start:]
        writer = PageWriter()
        reader = _Reader(body, writer)
        reader.skip_tables()
        reader.paragraphs(0, collect=None)
    except (struct.error, IndexError, zlib.error) as error:
        raise UnreadableDocument(
            f"HWP 3 document is damaged or cut ({error}); fetch it again"
        ) from error
    page = writer.page(Declared(title=file_title(title)))
    if not page.text.strip():
        raise UnreadableDocument("HWP 3 document has no text; give a version with text")
    return page


def _inflate(data: bytes) -> bytes:
    stream = zlib.decompressobj(-15)
    body = stream.decompress(data, MAX_BODY_BYTES)
    if stream.unconsumed_tail:
        raise UnreadableDocument(
            f"HWP 3 document unpacks to more than {MAX_BODY_BYTES} bytes; split it"
        )
    if not stream.eof:
        raise zlib.error("its packed text ends too early")
    return body


def _string(data: bytes, at: int, length: int) -> str:
    codes = struct.unpack_from(f"<{length}H", data, at)
    stop = codes.index(0) if 0 in codes else length
    return "".join(map(_char, codes[:stop])).strip()


def _char(code: int) -> str:
    """The character of a code: ASCII, Johab Hangul, then ranges after KS X 1001."""
    if code < 0x80:
        return chr(code) if code >= 0x20 else ""
    if code >= 0x8000:
        try:
            return code.to_bytes(2, "big").decode("johab")
        except UnicodeDecodeError:
            return "\ufffd"
    if _HANJA <= code < _HANJA + _HANJA_COUNT:
        row, column = divmod(code - _HANJA, 94)
        return bytes((0xCA + row, 0xA1 + column)).decode("euc_kr", "replace")
    if code in _QUOTES:
        return _QUOTES[code]
    for start, first, rows in _ROWS:
        row, column = divmod(code - start, _SYMBOL_ROW)
        if 0 <= row < rows and 0 < column < 95:
            return bytes((first + row, 0xA0 + column)).decode("euc_kr", "replace")
    return "\ufffd"


class _Reader:
    """Reads the body from its start; ``struct.error`` and ``IndexError`` mean a damaged file."""

    def __init__(self, body: bytes, writer: PageWriter) -> None:
        self._body = body
        self._at = 0
        self._writer = writer
        self._later: list[Callable[[], None]] = []
        """What stands after the paragraph that holds it: notes, tables, captions."""

    def skip_tables(self) -> None:
        """Pass the tables of fonts and styles."""
        for _ in range(_LANGUAGES):
            self._skip(_FONT * self._word())
        self._skip(_STYLE * self._word())

    def paragraphs(self, depth: int, collect: list[str] | None) -> None:
        """A list of paragraphs up to the empty one that ends it, written out, or collected."""
        if depth > MAX_DEPTH:
            raise UnreadableDocument(f"HWP 3 document nests boxes more than {MAX_DEPTH} deep")
        while True:
            text, ended = self._paragraph(depth)
            if ended:
                return
            if collect is None:
                self._writer.paragraph(text)
                later, self._later = self._later, []
                for write in later:
                    write()
            elif text.strip():
                collect.append(text.strip())

    def _paragraph(self, depth: int) -> tuple[str, bool]:
        follows, length, lines, shaped = struct.unpack_from("<BHHB", self._body, self._at)
        self._skip(12 + _CHAR_SHAPE)
        if not length:
            return "", True
        if not follows:
            self._skip(_PARAGRAPH_SHAPE)
        self._skip(_LINE * lines)
        if shaped:
            for _ in range(length):
                if self._byte() != 1:
                    self._skip(_CHAR_SHAPE)
        parts: list[str] = []
        read = 0
        while read < length:
            code = self._word()
            if code >= 32:
                parts.append(_char(code))
                read += 1
            elif code == 13:
                read += 1
            else:
                read += self._object(code, parts, depth)
        return "".join(parts), False

    def _object(self, code: int, parts: list[str], depth: int) -> int:
        """Read an object whose code is read already; its length in the text, in characters."""
        if code in _INLINE:
            self._skip(2 * (_INLINE[code] - 1))
            parts.append(_BLANKS.get(code, ""))
            return _INLINE[code]
        if code not in (5, 6, 10, 11, 14, 15, 16, 17):
            return 1
        size, _ = struct.unpack_from("<IH", self._body, self._at)
        self._skip(6)
        if code in (5, 6):
            self._skip(size)
        elif code == 10:
            parts.append(self._box(depth))
        elif code == 11:
            extra, = struct.unpack_from("<I", self._body, self._at)
            self._skip(_PICTURE + extra)
            self._caption(depth)
        elif code == 14:
            self._skip(_BOX)
        else:
            self._skip({15: 8, 16: 10, 17: 14}[code])
            held: list[str] = []
            self.paragraphs(depth + 1, held)
            if code == 17:
                self._later.append(partial(self._writer.note, "\n".join(held)))
        return 4

    def _box(self, depth: int) -> str:
        """A table, text box, formula or button: its cells, then its caption. The text of a box
        in another is returned: it belongs to the outer cell."""
        count, = struct.unpack_from("<H", self._body, self._at + 80)
        self._skip(_BOX)
        places: list[tuple[int, int, int, int]] = []
        for _ in range(count):
            left, top, wide, high = struct.unpack_from("<4H", self._body, self._at + 4)
            places.append((left, top, wide, high))
            self._skip(_CELL)
        texts: list[list[str]] = []
        for _ in range(count):
            held: list[str] = []
            self.paragraphs(depth + 1, held)
            texts.append(held)
        if depth:
            self._caption(depth)
            return "\n".join(text for held in texts for text in held)
        cells = _cells(places, texts)
        if table_layout(cells) == "table":
            self._later.append(partial(self._writer.table, cells))
        else:
            self._later += [
                partial(self._writer.paragraph, text) for held in texts for text in held
            ]
        self._caption(depth)
        return ""

    def _caption(self, depth: int) -> None:
        held: list[str] = []
        self.paragraphs(depth + 1, held)
        self._later.append(partial(self._writer.caption, "\n".join(held)))

    def _byte(self) -> int:
        value = self._body[self._at]
        self._at += 1
        return value

    def _word(self) -> int:
        value: int = struct.unpack_from("<H", self._body, self._at)[0]
        self._at += 2
        return value

    def _skip(self, count: int) -> None:
        self._at += count
        if self._at > len(self._body):
            raise IndexError("the text ends too early")


def _cells(places: list[tuple[int, int, int, int]], texts: list[list[str]]) -> list[Cell]:
    """Cells with rows and columns by the edges at which they stand."""
    xs = sorted({left for left, _, _, _ in places})
    ys = sorted({top for _, top, _, _ in places})
    found = [
        Cell("\n".join(held), ys.index(top), xs.index(left),
             max(1, sum(top <= y < top + high for y in ys)),
             max(1, sum(left <= x < left + wide for x in xs)))
        for (left, top, wide, high), held in zip(places, texts, strict=True)
    ]
    return sorted(found, key=lambda cell: (cell.row, cell.column))
