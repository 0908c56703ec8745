"""Sub-commands that make and read the state: run, the tables, explain, audit, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common import (
    DEFAULT_DATA,
    NOTHING,
    REFUSED,
    ActorName,
    As,
    Category,
    Data,
    Exact,
    Format,
    Metric,
    Program,
    Quiet,
    Region,
    Since,
    Text,
    Unit,
    Until,
    Verbose,
    progress_bar,
    say,
    write_rows,
)


def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", exists=True, help="Files, folders.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Where state and tables go.")] = DEFAULT_DATA,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; default: as needed.")
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Load and annotate what is new, rebuild the timeline, write every table.

    Example: yeonpyo run releases/ --out outputs
    """
    from pipeline import flow

    with progress_bar(quiet) as progress:
        report = flow.run(paths or flow.default_paths(), out, workers, progress)
    for one in report.refused:
        say(f"refused {one.path}: {one.reason}")
    say(
        f"{report.n_documents} documents: {report.n_new} new, {report.n_changed} changed, "
        f"{report.n_refused} refused; {report.seconds:.1f} s",
        quiet,
    )
    if report.changes:
        from pipeline.review.changes import in_words

        say(f"since the last run: {in_words(report.changes)}", quiet)
    if verbose:
        say(f"timeline rebuilt: {report.timeline_rebuilt}; tables: {out / 'tables'}")
    if not report.n_documents and not report.refused:
        say("nothing to read in the PATHs given")
        raise typer.Exit(NOTHING)
    if report.refused:
        raise typer.Exit(REFUSED)


_SHOWN: dict[str, tuple[tuple[str, str], ...]] = {
    "events": (
        ("edtf", "날짜"), ("status", "상태"), ("category", "분류"), ("title", "제목"),
        ("regions", "지역"), ("n_documents", "문서"), ("event_id", "id"),
    ),
    "figures": (
        ("metric", "지표"), ("scope", "대상"), ("value", "값"), ("unit", "단위"),
        ("bound", "범위"), ("as_of", "기준"), ("stated_on", "발표"), ("figure_id", "id"),
    ),
    "visions": (
        ("region", "지역"), ("text", "비전"), ("industries", "산업"), ("role", "역할"),
        ("horizon", "목표"), ("vision_id", "id"),
    ),
    "documents": (
        ("published", "발행"), ("doc_type", "종류"), ("publisher", "발행처"), ("title", "제목"),
        ("n_chars", "글자"), ("doc_id", "id"),
    ),
    "entities": (
        ("entity_id", "id"), ("label", "종류"), ("valid_from", "부터"), ("valid_to", "까지"),
        ("parent", "상위"), ("aliases", "다른 이름"),
    ),
    "audits": (
        ("kind", "검사"), ("verdict", "판정"), ("expected", "기대"), ("found", "실제"),
        ("note", "설명"), ("audit_id", "id"),
    ),
}  # fmt: skip


def _show(table: str, data: Path, form: Format, quiet: bool, **filters: str | bool | None) -> None:
    from pipeline.query import Filters, select
    from pipeline.store import Store

    lexicon = None
    if any(filters.get(name) for name in ("region", "program", "actor")):
        from pipeline.lexicon import load_lexicon

        lexicon = load_lexicon()
    with Store.open(data) as store:
        rows = select(store, table, Filters(**filters), lexicon)  # type: ignore[arg-type]
        number = write_rows(table, rows, form, _SHOWN[table])
    if not number:
        say("no rows", quiet)


