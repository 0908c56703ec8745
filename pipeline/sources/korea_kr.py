"""korea.kr: the government's briefing room (list, view, RSS, attachments)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from pipeline.errors import SourceError
from pipeline.sources.base import (
    Fetch,
    Found,
    Query,
    in_range,
    iso_day,
    read_file,
    read_list,
    read_view,
    text_of,
    windows,
    with_query,
)

SECRET: str | None = None
LIST = "/briefing/pressReleaseList.do"
VIEW = "/briefing/pressReleaseView.do"
ROW = "div.list_type li a[href*=pressReleaseView]"
ROW_SOURCE = "span.source span"
BODY = "div.view_cont, div.article_body"
TITLE = "div.article_head h1, .view_title h1, .article_head h2"
FILES = "a[href*='/common/download.do']"
PAGE_SIZE = 20
WINDOW_DAYS = 366


def start(query: Query) -> Iterator[Fetch]:
    for base in query.bases:
        for feed in query.boards:
            yield Fetch(url=urljoin(base, feed), kind="list")
        for first, last in windows(query.since, query.until, WINDOW_DAYS):
            for word in query.words or ("",):
                url = with_query(base + LIST, pageIndex=1, startDate=first, endDate=last,
                                 srchWord=word)  # fmt: skip
                yield Fetch(url=url, kind="list", first=str(first), last=str(last))


def read(fetch: Fetch, data: bytes, query: Query) -> Found:
    if fetch.kind == "file":
        return read_file(fetch, data)
    if fetch.kind == "view":
        return read_view(fetch, data, body=BODY, title=TITLE, files=FILES)
    if urlsplit(fetch.url).path.endswith(".xml"):
        return _read_feed(fetch, data, query)

    def link(tag: Tag) -> Fetch | None:
        spans = [text_of(span) for span in tag.select(ROW_SOURCE)]
        number = _news_id(urljoin(fetch.url, str(tag["href"])))
        return Fetch(
            url=urljoin(fetch.url, f"{VIEW}?newsId={number}"), kind="view",
            title=text_of(tag.select_one("strong")),
            published=iso_day(spans[0]) if spans else None,
            publisher=spans[1] if len(spans) > 1 else None, referer=fetch.url,
        ) if number else None  # fmt: skip

    return read_list(fetch, data, query, row=ROW, link=link, page_size=PAGE_SIZE,
                     next_url=lambda page: with_query(fetch.url, pageIndex=page))  # fmt: skip


def _news_id(url: str) -> str | None:
    """The release's number: the rest of the address is how it was found, not what it is."""
    pairs = (part.partition("=") for part in urlsplit(url).query.split("&"))
    return next((value for name, _, value in pairs if name == "newsId" and value.isdigit()), None)


def _read_feed(fetch: Fetch, data: bytes, query: Query) -> Found:
    items = BeautifulSoup(data, "xml").find_all("item")
    if not items:
        raise SourceError(f"{fetch.url}: a feed without items")
    fetches = []
    for item in items:
        number = _news_id(text_of(item.find("link")) or "")
        day = _feed_day(text_of(item.find("pubDate")))
        if number and in_range(day, query):
            fetches.append(Fetch(url=urljoin(fetch.url, f"{VIEW}?newsId={number}"), kind="view",
                                 title=text_of(item.find("title")), published=day,
                                 referer=fetch.url))  # fmt: skip
    return Found(fetches=tuple(fetches))


def _feed_day(text: str | None) -> str | None:
    """RFC 822 or a written date; feeds give Korean time as GMT, so the zone is not converted."""
    try:
        return parsedate_to_datetime(text or "").replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        return iso_day(text)
