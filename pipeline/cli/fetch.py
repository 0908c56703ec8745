"""The sub-command that goes online: collect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from pipeline.cli.common import REFUSED, Quiet, Verbose, say


def collect(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Ids in corpus/sources.toml."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="From this day on; default: the last success.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be fetched; go nowhere.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Fetch what is new from the sources into corpus/raw/, politely.

    Example: yeonpyo collect korea_kr --since 2018-04-01 --until 2018-04-30
    """
    from pipeline.collect import collect as fetch

    report = fetch(tuple(sources or ()), since, until, dry_run)
    for one in report.sources:
        for address in one.planned:
            typer.echo(f"{one.source}\t{address}")
        for error in one.errors:
            say(f"{one.source}: {error}")
        if not dry_run:
            say(
                f"{one.source}: {one.new} new, {one.versions} changed, {one.unchanged} unchanged, "
                f"{len(one.errors)} errors",
                quiet,
            )
        if verbose:
            for address in one.forbidden:
                say(f"{one.source}: not fetched (robots.txt or our bounds): {address}")
    if report.errors:
        raise typer.Exit(REFUSED)


COMMANDS: tuple[Callable[..., None], ...] = (collect,)
