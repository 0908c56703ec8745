"""Collections: sheets whose rows are documents (BIGKinds, KDI EIEC, scrapers' CSV and JSON)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Literal, NamedTuple

import msgspec

from pipeline.errors import UnreadableDocument
from pipeline.lexicon import load_lexicon
from pipeline.load.blocks import compose, outline
from pipeline.load.html import load_html
from pipeline.load.published import date_in
from pipeline.load.sheets import Sheet
from pipeline.load.structure import PageWriter
from pipeline.load.titles import clean_title
from pipeline.records import Document, Metadata, RawDocument
from pipeline.settings import MIN_TEXT_CHARS

Role = Literal["title", "text", "published", "publisher", "author", "url", "id"]
Extent = Literal["full", "summary", "snippet", "title"]

# For each role the names that such a column has, the most telling first.
_NAMES: Mapping[Role, tuple[str, ...]] = {
    "title": (
        "제목", "자료명", "기사제목", "보고서명", "과제명", "의안명", "법안명", "연설제목",
        "title", "headline", "subject", "bill_name", "report_title", "news_title",
    ),
    "text": (
        "본문", "내용", "본문내용", "기사본문", "기사내용", "전문", "주요내용",
        "content", "contents", "text", "body", "article", "articlebody",
        "요약", "초록", "summary", "abstract", "description", "공약", "공약내용", "pledge",
    ),
    "published": (
        "일자", "발간일", "작성일", "등록일", "게시일", "보도일", "발행일", "날짜", "발표일",
        "보도일자", "등록일자", "발간일자", "발의일", "제안일",
        "published_at", "published", "date", "pubdate", "pub_date", "publish_date",
        "proposed_date", "datetime", "datepublished", "approve_date",
    ),
    "publisher": (
        "언론사", "발간처", "발행처", "발행기관", "발간기관", "매체", "매체명", "부처",
        "부처명", "기관명", "제공기관", "담당부처",
        "publisher", "source", "press", "media", "department", "출처",
    ),
    "author": (
        "기고자", "기자", "기자명", "작성자", "저자", "연구자",
        "author", "writer", "reporter", "president", "name",
    ),
    "url": ("url", "link", "original_link", "링크", "원문링크", "원문url", "주소", "href"),
    "id": (
        "뉴스식별자", "id", "no", "번호", "연번", "순번",
        "news_id", "bill_id", "doc_id", "candidacy_id", "person_id",
    ),
}
_SUMMARIES = frozenset({"요약", "초록", "summary", "abstract", "description"})
_PLACEHOLDER = re.compile(r"(?:v\d{1,3}|unnamed:?\s?\d*|column\s?\d*|열\s?\d*|x\d{0,3})?", re.I)
_TAG = re.compile(r"</?(?:p|br|div|span|table|li|strong|b|img|a)\b[^<>]{0,500}>", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:\.\.+|…+|·{2,})\s*$")
_MAIL = re.compile(r"\(?[\w.+-]+@[\w.-]+\)?")
_WRITER = re.compile(
    r"\s*(?:선임|수습|인턴|전문|객원)?\s*(?:기자|특파원|논설위원|통신원).*$", re.DOTALL
)
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})")
_SEOUL = timezone(timedelta(hours=9))

HEADER_ROWS = 5
"""Rows from the top among which a sheet's header is looked for."""

MIN_ROWS = 2
"""Rows of data that a collection has at least."""

MIN_TEXT_MEAN = 12
"""Characters of the text column on average; below this it holds labels, not texts."""

SNIPPET_SHARE = 0.5
"""Share of texts that end at one length from which a column is cut to that length."""

MAX_SNIPPET_CHARS = 520

MIN_TAGS = 2
"""Tags in a field from which it is read as markup, as the interfaces of web sites give it."""


class Columns(NamedTuple):
    """Where a collection's columns are. ``header`` is the header's row (-1 without one);
    ``limit`` the length in characters to which its texts were cut."""

    header: int
    names: tuple[str, ...]
    places: Mapping[Role, int]
    summary: bool = False
    limit: int | None = None


