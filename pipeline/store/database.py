"""The state of a project: one SQLite database (WAL) and all reading and writing of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import msgspec

from pipeline.errors import YeonpyoError
from pipeline.records import Event, Record
from pipeline.store.rows import DocumentRows, Row
from pipeline.store.schema import SCHEMA, TABLES, Table

FILE_NAME = "yeonpyo.sqlite"
LOCK_NAME = "run.lock"

MIGRATIONS: tuple[str, ...] = (
    """ALTER TABLE "origins" ADD COLUMN "file" TEXT NOT NULL DEFAULT '';
       UPDATE "origins" SET "file" = "location";
       CREATE TABLE "files" (
         "location" TEXT NOT NULL PRIMARY KEY, "key" TEXT NOT NULL,
         "n_documents" INTEGER NOT NULL);""",
    """CREATE TABLE "signatures" (
         "doc_id" TEXT NOT NULL PRIMARY KEY REFERENCES "documents" ON DELETE CASCADE,
         "minhash" BLOB NOT NULL, "n_letters" INTEGER NOT NULL, "numbers" TEXT NOT NULL);""",
    """CREATE TABLE "event_links" (
         "event_id" TEXT NOT NULL REFERENCES "events" ON DELETE CASCADE,
         "other_id" TEXT NOT NULL, "relation" TEXT NOT NULL,
         "old_value" TEXT, "new_value" TEXT, "score" REAL,
         PRIMARY KEY ("event_id", "other_id", "relation"));
       DELETE FROM "marks" WHERE "name" IN ('timeline', 'tables');""",
)
"""SQL that takes a database from version n to n + 1; version 1 is the first one published."""

SCHEMA_VERSION = len(MIGRATIONS) + 1

STANDING = """(SELECT doc_id FROM origins EXCEPT
    SELECT d.version_of FROM documents d JOIN origins USING (doc_id))"""
"""The documents as they now stand: those on disk of which no later version is there."""

_PER_DOCUMENT = (
    "blocks", "dates", "mentions", "people", "figures", "visions", "tellings", "signatures",
)  # fmt: skip


class StoreError(YeonpyoError):
    """The state is missing, or was written by a newer version."""


class StoreBusy(StoreError):
    """Another run writes to the same directory."""


class DocumentEvent(Record, frozen=True):
    """An event as one document tells it, and where its evidence stands."""

    telling_id: str
    doc_id: str
    block_id: str | None
    page: int | None
    published: str | None
    event: Event


@contextmanager
def exclusive(directory: Path) -> Iterator[None]:
    """Keep other runs off ``directory``. The operating system lifts it if the run is killed."""
    directory.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(directory / LOCK_NAME, timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise StoreBusy(
                f"another run is writing to {directory}; wait for it, or give another --out"
            ) from error
        yield
    finally:
        connection.close()


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: object) -> object:
    """A value as SQLite keeps it: lists as JSON."""
    if isinstance(value, (list, tuple)):
        return json.dumps(list(value), ensure_ascii=False)
    return value


class Store:
    """An open state. Reading needs no lock; for writing, hold ``exclusive`` around it."""

    def __init__(self, connection: sqlite3.Connection, directory: Path) -> None:
        self.connection = connection
        self.directory = directory
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")

    @classmethod
    def create(cls, directory: Path) -> Store:
        """Open for writing; make or migrate the database where needed."""
        directory.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(directory / FILE_NAME, timeout=60, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        # WAL keeps the file whole if the process dies; only a power cut may lose the last commit.
        connection.execute("PRAGMA synchronous = NORMAL")
        store = cls(connection, directory)
        store._migrate()
        return store

    @classmethod
    def open(cls, directory: Path) -> Store:
        """Open for reading. StoreError if there is nothing, or it is of another version."""
        path = directory / FILE_NAME
        if not path.is_file():
            raise StoreError(f"no state in {directory}; run `yeonpyo run --out {directory}` first")
        uri = f"{path.absolute().as_uri()}?mode=ro"
        try:
            store = cls(sqlite3.connect(uri, uri=True, timeout=60, isolation_level=None), directory)
            version = store._version()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path} cannot be read ({error}); run into another --out") from error
        if version != SCHEMA_VERSION:
            raise StoreError(
                f"{path} has schema {version}, this is {SCHEMA_VERSION}; run `yeonpyo run` again"
            )
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    # Reading

    def rows(
        self,
        table: str,
        where: str = "1",
        parameters: Sequence[object] = (),
        order: Sequence[str] | None = None,
    ) -> Iterator[Row]:
        """Rows as dicts in the contract's columns, lists decoded, in the table's own order."""
        known = TABLES[table]
        columns = ", ".join(f"t.{_identifier(name)}" for name in known.column_names)
        by = ", ".join(_order(name) for name in (order or known.order))
        sql = f"SELECT {columns} FROM {_identifier(table)} t WHERE {where} ORDER BY {by}"
        for values in self.connection.execute(sql, tuple(parameters)):
            yield decode_row(known, values)

    def scalars(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """The first column of a query."""
        return [values[0] for values in self.connection.execute(sql, tuple(parameters))]

    def count(self, table: str) -> int:
        """Number of rows."""
        return int(self.scalars(f"SELECT count(*) FROM {_identifier(table)}")[0])

    def document_events(self) -> Iterator[DocumentEvent]:
        """Every telling of the documents as they now stand, no older versions, by time."""
        decode = msgspec.json.Decoder(Event).decode
        for v in self.connection.execute(
            f"""SELECT t.*, d.published FROM tellings t JOIN documents d USING (doc_id)
               WHERE doc_id IN {STANDING}
               ORDER BY t.earliest IS NULL, t.earliest, t.doc_id, t.start, t.telling_id"""
        ):
            yield DocumentEvent(
                telling_id=v["telling_id"],
                doc_id=v["doc_id"],
                block_id=v["block_id"],
                page=v["page"],
                published=v["published"],
                event=decode(v["event"]),
            )

    def annotation_key(self, doc_id: str) -> str | None:
        """What the document's annotations were made with; None if it has none."""
        found = self.scalars("SELECT key FROM annotation_keys WHERE doc_id = ?", [doc_id])
        return found[0] if found else None

    def document_at(self, location: str) -> str | None:
        """The document that ``location`` (a file, or a row in one) last was."""
        found = self.scalars("SELECT doc_id FROM origins WHERE location = ?", [location])
        return found[0] if found else None

    def mark(self, name: str) -> str | None:
        """The value of a mark of what is up to date."""
        found = self.scalars("SELECT value FROM marks WHERE name = ?", [name])
        return found[0] if found else None

    def duplicates(self) -> dict[str, str]:
        """Each duplicate's id with that of its original."""
        sql = "SELECT doc_id, duplicate_of FROM documents WHERE duplicate_of IS NOT NULL"
        return dict(self.connection.execute(sql).fetchall())

    # Writing

    def set_marks(self, **values: str) -> None:
        self.connection.executemany(
            "INSERT OR REPLACE INTO marks VALUES (?, ?)", sorted(values.items())
        )

    def insert(
        self, table: str, rows: Iterable[Mapping[str, object]], verb: str = "INSERT"
    ) -> None:
        """Insert rows given as mappings; a column left out is null."""
        names = TABLES[table].column_names if table in TABLES else self.columns(table)
        sql = (
            f"{verb} INTO {_identifier(table)} ({', '.join(map(_identifier, names))}) "
            f"VALUES ({', '.join('?' * len(names))})"
        )
        self.connection.executemany(
            sql, (tuple(_cell(row.get(name)) for name in names) for row in rows)
        )

    def file_at(self, location: str) -> tuple[str, int] | None:
        """Key and number of documents (refused ones too) of a file; None if it was not read."""
        found = self.connection.execute(
            "SELECT key, n_documents FROM files WHERE location = ?", [location]
        ).fetchone()
        return (found[0], found[1]) if found else None

    def refusals_in(self, file: str) -> list[Row]:
        """What is refused of a file, by path."""
        where = "t.path IN (SELECT path FROM origins WHERE file = ?)"
        return list(self.rows("refused", where, [file]))

    def write_documents(
        self, file: str, key: str, documents: Iterable[tuple[str, str, DocumentRows]]
    ) -> None:
        """Replace all that is known of some of a file's documents, each with location, path and
        rows; one transaction."""
        with self.transaction():
            for location, path, rows in documents:
                self._write_document(rows, location, path, file, key)
            self.set_marks(timeline="", tables="")

    def forget_others(self, file: str, held: Collection[str], key: str | None) -> None:
        """Forget the places of a file that it holds no longer: those not in ``held``, and whose
        document was not made with ``key``. Their documents are kept, but are none of today."""
        places = self.connection.execute(
            "SELECT location, path, k.key FROM origins LEFT JOIN annotation_keys k USING (doc_id)"
            " WHERE file = ?",
            [file],
        ).fetchall()
        for location, path, made_with in places:
            if location not in held and (key is None or made_with != key):
                self.connection.execute("DELETE FROM origins WHERE location = ?", [location])
                self.connection.execute("DELETE FROM refused WHERE path = ?", [path])
                self.set_marks(timeline="", tables="")

    def note_file(self, location: str, key: str, n_documents: int) -> None:
        """Keep what was made of a file that holds many documents."""
        row = {"location": location, "key": key, "n_documents": n_documents}
        self.insert("files", [row], "INSERT OR REPLACE")

    def forget_file(self, location: str) -> None:
        """Drop the key of a file that held many documents, if it did."""
        self.connection.execute("DELETE FROM files WHERE location = ?", [location])

    def _write_document(
        self, rows: DocumentRows, location: str, path: str, file: str, key: str
    ) -> None:
        doc_id = rows.doc_id
        before = self.document_at(location)
        # A row that exists keeps its place in the chain of versions.
        chain = self.scalars("SELECT version_of FROM documents WHERE doc_id = ?", [doc_id])
        version_of = rows.document["version_of"] or (chain[0] if chain else before)
        for table in _PER_DOCUMENT:
            self.connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", [doc_id])
        self._upsert_document({**rows.document, "version_of": version_of})
        for table in _PER_DOCUMENT:
            self.insert(table, rows.tables.get(table, ()))
        self.insert("annotation_keys", [{"doc_id": doc_id, "key": key}], "INSERT OR REPLACE")
        self.place(location, path, doc_id, file)

    def place(self, location: str, path: str, doc_id: str | None, file: str) -> None:
        """Note which document a location holds now; one that is read is refused no longer.

        ``doc_id`` None: the file is refused, and stays the document that it was, if any.
        """
        before = self.document_at(location)
        row = {"location": location, "path": path, "doc_id": doc_id or before, "file": file}
        self.insert("origins", [row], "INSERT OR REPLACE")
        if row["doc_id"] != before:
            self.set_marks(timeline="", tables="")
        if doc_id is not None:
            deleted = self.connection.execute("DELETE FROM refused WHERE path = ?", [path])
            if deleted.rowcount:
                self.set_marks(tables="")

    def refuse(self, row: Row, location: str, file: str) -> None:
        """Keep a refusal; the same one again changes nothing, not even its time."""
        with self.transaction():
            self.refuse_within(row, location, file)

    def refuse_within(self, row: Row, location: str, file: str) -> None:
        """As ``refuse``, inside a transaction."""
        same = self.scalars(
            "SELECT 1 FROM refused WHERE path = ? AND content_sha256 IS ? AND stage = ?"
            " AND reason = ?",
            [row["path"], row["content_sha256"], row["stage"], row["reason"]],
        )
        self.place(location, str(row["path"]), None, file)
        if not same:
            self.insert("refused", [row], "INSERT OR REPLACE")
            self.set_marks(tables="")

    def forget_refusals(self, exists: Callable[[str], bool]) -> None:
        """Drop the refusals of files that are gone."""
        gone = [
            (path,)
            for path, location in self.connection.execute(
                "SELECT r.path, o.file FROM refused r JOIN origins o USING (path)"
            ).fetchall()
            if not exists(location)
        ]
        if gone:
            with self.transaction():
                self.connection.executemany("DELETE FROM refused WHERE path = ?", gone)
                self.set_marks(tables="")

    def replace(
        self, tables: Mapping[str, Iterable[Mapping[str, object]]], /, **marks: str
    ) -> None:
        """Replace whole tables and set marks, all in one transaction, in the order given."""
        with self.transaction():
            for table in reversed(list(tables)):
                self.connection.execute(f"DELETE FROM {_identifier(table)}")
            for table, rows in tables.items():
                self.insert(table, rows)
            self.set_marks(**marks)

    def link_duplicates(self, originals: Mapping[str, str]) -> None:
        """Point each document to its original, given by id; the others to none."""
        before = self.duplicates()
        changed = [
            (originals.get(doc_id), doc_id)
            for doc_id in sorted(before.keys() | originals.keys())
            if before.get(doc_id) != originals.get(doc_id)
        ]
        with self.transaction():
            self.connection.executemany(
                "UPDATE documents SET duplicate_of = ? WHERE doc_id = ?", changed
            )

    # Inside

    def _upsert_document(self, row: Row) -> None:
        names = [name for name in TABLES["documents"].column_names if name != "duplicate_of"]
        changes = ", ".join(f"{_identifier(n)} = excluded.{_identifier(n)}" for n in names[1:])
        self.connection.execute(
            f"INSERT INTO documents ({', '.join(map(_identifier, names))}) "
            f"VALUES ({', '.join('?' * len(names))}) ON CONFLICT (doc_id) DO UPDATE SET {changes}",
            tuple(_cell(row.get(name)) for name in names),
        )

    def columns(self, table: str) -> tuple[str, ...]:
        """Names of a table's columns, in order."""
        return tuple(self.scalars("SELECT name FROM pragma_table_info(?) ORDER BY cid", [table]))

    def _version(self) -> int:
        return int(self.scalars("PRAGMA user_version")[0])

    def _migrate(self) -> None:
        version = self._version()
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self.directory} was written by a newer yeonpyo (schema {version}, this is "
                f"{SCHEMA_VERSION}); update yeonpyo"
            )
        scripts = (SCHEMA,) if version == 0 else MIGRATIONS[version - 1 :]
        if version == SCHEMA_VERSION:
            return
        script = "\n".join(scripts)
        # executescript commits what is open, so the transaction stands inside the script.
        self.connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {SCHEMA_VERSION};\nCOMMIT;"
        )


def _order(name: str) -> str:
    column = f"t.{_identifier(name)}" if name != "rowid" else "t.rowid"
    if name == "earliest":  # what is due by a day (../2018-06) stands at that day
        column = f"coalesce({column}, t.latest)"
    return f"{column} IS NULL, {column}" if name in ("earliest", "latest") else column


def decode_row(table: Table, values: Sequence[Any]) -> Row:
    """A row of SQLite as a dict with its lists decoded."""
    return {
        column.name: json.loads(value) if column.type == "TEXT_LIST" and value else value
        for column, value in zip(table.columns, values, strict=True)
    }
