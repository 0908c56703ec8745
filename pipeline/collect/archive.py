"""What was fetched, kept for ever: files by hash with a sidecar, WARC, the queue.

Under ``corpus/raw/``: ``<source>/<ab>/<sha256>.<ext>`` the bytes as they came,
``<source>/<ab>/.<sha256>.<ext>.json`` beside it where they came from (hidden, so that it is no
document), ``.collect/index.db`` queue and index, ``.collect/warc/*.warc.gz`` every answer.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from io import BytesIO
from pathlib import Path

import msgspec
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.records import Record, content_id
from pipeline.sources import Fetch, Fields

STATE = ".collect"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    source TEXT, job_id TEXT, since TEXT, until TEXT, done INTEGER, at TEXT,
    PRIMARY KEY (source, job_id));
CREATE TABLE IF NOT EXISTS queue (
    number INTEGER PRIMARY KEY, source TEXT, job_id TEXT, url TEXT, body BLOB,
    state TEXT DEFAULT 'todo', reason TEXT, UNIQUE (source, job_id, url));
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, source TEXT, sha256 TEXT, path TEXT, fingerprint TEXT,
    etag TEXT, last_modified TEXT, retrieved TEXT);
"""


class Sidecar(Record, frozen=True, kw_only=True):
    """Where a file came from. ``derived_from`` is the hash of the answer it was cut out of,
    ``version_of`` that of the file which the same address gave before."""

    url: str
    source: str
    sha256: str
    retrieved: str
    status: int
    headers: dict[str, str]
    licence: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    referer: str | None = None
    derived_from: str | None = None
    version_of: str | None = None


