"""DOCX (python-docx) and PPTX (python-pptx): paragraphs, tables, notes, captions in place."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from docx import Document as open_docx
from docx.opc.exceptions import OpcError
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from pipeline.errors import UnreadableDocument
from pipeline.load.archive import open_zip
from pipeline.load.headline import file_title
from pipeline.load.page import Declared, Page
from pipeline.load.structure import Cell, PageWriter, table_layout

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ERRORS = (KeyError, ValueError, IndexError, AttributeError, TypeError, OSError, BadZipFile,
           RecursionError, AssertionError, EOFError, zlib.error, etree.LxmlError, OpcError,
           PythonPptxError, NotImplementedError)

MAX_DEPTH = 16
"""Levels of tables in tables, of boxes in boxes, of groups in groups that are followed."""

_HEADINGS = ("heading", "title", "제목", "개요")
_CAPTIONS = ("caption", "캡션")
_ASIDE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE,
          PP_PLACEHOLDER.HEADER)


def load_docx(data: bytes) -> Page:
    """The page of a DOCX document; what is deleted under review, comments, headers and footers
    are left out. Raises UnreadableDocument for a damaged or cut file, a bomb, no text."""
    open_zip(data, "DOCX document").close()
    try:
        document = open_docx(io.BytesIO(data))
        writer = PageWriter()
        flow = _Docx(writer, document)
        flow.body(document.element.body, 0)
        declared = _declared(document.core_properties.title)
    except _ERRORS as error:
        raise _damaged("DOCX document", error) from error
    return _filled(writer.page(declared), "DOCX document")


def load_pptx(data: bytes) -> Page:
    """The page of a PPTX presentation; a slide is a page, its speaker's notes are ``note`` blocks.

    Raises UnreadableDocument for a damaged or cut file, a bomb, slides without text.
    """
    open_zip(data, "PPTX presentation").close()
    try:
        presentation = Presentation(io.BytesIO(data))
        writer = PageWriter(paged=True)
        for number, slide in enumerate(presentation.slides):
            if number:
                writer.page_break()
            _slide(writer, slide)
        declared = _declared(presentation.core_properties.title)
    except _ERRORS as error:
        raise _damaged("PPTX presentation", error) from error
    return _filled(writer.page(declared), "PPTX presentation")


def _damaged(name: str, error: Exception) -> UnreadableDocument:
    detail = str(error).split("\n")[0][:120] or type(error).__name__
    return UnreadableDocument(f"{name} is damaged or cut ({detail}); fetch it again")


def _filled(page: Page, name: str) -> Page:
    if not page.text.strip():
        raise UnreadableDocument(
            f"{name} has no text (an empty body or pictures alone); give a version with text"
        )
    return page


def _declared(title: str | None) -> Declared:
    """The title of a file, unless it is the program's. A file's dates and author are those of
    its template as often as not."""
    return Declared(title=file_title(title))


class _Docx:
    """Writes the elements of a DOCX body."""

    def __init__(self, writer: PageWriter, document: Any) -> None:
        self._writer = writer
        self._styles = {style.style_id: (style.name or "") for style in document.styles}
        self._notes = {
            kind: _notes(document.part, kind) for kind in ("footnote", "endnote")
        }

    def body(self, parent: Any, depth: int) -> None:
        """Paragraphs and tables below ``parent`` in order; content controls are looked into."""
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self._table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                self.body(child, depth)

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        text = _text(paragraph)
        style = self._style(paragraph)
        if style.startswith(_CAPTIONS):
            self._writer.caption(text)
        elif style.startswith(_HEADINGS):
            self._writer.heading(text)
        else:
            self._writer.paragraph(text)
        if depth < MAX_DEPTH:
            for box in _boxes(paragraph):
                self.body(box, depth + 1)
        self._references(paragraph)

    def _style(self, paragraph: Any) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else style.get(f"{_W}val", "")
        return self._styles.get(name, name).casefold()

    def _references(self, element: Any) -> None:
        for kind, notes in self._notes.items():
            for reference in element.iter(f"{_W}{kind}Reference"):
                self._writer.note(notes.get(reference.get(f"{_W}id", ""), ""))

    def _table(self, table: Any, depth: int) -> None:
        placed = list(_docx_cells(table))
        cells = [cell for cell, _ in placed]
        nested = any(element.find(f".//{_W}tbl") is not None for _, element in placed)
        layout = table_layout(cells, nested)
        if layout == "flow" and depth < MAX_DEPTH:
            for _, element in placed:
                self.body(element, depth + 1)
            return
        if layout == "bar":
            self._writer.paragraph(" ".join(cell.text.strip() for cell in cells))
        else:
            self._writer.table(cells)
        self._references(table)


def _notes(part: Any, kind: str) -> dict[str, str]:
    """The texts of a document's footnotes or endnotes by id."""
    for relation in part.rels.values():
        if relation.reltype == f"{_FOOTNOTES}{kind}s" and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(relation.target_part.blob, parser)
            return {
                note.get(f"{_W}id", ""): " ".join(_text(p) for p in note.iter(f"{_W}p"))
                for note in root.iter(f"{_W}{kind}")
            }
    return {}