def find_columns(sheet: Sheet, least: int = MIN_ROWS) -> Columns | None:
    """The columns of a collection, or None for a sheet whose rows are no documents, or that has
    fewer than ``least`` rows.

    A collection has a text column beside a title, date, address, author or id, or titles with
    dates. Columns without names are told by what they hold.
    """
    for row, line in enumerate(sheet.rows[:HEADER_ROWS]):
        keys = [re.sub(r"\s+", "", cell).casefold() for cell in line]
        places: dict[Role, int] = {}
        for role, names in _NAMES.items():
            at = next((keys.index(name) for name in names if name in keys), None)
            if at is not None:
                places[role] = at
        found = Columns(row, tuple(line), places)
        if _is_collection(sheet, found, least):
            text = places.get("text")
            named = keys[text] if text is not None else ""
            return found._replace(summary=named in _SUMMARIES, limit=_limit(sheet, found))
    return _by_content(sheet)


def _is_collection(sheet: Sheet, columns: Columns, least: int) -> bool:
    places = columns.places
    rows = _data(sheet, columns)
    if len(rows) < least:
        return False
    if "title" in places and "published" in places:
        return _filled(rows, places["title"]) >= 0.5
    if "text" not in places:
        return False
    texts = [len(_cell(row, places["text"])) for row in rows]
    beside = [role for role in places if role not in ("text", "publisher")]
    return bool(beside) and sum(texts) / len(texts) >= MIN_TEXT_MEAN


def _by_content(sheet: Sheet) -> Columns | None:
    """The columns of a sheet whose header names nothing (R and pandas write V1, Unnamed: 0):
    dates, addresses, the longest texts, the most varied short ones."""
    if not sheet.rows or not all(
        _PLACEHOLDER.fullmatch(cell.strip()) for cell in sheet.rows[0]
    ):
        return None
    rows = sheet.rows[1:]
    width = max(map(len, rows), default=0)
    if len(rows) < MIN_ROWS or width < 3:
        return None
    sample = rows[:200]
    places: dict[Role, int] = {}
    means: dict[int, float] = {}
    for column in range(width):
        cells = [cell for row in sample if (cell := _cell(row, column))]
        if not cells:
            continue
        dated = sum(len(cell) <= 30 and _edtf(cell) is not None for cell in cells)
        if dated >= 0.8 * len(cells) and not all(c.isdigit() and len(c) < 6 for c in cells):
            places.setdefault("published", column)
        elif sum(cell.startswith("http") for cell in cells) >= 0.8 * len(cells):
            places.setdefault("url", column)
        elif len(set(cells)) >= 0.8 * len(cells) and not all(c.isdigit() for c in cells):
            means[column] = sum(map(len, cells)) / len(cells)
    order = sorted(means, key=lambda column: -means[column])
    if order and means[order[0]] >= 60:
        places["text"] = order.pop(0)
    titles = [column for column in order if means[column] >= 8]
    if titles:
        places["title"] = titles[0]
    columns = Columns(0, tuple(sheet.rows[0]), places)
    if not ("title" in places and ("text" in places or "published" in places)):
        return None
    return columns._replace(limit=_limit(sheet, columns))


def _limit(sheet: Sheet, columns: Columns) -> int | None:
    """The length to which the texts were cut, or None."""
    at = columns.places.get("text")
    if at is None:
        return None
    lengths = [len(text) for row in _data(sheet, columns) if (text := _cell(row, at))]
    longest = max(lengths, default=0)
    near = sum(length >= longest - 5 for length in lengths)
    cut = len(lengths) >= 5 and near >= SNIPPET_SHARE * len(lengths)
    if 50 <= longest <= MAX_SNIPPET_CHARS and cut:
        return longest
    return None


def _data(sheet: Sheet, columns: Columns) -> list[list[str]]:
    return [row for row in sheet.rows[columns.header + 1 :] if any(row)]


