"""Scrapy parts that keep the crawler in bounds: its source's hosts, public addresses, patience."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.resolver import CachingThreadedResolver

from pipeline.collect.limits import MAX_DELAY


def is_public(address: str) -> bool:
    """Whether an IP address is out on the internet: not loopback, private, link-local …"""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global


class Guard:
    """Before every request, redirects and robots.txt included: http(s), a host of the source."""

    def __init__(self, hosts: frozenset[str], allow_private: bool) -> None:
        self.hosts, self.allow_private = hosts, allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        hosts = frozenset(crawler.settings.getlist("YEONPYO_HOSTS"))
        return cls(hosts, crawler.settings.getbool("YEONPYO_ALLOW_PRIVATE"))

    def process_request(self, request: Request) -> None:
        if reason := self.refusal(request.url):
            raise IgnoreRequest(reason)

    def refusal(self, url: str) -> str | None:
        """Why ``url`` may not be fetched, or None."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            return "refused: not an address"
        if parts.scheme not in ("http", "https"):
            return f"refused: scheme {parts.scheme!r}"
        if parts.username or parts.password:
            return "refused: an address with a password"
        if parts.netloc not in self.hosts:
            return f"refused: {parts.netloc} is no host of this source (add it to `also`)"
        literal = host.replace(".", "").isdigit() or ":" in host
        if literal and not self.allow_private and not is_public(host):
            return f"refused: {host} is a private address"
        return None


class PublicResolver(CachingThreadedResolver):
    """Names that lead to private addresses are not resolved: no way into the user's network."""

    allow_private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> PublicResolver:
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool("YEONPYO_ALLOW_PRIVATE")
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Any:
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if not self.allow_private and not is_public(address):
            raise IgnoreRequest(f"refused: {name} leads to the private address {address}")
        return address


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
        engine = self.crawler.engine
        slot = engine and engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if not slot:
            return
        asked = response.headers.get("Retry-After") if response is not None else None
        pause = float(asked) if asked and asked.isdigit() else 0.0
        slot.delay = min(max(slot.delay * 2, pause), MAX_DELAY)
