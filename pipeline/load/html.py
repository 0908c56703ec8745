"""HTML: main content by text and link density, blocks from the tags, metadata from the head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec
from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, Tag

from pipeline.errors import UnreadableDocument
from pipeline.load.decode import decode
from pipeline.load.htmlmeta import board_subject, colophon, declared_metadata
from pipeline.load.listing import replace_listings
from pipeline.load.page import Page
from pipeline.records import Block

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DROP = (
    "script",
    "style",
    "noscript",
    "iframe",
    "svg",
    "template",
    "select",
    "button",
    "input",
    "textarea",
    "object",
    "embed",
    "audio",
    "video",
    "canvas",
    "map",
    "nav",
    "footer",
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "channel",
        "content",
        "dd",
        "description",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "item",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    }
)
_PARAGRAPHS = frozenset(
    {
        "blockquote",
        "div",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "table",
    }
)
# Where content systems put an article's body: ids, classes and roles that many share.
_CONTAINER = re.compile(
    r"article-?view-?content|article_?body|articlebody|news_?body|news_?(?:end|view)|dic_area|"
    r"harmony|view_?(?:con|cont|content|text|body)|board_?(?:view|content|text)|bbs_?(?:view|content)|"
    r"entry-content|post-content|contents?_?(?:view|body)|txt_?area|cont_?area",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OFFSTAGE = re.compile(
    r"(?:^|[\s_-])(?:blind|sr-only|screen_out|hidden|hide|skip(?:nav|navi|_nav)?|gnb|lnb|snb|"
    r"footer|breadcrumb|pagination|paging|quick(?:menu)?|popup|modal|cookie)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")

HOLDS_MOST = 0.7
"""Share of a page's running text that an element must hold to be its main content."""

MAX_CELL_CHARS = 400
"""Characters. A table with longer cells on average lays out a page, it does not hold data."""

MAX_DEPTH = 150
"""Levels of nesting that are followed; deeper tags are junk that would exhaust the stack."""

MAX_NESTING = 1_000
"""Tags open at once. Pages have thirty, broken ones some hundred; the parser takes time in the
square of it."""

MAX_COVERED = 200_000
"""Places of one table that merged cells may cover."""

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
    main = _main(body)
    facts = msgspec.structs.replace(facts, heading=facts.heading or board_subject(body, main))
    writer = _Writer()
    if listed and main.name in ("ul", "body", "html"):
        facts = msgspec.structs.replace(facts, exact=True)
        writer.put(f"{facts.title or ''}\n\n")
    elif headline := _headline(body, main, facts.title):
        writer.put(headline + "\n\n")
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
    for node in soup.find_all(string=lambda s: isinstance(s, (Comment, Declaration, Doctype))):
        node.extract()
    for tag in soup.find_all(_DROP):
        tag.decompose()
    for tag in soup.find_all(True):
        # ``tag.decomposed`` would look for a tag of the name first.
        if "_decomposed" in vars(tag) or tag.name in ("html", "body", "article", "main"):
            continue
        if _HIDDEN.search(str(tag.get("style") or "")) or (
            _OFFSTAGE.search(_names(tag)) and len(tag.get_text()) < 3000
        ):
            tag.decompose()


def _names(tag: Tag) -> str:
    """Class names and id of a tag in one string."""
    classes = tag.get("class")
    joined = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    return f"{joined} {tag.get('id') or ''}"


def _main(body: Tag) -> Tag:
    """The smallest element that holds most of the running text."""
    weights = _weights(body)
    total = weights.get(id(body), 0.0)
    if total <= 0:
        return body
    best: tuple[float, Tag] | None = None
    for tag in body.find_all(True):
        hinted = (
            tag.name in ("article", "main")
            or tag.get("itemprop") == "articleBody"
            or tag.get("role") == "main"
            or _CONTAINER.search(_names(tag)) is not None
        )
        weight = weights.get(id(tag), 0.0)
        if hinted and weight >= 0.5 * total and (best is None or weight >= 0.9 * best[0]):
            best = (weight, tag)
    current = best[1] if best is not None else body
    total = weights.get(id(current), 0.0)
    while True:
        children = [c for c in current.children if isinstance(c, Tag)]
        heavy = max(children, key=lambda c: weights.get(id(c), 0.0), default=None)
        if heavy is None or weights.get(id(heavy), 0.0) < HOLDS_MOST * total:
            return current
        if heavy.name not in _BLOCKS or heavy.name in ("p", "li", "pre"):
            return current
        if any(_states_facts(child) for child in children if child is not heavy):
            return current
        current = heavy


MIN_FACTS = 3
"""Rows with a head and a value from which a table states what the page is about."""


def _states_facts(tag: Tag) -> bool:
    """Whether ``tag`` holds a table of facts (일시, 장소, 주최 …), which the text goes with."""
    tables = [tag] if tag.name == "table" else tag.find_all("table")
    for table in tables:
        rows = [
            row
            for row in table.find_all("tr")
            if (head := row.find("th")) is not None
            and (value := row.find("td")) is not None
            and head.get_text(strip=True)
            and value.get_text(strip=True)
            and value.find("a") is None
        ]
        if len(rows) >= MIN_FACTS:
            return True
    return False


def _weights(body: Tag) -> dict[int, float]:
    """Running text below each element: characters outside links, long strings counting full."""
    weights: dict[int, float] = {}
    for string in body.find_all(string=True):
        length = len(_SPACE.sub(" ", string).strip())
        if not length:
            continue
        parents = list(string.parents)
        linked = any(p.name == "a" for p in parents[:4])
        weight = 0.0 if linked else length * min(1.0, length / 40)
        for parent in parents:
            weights[id(parent)] = weights.get(id(parent), 0.0) + weight
            if parent is body:
                break
    return weights


