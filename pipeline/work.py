"""One file in a worker: every document in it loaded and annotated, one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

import msgspec

from pipeline.errors import UnreadableDocument
from pipeline.pool import Cause, Step, WorkerPool
from pipeline.records import AnnotatedDocument, Document, RawDocument, Record
from pipeline.settings import (
    ANNOTATE_CHARS_PER_SECOND,
    ANNOTATE_SECONDS,
    LOAD_SECONDS,
    MAX_DOCUMENT_MEMORY,
)
from pipeline.store.rows import DocumentRows, document_rows

if TYPE_CHECKING:
    from pipeline.load import Unit


class AnnotatorLike(Protocol):
    """What a worker needs: ``pipeline.annotator.Annotator``, or a stand-in in tests."""

    def document(self, document: Document) -> AnnotatedDocument: ...


class Limits(Record, frozen=True):
    """What one document may cost: seconds to load and to annotate it, bytes of memory."""

    load_seconds: float = LOAD_SECONDS
    annotate_seconds: float = ANNOTATE_SECONDS
    memory: int = MAX_DOCUMENT_MEMORY

    def annotate(self, chars: int) -> float:
        """Seconds in which so many characters must be annotated."""
        return self.annotate_seconds + chars / ANNOTATE_CHARS_PER_SECOND


class Refused(Record, frozen=True):
    """An input that could not be read."""

    path: str
    content_sha256: str | None
    stage: str
    reason: str


class Member(Record, frozen=True):
    """A document of a file; ``within`` is where: empty, ``!member``, ``#row``, ``!member#row``;
    ``number`` its place in the file's order."""

    within: str
    number: int
    result: DocumentRows | Document | Refused


class Task(Record, frozen=True):
    """A file to annotate. ``key`` stands for what is made of it. Units before ``start`` are done,
    containers in ``skip`` cannot be opened."""

    path: str
    location: str
    key: str
    file_key: str
    limits: Limits
    start: int = 0
    skip: tuple[int, ...] = ()


class Place(Record, frozen=True):
    """What a worker is at: a document, or a container that it is about to open."""

    within: str
    path: str
    content_sha256: str | None
    stage: str
    container: bool = False


_annotator: AnnotatorLike | None = None  # a worker process's own, made once by start_worker


def start_worker(create: Callable[[], AnnotatorLike]) -> None:
    """Make the process's annotator, and import what every document needs."""
    global _annotator
    import pipeline.load.many  # noqa: F401
    _annotator = create()


Finish = Callable[[RawDocument, Document], DocumentRows | Document]
"""What is done with a document once it is loaded."""


def work(task: Task) -> Iterator[Step | Member]:
    """Load and annotate every document of a file; what goes wrong with one is its own matter."""
    from pipeline.grammar.edtf import bounds
    from pipeline.timeline.copies import signature_row

    annotator = _annotator
    assert annotator is not None
    def finish(raw: RawDocument, document: Document) -> DocumentRows:
        rows = document_rows(raw, annotator.document(document), bounds)
        rows.tables["signatures"] = [signature_row(rows.doc_id, document)]
        return rows

    return _members(task, finish)


def load_only(task: Task) -> Iterator[Step | Member]:
    """As ``work``, but the documents come as they are loaded; needs no annotator."""
    return _members(task, lambda _, document: document)


def load_file(path: str, location: str, limits: Limits | None = None) -> Iterator[Member]:
    """Every document of one file, loaded in a worker within ``limits``."""
    limits = limits or Limits()
    task = Task(path=path, location=location, key="", file_key="", limits=limits)
    pool: WorkerPool[Task, Member] = WorkerPool(1, _nothing, (), load_only, lost, limits.memory)
    for _, member in pool.map([task]):
        if member is not None:
            yield member


def _nothing() -> None:
    """Nothing is made before the first document."""


