"""The main job: the stages in order, what is skipped, the worker pool.

A document's annotations are one transaction, and what must be made anew is marked in it, so a
run that is killed anywhere is finished by the next.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from msgspec import convert

from pipeline.errors import UnreadableDocument
from pipeline.export.files import save_csv, save_parquet
from pipeline.pool import WorkerPool
from pipeline.records import AnnotatedDocument, Document, RawDocument, Record, content_id
from pipeline.settings import PROJECT_ROOT, RAW_DIR, SAMPLE_DIR, VERSION
from pipeline.store import EXPORTED, Store
from pipeline.store.database import exclusive
from pipeline.store.rows import DocumentRows, Row, document_id, document_rows

POOL_MIN_BYTES = 200_000
"""Bytes to annotate below which one process is quicker than starting several, each of which
needs about two seconds for its own Kiwi and models."""

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


class AnnotatorLike(Protocol):
    """What a worker needs: ``pipeline.annotator.Annotator``, or a stand-in in tests."""

    def document(self, document: Document) -> AnnotatedDocument: ...


class Refused(Record, frozen=True):
    """An input that could not be read."""

    path: str
    content_sha256: str | None
    stage: str
    reason: str


class Member(Record, frozen=True):
    """A document of a file; ``within`` is where: empty, ``!member``, ``#row``, ``!member#row``."""

    within: str
    result: DocumentRows | Refused


class Task(Record, frozen=True):
    """A document to annotate, and where it lies."""

    raw: RawDocument
    location: str


@dataclass
class RunReport:
    """What a run did. ``refused`` are this run's; ``n_annotated`` is n_new + n_changed."""

    n_documents: int = 0
    n_new: int = 0
    n_changed: int = 0
    n_refused: int = 0
    refused: list[Refused] = field(default_factory=list)
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
    report: RunReport = field(default_factory=RunReport)
    todo: list[tuple[str, str]] = field(default_factory=list)
    todo_bytes: int = 0

    def refuse(self, refused: Refused, location: str, file: str | None = None) -> None:
        """Keep a refusal in the state and in the report."""
        self.store.refuse(self.row(refused), location, file or location)
        self.tell(refused)

    def row(self, refused: Refused) -> Row:
        """The row of ``refused``."""
        return {
            "path": refused.path,
            "content_sha256": refused.content_sha256,
            "stage": refused.stage,
            "reason": refused.reason,
            "at": self.at,
        }

    def tell(self, refused: Refused) -> None:
        """Put a refusal into the report."""
        self.report.refused.append(refused)
        self.report.n_refused += 1


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
            run.refuse(
                Refused(path=found.path, content_sha256=None, stage="load", reason=found.reason),
                os.path.abspath(found.path),
            )
            continue
        try:
            raw = read(found)
        except UnreadableDocument as error:
            run.refuse(_unreadable(found.path, None, error), found.absolute)
            continue
        run.report.n_documents += 1
        doc_id, key = document_id(raw), _key(raw, run.version)
        known = run.store.file_at(found.absolute)
        if known is not None and known[0] == _file_key(raw, run.version):
            run.report.n_documents += known[1] - 1
            for row in run.store.refusals_in(found.absolute):
                run.tell(convert({k: v for k, v in row.items() if k != "at"}, Refused))
        elif run.store.annotation_key(doc_id) == key:
            with run.store.transaction():
                run.store.place(found.absolute, found.path, doc_id, found.absolute)
                run.store.forget_file(found.absolute)
        else:
            run.todo.append((found.path, found.absolute))
            run.todo_bytes += len(raw.data)
        run.progress("load", run.report.n_documents, 0)
    run.store.forget_refusals(os.path.lexists)


def annotate_documents(run: Run) -> None:
    """Load and annotate what is to do; write each document in the order of the list."""
    total = len(run.todo)
    if not total:
        return
    for done, (task, result) in enumerate(_annotated(run), 1):
        _write(run, task, result)
        run.progress("annotate", done, total)


