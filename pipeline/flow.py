"""The main job: the stages in order, and what is skipped.

Documents are loaded and annotated in workers (``work``, ``pool``) and written in batches
(``filing``), so a run that is killed anywhere is finished by the next.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import convert, to_builtins

from pipeline.errors import UnreadableDocument
from pipeline.export.files import save_csv, save_parquet
from pipeline.filing import FileWriter, Tally, refusal_row, resume_at
from pipeline.pool import WorkerPool
from pipeline.records import RawDocument, content_id
from pipeline.review import changes
from pipeline.settings import PROJECT_ROOT, RAW_DIR, SAMPLE_DIR, VERSION
from pipeline.store import EXPORTED, Store
from pipeline.store.database import STANDING, exclusive
from pipeline.store.rows import Row, document_id
from pipeline.work import (
    AnnotatorLike,
    Limits,
    Member,
    Refused,
    Task,
    lost,
    start_worker,
    unreadable,
    work,
)

if TYPE_CHECKING:
    from pipeline.review.corrections import Outcome
    from pipeline.timeline.metrics import FigureRow

POOL_MIN_BYTES = 200_000
"""Bytes to annotate below which one worker is quicker than several, each of which needs about
two seconds for its own Kiwi and models."""

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass
class RunReport:
    """What a run did. ``refused`` are this run's; ``n_annotated`` is n_new + n_changed."""

    n_documents: int = 0
    n_new: int = 0
    n_changed: int = 0
    n_refused: int = 0
    refused: list[Refused] = field(default_factory=list)
    corrections: list[Outcome] = field(default_factory=list)
    changes: dict[str, int] = field(default_factory=dict)
    timeline_rebuilt: bool = False
    tables_written: bool = False
    seconds: float = 0.0

    @property
    def n_annotated(self) -> int:
        return self.n_new + self.n_changed


@dataclass
class Run:
    """One run: what it is given, and what its stages find."""

    store: Store
    paths: tuple[Path, ...]
    version: str
    at: str
    workers: int | None
    progress: Progress
    create: Callable[[], AnnotatorLike]
    limits: Limits
    report: RunReport = field(default_factory=RunReport)
    todo: list[tuple[Task, int]] = field(default_factory=list)
    """What is to do, each with the number of its documents that are done."""
    todo_bytes: int = 0

    def refuse(self, refused: Refused, location: str) -> None:
        """Keep the refusal of a whole file in the state and in the report."""
        self.store.refuse(refusal_row(refused, self.at), location, location)
        self.tell([refused])

    def tell(self, refused: Iterable[Refused]) -> None:
        """Put refusals into the report."""
        self.report.refused += refused
        self.report.n_refused = len(self.report.refused)


def default_paths() -> tuple[Path, ...]:
    """``corpus/raw/`` if it has documents, else the sample; never both."""
    raw = any(
        p.is_file() and not any(part.startswith(".") for part in p.relative_to(RAW_DIR).parts)
        for p in RAW_DIR.rglob("*")
    )
    return (RAW_DIR if raw else SAMPLE_DIR,)


# Stages


def find_documents(run: Run) -> None:
    """List the files, and pick those that are new, changed, or annotated by another version."""
    from pipeline.load import FileRef, discover, read

    for found in discover(run.paths):
        if not isinstance(found, FileRef):
            refused = Refused(
                path=found.path, content_sha256=None, stage="load", reason=found.reason
            )
            run.refuse(refused, os.path.abspath(found.path))
            continue
        try:
            raw = read(found)
        except UnreadableDocument as error:
            run.refuse(unreadable(found.path, None, error), found.absolute)
            continue
        run.report.n_documents += 1
        _pick(run, raw, found.absolute)
        run.progress("load", run.report.n_documents, 0)
    run.store.forget_refusals(os.path.lexists)


