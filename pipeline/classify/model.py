"""A fitted linear model as plain arrays: fast single calls, small files.

scikit-learn fits; a call of its ``predict_proba`` costs more than the whole budget of a
document, so the fitted pipeline is folded into one matrix of coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import Features

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Head:
    """One task: its classes, the columns it owns, its calibration."""

    classes: tuple[str, ...]
    start: int
    stop: int
    temperature: float
    thresholds: tuple[float, ...] = ()
    """For a task with any number of labels: from which probability on each one holds."""


@dataclass(frozen=True)
class LinearModel:
    """Scores of all tasks for one set of features.

    ``words`` and ``marks`` map a feature's name to its row of ``word_coef`` (n_words, n_columns;
    IDF folded in) or ``mark_coef``; ``idf_squared`` (n_words,) gives the row's length.
    """

    words: Mapping[str, int]
    marks: Mapping[str, int]
    word_coef: Array
    mark_coef: Array
    idf_squared: Array
    intercept: Array
    heads: Mapping[str, Head]

    def scores(self, features: Features) -> Array:
        """Decision values, shape (n_columns,)."""
        total = self.intercept.copy()
        get = self.words.get
        rows = [row for row in {get(word, -1) for word in features.words} if row >= 0]
        if rows:
            index = np.array(sorted(rows))
            length = np.sqrt(self.idf_squared[index].sum())
            total += self.word_coef[index].sum(axis=0) / length
        get = self.marks.get
        rows = [row for row in {get(mark, -1) for mark in features.marks} if row >= 0]
        if rows:
            total += self.mark_coef[np.array(sorted(rows))].sum(axis=0)
        return total


def softmax(scores: Array, temperature: float) -> Array:
    """Probabilities along the last axis."""
    scaled = scores / temperature
    scaled = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    result: Array = scaled / scaled.sum(axis=-1, keepdims=True)
    return result


def sigmoid(scores: Array, temperature: float) -> Array:
    """Independent probabilities."""
    result: Array = 1.0 / (1.0 + np.exp(-scores / temperature))
    return result


def fold(state: Mapping[str, Any]) -> LinearModel:
    """The model of a saved state: see ``train.fit`` for its keys."""
    idf = np.asarray(state["tfidf"].idf_, dtype=np.float64)
    words: Sequence[str] = state["words"].split("\n")
    marks: Sequence[str] = state["marks"].split("\n")
    coefs: list[Array] = []
    intercepts: list[Array] = []
    heads: dict[str, Head] = {}
    column = 0
    for name, estimators in state["estimators"].items():
        width = sum(estimator.coef_.shape[0] for estimator in estimators)
        calibration = state["calibration"][name]
        heads[name] = Head(
            tuple(calibration["classes"]),
            column,
            column + width,
            calibration["temperature"],
            tuple(calibration["thresholds"]),
        )
        column += width
        for estimator in estimators:
            coef = np.array(estimator.coef_, dtype=np.float64)
            coef[:, len(words) :] *= state["mark_weights"][name]
            coefs.append(coef)
        intercepts.extend(
            np.asarray(estimator.intercept_, dtype=np.float64) for estimator in estimators
        )
    coef = np.vstack(coefs)
    return LinearModel(
        words={word: row for row, word in enumerate(words)},
        marks={mark: row for row, mark in enumerate(marks)},
        word_coef=np.ascontiguousarray((coef[:, : len(words)] * idf).T),
        mark_coef=np.ascontiguousarray(coef[:, len(words) :].T),
        idf_squared=idf**2,
        intercept=np.concatenate(intercepts),
        heads=heads,
    )
