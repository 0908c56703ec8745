"""Fitting the classifiers from ``corpus/labelled``: seeded, the same bytes each time."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from kiwipiepy import Kiwi
from threadpoolctl import threadpool_limits

from pipeline.classify import crossval
from pipeline.classify.card import write_card
from pipeline.classify.compare import compare
from pipeline.classify.crossval import Examples
from pipeline.classify.data import (
    CATEGORIES,
    CORRECTED_FILES,
    DOC_TYPES,
    INSTRUMENTS,
    NONE,
    SENTENCES_FILE,
    STAGES,
    STATUSES,
    THEMES,
    LabelledDocument,
    LabelledSentence,
    data_hash,
    document_analysis,
    read_corrections,
    read_documents,
    read_sentences,
    sentence_morphemes,
)
from pipeline.classify.document_features import document_features
from pipeline.classify.features import FEATURES_VERSION, Features, sentence_features
from pipeline.classify.frozen import check, example_id, group_of, read_frozen
from pipeline.classify.linear import MANY, columns, fit_estimators, mark_weight, vectoriser
from pipeline.classify.predict import INFO_FILE, MODEL_FILES
from pipeline.classify.report import Report, TaskResult
from pipeline.classify.save import dump
from pipeline.language.kiwi import build_kiwi
from pipeline.records import Metadata
from pipeline.settings import LABELLED_DIR, MODELS_DIR, VERSION

SEED = 20040318
REPEATS = 2
"""Further cross-validations of category, themes and doc_type, each with folds of its own."""
TIME_CUT = 2011
"""First year of the later half."""
CORRECTION_WEIGHT = 3
"""How often a correction counts: a person looked at exactly what the model had got wrong."""

SENTENCE_TASKS: dict[str, tuple[str, ...]] = {
    "category": (*CATEGORIES, NONE),
    "stage": STAGES,
    "instrument": INSTRUMENTS,
    "themes": THEMES,
    "status": STATUSES,
}


Labelled = LabelledSentence | LabelledDocument


def _label(item: Labelled, task: str) -> tuple[str, ...] | None:
    """The example's labels for a task; None where it has nothing to say about it."""
    if task == MANY and getattr(item, "category", None) == NONE:
        return None
    value = getattr(item, task)
    if value is None:
        return None
    return tuple(value) if task == MANY else (value,)


def examples_of(
    task: str,
    classes: tuple[str, ...],
    items: Sequence[Labelled],
    features: Sequence[Features],
) -> Examples:
    """The examples of a task: those that have a label for it."""
    kept = [(i, f, own) for i, f in zip(items, features, strict=True)
            if (own := _label(i, task)) is not None]  # fmt: skip
    return Examples(
        task,
        classes,
        [feature for _, feature, _ in kept],
        [label for _, _, label in kept],
        # Themes are no strata: too many sets of them. Their categories are spread instead.
        [getattr(i, "category", None) or "" if task == MANY else own[0] for i, _, own in kept],
        [group_of(item) for item, _, _ in kept],
        [item.year for item, _, _ in kept],
    )


def fit(parts: Sequence[Examples], results: dict[str, TaskResult]) -> dict[str, Any]:
    """The state to save: vocabularies, IDF, one list of estimators a task, calibration.

    All tasks share one vocabulary, that of the first (which has every example).
    """
    union = vectoriser(parts[0].task)
    union.fit(parts[0].features)
    words, marks = (transformer for _, transformer in union.transformer_list)
    estimators = {}
    for part in parts:
        union.set_params(transformer_weights={"marks": mark_weight(part.task)})
        matrix = union.transform(part.features).tocsr()
        targets = columns(part.task, part.labels, part.classes)
        estimators[part.task] = fit_estimators(part.task, matrix, targets)
        for estimator in estimators[part.task]:  # half the size; scores change in the 7th digit
            estimator.coef_ = estimator.coef_.astype(np.float32)
    return {
        "words": "\n".join(words.get_feature_names_out()),
        "marks": "\n".join(marks.get_feature_names_out()),
        "mark_weights": {part.task: mark_weight(part.task) for part in parts},
        "tfidf": words._tfidf,
        "estimators": estimators,
        "calibration": {
            part.task: {
                "classes": list(part.classes),
                "temperature": results[part.task].temperature,
                "thresholds": list(results[part.task].thresholds),
            }
            for part in parts
        },
    }


