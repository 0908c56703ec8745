"""PDF text layers: lines in reading order, paragraphs made whole, tables from drawn lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2

from pipeline.errors import UnreadableDocument
from pipeline.load.headline import SetLine, file_title, headline
from pipeline.load.lines import ends_sentence
from pipeline.load.marks import match_mark
from pipeline.load.page import Declared, Page
from pipeline.load.pdfglue import Glue
from pipeline.load.pdfgrid import find_grids, locator
from pipeline.load.pdflines import Span, in_reading_order, is_scrambled, join_lines, read_spans
from pipeline.load.structure import Cell, PageWriter, table_layout
from pipeline.settings import MAX_TEXT_CHARS

MAX_PAGES = 1_500
"""Pages. The longest plan seen has 900."""

MAX_SET_PARTS = 200
"""Lines and tables from the start that tell the usual size of letters."""

MIN_PAGE_CHARS = 8
"""Characters a page has on average, below which a PDF is pictures of pages."""

MAX_UNMAPPED = 0.25
"""Share of characters without a Unicode value from which the text layer is useless."""

MARGIN = 0.09
"""Share of a page's height at its top and bottom where page numbers and running heads stand."""

_NUMBER = re.compile(
    r"[-–—<(\[~∼·\s]*(?:p\.?\s?|page\s?)?(?:\d{1,4}|[ivxlIVXL]{1,6})"
    r"(?:\s?(?:/|of|쪽)\s?\d{0,4})?(?:\s?쪽)?[-–—>)\]~∼·\s]*",
    re.IGNORECASE,
)
_UNMAPPED = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_END = re.compile(rb"%%EOF|startxref")
_TAIL_BYTES = 4_096
_DIGITS = re.compile(r"\d+")

class _Paragraph(NamedTuple):
    page: int
    lines: list[Span]


class _Table(NamedTuple):
    page: int
    cells: list[tuple[tuple[int, int, int, int], list[Span]]]


def load_pdf(data: bytes) -> Page:
    """The page of a PDF with a text layer; blocks carry their page's number.

    Raises UnreadableDocument for a password, a damaged or cut file, scanned pages without text,
    fonts without a Unicode map, and too many pages.
    """
    if not _END.search(data[-_TAIL_BYTES:]):
        # PDFium would rebuild the file from what is left, and read a part as if it were all.
        raise UnreadableDocument("PDF is cut (it has no end mark); fetch it again")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError) as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(
                "PDF is protected by a password; save it without one"
            ) from error
        raise UnreadableDocument(
            f"PDF is damaged or cut ({error}); fetch it again"
        ) from error
    try:
        count = len(pdf)
        if count > MAX_PAGES:
            raise UnreadableDocument(f"PDF has {count} pages, the limit is {MAX_PAGES}; split it")
        parts, chars, heights = _read(pdf, count)
        title = _title_of(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"PDF is damaged or cut ({error}); fetch it again") from error
    finally:
        pdf.close()
    _judge(chars, count)
    parts = _without_margins(parts, heights)
    title = headline(list(_set_lines(parts[:MAX_SET_PARTS]))) or title
    return _write(_joined(parts), title)


def _regions(part: _Paragraph | _Table) -> list[list[Span]]:
    """The lines of a paragraph, or those of each cell."""
    return [part.lines] if isinstance(part, _Paragraph) else [lines for _, lines in part.cells]


def _set_lines(parts: Sequence[_Paragraph | _Table]) -> Iterator[SetLine]:
    for part in parts:
        for region in _regions(part):
            yield from (SetLine(line.text, line.size) for line in region)


