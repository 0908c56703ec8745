"""What an HTML head says of its page: Open Graph, article tags, JSON-LD, Dublin Core."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from pipeline.load.htmltags import names, tags
from pipeline.load.page import Declared

# For each field the meta names that may hold it, the most telling first.
_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "published": ("article:published_time", "og:regdate", "og:article:published_time",
                  "datepublished", "dc.date.issued", "dc.date", "pubdate", "date",
                  "article:published", "regdate", "published_date", "dd:published_time"),
    "author": ("og:article:author", "article:author", "dable:author", "author", "dc.creator",
               "byline", "dd:author", "twitter:creator"),
    "publisher": ("og:site_name", "article:publisher", "dc.publisher", "publisher", "copyright",
                  "dd:publisher", "application-name"),
    "url": ("og:url",),
}
_JSON: dict[str, tuple[str, ...]] = {
    "title": ("headline",),
    "published": ("datePublished", "dateCreated"),
    "author": ("author", "creator"),
    "publisher": ("publisher", "sourceOrganization"),
    "url": (),
}
_ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "WebPage",
                  "Report", "GovernmentService")


def declared_metadata(soup: BeautifulSoup) -> Declared:
    """The fields as the page declares them; JSON-LD goes before meta tags, meta before
    ``<title>``. Values are stripped, not judged."""
    named: dict[str, list[Tag]] = {}  # one walk, not a search for each name
    for tag in tags(soup):
        named.setdefault(tag.name, []).append(tag)
        if tag.get("itemprop") == "datePublished":
            named.setdefault("datePublished", []).append(tag)
    meta: dict[str, str] = {}
    for tag in named.get("meta", ()):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        content = str(tag.get("content") or "").strip()
        if name and content:
            meta.setdefault(name, content)
    linked = [_fields(node) for node in _json_nodes(named.get("script", ()))]
    found: dict[str, str | None] = {}
    for field, wanted in _META.items():
        value = next((node[field] for node in linked if field in node), None)
        found[field] = value or next((meta[name] for name in wanted if name in meta), None)
    found["published"] = found["published"] or _time_tag(named)
    if titles := named.get("title"):
        found["title"] = found["title"] or titles[0].get_text(" ")
    for tag in named.get("link", ()):
        if not found["url"] and "canonical" in (tag.get("rel") or ()):
            found["url"] = str(tag.get("href") or "") or None
    return Declared(
        title=_clean(found["title"]),
        published=_clean(found["published"]),
        author=_clean(found["author"]),
        publisher=_clean(found["publisher"]),
        url=_clean(found["url"]),
        heading=_clean(_heading(named.get("h1", ()))),
    )


def _heading(tags: Sequence[Tag]) -> str | None:
    """The page's only h1, where it has only one and that is no logo."""
    tags = [t for t in tags if t.find("img") is None and t.get_text(strip=True)]
    return tags[0].get_text(" ") if len(tags) == 1 else None


_SUBJECT = re.compile(
    r"(?:^|[\s_-])(?:(?:board|bbs|view|article|art|news|cont|contents?|sub|read|post|detail|pop)[_-]?)?"
    r"(?:subject|sbj|subj|title|tit|headline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBJECT_TAGS = frozenset(
    {"th", "td", "h1", "h2", "h3", "h4", "p", "div", "strong", "span", "dt", "dd"}
)
_TITLE_CELL = re.compile(r"\s*(?:글\s?)?제\s*목\s*[:：]?\s*")


def board_subject(body: Tag, main: Tag) -> str | None:
    """The subject of a board's page: the cell after one that says 제목, else the last element
    before the main content, or first inside it, that its class or id calls a title."""
    subject: str | None = None
    for tag in tags(body):
        if tag.name not in _SUBJECT_TAGS:
            continue
        if tag.name in ("th", "td", "dt") and _TITLE_CELL.fullmatch(tag.get_text()):
            value = tag.find_next_sibling(("td", "dd"))
            if value is not None and len(text := value.get_text(" ").strip()) >= 6:
                return text
        if not _SUBJECT.search(names(tag)):
            continue
        text = tag.get_text(" ").strip()
        if 6 <= len(text) <= 120 and tag.find("a") is None:
            inside = main in tag.parents
            subject = subject if inside and subject else text
            if inside:
                return subject
        if tag is main:
            break
    return subject


_OWNER = re.compile(r"ⓒ|©|copyright|\(c\)\s|저작권자", re.IGNORECASE)
MAX_OWNER_LINES = 6


def colophon(soup: BeautifulSoup) -> str:
    """The page's copyright lines, footers among them, one a line."""
    lines: list[str] = []
    for string in soup.descendants:
        if not isinstance(string, NavigableString) or not _OWNER.search(string):
            continue
        parent = string.parent
        if parent is None or parent.name in ("script", "style", "title", "option", "a"):
            continue
        text = " ".join(string.split())
        if len(text) < 30 and len(whole := " ".join(parent.get_text(" ").split())) <= 200:
            text = whole
        if len(text) <= 200:
            lines.append(text)
    return "\n".join(lines[:MAX_OWNER_LINES])


def _time_tag(named: Mapping[str, Sequence[Tag]]) -> str | None:
    timed = (tag for tag in named.get("time", ()) if tag.get("datetime") is not None)
    tag = next(iter(named.get("datePublished", ())), None) or next(timed, None)
    if tag is None:
        return None
    return str(tag.get("datetime") or tag.get("content") or tag.get_text(" "))


def _clean(value: str | None) -> str | None:
    if value is None:
        return None
    return re.sub(r"\s+", " ", value).strip() or None


def _json_nodes(scripts: Sequence[Tag]) -> Iterator[dict[str, Any]]:
    for tag in scripts:
        if tag.get("type") != "application/ld+json":
            continue
        try:
            value = msgspec.json.decode(tag.get_text().strip().encode())
        except (msgspec.DecodeError, UnicodeEncodeError):
            continue
        yield from _articles(value, 0)


def _articles(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kind = value.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(k in _ARTICLE_TYPES for k in kinds):
            yield value
        yield from _articles(value.get("@graph"), depth + 1)


def _fields(node: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, wanted in _JSON.items():
        for name in wanted:
            value = node.get(name)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, dict):
                value = value.get("name")
            if isinstance(value, str) and value.strip() and field not in found:
                found[field] = value
    return found
