"""Fitting the classifiers from ``corpus/labelled``: seeded, the same bytes each time."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from kiwipiepy import Kiwi
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import FeatureUnion

from pipeline.classify.card import write_card
from pipeline.classify.data import (
    CATEGORIES,
    DOC_TYPES,
    INSTRUMENTS,
    NONE,
    STAGES,
    THEMES,
    LabelledDocument,
    LabelledSentence,
    data_hash,
    document_analysis,
    read_documents,
    read_sentences,
    sentence_morphemes,
)
from pipeline.classify.document_features import document_features
from pipeline.classify.features import FEATURES_VERSION, Features, sentence_features
from pipeline.classify.model import MARK_WEIGHT, Array, sigmoid, softmax
from pipeline.classify.predict import INFO_FILE, MODEL_FILES
from pipeline.classify.report import Report, TaskResult
from pipeline.classify.save import dump
from pipeline.language.kiwi import build_kiwi
from pipeline.records import Metadata
from pipeline.settings import LABELLED_DIR, MODELS_DIR, VERSION

SEED = 20040318
FOLDS = 5
REGULARISATION = {
    "category": 12.0,
    "stage": 4.0,
    "instrument": 4.0,
    "themes": 12.0,
    "doc_type": 12.0,
}
"""Inverse strength (C) of each task's L2 penalty, by cross-validation over 1 to 30."""


def vectoriser(min_df: int) -> FeatureUnion:
    """TF-IDF over words beside weighted marks; both binary."""
    return FeatureUnion(
        [
            (
                "words",
                TfidfVectorizer(analyzer=attrgetter("words"), binary=True, min_df=min_df),
            ),
            ("marks", CountVectorizer(analyzer=attrgetter("marks"), binary=True, min_df=2)),
        ],
        transformer_weights={"marks": MARK_WEIGHT},
    )


def _estimator(task: str, balanced: bool = False) -> LogisticRegression:
    return LogisticRegression(
        C=REGULARISATION[task],
        max_iter=2000,
        tol=1e-6,
        class_weight="balanced" if balanced else None,
    )


def _columns(task: str, labels: Sequence[tuple[str, ...]], classes: Sequence[str]) -> list[Any]:
    """Targets: one column of class numbers, or for ``themes`` a 0/1 column each."""
    if task == "themes":
        return [np.array([int(c in own) for own in labels]) for c in classes]
    return [np.array([classes.index(own[0]) for own in labels])]


def _scores(estimators: Sequence[LogisticRegression], matrix: Any) -> Array:
    return np.column_stack([estimator.decision_function(matrix) for estimator in estimators])


def _temperature(scores: Array, targets: Array, many: bool) -> float:
    """The temperature that makes out-of-fold probabilities most likely."""

    def loss(temperature: float) -> float:
        if many:
            shares = np.clip(sigmoid(scores, temperature), 1e-9, 1 - 1e-9)
            return float(-np.mean(targets * np.log(shares) + (1 - targets) * np.log(1 - shares)))
        shares = softmax(scores, temperature)
        picked = shares[np.arange(len(shares)), targets.astype(int)]
        return float(-np.mean(np.log(np.clip(picked, 1e-9, 1))))

    return min((round(float(t), 4) for t in np.geomspace(0.1, 10, 201)), key=loss)


def _thresholds(shares: Array, targets: Array) -> tuple[float, ...]:
    """For each label the probability from which on F1 is best, kept inside [0.25, 0.6]."""
    steps = np.arange(0.25, 0.601, 0.05)
    best = []
    for column in range(shares.shape[1]):
        f1 = [
            f1_score(targets[:, column], shares[:, column] >= step, zero_division=0)
            for step in steps
        ]
        best.append(round(float(steps[int(np.argmax(f1))]), 2))
    return tuple(best)


def cross_validate(
    task: str,
    features: Sequence[Features],
    labels: Sequence[tuple[str, ...]],
    classes: tuple[str, ...],
    strata: Sequence[str],
    min_df: int,
) -> TaskResult:
    """Out-of-fold predictions over ``FOLDS`` folds, the vectoriser fitted inside each."""
    targets = _columns(task, labels, classes)
    many = task == "themes"
    scores = np.zeros((len(features), len(classes)))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    items = np.empty(len(features), dtype=object)
    items[:] = list(features)
    for fit_on, held_out in folds.split(np.zeros(len(items)), strata):
        union = vectoriser(min_df)
        matrix = union.fit_transform(items[fit_on])
        estimators = [
            _estimator(task, balanced=many).fit(matrix, target[fit_on]) for target in targets
        ]
        scores[held_out] = _scores(estimators, union.transform(items[held_out]))
    truth = np.column_stack(targets) if many else targets[0]
    temperature = _temperature(scores, truth, many)
    if many:
        shares = sigmoid(scores, temperature)
        thresholds = _thresholds(shares, truth)
        holds = shares >= np.array(thresholds)
        predicted = tuple(
            tuple(c for c, hold in zip(classes, row, strict=True) if hold) for row in holds
        )
        macro = f1_score(truth, holds, average="macro", zero_division=0)
        return TaskResult(
            task, classes, tuple(labels), predicted, (), float(macro), temperature, thresholds
        )
    shares = softmax(scores, temperature)
    best = shares.argmax(axis=1)
    return TaskResult(
        task,
        classes,
        tuple(labels),
        tuple((classes[b],) for b in best),
        tuple(float(row[b]) for row, b in zip(shares, best, strict=True)),
        float(f1_score(truth, best, average="macro")),
        temperature,
    )


