"""The crawl of one source, by Scrapy, in a process of its own (its reactor starts only once)."""

from __future__ import annotations

import fcntl
import time
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from scrapy.crawler import CrawlerProcess

from pipeline.collect import limits
from pipeline.collect.archive import Archive
from pipeline.collect.config import Job
from pipeline.collect.report import SourceReport
from pipeline.collect.spider import SourceSpider
from pipeline.collect.warc import WarcFile
from pipeline.sources import load

LOCK_SECONDS = 30.0
"""How long to wait for another collect: one whose parent was killed ends at its next answer."""


def settings(job: Job, allow_private: bool, delay: float) -> dict[str, Any]:
    """Scrapy's settings for a source; ``delay`` in seconds."""
    return {
        "USER_AGENT": limits.user_agent(job.contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "yeonpyo",
        "CONCURRENT_REQUESTS": max(1, len(job.hosts)),  # none waits where it cannot be called back
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_MAX_DELAY": limits.MAX_DELAY,
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "pipeline.collect.polite.Throttle": 0,
        },
        "RETRY_TIMES": limits.RETRIES,
        "REDIRECT_MAX_TIMES": limits.MAX_REDIRECTS,
        "DOWNLOAD_TIMEOUT": limits.TIMEOUT,
        "DOWNLOAD_MAXSIZE": limits.MAX_BODY_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "COMPRESSION_ENABLED": False,  # originals as they are; we unpack within bounds
        "METAREFRESH_ENABLED": False,
        "REFERER_ENABLED": False,  # ours alone: Scrapy's would give the key away
        "HTTPPROXY_ENABLED": False,  # a proxy would resolve names past our check
        "COOKIES_ENABLED": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,  # messages would hold addresses with the key
        "DOWNLOAD_HANDLERS": dict.fromkeys(("file", "s3", "ftp", "data")),
        "DNS_RESOLVER": "pipeline.collect.guard.PublicResolver",
        "TWISTED_DNS_RESOLVER": "pipeline.collect.guard.PublicResolver",
        "DOWNLOADER_MIDDLEWARES": {
            "pipeline.collect.guard.Guard": 10,
            "pipeline.collect.polite.Robots": 100,
            "pipeline.collect.polite.PatientRetry": 550,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        },
        "YEONPYO_HOSTS": list(job.hosts),
        "YEONPYO_ALLOW_PRIVATE": allow_private,
    }


def crawl(
    job: Job, key: str | None, raw_dir: Path, pipe: Connection, allow_private: bool, delay: float
) -> None:
    """Entry of the child process: crawl, then send the SourceReport through ``pipe``.

    ``key`` is the user's, as given or already percent-encoded; it is in no file.
    """
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    query = job.query
    report = SourceReport(source=job.source, since=query.since, until=query.until)
    with (
        Archive(raw_dir, job.source) as archive,
        open(archive.state / f"{job.source}.lock", "w") as lock,
    ):
        try:
            _acquire(lock.fileno())
        except BlockingIOError:
            report.errors.append(f"another collect of {job.source} writes to {raw_dir}")
            pipe.send(report)
            return
        start = load(job.source).start(query)
        report.resumed = archive.queue.begin(job, at, start)
        report.errors += archive.queue.problems(job.job_id)  # told before the job was cut off
        warc = WarcFile(archive.state / "warc", job.source, at, limits.user_agent(job.contact))
        process = CrawlerProcess(settings(job, allow_private, delay))
        process.crawl(SourceSpider, job=job, key=unquote(key) if key else None, archive=archive,
                      warc=warc, pipe=pipe, report=report)  # fmt: skip
        process.start()
        warc.close()
        report.finished = archive.queue.finish(job.job_id)
    with suppress(OSError):  # nobody listens any more
        pipe.send(report)


def _acquire(descriptor: int) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