def _read(pdf: Any, count: int) -> tuple[list[_Paragraph | _Table], str, list[float]]:
    """Each page's lines (as paragraphs of one line) and tables; all characters; page heights."""
    parts: list[_Paragraph | _Table] = []
    heights: list[float] = []
    texts: list[str] = []
    length = 0
    for number in range(count):
        page = pdf[number]
        textpage = page.get_textpage()
        grids = find_grids(page)
        spans = read_spans(textpage, locator(grids) if grids else None)
        length += sum(len(span.text) for span in spans)
        if length > 2 * MAX_TEXT_CHARS:
            raise UnreadableDocument(
                f"too long: more than {MAX_TEXT_CHARS} characters of text; split the file"
            )
        heights.append(page.get_height())
        texts.extend(span.text for span in spans)
        parts.extend(_page_parts(number + 1, spans, [grid.spans for grid in grids]))
        textpage.close()
        page.close()
    return parts, "".join(texts), heights


def _judge(chars: str, pages: int) -> None:
    visible = sum(not char.isspace() for char in chars)
    if visible < max(2, MIN_PAGE_CHARS * pages // (1 if pages > 2 else 4)):
        raise UnreadableDocument(
            f"PDF has no text layer ({visible} characters on {pages} pages): scanned pages or "
            "pictures; run OCR on it first"
        )
    unmapped = len(_UNMAPPED.findall(chars))
    if unmapped > MAX_UNMAPPED * visible:
        raise UnreadableDocument(
            f"PDF fonts have no Unicode map ({unmapped} of {visible} characters unknown); "
            "run OCR on it or give another format"
        )


def _title_of(pdf: Any) -> str | None:
    try:
        return file_title(str(pdf.get_metadata_value("Title")))
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return None


def _page_parts(
    page: int, spans: Sequence[Span], grids: Sequence[dict[int, tuple[int, int, int, int]]]
) -> Iterator[_Paragraph | _Table]:
    """Lines and tables of a page in reading order; a table stands where its first text does."""
    inside: dict[int, dict[int, list[Span]]] = {}
    for span in spans:
        if span.cell is not None:
            inside.setdefault(span.cell[0], {}).setdefault(span.cell[1], []).append(span)
    frames: dict[int, Span] = {}
    for grid, held in inside.items():
        text = [span for group in held.values() for span in group]
        frames[grid] = Span("", min(s.x0 for s in text), max(s.x1 for s in text),
                            min(s.y0 for s in text), max(s.y1 for s in text), text[0].size,
                            (grid, -1))
    order: list[Span] = []
    seen: set[int] = set()
    run: list[Span] = []
    for span in spans:
        if span.cell is None:
            run.append(span)
        elif span.cell[0] not in seen:
            seen.add(span.cell[0])
            order += [*join_lines(run), frames[span.cell[0]]]
            run = []
    order += join_lines(run)
    if is_scrambled(order):
        order = in_reading_order(order)
    for item in order:
        if item.cell is None:
            yield _Paragraph(page, [item])
            continue
        grid = item.cell[0]
        cells = [
            (grids[grid][number], _sorted(group))
            for number, group in sorted(inside[grid].items(), key=lambda c: grids[grid][c[0]])
        ]
        yield _Table(page, cells)


def _sorted(spans: Sequence[Span]) -> list[Span]:
    lines = join_lines(spans)
    return in_reading_order(lines) if is_scrambled(lines) else lines


def _without_margins(
    parts: Sequence[_Paragraph | _Table], heights: Sequence[float]
) -> list[_Paragraph | _Table]:
    """The parts without page numbers and running heads."""
    edges: Counter[str] = Counter()
    pages_with: dict[str, set[int]] = {}
    at_edge: dict[int, str] = {}
    for n, part in enumerate(parts):
        if isinstance(part, _Paragraph):
            line = part.lines[0]
            height = heights[part.page - 1]
            if line.y1 < MARGIN * height or line.y0 > (1 - MARGIN) * height:
                key = _DIGITS.sub("0", " ".join(line.text.split()))
                at_edge[n] = key
                edges[key] += 1
                pages_with.setdefault(key, set()).add(part.page)
    kept: list[_Paragraph | _Table] = []
    for n, part in enumerate(parts):
        if n in at_edge and isinstance(part, _Paragraph):
            key = at_edge[n]
            running = len(pages_with[key]) >= max(2, min(4, len(heights) // 2)) and len(key) <= 80
            if running or _NUMBER.fullmatch(part.lines[0].text):
                continue
        kept.append(part)
    return kept


def _joined(parts: Sequence[_Paragraph | _Table]) -> list[_Paragraph | _Table]:
    """Paragraphs made of the lines that belong together, tables between them."""
    loose = [part for part in parts if isinstance(part, _Paragraph)]
    shape = _Shape.of([part.lines[0] for part in loose])
    joined: list[_Paragraph | _Table] = []
    for part in parts:
        if isinstance(part, _Paragraph):
            before = joined[-1] if joined else None
            if isinstance(before, _Paragraph) and shape.continues(
                before.lines, part.lines[0], turned=part.page != before.page
            ):
                before.lines.append(part.lines[0])
                continue
            joined.append(_Paragraph(part.page, list(part.lines)))
        else:
            joined.append(part)
    return joined


class _Shape(NamedTuple):
    """How a region's text is set: its right edge, and the usual distance of its lines (points)."""

    right: float
    leading: float

    @classmethod
    def of(cls, lines: Sequence[Span]) -> _Shape:
        """The shape of the region that ``lines`` fill."""
        if not lines:
            return cls(0.0, 0.0)
        edges = sorted(line.x1 for line in lines)
        steps = [
            before.middle - after.middle
            for before, after in pairwise(lines)
            if 0.7 * after.size < before.middle - after.middle < 3 * after.size
        ]
        return cls(edges[-1 - len(edges) // 25], median(steps) if steps else 0.0)

    def continues(self, group: Sequence[Span], line: Span, turned: bool = False) -> bool:
        """Whether ``line`` goes on with the paragraph ``group``; ``turned`` after a page's end."""
        last = group[-1]
        if abs(line.size - last.size) > 0.2 * max(line.size, last.size):
            return False
        mark = match_mark(line.text, 0, len(line.text))
        # A wrapped sentence may leave its ending 다. at the start of a line.
        if mark is not None and (mark.surface != "다." or ends_sentence(last.text)):
            return False
        step = last.middle - line.middle
        if not turned and not 0 < step <= max(1.45 * self.leading, 1.2 * line.size):
            return False
        word = line.text.split(" ", 1)[0]
        needed = (line.x1 - line.x0) * len(word) / max(1, len(line.text))
        reach = max(self.right, max(other.x1 for other in group))
        if last.x1 + needed < reach - 0.6 * last.size:
            return False
        if not ends_sentence(last.text):
            return True
        if turned:
            return False
        marked = match_mark(group[0].text, 0, len(group[0].text)) is not None
        expected = group[1].x0 if len(group) > 1 else group[0].x0
        if marked and len(group) == 1:
            return line.x0 > group[0].x0 + 0.3 * line.size
        return abs(line.x0 - expected) <= 0.4 * line.size


def _write(parts: Sequence[_Paragraph | _Table], title: str | None) -> Page:
    glue = Glue(region for part in parts for region in _regions(part))
    writer = PageWriter(paged=True)
    page = 0
    for part in parts:
        while page < part.page:
            if page:
                writer.page_break()
            page += 1
        if isinstance(part, _Paragraph):
            writer.paragraph(glue.join(part.lines))
        else:
            _write_table(writer, glue, part)
    return writer.page(Declared(title=title))


def _write_table(writer: PageWriter, glue: Glue, table: _Table) -> None:
    placed: list[tuple[Cell, list[str]]] = []
    for (row, column, tall, wide), lines in table.cells:
        shape = _Shape.of(lines)
        groups: list[list[Span]] = []
        for line in lines:
            if groups and shape.continues(groups[-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        texts = [glue.join(group) for group in groups]
        placed.append((Cell("\n".join(texts), row, column, tall, wide), texts))
    cells = [cell for cell, _ in placed]
    layout = table_layout(cells)
    if layout == "table":
        writer.table(cells)
    elif layout == "bar":
        writer.paragraph(" ".join(cell.text for cell in cells))
    else:
        for _, texts in placed:
            for text in texts:
                writer.paragraph(text)