def _pick(run: Run, raw: RawDocument, location: str) -> None:
    """Note a file as done or to do."""
    key, file_key = _key(raw, run.version), _file_key(raw, run.version)
    doc_id = document_id(raw)
    known = run.store.file_at(location)
    if known is not None and known[0] == file_key:
        run.report.n_documents += known[1] - 1
        rows = run.store.refusals_in(location)
        run.tell(convert({k: v for k, v in row.items() if k != "at"}, Refused) for row in rows)
        return
    if run.store.annotation_key(doc_id) == key:
        with run.store.transaction():
            run.store.place(location, raw.path, doc_id, location)
            run.store.forget_file(location)
        return
    start = resume_at(known[0], file_key) if known is not None else None
    task = Task(
        path=raw.path,
        location=location,
        key=key,
        file_key=file_key,
        limits=run.limits,
        start=start or 0,
    )
    run.todo.append((task, known[1] if known is not None and start else 0))
    run.todo_bytes += len(raw.data)


def annotate_documents(run: Run) -> None:
    """Load and annotate what is to do; write the documents in the order of the list."""
    if not run.todo:
        return
    workers = run.workers
    if workers is None:
        workers = 1 if run.todo_bytes < POOL_MIN_BYTES else os.cpu_count() or 1
    pool: WorkerPool[Task, Member] = WorkerPool(
        min(workers, len(run.todo)), start_worker, (run.create,), work, lost, run.limits.memory
    )
    done = {task.location: n for task, n in run.todo if n}
    writer: FileWriter | None = None
    files = 0
    for task, member in pool.map(task for task, _ in run.todo):
        if writer is None:
            writer = FileWriter(run.store, run.at, task, done.get(task.location, 0))
        if member is not None:
            writer.add(member)
            continue
        _count(run, writer.finish())
        writer = None
        files += 1
        run.progress("annotate", files, len(run.todo))


def _count(run: Run, tally: Tally) -> None:
    run.report.n_documents += tally.n_documents - 1
    run.report.n_new += tally.n_new
    run.report.n_changed += tally.n_changed
    run.tell(tally.refused)


def list_entities(run: Run) -> None:
    """Write the lexicon into the table ``entities`` when it may have changed."""
    if run.store.mark("entities") == run.version:
        return
    from pipeline.lexicon import load_lexicon

    rows = [
        {name: getattr(entry, name) for name in run.store.columns("entities")}
        for entry in load_lexicon().entries.values()
    ]
    run.store.replace({"entities": rows}, entities=run.version, tables="")


def apply_corrections(run: Run) -> None:
    """Put what people have corrected on the rows, which may have been made anew."""
    if run.store.count("corrections"):
        from pipeline.review import corrections

        run.report.corrections = corrections.apply(run.store)


def build_timeline(run: Run) -> None:
    """Merge the events of all documents, when any of them changed."""
    version = _code_version("timeline")
    if run.store.mark("timeline") == version:
        return
    from pipeline.timeline.audit import audit
    from pipeline.timeline.audit_dates import audit_dates
    from pipeline.timeline.copies import link_duplicates
    from pipeline.timeline.links import links
    from pipeline.timeline.merge import Telling, merge
    from pipeline.timeline.rows import timeline_rows
    from pipeline.timeline.series import series

    before = changes.snapshot(run.store)
    link_duplicates(run.store)
    tellings = (
        Telling(
            doc_id=e.doc_id,
            block_id=e.block_id,
            page=e.page,
            published=e.published,
            event=e.event,
        )
        for e in run.store.document_events()
    )
    figures = _standing_figures(run.store)
    points = series(figures)
    by_id = {f.figure_id: f for f in figures}
    events = list(merge(tellings))
    revised = [(by_id[p.supersedes], by_id[p.figure_id]) for p in points if p.supersedes]
    tables = {
        **timeline_rows(events, run.store.duplicates(), links(events, revised=revised)),
        "series": [to_builtins(row) for row in points],
        "audits": [to_builtins(row) for row in (*audit(figures), *audit_dates(events))],
    }
    run.store.replace(tables, timeline=version, tables="")
    run.report.timeline_rebuilt = True
    if before:
        run.report.changes = changes.compare(before, changes.snapshot(run.store))


