"""A web server on the loopback address for the tests of collect: scripted answers, a log."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Page:
    """An answer. ``wait`` seconds before it; ``cut``: the connection ends after so many bytes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    cut: int | None = None


@dataclass(frozen=True)
class Asked:
    """A request: ``target`` is path and query, ``query`` the same with the form of a POST."""

    method: str
    target: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str
    at: float


Answer = Callable[[Asked], Page]


class Site:
    """``pages`` maps a target, else a path, to its page or to a function of the request;
    ``first`` to pages that it gives before that, one a request. ``asked`` is all, in order;
    ``busiest`` the most requests at a time. A request whose target holds ``hold`` sets
    ``reached`` and waits for ``free``."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Answer] = {"/robots.txt": Page(b"User-agent: *\nDisallow:\n")}
        self.first: dict[str, list[Page]] = {}
        self.asked: list[Asked] = []
        self.hold: str | None = None
        self.reached, self.free = threading.Event(), threading.Event()
        self.busiest = self._now = 0
        self._lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.base = f"http://{self.host}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.free.set()
        self.server.shutdown()
        self.server.server_close()

    def n(self, part: str) -> int:
        """How many requests had ``part`` in their target or form."""
        return sum(part in asked.target or part in asked.body for asked in self.asked)

    def targets(self) -> list[str]:
        """Every request but those for robots.txt, the form of a POST behind its target."""
        return [" ".join(filter(None, (a.target, a.body))) for a in self.asked
                if a.target != "/robots.txt"]  # fmt: skip

    def _answer(self, asked: Asked) -> Page:
        with self._lock:
            self.asked.append(asked)
            path = urlsplit(asked.target).path
            for name in (asked.target, path):
                if self.first.get(name):
                    return self.first[name].pop(0)
            page = self.pages.get(asked.target) or self.pages.get(path) or Page(b"gone", 404)
        return page if isinstance(page, Page) else page(asked)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode()
                parts = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(parts.query, True).items()}
                if "form" in (self.headers.get("Content-Type") or ""):
                    query |= {k: v[0] for k, v in parse_qs(body, True).items()}
                asked = Asked(self.command, self.path, query, dict(self.headers), body,
                              time.monotonic())  # fmt: skip
                with site._lock:
                    site._now += 1
                    site.busiest = max(site.busiest, site._now)
                try:
                    self.reply(asked)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with site._lock:
                        site._now -= 1

            do_POST = do_GET

            def reply(self, asked: Asked) -> None:
                page = site._answer(asked)
                if site.hold and site.hold in asked.target:
                    site.reached.set()
                    site.free.wait(30)
                time.sleep(page.wait)
                status, body = page.status, page.body
                etag = page.headers.get("ETag")
                if etag and asked.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body if page.cut is None else body[: page.cut])
                if page.cut is not None:
                    self.close_connection = True

            def log_message(self, *_: object) -> None: ...

        return Handler
