"""What a training run found, for its caller and for the card."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TaskResult:
    """Out-of-fold results of one task: what the card shows."""

    name: str
    classes: tuple[str, ...]
    truth: tuple[tuple[str, ...], ...]
    predicted: tuple[tuple[str, ...], ...]
    confidence: tuple[float, ...]
    macro_f1: float
    temperature: float
    thresholds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a training run found: tasks by name, the data's size and hash."""

    tasks: dict[str, TaskResult]
    n_sentences: int
    n_documents: int
    data: str
    versions: dict[str, str] = field(default_factory=dict)
