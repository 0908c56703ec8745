"""Where on an HTML page the text is: by text and link density, and by what systems call it."""

from __future__ import annotations

import re

from bs4.element import NavigableString, Tag

from pipeline.load.htmltags import BLOCKS, SPACE, names, plain, tags

# Where content systems put an article's body: ids, classes and roles that many share.
_CONTAINER = re.compile(
    r"article-?view-?content|article_?body|articlebody|news_?body|news_?(?:end|view)|dic_area|"
    r"harmony|view_?(?:con|cont|content|text|body)|board_?(?:view|content|text)|bbs_?(?:view|content)|"
    r"entry-content|post-content|contents?_?(?:view|body)|txt_?area|cont_?area",
    re.IGNORECASE,
)

HOLDS_MOST = 0.7
"""Share of a page's running text that an element must hold to be its main content."""

MIN_FACTS = 3
"""Rows with a head and a value from which a table states what the page is about."""


def main_content(body: Tag) -> Tag:
    """The smallest element that holds most of the running text."""
    weights = _weights(body)
    total = weights.get(id(body), 0.0)
    if total <= 0:
        return body
    best: tuple[float, Tag] | None = None
    for tag in tags(body):
        hinted = (
            tag.name in ("article", "main")
            or tag.get("itemprop") == "articleBody"
            or tag.get("role") == "main"
            or _CONTAINER.search(names(tag)) is not None
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
        if heavy.name not in BLOCKS or heavy.name in ("p", "li", "pre"):
            return current
        if any(_states_facts(child) for child in children if child is not heavy):
            return current
        current = heavy


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
    for string in body.descendants:
        if not isinstance(string, NavigableString):
            continue
        length = len(SPACE.sub(" ", string).strip())
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


def headline(body: Tag, main: Tag, title: str | None) -> str | None:
    """The heading above the main content that says what the page's declared title says."""
    if not title:
        return None
    wanted = SPACE.sub("", title)
    for tag in tags(body):
        if tag.name not in ("h1", "h2", "h3", "h4", "h5"):
            continue
        text = plain(tag)
        key = SPACE.sub("", text)
        if len(key) >= 8 and wanted.startswith(key):
            return None if main in tag.parents else text
    return None
