"""A site of lists that lead to views: its selectors in one place, the reading done here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import msgspec
from bs4 import BeautifulSoup, Tag

from pipeline.errors import EmptySource
from pipeline.sources.reading.dates import iso_day
from pipeline.sources.reading.files import read_file
from pipeline.sources.reading.html import licence_of, parse_html, text_of, unexpected
from pipeline.sources.reading.records import Fetch, Fields, Found, Query

_NOTHING = re.compile(
    r"(?:검색\s?결과|검색된 (?:결과|기사|자료|게시물)|등록된 (?:게시물|글|자료|기사|내용)|"
    r"조회된 (?:결과|자료|데이터)|데이터|게시물|자료|기사|내용)[이가은는]?\s?"
    r"(?:없습니다|존재하지 않습니다|없음)|(?:총|전체)\s?0\s?(?:건|개)"
)
_SHOWN_DATE = re.compile(
    r"(?:등록|작성|게시|배포|발행|보도|입력)\s?(?:일자|일시|일|날짜)?\s?[:：|]?"
)

Link = Callable[[Tag, Fetch], Fetch | None]
"""One row of a list as the view it leads to (None: an ad, a heading, a notice)."""

Turn = Callable[[Fetch, int], Fetch]
"""The fetch of a list's page with this number."""


@dataclass(frozen=True)
class Board:
    """Selectors (CSS) of a site. ``row`` finds a list's rows, ``frame`` what holds them, ``link``
    reads one, ``turn`` goes to another page; a list with fewer than ``page_size`` rows is the last.

    ``body`` is where a view's text is; of it, of ``title``, ``published``, ``publisher`` and
    ``author`` the first selector that finds what is sought counts (they are split at ", ");
    ``files`` are links to attachments; ``drop`` is taken out of the body.
    """

    body: str
    row: str = ""
    frame: str = "table"
    link: Link | None = None
    turn: Turn | None = None
    page_size: int = 10
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    files: str | None = None
    drop: str = "script, style, noscript, button, form, iframe"
    house: str | None = None

    def read(self, fetch: Fetch, data: bytes, query: Query) -> Found:
        """What an answer to ``fetch`` holds: links, fields, attachments."""
        if fetch.kind == "file":
            return read_file(fetch, data)
        if fetch.kind == "view":
            return self.view(fetch, data)
        return self.list(fetch, data, query)

    def list(self, fetch: Fetch, data: bytes, query: Query) -> Found:
        """The links of a list page, and its next page while it is full and not wholly too old.

        No rows on page 1 is an error, unless the page says in words that there are none
        (EmptySource). Past page 1 no rows in the frame is the end.
        """
        assert self.link is not None and self.turn is not None
        soup = parse_html(data)
        rows = soup.select(self.row)
        links = [one for tag in rows if (one := self.link(tag, fetch)) is not None]
        if not links:
            told = " ".join(tag.get_text(" ") for tag in rows or [soup])
            nothing = _NOTHING.search(told) is not None
            if fetch.page > 1 and (nothing or (not rows and soup.select_one(self.frame))):
                return Found()
            if nothing:
                raise EmptySource(f"{fetch.url}: says that it has nothing")
            raise unexpected(fetch, soup, self.row)
        days = [one.published for one in links if one.published]
        fetches = [one for one in links if query.asks_for(one.published)]
        if len(links) >= self.page_size and not (days and max(days) < query.since):
            fetches.append(self.turn(fetch, fetch.page + 1))
        return Found(fetches=tuple(dict.fromkeys(fetches)))

    def view(self, fetch: Fetch, data: bytes) -> Found:
        """The fields of a page with one document, and its attachments. A page that has nothing
        but attachments is no document itself."""
        soup = parse_html(data)
        attachments = tuple(_files(fetch, soup.select(self.files) if self.files else ()))
        head = self.head(fetch, soup)
        for noise in soup.select(self.drop):
            noise.decompose()
        text = _first(soup, self.body, text_of)
        if not text and not attachments:
            raise unexpected(fetch, soup, self.body)
        fields = msgspec.structs.replace(head, body=text) if text else None
        return Found(fetches=attachments, fields=fields)

    def head(self, fetch: Fetch, soup: BeautifulSoup) -> Fields:
        """What a view says of its document, else what the list said."""
        return Fields(
            title=_first(soup, self.title, _title_of) or fetch.title,
            published=_first(soup, self.published, _day_of) or fetch.published,
            publisher=_first(soup, self.publisher, _name_of) or fetch.publisher or self.house,
            author=_first(soup, self.author, _name_of),
            licence=licence_of(soup),
        )


def _first(
    soup: BeautifulSoup, selector: str | None, reads: Callable[[Tag], str | None]
) -> str | None:
    """What the first selector of a comma-separated list finds: their order is preference."""
    for one in selector.split(", ") if selector else ():
        for tag in soup.select(one):
            if (value := reads(tag)) is not None:
                return value
    return None


def _day_of(tag: Tag) -> str | None:
    """A day in an attribute made for it, in ``content``, or in the text, best after a label."""
    for name in ("data-date-time", "datetime", "content"):
        if (day := iso_day(str(tag.get(name) or ""))) is not None:
            return day
    text = text_of(tag) or ""
    for match in _SHOWN_DATE.finditer(text):
        if (day := iso_day(text[match.end() : match.end() + 24])) is not None:
            return day
    return iso_day(text)


_LABEL = re.compile(
    r"^(?:기자명|작성자|담당\s?부서|부서명?|기관명?|출처|발행처|발간처|제공|소관\s?부처|부처)"
    r"\s?[:：|]?\s?"
)


def _title_of(tag: Tag) -> str | None:
    return str(tag.get("content") or "").strip() or text_of(tag)


def _name_of(tag: Tag) -> str | None:
    """``content`` or the text, without the label before it; a day is no name."""
    text = str(tag.get("content") or "").strip() or text_of(tag) or ""
    return None if iso_day(text) else _LABEL.sub("", text).strip() or None


def _files(fetch: Fetch, tags: Iterable[Tag]) -> Iterator[Fetch]:
    seen: set[str] = set()
    for tag in tags:
        url = urljoin(fetch.url, str(tag.get("href") or "").strip()).split("#")[0]
        if url.startswith(("http://", "https://")) and url not in seen:
            seen.add(url)
            yield Fetch(
                url=url, kind="file", title=_file_name(tag), published=fetch.published,
                publisher=fetch.publisher, referer=fetch.url,
            )  # fmt: skip


_FILE_NAME = re.compile(
    r"[^\\/:*?\"<>|\n]{1,150}\.(?:hwpx?|pdf|zip|docx?|pptx?|xlsx?|csv|txt|odt|rtf|jpe?g|png)\b",
    re.I,
)


def _file_name(tag: Tag) -> str | None:
    """The name that the link, its title or its line shows: the one that looks like a file's."""
    shown = [text_of(tag), str(tag.get("title") or "") or None, text_of(tag.parent)]
    for text in shown:
        if text and (match := _FILE_NAME.search(text)):
            return match[0].strip()
    return next(filter(None, shown[:2]), None)