def timeline(
    since: Since = None,
    until: Until = None,
    region: Region = None,
    program: Program = None,
    actor: ActorName = None,
    category: Category = None,
    text: Text = None,
    exact: Exact = False,
    form: As = Format.table,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """The events in order of time.

    Example: yeonpyo timeline --from 2009 --to 2010 --region 수도권
    """
    _show("events", data, form, quiet, since=since, until=until, region=region, program=program,
          actor=actor, category=category, text=text, exact=exact)  # fmt: skip


def figures(
    since: Since = None,
    until: Until = None,
    region: Region = None,
    program: Program = None,
    actor: ActorName = None,
    category: Category = None,
    metric: Metric = None,
    unit: Unit = None,
    text: Text = None,
    exact: Exact = False,
    form: As = Format.table,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """The figures; --category is their kind (amount, change, share …).

    Example: yeonpyo figures --metric 수출 --unit USD --format csv
    """
    _show("figures", data, form, quiet, since=since, until=until, region=region, program=program,
          actor=actor, category=category, metric=metric, unit=unit, text=text,
          exact=exact)  # fmt: skip


def visions(
    since: Since = None,
    until: Until = None,
    region: Region = None,
    text: Text = None,
    exact: Exact = False,
    form: As = Format.table,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """What places are to become; --from and --to look at the document's date.

    Example: yeonpyo visions --region 호남권
    """
    _show("visions", data, form, quiet, since=since, until=until, region=region, text=text,
          exact=exact)  # fmt: skip


def documents(
    since: Since = None,
    until: Until = None,
    region: Region = None,
    program: Program = None,
    actor: ActorName = None,
    category: Category = None,
    text: Text = None,
    exact: Exact = False,
    form: As = Format.table,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """The documents; a place, programme or body is one that they mention.

    Example: yeonpyo documents --category press_release --text 클러스터
    """
    _show("documents", data, form, quiet, since=since, until=until, region=region,
          program=program, actor=actor, category=category, text=text, exact=exact)  # fmt: skip


def entities(
    since: Since = None,
    until: Until = None,
    region: Region = None,
    program: Program = None,
    actor: ActorName = None,
    category: Category = None,
    text: Text = None,
    exact: Exact = False,
    form: As = Format.table,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """The lexicon; --category is the label (ORG, REGION, COMPLEX …).

    Example: yeonpyo entities --actor 산업통상자원부
    """
    _show("entities", data, form, quiet, since=since, until=until, region=region,
          program=program, actor=actor, category=category, text=text, exact=exact)  # fmt: skip


def audit(
    form: As = Format.table,
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """The checks of arithmetic and of agreement between documents.

    Example: yeonpyo audit --format jsonl
    """
    from pipeline.store import Store
    from pipeline.timeline.notes import korean

    with Store.open(data) as store:
        rows = store.rows("audits")
        if form is Format.table:  # to read; the other forms give what the table holds
            rows = ({**row, "note": korean(str(row["note"] or ""))} for row in rows)
        number = write_rows("audits", rows, form, _SHOWN["audits"])
    if not number:
        say("no rows", quiet)


def explain(
    ident: Annotated[str, typer.Argument(metavar="ID", help="An id, or its first characters.")],
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Where a figure, event, vision, mention, date or document comes from.

    Example: yeonpyo explain 3fa91c
    """
    from pipeline.explain import explain as look_up
    from pipeline.explain import in_words
    from pipeline.export.files import json_text
    from pipeline.store import Store

    if form not in ("text", "json"):
        raise typer.BadParameter("text or json", param_hint="--format")
    with Store.open(data) as store:
        found = look_up(store, ident)
    typer.echo(json_text(found) if form == "json" else in_words(found))


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    form: Annotated[
        str,
        typer.Option("--format", help="csv, parquet, xlsx, jsonl, docbin, html, bibtex or csl."),
    ] = "csv",
    data: Data = DEFAULT_DATA,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the tables, or citations of the documents, for other programs.

    Example: yeonpyo export share --format xlsx
    """
    from pipeline.export.formats import FORMATS
    from pipeline.store import Store

    if form not in FORMATS:
        raise typer.BadParameter(f"one of {', '.join(FORMATS)}", param_hint="--format")
    with Store.open(data) as store:
        written = FORMATS[form](store, directory)
    say(f"{len(written)} files in {directory}", quiet)


COMMANDS: tuple[Callable[..., None], ...] = (
    run, timeline, figures, visions, documents, entities, explain, audit, export,
)  # fmt: skip
