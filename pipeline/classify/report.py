"""What a training run found, for its caller and for the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

BINS = 10
"""Bins of equal width for the calibration error."""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """Predictions of one task on examples that the model had not seen."""

    name: str
    classes: tuple[str, ...]
    truth: tuple[tuple[str, ...], ...]
    predicted: tuple[tuple[str, ...], ...]
    confidence: tuple[float, ...]
    temperature: float
    thresholds: tuple[float, ...] = ()

    def take(self, rows: Sequence[int]) -> TaskResult:
        """The result on the examples of ``rows`` alone."""
        return replace(
            self,
            truth=tuple(self.truth[n] for n in rows),
            predicted=tuple(self.predicted[n] for n in rows),
            confidence=tuple(self.confidence[n] for n in rows) if self.confidence else (),
        )

    @property
    def macro_f1(self) -> float:
        """Mean of the classes' F1; classes without an example are left out."""
        rows = [row for row in class_scores(self) if row[4]]
        return sum(row[3] for row in rows) / max(len(rows), 1)

    @property
    def micro_f1(self) -> float:
        """F1 over all labels together; for a single label this is accuracy."""
        return micro(self.truth, self.predicted)

    @property
    def headline(self) -> float:
        """The figure that the task is judged by: micro-F1 of themes and status, else macro-F1."""
        return self.micro_f1 if self.name in ("themes", "status") else self.macro_f1

    @property
    def right(self) -> tuple[bool, ...]:
        """Whether each prediction is right, all of its labels."""
        return tuple(set(t) == set(p) for t, p in zip(self.truth, self.predicted, strict=True))

    @property
    def calibration_error(self) -> float:
        """Expected calibration error: mean gap of confidence and share right, over ten bins."""
        return calibration_error(self.confidence, self.right)


def micro(truth: Sequence[tuple[str, ...]], predicted: Sequence[tuple[str, ...]]) -> float:
    """F1 over all labels of all examples."""
    hits = sum(len(set(t) & set(p)) for t, p in zip(truth, predicted, strict=True))
    total = sum(map(len, truth)) + sum(map(len, predicted))
    return 2 * hits / total if total else 1.0


def class_scores(task: TaskResult) -> list[tuple[str, float, float, float, int]]:
    """For each class: name, precision, recall, F1, number of examples."""
    rows = []
    for name in task.classes:
        truth = [name in own for own in task.truth]
        found = [name in own for own in task.predicted]
        hits = sum(t and f for t, f in zip(truth, found, strict=True))
        precision = hits / max(sum(found), 1)
        recall = hits / max(sum(truth), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        rows.append((name, precision, recall, f1, sum(truth)))
    return rows


def calibration_rows(
    confidence: Sequence[float], right: Sequence[bool]
) -> list[tuple[float, int, float, float]]:
    """Non-empty bins: lower edge, examples, mean confidence, share right."""
    given, hit = np.asarray(confidence, float), np.asarray(right, float)
    number = np.minimum((given * BINS).astype(int), BINS - 1)
    return [
        (b / BINS, int(inside.sum()), float(given[inside].mean()), float(hit[inside].mean()))
        for b in range(BINS)
        if (inside := number == b).any()
    ]


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error; 0 for no examples."""
    rows = calibration_rows(confidence, right)
    total = sum(count for _, count, _, _ in rows)
    return sum(count * abs(mean - share) for _, count, mean, share in rows) / max(total, 1)


def interval(task: TaskResult, seed: int, rounds: int = 400) -> tuple[float, float]:
    """95 % confidence interval of the headline figure: percentiles over resampled examples."""
    draw = np.random.default_rng(seed)
    values = []
    for _ in range(rounds):
        rows = draw.integers(0, len(task.truth), len(task.truth))
        values.append(task.take(rows.tolist()).headline)
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Headline figures beside each other: ``rows`` are (task, {model: figure})."""

    name: str
    rows: tuple[tuple[str, dict[str, float]], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a training run found.

    ``tasks`` are out-of-fold over the training part, ``held_out`` on the frozen parts together by
    a model that has not seen them, ``by_part`` on each of them; the model saved is fitted on all.
    ``repeats`` are the headline figures of further cross-validations, ``curve`` those by share of
    the training groups.
    """

    tasks: dict[str, TaskResult]
    held_out: dict[str, TaskResult]
    n_sentences: int
    n_documents: int
    n_corrections: int
    data: str
    versions: dict[str, str] = field(default_factory=dict)
    by_part: dict[str, dict[str, TaskResult]] = field(default_factory=dict)
    repeats: dict[str, tuple[float, ...]] = field(default_factory=dict)
    by_time: dict[str, dict[str, float]] = field(default_factory=dict)
    curve: dict[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    compared: dict[str, dict[str, float]] = field(default_factory=dict)