class Answer(Record, frozen=True, kw_only=True):
    """An HTTP answer, the user's key already out of ``url``."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    data: bytes
    at: str

    def header(self, name: str) -> str | None:
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


class Archive:
    """One source's view of ``raw_dir``. Use as a context manager."""

    def __init__(self, raw_dir: Path, source: str) -> None:
        self.folder = raw_dir / source
        self.source = source
        self.state = raw_dir / STATE
        self.state.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(self.state / "index.db", timeout=30)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(_SCHEMA)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    # Jobs and their queue

    def last_success(self) -> str | None:
        """The last day that a finished job asked for, ISO."""
        sql = "SELECT max(until) FROM jobs WHERE source = ? AND done"
        return self._one(sql, self.source)

    def unfinished(self) -> tuple[str, str] | None:
        """``since`` and ``until`` of the job that was cut off, newest first."""
        sql = ("SELECT since, until FROM jobs WHERE source = ? AND NOT done "
               "ORDER BY at DESC LIMIT 1")  # fmt: skip
        row = self._db.execute(sql, (self.source,)).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def begin(self, job_id: str, since: str, until: str, at: str, start: Iterable[Fetch]) -> bool:
        """Open the job, or go on with it. What failed before is asked again. Whether it is a
        continuation."""
        with self._db:
            row = self._db.execute(
                "SELECT done FROM jobs WHERE source = ? AND job_id = ?", (self.source, job_id)
            ).fetchone()
            going_on = row is not None and not row[0]
            if not going_on:
                self._db.execute(
                    "DELETE FROM queue WHERE source = ? AND job_id = ? AND state != 'failed'",
                    (self.source, job_id),
                )
            self._db.execute(
                "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, 0, ?)",
                (self.source, job_id, since, until, at),
            )
            self._db.execute(
                "UPDATE OR IGNORE queue SET job_id = ?, state = 'todo' "
                "WHERE source = ? AND state = 'failed'",
                (job_id, self.source),
            )
            self._put(job_id, start)
        return going_on

    def todo(self, job_id: str) -> Iterator[Fetch]:
        sql = ("SELECT body FROM queue WHERE source = ? AND job_id = ? AND state = 'todo' "
               "ORDER BY number")  # fmt: skip
        for (body,) in self._db.execute(sql, (self.source, job_id)).fetchall():
            yield msgspec.json.decode(body, type=Fetch)

    def settle(
        self,
        job_id: str,
        fetch: Fetch,
        state: str,
        reason: str | None,
        more: Iterable[Fetch] = (),
        answer: Answer | None = None,
    ) -> list[Fetch]:
        """Mark ``fetch`` (done, failed, forbidden) and queue what it led to, in one
        transaction. Those of ``more`` that are new.

        The ETag of ``answer`` is kept only now: had the run been killed before, a 304 would
        hide the attachments that were not queued yet.
        """
        with self._db:
            if answer is not None:
                self._db.execute(
                    "UPDATE pages SET etag = ?, last_modified = ? WHERE url = ?",
                    (answer.header("ETag"), answer.header("Last-Modified"), fetch.url),
                )
            self._db.execute(
                "UPDATE queue SET state = ?, reason = ? "
                "WHERE source = ? AND job_id = ? AND url = ?",
                (state, reason, self.source, job_id, fetch.url),
            )
            return self._put(job_id, more)

    def finish(self, job_id: str) -> bool:
        """Close the job if no address is left and no list failed: then the next run starts
        where this one ended."""
        left = "SELECT body, state FROM queue WHERE source = ? AND job_id = ? AND state IN (?, ?)"
        rows = self._db.execute(left, (self.source, job_id, "todo", "failed"))
        for body, state in rows.fetchall():
            if state == "todo" or msgspec.json.decode(body, type=Fetch).kind == "list":
                return False
        with self._db:
            self._db.execute(
                "UPDATE jobs SET done = 1 WHERE source = ? AND job_id = ?", (self.source, job_id)
            )
        return True

    def _put(self, job_id: str, fetches: Iterable[Fetch]) -> list[Fetch]:
        new = []
        for fetch in fetches:
            cursor = self._db.execute(
                "INSERT OR IGNORE INTO queue (source, job_id, url, body) VALUES (?, ?, ?, ?)",
                (self.source, job_id, fetch.url, msgspec.json.encode(fetch)),
            )
            if cursor.rowcount:
                new.append(fetch)
        return new

    def _one(self, sql: str, *values: str) -> str | None:
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    # Pages

    def conditions(self, url: str) -> Mapping[str, str]:
        """Request headers that spare an unchanged page being sent again."""
        row = self._db.execute(
            "SELECT etag, last_modified, path FROM pages WHERE url = ?", (url,)
        ).fetchone()
        if row is None or not (self.folder.parent / row[2]).exists():
            return {}
        named = (("If-None-Match", row[0]), ("If-Modified-Since", row[1]))
        return {name: value for name, value in named if value}

    def keep(
        self,
        fetch: Fetch,
        answer: Answer,
        fields: Fields,
        url: str,
        extension: str,
        made: bytes | None = None,
    ) -> str:
        """Store a document under ``url``: ``new``, ``version`` (the address gave another text
        before, which stays) or ``same``."""
        data = answer.data if made is None else made
        sha = hashlib.sha256(data).hexdigest()
        mark = content_id(fields.title, fields.body) if fields.body else sha
        old = self._db.execute(
            "SELECT sha256, fingerprint, path FROM pages WHERE url = ?", (url,)
        ).fetchone()
        if old and old[1] == mark and (self.folder.parent / old[2]).exists():
            return "same"
        path = self.folder / sha[:2] / f"{sha}{extension}"
        sidecar = Sidecar(
            url=url, source=self.source, sha256=sha, retrieved=answer.at, status=answer.status,
            headers=dict(answer.headers), licence=fields.licence, title=fields.title,
            published=fields.published, publisher=fields.publisher, referer=fetch.referer,
            derived_from=hashlib.sha256(answer.data).hexdigest() if made is not None else None,
            version_of=old[0] if old else None,
        )  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        text = msgspec.json.format(msgspec.json.encode(sidecar), indent=1)
        _write(path.with_name(f".{path.name}.json"), text)  # first: no file is without one
        _write(path, data)
        relative = str(path.relative_to(self.folder.parent))
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (url, self.source, sha, relative, mark, None, None, answer.at),
            )
        return "version" if old else "new"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name.lstrip('.')}.part")
    part.write_bytes(data)
    os.replace(part, path)


class WarcFile:
    """A run's answers as WARC/1.1, one gzip member a record: a cut end spoils the last alone."""

    def __init__(self, archive: Archive, at: str, agent: str) -> None:
        folder = archive.state / "warc"
        folder.mkdir(exist_ok=True)
        stamp = "".join(c for c in at if c.isdigit())[:20]
        self.path = folder / f"{archive.source}-{stamp}.warc.gz"
        self._file = open(self.path, "ab")  # noqa: SIM115 (closed by close)
        self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        info = {"software": agent, "format": "WARC File Format 1.1", "robots": "obey"}
        self._writer.write_record(self._writer.create_warcinfo_record(self.path.name, info))

    def write(self, answer: Answer) -> None:
        head = StatusAndHeaders(str(answer.status), list(answer.headers), protocol="HTTP/1.1")
        with closing(BytesIO(answer.data)) as payload:
            self._writer.write_record(
                self._writer.create_warc_record(
                    answer.url, "response", payload=payload, http_headers=head,
                    warc_headers_dict={"WARC-Date": answer.at},
                )
            )  # fmt: skip
        self._file.flush()

    def close(self) -> None:
        self._file.close()
