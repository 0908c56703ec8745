"""The held-out parts of the labelled data: each drawn once, by hash, before anything saw it.

``FROZEN.json`` lists the held-out examples of each part by id and carries a hash over their whole
content, so that neither membership nor a label can change unnoticed. Examples of one group (the
sentences of one imagined document) are on one side. ``first`` was drawn from the data of the
beginning, ``second`` from what was written later, harder on purpose; what is added without a new
draw is never held out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.classify.data import LabelledDocument, LabelledSentence
from pipeline.errors import ModelError

FROZEN_FILE = "FROZEN.json"
SHARES = {"first": (5, 3), "second": (5, 6)}
"""For each part: one group of sentences, one document, in so many is held out."""
_SALTS = {"first": b"held-out:", "second": b"held-out, second:"}

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


def drawn(item: LabelledSentence | LabelledDocument, part: str) -> bool:
    """Whether the draw by hash for ``part`` holds this example's group out."""
    digest = hashlib.sha256(_SALTS[part] + group_of(item).encode()).digest()
    of_sentences, of_documents = SHARES[part]
    share = of_sentences if isinstance(item, LabelledSentence) else of_documents
    return digest[0] % share == 0


def content_hash(items: Sequence[LabelledSentence | LabelledDocument]) -> str:
    """SHA-256 over the examples, labels and all, whatever their order."""
    lines = sorted(msgspec.json.encode(item) for item in items)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def freeze(
    sentences: Sequence[LabelledSentence],
    documents: Sequence[LabelledDocument],
    part: str,
    comment: str,
) -> Frozen:
    """Draw ``part`` from new examples: done once, and again only with a reason in ``comment``."""
    held_sentences = [item for item in sentences if drawn(item, part)]
    held_documents = [item for item in documents if drawn(item, part)]
    return Frozen(
        comment=comment,
        sentences=tuple(sorted(map(example_id, held_sentences))),
        documents=tuple(sorted(map(example_id, held_documents))),
        sha256=content_hash([*held_sentences, *held_documents]),
    )


def read_frozen(data_dir: Path) -> dict[str, Frozen]:
    """The parts listed in ``data_dir``, by name; ModelError if they cannot be read."""
    path = data_dir / FROZEN_FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Frozen])
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
    frozen: Mapping[str, Frozen],
    sentences: Sequence[LabelledSentence],
    documents: Sequence[LabelledDocument],
) -> None:
    """ModelError if a held-out part is not, word for word, the one that was frozen."""
    for name, part in frozen.items():
        held: list[LabelledSentence | LabelledDocument] = []
        held += split(sentences, part.sentences)[1]
        held += split(documents, part.documents)[1]
        if content_hash(held) != part.sha256:
            raise ModelError(
                f"the {name} held-out examples differ from those in FROZEN.json: put them back, "
                "or freeze again and say why in its comment"
            )
