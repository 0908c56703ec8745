"""Fetch from the sources, one after the other; what goes wrong with one is told, the rest goes on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pipeline.collect.archive import STATE, Archive
from pipeline.collect.config import SOURCES_TOML, Job, make_job, read_config
from pipeline.collect.limits import MIN_DELAY
from pipeline.collect.report import CollectReport, SourceReport
from pipeline.errors import SourceError
from pipeline.settings import RAW_DIR
from pipeline.sources import load

Progress = Callable[[str, int, int], None]


def collect(
    sources: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    dry_run: bool = False,
    raw_dir: Path = RAW_DIR,
    progress: Progress | None = None,
    *,
    config: Path = SOURCES_TOML,
    allow_private: bool = False,
    delay: float = MIN_DELAY,
) -> CollectReport:
    """Fetch what is new from ``sources`` (default: all that are enabled) into ``raw_dir``.

    ``since`` and ``until`` are ISO days, both included. Without ``since`` a job that was cut
    off is finished first, else the last success is where it starts. ``dry_run`` touches neither
    network nor disk. ``allow_private`` and a shorter ``delay`` are for tests.
    SourceError for a source or a day that does not exist; what happens with a source while
    crawling is in its report.
    """
    known = read_config(config)
    if unknown := [name for name in sources if name not in known]:
        raise SourceError(f"no source {unknown[0]!r} in {config}; there are {', '.join(known)}")
    chosen = list(sources) or [name for name, one in known.items() if one.get("enabled")]
    report = CollectReport()
    for name in chosen:
        try:
            job = _job(name, known[name], since, until, raw_dir)
            key = _key(job, dry_run)
        except SourceError as error:
            report.sources.append(SourceReport(source=name, errors=[str(error)]))
            continue
        if dry_run:
            report.sources.append(_plan(job, raw_dir))
        elif job.query.since > job.query.until:
            report.sources.append(
                SourceReport(source=name, since=job.query.since, until=job.query.until,
                             finished=True)
            )  # fmt: skip
        else:
            report.sources.append(
                _crawl_apart(job, key, raw_dir, progress, allow_private, delay)
            )
    return report


def _job(
    name: str, settings: dict[str, Any], since: str | None, until: str | None, raw_dir: Path
) -> Job:
    last = None
    if since is None and (raw_dir / STATE).exists():
        with Archive(raw_dir, name) as archive:
            cut_off = archive.unfinished()
            last = archive.last_success()
        if cut_off and until in (None, cut_off[1]):
            return make_job(name, settings, *cut_off, None)
    return make_job(name, settings, since, until, last)


def _key(job: Job, dry_run: bool) -> str | None:
    if job.key_variable is None:
        return None
    key = os.environ.get(job.key_variable)
    if not key and not dry_run:
        raise SourceError(f"{job.source}: needs a key; set {job.key_variable} in the environment")
    return key


def _plan(job: Job, raw_dir: Path) -> SourceReport:
    """What would be asked first; what the lists will hold, only they know."""
    report = SourceReport(source=job.source, since=job.query.since, until=job.query.until)
    report.planned = [fetch.url for fetch in load(job.source).start(job.query)]
    if (raw_dir / STATE).exists():
        with Archive(raw_dir, job.source) as archive:
            left = [fetch.url for fetch in archive.todo(job.job_id)]
        if left:
            report.planned, report.resumed = left, True
    return report


def _crawl_apart(
    job: Job, key: str | None, raw_dir: Path, progress: Progress | None, allow_private: bool,
    delay: float,
) -> SourceReport:  # fmt: skip
    """Crawl in a child process: Scrapy's reactor can run only once in one."""
    from pipeline.collect.crawl import crawl

    context = get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    child = context.Process(
        target=crawl, args=(job, key, raw_dir, send, allow_private, delay), daemon=True
    )
    child.start()
    send.close()
    result: SourceReport | None = None
    try:
        while True:
            message = receive.recv()
            if isinstance(message, SourceReport):
                result = message
            elif progress is not None:
                progress(*message)
    except EOFError:
        pass
    finally:
        child.join()
    if result is None:
        error = f"{job.source}: the crawler died (exit code {child.exitcode}); collect again"
        result = SourceReport(source=job.source, since=job.query.since, until=job.query.until,
                              errors=[error])  # fmt: skip
    return result