def fit(
    features: Sequence[Features],
    labels: dict[str, Sequence[tuple[str, ...]]],
    results: dict[str, TaskResult],
    min_df: int,
) -> dict[str, Any]:
    """The state to save: vocabularies, IDF, one list of estimators a task, calibration.

    A sentence without a label for a task (``none`` has no stage) is left out of that task.
    """
    union = vectoriser(min_df)
    matrix = union.fit_transform(features).tocsr()
    words, marks = (transformer for _, transformer in union.transformer_list)
    estimators: dict[str, list[LogisticRegression]] = {}
    for task, own in labels.items():
        classes = results[task].classes
        rows = np.array([n for n, label in enumerate(own) if label or task == "themes"])
        targets = _columns(task, [own[n] for n in rows], classes)
        estimators[task] = [
            _estimator(task, balanced=task == "themes").fit(matrix[rows], t) for t in targets
        ]
        for estimator in estimators[task]:  # half the size; the scores change in the 7th digit
            estimator.coef_ = estimator.coef_.astype(np.float32)
    return {
        "words": "\n".join(words.get_feature_names_out()),
        "marks": "\n".join(marks.get_feature_names_out()),
        "tfidf": words._tfidf,
        "estimators": estimators,
        "calibration": {
            task: {
                "classes": list(result.classes),
                "temperature": result.temperature,
                "thresholds": list(result.thresholds),
            }
            for task, result in results.items()
        },
    }


def _sentence_labels(sentences: Sequence[LabelledSentence]) -> dict[str, list[tuple[str, ...]]]:
    def single(value: str | None) -> tuple[str, ...]:
        return (value,) if value else ()

    return {
        "category": [(s.category,) for s in sentences],
        "stage": [single(s.stage) for s in sentences],
        "instrument": [single(s.instrument) for s in sentences],
        "themes": [s.themes for s in sentences],
    }


def train_sentences(
    kiwi: Kiwi, sentences: Sequence[LabelledSentence]
) -> tuple[dict[str, Any], dict[str, TaskResult]]:
    """Fit and cross-validate the four tasks on sentences."""
    features = [sentence_features(s.text, sentence_morphemes(kiwi, s.text)) for s in sentences]
    labels = _sentence_labels(sentences)
    classes: dict[str, tuple[str, ...]] = {
        "category": (*CATEGORIES, NONE),
        "stage": STAGES,
        "instrument": INSTRUMENTS,
        "themes": THEMES,
    }
    results: dict[str, TaskResult] = {}
    for task, own in labels.items():
        rows = [n for n, label in enumerate(own) if label or task == "themes"]
        strata = [(own[n] if task != "themes" else labels["category"][n])[0] for n in rows]
        results[task] = cross_validate(
            task, [features[n] for n in rows], [own[n] for n in rows], classes[task], strata, 2
        )
    return fit(features, dict(labels), results, 2), results


def train_documents(
    kiwi: Kiwi, documents: Sequence[LabelledDocument]
) -> tuple[dict[str, Any], dict[str, TaskResult]]:
    """Fit and cross-validate ``doc_type``."""
    features = [
        document_features(
            document_analysis(kiwi, document),
            Metadata(title=document.title, author=document.author),
        )
        for document in documents
    ]
    labels = [(document.doc_type,) for document in documents]
    strata = [document.doc_type for document in documents]
    results = {"doc_type": cross_validate("doc_type", features, labels, DOC_TYPES, strata, 2)}
    return fit(features, {"doc_type": labels}, results, 2), results


def train(
    data_dir: Path = LABELLED_DIR,
    models_dir: Path = MODELS_DIR,
    *,
    date: str | None = None,
    kiwi: Kiwi | None = None,
) -> Report:
    """Fit all classifiers, write models, versions and card into ``models_dir``.

    ``date`` (ISO day) is printed on the card; there is no clock here. ``kiwi`` should be built
    with the lexicon's words, as the pipeline's own is. ModelError names bad labelled data.
    """
    sentences = read_sentences(data_dir)
    documents = read_documents(data_dir)
    kiwi = kiwi or build_kiwi()
    sentence_state, results = train_sentences(kiwi, sentences)
    document_state, document_results = train_documents(kiwi, documents)
    models_dir.mkdir(parents=True, exist_ok=True)
    dump(sentence_state, models_dir / MODEL_FILES["sentences"])
    dump(document_state, models_dir / MODEL_FILES["documents"])
    versions = {name: version(name) for name in ("scikit-learn", "kiwipiepy", "skops")}
    report = Report(
        {**results, **document_results},
        len(sentences),
        len(documents),
        data_hash(data_dir),
        {**versions, "yeonpyo": VERSION, "python": ".".join(map(str, sys.version_info[:2]))},
    )
    info = {
        **report.versions,
        "features": FEATURES_VERSION,
        "data": report.data,
        "seed": SEED,
        "macro_f1": {name: round(task.macro_f1, 4) for name, task in report.tasks.items()},
    }
    (models_dir / INFO_FILE).write_text(
        json.dumps(info, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    write_card(report, sentences, documents, models_dir / "CARD.md", date)
    return report
