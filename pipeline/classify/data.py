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
DOC_TYPES = ("press_release", "news", "plan", "report", "speech", "law", "other")

T = TypeVar("T")

SENTENCES_FILE = "sentences.jsonl"
DOCUMENTS_FILE = "documents.jsonl"


class LabelledSentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of ``sentences.jsonl``; the labels of a ``none`` sentence are null."""

    text: str
    category: str
    stage: str | None
    instrument: str | None
    themes: tuple[str, ...]
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


def data_hash(data_dir: Path) -> str:
    """SHA-256 over both files (16 hex digits)."""
    digest = hashlib.sha256()
    for name in (SENTENCES_FILE, DOCUMENTS_FILE):
        digest.update((data_dir / name).read_bytes())
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