def _standing_figures(store: Store) -> list[FigureRow]:
    """The figures of all documents that stand, each text once."""
    from pipeline.timeline.metrics import FigureRow

    where = f"""t.doc_id IN {STANDING} AND t.doc_id NOT IN
        (SELECT doc_id FROM documents WHERE duplicate_of IS NOT NULL)"""
    return [convert(row, FigureRow) for row in store.rows("figures", where)]


def write_tables(run: Run) -> None:
    """Write every table as Parquet and CSV, when any of them changed or is missing."""
    folder = run.store.directory / "tables"
    version = _code_version("export", "store")
    files = [folder / f"{t.name}.{suffix}" for t in EXPORTED for suffix in ("parquet", "csv")]
    if run.store.mark("tables") == version and all(path.exists() for path in files):
        return
    for done, table in enumerate(EXPORTED, 1):
        save_parquet(folder / f"{table.name}.parquet", table, run.store.rows(table.name))
        save_csv(folder / f"{table.name}.csv", table, run.store.rows(table.name))
        run.progress("tables", done, len(EXPORTED))
    run.store.set_marks(tables=version)
    run.report.tables_written = True


STAGES: tuple[Callable[[Run], None], ...] = (
    find_documents,
    annotate_documents,
    list_entities,
    apply_corrections,
    build_timeline,
    write_tables,
)
"""The main job. Within ``annotate_documents`` each document goes through ``work.work``."""


def refresh(out: Path) -> RunReport:
    """Put corrections on what ``run`` left in ``out``, and rebuild what hangs on them."""
    Store.open(out).connection.close()  # says so where there is nothing
    with exclusive(out), Store.create(out) as store:
        job = Run(store, (), "", "", None, lambda *_: None, create_annotator, Limits())
        for stage in (apply_corrections, build_timeline, write_tables):
            stage(job)
    return job.report


def create_annotator() -> AnnotatorLike:
    """The real annotator; loads Kiwi and the models."""
    from pipeline.annotator import Annotator

    return Annotator.create()


def run(
    paths: Iterable[Path],
    out: Path,
    workers: int | None = None,
    progress: Progress | None = None,
    *,
    version: str | None = None,
    create: Callable[[], AnnotatorLike] = create_annotator,
    limits: Limits | None = None,
) -> RunReport:
    """Do the main job on ``paths``, with state and tables in ``out``.

    ``workers`` None: one for little text, else one a core; the result is the same for any number.
    Each is a process of its own, so that a document that crashes, hangs or passes ``limits``
    costs itself alone. ``create`` is called in every worker, so it must be importable by name,
    and a script that calls this needs its ``if __name__ == "__main__"``.
    StoreBusy when another run writes to ``out``.
    """
    if version is None:
        from pipeline import provenance

        version = provenance.version()
    began = time.monotonic()
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with exclusive(out), Store.create(out) as store:
        job = Run(
            store,
            tuple(paths),
            version,
            at,
            workers,
            progress or (lambda *_: None),
            create,
            limits or Limits(),
        )
        for stage in STAGES:
            stage(job)
        report = job.report
        report.seconds = round(time.monotonic() - began, 3)
        counts = {
            name: getattr(report, name)
            for name in ("n_documents", "n_new", "n_changed", "n_refused", "seconds")
        }
        row: Row = {"at": at, "version": VERSION, "models": version, **counts}
        with store.transaction():
            store.insert("runs", [{"run_id": content_id(at, version, *counts.values()), **row}])
    return report


def _key(raw: RawDocument, version: str) -> str:
    """What decides a document's annotations beside its id, which stands for its bytes."""
    return content_id(version, raw.retrieved, raw.licence, raw.title, raw.publisher,
                      raw.published, raw.version_of)  # fmt: skip


def _file_key(raw: RawDocument, version: str) -> str:
    """What decides the documents of a file that holds many."""
    return content_id(_key(raw, version), document_id(raw), raw.path)


def _code_version(*folders: str) -> str:
    """A hash of the code that makes what is derived from the documents' rows."""
    digest = hashlib.sha256(VERSION.encode())
    for folder in folders:
        for path in sorted((PROJECT_ROOT / "pipeline" / folder).glob("*.*")):
            if path.suffix in (".py", ".sql"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
