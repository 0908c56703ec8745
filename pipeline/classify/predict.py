"""Labels for sentences and documents from the trained models."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pipeline.classify.data import CATEGORIES, DOCUMENTS_FILE, NONE, data_hash
from pipeline.classify.document_features import document_features
from pipeline.classify.features import FEATURES_VERSION, sentence_features
from pipeline.classify.model import Array, LinearModel, fold, sigmoid, softmax
from pipeline.classify.save import load
from pipeline.errors import ModelError
from pipeline.language.analysis import Analysis
from pipeline.language.kiwi import Morpheme
from pipeline.load.press import load_press
from pipeline.records import Metadata
from pipeline.settings import LABELLED_DIR, MODELS_DIR

MODEL_FILES = {"sentences": "sentences.skops", "documents": "documents.skops"}
INFO_FILE = "classifiers.json"
REMEDY = "run: yeonpyo train classifiers"


class SentenceLabels(NamedTuple):
    """Labels of one sentence. ``category`` is the best of the twelve, given an event at all.

    ``confidence`` is its calibrated probability among the twelve; ``none_probability`` that the
    sentence tells no event. ``stage`` and ``instrument`` are always given. ``status`` is what the
    words alone say, with its probability.
    """

    category: str
    confidence: float
    stage: str
    instrument: str
    themes: tuple[str, ...]
    none_probability: float
    status: str
    status_probability: float


class DocumentLabel(NamedTuple):
    """A document's type with its calibrated probability."""

    doc_type: str
    confidence: float


@dataclass(frozen=True)
class Classifiers:
    """Both models. Stateless: the same input gives the same labels in any process."""

    sentence_model: LinearModel
    document_model: LinearModel
    version: str
    """What made them, for provenance: features version and data hash."""

    def sentences(
        self, texts: Sequence[str], morphemes: Sequence[Sequence[Morpheme]]
    ) -> list[SentenceLabels]:
        """One result for each text; ``morphemes[i]`` are those of ``texts[i]``."""
        if not texts:
            return []
        model = self.sentence_model
        scores = np.stack(
            [
                model.scores(sentence_features(text, own))
                for text, own in zip(texts, morphemes, strict=True)
            ]
        )
        categories = model.heads["category"]
        order = categories.classes
        shares = softmax(scores[:, categories.start : categories.stop], categories.temperature)
        none_column = order.index(NONE)
        none = shares[:, none_column]
        events = np.delete(shares, none_column, axis=1)
        events = events / np.maximum(events.sum(axis=1, keepdims=True), 1e-12)
        names = [name for name in order if name in CATEGORIES]
        best = events.argmax(axis=1)
        stages = self._best(scores, "stage")
        instruments = self._best(scores, "instrument")
        themes = self._themes(scores)
        head = model.heads["status"]
        statuses = softmax(scores[:, head.start : head.stop], head.temperature)
        likely = statuses.argmax(axis=1)
        return [
            SentenceLabels(
                names[best[n]],
                round(float(events[n, best[n]]), 4),
                stages[n],
                instruments[n],
                themes[n],
                round(float(none[n]), 4),
                head.classes[likely[n]],
                round(float(statuses[n, likely[n]]), 4),
            )
            for n in range(len(texts))
        ]

    def probabilities(self, text: str, morphemes: Sequence[Morpheme]) -> dict[str, float]:
        """How sure the model is of each of its labels for ``text``, by task.

        ``themes``: that all eleven yes and no are right, taken as independent.
        """
        scores = self.sentence_model.scores(sentence_features(text, morphemes))
        found: dict[str, float] = {}
        for task, head in self.sentence_model.heads.items():
            own = scores[head.start : head.stop]
            if head.thresholds:
                shares = sigmoid(own, head.temperature)
                chosen = np.where(shares >= head.thresholds, shares, 1.0 - shares)
                found[task] = round(float(chosen.prod()), 4)
            else:
                found[task] = round(float(softmax(own, head.temperature).max()), 4)
        return found

    def _best(self, scores: Array, task: str) -> list[str]:
        head = self.sentence_model.heads[task]
        columns = scores[:, head.start : head.stop].argmax(axis=1)
        return [head.classes[column] for column in columns]

    def _themes(self, scores: Array) -> list[tuple[str, ...]]:
        head = self.sentence_model.heads["themes"]
        holds = sigmoid(scores[:, head.start : head.stop], head.temperature) >= head.thresholds
        return [
            tuple(theme for theme, hold in zip(head.classes, row, strict=True) if hold)
            for row in holds
        ]

    def document(self, analysis: Analysis, metadata: Metadata | None = None) -> DocumentLabel:
        """The type of a cleaned document; ``metadata`` helps where it is known."""
        model = self.document_model
        head = model.heads["doc_type"]
        shares = softmax(model.scores(document_features(analysis, metadata)), head.temperature)
        if metadata is not None and metadata.publisher and load_press().name(metadata.publisher):
            # A paper that first published a text did not issue a release.
            shares[head.classes.index("press_release")] = 0.0
            shares /= shares.sum()
        best = int(shares.argmax())
        return DocumentLabel(head.classes[best], round(float(shares[best]), 4))


def _check(info: dict[str, Any], path: Path, data_dir: Path) -> None:
    expected = {
        "features": FEATURES_VERSION,
        "scikit-learn": ".".join(version("scikit-learn").split(".")[:2]),
        "kiwipiepy": version("kiwipiepy"),
    }
    # Where the labelled data was not shipped along, there is nothing to disagree with.
    if (data_dir / DOCUMENTS_FILE).exists():
        expected["data"] = data_hash(data_dir)
    for name, value in expected.items():
        found = info.get(name)
        if name == "scikit-learn":
            found = ".".join(str(found).split(".")[:2])
        if found != value:
            raise ModelError(f"{path}: made with {name} {found}, here is {value}; {REMEDY}")


@cache
def load_models(models_dir: Path = MODELS_DIR, data_dir: Path = LABELLED_DIR) -> Classifiers:
    """The classifiers in ``models_dir``, loaded once a process.

    ModelError if a file is missing, or if it was made from other data, by other features, or
    with another scikit-learn (minor version) or kiwipiepy.
    """
    info_path = models_dir / INFO_FILE
    for path in (info_path, *(models_dir / name for name in MODEL_FILES.values())):
        if not path.is_file():
            raise ModelError(f"{path}: no such model; {REMEDY}")
    info = json.loads(info_path.read_text(encoding="utf-8"))
    _check(info, info_path, data_dir)
    return Classifiers(
        fold(load(models_dir / MODEL_FILES["sentences"])),
        fold(load(models_dir / MODEL_FILES["documents"])),
        "-".join(
            str(part)
            for part in ("classifiers", info["features"], info["data"], info.get("corrections"))
            if part is not None
        ),
    )
