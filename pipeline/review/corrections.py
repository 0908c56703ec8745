"""Corrections in the state, and on the tables.

A correction belongs to a text and a span in it, not to a row: rows are made anew whenever models
or rules change, and the correction is put on them again. Its document is found by the text's
hash, so that the same text under another path, or fetched again, is corrected too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from pipeline.classify.data import (
    CORRECTED_FILES,
    NONE,
    LabelledDocument,
    LabelledSentence,
)
from pipeline.records import Event, Record, content_id
from pipeline.review.fields import CHOICES, NO_EVENT, ReviewError, parse, written
from pipeline.store import Store
from pipeline.store.rows import Row

TRAINING_DIR = "review"
"""Folder of the state that ``yeonpyo train classifiers --data`` takes."""
MAX_DOCUMENT_CHARS = 3000
"""Characters of a corrected document that training reads: those that the features look at."""
_SPANNED = ("figures", "visions", "people")


class Correction(Record, frozen=True):
    """One row of ``corrections``; ``start`` and ``end`` are null for a whole document."""

    doc_id: str
    start: int | None
    end: int | None
    table: str
    field: str
    old_value: str | None
    new_value: str | None
    by: str | None = None
    at: str | None = None

    @property
    def correction_id(self) -> str:
        """The same place and field has one correction: a later one replaces it."""
        return content_id("correction", self.doc_id, self.start, self.end, self.table, self.field)


class Outcome(Record, frozen=True):
    """What became of a correction: rows that carry it now, and how many had to be changed."""

    correction: Correction
    rows: int
    changed: int


def load(store: Store) -> list[Correction]:
    """All corrections, in the order of their ids."""
    names = Correction.__struct_fields__
    return [
        Correction(**{name: row[name] for name in names})  # type: ignore[arg-type]
        for row in store.rows("corrections")
    ]


def save(store: Store, corrections: Iterable[Correction]) -> int:
    """Write corrections, each in place of an older one of its place and field; their number."""
    rows = [
        {"correction_id": one.correction_id, **msgspec.structs.asdict(one)} for one in corrections
    ]
    with store.transaction():
        store.insert("corrections", rows, "INSERT OR REPLACE")
        store.set_marks(tables="")
    return len(rows)


def apply(store: Store) -> list[Outcome]:
    """Put every correction on the tables; what already carries it is left alone.

    Changed documents and events mark the timeline as out of date. Run it after documents were
    annotated and before the timeline is built.
    """
    corrections = load(store)
    if not corrections:
        return []
    outcomes = []
    with store.transaction():
        for one in corrections:
            documents = _documents(store, one.doc_id)
            if one.table == "events":
                rows, changed = _apply_event(store, one, documents)
            else:
                rows, changed = _apply_row(store, one, documents)
            outcomes.append(Outcome(correction=one, rows=rows, changed=changed))
        if any(outcome.changed for outcome in outcomes):
            store.set_marks(timeline="", tables="")
    return outcomes


def _documents(store: Store, doc_id: str) -> list[str]:
    """All documents with the text that was corrected."""
    return store.scalars(
        "SELECT doc_id FROM documents WHERE text_sha256 ="
        " (SELECT text_sha256 FROM documents WHERE doc_id = ?) ORDER BY doc_id",
        [doc_id],
    )


def tellings_at(
    store: Store, doc_id: str, start: int | None, end: int | None
) -> list[tuple[str, Event]]:
    """Events of a document whose clause, or else whose evidence, is the span: id and event."""
    found = [
        (str(row["telling_id"]), msgspec.json.decode(row["event"], type=Event))
        for row in store.connection.execute(
            "SELECT telling_id, event FROM tellings WHERE doc_id = ? ORDER BY telling_id", [doc_id]
        )
    ]
    clauses = [(i, e) for i, e in found if (e.clause_start, e.clause_end) == (start, end)]
    return clauses or [(i, e) for i, e in found if (e.start, e.end) == (start, end)]


def _apply_event(store: Store, one: Correction, documents: Sequence[str]) -> tuple[int, int]:
    rows = changed = 0
    value = parse("events", one.field, one.new_value or "")
    for doc_id in documents:
        for telling_id, event in tellings_at(store, doc_id, one.start, one.end):
            rows += 1
            if one.field == "category" and value == NO_EVENT:
                store.connection.execute("DELETE FROM tellings WHERE telling_id = ?", [telling_id])
                changed += 1
                continue
            if getattr(event, one.field) == value and event.rule.endswith(_BY_HAND):
                continue
            changes: dict[str, object] = {one.field: value, "rule": _by_hand(event.rule)}
            if one.field == "category":
                changes["confidence"] = 1.0
            corrected = msgspec.structs.replace(event, **changes)
            if corrected == event:
                continue
            store.connection.execute(
                "UPDATE tellings SET event = ? WHERE telling_id = ?",
                [msgspec.json.encode(corrected).decode(), telling_id],
            )
            changed += 1
    return rows, changed


_BY_HAND = "/review"


def _by_hand(rule: str) -> str:
    """The rule's name with the mark that a person has looked at what it made."""
    return rule if rule.endswith(_BY_HAND) else rule + _BY_HAND


