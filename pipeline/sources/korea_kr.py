"""korea.kr: the government's briefing room (list, view, document viewer, RSS, attachments)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import msgspec
from bs4 import BeautifulSoup, Tag

from pipeline.errors import SourceError
from pipeline.sources.reading import (
    Board,
    Fetch,
    Fields,
    Found,
    Query,
    iso_day,
    parse_html,
    query_value,
    read_feed,
    text_of,
    unexpected,
    windows,
    with_query,
)

SECRET: str | None = None
LIST = "/briefing/pressReleaseList.do"
VIEW = "/briefing/pressReleaseView.do"
SPANS = "span.source span"
VIEWER = "iframe[src*='doc.html'], iframe[src*='docViewer']"
VIEWER_PAGE = re.compile(r"\.files/\d+\.x?html?$")
PAGE_SIZE = 20
WINDOW_DAYS = 366


def start(query: Query) -> Iterator[Fetch]:
    """The feeds of ``boards``, then one list for each search word and year."""
    for base in query.bases:
        for feed in query.boards:
            yield Fetch(url=urljoin(base, feed), kind="list")
        for first, last in windows(query.since, query.until, WINDOW_DAYS):
            for word in query.words or ("",):
                url = with_query(base + LIST, pageIndex=1, startDate=first, endDate=last,
                                 srchWord=word)  # fmt: skip
                yield Fetch(url=url, kind="list", first=str(first), last=str(last))


def link(row: Tag, fetch: Fetch) -> Fetch | None:
    """A row: title, lead, and spans of which the first with a day is the day, the next the body."""
    url = _address(urljoin(fetch.url, str(row["href"])))
    spans = [text for span in row.select(SPANS) if (text := text_of(span))]
    days = [day for text in spans if (day := iso_day(text))]
    names = [text for text in spans if iso_day(text) is None]
    return Fetch(
        url=url, kind="view", title=text_of(row.select_one("strong")),
        published=days[0] if days else None, publisher=names[0] if names else None,
        referer=fetch.url,
    ) if url else None  # fmt: skip


def turn(fetch: Fetch, page: int) -> Fetch:
    """Page ``page`` of the same list."""
    url = with_query(fetch.url, pageIndex=page)
    return msgspec.structs.replace(fetch, url=url, page=page, referer=fetch.url)


BOARD = Board(
    row="div.list_type li a[href*=pressReleaseView]",
    frame="div.list_type",
    link=link,
    turn=turn,
    page_size=PAGE_SIZE,
    body="div.view_cont, div.article_body",
    title="div.article_head h1, .view_title h1, .article_head h2, meta[property='og:title']",
    published=".article_head .info span, .view_title .info span, .article_head .date, "
              "meta[property='article:published_time']",
    publisher=".article_head .info span, .view_title .info span",
    files="a[href*='/common/download.do']",
    drop="script, style, noscript, button, form, iframe, .filedown, .file_down, .hash_tag",
)  # fmt: skip


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    """A feed, a list, a release, a page of the document viewer, an attachment."""
    if fetch.kind == "list" and urlsplit(fetch.url).path.endswith(".xml"):
        return read_feed(fetch, data, query, _address)
    if fetch.kind != "view":
        return BOARD.read(fetch, data, query)
    if VIEWER_PAGE.search(urlsplit(fetch.url).path):
        return _read_viewer(fetch, data)
    soup = parse_html(data)
    shown = _viewer(fetch, soup)
    try:
        found = BOARD.view(fetch, data)
    except SourceError:
        if shown is None:
            raise
        return Found(fetches=(shown,))  # the page is a frame around the viewer, no document
    if found.fetches or shown is None or (found.fields and len(found.fields.body) > MIN_CHARS):
        return found  # the attachment is what the viewer shows
    return msgspec.structs.replace(found, fetches=(shown,))


MIN_CHARS = 200
"""Characters below which a release's page says little beside what the viewer shows."""


def _address(url: str) -> str | None:
    """A release's one address; the rest of the query is how it was found."""
    parts, number = urlsplit(url), query_value(url, "newsId")
    if not number.isdigit() or "View.do" not in parts.path:
        return None
    return f"{parts.scheme}://{parts.netloc}{VIEW}?newsId={number}"


def _viewer(fetch: Fetch, soup: BeautifulSoup) -> Fetch | None:
    """The first page of the text that the viewer shows: ``{result}/{name}.files/1.html``."""
    for frame in soup.select(VIEWER):
        url = urljoin(fetch.url, str(frame.get("src") or frame.get("data-src") or ""))
        name, folder = query_value(url, "fn"), query_value(url, "rs")
        if name and folder:
            head = BOARD.head(fetch, soup)
            known = msgspec.structs.replace(
                fetch, title=head.title, published=head.published, publisher=head.publisher
            )
            return _viewer_page(known, urljoin(url, f"{folder.rstrip('/')}/{name}.files/"), 1)
    return None


def _viewer_page(fetch: Fetch, folder: str, page: int) -> Fetch:
    return Fetch(
        url=f"{folder}{page}.html", kind="view", page=page, title=fetch.title,
        published=fetch.published, publisher=fetch.publisher, referer=fetch.url,
        optional=page > 1,
    )  # fmt: skip


def _read_viewer(fetch: Fetch, data: bytes) -> Found:
    soup = parse_html(data)
    text = text_of(soup.body)
    if not text:
        if fetch.page > 1:
            return Found()
        raise unexpected(fetch, soup, "body")
    fields = Fields(title=fetch.title, published=fetch.published, publisher=fetch.publisher,
                    body=text)  # fmt: skip
    following = _viewer_page(fetch, urljoin(fetch.url, "."), fetch.page + 1)
    return Found(fields=fields, fetches=(following,))
