"""corpus/sources.toml: which sources are on, and what each is asked for."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import SourceError
from pipeline.records import Record, content_id
from pipeline.settings import PROJECT_ROOT
from pipeline.sources import Query, names

SOURCES_TOML = PROJECT_ROOT / "corpus" / "sources.toml"


class Job(Record, frozen=True, kw_only=True):
    """One source and what to ask it. ``hosts`` are all that may be fetched from."""

    source: str
    query: Query
    hosts: tuple[str, ...]
    key_variable: str | None = None

    @property
    def job_id(self) -> str:
        """The same question has the same id."""
        q = self.query
        return content_id(self.source, q.since, q.until, *q.bases, "|", *q.words, "|", *q.urls,
                          "|", *q.boards)  # fmt: skip


def read_config(path: Path = SOURCES_TOML) -> dict[str, dict[str, Any]]:
    """Source id to its settings, the defaults filled in. SourceError for an unknown source."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: {error}") from error
    defaults = content.get("defaults", {})
    sources: dict[str, dict[str, Any]] = {}
    for name, settings in content.get("sources", {}).items():
        if name not in names():
            raise SourceError(f"{path}: no source {name!r}; there are {', '.join(names())}")
        sources[name] = {**defaults, **settings}
    return sources


def make_job(
    source: str,
    settings: dict[str, Any],
    since: str | None,
    until: str | None,
    last_success: str | None,
) -> Job:
    """The question for one source: days given go before the last success, that before the
    file's. SourceError for a day that is none, or a source without an address."""
    bases = tuple(str(base).rstrip("/") for base in settings.get("bases", ()))
    urls = tuple(map(str, settings.get("urls", ())))
    if not bases and not urls:
        raise SourceError(f"{source}: neither bases nor urls in sources.toml")
    first = since or last_success or str(settings.get("since", ""))
    last = until or str(settings.get("until", ""))
    for day in (first, last):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise SourceError(f"{source}: {day!r} is no day; write YYYY-MM-DD") from error
    hosts = {urlsplit(base).netloc for base in bases} | set(map(str, settings.get("also", ())))
    return Job(
        source=source,
        query=Query(
            bases=bases, since=first, until=last, urls=urls,
            words=tuple(map(str, settings.get("words", ()))),
            boards=tuple(map(str, settings.get("boards", ()))),
        ),
        hosts=tuple(sorted(hosts)),
        key_variable=settings.get("key"),
    )  # fmt: skip
