"""What the sources share: what is asked for, what a page gives, and how pages are read.

Nothing here knows the network: bytes in, records out. A page that is not what its module
expects raises SourceError; a page that says it has nothing raises EmptySource.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, Protocol
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag

from pipeline.errors import EmptySource, SourceError
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


class Fetch(Record, frozen=True, kw_only=True):
    """An address to fetch, and what is known of it. ``first``/``last`` are the days asked for."""

    url: str
    kind: Kind
    page: int = 1
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    referer: str | None = None
    first: str | None = None
    last: str | None = None


class Fields(Record, frozen=True, kw_only=True):
    """What a page says of its document. ``body`` is plain text, only to tell edits from noise."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
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


class Source(Protocol):
    """A module of this folder. ``SECRET`` names the query parameter that takes the user's key."""

    SECRET: str | None

    def start(self, query: Query) -> Iterator[Fetch]: ...

    def read(self, fetch: Fetch, data: bytes, query: Query) -> Found: ...


def parse_html(data: bytes) -> BeautifulSoup:
    """UTF-8, else CP949 (EUC-KR and its extension), whatever the page claims."""
    try:
        return BeautifulSoup(data.decode("utf-8-sig"), "lxml")
    except UnicodeDecodeError:
        return BeautifulSoup(data.decode("cp949", "replace"), "lxml")


def text_of(tag: Tag | None) -> str | None:
    """The text of ``tag`` on one line, or None."""
    return (" ".join(tag.get_text(" ").split()) or None) if tag is not None else None


_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})(?!\d)|"
    r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)


def iso_day(text: str | None) -> str | None:
    """The first calendar day in ``text`` (2009.02.11, 2013년 08월 14일, 20100304) as ISO."""
    for match in _DATE.finditer(text or ""):
        year, month, day = (int(g) for g in match.groups() if g is not None)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None


