"""A source's jobs and the addresses that each has still to ask: what makes a crawl resumable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from pipeline.collect.config import Job
from pipeline.collect.limits import MAX_TRIES
from pipeline.sources import Fetch

State = Literal["done", "failed", "forbidden", "gone"]


class Queue:
    """The jobs of one source. Every change is one transaction, so a kill loses none."""

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        self._db, self.source = connection, source

    def last_success(self, question: str) -> str | None:
        """The last day for which a finished job asked ``question``, ISO."""
        sql = "SELECT max(until) FROM jobs WHERE source = ? AND question = ? AND done"
        row = self._db.execute(sql, (self.source, question)).fetchone()
        return str(row[0]) if row and row[0] else None

    def unfinished(self, question: str) -> tuple[str, str] | None:
        """First and last day of the newest job for ``question`` that was cut off."""
        sql = ("SELECT since, until FROM jobs WHERE source = ? AND question = ? AND NOT done "
               "ORDER BY at DESC LIMIT 1")  # fmt: skip
        row = self._db.execute(sql, (self.source, question)).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def begin(self, job: Job, at: str, start: Iterable[Fetch]) -> bool:
        """Open the job, or go on with it. Pages that failed before are asked again, in any job.
        Whether it is a continuation."""
        mine = (self.source, job.job_id)
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            sql = "SELECT done FROM jobs WHERE source = ? AND job_id = ?"
            row = self._db.execute(sql, mine).fetchone()
            going_on = row is not None and not row[0]
            again = "state = 'failed' AND tries < ?"
            if not going_on:
                self._db.execute(
                    f"DELETE FROM queue WHERE source = ? AND job_id = ? AND NOT ({again})",
                    (*mine, MAX_TRIES),
                )
            self._db.execute(
                "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, 0, ?)",
                (*mine, job.question, job.query.since, job.query.until, at),
            )
            self._db.execute(
                f"UPDATE queue SET state = 'todo' WHERE source = ? AND job_id = ? AND {again}",
                (*mine, MAX_TRIES),
            )
            self._db.execute(
                "UPDATE OR IGNORE queue SET job_id = ?, state = 'todo' "
                f"WHERE source = ? AND kind != 'list' AND {again}",
                (job.job_id, self.source, MAX_TRIES),
            )
            self._put(job.job_id, start)
        return going_on

    def todo(self, job_id: str) -> Iterator[Fetch]:
        """What is still to be asked, in the order it was found."""
        sql = ("SELECT body FROM queue WHERE source = ? AND job_id = ? AND state = 'todo' "
               "ORDER BY number")  # fmt: skip
        for (body,) in self._db.execute(sql, (self.source, job_id)).fetchall():
            yield msgspec.json.decode(body, type=Fetch)

    def problems(self, job_id: str) -> list[str]:
        """What was wrong with answers of the job that were used nevertheless."""
        sql = ("SELECT reason FROM queue WHERE source = ? AND job_id = ? AND state = 'done' "
               "AND reason IS NOT NULL ORDER BY number")  # fmt: skip
        return [str(reason) for (reason,) in self._db.execute(sql, (self.source, job_id))]

    def counts(self, job_id: str) -> tuple[int, int]:
        """How many addresses are settled, and how many there are."""
        sql = ("SELECT count(*) FILTER (WHERE state != 'todo'), count(*) FROM queue "
               "WHERE source = ? AND job_id = ?")  # fmt: skip
        settled, total = self._db.execute(sql, (self.source, job_id)).fetchone()
        return int(settled), int(total)

    def settle(
        self, job_id: str, fetch: Fetch, state: State, reason: str | None = None,
        more: Iterable[Fetch] = (),
    ) -> list[Fetch]:  # fmt: skip
        """Mark ``fetch`` and queue what it led to. Those of ``more`` that are new."""
        with self._db:
            self._db.execute(
                "UPDATE queue SET state = ?, reason = ?, tries = tries + 1 "
                "WHERE source = ? AND job_id = ? AND key = ?",
                (state, reason, self.source, job_id, fetch.key),
            )
            return self._put(job_id, more)

    def finish(self, job_id: str) -> bool:
        """Close the job if no address is left and no list failed: then the next run starts
        where this one ended. A list that failed in MAX_TRIES runs is given up."""
        left = ("SELECT count(*) FROM queue WHERE source = ? AND job_id = ? AND (state = 'todo' "
                "OR (state = 'failed' AND kind = 'list' AND tries < ?))")  # fmt: skip
        if self._db.execute(left, (self.source, job_id, MAX_TRIES)).fetchone()[0]:
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
                "INSERT OR IGNORE INTO queue (source, job_id, key, kind, body) "
                "VALUES (?, ?, ?, ?, ?)",
                (self.source, job_id, fetch.key, fetch.kind, msgspec.json.encode(fetch)),
            )
            if cursor.rowcount:
                new.append(fetch)
        return new