def _text(paragraph: Any) -> str:
    """The text of a paragraph without what is deleted and without its text boxes."""
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag == f"{_W}t":
                parts.append(child.text or "")
            elif tag == f"{_W}tab":
                parts.append(" ")
            elif tag in (f"{_W}br", f"{_W}cr"):
                parts.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                parts.append("-")
            elif tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr",
                             f"{_W}tbl", _FALLBACK):
                stack.append(iter(child))
                break
        else:
            stack.pop()
    return "".join(parts)


def _boxes(paragraph: Any) -> list[Any]:
    """The text boxes of a paragraph, those in another box and old forms of the same left out."""
    return [
        box for box in paragraph.iter(f"{_W}txbxContent")
        if not any(
            parent.tag in (_FALLBACK, f"{_W}txbxContent")
            for parent in box.iterancestors()
            if parent is not paragraph and paragraph in parent.iterancestors()
        )
    ]


def _docx_cells(table: Any) -> Iterator[tuple[Cell, Any]]:
    """The cells of a table with their elements; those that a merged cell covers are left out."""
    open_cells: dict[int, int] = {}
    found: list[tuple[Cell, Any]] = []
    for row, line in enumerate(table.iterchildren(f"{_W}tr")):
        column = 0
        for element in line.iter(f"{_W}tc"):
            if element.getparent() is not line and element.getparent().tag != f"{_W}sdtContent":
                continue
            span = element.find(f"{_W}tcPr/{_W}gridSpan")
            wide = min(max(int(span.get(f"{_W}val", "1")) if span is not None else 1, 1), 1000)
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in open_cells:
                at = open_cells[column]
                cell, first = found[at]
                found[at] = (cell._replace(row_span=row - cell.row + 1), first)
            else:
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = len(found)
                text = "\n".join(
                    text for paragraph in element.iter(f"{_W}p") if (text := _text(paragraph))
                )
                found.append((Cell(text, row, column, 1, wide), element))
            column += wide
    yield from found


def _slide(writer: PageWriter, slide: Any) -> None:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        writer.heading(title.text_frame.text)
    for shape in _shapes(slide.shapes, 0):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.is_placeholder and shape.placeholder_format.type in _ASIDE:
            continue
        if getattr(shape, "has_table", False) and shape.has_table:
            cells = list(_pptx_cells(shape.table))
            if table_layout(cells) == "table":
                writer.table(cells)
            else:
                for cell in cells:
                    writer.paragraph(cell.text)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                writer.paragraph(paragraph.text)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        writer.note(slide.notes_slide.notes_text_frame.text)


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:
    """Shapes as they are read, from the top and from the left; those of groups in place."""
    def place(shape: Any) -> tuple[int, int]:
        # Shapes in one row of a slide differ by a little in height: a twentieth of a slide.
        return (shape.top or 0) // 340_000, shape.left or 0

    for shape in sorted(shapes, key=place):
        if hasattr(shape, "shapes") and depth < MAX_DEPTH:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _pptx_cells(table: Any) -> Iterator[Cell]:
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line.cells):
            if not cell.is_spanned:
                tall, wide = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
                yield Cell(cell.text, row, column, tall, wide)
