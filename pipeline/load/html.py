"""HTML: a page cleaned of what is no text, its main content written out, its head's metadata."""

from __future__ import annotations

import re
import unicodedata

import msgspec
from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, Tag

from pipeline.errors import UnreadableDocument
from pipeline.load.decode import decode
from pipeline.load.htmlmain import headline, main_content
from pipeline.load.htmlmeta import board_subject, colophon, declared_metadata
from pipeline.load.htmltags import names, tags
from pipeline.load.htmlwriter import Writer
from pipeline.load.listing import replace_listings
from pipeline.load.page import Page

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DROP = frozenset({
    "script", "style", "noscript", "iframe", "svg", "template", "select", "button", "input",
    "textarea", "object", "embed", "audio", "video", "canvas", "map", "nav", "footer",
})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OFFSTAGE = re.compile(
    r"(?:^|[\s_-])(?:blind|sr-only|screen_out|hidden|hide|skip(?:nav|navi|_nav)?|gnb|lnb|snb|"
    r"footer|breadcrumb|pagination|paging|quick(?:menu)?|popup|modal|cookie)(?:$|[\s_-])",
    re.IGNORECASE,
)

MAX_NESTING = 1_000
"""Tags open at once. Pages have thirty, broken ones some hundred; the parser takes time in the
square of it."""

MAX_TAGS = 400_000
"""Tags of a page. The longest board list seen has 4,000."""

# Tags that a page need not close, and those that have no end.
_LOOSE = frozenset({
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup",
    "html", "head", "body", "area", "base", "br", "col", "embed", "hr",
    "img", "input", "link", "meta",
    "param", "source", "track", "wbr",
})
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")


def _check_nesting(text: str) -> None:
    depth = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        if number > MAX_TAGS:
            raise UnreadableDocument(
                f"HTML of more than {MAX_TAGS} tags: this is data, not a document; split it"
            )
        if tag[2].lower() not in _LOOSE:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > MAX_NESTING:
                raise UnreadableDocument(
                    f"HTML nests more than {MAX_NESTING} tags in each other: broken, or a bomb; "
                    "save the page anew"
                )


def load_html(data: bytes) -> Page:
    """The page of an HTML (or feed) document: main text, its tables, the head's metadata.

    Raises UnreadableDocument as ``decode`` does, and for tags beyond ``MAX_NESTING``.
    """
    declared = _CHARSET.search(data[:4096].replace(b"\x00", b""))
    text, encoding = decode(data, declared.group(1).decode("ascii", "ignore") if declared else None)
    # lxml refuses a text that declares an encoding of its own.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", unicodedata.normalize("NFC", text), count=1)
    _check_nesting(text)
    soup = BeautifulSoup(text, "lxml")
    facts = declared_metadata(soup)
    owners = colophon(soup)
    _clean(soup)
    listed = replace_listings(soup)
    body = soup.body or soup
    main = main_content(body)
    facts = msgspec.structs.replace(facts, heading=facts.heading or board_subject(body, main))
    writer = Writer()
    if listed and main.name in ("ul", "body", "html"):
        facts = msgspec.structs.replace(facts, exact=True)
        writer.put(f"{facts.title or ''}\n\n")
    elif heading := headline(body, main, facts.title):
        writer.put(heading + "\n\n")
    writer.element(main, 0)
    around = "" if main is body else _outside(body, main)
    return Page(
        text="".join(writer.parts),
        fixed=tuple(sorted(writer.fixed, key=lambda b: (b.start, -b.end))),
        declared=facts,
        encoding=encoding,
        around=around,
        colophon=owners,
    )


def _clean(soup: BeautifulSoup) -> None:
    """Take out what is never text: scripts, controls, navigation, what is hidden."""
    for node in list(soup.descendants):
        if isinstance(node, (Comment, Declaration, Doctype)):
            node.extract()
    for tag in list(tags(soup)):
        if tag.name in _DROP and not _is_gone(tag):
            tag.decompose()
    for tag in list(tags(soup)):
        if _is_gone(tag) or tag.name in ("html", "body", "article", "main"):
            continue
        if _HIDDEN.search(str(tag.get("style") or "")) or (
            _OFFSTAGE.search(names(tag)) and len(tag.get_text()) < 3000
        ):
            tag.decompose()


def _is_gone(tag: Tag) -> bool:
    """Whether ``tag`` went with one around it (``tag.decomposed`` would first look for a tag of
    that name)."""
    return "_decomposed" in vars(tag)


def _outside(body: Tag, main: Tag) -> str:
    """The page's text before the main content: labels that say title, date and author."""
    writer = Writer(stop=main)
    writer.element(body, 0)
    return "".join(writer.parts)
