"""``models/CARD.md``: what the classifiers were made of and how good they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.classify.cues import find_cues
from pipeline.classify.data import CATEGORIES, NONE, LabelledDocument, LabelledSentence
from pipeline.classify.report import Report, TaskResult

_INTRO = """\
# Classifiers

Event labels of sentences (`category` with `none`, `stage`, `instrument`, `themes`) and the
`doc_type` of documents; the labels are those of docs/CODEBOOK.md. TF-IDF over Kiwi morphemes and
characters beside yes/no marks of form, logistic regression, probabilities calibrated by one
temperature a task on out-of-fold scores.

- Data: `corpus/labelled`, written for this project, no text of others; licence Apache-2.0.
- Intended for Korean policy documents of 2004 to 2018 (plans, releases, news, slides).
- Written by few hands: expect somewhat less than these scores on documents from elsewhere.
- Train again with `yeonpyo train classifiers`: the same data and versions give the same bytes.
"""


def keyword_category(text: str) -> str:
    """The baseline: the class of the last category cue, ``none`` without one."""
    last = NONE
    for cue in find_cues(text):
        if cue.startswith("c:"):
            last = cue[2:]
    return last


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


def macro_f1(truth: Sequence[str], predicted: Sequence[str], classes: Sequence[str]) -> float:
    """Macro-F1 of single labels."""
    task = TaskResult(
        "", tuple(classes), tuple((t,) for t in truth), tuple((p,) for p in predicted), (), 0, 1
    )
    return sum(row[3] for row in class_scores(task)) / len(classes)


def calibration_rows(task: TaskResult) -> list[tuple[str, int, float, float]]:
    """Bins of confidence: range, examples, mean confidence, share right."""
    rows = []
    for low, high in ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)):
        inside = [
            (c, t == p)
            for c, t, p in zip(task.confidence, task.truth, task.predicted, strict=True)
            if low <= c < high
        ]
        if inside:
            rows.append(
                (
                    f"{low:.2f}–{min(high, 1):.2f}",
                    len(inside),
                    sum(c for c, _ in inside) / len(inside),
                    sum(right for _, right in inside) / len(inside),
                )
            )
    return rows


def _task_section(task: TaskResult) -> list[str]:
    lines = [f"## {task.name}", "", f"Macro-F1 {task.macro_f1:.3f}.", ""]
    lines += ["| class | precision | recall | F1 | examples |", "| --- | --- | --- | --- | --- |"]
    for name, precision, recall, f1, count in class_scores(task):
        lines.append(f"| `{name}` | {precision:.2f} | {recall:.2f} | {f1:.2f} | {count} |")
    if task.thresholds:
        pairs = zip(task.classes, task.thresholds, strict=True)
        lines += ["", "Thresholds: " + ", ".join(f"`{n}` {t:.2f}" for n, t in pairs) + "."]
        return [*lines, ""]
    wrong = Counter(
        (t[0], p[0]) for t, p in zip(task.truth, task.predicted, strict=True) if t != p
    )
    if wrong:
        worst = ", ".join(f"`{t}` as `{p}` {n}" for (t, p), n in wrong.most_common(10))
        lines += ["", f"Most frequent confusions: {worst}."]
    lines += ["", "| confidence | examples | mean | right |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {span} | {count} | {mean:.2f} | {right:.2f} |"
        for span, count, mean, right in calibration_rows(task)
    ]
    return [*lines, ""]


def _baselines(
    report: Report, sentences: Sequence[LabelledSentence], documents: Sequence[LabelledDocument]
) -> list[str]:
    truth = [s.category for s in sentences]
    classes = (*CATEGORIES, NONE)
    majority = Counter(truth).most_common(1)[0][0]
    keyword = macro_f1(truth, [keyword_category(s.text) for s in sentences], classes)
    types = [d.doc_type for d in documents]
    type_classes = report.tasks["doc_type"].classes
    common = Counter(types).most_common(1)[0][0]
    return [
        "## Baselines (macro-F1)",
        "",
        "| task | majority | keywords | model |",
        "| --- | --- | --- | --- |",
        f"| category | {macro_f1(truth, [majority] * len(truth), classes):.3f} | {keyword:.3f} "
        f"| {report.tasks['category'].macro_f1:.3f} |",
        f"| doc_type | {macro_f1(types, [common] * len(types), type_classes):.3f} | – "
        f"| {report.tasks['doc_type'].macro_f1:.3f} |",
        "",
    ]


def write_card(
    report: Report,
    sentences: Sequence[LabelledSentence],
    documents: Sequence[LabelledDocument],
    path: Path,
    date: str | None,
) -> None:
    """Write the card; ``date`` (ISO day) is the caller's, None leaves it out."""
    versions = ", ".join(f"{name} {value}" for name, value in sorted(report.versions.items()))
    lines = [_INTRO]
    lines += [f"- Date: {date}"] if date else []
    lines += [
        f"- {report.n_sentences} sentences, {report.n_documents} documents, data {report.data}",
        f"- Made with {versions}",
        "- All scores: 5-fold cross-validation, the vectoriser fitted inside each fold",
        "",
    ]
    lines += _baselines(report, sentences, documents)
    for task in report.tasks.values():
        lines += _task_section(task)
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