def _write(run: Run, task: Task, members: list[Member]) -> None:
    """Write what a file holds: all its documents, or, when none can be read, the reasons."""
    run.report.n_documents += len(members) - 1
    placed = [
        (task.location + m.within, task.raw.path + m.within.replace("!", "/", 1), m.result)
        for m in members
    ]
    documents = [(at, path, r) for at, path, r in placed if isinstance(r, DocumentRows)]
    refused = [(at, r) for at, _, r in placed if isinstance(r, Refused)]
    if not documents:
        run.store.forget_file(task.location)
        for at, one in refused:
            run.refuse(one, at, task.location)
        return
    for at, _, rows in documents:
        known = run.store.annotation_key(rows.doc_id) is not None
        changed = known or run.store.document_at(at) is not None
        run.report.n_changed += changed
        run.report.n_new += not changed
    single = len(members) == 1 and not members[0].within
    key = (_key if single else _file_key)(task.raw, run.version)
    refusals = [(at, run.row(one)) for at, one in refused]
    run.store.write_file(task.location, key, documents, refusals, single=single)
    for _, one in refused:
        run.tell(one)


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


def build_timeline(run: Run) -> None:
    """Merge the events of all documents, when any of them changed."""
    version = _code_version("timeline")
    if run.store.mark("timeline") == version:
        return
    from pipeline.timeline.merge import Telling, TimelineEvent, merge

    run.store.link_duplicates()
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
    merged: list[TimelineEvent] = list(merge(tellings))
    tables = {**timeline_rows(merged), **_figure_tables(run.store)}
    run.store.replace(tables, timeline=version, tables="")
    run.report.timeline_rebuilt = True


