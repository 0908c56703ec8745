"""Where a line goes on with the one before it: paragraphs that a slide or a PDF broke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.load.lines import Line, ends_sentence

SHORT_COLUMNS = 34
"""Columns. Lines up to this are labels of a slide or a table, never a full line of prose."""

MIN_WRAP_COLUMNS = 44
"""Columns. Narrower than this no page of text is set."""

MAX_WRAP_COLUMNS = 140

MAX_LABEL_LINES = 4
"""Lines. A label of a slide takes up to three, and one for its date in brackets."""

FULL_SHARE = 0.78
"""Of the width at which a text is wrapped, how much a line fills that could take no more words."""

MIN_BREAKS = 4
"""Lines left open at one width from which a text counts as wrapped."""

MIN_BREAK_SHARE = 0.08
"""Share of all lines that are such: slides have a few by chance, a wrapped page many."""

DANGLING = re.compile(
    r"(?:[,，·・ㆍ(\[‘“「『<~∼–:]|\b(?:및|또는|혹은|위한|통한|대한|관한|의한|있는|하는|되는|그|이|각|전|총|약)|"
    r"[가-힣](?:을|를|의|에서|에게|으로|로서|하고|하며|되고|되며|하여|되어|하는|되는|위한|있는|없는|라는|적인|된|될|"
    r"할|이며|으며|면서|지만|는데|도록|려는|부터|까지|보다|이고))$"
)
"""What a line ends in whose sentence goes on: a particle, a connective ending, a modifier."""

_LOOSE = re.compile(r"[가-힣](?:에|와|과|은|는|이|가|로|어|여|고|며|인|한|들|등|및)$")
BRACKETED = re.compile(r"[<〈《\[【「『(].{1,40}[>〉》\]】」』)]")
_OPENERS = "(‘“「『《〈["
_CLOSERS = ")’”」』》〉]"
_CONTINUES = re.compile(r"[)\]’”」』》〉,.·]|(?:은|는|이|가|을|를|의|에|로|와|과|도|만|및)\s")
_BRACKETED_DATE = re.compile(r"\(.{1,30}\)")


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Columns at which the text was wrapped, or None where lines are as long as they like.

    Half or more of the longer lines that stop before the sentence ends stop at one width.
    """
    open_ends = [
        line.width
        for line, after in pairwise(lines)
        if line.width > SHORT_COLUMNS and after.mark is None and after.blanks <= 1
        and not ends_sentence(line.text)
    ]
    best = 0
    edge = 0
    for width in sorted(set(open_ends)):
        near = sum(FULL_SHARE * width <= other <= width for other in open_ends)
        if near >= best:
            best, edge = near, width
    if best < max(MIN_BREAKS, MIN_BREAK_SHARE * len(lines)) or 2 * best < len(open_ends):
        return None
    return edge if MIN_WRAP_COLUMNS <= edge <= MAX_WRAP_COLUMNS else None


def is_slides(lines: Sequence[Line]) -> bool:
    """Whether the text came off slides: short lines, in groups that blank lines set apart."""
    if len(lines) < 8:
        return False
    short = sum(line.width <= SHORT_COLUMNS for line in lines)
    apart = sum(line.blanks > 0 for line in lines)
    return short >= 0.6 * len(lines) and apart >= 0.3 * len(lines)


def continues(group: Sequence[Line], line: Line, wrap: int | None, slides: bool) -> bool:
    """Whether ``line`` goes on with the sentence or label that the group's last line left open."""
    last = group[-1]
    if line.mark is not None or line.page != last.page:
        return False
    if last.mark is not None and last.mark.body >= last.end and len(group) == 1:
        return last.mark.name not in ("part", "number") and line.blanks <= 1
    if len(group) == 1 and BRACKETED.fullmatch(last.text):
        return False
    ended = ends_sentence(last.text)
    full = wrap is not None and last.width >= FULL_SHARE * wrap
    if line.blanks:
        return full and not ended and line.blanks <= 2 and line.indent <= last.indent + 1
    if ended:
        return full and line.indent <= group[-1].indent and len(group) > 1
    if full:
        return True
    opened = sum(map(last.text.count, _OPENERS)) - sum(map(last.text.count, _CLOSERS))
    if opened > 0 or _CONTINUES.match(line.text) or DANGLING.search(last.text):
        return True
    if slides and group[0].mark is None and _same_label(group, line):
        return True
    return last.width > SHORT_COLUMNS and _LOOSE.search(last.text) is not None


def _same_label(group: Sequence[Line], line: Line) -> bool:
    """A slide's label over some lines: ``자립형 / 기반 확립 / ('08~'11)``."""
    if len(group) >= MAX_LABEL_LINES or line.width > SHORT_COLUMNS:
        return False
    if _BRACKETED_DATE.fullmatch(group[-1].text):
        return False
    if _BRACKETED_DATE.fullmatch(line.text):
        return True
    return group[-1].width <= SHORT_COLUMNS and any(c.isalpha() for c in line.text[:6])
