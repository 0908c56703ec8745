"""Feeds: RSS and Atom, a collection read as one text of titles and summaries."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.load.decode import decode
from pipeline.load.html import load_html
from pipeline.load.page import Declared, Page
from pipeline.load.published import day_in
from pipeline.load.structure import clean

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_BODIES = ("content:encoded", "description", "summary", "content")
_DATES = ("pubDate", "published", "dc:date", "updated", "lastBuildDate")
_PARAGRAPH_TAGS = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!]")


def load_xml(data: bytes) -> Page:
    """The page of an XML document: a feed as its channel's title and each item's title and
    summary, anything else as markup. Raises UnreadableDocument as ``decode`` does."""
    head = data[:4096]
    if _ROOT.search(head) is None:
        return load_html(data)
    declared = _ENCODING.search(head)
    text, encoding = decode(data, declared[1].decode("ascii") if declared else None)
    soup = BeautifulSoup(re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1), "xml")
    items = soup.find_all(("item", "entry"))
    channel = soup.find(("channel", "feed"))
    if not items or channel is None:
        return load_html(data)
    title = _value(channel, ("title",))
    parts = [title or ""]
    for item in items:
        heading = _value(item, ("title",))
        parts.append("\n\n".join(filter(None, (heading, _value(item, _BODIES)))))
    days = [day for item in items if (day := _day(item))]
    return Page(
        text=clean("\n\n\n\n".join(filter(None, parts))),
        declared=Declared(
            title=title,
            exact=True,
            published=_day(channel) or max(days, default=None),
            publisher=_value(channel, ("dc:publisher",)),
        ),
        colophon=_value(channel, ("copyright", "rights")) or "",
        encoding=encoding,
    )


def _value(tag: Tag, names: tuple[str, ...]) -> str | None:
    """The text of the first direct child of one of these names, its own markup taken off."""
    for name in names:
        child = tag.find(name, recursive=False)
        if child is None or not (inner := child.get_text().strip()):
            continue
        if _TAG.search(inner):
            inner = BeautifulSoup(_PARAGRAPH_TAGS.sub("\n\\g<0>", inner), "lxml").get_text()
        lines = (" ".join(line.split()) for line in inner.splitlines())
        return "\n".join(filter(None, lines)) or None
    return None


def _day(tag: Tag) -> str | None:
    """The day that a feed or an item states, by its own clock."""
    stated = _value(tag, _DATES)
    if stated is None:
        return None
    if found := day_in(stated):
        return found
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except ValueError:
        return None
