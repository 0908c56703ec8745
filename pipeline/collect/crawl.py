"""The crawl of one source, by Scrapy, in a process of its own (its reactor starts only once)."""

from __future__ import annotations

import fcntl
import mimetypes
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath
from typing import Any

from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from pipeline.collect import limits
from pipeline.collect.archive import Answer, Archive, WarcFile
from pipeline.collect.config import Job
from pipeline.collect.report import SourceReport
from pipeline.errors import EmptySource, SourceError
from pipeline.sources import Busy, Fetch, Found, load
from pipeline.sources.base import with_query

LOCK_SECONDS = 30.0
"""How long to wait for another collect: one whose parent was killed ends at its next answer."""

_EXTENSIONS = frozenset(
    {".hwp", ".hwpx", ".pdf", ".zip", ".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx", ".csv",
     ".txt", ".html", ".htm", ".rtf", ".odt", ".eml", ".xml", ".jpg", ".png"}
)  # fmt: skip


def settings(job: Job, allow_private: bool, delay: float) -> dict[str, Any]:
    """Scrapy's settings for a source."""
    return {
        "USER_AGENT": limits.user_agent(),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "yeonpyo",
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_MAX_DELAY": limits.MAX_DELAY,
        "RETRY_TIMES": limits.RETRIES,
        "REDIRECT_MAX_TIMES": limits.MAX_REDIRECTS,
        "DOWNLOAD_TIMEOUT": limits.TIMEOUT,
        "DOWNLOAD_MAXSIZE": limits.MAX_BODY_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "COMPRESSION_ENABLED": False,  # originals as they are, and no compression bombs
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
            "pipeline.collect.guard.PatientRetry": 550,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        },
        "YEONPYO_HOSTS": list(job.hosts),
        "YEONPYO_ALLOW_PRIVATE": allow_private,
    }


class SourceSpider(Spider):
    """Asks what is in the queue, keeps what comes, queues what it leads to."""

    name = "source"

    def __init__(
        self, job: Job, key: str | None, archive: Archive, warc: WarcFile, pipe: Connection,
        report: SourceReport,
    ) -> None:  # fmt: skip
        super().__init__()
        self.job, self.key, self.archive, self.warc = job, key, archive, warc
        self.pipe, self.report = pipe, report
        self.source = load(job.source)
        self.parent = os.getppid()

    async def start(self) -> AsyncIterator[Request]:
        for fetch in self.archive.todo(self.job.job_id):
            yield self.request(fetch)

    def request(self, fetch: Fetch) -> Request:
        url = fetch.url
        if self.key and self.source.SECRET and fetch.kind == "list":
            url = with_query(url, **{self.source.SECRET: self.key})
        headers = {} if fetch.kind == "list" else dict(self.archive.conditions(fetch.url))
        headers["Accept-Encoding"] = "identity"
        if fetch.referer:
            headers["Referer"] = fetch.referer
        return Request(
            url, headers=headers, callback=self.parse, errback=self.failed, dont_filter=True,
            meta={"handle_httpstatus_list": [304]}, cb_kwargs={"fetch": fetch},
            priority={"list": 0, "view": 1, "file": 2}[fetch.kind],
        )  # fmt: skip

    def parse(self, response: Response, fetch: Fetch) -> Iterator[Request]:
        if os.getppid() != self.parent:
            raise CloseSpider("parent gone")
        self.report.fetched += 1
        if response.status == 304:
            self.report.unchanged += 1
            self.archive.settle(self.job.job_id, fetch, "done", None)
            return
        answer = _answer(response, fetch)
        self.warc.write(answer)
        try:
            found = self.source.read(fetch, answer.data, self.job.query)
        except Busy as error:
            assert response.request is not None
            again = get_retry_request(response.request, spider=self, reason="busy")
            if again is None:
                self.fail(fetch, str(error))
            else:
                yield again
            return
        except EmptySource as error:
            self.report.empty.append(str(error))
            found = Found()
        except SourceError as error:
            self.fail(fetch, str(error))
            return
        except Exception as error:  # noqa: BLE001 (a bug on one page must not cost the others)
            self.fail(fetch, f"{fetch.url}: internal error: {type(error).__name__}: {error}")
            return
        self.keep(fetch, answer, found)
        if found.problem:
            self.report.errors.append(f"{self.job.source}: {found.problem}")
        following = found.fetches
        for one in self.archive.settle(self.job.job_id, fetch, "done", None, following, answer):
            yield self.request(one)
        self.pipe.send((self.job.source, self.report.fetched, 0))

    def keep(self, fetch: Fetch, answer: Answer, found: Found) -> None:
        kept = []
        if found.fields is not None:
            extension = ".html" if fetch.kind == "view" else extension_of(fetch, answer)
            kept.append(self.archive.keep(fetch, answer, found.fields, fetch.url, extension))
        for made in found.made:
            kept.append(
                self.archive.keep(fetch, answer, made.fields, made.url, ".html", made.data)
            )
        self.report.new += kept.count("new")
        self.report.versions += kept.count("version")
        self.report.unchanged += kept.count("same")

    def failed(self, failure: Any) -> None:
        fetch: Fetch = failure.request.cb_kwargs["fetch"]
        error = failure.value
        if isinstance(error, IgnoreRequest) and not isinstance(error, HttpError):
            self.report.forbidden.append(f"{fetch.url}: {error}")
            self.archive.settle(self.job.job_id, fetch, "forbidden", str(error))
        elif isinstance(error, HttpError):
            self.fail(fetch, f"{fetch.url}: HTTP status {error.response.status}")
        else:
            reason = str(error).replace(self.key, "…") if self.key else str(error)
            self.fail(fetch, f"{fetch.url}: {type(error).__name__} {reason}".rstrip())

    def fail(self, fetch: Fetch, reason: str) -> None:
        self.report.errors.append(f"{self.job.source}: {reason}")
        self.archive.settle(self.job.job_id, fetch, "failed", reason)


