"""Scrapy parts that make the crawler a good guest: robots.txt, pauses, patience."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Spider
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser

from pipeline.collect.limits import MAX_DELAY


class NoRobots(IgnoreRequest):
    """robots.txt cannot be had now, so what it forbids is not known."""


class _Unknown(RobotParser):
    """Stands for a robots.txt that could not be read: RFC 9309 takes it for a full prohibition."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    @classmethod
    def from_crawler(cls, crawler: Any, robotstxt_body: bytes) -> _Unknown:
        return cls("")

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        raise NoRobots(f"robots.txt cannot be read ({self.reason}); collect again later")


class Robots(RobotsTxtMiddleware):
    """Obeys robots.txt: absent (4xx) it allows all; unreachable (5xx, no answer) it forbids all
    for this run, and says so. Its Crawl-delay is the shortest pause."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self._settle(netloc, _Unknown(f"HTTP status {response.status}"))
            return
        body = response.body if response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)
        rules = getattr(self._parsers.get(netloc), "rp", None)
        asked = rules.crawl_delay(self._robotstxt_useragent) if rules is not None else None
        if asked:
            crawler: Any = self.crawler
            host = crawler.engine.downloader.get_slot_key(request)
            delay = crawler.spider.crawl_delays[host] = min(float(asked), MAX_DELAY)
            slot = crawler.engine.downloader.slots.get(host)
            if slot is not None:
                slot.delay = max(slot.delay, delay)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._settle(netloc, _Unknown(told(exc)))

    def _settle(self, netloc: str, parser: RobotParser) -> None:
        waiting: Any = self._parsers[netloc]
        self._parsers[netloc] = parser
        waiting.callback(parser)


def told(error: BaseException) -> str:
    """An error of the network in words. Twisted keeps no reason why a name was not resolved."""
    if type(error).__name__ in ("CannotResolveHostError", "DNSLookupError"):
        return "the host's name is not known, or leads to a private address"
    return f"{type(error).__name__} {error}".strip()


class Throttle(AutoThrottle):
    """A pause that adapts to how quickly a host answers, no shorter than its Crawl-delay."""

    def _response_downloaded(self, response: Response, request: Request, spider: Any) -> None:
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        if slot is not None and host is not None:
            slot.delay = max(slot.delay, spider.crawl_delays.get(host, 0.0))


class PatientRetry(RetryMiddleware):
    """Retries with back-off: the host's pause is doubled, or what Retry-After asks for."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Any:
        if response.status in self.retry_http_codes:
            self._slow_down(request, response)
        return super().process_response(request, response)

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Any:
        if not isinstance(exception, IgnoreRequest):
            self._slow_down(request, None)
        return super().process_exception(request, exception)

    def _slow_down(self, request: Request, response: Response | None) -> None:
        slots = self.crawler.engine.downloader.slots
        slot = slots.get(request.meta.get("download_slot", ""))
        if slot is None:
            return
        asked = (response.headers.get("Retry-After") if response is not None else None) or b""
        slot.delay = min(max(slot.delay * 2, pause(asked.decode("latin-1"))), MAX_DELAY)


def pause(retry_after: str) -> float:
    """The seconds that a Retry-After header asks for: a number, or a day and time."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
