"""corpus/sources.toml: which sources are on, and what each is asked for."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from pipeline.collect.limits import LEAST_DELAY
from pipeline.errors import SourceError
from pipeline.records import Record, content_id
from pipeline.settings import PROJECT_ROOT
from pipeline.sources import Query, load, names

SOURCES_TOML = PROJECT_ROOT / "corpus" / "sources.toml"
_KOREA = timezone(timedelta(hours=9))


PORTS = {"http": 80, "https": 443}


class Settings(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """One table of sources.toml, the defaults filled in.

    ``bases`` are ``https://host``, ``also`` further hosts that may be fetched from, ``since`` and
    ``until`` (default: today in Korea) the first and last day, ``delay`` seconds between two
    requests to one host, ``key`` the environment variable that holds the user's key.
    """

    enabled: bool = False
    bases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    delay: float | None = None
    key: str | None = None
    contact: str = ""


class Job(Record, frozen=True, kw_only=True):
    """One source and what to ask it. ``hosts`` are all that may be fetched from."""

    source: str
    query: Query
    hosts: tuple[str, ...]
    key_variable: str | None = None
    delay: float | None = None
    contact: str = ""

    @property
    def question(self) -> str:
        """What is asked, the days left out: another word makes it another question."""
        q = self.query
        return content_id(self.source, *q.bases, "|", *q.words, "|", *q.urls, "|", *q.boards)

    @property
    def job_id(self) -> str:
        """The same question for the same days has the same id."""
        return content_id(self.question, self.query.since, self.query.until)


def read_config(path: Path = SOURCES_TOML) -> dict[str, Settings]:
    """Source id to its settings. SourceError names the table and what is wrong with it."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: {error}") from error
    if stray := sorted(set(content) - {"defaults", "sources"}):
        raise SourceError(f"{path}: no table {stray[0]!r}; there are defaults and sources.<id>")
    defaults, tables = content.get("defaults", {}), content.get("sources", {})
    if not isinstance(tables, dict) or not isinstance(defaults, dict):
        raise SourceError(f"{path}: sources and defaults are tables: [sources.<id>], [defaults]")
    found: dict[str, Settings] = {}
    for name, table in tables.items():
        if name not in names():
            raise SourceError(f"{path}: no source {name!r}; there are {', '.join(names())}")
        if not isinstance(table, dict):
            raise SourceError(f"{path}: [sources.{name}] is no table")
        found[name] = _settings(path, name, {**defaults, **table})
    return found


def _settings(path: Path, name: str, table: dict[str, Any]) -> Settings:
    where = f"{path}: [sources.{name}]"
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SourceError(f"{where} {error}") from error
    for base in settings.bases:
        _check_base(where, base)
    for host in settings.also:
        if "/" in host or not host.strip():
            raise SourceError(f"{where} also: {host!r} is no host; write www.example.kr")
    hosts = hosts_of(settings)
    for url in settings.urls:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceError(f"{where} urls: {url!r} is no http address")
        if host_of(parts) not in hosts:
            raise SourceError(f"{where} urls: the host of {url} is in neither bases nor also")
    if settings.since and settings.until and settings.since > settings.until:
        raise SourceError(f"{where} since {settings.since} is after until {settings.until}")
    if settings.delay is not None and not 0 < settings.delay <= 3600:
        raise SourceError(f"{where} delay: {settings.delay} is no number of seconds up to 3600")
    if blank := [word for word in settings.words if not word.strip()]:
        raise SourceError(f"{where} words: {blank[0]!r} is blank")
    if load(name).SECRET and not settings.key:
        raise SourceError(f"{where} key: name the environment variable that holds the user's key")
    return settings


def _check_base(where: str, base: str) -> None:
    parts = urlsplit(base)
    try:
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if parts.scheme not in ("http", "https") or not whole:
        raise SourceError(f"{where} bases: {base!r} is no address; write https://www.example.kr")
    if parts.path.strip("/") or parts.query or parts.username:
        raise SourceError(f"{where} bases: {base!r} has more than scheme and host")


def host_of(parts: SplitResult) -> str:
    """Host and port as one name: lower case, the scheme's own port left out."""
    port = parts.port
    host = (parts.hostname or "").rstrip(".")
    return host if port in (None, PORTS.get(parts.scheme)) else f"{host}:{port}"


def hosts_of(settings: Settings) -> set[str]:
    """The hosts that a source may be fetched from."""
    bases = {host_of(urlsplit(base)) for base in settings.bases}
    return bases | {host.strip().lower() for host in settings.also}


def make_job(
    source: str, settings: Settings, since: str | None = None, until: str | None = None
) -> Job:
    """The question for one source, the days given before the file's. SourceError for a day that
    is none, or a source without an address."""
    bases = tuple(base.rstrip("/") for base in settings.bases)
    if not bases:
        raise SourceError(f"{source}: no bases in sources.toml; write its address there")
    first = iso(source, since or settings.since)
    last = iso(source, until or settings.until or datetime.now(UTC).astimezone(_KOREA).date())
    return Job(
        source=source,
        query=Query(bases=bases, since=first, until=last, urls=settings.urls,
                    words=settings.words, boards=settings.boards),
        hosts=tuple(sorted(hosts_of(settings))),
        key_variable=settings.key,
        delay=settings.delay,
        contact=settings.contact,
    )  # fmt: skip


def iso(source: str, day: str | date | None) -> str:
    """``day`` as YYYY-MM-DD. SourceError if it is none."""
    try:
        return date.fromisoformat(str(day)).isoformat()
    except ValueError as error:
        raise SourceError(f"{source}: {day!r} is no day; write YYYY-MM-DD") from error


def pause_of(job: Job, delay: float | None, allow_private: bool) -> float | None:
    """Seconds between two requests: the caller's, else the file's, no less than is polite on
    public hosts; None: the default."""
    asked = delay if delay is not None else job.delay
    if asked is None or allow_private:
        return asked
    return max(asked, LEAST_DELAY)
