"""What every format's loader hands on: text, blocks that the format marks, declared metadata."""

from __future__ import annotations

from pipeline.records import Block, Record


class Declared(Record, frozen=True, kw_only=True):
    """Metadata that a format carries beside its text, as found, not yet cleaned. ``exact``: the
    title is that of the whole (a feed's, a list's) whatever it looks like."""

    title: str | None = None
    published: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    heading: str | None = None
    exact: bool = False


class Page(Record, frozen=True, kw_only=True):
    """A format's reading of one document. ``fixed`` blocks are those that the format marks
    (tables with their cells, captions); the rest of ``text`` is for ``blocks.outline``.
    ``around`` is the page's text outside the main content: labels with date and author;
    ``colophon`` the lines, wherever on the page, that say whose it is (``ⓒ …``)."""

    text: str
    fixed: tuple[Block, ...] = ()
    declared: Declared = Declared()
    encoding: str | None = None
    around: str = ""
    colophon: str = ""
