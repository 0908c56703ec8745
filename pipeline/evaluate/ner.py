"""Names in sentences: rules alone, the recognizer alone, both, on what was held out.

``yeonpyo evaluate --layer ner`` prints it. ``python -m pipeline.evaluate.ner --curve`` also fits
the recognizer to a quarter and to half of the sentences, and writes the tables into the card.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipeline.annotator import Annotator
from pipeline.components import MODEL_NAME, EntityRecognizer
from pipeline.load.blocks import outline
from pipeline.ner.data import Example, read_own, read_public, split
from pipeline.ner.decode import LABELS
from pipeline.ner.recognizer import Suggestion
from pipeline.ner.score import Score, Span, score_examples, scores
from pipeline.ner.train import Config, train
from pipeline.settings import MODELS_DIR, NER_DATA_DIR

LAYER = "ner"
CARD = MODELS_DIR / MODEL_NAME / "CARD.md"

_PUBLISHED = "2015-06-01"
"""The sentences bear no date."""

_BEGIN, _END = "<!-- scores: written by pipeline.evaluate.ner -->", "<!-- /scores -->"
_CURVE = (0.25, 0.5)
_KEYS = ("klue", "klue PERSON", "klue ORG", "klue REGION", "policy", "policy_2026")

Ablation = dict[str, dict[str, Score]]


class _Mute:
    """A recognizer that sees nothing."""

    def suggest(self, text: str, chunks: object) -> list[Suggestion]:
        """No name."""
        return []


def held_out(folder: Path | None = NER_DATA_DIR) -> list[Example]:
    """The sentences that training never sees; without ``folder`` our own alone."""
    public = read_public(folder) if folder is not None and folder.is_dir() else []
    return [*split(public)[1], *split(read_own())[1]]


def _layered(annotator: Annotator, examples: Sequence[Example]) -> dict[str, Score]:
    def spans(text: str) -> list[Span]:
        found = annotator.text(text, _PUBLISHED).entities
        return [(m.start, m.end, m.label) for m in found if m.label in LABELS]

    return scores((example, spans(example.text)) for example in examples)


def ablation(annotator: Annotator, examples: Sequence[Example]) -> Ablation:
    """Scores of ``rules``, ``model`` and ``both`` by domain and label."""
    step = next(step for step in annotator.steps if isinstance(step, EntityRecognizer))
    recognizer = step.recognizer
    assert recognizer is not None, "a loaded model has its recognizer"

    def seen(text: str) -> list[Span]:
        chunks = annotator.tokenizer.read(text, outline(text)).chunks
        return [(s.start, s.end, s.label) for s in recognizer.suggest(text, chunks)]

    both = _layered(annotator, examples)
    step.recognizer = _Mute()  # type: ignore[assignment]
    try:
        rules = _layered(annotator, examples)
    finally:
        step.recognizer = recognizer
    model = scores((example, seen(example.text)) for example in examples)
    return {"rules": rules, "model": model, "both": both}


def report(found: Ablation) -> dict[str, dict[str, float]]:
    """F1 of each layer, with the number of names, as ``evaluate`` prints it."""
    return {
        key: {**{name: of[key].f1 for name, of in found.items()}, "names": score.gold}
        for key, score in found["both"].items()
    }


def curve(folder: Path, examples: Sequence[Example], full: Ablation) -> list[str]:
    """Rows of the learning curve: the recognizer alone, fitted to a share of the sentences."""
    config = Config.read(MODELS_DIR / "ner.toml")
    rows = []
    for share in _CURVE:
        found = score_examples(train(folder, config, share=share), examples)
        rows.append(f"| {share:.0%} | " + " | ".join(f"{found[k].f1:.3f}" for k in _KEYS) + " |")
    whole = full["model"]
    rows.append("| 100% | " + " | ".join(f"{whole[k].f1:.3f}" for k in _KEYS) + " |")
    return rows


def write_card(found: Ablation, rows: Sequence[str], path: Path = CARD) -> None:
    """Put the tables between their marks in the card; ``ValueError`` where it has none."""
    text = path.read_text(encoding="utf-8")
    before, after = text.index(_BEGIN) + len(_BEGIN), text.index(_END)
    lines = ["| held out | names | rules | model | both |", "| --- | --- | --- | --- | --- |"]
    for key, values in report(found).items():
        cells = " | ".join(f"{values[name]:.3f}" for name in ("rules", "model", "both"))
        lines.append(f"| {key} | {values['names']} | {cells} |")
    if rows:
        lines += [
            "",
            "Learning curve, the model alone, by the share of sentences it was fitted to:",
            "",
            "| share | " + " | ".join(_KEYS) + " |",
            "| --- " * (len(_KEYS) + 1) + "|",
            *rows,
        ]
    table = "\n" + "\n".join(lines) + "\n"
    path.write_text(text[:before] + table + text[after:], encoding="utf-8", newline="\n")


def main() -> None:
    """Command line: ``python -m pipeline.evaluate.ner [--data DIR] [--curve]``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=NER_DATA_DIR)
    parser.add_argument("--curve", action="store_true")
    given = parser.parse_args()
    examples = held_out(given.data)
    found = ablation(Annotator.create(), examples)
    write_card(found, curve(given.data, examples, found) if given.curve else [])


if __name__ == "__main__":
    main()
