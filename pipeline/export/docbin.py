"""The texts as a spaCy DocBin: for training and for those who work in spaCy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export.files import replacing
from pipeline.store import Store
from pipeline.store.rows import Row

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_GROUPS = (("mentions", "label"), ("figures", "unit"), ("dates", "type"), ("visions", "region"))


def export_docbin(store: Store, directory: Path) -> list[Path]:
    """Write ``documents.spacy``: one Doc a document, on the morphemes of the pipeline.

    ``doc.ents`` holds the mentions without overlap (a longer one wins), ``doc.spans`` all of
    mentions, figures, dates and visions, each span's ``id_`` the id of its row. The ends of a
    span that lie inside a token move out to the token's. ``doc.user_data`` has ``doc_id``,
    ``published`` and ``url``.
    """
    import spacy
    from spacy.tokens import DocBin
    from spacy.util import filter_spans

    from pipeline.components import STATE, create_tokenizer

    nlp = spacy.blank("ko", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    nlp.tokenizer = create_tokenizer()(nlp)
    bin_ = DocBin(store_user_data=True)
    for document in store.rows("documents"):
        doc = nlp.make_doc(str(document["text"]))
        doc.user_data.pop(STATE, None)
        for group, label in _GROUPS:
            rows = store.rows(group, "t.doc_id = ?", [document["doc_id"]])
            doc.spans[group] = _spans(doc, rows, f"{group[:-1]}_id", label)
        doc.ents = tuple(filter_spans(doc.spans["mentions"]))
        for name in ("doc_id", "published", "url"):
            doc.user_data[name] = document[name]
        bin_.add(doc)
    path = directory / "documents.spacy"
    with replacing(path) as partial:
        partial.write_bytes(bin_.to_bytes())
    return [path]


def _spans(doc: Doc, rows: Iterable[Row], key: str, label: str) -> list[Span]:
    found = []
    for row in rows:
        start, end = row["start"], row["end"]
        assert isinstance(start, int) and isinstance(end, int)
        span = doc.char_span(
            start, end, label=str(row[label]), span_id=str(row[key]), alignment_mode="expand"
        )
        if span is not None:
            found.append(span)
    return found
