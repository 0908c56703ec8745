"""What sub-commands share: options, where messages go, the forms of output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.settings import OUTPUT_DIR

if TYPE_CHECKING:
    from pipeline.flow import Progress
    from pipeline.store.rows import Row

DONE, REFUSED, WRONG_USE, NOTHING = 0, 1, 2, 3
"""Exit codes."""


class Format(StrEnum):
    """Forms of a table on stdout."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")]
Data = Annotated[Path, typer.Option("--data", help="What `run --out DIR` left.")]
As = Annotated[Format, typer.Option("--format", help="Form of the output.")]
Since = Annotated[str | None, typer.Option("--from", help="From this date on (EDTF: 2009-11).")]
Until = Annotated[str | None, typer.Option("--to", help="Up to this date (EDTF: 2010).")]
Region = Annotated[str | None, typer.Option("--region", help="Place: id, name or alias.")]
Program = Annotated[str | None, typer.Option("--program", help="Programme: id, name or alias.")]
ActorName = Annotated[str | None, typer.Option("--actor", help="Body: id, name or alias.")]
Category = Annotated[
    str | None,
    typer.Option("--category", help="Of events; doc_type of documents, label of entities."),
]
Metric = Annotated[str | None, typer.Option("--metric", help="What is counted.")]
Unit = Annotated[str | None, typer.Option("--unit", help="Unit: KRW, %, 명 …")]
Text = Annotated[str | None, typer.Option("--text", help="Words that must occur.")]
Exact = Annotated[
    bool, typer.Option("--exact", help="No descendants, predecessors or successors.")
]
DEFAULT_DATA = OUTPUT_DIR


def say(message: str, quiet: bool = False) -> None:
    """A message for people, on stderr."""
    if not quiet:
        sys.stderr.write(message + "\n")


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress]:
    """A progress callback: a bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None)
            bar.update(tasks[stage], completed=done, total=total or None)  # type: ignore[arg-type]

        yield advance


def write_rows(
    table: str,
    rows: Iterable[Row],
    form: Format,
    shown: tuple[tuple[str, str], ...] = (),
) -> int:
    """Write rows to stdout; ``shown`` are (column, heading) of the terminal table. Their number."""
    from pipeline.export import files
    from pipeline.store import TABLES

    known, number = TABLES[table], 0

    def counted() -> Iterator[Row]:
        nonlocal number
        for row in rows:
            number += 1
            yield row

    if form is Format.csv:
        files.write_csv(sys.stdout, known.column_names, counted())
    elif form is Format.jsonl:
        files.write_jsonl(sys.stdout, counted())
    elif form is Format.json:
        sys.stdout.write("[")
        for row in counted():
            sys.stdout.write(("" if number == 1 else ",") + "\n" + files.json_text(row))
        sys.stdout.write("\n]\n")
    elif form is Format.parquet:
        import io

        buffer = io.BytesIO()  # Parquet needs to know its position, which a pipe does not
        files.write_parquet(buffer, known, counted())
        sys.stdout.buffer.write(buffer.getvalue())
    else:
        from pipeline.cli.show import show_table

        show_table(counted(), shown)
    return number
