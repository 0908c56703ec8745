"""Fetch from the sources; what goes wrong with one is told, the others go on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from pathlib import Path

from pipeline.collect.archive import STATE, Archive
from pipeline.collect.config import (
    SOURCES_TOML,
    Job,
    Settings,
    hosts_of,
    iso,
    make_job,
    pause_of,
    read_config,
)
from pipeline.collect.crawlers import Crawlers, Progress
from pipeline.collect.limits import PARALLEL, PRIVATE_VARIABLE
from pipeline.collect.report import CollectReport, SourceReport
from pipeline.errors import SourceError
from pipeline.settings import RAW_DIR
from pipeline.sources import load


def collect(
    sources: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    dry_run: bool = False,
    raw_dir: Path = RAW_DIR,
    progress: Progress | None = None,
    *,
    config: Path = SOURCES_TOML,
    allow_private: bool | None = None,
    delay: float | None = None,
) -> CollectReport:
    """Fetch what is new from ``sources`` (default: all that are enabled) into ``raw_dir``.

    ``since`` and ``until`` are ISO days, both included. Without ``since`` a job that was cut
    off is finished first, then the last success is where the next one starts. ``dry_run``
    touches neither network nor disk. ``allow_private`` (default: what the environment says) is
    for tests; ``delay`` in seconds goes before the file's. Sources that share a host wait for
    one another, the others are asked at the same time.
    SourceError for a source or a day that does not exist, or a file that is wrong; what happens
    with a source while crawling is in its report.
    """
    known = read_config(config)
    if unknown := [name for name in sources if name not in known]:
        raise SourceError(f"no source {unknown[0]!r} in {config}; there are {', '.join(known)}")
    for day in filter(None, (since, until)):
        iso("--since/--until", day)
    private = os.environ.get(PRIVATE_VARIABLE) == "1" if allow_private is None else allow_private
    chosen = list(dict.fromkeys(sources)) or [n for n, one in known.items() if one.enabled]

    crawlers = Crawlers(raw_dir, progress, private)

    def one(name: str) -> SourceReport:
        if crawlers.stopped:
            return SourceReport(source=name)
        try:
            jobs = _jobs(name, known[name], since, until, raw_dir)
            key = _key(jobs[0], dry_run)
        except SourceError as error:
            return SourceReport(source=name, errors=[str(error)])
        if dry_run:
            return _joined(_plan(job, raw_dir, known[name]) for job in jobs)
        return _joined(
            crawlers.crawl(job, key, pause_of(job, delay, private)) for job in jobs
        )

    groups = _groups({name: known[name] for name in chosen})
    with ThreadPoolExecutor(max_workers=1 if dry_run else PARALLEL) as pool:
        done = pool.map(lambda group: [one(name) for name in group], groups)
        try:
            reports = {report.source: report for group in done for report in group}
        except KeyboardInterrupt:
            crawlers.stop()
            raise
    return CollectReport([reports[name] for name in chosen])


def _groups(chosen: dict[str, Settings]) -> list[list[str]]:
    """The sources, those together that have a host in common."""
    groups: list[tuple[set[str], list[str]]] = []
    for name, settings in chosen.items():
        hosts, names = hosts_of(settings), [name]
        apart = []
        for other_hosts, other_names in groups:
            if hosts & other_hosts:
                hosts, names = hosts | other_hosts, other_names + names
            else:
                apart.append((other_hosts, other_names))
        groups = [*apart, (hosts, names)]
    return [names for _, names in groups]


def _jobs(
    name: str, settings: Settings, since: str | None, until: str | None, raw_dir: Path
) -> list[Job]:
    """What to ask: the job that was cut off, then the days since the last success."""
    job = make_job(name, settings, since, until)
    if since is not None or not (raw_dir / STATE).exists():
        return [job]
    with Archive(raw_dir, name) as archive:
        cut_off = archive.queue.unfinished(job.question)
        last = archive.queue.last_success(job.question)
    if cut_off and (until is None or cut_off[1] <= until):
        jobs = [make_job(name, settings, *cut_off)]
        if cut_off[1] < job.query.until:
            jobs.append(make_job(name, settings, cut_off[1], until))
        return jobs
    return [make_job(name, settings, last, until)] if last else [job]


def _key(job: Job, dry_run: bool) -> str | None:
    if job.key_variable is None:
        return None
    key = os.environ.get(job.key_variable, "").strip()
    if not key and not dry_run:
        raise SourceError(f"{job.source} needs a key; set {job.key_variable} in the environment")
    return key or None


def _plan(job: Job, raw_dir: Path, settings: Settings) -> SourceReport:
    """What would be asked first; what the lists will hold, only they know."""
    query = job.query
    report = SourceReport(source=job.source, since=query.since, until=query.until, finished=True)
    if query.since <= query.until:
        report.planned = [fetch.key for fetch in load(job.source).start(query)]
    if (raw_dir / STATE).exists():
        with Archive(raw_dir, job.source) as archive:
            left = [fetch.key for fetch in archive.queue.todo(job.job_id)]
        if left:
            report.planned, report.resumed = left, True
    if job.key_variable and not os.environ.get(job.key_variable):
        report.notes.append(f"needs a key; set {job.key_variable} in the environment")
    return report


def _joined(reports: Iterable[SourceReport]) -> SourceReport:
    return reduce(SourceReport.join, reports)