def _figure_tables(store: Store) -> dict[str, list[Row]]:
    """Series and audits over the figures of all documents that stand, each text once."""
    import msgspec

    from pipeline.timeline.audit import audit
    from pipeline.timeline.metrics import FigureRow
    from pipeline.timeline.series import series

    where = """t.doc_id IN (SELECT doc_id FROM origins) AND t.doc_id NOT IN
        (SELECT doc_id FROM documents WHERE duplicate_of IS NOT NULL)"""
    figures = [msgspec.convert(row, FigureRow) for row in store.rows("figures", where)]
    return {
        "series": [msgspec.to_builtins(row) for row in series(figures)],
        "audits": [msgspec.to_builtins(row) for row in audit(figures)],
    }


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
    build_timeline,
    write_tables,
)
"""The main job. Within ``annotate_documents`` each document goes through load and annotate."""


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
) -> RunReport:
    """Do the main job on ``paths``, with state and tables in ``out``.

    ``workers`` None: one process for little text, else one a core; the result is the same for
    any number. ``create`` is called in every worker, so it must be importable by name.
    StoreBusy when another run writes to ``out``.
    """
    if version is None:
        from pipeline import provenance

        version = provenance.version()
    began = time.monotonic()
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with exclusive(out), Store.create(out) as store:
        job = Run(
            store, tuple(paths), version, at, workers, progress or (lambda *_: None), create
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


# One document, in a worker or here

_annotator: AnnotatorLike | None = None  # a worker process's own, made once by _start_worker


def _start_worker(create: Callable[[], AnnotatorLike]) -> None:
    global _annotator
    _annotator = create()


def _work(task: Task) -> list[Member]:
    assert _annotator is not None
    return process(task.raw, _annotator)


def process(raw: RawDocument, annotator: AnnotatorLike) -> list[Member]:
    """Load and annotate every document of a file, each place in it once; what goes wrong with
    one is its own matter, not the others'."""
    from pipeline.load import load_all

    found: dict[str, Member] = {}
    try:
        for one, loaded in load_all(raw):
            member = _within(raw, one)
            found[member] = Member(within=member, result=_process(raw, one, loaded, annotator))
    except Exception as error:  # noqa: BLE001 (a bug on one file must not cost the others)
        refused = _bug(raw.path, hashlib.sha256(raw.data).hexdigest(), "load", error)
        found[""] = Member(within="", result=refused)
    return list(found.values())


def _process(
    file: RawDocument, raw: RawDocument, loaded: Document | UnreadableDocument,
    annotator: AnnotatorLike,
) -> DocumentRows | Refused:
    from pipeline.grammar.edtf import bounds

    sha = hashlib.sha256(raw.data).hexdigest()
    path = file.path + _within(file, raw).replace("!", "/", 1)
    if isinstance(loaded, UnreadableDocument):
        return _unreadable(path, sha, loaded)
    try:
        return document_rows(raw, annotator.document(loaded), bounds)
    except UnreadableDocument as error:
        return _unreadable(path, sha, error)
    except Exception as error:  # noqa: BLE001 (a bug on one document must not cost the others)
        return _bug(path, sha, "annotate", error)


def _within(file: RawDocument, raw: RawDocument) -> str:
    member = raw.path[len(file.path) + 1 :]
    return (f"!{member}" if member else "") + ("" if raw.row is None else f"#{raw.row}")


def _bug(path: str, sha: str, stage: str, error: Exception) -> Refused:
    reason = f"internal error, please report it: {type(error).__name__}: {error}"
    return Refused(path=path, content_sha256=sha, stage=stage, reason=reason)


def _annotated(run: Run) -> Iterator[tuple[Task, list[Member]]]:
    workers = run.workers
    if workers is None:
        workers = 1 if run.todo_bytes < POOL_MIN_BYTES else os.cpu_count() or 1
    workers = min(workers, len(run.todo))
    if workers <= 1:
        annotator = run.create()
        for task in _tasks(run):
            yield task, process(task.raw, annotator)
        return
    pool: WorkerPool[Task, list[Member]] = WorkerPool(
        workers, _start_worker, (run.create,), _work, _lost
    )
    yield from pool.map(_tasks(run))


def _tasks(run: Run) -> Iterator[Task]:
    """Read the files one by one: bytes are in memory only while they are worked on."""
    from pipeline.load import FileRef, read

    for path, absolute in run.todo:
        try:
            raw = read(FileRef(path=path, absolute=absolute))
        except UnreadableDocument as error:  # gone since it was listed
            run.refuse(_unreadable(path, None, error), absolute)
            continue
        yield Task(raw=raw, location=absolute)


def _lost(task: Task) -> list[Member]:
    refused = Refused(
        path=task.raw.path,
        content_sha256=hashlib.sha256(task.raw.data).hexdigest(),
        stage="annotate",
        reason="the worker process died on it (out of memory, or a crash); split the document",
    )
    return [Member(within="", result=refused)]


def _unreadable(path: str, sha: str | None, error: UnreadableDocument) -> Refused:
    return Refused(path=path, content_sha256=sha, stage=error.stage, reason=error.reason)


def _key(raw: RawDocument, version: str) -> str:
    """What decides a document's annotations beside its id, which stands for its bytes."""
    return content_id(version, raw.retrieved, raw.licence)


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


def timeline_rows(merged: Iterable[object]) -> dict[str, list[Row]]:
    """The tables of the timeline, for merged events (``timeline.merge.TimelineEvent``)."""
    from pipeline.timeline.merge import TimelineEvent

    events: list[Row] = []
    aliases: list[Row] = []
    actors: list[Row] = []
    evidence: list[Row] = []
    for one in merged:
        assert isinstance(one, TimelineEvent)
        event, event_id = one.event, one.event_id
        row: Row = {name: getattr(event, name) for name in _EVENT_FIELDS}
        events.append({"event_id": event_id, "n_documents": one.n_documents, **row})
        aliases += [{"alias_id": alias, "event_id": event_id} for alias in one.aliases]
        actors += [
            {"event_id": event_id, "entity_id": entity_id, "role": role}
            for entity_id, role in dict.fromkeys((a.entity_id, a.role) for a in event.actors)
        ]
        for item in one.evidence:
            telling = item.telling
            evidence.append(
                {
                    "event_id": event_id,
                    "doc_id": telling.doc_id,
                    "block_id": telling.block_id,
                    "page": telling.page,
                    "start": telling.event.start,
                    "end": telling.event.end,
                    "sentence": telling.event.text,
                    "date_text": telling.event.date_text,
                    "edtf": telling.event.edtf,
                    "status": telling.event.status,
                    "rule": telling.event.rule or None,
                    "score": item.score,
                }
            )
    return {
        "events": events,
        "event_aliases": aliases,
        "event_actors": actors,
        "event_evidence": evidence,
    }


_EVENT_FIELDS = (
    "edtf", "earliest", "latest", "precision", "date_basis", "status", "category", "stage",
    "instrument", "themes", "title", "regions", "programs", "confidence",
)  # fmt: skip
