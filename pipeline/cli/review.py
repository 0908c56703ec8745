"""The sub-commands of ``yeonpyo review``: list, apply, export, import."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common import DEFAULT_DATA, As, Data, Format, Quiet, Verbose, say, write_rows

app = typer.Typer(
    name="review",
    help="Corrections by people: they survive reruns and feed training.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_SHOWN = (
    ("table", "표"), ("field", "항목"), ("old_value", "전"), ("new_value", "후"),
    ("by", "누가"), ("at", "언제"), ("doc_id", "문서"), ("correction_id", "id"),
)  # fmt: skip


@app.command("list")
def list_(
    form: As = Format.table,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """The corrections made so far.

    Example: yeonpyo review list --format csv
    """
    from pipeline.store import Store

    with Store.open(data) as store:
        number = write_rows("corrections", store.rows("corrections"), form, _SHOWN)
    if not number:
        say("no corrections", quiet)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new .xlsx or .csv.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows at most.")] = 100,
    documents: Annotated[
        bool, typer.Option("--documents", help="Types of documents instead of events.")
    ] = False,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the least certain and most influential items for a person to label.

    Fill in the columns new_…; leave empty what you do not judge. A label that confirms the
    present one counts as well; category none takes the event off.

    Example: yeonpyo review export todo.xlsx --limit 50
    """
    from pipeline.review import choose
    from pipeline.review.sheet import write_sheet
    from pipeline.store import Store

    with Store.open(data) as store:
        rows = choose.documents(store, limit) if documents else choose.items(store, limit)
    write_sheet(file, rows)
    say(f"{len(rows)} rows in {file}: fill in new_…, then: yeonpyo review import {file}", quiet)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet, filled in.")],
    by: Annotated[str | None, typer.Option("--by", help="Who has labelled it.")] = None,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Take a filled-in sheet as corrections and as labelled examples for training.

    Example: yeonpyo review import todo.xlsx --by 이하나
    """
    from pipeline.review.corrections import TRAINING_DIR, save, write_training
    from pipeline.review.sheet import corrections_in, read_sheet
    from pipeline.store import Store
    from pipeline.store.database import exclusive

    at = datetime.now(UTC).isoformat(timespec="seconds")
    Store.open(data).connection.close()  # says so where there is no state
    with exclusive(data), Store.create(data) as store:
        number = save(store, corrections_in(store, read_sheet(file), by, at))
        write_training(store, data / TRAINING_DIR)
    say(
        f"{number} corrections; next: yeonpyo review apply, and to learn from them: "
        f"yeonpyo train classifiers --data {data / TRAINING_DIR}",
        quiet,
    )


@app.command("apply")
def apply(
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Put the corrections on the tables and rebuild the timeline; `run` does so too.

    Example: yeonpyo review apply
    """
    from pipeline import flow
    from pipeline.review.changes import in_words

    report = flow.refresh(data)
    lost = [one for one in report.corrections if not one.rows]
    say(f"{len(report.corrections)} corrections, {len(lost)} find no row any more", quiet)
    if verbose:
        for one in lost:
            c = one.correction
            say(f"no {c.table} at {c.doc_id} {c.start}–{c.end}: {c.field} = {c.new_value}")
    if report.changes:
        say(in_words(report.changes), quiet)
