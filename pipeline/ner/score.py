"""Scores of the recognizer alone on what was held out: exact spans, by label and by domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from pipeline.language.kiwi import analyse, build_kiwi, line_spans
from pipeline.lexicon import load_lexicon
from pipeline.ner.data import Example, read_own, read_public, split
from pipeline.ner.recognizer import Recognizer

Span = tuple[int, int, str]


class Score(msgspec.Struct):
    """Counts of exact spans."""

    matched: int = 0
    found: int = 0
    gold: int = 0

    def count(self, gold: set[Span], found: set[Span]) -> None:
        """Add one sentence's spans."""
        self.matched += len(gold & found)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def scores(pairs: Iterable[tuple[Example, Sequence[Span]]]) -> dict[str, Score]:
    """``all`` and each domain, and each label within public and own sentences."""
    found: dict[str, Score] = {}
    for example, spans in pairs:
        gold = set(example.names)
        seen = {
            s for s in spans if not any(s[0] < end and start < s[1] for start, end in example.open)
        }
        kind = example.domain if example.domain.startswith("policy") else "klue"
        for key in dict.fromkeys((kind, example.domain)):
            found.setdefault(key, Score()).count(gold, seen)
        for label in ("PERSON", "ORG", "REGION"):
            found.setdefault(f"{kind} {label}", Score()).count(
                {s for s in gold if s[2] == label}, {s for s in seen if s[2] == label}
            )
    return dict(sorted(found.items()))


def score_examples(recognizer: Recognizer, examples: Iterable[Example]) -> dict[str, Score]:
    """The recognizer alone on bare sentences."""
    kiwi = build_kiwi(load_lexicon().words())

    def seen(text: str) -> list[Span]:
        chunks = analyse(kiwi, text, line_spans(text))
        return [(s.start, s.end, s.label) for s in recognizer.suggest(text, chunks)]

    return scores((example, seen(example.text)) for example in examples)


def score_held_out(recognizer: Recognizer, folder: Path) -> dict[str, Score]:
    """The recognizer alone on the held-out sentences of ``folder`` and of our own."""
    return score_examples(
        recognizer, [*split(read_public(folder))[1], *split(read_own())[1]]
    )