def _members(task: Task, finish: Finish) -> Iterator[Step | Member]:
    from pipeline.load import FileRef, Opening, open_all, read

    limits = task.limits
    whole = Place(within="", path=task.path, content_sha256=None, stage="load", container=True)
    yield Step(number=-1, what=whole, seconds=limits.load_seconds)
    try:
        raw = read(FileRef(path=task.path, absolute=task.location))
    except UnreadableDocument as error:  # gone since it was listed
        yield Member(within="", number=0, result=unreadable(task.path, None, error))
        return
    try:
        for unit in open_all(raw, task.skip):
            if isinstance(unit, Opening):
                place = _place(raw, unit.raw, "load", container=True)
                yield Step(number=unit.number, what=place, seconds=limits.load_seconds)
            elif unit.number >= task.start:
                yield from _unit(raw, unit, finish, limits)
    except Exception as error:  # noqa: BLE001 (a bug on one file must not cost the others)
        sha = hashlib.sha256(raw.data).hexdigest()
        place = Place(within="", path=task.path, content_sha256=sha, stage="load")
        yield Member(within="", number=0, result=_bug(place, error, limits))


def _unit(
    file: RawDocument, unit: Unit, finish: Finish, limits: Limits
) -> Iterator[Step | Member]:
    place = _place(file, unit.raw, "load")
    yield Step(number=unit.number, what=place, seconds=limits.load_seconds)
    result: DocumentRows | Document | Refused
    try:
        document = unit.load()
        place = msgspec.structs.replace(place, stage="annotate")
        seconds = limits.annotate(len(document.text))
        yield Step(number=unit.number, what=place, seconds=seconds)
        result = finish(unit.raw, document)
    except UnreadableDocument as error:
        result = unreadable(place.path, place.content_sha256, error)
    except Exception as error:  # noqa: BLE001 (a bug on one document must not cost the others)
        result = _bug(place, error, limits)
    yield Member(within=place.within, number=unit.number, result=result)


def lost(task: Task, step: Step | None, cause: Cause) -> tuple[Member, Task | None]:
    """What stands for the document that took its worker down, and what is left of its file."""
    if step is None:  # between two documents: the file itself cannot be read on
        place = Place(within="", path=task.path, content_sha256=None, stage="load")
        return _member(place, 0, _LOST[cause]), None
    place = step.what
    reason = _LOST[cause]
    if cause == "late":
        reason = f"took more than {step.seconds:.0f} seconds to {place.stage}; {_SPLIT}"
    if step.number < 0:
        return _member(place, 0, reason), None
    skip = (*task.skip, step.number) if place.container else task.skip
    start = task.start if place.container else step.number + 1
    rest = msgspec.structs.replace(task, start=start, skip=skip)
    return _member(place, step.number, reason), rest


_SPLIT = "split the document, or convert it to another format"
_LOST: dict[Cause, str] = {
    "died": f"the worker process died on it (a crash, or out of memory); {_SPLIT}",
    "late": f"took too long; {_SPLIT}",
}


def _member(place: Place, number: int, reason: str) -> Member:
    refused = Refused(
        path=place.path, content_sha256=place.content_sha256, stage=place.stage, reason=reason
    )
    return Member(within=place.within, number=number, result=refused)


def _place(file: RawDocument, raw: RawDocument, stage: str, container: bool = False) -> Place:
    member = raw.path[len(file.path) + 1 :]
    within = (f"!{member}" if member else "") + ("" if raw.row is None else f"#{raw.row}")
    return Place(
        within=within,
        path=file.path + within.replace("!", "/", 1),
        content_sha256=hashlib.sha256(raw.data).hexdigest(),
        stage=stage,
        container=container,
    )


def _bug(place: Place, error: Exception, limits: Limits) -> Refused:
    if isinstance(error, MemoryError):
        reason = f"needs more than {limits.memory >> 20} MiB of memory; {_SPLIT}"
    else:
        reason = f"internal error, please report it: {type(error).__name__}: {error}"
    return Refused(
        path=place.path, content_sha256=place.content_sha256, stage=place.stage, reason=reason
    )


def unreadable(path: str, sha: str | None, error: UnreadableDocument) -> Refused:
    """The refusal that an error of a loader makes."""
    return Refused(path=path, content_sha256=sha, stage=error.stage, reason=error.reason)
