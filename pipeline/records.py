"""The frozen record types that pass between the stages.

Every ``start``/``end`` is a half-open interval of Python string indices into the text of
the document, so that ``text[start:end]`` is the surface. Dates are EDTF (ISO 8601-2) strings,
``earliest``/``latest`` ISO days (``None`` on an open end). Labels are those of docs/CODEBOOK.md.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

BlockKind = Literal["heading", "paragraph", "item", "table", "cell", "caption", "note", "furniture"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than"]
FigureKind = Literal["amount", "change", "share", "rank", "duration", "average"]
FigureStatus = Literal["actual", "target", "forecast"]
EventStatus = Literal["occurred", "ongoing", "planned", "forecast", "cancelled", "postponed"]
DateType = Literal["date", "interval", "set"]
DateBasis = Literal["explicit", "relative", "discourse"]
PublishedBasis = Literal["metadata", "text", "inferred", "unknown"]


def content_id(*parts: object) -> str:
    """A 16-hex-digit id made of the parts alone: the same on every machine, in every run.

    Parts are joined by U+001F, ``None`` is the empty string.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, compared by value."""


class RawDocument(Record, frozen=True):
    """The bytes of one document and where they came from, before anything is read.

    ``path`` is relative to the PATH that the user gave; ``row`` is the 1-based row in a
    collection (a spreadsheet whose rows are documents), else ``None``. ``title``, ``publisher``
    and ``published`` (an ISO day) are what the page said that led to the file; ``version_of`` is
    the SHA-256 of what its ``url`` gave before.
    """

    data: bytes
    path: str
    row: int | None = None
    source: str | None = None
    url: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    version_of: str | None = None


class Block(Record, frozen=True):
    """A piece of the outline. ``level`` counts from 0 (top); ``page`` from 1."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int | None = None
    column_span: int | None = None


class Metadata(Record, frozen=True):
    """What is known of a document beside its text. ``published`` is EDTF."""

    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    source: str | None = None
    url: str | None = None


class Document(Record, frozen=True):
    """A loaded document: cleaned text, its blocks in order of ``start``, its metadata.

    ``text`` is NFC, without page furniture; what a printed document says once of itself
    (letterhead, time of release) stays as blocks of kind ``furniture``. Blocks do not overlap,
    except that the cells of a table lie inside the table's block.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    media_type: str
    encoding: str | None = None


class DateExpression(Record, frozen=True):
    """Something in the text that fixes calendar time."""

    start: int
    end: int
    text: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    type: DateType = "date"
    basis: DateBasis = "explicit"
    rule: str = ""


class Mention(Record, frozen=True):
    """A named thing in the text; ``name`` is the canonical name where the lexicon has one."""

    start: int
    end: int
    text: str
    label: str
    entity_id: str | None = None
    name: str | None = None
    rule: str = ""


class Person(Record, frozen=True):
    """A person mention: the span is the name alone."""

    start: int
    end: int
    text: str
    name: str
    title: str | None = None
    affiliation: str | None = None
    affiliation_id: str | None = None
    entity_id: str | None = None
    rule: str = ""


class Figure(Record, frozen=True):
    """A measured or stated quantity. ``scope`` is a lexicon id where there is one."""

    start: int
    end: int
    text: str
    value: float
    value_max: float | None
    unit: str
    bound: Bound = "exact"
    kind: FigureKind = "amount"
    status: FigureStatus = "actual"
    metric: str | None = None
    scope: str | None = None
    as_of: str | None = None
    change_id: str | None = None
    change_side: Literal["from", "to", "rate"] | None = None
    sum_id: str | None = None
    sum_side: Literal["part", "total"] | None = None
    rule: str = ""


class Vision(Record, frozen=True):
    """What a place is to become. ``region`` and ``industries`` are lexicon ids."""

    start: int
    end: int
    text: str
    region: str
    industries: tuple[str, ...] = ()
    role: Literal["hub", "base", "centre", "cluster"] | None = None
    horizon: str | None = None
    rule: str = ""


class Actor(Record, frozen=True):
    """An entity with its part in an event."""

    entity_id: str
    role: Literal["host", "organiser", "decider", "partner", "beneficiary", "actor"] = "actor"


class Event(Record, frozen=True):
    """One thing that happened or was to happen, as one document tells it.

    The span is the evidence: the sentence, or the line of an outline. ``clause_start`` and
    ``clause_end`` are the part of it that tells this event, where it tells several.
    """

    start: int
    end: int
    text: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    precision: str | None
    date_text: str | None
    date_basis: Literal["explicit", "relative", "publication"]
    status: EventStatus
    title: str
    clause_start: int | None = None
    clause_end: int | None = None
    category: str | None = None
    stage: str | None = None
    instrument: str | None = None
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    confidence: float | None = None
    rule: str = ""


class Annotations(Record, frozen=True):
    """All that one document's text yields."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    entities: tuple[Mention, ...] = ()
    people: tuple[Person, ...] = ()
    visions: tuple[Vision, ...] = ()
    events: tuple[Event, ...] = ()


class AnnotatedDocument(Record, frozen=True):
    """What the per-document part hands to the store: one document with its annotations."""

    document: Document
    doc_type: str
    doc_type_confidence: float
    sentences: tuple[tuple[int, int], ...]
    annotations: Annotations
