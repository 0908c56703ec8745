"""The held-out part of the labelled data: chosen once, by hash, before any feature was tuned.

``FROZEN.json`` lists the held-out examples by id and carries a hash over their whole content, so
that neither membership nor a label can change unnoticed. Examples of one group (the sentences of
one imagined document) are on one side. What is added later is never held out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.classify.data import LabelledDocument, LabelledSentence
from pipeline.errors import ModelError

FROZEN_FILE = "FROZEN.json"
SENTENCE_SHARE, DOCUMENT_SHARE = 5, 3
"""One group of sentences, one document, in so many is held out."""

Labelled = TypeVar("Labelled", LabelledSentence, LabelledDocument)


class Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ids of the held-out examples, and the hash over them."""

    comment: str
    sentences: tuple[str, ...]
    documents: tuple[str, ...]
    sha256: str


def example_id(item: LabelledSentence | LabelledDocument) -> str:
    """Sixteen hex digits of the text's SHA-256."""
    return hashlib.sha256(item.text.encode()).hexdigest()[:16]


def group_of(item: LabelledSentence | LabelledDocument) -> str:
    """What may not be divided between training and test: the group, or the text itself."""
    return getattr(item, "group", None) or item.text


def drawn(item: LabelledSentence | LabelledDocument) -> bool:
    """Whether the draw by hash holds this example's group out."""
    digest = hashlib.sha256(b"held-out:" + group_of(item).encode()).digest()
    share = SENTENCE_SHARE if isinstance(item, LabelledSentence) else DOCUMENT_SHARE
    return digest[0] % share == 0


def content_hash(items: Sequence[LabelledSentence | LabelledDocument]) -> str:
    """SHA-256 over the examples, labels and all, whatever their order."""
    lines = sorted(msgspec.json.encode(item) for item in items)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def freeze(
    sentences: Sequence[LabelledSentence], documents: Sequence[LabelledDocument], comment: str
) -> Frozen:
    """Draw the held-out part: done once, and again only with a reason in ``comment``."""
    held_sentences = [item for item in sentences if drawn(item)]
    held_documents = [item for item in documents if drawn(item)]
    return Frozen(
        comment=comment,
        sentences=tuple(sorted(map(example_id, held_sentences))),
        documents=tuple(sorted(map(example_id, held_documents))),
        sha256=content_hash([*held_sentences, *held_documents]),
    )


def read_frozen(data_dir: Path) -> Frozen:
    """The list in ``data_dir``; ModelError if it cannot be read."""
    path = data_dir / FROZEN_FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Frozen)
    except OSError as error:
        raise ModelError(f"no held-out list at {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise ModelError(f"{path}: {error}") from error


def split(items: Sequence[Labelled], ids: Sequence[str]) -> tuple[list[Labelled], list[Labelled]]:
    """Training part and held-out part, in the order given."""
    chosen = set(ids)
    held = [item for item in items if example_id(item) in chosen]
    return [item for item in items if example_id(item) not in chosen], held


def check(
    frozen: Frozen, sentences: Sequence[LabelledSentence], documents: Sequence[LabelledDocument]
) -> None:
    """ModelError if the held-out part is not, word for word, the one that was frozen."""
    held: list[LabelledSentence | LabelledDocument] = []
    held += split(sentences, frozen.sentences)[1]
    held += split(documents, frozen.documents)[1]
    if content_hash(held) != frozen.sha256:
        raise ModelError(
            "the held-out examples differ from those in FROZEN.json: put them back, or freeze "
            "again and say why in its comment"
        )
