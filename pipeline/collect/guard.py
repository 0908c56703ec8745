"""What keeps the crawler in bounds: http(s), the hosts of its source, public addresses."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from pipeline.collect.config import PORTS, host_of

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(IgnoreRequest):
    """An address out of our bounds; the message says why."""


def is_public(address: str) -> bool:
    """Whether an IP address is out on the internet: not loopback, private, link-local,
    multicast, nor an IPv6 form (mapped, 6to4, Teredo, NAT64) of such an IPv4 address."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        within = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            within.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        inner = [one for one in within if one is not None]
        if inner:
            return all(is_public(str(one)) for one in inner)
    return ip.is_global and not ip.is_multicast


class Guard:
    """Before every request, redirects and robots.txt included."""

    def __init__(self, hosts: frozenset[str], allow_private: bool) -> None:
        self.hosts, self.allow_private = hosts, allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        hosts = frozenset(crawler.settings.getlist("YEONPYO_HOSTS"))
        return cls(hosts, crawler.settings.getbool("YEONPYO_ALLOW_PRIVATE"))

    def process_request(self, request: Request) -> None:
        if reason := self.refusal(request.url):
            raise Refused(reason)

    def refusal(self, url: str) -> str | None:
        """Why ``url`` may not be fetched, or None."""
        try:
            parts = urlsplit(url)
            host = host_of(parts)
        except ValueError:
            return "refused: not an address"
        if parts.scheme not in PORTS:
            return f"refused: leads to {parts.scheme}: instead of http or https"
        if parts.username or parts.password:
            return "refused: an address with a password"
        if host not in self.hosts:
            return f"refused: {host} is no host of this source (if it should be, add it to `also`)"
        name = parts.hostname or ""
        literal = ":" in name or name.replace(".", "").isdigit() or name.startswith("0x")
        if not self.allow_private and (name == "localhost" or (literal and not is_public(name))):
            return f"refused: {name} is a private address"
        return None


class PublicResolver(CachingThreadedResolver):
    """Names that lead to private addresses are not resolved: no way into the user's network.

    The connection is made to the very address that was checked, so a name cannot lead elsewhere
    a moment later (DNS rebinding).
    """

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
            raise DNSLookupError(f"refused: {name} leads to the private address {address}")
        return address
