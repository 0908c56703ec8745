"""Writes what comes out of files into the state, in batches, so that memory stays flat.

A killed run leaves whole batches behind. A file that holds many documents notes with each batch
how far it has come, and the next run goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.store import Store
from pipeline.store.rows import DocumentRows, Row
from pipeline.work import Member, Refused, Task

BATCH = 100
"""Documents written in one transaction: the cost of a commit is spread, the memory bounded."""

_RESUME = "+"


@dataclass
class Tally:
    """What the members of files added up to."""

    n_documents: int = 0
    n_new: int = 0
    n_changed: int = 0
    refused: list[Refused] = field(default_factory=list)


def resume_at(known_key: str, file_key: str) -> int | None:
    """The number of the unit with which to go on in a file that a killed run left half done;
    None when ``known_key`` says nothing of that kind."""
    head, _, number = known_key.rpartition(_RESUME)
    return int(number) if head == file_key and number.isdigit() else None


def refusal_row(refused: Refused, at: str) -> Row:
    """The row of ``refused``."""
    return {
        "path": refused.path,
        "content_sha256": refused.content_sha256,
        "stage": refused.stage,
        "reason": refused.reason,
        "at": at,
    }


class FileWriter:
    """Writes the members of one file; ``done`` of its documents are there from a killed run."""

    def __init__(self, store: Store, at: str, task: Task, done: int = 0) -> None:
        self.tally = Tally(n_documents=done)
        self._store = store
        self._at = at
        self._path = task.path
        self._location = task.location
        self._key, self._file_key = task.key, task.file_key
        self._resumed = done > 0
        self._batch: list[tuple[str, str, DocumentRows]] = []
        self._refusals: list[tuple[str, Row]] = []
        self._held: set[str] = set()
        self._many = done > 0
        self._written = done
        self._next = 0

    def add(self, member: Member) -> None:
        """Take one member; write when a batch is full."""
        location = self._location + member.within
        path = self._path + member.within.replace("!", "/", 1)
        self._held.add(location)
        self._many = self._many or bool(member.within) or self.tally.n_documents > 0
        self.tally.n_documents += 1
        self._next = member.number + 1
        if isinstance(member.result, Refused):
            self.tally.refused.append(member.result)
            self._refusals.append((location, refusal_row(member.result, self._at)))
            return
        rows = member.result
        assert isinstance(rows, DocumentRows)
        known = self._store.annotation_key(rows.doc_id) is not None
        changed = known or self._store.document_at(location) is not None
        self.tally.n_changed += changed
        self.tally.n_new += not changed
        self._batch.append((location, path, rows))
        if len(self._batch) >= BATCH:
            self._flush()
            self._note()

    def finish(self) -> Tally:
        """Write what is left; without a document, keep the reasons alone."""
        store = self._store
        if not self._written and not self._batch:
            with store.transaction():
                store.forget_file(self._location)
            for location, row in self._refusals:
                store.refuse(row, location, self._location)
            return self.tally
        self._flush()
        key = self._file_key if self._many else self._key
        with store.transaction():
            store.forget_others(self._location, self._held, key if self._resumed else None)
            for location, row in self._refusals:
                store.refuse_within(row, location, self._location)
            store.forget_file(self._location)
            if self._many:
                store.note_file(self._location, key, self.tally.n_documents)
        return self.tally

    def _flush(self) -> None:
        if self._batch:
            key = self._file_key if self._many else self._key
            self._store.write_documents(self._location, key, self._batch)
            self._written += len(self._batch)
            self._batch.clear()

    def _note(self) -> None:
        """Note how far the file has come; what was refused would be lost, so then it is not."""
        if self._many and not self._refusals:
            key = f"{self._file_key}{_RESUME}{self._next}"
            self._store.note_file(self._location, key, self.tally.n_documents)
