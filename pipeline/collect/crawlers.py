"""Crawls in processes of their own: Scrapy's reactor can run only once in one."""

from __future__ import annotations

import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pipeline.collect.config import Job
from pipeline.collect.limits import MIN_DELAY
from pipeline.collect.report import SourceReport

Progress = Callable[[str, int, int], None]
"""Told a source, how many of its addresses are settled, and how many are known."""


class Crawlers:
    """Starts crawls, waits for their reports, and can stop them all. Used by several threads."""

    def __init__(self, raw_dir: Path, progress: Progress | None, allow_private: bool) -> None:
        self._raw_dir, self._progress, self._private = raw_dir, progress, allow_private
        self._running: set[BaseProcess] = set()
        self.stopped = False

    def stop(self) -> None:
        """Let every crawl end after the answer that it waits for; what is left stays queued."""
        self.stopped = True
        for child in tuple(self._running):
            child.terminate()

    def crawl(self, job: Job, key: str | None, delay: float | None) -> SourceReport:
        """Crawl and wait. ``delay``: seconds between requests to one host; None: the default."""
        query = job.query
        report = SourceReport(source=job.source, since=query.since, until=query.until)
        if self.stopped:
            return report
        if query.since > query.until:
            report.finished = True
            return report
        context = get_context("forkserver")
        context.set_forkserver_preload(["pipeline.collect.crawl"])  # Scrapy is imported once
        receive, send = context.Pipe(duplex=False)
        pause = MIN_DELAY if delay is None else delay
        child = context.Process(
            target=_crawl, args=(job, key, self._raw_dir, send, self._private, pause), daemon=True
        )
        # Ctrl-C is ours to answer (stop): the child inherits that it does not see it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            child.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self._running.add(child)
        send.close()
        result: SourceReport | None = None
        try:
            while True:
                message = receive.recv()
                if isinstance(message, SourceReport):
                    result = message
                elif self._progress is not None:
                    self._progress(*message)
        except EOFError:
            pass
        finally:
            child.join()
            self._running.discard(child)
        if result is None and not self.stopped:
            report.errors.append(
                f"the crawler died (exit code {child.exitcode}); collect again to go on"
            )
        return result or report


def _crawl(*arguments: Any) -> None:
    """In the child: Scrapy is imported there alone."""
    from pipeline.collect.crawl import crawl

    crawl(*arguments)