def _filled(rows: Sequence[Sequence[str]], column: int) -> float:
    return sum(bool(_cell(row, column)) for row in rows) / max(1, len(rows))


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def open_collection(
    raw: RawDocument, sheet: Sheet, columns: Columns, media_type: str
) -> Iterator[tuple[RawDocument, Callable[[], Document]]]:
    """Each row as a document of its own, with the function that reads it (UnreadableDocument for
    a row without text); ``row`` counts the filled rows under the header from 1.

    The raw document of a row holds the row as JSON, so that its hash is the row's. The media
    type of a text that is not whole has the parameter ``extent`` (``snippet``, ``summary``,
    ``title``).
    """
    for number, row in enumerate(_data(sheet, columns), start=1):
        fields = {
            name or str(column): cell
            for column, (name, cell) in enumerate(_named(columns.names, row)) if cell
        }
        own = RawDocument(
            data=msgspec.json.encode(fields), path=raw.path, row=number, source=raw.source,
            url=_url(row, columns) or raw.url, retrieved=raw.retrieved, licence=raw.licence,
        )
        yield own, partial(_document, own, row, columns, media_type, sheet.encoding)


def _named(names: Sequence[str], row: Sequence[str]) -> list[tuple[str, str]]:
    return [(names[n] if n < len(names) else "", cell) for n, cell in enumerate(row)]


def _url(row: Sequence[str], columns: Columns) -> str | None:
    url = _cell(row, columns.places.get("url"))
    return url if url.startswith(("http://", "https://")) and len(url) <= 2_000 else None


def _document(
    raw: RawDocument, row: Sequence[str], columns: Columns, media_type: str, encoding: str | None
) -> Document:
    places = columns.places
    title = " ".join(_cell(row, places.get("title")).split())
    body = _cell(row, places.get("text"))
    if len(_TAG.findall(body)) >= MIN_TAGS:
        body = load_html(f"<html><body>{body}</body></html>".encode()).text
    extent = _extent(body, columns)
    if extent == "snippet":
        body = _CUT.sub("", body)
    writer = PageWriter()
    if title and not body.startswith(title):
        writer.paragraph(title)
    # A field's lines are the source's own; wrapped ones are rejoined as in any text.
    writer.paragraph(body)
    page = writer.page()
    text, blocks = compose(page.text, outline(page.text, page.fixed))
    if sum(not char.isspace() for char in text) < MIN_TEXT_CHARS:
        raise UnreadableDocument(f"row {raw.row} has no text; fill its title or text column")
    published = _edtf(_cell(row, places.get("published")))
    return Document(
        text=text,
        blocks=blocks,
        metadata=Metadata(
            title=clean_title(title) or None,
            publisher=_publisher(_cell(row, places.get("publisher")), published),
            author=_author(_cell(row, places.get("author"))),
            published=published,
            published_basis="metadata" if published else "unknown",
            source=raw.source,
            url=raw.url,
        ),
        media_type=media_type if extent == "full" else f"{media_type}; extent={extent}",
        encoding=encoding,
    )


def _publisher(cell: str, published: str | None) -> str | None:
    """The publisher; of a body with its department (``기획재정부 국제금융국``) the body."""
    first, _, rest = cell.partition(" ")
    entry = load_lexicon().resolve(first, published, "ORG") if rest else None
    return entry.name if entry is not None else cell or None


def _extent(body: str, columns: Columns) -> Extent:
    if not body:
        return "title"
    if columns.limit is not None and len(body) >= columns.limit - 5:
        return "snippet"
    return "summary" if columns.summary else "full"


def _author(cell: str) -> str | None:
    """The first writer's name; what else a byline holds (mail, 기자) is left out."""
    first = _MAIL.sub("", cell).strip().split("\n")[0]
    name = re.split(r"[,;·ㆍ/.]", _WRITER.sub("", first))[0].strip(" ()")
    return name if 2 <= len(name) <= 20 else None


def _edtf(cell: str) -> str | None:
    """The day (or month, or year) of a date cell; a moment with an offset is told in Seoul."""
    cell = cell.strip()
    if _STAMP.fullmatch(cell):
        try:
            moment = datetime.fromisoformat(cell.replace("Z", "+00:00"))
        except ValueError:
            return None
        return moment.astimezone(_SEOUL).date().isoformat()
    if found := date_in(cell):
        return found
    if re.fullmatch(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])", cell):
        return f"{cell[:4]}-{cell[4:]}"
    return cell if re.fullmatch(r"(?:19[4-9]|20[0-4])\d", cell) else None
