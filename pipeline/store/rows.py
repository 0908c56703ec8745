"""One annotated document as rows of the tables, ids included. Pure: runs in the workers."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import msgspec

from pipeline.records import AnnotatedDocument, Block, RawDocument, Record, content_id

Row = dict[str, object]
Bounds = Callable[[str], tuple[str | None, str | None]]


class DocumentRows(Record, frozen=True):
    """All rows of one document: its own, and those of the tables that hang on it."""

    doc_id: str
    document: Row
    tables: dict[str, list[Row]]


def document_id(raw: RawDocument) -> str:
    """The id of a document: hash of source, url or path, row and content."""
    return _document_id(raw, hashlib.sha256(raw.data).hexdigest())


def _document_id(raw: RawDocument, content_sha256: str) -> str:
    return content_id(raw.source, raw.url or raw.path, raw.row, content_sha256)


class _Ids:
    """Ids unique within one document: what is alike in every part is told apart by its number."""

    def __init__(self, doc_id: str) -> None:
        self.doc_id = doc_id
        self.seen: Counter[tuple[object, ...]] = Counter()

    def make(self, *parts: object) -> str:
        self.seen[parts] += 1
        again = self.seen[parts]
        return content_id(self.doc_id, *parts, *((again,) if again > 1 else ()))


class _Places:
    """Finds the sentence and the innermost block at an offset."""

    def __init__(
        self, blocks: Sequence[Block], ids: Sequence[str], sentences: Sequence[tuple[int, int]]
    ) -> None:
        self.blocks, self.ids, self.sentences = blocks, ids, sentences
        self._block_starts = [block.start for block in blocks]
        self._sentence_starts = [start for start, _ in sentences]

    def block(self, offset: int) -> tuple[str | None, int | None]:
        """Id and page of the innermost block (a cell before its table)."""
        at = bisect_right(self._block_starts, offset) - 1
        while at >= 0:
            if self.blocks[at].start <= offset < self.blocks[at].end:
                return self.ids[at], self.blocks[at].page
            at -= 1
        return None, None

    def sentence(self, offset: int) -> tuple[int, int] | None:
        at = bisect_right(self._sentence_starts, offset) - 1
        if at < 0 or offset >= self.sentences[at][1]:
            return None
        return self.sentences[at]


def document_rows(raw: RawDocument, annotated: AnnotatedDocument, bounds: Bounds) -> DocumentRows:
    """Rows for ``annotated``; ``bounds`` gives the first and last ISO day of an EDTF date."""
    document, found = annotated.document, annotated.annotations
    text, metadata = document.text, document.metadata
    doc_id = document_id(raw)
    ids = _Ids(doc_id)
    block_ids = [ids.make("block", b.start, b.end, b.kind) for b in document.blocks]
    places = _Places(document.blocks, block_ids, annotated.sentences)

    blocks = [
        {"block_id": block_id, "doc_id": doc_id, **_fields(block)}
        for block_id, block in zip(block_ids, document.blocks, strict=True)
    ]
    dates = [
        {"date_id": ids.make("date", d.start, d.end, d.edtf), "doc_id": doc_id, **_fields(d)}
        for d in found.dates
    ]
    mentions: list[Row] = [
        {"mention_id": ids.make("mention", m.start, m.end, m.label), "doc_id": doc_id, **_fields(m)}
        for m in found.entities
    ]
    named = {(m["start"], m["end"]): m["mention_id"] for m in mentions if m["label"] == "PERSON"}
    people: list[Row] = []
    for person in found.people:
        mention_id = named.pop((person.start, person.end), None)
        row: Row = {"doc_id": doc_id, **_fields(person)}
        if mention_id is None:
            mention_id = ids.make("mention", person.start, person.end, "PERSON")
            mentions.append({**row, "mention_id": mention_id, "label": "PERSON"})
        people.append({**row, "mention_id": mention_id})

    figures: list[Row] = []
    for figure in found.figures:
        sentence = places.sentence(figure.start)
        earliest, latest = bounds(figure.as_of) if figure.as_of else (None, None)
        figures.append(
            {
                "figure_id": ids.make(
                    "figure", figure.start, figure.end, figure.value, figure.unit
                ),
                "doc_id": doc_id,
                "block_id": places.block(figure.start)[0],
                "sentence": text[slice(*sentence)] if sentence else None,
                "as_of_earliest": earliest,
                "as_of_latest": latest,
                "stated_on": metadata.published,
                **_fields(figure),
                "change_id": _local(doc_id, "change", figure.change_id),
                "sum_id": _local(doc_id, "sum", figure.sum_id),
            }
        )
    visions = [
        {"vision_id": ids.make("vision", v.start, v.end, v.region), "doc_id": doc_id, **_fields(v)}
        for v in found.visions
    ]
    tellings: list[Row] = []
    for event in found.events:
        block_id, page = places.block(event.start)
        tellings.append(
            {
                "telling_id": ids.make("event", event.start, event.end, event.edtf, event.title),
                "doc_id": doc_id,
                "block_id": block_id,
                "page": page,
                "earliest": event.earliest,
                "start": event.start,
                "event": msgspec.json.encode(event).decode(),
            }
        )
    own: Row = {
        **_fields(metadata),
        "doc_id": doc_id,
        "version_of": _document_id(raw, raw.version_of) if raw.version_of else None,
        "source": raw.source or metadata.source,
        "url": raw.url or metadata.url,
        "path": raw.path,
        "retrieved": raw.retrieved,
        "licence": raw.licence,
        "doc_type": annotated.doc_type,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "n_chars": len(text),
        "content_sha256": hashlib.sha256(raw.data).hexdigest(),
        "text_sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "text": text,
    }
    return DocumentRows(
        doc_id=doc_id,
        document=own,
        tables={
            "blocks": blocks,
            "dates": dates,
            "mentions": mentions,
            "people": people,
            "figures": figures,
            "visions": visions,
            "tellings": tellings,
        },
    )


def _fields(record: Record) -> Row:
    """The record's fields; an empty string is unknown, so null."""
    values: Mapping[str, object] = msgspec.structs.asdict(record)
    return {name: None if value == "" else value for name, value in values.items()}


def _local(doc_id: str, kind: str, name: str | None) -> str | None:
    """An id that is shared within a document, made unique among documents."""
    return None if name is None else content_id(doc_id, kind, name)
