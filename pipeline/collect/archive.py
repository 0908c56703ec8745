"""What was fetched, kept for ever: files by hash with a sidecar, and what each address gave.

Under ``corpus/raw/``: ``<source>/<ab>/<sha256>.<ext>`` the bytes as they came,
``<source>/<ab>/.<sha256>.<ext>.json`` beside it where they came from (hidden, so that it is no
document), ``.collect/index.db`` queue and index, ``.collect/warc/*.warc.gz`` every answer.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.collect.index import open_index
from pipeline.collect.queue import Queue
from pipeline.records import Record, content_id
from pipeline.sources import Fetch, Fields

STATE = ".collect"
Kept = Literal["new", "version", "same"]


class Sidecar(Record, frozen=True, kw_only=True):
    """Where a file came from. ``derived_from`` is the hash of the answer it was cut out of,
    ``version_of`` that of the file which the same address gave before, ``also`` are further
    addresses that gave the same bytes."""

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
    author: str | None = None
    referer: str | None = None
    derived_from: str | None = None
    version_of: str | None = None
    also: tuple[str, ...] = ()


class Answer(Record, frozen=True, kw_only=True):
    """An HTTP answer, the user's key already out of ``url``. ``data`` is as it came over the
    wire, ``body`` the same unpacked."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    data: bytes
    body: bytes
    at: str

    def header(self, name: str) -> str | None:
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


class Archive:
    """One source's view of ``raw_dir``. Use as a context manager."""

    def __init__(self, raw_dir: Path, source: str) -> None:
        self.raw, self.source = raw_dir, source
        self.state = raw_dir / STATE
        self._db = open_index(self.state)
        self.queue = Queue(self._db, source)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def holds(self, url: str) -> bool:
        """Whether any source has what ``url`` gave."""
        rows = self._db.execute("SELECT path FROM pages WHERE url = ?", (url,)).fetchall()
        return any((self.raw / path).exists() for (path,) in rows)

    def conditions(self, url: str) -> Mapping[str, str]:
        """Request headers that spare an unchanged page being sent again."""
        row = self._db.execute(
            "SELECT etag, last_modified, path FROM pages WHERE source = ? AND url = ?",
            (self.source, url),
        ).fetchone()
        if row is None or not (self.raw / row[2]).exists():
            return {}
        named = (("If-None-Match", row[0]), ("If-Modified-Since", row[1]))
        return {name: value for name, value in named if value}

    def remember(self, url: str, answer: Answer) -> None:
        """Keep the ETag of ``answer``. Only when what it led to is queued: had the run been
        killed before, a 304 would hide the attachments that were not."""
        with self._db:
            self._db.execute(
                "UPDATE pages SET etag = ?, last_modified = ? WHERE source = ? AND url = ?",
                (answer.header("ETag"), answer.header("Last-Modified"), self.source, url),
            )

    def keep(
        self, fetch: Fetch, answer: Answer, fields: Fields, url: str, extension: str,
        made: bytes | None = None,
    ) -> Kept:  # fmt: skip
        """Store a document under ``url``: ``new``, ``version`` (the address gave another text
        before, which stays) or ``same``. ``made`` are its bytes where it was cut out of the
        answer."""
        data = answer.body if made is None else made
        sha = hashlib.sha256(data).hexdigest()
        mark = content_id(fields.title, fields.body) if fields.body else sha
        old = self._db.execute(
            "SELECT sha256, fingerprint, path FROM pages WHERE source = ? AND url = ?",
            (self.source, url),
        ).fetchone()
        if old and old[1] == mark and (self.raw / old[2]).exists():
            return "same"
        sidecar = Sidecar(
            url=url, source=self.source, sha256=sha, retrieved=answer.at, status=answer.status,
            headers=dict(answer.headers), licence=fields.licence, title=fields.title,
            published=fields.published, publisher=fields.publisher, author=fields.author,
            referer=fetch.referer,
            derived_from=hashlib.sha256(answer.data).hexdigest() if made is not None else None,
            version_of=old[0] if old and old[0] != sha else None,
        )  # fmt: skip
        path = self.raw / self.source / sha[:2] / f"{sha}{extension}"
        before = _read_sidecar(path) if path.exists() else None
        if before is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(beside(path), _json(sidecar))  # first: no file is without one
            _write(path, data)
        elif url not in (before.url, *before.also):
            also = (*before.also, url)
            _write(beside(path), _json(msgspec.structs.replace(before, also=also)))
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (self.source, url, sha, str(path.relative_to(self.raw)), mark, None, None,
                 answer.at),
            )  # fmt: skip
        if before is not None and before.url != url:
            return "same"
        return "version" if old else "new"


def beside(path: Path) -> Path:
    """The sidecar of a file."""
    return path.with_name(f".{path.name}.json")


def _read_sidecar(path: Path) -> Sidecar | None:
    try:
        return msgspec.json.decode(beside(path).read_bytes(), type=Sidecar)
    except (OSError, msgspec.DecodeError):
        return None


def _json(sidecar: Sidecar) -> bytes:
    return msgspec.json.format(msgspec.json.encode(sidecar), indent=1)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name.lstrip('.')}.part")
    part.write_bytes(data)
    os.replace(part, path)
