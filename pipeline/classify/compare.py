"""Other models on the same split, for the card: what the linear model is measured against."""

from __future__ import annotations

from collections import Counter

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from pipeline.classify.crossval import Examples
from pipeline.classify.cues import find_cues
from pipeline.classify.data import NONE
from pipeline.classify.linear import MANY, as_objects, columns, vectoriser
from pipeline.classify.report import TaskResult

DIMENSIONS = 100
"""Dimensions that the boosted trees see of the vectors."""


def keyword_category(text: str) -> str:
    """The baseline: the class of the last category cue, ``none`` without one."""
    found = [cue[2:] for cue in find_cues(text) if cue.startswith("c:")]
    return found[-1] if found else NONE


def _keywords(examples: Examples) -> list[tuple[str, ...]] | None:
    """Labels by cues alone, out of the marks that features already hold."""
    if examples.task == "category":
        return [
            (next((m[7:] for m in f.marks if m.startswith("last_c:")), NONE),)
            for f in examples.features
        ]
    if examples.task == MANY:
        return [
            tuple(sorted({m[2:] for m in f.marks if m.startswith("t:")})) for f in examples.features
        ]
    return None


def _score(test: Examples, predicted: list[tuple[str, ...]]) -> float:
    return TaskResult(
        test.task, test.classes, tuple(test.labels), tuple(predicted), (), 1.0
    ).headline


def compare(fit_on: Examples, test: Examples) -> dict[str, float]:
    """Headline figure on ``test`` by model: majority, keywords, naive Bayes, SVM, trees."""
    common = Counter(label for own in fit_on.labels for label in own).most_common(1)[0][0]
    scores = {"majority": _score(test, [(common,)] * len(test.labels))}
    keywords = _keywords(test)
    if keywords is not None:
        scores["keywords"] = _score(test, keywords)
    if fit_on.task == MANY:
        return scores
    union = vectoriser(fit_on.task)
    matrix = union.fit_transform(as_objects(fit_on.features))
    other = union.transform(as_objects(test.features))
    target = columns(fit_on.task, fit_on.labels, fit_on.classes)[0]
    svd = TruncatedSVD(min(DIMENSIONS, len(target) - 1), random_state=0)
    dense, dense_other = svd.fit_transform(matrix), svd.transform(other)
    for name, model, seen, unseen in (
        ("complement naive Bayes", ComplementNB(alpha=0.3), matrix, other),
        ("linear SVM", LinearSVC(C=0.5, class_weight="balanced", random_state=0), matrix, other),
        (
            "boosted trees on SVD",
            HistGradientBoostingClassifier(max_iter=60, early_stopping=False, random_state=0),
            dense,
            dense_other,
        ),
    ):
        found = np.asarray(model.fit(seen, target).predict(unseen))
        scores[name] = _score(test, [(test.classes[n],) for n in found])
    return scores