def _apply_row(store: Store, one: Correction, documents: Sequence[str]) -> tuple[int, int]:
    value = parse(one.table, one.field, one.new_value or "") or None
    where = "doc_id = ?"
    parameters: list[object] = []
    if one.table in _SPANNED:
        where, parameters = 'doc_id = ? AND "start" = ? AND "end" = ?', [one.start, one.end]
    rows = changed = 0
    for doc_id in documents:
        given = [doc_id, *parameters]
        rows += len(store.scalars(f'SELECT 1 FROM "{one.table}" WHERE {where}', given))
        cursor = store.connection.execute(
            f'UPDATE "{one.table}" SET "{one.field}" = ? WHERE {where} AND "{one.field}" IS NOT ?',
            [value, *given, value],
        )
        changed += cursor.rowcount
    return rows, changed


def current_value(store: Store, table: str, field: str, row: Row) -> str | None:
    """What the tables say now at a correction's place; ReviewError if nothing stands there."""
    doc_id, start, end = str(row["doc_id"]), row["start"], row["end"]
    if table == "events":
        found = tellings_at(store, doc_id, start, end)  # type: ignore[arg-type]
        if not found:
            raise ReviewError(f"no event at characters {start} to {end} of document {doc_id}")
        return written(getattr(found[0][1], field))
    where = '"doc_id" = ?' + (' AND "start" = ? AND "end" = ?' if table in _SPANNED else "")
    values: list[object] = [doc_id]
    if table in _SPANNED:
        values += [start, end]
    found_rows = store.connection.execute(
        f'SELECT "{field}" FROM "{table}" WHERE {where}', values
    ).fetchall()
    if not found_rows:
        raise ReviewError(f"no row of {table} at this place of document {doc_id}")
    return written(found_rows[0][0])


def write_training(store: Store, folder: Path) -> tuple[int, int]:
    """The corrections as labelled examples for training; numbers of sentences and documents."""
    corrections = load(store)
    sentences = list(_sentences(store, corrections))
    documents = list(_documents_corrected(store, corrections))
    folder.mkdir(parents=True, exist_ok=True)
    written_items: tuple[Sequence[msgspec.Struct], ...] = (sentences, documents)
    for name, items in zip(CORRECTED_FILES, written_items, strict=True):
        lines = [msgspec.json.encode(item).decode() + "\n" for item in items]
        (folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")
    return len(sentences), len(documents)


def _text(store: Store, doc_id: str) -> tuple[str, str | None, int] | None:
    found = store.connection.execute(
        "SELECT text, title, published FROM documents WHERE doc_id = ?", [doc_id]
    ).fetchone()
    if found is None:
        return None
    year = (found[2] or "")[:4]
    return found[0], found[1], int(year) if year.isdigit() else 0


def _sentences(store: Store, corrections: Sequence[Correction]) -> Iterator[LabelledSentence]:
    places: dict[tuple[str, int, int], dict[str, str]] = {}
    for one in corrections:
        if one.table == "events" and one.field in CHOICES["events"] and one.start is not None:
            place = places.setdefault((one.doc_id, one.start, one.end or one.start), {})
            place[one.field] = one.new_value or ""
    for (doc_id, start, end), judged in sorted(places.items()):
        found = _text(store, doc_id)
        if found is None:
            continue
        text, _, year = found
        no_event = judged.get("category") == NONE
        themes = None if "themes" not in judged else tuple(json.loads(judged["themes"]))
        yield LabelledSentence(
            text=" ".join(text[start:end].split()),
            category=judged.get("category"),
            stage=None if no_event else judged.get("stage"),
            instrument=None if no_event else judged.get("instrument"),
            themes=() if no_event else themes,
            status=None if no_event else judged.get("status"),  # type: ignore[arg-type]
            year=year,
            form="prose",
            group=doc_id,
        )


def _documents_corrected(
    store: Store, corrections: Sequence[Correction]
) -> Iterator[LabelledDocument]:
    for one in corrections:
        if (one.table, one.field) != ("documents", "doc_type") or not one.new_value:
            continue
        found = _text(store, one.doc_id)
        if found is not None:
            text, title, year = found
            yield LabelledDocument(
                text=text[:MAX_DOCUMENT_CHARS], title=title, doc_type=one.new_value, year=year
            )