def with_query(url: str, **changes: object) -> str:
    """``url`` with these query parameters set, the others kept in order."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    query.update({name: str(value) for name, value in changes.items()})
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def windows(since: str, until: str, days: int) -> Iterator[tuple[date, date]]:
    """The days from ``since`` to ``until`` in stretches of at most ``days``."""
    first, end = date.fromisoformat(since), date.fromisoformat(until)
    while first <= end:
        last = min(first + timedelta(days=days - 1), end)
        yield first, last
        first = last + timedelta(days=1)


# Pages that stand where a document should be, most telling first.
_WALLS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a bot check", re.compile(r"captcha|자동\s?(?:등록|입력)\s?방지|비정상적인\s?접근|"
                               r"cf-browser-verification|are you a robot", re.I)),
    ("a login page", re.compile(r"로그인\s?(?:이 필요|후\s?이용|하셔야)|"
                                r"<input[^>]+type=[\"']?password", re.I)),
    ("an error page", re.compile(r"페이지를 찾을 수 없|요청하신 페이지|존재하지 않는|시스템 점검|"
                                 r"잘못된 접근|오류가 발생|Access Denied|Not Found|"
                                 r"Internal Server Error", re.I)),
)  # fmt: skip


def unexpected(fetch: Fetch, soup: BeautifulSoup, missing: str) -> SourceError:
    """The error for a page without what its selector looks for, with the likeliest reason."""
    html = str(soup)[:200_000]
    for name, pattern in _WALLS:
        if pattern.search(html):
            return SourceError(f"{fetch.url}: {name} instead of a {fetch.kind} page")
    return SourceError(
        f"{fetch.url}: nothing at {missing!r}; the page has changed, mend the source's selectors"
    )


_NOTHING = re.compile(
    r"(?:검색\s?결과|검색된 (?:결과|기사|자료)|등록된 (?:게시물|글|자료|기사)|조회된 (?:결과|자료)|"
    r"데이터|게시물|자료|기사)[이가은는]?\s?(?:없습니다|존재하지 않습니다)|총\s?0\s?건"
)


def read_list(
    fetch: Fetch,
    data: bytes,
    query: Query,
    *,
    row: str,
    link: Callable[[Tag], Fetch | None],
    page_size: int,
    next_url: Callable[[int], str],
) -> Found:
    """The links of a list page, and its next page while it is full and not wholly too old.

    ``row`` selects the rows, ``link`` makes one's address absolute (None: an ad, a heading).
    No rows on page 1 is an error, unless the page says in words that there are none.
    """
    soup = parse_html(data)
    links = [one for tag in soup.select(row) if (one := link(tag)) is not None]
    if not links:
        if fetch.page > 1:
            return Found()
        if _NOTHING.search(soup.get_text(" ")):
            raise EmptySource(f"{fetch.url}: says that it has nothing")
        raise unexpected(fetch, soup, row)
    days = [one.published for one in links if one.published]
    fetches = [one for one in links if in_range(one.published, query)]
    if len(links) >= page_size and not (days and max(days) < query.since):
        following = fetch.page + 1
        fetches.append(replace(fetch, url=next_url(following), page=following))
    return Found(fetches=tuple(fetches))


def in_range(day: str | None, query: Query) -> bool:
    """Whether ``day`` is asked for; an unknown day is."""
    return day is None or query.since <= day <= query.until


def replace(fetch: Fetch, *, url: str, page: int) -> Fetch:
    """Another page of the same list."""
    return Fetch(url=url, kind=fetch.kind, page=page, referer=fetch.url, first=fetch.first,
                 last=fetch.last)  # fmt: skip


def read_view(
    fetch: Fetch,
    data: bytes,
    *,
    body: str,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    files: str | None = None,
) -> Found:
    """The fields of a page with one document, and its attachments. Arguments are selectors."""
    soup = parse_html(data)
    main = soup.select_one(body)
    text = text_of(main)
    attachments = tuple(_files(fetch, soup.select(files) if files else ()))
    if main is None or not (text or attachments):
        raise unexpected(fetch, soup, body)

    def pick(selector: str | None) -> str | None:
        return text_of(soup.select_one(selector)) if selector else None

    return Found(
        fetches=attachments,
        fields=Fields(
            title=pick(title) or fetch.title,
            published=iso_day(pick(published)) or fetch.published,
            publisher=pick(publisher) or fetch.publisher,
            body=text or "",
            licence=licence_of(soup),
        ),
    )


def _files(fetch: Fetch, tags: Iterable[Tag]) -> Iterator[Fetch]:
    seen = set()
    for tag in tags:
        url = urljoin(fetch.url, str(tag.get("href") or ""))
        if url.startswith(("http://", "https://")) and url not in seen:
            seen.add(url)
            yield Fetch(
                url=url, kind="file", title=str(tag.get("title") or "") or text_of(tag),
                published=fetch.published, publisher=fetch.publisher, referer=fetch.url,
            )  # fmt: skip


_KOGL = re.compile(r"공공누리\s?제?\s?([1-4])\s?유형|img_opentype0?([1-4])|opencode0?([1-4])|"
                   r"출처표시\s?\(?제?\s?([1-4])\s?유형")  # fmt: skip


def licence_of(soup: BeautifulSoup) -> str | None:
    """The mark of the Korea Open Government Licence on the page: ``KOGL-1`` … ``KOGL-4``."""
    match = _KOGL.search(str(soup))
    return f"KOGL-{next(g for g in match.groups() if g)}" if match else None


_HTML = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<head|<script|<!--)", re.I)


def read_file(fetch: Fetch, data: bytes) -> Found:
    """An attachment is kept as it is; an empty one or an HTML page in its place is an error."""
    if not data.strip():
        raise SourceError(f"{fetch.url}: an empty answer instead of an attachment")
    if _HTML.match(data[:512]) and not (fetch.title or "").lower().endswith((".html", ".htm")):
        raise SourceError(f"{fetch.url}: an HTML page instead of an attachment")
    return Found(fields=Fields(title=fetch.title, published=fetch.published,
                               publisher=fetch.publisher))  # fmt: skip
