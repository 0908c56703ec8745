"""The sub-command that goes online: collect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.common import NOTHING, REFUSED, Quiet, Verbose, progress_bar, say
from pipeline.settings import PROJECT_ROOT, RAW_DIR

if TYPE_CHECKING:
    from pipeline.collect import CollectReport, SourceReport


def _day(text: str | None) -> str | None:
    if text is not None:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise typer.BadParameter(f"{text!r} is no day; write YYYY-MM-DD") from error
    return None


def collect(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Ids in corpus/sources.toml."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", callback=_day, help="From this day on; default: the last success."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", callback=_day, help="Up to this day.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be fetched; go nowhere.")
    ] = False,
    config: Annotated[
        Path, typer.Option("--config", exists=True, dir_okay=False, help="The sources.")
    ] = PROJECT_ROOT / "corpus" / "sources.toml",
    into: Annotated[
        Path, typer.Option("--into", file_okay=False, help="Where the originals go.")
    ] = RAW_DIR,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Fetch what is new from the sources into corpus/raw/, politely.

    Example: yeonpyo collect korea_kr --since 2018-04-01 --until 2018-04-30
    """
    from pipeline.collect import collect as fetch
    from pipeline.collect import read_config

    if since and until and since > until:
        raise typer.BadParameter(f"--since {since} is after --until {until}")
    known = read_config(config)
    for name in sources or ():
        if name not in known:
            raise typer.BadParameter(f"no source {name!r} in {config}; there are "
                                     f"{', '.join(known)}")  # fmt: skip
    try:
        with progress_bar(quiet or dry_run) as progress:
            report = fetch(sources or (), since, until, dry_run, into, progress, config=config)
    except KeyboardInterrupt:
        say("interrupted; collect again to go on where it stopped")
        raise
    if not report.sources:
        say(f"no source is enabled in {config}")
        raise typer.Exit(NOTHING)
    for one in report.sources:
        _tell(one, quiet, verbose)
    if dry_run:
        _show_plan(report, quiet)
    elif not quiet:
        _summarise(report)
    if report.did_nothing:
        raise typer.Exit(NOTHING)
    if report.errors:
        raise typer.Exit(REFUSED)


_TOLD = 20
"""Errors of one source that are told without --verbose."""


def _tell(one: SourceReport, quiet: bool, verbose: bool) -> None:
    errors = one.errors if verbose else one.errors[:_TOLD]
    for error in errors:
        say(f"{one.source}: {error}")
    if len(errors) < len(one.errors):
        say(f"{one.source}: {len(one.errors) - len(errors)} more errors; --verbose tells them")
    for note in one.notes:
        say(f"{one.source}: {note}", quiet)
    if verbose:
        for kind, told in (("robots.txt forbids", one.forbidden), ("gone", one.gone),
                           ("empty", one.empty)):  # fmt: skip
            for address in told:
                say(f"{one.source}: {kind}: {address}")


def _show_plan(report: CollectReport, quiet: bool) -> None:
    """The addresses on stdout, their number on stderr."""
    for one in report.sources:
        for address in one.planned:
            typer.echo(f"{one.source}\t{address}")
    for one in report.sources:
        resumed = " left of a job that was cut off" if one.resumed else ""
        say(f"{one.source}: {len(one.planned)} addresses{resumed} to ask first, "
            f"{one.since} to {one.until}", quiet)  # fmt: skip


_WIDTH = 110
"""Columns of the summary: a narrower terminal wraps its lines, the table does not."""


def _summarise(report: CollectReport) -> None:
    """A table on stderr: one line a source."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("source", "days", "answers", "new", "edited", "unchanged", "forbidden",
                    "errors", ""):  # fmt: skip
        justify: Literal["left", "right"] = "left" if heading in ("source", "days", "") else "right"
        table.add_column(heading, justify=justify, no_wrap=True)
    for one in report.sources:
        counts = (one.fetched, one.new, one.versions, one.unchanged, len(one.forbidden),
                  len(one.errors))  # fmt: skip
        days = f"{one.since} – {one.until}" if one.since else ""
        state = "done" if one.finished else "unfinished: collect again"
        table.add_row(one.source, days, *map(str, counts), state if one.since else "not asked")
    console = Console(stderr=True)
    console.width = max(console.width, _WIDTH)
    console.print(table)


COMMANDS: tuple[Callable[..., None], ...] = (collect,)
