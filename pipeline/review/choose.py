"""Which items a person should look at: the least certain and the most influential first.

Certain is what the models of today say of every label, not only of the category.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from pipeline.records import Event, Metadata
from pipeline.review.corrections import load
from pipeline.review.doubt import Judge
from pipeline.review.fields import CHOICES, written
from pipeline.store import Store
from pipeline.store.rows import Row

CONTEXT_CHARS = 120
"""Characters shown before and behind the evidence."""
SHARE_OF_ONE = 0.4
"""No category takes more than this share of a sheet, so that rare ones are seen too."""

FIELDS = tuple(CHOICES["events"])
KEYS = ("table", "doc_id", "text_sha256", "start", "end")
COLUMNS = (
    *KEYS, "document", "published", "date", "title", "sentence", "context", "n_documents",
    "probability", *(f"p_{name}" for name in FIELDS), *FIELDS, "doc_type",
    *(f"new_{name}" for name in FIELDS), "new_doc_type",
)  # fmt: skip


def items(store: Store, limit: int) -> list[Row]:
    """Rows of the sheet: events by (1 - probability) x log2(1 + documents that tell them).

    ``probability`` is the mean of those of the labels, each of which stands in its own ``p_…``.
    """
    judged = {(c.doc_id, c.start, c.end) for c in load(store) if c.table == "events"}
    ranked = sorted(
        (row for row in _events(store) if (row["doc_id"], row["start"], row["end"]) not in judged),
        key=lambda row: (-_weight(row), str(row["doc_id"]), row["start"]),
    )
    chosen: list[Row] = []
    seen: set[object] = set()
    counts: Counter[object] = Counter()
    most = max(1, math.ceil(limit * SHARE_OF_ONE))
    for row in ranked:
        if len(chosen) >= limit:
            break
        told = str(row["sentence"]).strip()
        if told in seen or counts[row["category"]] >= most:
            continue
        seen.add(told)
        counts[row["category"]] += 1
        chosen.append(row)
    return [_labelled(row) for row in chosen]


def documents(store: Store, limit: int) -> list[Row]:
    """Rows for the documents' types by (1 - probability) x log2(2 + events that they tell)."""
    judge = Judge()
    judged = {c.doc_id for c in load(store) if c.table == "documents"}
    rows: list[Row] = []
    weights: dict[object, float] = {}
    for found in store.connection.execute(
        """SELECT d.*, count(t.telling_id) AS told FROM documents d LEFT JOIN tellings t
           USING (doc_id) WHERE d.doc_id IN (SELECT doc_id FROM origins)
           AND d.duplicate_of IS NULL GROUP BY d.doc_id ORDER BY d.doc_id"""
    ):
        if found["doc_id"] in judged:
            continue
        known = Metadata(title=found["title"], author=found["author"], source=found["source"])
        probability = judge.document(found["text"], known)
        weights[found["doc_id"]] = (1.0 - probability) * math.log2(2 + found["told"])
        rows.append(
            _labelled(
                {
                    "table": "documents",
                    "probability": probability,
                    "doc_id": found["doc_id"],
                    "text_sha256": found["text_sha256"],
                    "document": found["title"],
                    "published": found["published"],
                    "sentence": " ".join(found["text"][: 2 * CONTEXT_CHARS].split()),
                    "n_documents": 1,
                    "doc_type": found["doc_type"],
                }
            )
        )
    rows.sort(key=lambda row: (-weights[row["doc_id"]], str(row["doc_id"])))
    return rows[:limit]


def _weight(row: Row) -> float:
    probability, told = row["probability"], row["n_documents"]
    sure = probability if isinstance(probability, float) else 0.0
    return (1.0 - sure) * math.log2(1 + (told if isinstance(told, int) else 1))


def _labelled(row: Row) -> Row:
    return {name: row.get(name) for name in COLUMNS}


def _events(store: Store) -> Iterator[Row]:
    told = {
        (doc_id, start, end): n
        for doc_id, start, end, n in store.connection.execute(
            """SELECT v.doc_id, v."start", v."end", e.n_documents FROM event_evidence v
               JOIN events e USING (event_id) ORDER BY e.n_documents, e.event_id"""
        )
    }
    texts: dict[str, tuple[str, str, str | None]] = {}
    judge = Judge()
    for telling in store.document_events():
        event: Event = telling.event
        if telling.doc_id not in texts:
            texts = {telling.doc_id: _text(store, telling.doc_id)}
        text, sha, title = texts[telling.doc_id]
        start = event.start if event.clause_start is None else event.clause_start
        end = event.end if event.clause_end is None else event.clause_end
        before = text[max(0, event.start - CONTEXT_CHARS) : event.start]
        behind = text[event.end : event.end + CONTEXT_CHARS]
        sure = judge.event(event)
        yield {
            "table": "events",
            "doc_id": telling.doc_id,
            "text_sha256": sha,
            "start": start,
            "end": end,
            "document": title,
            "published": telling.published,
            "date": event.edtf,
            "title": event.title,
            "sentence": " ".join(event.text.split()),
            "context": " ".join(f"{before} […] {behind}".split()),
            "n_documents": told.get((telling.doc_id, event.start, event.end), 1),
            "probability": round(sum(sure.values()) / len(sure), 4),
            **{f"p_{name}": sure[name] for name in FIELDS},
            **{name: written(getattr(event, name)) for name in FIELDS},
        }


def _text(store: Store, doc_id: str) -> tuple[str, str, str | None]:
    found = store.connection.execute(
        "SELECT text, text_sha256, title FROM documents WHERE doc_id = ?", [doc_id]
    ).fetchone()
    return found[0], found[1], found[2]
