"""RSS 2.0 and Atom feeds: their items as views to fetch."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from pipeline.errors import SourceError
from pipeline.sources.reading.dates import iso_day
from pipeline.sources.reading.html import decode, text_of, wall
from pipeline.sources.reading.records import Fetch, Found, Query

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")


def read_feed(
    fetch: Fetch, data: bytes, query: Query, address: Callable[[str], str | None]
) -> Found:
    """The items of a feed that are asked for; ``address`` makes an item's link a view's URL, or
    None for what is no view. A feed without items, or none that is a view, is an error."""
    text = decode(data)
    if not text.strip():
        raise SourceError(f"{fetch.url}: an empty answer instead of a feed")
    text = _DECLARATION.sub("", text)  # its charset is not that of what follows any more
    soup = BeautifulSoup(text.encode(), "xml")
    items = soup.find_all(["item", "entry"])
    if not items:
        if soup.find(["channel", "feed"]) is not None:
            raise SourceError(f"{fetch.url}: a feed without items")
        raise SourceError(f"{fetch.url}: {wall(text) or 'another page'} instead of a feed")
    views = [(item, url) for item in items if (url := address(urljoin(fetch.url, _link(item))))]
    if not views:
        raise SourceError(f"{fetch.url}: a feed with {len(items)} items, none of them a view")
    fetches = []
    for item, url in views:
        day = _day(text_of(item.find(["pubDate", "published", "date", "updated"])))
        if query.asks_for(day):
            fetches.append(
                Fetch(url=url, kind="view", title=text_of(item.find("title")), published=day,
                      publisher=text_of(item.find(["author", "creator"])), referer=fetch.url)
            )  # fmt: skip
    return Found(fetches=tuple(dict.fromkeys(fetches)))


def _link(item: Tag) -> str:
    link = item.find("link")
    if link is None:
        return text_of(item.find("guid")) or ""
    return text_of(link) or str(link.get("href") or "")


def _day(text: str | None) -> str | None:
    """RFC 822 or a written date; feeds give Korean time as GMT, so the zone is not converted."""
    try:
        return parsedate_to_datetime(text or "").replace(tzinfo=UTC).date().isoformat()
    except (ValueError, TypeError):
        return iso_day(text)
