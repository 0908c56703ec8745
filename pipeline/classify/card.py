"""``models/CARD.md``: what the classifiers were made of and how good they are.

The card holds cards of other models too: what stands outside the two marks is left as it is.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.classify.plots import draw
from pipeline.classify.report import Report, TaskResult, class_scores, interval

CARD_FILE = "CARD.md"
PLOTS = "plots"
BEGIN = "<!-- classifiers: written by training, do not edit -->"
END = "<!-- /classifiers -->"

_INTRO = """\
# Classifiers

Event labels of sentences (`category` with `none`, `stage`, `instrument`, `themes`, `status` where
the rules have no say) and the `doc_type` of documents; the labels are those of docs/CODEBOOK.md.
TF-IDF over Kiwi morphemes and characters beside yes/no marks of form (predicate and its object,
endings, cue words, layout), logistic regression with balanced classes, probabilities calibrated
by one temperature a task on out-of-fold scores.

- Data: `corpus/labelled`, written for this project, no text of others; licence Apache-2.0.
- Intended for Korean policy documents of 2004 to 2018 and later ones in their manner.
- Held out: two parts frozen by hash (`FROZEN.json`), the first before features were tuned, the
  second drawn from what was written later, harder on purpose, before a model saw it; groups of
  sentences that belong together are on one side. The model saved is fitted on all.
- Written by few hands (the cue words of themes and status by the hand that wrote the second part),
  and `themes` were re-read with the help of word lists: expect less than these figures where other
  people write and label.
- Weak labels are not used: tried in November 2026 (rules as labelling functions over 213 real
  documents, in the training folds only), they took cross-validated category from .857 to .847 with
  one for ten labelled sentences and .842 with one for four, status from .895 to .892 and .889.
- Status: the rules decide first, the model where they know little or where it is sure of a deed
  called off, put off or expected. Out-of-fold on the 846 events found in the labelled sentences,
  publication known by its year alone: rules .81, model .91, both .90.
- Train again with `yeonpyo train classifiers`: the same data and versions give the same bytes.
"""

_TESTED = """\
## Figures

Macro-F1 of classes; micro-F1 for `themes` and `status`. ECE is the expected calibration error.

| task | first held out (95 % interval) | second held out | cross-validated | repeats | \
ECE held out | ECE cross-validated |
| --- | --- | --- | --- | --- | --- | --- |"""


def _with_interval(task: TaskResult | None, seed: int) -> str:
    if task is None:
        return "–"
    low, high = interval(task, seed)
    return f"{task.headline:.3f} ({low:.2f}–{high:.2f}, n = {len(task.truth)})"


def _overview(report: Report, seed: int) -> list[str]:
    lines = [_TESTED]
    for name, task in report.tasks.items():
        held = report.held_out.get(name)
        spans = [
            _with_interval(report.by_part.get(name, {}).get(part), seed)
            for part in ("first", "second")
        ]
        again = ", ".join(f"{value:.3f}" for value in report.repeats.get(name, ())) or "–"
        errors = [
            f"{one.calibration_error:.3f}" if one and name != "themes" else "–"
            for one in (held, task)
        ]
        lines.append(
            f"| `{name}` | {' | '.join(spans)} | {task.headline:.3f} | {again} | {errors[0]} "
            f"| {errors[1]} |"
        )
    return [*lines, ""]


def _comparisons(report: Report) -> list[str]:
    if not report.compared:
        return []
    models = list(dict.fromkeys(m for row in report.compared.values() for m in row))
    lines = [
        "## Beside other models (both held-out parts)",
        "",
        "| task | " + " | ".join(models) + " |",
        "| --- |" + " --- |" * len(models),
    ]
    for task, row in report.compared.items():
        cells = [f"{row[m]:.3f}" if m in row else "–" for m in models]
        lines.append(f"| `{task}` | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _times(report: Report) -> list[str]:
    if not report.by_time:
        return []
    heads = list(next(iter(report.by_time.values())))
    lines = ["## Across time", "", "| task | " + " | ".join(heads) + " |", "| --- | --- | --- |"]
    for task, row in report.by_time.items():
        lines.append(f"| `{task}` | " + " | ".join(f"{row[h]:.3f}" for h in heads) + " |")
    return [*lines, ""]


def _task_section(task: TaskResult, held: TaskResult | None) -> list[str]:
    lines = [f"## {task.name}", ""]
    lines += [
        "| class | precision | recall | F1 | examples | F1 held out | examples |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    other = {row[0]: row for row in class_scores(held)} if held else {}
    for name, precision, recall, f1, count in class_scores(task):
        tail = f"{other[name][3]:.2f} | {other[name][4]}" if name in other else "– | –"
        lines.append(f"| `{name}` | {precision:.2f} | {recall:.2f} | {f1:.2f} | {count} | {tail} |")
    if task.thresholds:
        pairs = zip(task.classes, task.thresholds, strict=True)
        lines += ["", "Thresholds: " + ", ".join(f"`{n}` {t:.2f}" for n, t in pairs) + "."]
        return [*lines, ""]
    wrong = Counter((t[0], p[0]) for t, p in zip(task.truth, task.predicted, strict=True) if t != p)
    if wrong:
        worst = ", ".join(f"`{t}` as `{p}` {n}" for (t, p), n in wrong.most_common(10))
        lines += ["", f"Most frequent confusions: {worst}."]
    return [*lines, ""]


def write_card(report: Report, models_dir: Path, date: str | None, seed: int) -> None:
    """Write plots and card; ``date`` (ISO day) is the caller's, None leaves it out."""
    versions = ", ".join(f"{name} {value}" for name, value in sorted(report.versions.items()))
    lines = [BEGIN, _INTRO.rstrip()]
    lines += [f"- Date: {date}"] if date else []
    size = f"- {report.n_sentences} sentences, {report.n_documents} documents, data {report.data}"
    lines += [size + (f"; {report.n_corrections} corrections" if report.n_corrections else "")]
    lines += [f"- Made with {versions}", ""]
    lines += _overview(report, seed)
    lines += _comparisons(report)
    lines += _times(report)
    for caption, path in draw(report, models_dir / PLOTS):
        lines += [f"![{caption}]({PLOTS}/{path.name})", ""]
    for name, task in report.tasks.items():
        lines += _task_section(task, report.held_out.get(name))
    own = "\n".join(lines).rstrip() + f"\n{END}\n"
    path = models_dir / CARD_FILE
    before, after = "", ""
    if path.exists():
        text = path.read_text(encoding="utf-8")
        if BEGIN in text and END in text:
            before, rest = text.split(BEGIN, 1)
            after = rest.split(END, 1)[1].removeprefix("\n")
    path.write_text(before + own + after, encoding="utf-8")
