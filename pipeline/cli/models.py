"""Sub-commands about the models: train, evaluate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.common import Quiet, Verbose, say
from pipeline.settings import LABELLED_DIR, MODELS_DIR, NER_DATA_DIR


def train(
    what: Annotated[
        str, typer.Argument(metavar="[ner|classifiers]", help="Which models.")
    ] = "classifiers",
    data: Annotated[Path | None, typer.Option("--data", help="Labelled data.")] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Fit the models from labelled examples; writes models/ and their card.

    The entity recognizer learns from KLUE-NER and KonNE (the folder is ../shared/data/ner unless
    --data names one) and from corpus/labelled/entities.jsonl.

    Example: yeonpyo train classifiers
    """
    if what == "classifiers":
        _train_classifiers(data or LABELLED_DIR, quiet)
    elif what == "ner":
        _train_ner(data or NER_DATA_DIR, quiet)
    else:
        raise typer.BadParameter("ner or classifiers", param_hint="MODEL")


def _train_classifiers(data: Path, quiet: bool) -> None:
    from pipeline.classify.train import train as fit
    from pipeline.components import MODEL_NAME, build_model
    from pipeline.language.kiwi import build_kiwi
    from pipeline.lexicon import load_lexicon

    say("training …", quiet)
    day = date.today().isoformat()
    report = fit(data, date=day, kiwi=build_kiwi(load_lexicon().words()))
    build_model().to_disk(MODELS_DIR / MODEL_NAME)
    for name, task in report.tasks.items():
        typer.echo(f"{name}\t{task.headline:.3f}")


def _train_ner(data: Path, quiet: bool) -> None:
    from pipeline.components import MODEL_NAME, build_model
    from pipeline.ner.score import score_held_out
    from pipeline.ner.train import Config
    from pipeline.ner.train import train as fit

    def told(epoch: int, loss: float) -> None:
        say(f"epoch {epoch + 1}: loss {loss:.0f}", quiet)

    recognizer = fit(data, Config.read(MODELS_DIR / "ner.toml"), told)
    build_model(recognizer).to_disk(MODELS_DIR / MODEL_NAME)
    for name, score in score_held_out(recognizer, data).items():
        typer.echo(f"{name}\t{score.f1:.3f}")


def evaluate(
    gold: Annotated[
        Path | None, typer.Argument(metavar="GOLD", exists=True, help="Folder of gold JSON.")
    ] = None,
    documents: Annotated[
        Path | None, typer.Option("--documents", exists=True, help="The documents.")
    ] = None,
    layer: Annotated[str | None, typer.Option("--layer", help="One layer only.")] = None,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Score any layer against gold.

    The layer ner needs no gold: its sentences are those that training keeps aside, in
    corpus/labelled/entities.jsonl and in GOLD (else ../shared/data/ner, where it is there); each
    is read by the rules alone, by the model alone, by both.

    Example: yeonpyo evaluate corpus/sample/gold --documents corpus/sample/documents
    """
    from pipeline.evaluate import evaluate as score
    from pipeline.export.files import json_text

    if form not in ("text", "json"):
        raise typer.BadParameter("text or json", param_hint="--format")
    if layer == "ner":
        found = _ablation(gold or NER_DATA_DIR)
        typer.echo(json_text({"ner": found}) if form == "json" else _as_table(found))
        return
    if gold is None or documents is None:
        raise typer.BadParameter("name GOLD and --documents", param_hint="GOLD")
    report = score(gold, documents, layer)
    typer.echo(json_text(report) if form == "json" else _in_words(report, verbose))


def _ablation(folder: Path) -> dict[str, dict[str, float]]:
    from pipeline.annotator import Annotator
    from pipeline.evaluate.ner import ablation, held_out, report

    return report(ablation(Annotator.create(), held_out(folder)))


def _as_table(found: dict[str, dict[str, float]]) -> str:
    lines = [f"{'held out':<20}{'rules':>8}{'model':>8}{'both':>8}{'names':>8}"]
    lines += [
        f"{key:<20}{v['rules']:>8.3f}{v['model']:>8.3f}{v['both']:>8.3f}{v['names']:>8}"
        for key, v in found.items()
    ]
    return "\n".join(lines)


def _in_words(report: dict[str, Any], verbose: bool) -> str:
    lines = [f"{'layer':<16}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}{'found':>7}"]
    for name, one in report["layers"].items():
        lines.append(
            f"{name:<16}{one['precision']:>10.3f}{one['recall']:>10.3f}{one['f1']:>10.3f}"
            f"{one['gold']:>7}{one['found']:>7}"
        )
        lines += [f"  {key}: {share:.3f}" for key, share in one["attributes"].items()]
        if verbose:
            lines += [f"  {kind} {n}" for kind in ("missed", "surplus", "wrong") for n in one[kind]]
    return "\n".join(lines)


COMMANDS: tuple[Callable[..., None], ...] = (train, evaluate)