class _Run:
    """One training run: what it has measured so far."""

    def __init__(self) -> None:
        self.tasks: dict[str, TaskResult] = {}
        self.held_out: dict[str, TaskResult] = {}
        self.by_part: dict[str, dict[str, TaskResult]] = {}
        self.repeats: dict[str, tuple[float, ...]] = {}
        self.by_time: dict[str, dict[str, float]] = {}
        self.curve: dict[str, tuple[tuple[float, float], ...]] = {}
        self.compared: dict[str, dict[str, float]] = {}

    def measure(self, examples: Examples, held: Sequence[str | None], thorough: bool) -> None:
        """Cross-validate on the training part, then test on the frozen parts, once.

        ``held`` names the part that an example is held out in.
        """
        task = examples.task
        train_part = examples.take([n for n, part in enumerate(held) if part is None])
        test_part = examples.take([n for n, part in enumerate(held) if part is not None])
        scores = crossval.out_of_fold(train_part, SEED)
        result = self.tasks[task] = crossval.judge(train_part, scores)
        if test_part.labels:
            tested = self.held_out[task] = crossval.tested_on(train_part, test_part, result)
            parts = [part for part in held if part is not None]
            self.by_part[task] = {
                name: tested.take([n for n, part in enumerate(parts) if part == name])
                for name in dict.fromkeys(parts)
            }
        if not thorough:
            return
        self.by_time[task] = crossval.by_time(examples, result, TIME_CUT)
        if task in ("category", "themes", "doc_type"):
            again = [
                crossval.judge(train_part, crossval.out_of_fold(train_part, SEED + n)).headline
                for n in range(1, REPEATS + 1)
            ]
            self.repeats[task] = (result.headline, *again)
            if test_part.labels:
                self.curve[task] = crossval.learning_curve(train_part, test_part, result)
                self.compared[task] = compare(train_part, test_part)
                self.compared[task]["this model"] = self.held_out[task].headline


def train(
    data_dir: Path = LABELLED_DIR,
    models_dir: Path = MODELS_DIR,
    *,
    date: str | None = None,
    kiwi: Kiwi | None = None,
    thorough: bool = True,
) -> Report:
    """Fit all classifiers, write models, versions and card into ``models_dir``.

    ``data_dir`` holds labelled data, or the corrections of ``yeonpyo review`` alone, which then
    join the project's own data. ``date`` (ISO day) is printed on the card; there is no clock
    here. ``kiwi`` should be built with the lexicon's words, as the pipeline's own is. Without
    ``thorough`` repeats, time splits, learning curves and comparisons are left out. ModelError
    names bad labelled data.
    """
    base = data_dir if (data_dir / SENTENCES_FILE).exists() else LABELLED_DIR
    sentences, documents = read_sentences(base), read_documents(base)
    frozen = read_frozen(base)
    check(frozen, sentences, documents)
    corrected_sentences, corrected_documents = read_corrections(data_dir)
    kiwi = kiwi or build_kiwi()
    sentences += corrected_sentences * CORRECTION_WEIGHT
    documents += corrected_documents * CORRECTION_WEIGHT
    run = _Run()
    # One thread: sums come out in the same order, and small matrices are quicker so.
    with threadpool_limits(limits=1):
        sentence_parts = _parts_of_sentences(kiwi, sentences)
        document_parts = _parts_of_documents(kiwi, documents)
        out = {
            key: name
            for name, part in frozen.items()
            for key in (*part.sentences, *part.documents)
        }
        sources: tuple[tuple[list[Examples], Sequence[Labelled]], ...] = (
            (sentence_parts, sentences),
            (document_parts, documents),
        )
        for parts, items in sources:
            for part in parts:
                kept = [item for item in items if _label(item, part.task) is not None]
                held = [out.get(example_id(item)) for item in kept]
                run.measure(part, held, thorough)
        sentence_state = fit(sentence_parts, run.tasks)
        document_state = fit(document_parts, run.tasks)
    models_dir.mkdir(parents=True, exist_ok=True)
    dump(sentence_state, models_dir / MODEL_FILES["sentences"])
    dump(document_state, models_dir / MODEL_FILES["documents"])
    versions = {name: version(name) for name in ("scikit-learn", "kiwipiepy", "skops")}
    n_corrections = len(corrected_sentences) + len(corrected_documents)
    report = Report(
        run.tasks,
        run.held_out,
        len(sentences) - CORRECTION_WEIGHT * len(corrected_sentences),
        len(documents) - CORRECTION_WEIGHT * len(corrected_documents),
        n_corrections,
        data_hash(base),
        {**versions, "yeonpyo": VERSION, "python": ".".join(map(str, sys.version_info[:2]))},
        run.by_part,
        run.repeats,
        run.by_time,
        run.curve,
        run.compared,
    )
    info = {
        **report.versions,
        "features": FEATURES_VERSION,
        "data": report.data,
        "corrections": data_hash(data_dir, CORRECTED_FILES) if n_corrections else None,
        "seed": SEED,
        "cross_validated": {n: round(task.headline, 4) for n, task in report.tasks.items()},
        "held_out": {
            name: {part: round(task.headline, 4) for part, task in parts.items()}
            for name, parts in report.by_part.items()
        },
    }
    (models_dir / INFO_FILE).write_text(
        json.dumps(info, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    write_card(report, models_dir, date, SEED)
    return report


def _parts_of_sentences(kiwi: Kiwi, sentences: Sequence[LabelledSentence]) -> list[Examples]:
    features = [sentence_features(s.text, sentence_morphemes(kiwi, s.text)) for s in sentences]
    return [
        examples_of(task, classes, sentences, features) for task, classes in SENTENCE_TASKS.items()
    ]


def _parts_of_documents(kiwi: Kiwi, documents: Sequence[LabelledDocument]) -> list[Examples]:
    features = [
        document_features(
            document_analysis(kiwi, document),
            Metadata(title=document.title, author=document.author),
        )
        for document in documents
    ]
    return [examples_of("doc_type", DOC_TYPES, documents, features)]
