"""Duplicates in the state: signatures as rows, and the links they give."""

from __future__ import annotations

import json

from pipeline.records import Block, Document
from pipeline.store import Store
from pipeline.store.database import STANDING
from pipeline.store.rows import Row
from pipeline.timeline.duplicates import Candidate, find_duplicates
from pipeline.timeline.signature import body, signature

_PLACES = ("REGION", "COMPLEX")


def signature_row(doc_id: str, document: Document) -> Row:
    """The row of ``signatures`` for a document."""
    made = signature(body(document.text, document.blocks))
    return {
        "doc_id": doc_id,
        "minhash": made.minhash,
        "n_letters": made.n_letters,
        "numbers": list(made.numbers),
    }


def link_duplicates(store: Store) -> None:
    """Link the documents of today that say the same; older versions stand for themselves."""
    store.link_duplicates(find_duplicates(_candidates(store), lambda doc_id: _body(store, doc_id)))


def _candidates(store: Store) -> list[Candidate]:
    places: dict[str, set[str]] = {}
    for doc_id, entity_id in store.connection.execute(
        "SELECT DISTINCT doc_id, entity_id FROM mentions"
        f" WHERE entity_id IS NOT NULL AND label IN {_PLACES}"
    ):
        places.setdefault(doc_id, set()).add(entity_id)
    rows = store.connection.execute(
        f"""SELECT doc_id, text_sha256, minhash, n_letters, numbers, doc_type, published
           FROM documents JOIN signatures USING (doc_id)
           WHERE doc_id IN {STANDING}"""
    )
    return [
        Candidate(
            doc_id=row["doc_id"],
            text_sha256=row["text_sha256"],
            minhash=row["minhash"],
            n_letters=row["n_letters"],
            numbers=frozenset(json.loads(row["numbers"])),
            places=frozenset(places.get(row["doc_id"], ())),
            official=row["doc_type"] in _OFFICIAL,
            published=row["published"],
        )
        for row in rows
    ]


_OFFICIAL = frozenset({"press_release", "plan", "report", "law", "speech"})
"""Types of documents that an agency issues itself."""


def _body(store: Store, doc_id: str) -> str:
    text = store.scalars("SELECT text FROM documents WHERE doc_id = ?", [doc_id])[0]
    furniture = store.rows("blocks", "t.doc_id = ? AND t.kind = 'furniture'", [doc_id])
    blocks = [
        Block(kind="furniture", start=int(str(row["start"])), end=int(str(row["end"])))
        for row in furniture
    ]
    return body(text, blocks)
