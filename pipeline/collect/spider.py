"""The spider: asks what is in the queue, keeps what comes, queues what it leads to."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, quote_plus

from scrapy import Spider
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import FormRequest, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from pipeline.collect.archive import Answer, Archive
from pipeline.collect.config import Job
from pipeline.collect.guard import Refused
from pipeline.collect.limits import MAX_BODY_BYTES, MAX_PAGES
from pipeline.collect.polite import NoRobots, told
from pipeline.collect.report import SourceReport
from pipeline.collect.unpack import unpack
from pipeline.collect.warc import WarcFile
from pipeline.errors import EmptySource, SourceError
from pipeline.sources import Busy, Fetch, Found, Halt, load, with_query

GONE = (404, 410)
_EXTENSIONS = frozenset(
    {".hwp", ".hwpx", ".pdf", ".zip", ".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx", ".csv",
     ".txt", ".html", ".htm", ".rtf", ".odt", ".eml", ".xml", ".jpg", ".png"}
)  # fmt: skip


class SourceSpider(Spider):
    """One source's crawl. ``crawl_delays``: host -> seconds that its robots.txt asks for."""

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
        self.crawl_delays: dict[str, float] = {}
        self.shown_before: dict[str, tuple[str, ...]] = {}  # list -> views of the page before it
        self.halted = False

    async def start(self) -> AsyncIterator[Request]:
        for fetch in self.archive.queue.todo(self.job.job_id):
            if self.halted:
                return
            yield self.request(fetch)

    def request(self, fetch: Fetch) -> Request:
        """The request for an address: the key, the conditions, the form put in."""
        url = fetch.url
        if self.key and self.source.SECRET and fetch.kind == "list":
            url = with_query(url, **{self.source.SECRET: self.key})
        headers = {} if fetch.kind == "list" else dict(self.archive.conditions(fetch.url))
        headers["Accept-Encoding"] = "identity"
        if fetch.referer:
            headers["Referer"] = fetch.referer
        options: dict[str, Any] = {
            "headers": headers,
            "callback": self.parse,
            "errback": self.failed,
            "dont_filter": True,
            "meta": {"handle_httpstatus_list": [304]},
            "cb_kwargs": {"fetch": fetch},
            "priority": {"list": 0, "view": 1, "file": 2}[fetch.kind],
        }
        if fetch.json is not None:
            headers["Content-Type"] = "application/json"
            return Request(url, method="POST", body=fetch.json.encode(), **options)
        if fetch.form:
            return FormRequest(url, method="POST", formdata=list(fetch.form), **options)
        return Request(url, **options)

    def parse(self, response: Response, fetch: Fetch) -> Iterator[Request]:
        """An answer: into the WARC, then what its source reads in it."""
        if self.halted:
            return  # stays in the queue
        self.report.fetched += 1
        try:
            answer = self.answer(response, fetch)
            found = self.read(fetch, answer)
        except Busy as error:
            assert response.request is not None
            again = get_retry_request(response.request, spider=self, reason="busy")
            if again is None:
                self.fail(fetch, str(error))
            else:
                yield again
            return
        except Halt as error:
            self.halted = True
            self.report.errors.append(f"{error}; nothing further was asked")
            raise CloseSpider("halted") from error
        except SourceError as error:
            self.fail(fetch, str(error))
            return
        except Exception as error:  # noqa: BLE001 (a bug on one page must not cost the others)
            self.fail(fetch, f"{fetch.url}: internal error, please report it: "
                             f"{type(error).__name__}: {error}")  # fmt: skip
            return
        following = self.bounded(fetch, found, self.keep(fetch, answer, found))
        if found.problem:
            self.report.errors.append(found.problem)
        new = self.archive.queue.settle(self.job.job_id, fetch, "done", found.problem, following)
        if response.status != 304:
            self.archive.remember(fetch.url, answer)
        self.tell()
        if os.getppid() != self.parent:  # killed: what came is kept, nothing further is asked
            raise CloseSpider("parent gone")
        for one in new:
            yield self.request(one)

    def answer(self, response: Response, fetch: Fetch) -> Answer:
        """The answer as the archive wants it, written to the WARC on the way."""
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
            if name.lower() != b"set-cookie"  # a session's business, not the document's
        )
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        answer = Answer(url=fetch.url, status=response.status, headers=headers,
                        data=response.body, body=response.body, at=at)  # fmt: skip
        self.warc.write(answer)
        encoding = answer.header("Content-Encoding")
        if not encoding:
            return answer
        body = unpack(response.body, encoding, MAX_BODY_BYTES, fetch.url)
        return Answer(url=answer.url, status=answer.status, headers=headers, data=answer.data,
                      body=body, at=at)  # fmt: skip

    def read(self, fetch: Fetch, answer: Answer) -> Found:
        """What the source finds in the answer; nothing in a 304 or a legally empty list."""
        if answer.status == 304:
            self.report.unchanged += 1
            return Found()
        try:
            return self.source.read(fetch, answer.body, self.job.query)
        except EmptySource as error:
            self.report.empty.append(str(error))
            return Found()

    def keep(self, fetch: Fetch, answer: Answer, found: Found) -> list[Fetch]:
        """Store the documents; what to fetch next, without the attachments that are held
        already, unless the page that names them was edited."""
        kept = {}
        if found.fields is not None:
            extension = ".html" if fetch.kind == "view" else extension_of(fetch, answer)
            kept[fetch.url] = self.archive.keep(
                fetch, answer, found.fields, fetch.url, extension
            )
        for made in found.made:
            kept[made.url] = self.archive.keep(
                fetch, answer, made.fields, made.url, ".html", made.data
            )
        results = list(kept.values())
        self.report.new += results.count("new")
        self.report.versions += results.count("version")
        self.report.unchanged += results.count("same")
        edited = {url for url, result in kept.items() if result == "version"}
        return [
            one for one in found.fetches
            if one.kind != "file" or one.referer in edited or not self.archive.holds(one.url)
        ]  # fmt: skip

    def bounded(self, fetch: Fetch, found: Found, following: list[Fetch]) -> list[Fetch]:
        """Without list pages that lead nowhere: past the limit, or after a page that shows what
        the one before it showed. Both are told."""
        turns = [one for one in following if one.kind == "list" and one.page > 1]
        if not turns:
            return following
        shown = tuple(sorted({f.url for f in found.fetches if f.kind == "view"}
                             | {made.url for made in found.made}))  # fmt: skip
        if shown and self.shown_before.pop(fetch.key, None) == shown:
            self.report.errors.append(f"{fetch.url}: page {fetch.page} is the same page again; "
                                      "the site does not turn its pages")  # fmt: skip
        elif fetch.page >= MAX_PAGES:
            self.report.errors.append(f"{fetch.url}: more than {MAX_PAGES} pages; the rest is "
                                      "left out: ask for fewer days or another word")  # fmt: skip
        else:
            self.shown_before |= {one.key: shown for one in turns}
            return following
        return [one for one in following if one not in turns]

    def failed(self, failure: Any) -> None:
        """No answer, or one that is an error: settle the address as what it is."""
        fetch: Fetch = failure.request.cb_kwargs["fetch"]
        error = failure.value
        if isinstance(error, HttpError):
            self.refused_by_site(fetch, error.response)
        elif isinstance(error, Refused | NoRobots):
            self.fail(fetch, f"{fetch.url}: {error}")
        elif isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
            if fetch.kind == "list":
                self.fail(fetch, f"{fetch.url}: robots.txt forbids this list")
            else:
                self.report.forbidden.append(fetch.url)
                self.archive.queue.settle(self.job.job_id, fetch, "forbidden", str(error))
        elif not self.halted:
            self.fail(fetch, f"{fetch.url}: {self.without_key(told(error))}")
        self.tell()

    def refused_by_site(self, fetch: Fetch, response: Response) -> None:
        """An HTTP status that is an error: gone, or to be asked for again."""
        status = response.status
        if 300 <= status < 400:  # Scrapy follows no redirect out of http and https
            scheme = (response.headers.get("Location") or b"?").decode("latin-1").split(":")[0]
            self.fail(fetch, f"{fetch.url}: refused: leads to {scheme}: instead of http or https")
        elif status in GONE and fetch.optional:
            self.archive.queue.settle(self.job.job_id, fetch, "gone", f"HTTP status {status}")
        elif status == 410 or (status == 404 and self.archive.holds(fetch.url)):
            self.report.gone.append(fetch.url)  # what it gave before is kept
            self.archive.queue.settle(self.job.job_id, fetch, "gone", f"HTTP status {status}")
        else:
            self.fail(fetch, f"{fetch.url}: HTTP status {status}")

    def fail(self, fetch: Fetch, reason: str) -> None:
        """Tell, and ask again in the next run."""
        self.report.errors.append(reason)
        self.archive.queue.settle(self.job.job_id, fetch, "failed", reason)

    def without_key(self, text: str) -> str:
        """``text`` without the user's key in any spelling."""
        for spelling in (self.key, quote(self.key or "", safe=""), quote_plus(self.key or "")):
            if spelling:
                text = text.replace(spelling, "…")
        return text

    def tell(self) -> None:
        """Progress to the parent: settled addresses and all known ones."""
        with suppress(OSError):  # nobody listens any more
            self.pipe.send((self.job.source, *self.archive.queue.counts(self.job.job_id)))


def extension_of(fetch: Fetch, answer: Answer) -> str:
    """By the file's name, else by its media type; ``.bin`` if neither says."""
    media = (answer.header("Content-Type") or "").split(";")[0].strip()
    sent = (answer.header("Content-Disposition") or "").rpartition("filename")[2].rstrip("\"'; ")
    names = (fetch.title or "", fetch.url.split("?")[0], sent)
    guesses = (*(PurePosixPath(name.replace("%2E", ".")).suffix.lower() for name in names),
               mimetypes.guess_extension(media) or "")  # fmt: skip
    return next((guess for guess in guesses if guess in _EXTENSIONS), ".bin")
