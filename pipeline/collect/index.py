"""The database beside the originals: jobs and their queue, and what each address gave.

SQLite in WAL mode: crawlers of several sources write to it at once, each its own rows.
"""

from __future__ import annotations

import fcntl
import sqlite3
from pathlib import Path

VERSION = 2
SCHEMA = """
CREATE TABLE jobs (
    source TEXT, job_id TEXT, question TEXT, since TEXT, until TEXT, done INTEGER, at TEXT,
    PRIMARY KEY (source, job_id));
CREATE TABLE queue (
    number INTEGER PRIMARY KEY, source TEXT, job_id TEXT, key TEXT, kind TEXT, body BLOB,
    state TEXT DEFAULT 'todo', reason TEXT, tries INTEGER DEFAULT 0,
    UNIQUE (source, job_id, key));
CREATE INDEX queue_state ON queue (source, job_id, state);
CREATE TABLE pages (
    source TEXT, url TEXT, sha256 TEXT, path TEXT, fingerprint TEXT,
    etag TEXT, last_modified TEXT, retrieved TEXT,
    PRIMARY KEY (source, url));
CREATE INDEX pages_url ON pages (url);
"""


def open_index(folder: Path) -> sqlite3.Connection:
    """The database in ``folder``, made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "index.db", timeout=60)
    if _version(connection) != VERSION:
        with open(folder / "index.lock", "w") as lock:  # of several crawlers, one makes it
            fcntl.flock(lock, fcntl.LOCK_EX)
            if _version(connection) != VERSION:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.executescript(
                    "BEGIN IMMEDIATE; DROP TABLE IF EXISTS jobs; DROP TABLE IF EXISTS queue;"
                    f"DROP TABLE IF EXISTS pages; {SCHEMA}"
                    f"PRAGMA user_version = {VERSION}; COMMIT;"
                )
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
