"""The linear models: vectors, estimators, calibration. Fitted by scikit-learn, one thread."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import FeatureUnion

from pipeline.classify.features import Features
from pipeline.classify.model import Array, sigmoid, softmax

MANY = "themes"
"""The one task with any number of labels: a yes/no model for each."""
MIN_DF = 2
"""Examples in which a feature must occur."""
REGULARISATION = {"doc_type": 36.0}
"""Inverse strength (C) of the L2 penalty where it is not the usual one."""
USUAL_REGULARISATION = 12.0
"""Grouped cross-validation is flat from 4 to 36 for the tasks of sentences."""
MARK_WEIGHT = {"themes": 0.2, "status": 0.15, "doc_type": 0.15}
USUAL_MARK_WEIGHT = 0.08
"""Weight of a mark beside a TF-IDF row of length 1, chosen by grouped cross-validation. In a
sentence some forty marks would drown the words: category .84 at 0.08, .81 at 0.15; themes and
status are told by few words and want more (.72 at 0.08, .74 at 0.15; .87, .88)."""

Labels = Sequence[tuple[str, ...]]


def mark_weight(task: str) -> float:
    """Weight of the marks for a task."""
    return MARK_WEIGHT.get(task, USUAL_MARK_WEIGHT)


def vectoriser(task: str) -> FeatureUnion:
    """TF-IDF over words beside weighted marks; both binary."""
    return FeatureUnion(
        [
            ("words", TfidfVectorizer(analyzer=attrgetter("words"), binary=True, min_df=MIN_DF)),
            ("marks", CountVectorizer(analyzer=attrgetter("marks"), binary=True, min_df=MIN_DF)),
        ],
        transformer_weights={"marks": mark_weight(task)},
    )


def as_objects(features: Sequence[Features]) -> NDArray[np.object_]:
    """An array of features that can be indexed by rows."""
    items = np.empty(len(features), dtype=object)
    items[:] = list(features)
    return items


def columns(task: str, labels: Labels, classes: Sequence[str]) -> list[NDArray[np.int64]]:
    """Targets: one column of class numbers, or for ``themes`` a 0/1 column each."""
    if task == MANY:
        return [np.array([int(c in own) for own in labels]) for c in classes]
    return [np.array([classes.index(own[0]) for own in labels])]


def fit_estimators(task: str, matrix: Any, targets: Sequence[Any]) -> list[LogisticRegression]:
    """One estimator a column; rare classes weigh as much as frequent ones."""
    strength = REGULARISATION.get(task, USUAL_REGULARISATION)
    if task == MANY:
        return [
            LogisticRegression(
                C=strength, solver="liblinear", class_weight="balanced", random_state=0
            ).fit(matrix, target)
            for target in targets
        ]
    return [
        LogisticRegression(C=strength, max_iter=300, tol=1e-3, class_weight="balanced").fit(
            matrix, target
        )
        for target in targets
    ]


def decision(estimators: Sequence[LogisticRegression], matrix: Any) -> Array:
    """Scores, shape (n_examples, n_classes)."""
    return np.column_stack([estimator.decision_function(matrix) for estimator in estimators])


def temperature(scores: Array, targets: Array, many: bool) -> float:
    """The temperature that makes out-of-fold probabilities most likely."""

    def loss(value: float) -> float:
        if many:
            shares = np.clip(sigmoid(scores, value), 1e-9, 1 - 1e-9)
            return float(-np.mean(targets * np.log(shares) + (1 - targets) * np.log(1 - shares)))
        shares = softmax(scores, value)
        picked = shares[np.arange(len(shares)), targets.astype(int)]
        return float(-np.mean(np.log(np.clip(picked, 1e-9, 1))))

    return min((round(float(t), 4) for t in np.geomspace(0.1, 10, 201)), key=loss)


def thresholds(shares: Array, targets: Array) -> tuple[float, ...]:
    """For each label the probability from which on F1 is best, kept inside [0.2, 0.6]."""
    steps = np.arange(0.2, 0.601, 0.05)
    best = []
    for column in range(shares.shape[1]):
        f1 = [
            f1_score(targets[:, column], shares[:, column] >= step, zero_division=0)
            for step in steps
        ]
        best.append(round(float(steps[int(np.argmax(f1))]), 2))
    return tuple(best)
