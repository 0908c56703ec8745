"""Honest scores: grouped cross-validation, the frozen part, the other time, fewer examples."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from pipeline.classify.features import Features
from pipeline.classify.linear import (
    MANY,
    Labels,
    as_objects,
    columns,
    decision,
    fit_estimators,
    temperature,
    thresholds,
    vectoriser,
)
from pipeline.classify.model import Array, sigmoid, softmax
from pipeline.classify.report import TaskResult

FOLDS = 5

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Examples:
    """The examples of one task: row ``n`` of every field belongs together."""

    task: str
    classes: tuple[str, ...]
    features: Sequence[Features]
    labels: Labels
    strata: Sequence[str]
    groups: Sequence[str]
    years: Sequence[int]

    def take(self, rows: Sequence[int] | Rows) -> Examples:
        """Those of ``rows``, in their order."""

        def pick(items: Sequence[Any]) -> list[Any]:
            return [items[n] for n in rows]

        return Examples(
            self.task,
            self.classes,
            pick(self.features),
            pick(self.labels),
            pick(self.strata),
            pick(self.groups),
            pick(self.years),
        )


def out_of_fold(examples: Examples, seed: int) -> Array:
    """Scores of every example by a model that saw none of its group."""
    items = as_objects(examples.features)
    targets = columns(examples.task, examples.labels, examples.classes)
    scores = np.zeros((len(items), len(examples.classes)))
    # Group names are texts: sorted by hash, no order of the file tells on the folds.
    groups = [hashlib.sha256(group.encode()).hexdigest() for group in examples.groups]
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    for fit_on, test_on in folds.split(np.zeros(len(items)), examples.strata, groups):
        scores[test_on] = _scores_by(examples.task, items, targets, fit_on, items[test_on])
    return scores


def _scores_by(
    task: str, items: NDArray[np.object_], targets: Sequence[Any], fit_on: Rows, test: Any
) -> Array:
    union = vectoriser(task)
    matrix = union.fit_transform(items[fit_on])
    estimators = fit_estimators(task, matrix, [target[fit_on] for target in targets])
    found = decision(estimators, union.transform(test))
    if task == MANY or found.shape[1] == len(set(targets[0].tolist())):
        return found
    # A class that the fold has no example of cannot be found; it gets the lowest score.
    full = np.full((len(test), int(max(targets[0])) + 1), found.min() - 1.0)
    full[:, estimators[0].classes_] = found
    return full


def judge(
    examples: Examples, scores: Array, heat: float | None = None, cuts: Sequence[float] = ()
) -> TaskResult:
    """Predictions from scores; calibrated on these very scores where no ``heat`` is given."""
    targets = columns(examples.task, examples.labels, examples.classes)
    truth: Any = np.column_stack(targets) if examples.task == MANY else targets[0]
    many = examples.task == MANY
    heat = heat if heat is not None else temperature(scores, truth, many)
    if many:
        shares = sigmoid(scores, heat)
        cuts = tuple(cuts) or thresholds(shares, truth)
        holds = shares >= np.array(cuts)
        predicted = tuple(
            tuple(c for c, hold in zip(examples.classes, row, strict=True) if hold) for row in holds
        )
        confidence = tuple(float(row.max()) for row in shares)
    else:
        shares = softmax(scores, heat)
        best = shares.argmax(axis=1)
        predicted = tuple((examples.classes[b],) for b in best)
        confidence = tuple(float(row[b]) for row, b in zip(shares, best, strict=True))
    return TaskResult(
        examples.task,
        examples.classes,
        tuple(examples.labels),
        predicted,
        confidence,
        heat,
        tuple(cuts),
    )


def tested_on(fit_on: Examples, test: Examples, result: TaskResult) -> TaskResult:
    """Predictions for ``test`` by a model of ``fit_on``, with the calibration of ``result``."""
    items = as_objects(fit_on.features)
    targets = columns(fit_on.task, fit_on.labels, fit_on.classes)
    rows = np.arange(len(items))
    scores = _scores_by(fit_on.task, items, targets, rows, as_objects(test.features))
    if scores.shape[1] < len(test.classes):
        wide = np.full((len(scores), len(test.classes)), scores.min() - 1.0)
        wide[:, : scores.shape[1]] = scores
        scores = wide
    return judge(test, scores, result.temperature, result.thresholds)


def by_time(examples: Examples, result: TaskResult, cut: int) -> dict[str, float]:
    """Headline figures trained before ``cut`` and tested from it on, and the other way round."""
    early = [n for n, year in enumerate(examples.years) if year < cut]
    late = [n for n, year in enumerate(examples.years) if year >= cut]
    first, second = examples.take(early), examples.take(late)
    return {
        f"until {cut - 1} → from {cut}": tested_on(first, second, result).headline,
        f"from {cut} → until {cut - 1}": tested_on(second, first, result).headline,
    }


def learning_curve(
    examples: Examples,
    test: Examples,
    result: TaskResult,
    shares: Sequence[float] = (0.125, 0.25, 0.5, 0.75, 1.0),
) -> tuple[tuple[float, float], ...]:
    """(number of training examples, headline figure on ``test``) for growing shares of groups."""

    def place(group: str) -> float:
        return int(hashlib.sha256(b"curve:" + group.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF

    points = []
    for share in shares:
        rows = [n for n, group in enumerate(examples.groups) if place(group) <= share]
        part = examples.take(rows)
        points.append((float(len(rows)), tested_on(part, test, result).headline))
    return tuple(points)
