"""What a source is asked for, what it asks for, and what an answer gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from pipeline.errors import SourceError
from pipeline.records import Record

Kind = Literal["list", "view", "file"]


class Query(Record, frozen=True, kw_only=True):
    """What to ask a source for. ``bases`` are its addresses (``https://host``), ``since`` and
    ``until`` ISO days, both included; ``urls`` are single pages for sources without lists."""

    bases: tuple[str, ...]
    since: str
    until: str
    words: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()

    def asks_for(self, day: str | None) -> bool:
        """Whether ``day`` is asked for; an unknown day is."""
        return day is None or self.since <= day <= self.until


class Fetch(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An address to fetch, and what is known of it. With ``form`` (url-encoded) or ``json`` it
    is a POST. ``first``/``last`` are the days asked for; ``optional``: it may be missing."""

    url: str
    kind: Kind
    page: int = 1
    form: tuple[tuple[str, str], ...] = ()
    json: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    referer: str | None = None
    first: str | None = None
    last: str | None = None
    optional: bool = False

    @property
    def key(self) -> str:
        """What tells it from other addresses: the URL, for a POST with what is sent."""
        if self.json is not None:
            return f"{self.url} {self.json}"
        sent = "&".join(f"{name}={value}" for name, value in self.form)
        return f"{self.url} {sent}" if sent else self.url


class Fields(Record, frozen=True, kw_only=True):
    """What a page says of its document. ``body`` is plain text, only to tell edits from noise."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    body: str = ""
    licence: str | None = None


class Made(Record, frozen=True, kw_only=True):
    """A document cut out of an answer that holds several; ``url`` is its own address."""

    url: str
    data: bytes
    fields: Fields


class Found(Record, frozen=True, kw_only=True):
    """What one answer gave. ``problem`` is told loudly, though the rest is kept."""

    fetches: tuple[Fetch, ...] = ()
    fields: Fields | None = None
    made: tuple[Made, ...] = ()
    problem: str | None = None


class Busy(SourceError):
    """The site asks us to slow down in the text of its answer; ask again later."""


class Halt(SourceError):
    """The site will answer no further question of this run (key refused, quota used up)."""


class Source(Protocol):
    """A module of this folder. ``SECRET`` names the query parameter that takes the user's key."""

    SECRET: str | None

    def start(self, query: Query) -> Iterator[Fetch]: ...

    def read(self, fetch: Fetch, data: bytes, query: Query) -> Found: ...
