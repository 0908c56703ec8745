"""What the HTML modules share: kinds of tags, and walking them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import Tag

SPACE = re.compile(r"\s+")

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "channel",
    "content", "dd", "description", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "item", "legend", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul",
})
"""Tags that begin a line of their own."""

PARAGRAPHS = frozenset({
    "blockquote", "div", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "p",
    "table",
})
"""Tags that a blank line sets apart."""


def tags(tag: Tag) -> Iterator[Tag]:
    """Every tag below ``tag`` in the page's order: as ``find_all(True)``, faster.

    The tag that is yielded may be changed or taken out only after a list has been made of them.
    """
    return (node for node in tag.descendants if isinstance(node, Tag))


def names(tag: Tag) -> str:
    """Class names and id of a tag in one string."""
    classes = tag.get("class")
    joined = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    return f"{joined} {tag.get('id') or ''}"


def plain(tag: Tag) -> str:
    """The text below a tag in one line."""
    return SPACE.sub(" ", tag.get_text(" ")).strip()
