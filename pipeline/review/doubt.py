"""How sure the classifiers are of each label that a sheet asks about, by the models of today."""

from __future__ import annotations

from kiwipiepy import Kiwi
from msgspec.structs import replace

from pipeline.classify.label import morphemes_in, told_in
from pipeline.classify.predict import Classifiers, load_models
from pipeline.language.analysis import analyse_text
from pipeline.language.kiwi import build_kiwi, line_spans
from pipeline.lexicon import load_lexicon
from pipeline.records import Block, Event, Metadata

MAX_CHARS = 6000
"""Characters of a document that are read: its type is told by its first page."""


class Judge:
    """Reads evidence again; loading takes about two seconds, a sentence a millisecond."""

    def __init__(self, classifiers: Classifiers | None = None, kiwi: Kiwi | None = None) -> None:
        self.classifiers = classifiers or load_models()
        self.kiwi = kiwi or build_kiwi(load_lexicon().words())

    def event(self, event: Event) -> dict[str, float]:
        """Probability of each of an event's labels: what the model was read with, not the rules.

        ``category`` is the confidence that the event carries, 1 where a person has judged it.
        """
        length = len(event.text)
        block = Block(kind="paragraph", start=0, end=length)
        analysis, _ = analyse_text(self.kiwi, event.text, [block])
        moved = replace(
            event,
            start=0,
            end=length,
            clause_start=_moved(event.clause_start, event.start, length),
            clause_end=_moved(event.clause_end, event.start, length),
        )
        start, end = told_in(analysis, moved)
        found = self.classifiers.probabilities(
            analysis.text[start:end], morphemes_in(analysis, start, end)
        )
        if event.confidence is not None:
            found["category"] = event.confidence
        return found

    def document(self, text: str, metadata: Metadata) -> float:
        """Probability of the type that the model gives to a document's text."""
        head = text[:MAX_CHARS]
        blocks = [Block(kind="paragraph", start=a, end=b) for a, b in line_spans(head)]
        analysis, _ = analyse_text(self.kiwi, head, blocks, title=metadata.title)
        return self.classifiers.document(analysis, metadata).confidence


def _moved(offset: int | None, start: int, length: int) -> int | None:
    """The offset in the evidence alone."""
    return None if offset is None else min(max(offset - start, 0), length)
