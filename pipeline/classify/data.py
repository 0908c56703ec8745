"""The labelled examples of ``corpus/labelled`` and their labels, as the codebook has them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from kiwipiepy import Kiwi

from pipeline.errors import ModelError
from pipeline.language.analysis import Analysis, analyse_text
from pipeline.language.kiwi import Morpheme, analyse, line_spans
from pipeline.records import Block, EventStatus

CATEGORIES = (
    "announcement", "plan", "legislation", "designation", "budget", "program",
    "expansion", "organization", "agreement", "event", "evaluation", "roadmap",
)  # fmt: skip
NONE = "none"
"""A sentence that tells no event: a definition, background, an opinion."""
STAGES = ("agenda", "formulation", "adoption", "implementation", "evaluation")
INSTRUMENTS = ("nodality", "authority", "treasure", "organization")
THEMES = (
    "network", "rnd", "workforce", "living_conditions", "global", "firm_support",
    "infrastructure", "regulation", "governance", "balanced_development", "green",
)  # fmt: skip
STATUSES = ("occurred", "ongoing", "planned", "forecast", "cancelled", "postponed")
DOC_TYPES = ("press_release", "news", "plan", "report", "speech", "law", "other")

T = TypeVar("T")

SENTENCES_FILE = "sentences.jsonl"
DOCUMENTS_FILE = "documents.jsonl"
CORRECTED_FILES = ("corrected_sentences.jsonl", "corrected_documents.jsonl")
"""What ``yeonpyo review`` leaves for training: the same records, labels not judged are null."""


class LabelledSentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of ``sentences.jsonl``; the labels of a ``none`` sentence are null.

    In a file of corrections every label that nobody has judged is null.
    """

    text: str
    category: str | None
    stage: str | None
    instrument: str | None
    themes: tuple[str, ...] | None
    status: EventStatus | None
    year: int
    form: Literal["prose", "list", "headline", "slide", "table"]
    group: str | None = None
    """Sentences of one (imagined) document share a group; without one a sentence is its own."""


class LabelledDocument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of ``documents.jsonl``: cleaned text, as the loader would hand it on."""

    text: str
    title: str | None
    doc_type: str
    year: int
    author: str | None = None


def _read(path: Path, kind: type[T]) -> list[T]:
    decoder = msgspec.json.Decoder(kind)
    records: list[T] = []
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"no labelled data at {path}: {error.strerror}") from error
    for number, line in enumerate(content.splitlines(), 1):
        try:
            records.append(decoder.decode(line))
        except msgspec.DecodeError as error:
            raise ModelError(f"{path}, line {number}: {error}") from error
    return records


def read_sentences(data_dir: Path) -> list[LabelledSentence]:
    """All labelled sentences, in the order of the file; ModelError names a bad line."""
    return _read(data_dir / SENTENCES_FILE, LabelledSentence)


def read_documents(data_dir: Path) -> list[LabelledDocument]:
    """All labelled documents, in the order of the file; ModelError names a bad line."""
    return _read(data_dir / DOCUMENTS_FILE, LabelledDocument)


def read_corrections(data_dir: Path) -> tuple[list[LabelledSentence], list[LabelledDocument]]:
    """What people have corrected, in ``data_dir``; nothing where there are no such files."""
    sentences, documents = (data_dir / name for name in CORRECTED_FILES)
    return (
        _read(sentences, LabelledSentence) if sentences.exists() else [],
        _read(documents, LabelledDocument) if documents.exists() else [],
    )


def data_hash(data_dir: Path, names: tuple[str, ...] = (SENTENCES_FILE, DOCUMENTS_FILE)) -> str:
    """SHA-256 over the files that exist (16 hex digits)."""
    digest = hashlib.sha256()
    for path in (data_dir / name for name in names):
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def sentence_morphemes(kiwi: Kiwi, text: str) -> tuple[Morpheme, ...]:
    """Morphemes of one labelled sentence, even where Kiwi would cut it in two."""
    chunks = analyse(kiwi, text, [(0, len(text))])
    return tuple(morpheme for chunk in chunks for morpheme in chunk.morphemes)


def document_analysis(kiwi: Kiwi, document: LabelledDocument) -> Analysis:
    """A labelled document line by line: the features ask for no finer outline."""
    blocks = [Block(kind="paragraph", start=a, end=b) for a, b in line_spans(document.text)]
    analysis, _ = analyse_text(kiwi, document.text, blocks, title=document.title)
    return analysis
