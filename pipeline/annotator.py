"""One document, from text to annotations: a pure function of its text, its date and the models.

``Annotator`` holds what is costly to make (Kiwi, lexicon, models); a worker process makes one.
``annotate(text, date)`` is the same for a single text.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TypeVar

import msgspec
import spacy
from spacy.language import Language

from pipeline.classify.predict import load_models
from pipeline.components import MODEL_NAME, PolicyTokenizer, State, Step
from pipeline.errors import ModelError
from pipeline.language.offsets import NfcText, to_nfc
from pipeline.load.blocks import outline
from pipeline.provenance import version
from pipeline.records import AnnotatedDocument, Annotations, Document
from pipeline.settings import MODELS_DIR

T = TypeVar("T", bound=msgspec.Struct)


class Annotator:
    """The pipeline of one process. Its methods depend on their arguments alone.

    It runs the steps of the spaCy model, but builds no Doc: that costs a third of Kiwi's time.
    """

    def __init__(self, nlp: Language) -> None:
        self.classifiers = load_models()
        if not isinstance(nlp.tokenizer, PolicyTokenizer):
            raise ModelError("the spaCy model has another tokenizer; run `yeonpyo train`")
        self.tokenizer: PolicyTokenizer = nlp.tokenizer
        steps = [component for _, component in nlp.pipeline]
        self.steps: list[Step] = [step for step in steps if isinstance(step, Step)]

    @classmethod
    def create(cls, model: Path | None = None) -> Annotator:
        """Load ``models/ko_policy`` (about two seconds, 400 MB)."""
        path = model or MODELS_DIR / MODEL_NAME
        if not (path / "config.cfg").exists():
            raise ModelError(f"no spaCy model at {path.name}; run `yeonpyo train`")
        return cls(spacy.load(path))

    def document(self, document: Document) -> AnnotatedDocument:
        """Annotate a loaded document; its metadata give publication date and title."""
        metadata = document.metadata
        state = self.tokenizer.read(
            document.text, document.blocks, metadata.published, metadata.title
        )
        self._run(state)
        doc_type, confidence = self.classifiers.document(state.context.analysis, metadata)
        return AnnotatedDocument(
            document=document,
            doc_type=doc_type,
            doc_type_confidence=confidence,
            sentences=tuple((c.start, c.end) for c in state.chunks),
            annotations=state.annotations,
        )

    def text(self, text: str, published: str | None = None) -> Annotations:
        """Annotate a text as it is; offsets are those of ``text`` as given, in any normal form."""
        nfc = to_nfc(text)
        state = self.tokenizer.read(nfc.text, outline(nfc.text), published)
        self._run(state)
        found = state.annotations
        return found if nfc.text == text else _restore(found, nfc, text)

    def _run(self, state: State) -> None:
        for step in self.steps:
            step.run(state)


def _restore(found: Annotations, nfc: NfcText, text: str) -> Annotations:
    """Move every span back to the text as given."""

    def move(item: T) -> T:
        start, end = nfc.original(item.start), nfc.original(item.end)  # type: ignore[attr-defined]
        return msgspec.structs.replace(item, start=start, end=end, text=text[start:end])

    return Annotations(
        **{
            name: tuple(move(item) for item in getattr(found, name))
            for name in Annotations.__struct_fields__
        }
    )


@functools.cache
def _annotator() -> Annotator:
    return Annotator.create()


def annotate(text: str, date: str | None = None) -> Annotations:
    """Annotate one text; ``date`` is its publication date in EDTF.

    The first call in a process loads the models.
    """
    return _annotator().text(text, date)


__all__ = ["Annotator", "annotate", "version"]