def extension_of(fetch: Fetch, answer: Answer) -> str:
    """By the file's name, else by its media type; ``.bin`` if neither says."""
    media = (answer.header("Content-Type") or "").split(";")[0].strip()
    names = (fetch.title or "", fetch.url.split("?")[0])
    guesses = (*(PurePosixPath(name).suffix.lower() for name in names),
               mimetypes.guess_extension(media) or "")  # fmt: skip
    return next((guess for guess in guesses if guess in _EXTENSIONS), ".bin")


def _answer(response: Response, fetch: Fetch) -> Answer:
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
        if name.lower() != b"set-cookie"  # a session's business, not the document's
    )
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Answer(url=fetch.url, status=response.status, headers=headers, data=response.body,
                  at=at)  # fmt: skip


def crawl(
    job: Job, key: str | None, raw_dir: Path, pipe: Connection, allow_private: bool, delay: float
) -> None:
    """Entry of the child process: crawl, then send the SourceReport through ``pipe``."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    query = job.query
    report = SourceReport(source=job.source, since=query.since, until=query.until)
    with Archive(raw_dir, job.source) as archive, open(archive.state / "lock", "w") as lock:
        try:
            _acquire(lock.fileno())
        except BlockingIOError:
            report.errors.append(f"{job.source}: another collect writes to {raw_dir}")
            pipe.send(report)
            return
        source = load(job.source)
        report.resumed = archive.begin(
            job.job_id, query.since, query.until, at, source.start(query)
        )
        warc = WarcFile(archive, at, limits.user_agent())
        process = CrawlerProcess(settings(job, allow_private, delay))
        process.crawl(SourceSpider, job=job, key=key, archive=archive, warc=warc, pipe=pipe,
                      report=report)  # fmt: skip
        process.start()
        warc.close()
        report.finished = archive.finish(job.job_id)
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