def _headline(body: Tag, main: Tag, title: str | None) -> str | None:
    """The heading above the main content that says what the page's declared title says."""
    if not title:
        return None
    wanted = _SPACE.sub("", title)
    for tag in body.find_all(["h1", "h2", "h3", "h4", "h5"]):
        text = _SPACE.sub(" ", tag.get_text(" ")).strip()
        key = _SPACE.sub("", text)
        if len(key) >= 8 and wanted.startswith(key):
            return None if main in tag.parents else text
    return None


def _outside(body: Tag, main: Tag) -> str:
    """The page's text before the main content: labels that say title, date and author."""
    writer = _Writer(stop=main)
    writer.element(body, 0)
    return "".join(writer.parts)


class _Writer:
    """Writes an element as lines and remembers the tables' and captions' spans."""

    def __init__(self, stop: Tag | None = None) -> None:
        self.parts: list[str] = []
        self.fixed: list[Block] = []
        self._length = 0
        self._stop = stop

    def put(self, text: str) -> None:
        """Write ``text`` as it is."""
        self.parts.append(text)
        self._length += len(text)

    def _newlines(self, count: int) -> None:
        """End the line, with ``count - 1`` blank lines."""
        if not self.parts or self.parts[-1] == "• ":
            return
        have = 0
        for part in reversed(self.parts):
            stripped = part.rstrip("\n")
            have += len(part) - len(stripped)
            if stripped:
                break
        if have < count:
            self.put("\n" * (count - have))

    def element(self, tag: Tag, depth: int) -> None:
        """Write ``tag`` and what is in it."""
        for child in tag.children:
            if isinstance(child, NavigableString):
                self._string(child, preserve=tag.name == "pre")
            elif isinstance(child, Tag) and child is not self._stop and depth < MAX_DEPTH:
                self._child(child, depth)

    def _string(self, string: NavigableString, preserve: bool) -> None:
        if preserve:
            self.put(str(string))
            return
        text = _SPACE.sub(" ", string)
        if text == " " and (not self.parts or self.parts[-1].endswith(("\n", " "))):
            return
        if self.parts and self.parts[-1].endswith("\n"):
            text = text.lstrip()
        if text:
            self.put(text)

    def _child(self, tag: Tag, depth: int) -> None:
        name = tag.name
        if name == "br":
            self.put("\n")
            return
        if name == "table" and (rows := _data_rows(tag)) is not None:
            self._newlines(2)
            if (caption := tag.find("caption")) is not None:  # its unit is that of the cells
                start = self._length
                self.put(_SPACE.sub(" ", caption.get_text(" ")).strip())
                self._fix("caption", start)
                self._newlines(1)
            self._table(rows)
            self._newlines(2)
            return
        if name not in _BLOCKS:
            self.element(tag, depth + 1)
            return
        gap = 2 if name in _PARAGRAPHS else 1
        self._newlines(gap)
        if name == "li" and tag.get_text(strip=True):
            self.put("• ")
        start = self._length
        self.element(tag, depth + 1)
        if name in ("figcaption", "caption"):
            self._fix("caption", start)
        self._newlines(gap)

    def _fix(self, kind: str, start: int) -> None:
        text = "".join(self.parts)[start:]
        stripped = text.strip()
        if stripped:
            begin = start + len(text) - len(text.lstrip())
            self.fixed.append(
                Block(
                    kind="caption" if kind == "caption" else "cell",
                    start=begin,
                    end=begin + len(stripped),
                )
            )

    def _table(self, rows: list[list[Tag]]) -> None:
        start = self._length
        cells: list[Block] = []
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(rows):
            column = 0
            for cell in line:
                while (row, column) in taken:
                    column += 1
                tall = min(_span(cell, "rowspan"), len(rows) - row)
                wide = _span(cell, "colspan")
                taken.update(
                    (r, c) for r in range(row + 1, row + tall) for c in range(column, column + wide)
                )
                if len(taken) > MAX_COVERED:
                    raise UnreadableDocument(
                        f"a table's merged cells cover more than {MAX_COVERED} places: broken, or "
                        "a bomb; save the page anew"
                    )
                text = _SPACE.sub(" ", cell.get_text(" ")).strip()
                if text:
                    cells.append(
                        Block(
                            kind="cell",
                            start=self._length,
                            end=self._length + len(text),
                            row=row,
                            column=column,
                            row_span=tall,
                            column_span=wide,
                        )
                    )
                    self.put(text + "\n")
                column += wide
        if cells:
            self.fixed.append(Block(kind="table", start=start, end=cells[-1].end))
            self.fixed.extend(cells)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() else 1


def _data_rows(table: Tag) -> list[list[Tag]] | None:
    """The rows of a table that holds data, None for one that lays out the page."""
    if table.find("table") is not None:
        return None
    rows = [list(row.find_all(["td", "th"])) for row in table.find_all("tr")]
    rows = [row for row in rows if row]
    cells = [cell for row in rows for cell in row]
    if (len(rows) < 2 and len(cells) < 3) or max(map(len, rows), default=0) < 2:
        return None
    lengths = _lengths(cells)
    filled = [length for length in lengths if length]
    if not filled or sum(filled) / len(filled) > MAX_CELL_CHARS or max(filled) > 4 * MAX_CELL_CHARS:
        return None
    return rows


def _lengths(cells: Iterable[Tag]) -> list[int]:
    return [len(_SPACE.sub(" ", cell.get_text(" ")).strip()) for cell in cells]
