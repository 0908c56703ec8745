"""The outline of a text: its blocks with offsets into it, and the cleaned text made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from pipeline.load.bylines import prefix_length
from pipeline.load.furniture import judge
from pipeline.load.labels import CONTACT_PERSON, MAX_LABEL_CHARS, PHONE, label_of
from pipeline.load.lines import Line, columns, ends_sentence, split_lines
from pipeline.load.marks import HEADING_MARKS, match_mark
from pipeline.load.plaintable import plain_tables
from pipeline.load.wrap import BRACKETED, DANGLING, SHORT_COLUMNS, continues, is_slides, wrap_width
from pipeline.records import Block, BlockKind

MAX_HEADING_CHARS = 45
"""Characters. Longer lines without a sentence ending are items or paragraphs, not headings."""

_BLANKS = re.compile(r"[^\S\n]+")


def body_start(text: str, block: Block) -> int:
    """Index where the block's words begin: after its outline mark, if it has one."""
    mark = match_mark(text, block.start, block.end)
    return block.start if mark is None or mark.body >= block.end else mark.body


def outline(text: str, fixed: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Blocks of ``text`` in order, furniture among them; ``fixed`` ones (tables, captions that
    the format itself marks) are kept as they are and the rest is read around them.

    Blocks do not overlap, but for the cells inside a table.
    """
    lines = split_lines(text)
    fixed = [*fixed, *plain_tables(lines, fixed)]
    lines = [part for line in _outside(lines, fixed) for part in _split(line)]
    verdicts = judge(lines)
    wrap = wrap_width(lines)
    slides = is_slides(lines)
    blocks: list[Block] = []
    levels = _Levels()
    n = 0
    while n < len(lines):
        stop = n + 1
        if verdicts[n] == "furniture":
            blocks.append(Block(kind="furniture", start=lines[n].start, end=lines[n].end))
        else:
            while stop < len(lines) and verdicts[stop] == verdicts[n] and continues(
                lines[n:stop], lines[stop], wrap, slides
            ):
                stop += 1
            kind = "caption" if verdicts[n] == "caption" else _kind(lines, n, stop)
            blocks.append(
                Block(kind=kind, start=lines[n].start, end=lines[stop - 1].end,
                      level=levels.level(lines[n], kind))
            )
        n = stop
    return tuple(sorted([*blocks, *fixed], key=lambda b: (b.start, -b.end)))


def _split(line: Line) -> list[Line]:
    """A line with its dateline, or the telephone number after a person to ask, as lines of
    their own: they are no part of a sentence."""
    length = prefix_length(line.text)
    if length and length < len(line.text):
        return _cut(line, length)
    if len(line.text) > MAX_LABEL_CHARS or "문" not in line.text[:6]:
        return [line]
    phone = PHONE.search(line.text)
    if phone is None or not CONTACT_PERSON.fullmatch(line.text[: phone.start()]):
        return [line]
    person, rest = _cut(line, phone.start())
    after = phone.end() - phone.start()
    return [person, rest] if after == len(rest.text) else [person, *_cut(rest, after)]


def _cut(line: Line, length: int) -> list[Line]:
    middle = line.start + length
    opened = line.text[:length].rstrip()
    rest = line.text[length:].lstrip()
    middle += len(line.text) - length - len(rest)
    return [
        replace(line, end=line.start + len(opened), text=opened, width=columns(opened)),
        replace(line, start=middle, text=rest, indent=0, blanks=0, mark=None, width=columns(rest)),
    ]


def _outside(lines: Sequence[Line], fixed: Sequence[Block]) -> list[Line]:
    taken = sorted((b.start, b.end) for b in fixed)
    kept: list[Line] = []
    at = 0
    for line in lines:
        while at < len(taken) and taken[at][1] <= line.start:
            at += 1
        if at == len(taken) or taken[at][0] >= line.end:
            kept.append(line)
    return kept


_CLOSING = {"triangle": ("◁", "◀", "◂"), "dash": ("-", "–", "—")}
"""Marks that also close a line make it a subtitle: ``▷ … ◁``, ``- … -``."""

_LISTED = frozenset({"square", "circle", "triangle", "small", "dash", "private"})

MIN_ITEM_CHARS = 15
"""Characters. A shorter line without a mark amid a list heads what follows it."""

# Marks of one family in the order in which Korean officials nest them.
_RANKS: dict[str, tuple[str, int]] = {
    name: (family, rank)
    for family, names in (
        ("bullet", ("square", "circle", "dash", "small")),
        ("number", ("hash", "part", "task", "number", "letter", "number)", "letter)", "(number)",
                    "(letter)", "circled")),
    )
    for rank, name in enumerate(names)
}


class _Levels:
    """Depth of a block: how many headings and other marks are open around it."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    def level(self, line: Line, kind: BlockKind) -> int:
        """The level of the block that ``line`` opens; blocks come in order."""
        if line.mark is None:
            if kind == "heading":
                self._open = [("", False)]
            return 0
        key = (line.mark.name, line.indent > 0 and line.mark.name in ("dash", "small"))
        if key in self._open:
            del self._open[self._open.index(key) + 1 :]
            return len(self._open) - 1
        family, rank = _RANKS.get(key[0], ("", 0))
        for n, (name, _) in enumerate(self._open):
            other, outer = _RANKS.get(name, ("", 0))
            if family and other == family and outer > rank:
                del self._open[n:]
                break
        self._open.append(key)
        return len(self._open) - 1


def _kind(lines: Sequence[Line], start: int, stop: int) -> BlockKind:
    first = lines[start]
    before = lines[start - 1].mark if start else None
    after = lines[stop] if stop < len(lines) else None
    name = first.mark.name if first.mark is not None else None
    if name == "note":
        return "note"
    body = first.body
    short = (
        stop == start + 1 and len(body) <= MAX_HEADING_CHARS and not ends_sentence(body)
        and sum(map(str.isalpha, first.text[:MAX_HEADING_CHARS])) >= 1
    )
    if name is not None:
        if body[-1:] in _CLOSING.get(name, ()) and len(body) <= 2 * MAX_HEADING_CHARS:
            return "heading"
        marks = (before, after.mark if after is not None else None)
        siblings = [mark.name for mark in marks if mark is not None]
        leads = short and name in HEADING_MARKS and after is not None and name not in siblings
        return "heading" if leads else "item"
    if short and BRACKETED.fullmatch(first.text):
        return "heading"
    if short and before is not None and after is not None and after.mark is not None and (
        before.name == after.mark.name and before.name in _LISTED
        and lines[start - 1].blanks == first.blanks == after.blanks
        and start > 1 and (twin := lines[start - 2].mark) is not None and twin.name == before.name
        and len(body) >= MIN_ITEM_CHARS
    ):
        return "item"  # one of a list's lines that lost its mark
    if not short or DANGLING.search(body) or after is None:
        return "paragraph"
    leads = after.mark is not None or len(after.text) > MAX_HEADING_CHARS
    return "heading" if leads else "paragraph"


def _printed(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Starts of the furniture that a printed document says once: letterhead, time of release,
    who answers questions. Page numbers, rules and what is said again are none of it."""
    seen = {text[b.start : b.end].strip() for b in blocks if b.kind != "furniture"}
    kept: set[int] = set()
    for block in blocks:
        line = text[block.start : block.end].strip()
        if block.kind == "furniture" and line not in seen:
            seen.add(line)
            label = label_of(line)
            if label is None or label[0] not in ("page", "ruler", "counter"):
                kept.add(block.start)
    return frozenset(kept)


def compose(
    text: str, blocks: Sequence[Block], printed: bool = False
) -> tuple[str, tuple[Block, ...]]:
    """The cleaned text and its blocks: furniture gone, wrapped lines rejoined, blanks collapsed.

    Blocks are separated by a newline; a table's cells stand inside the table's block. Of a
    ``printed`` document (not a web page) only what its pages repeat is gone: its letterhead and
    the like are its own words, and stay as blocks of kind ``furniture``, which nobody reads.
    """
    kept = _printed(text, blocks) if printed else frozenset()
    glued = _breaks_words(text, blocks)
    words = frozenset(_WORD.findall(text)) if "\n" in text else frozenset()
    pieces: list[str] = []
    clean: list[Block] = []
    length = 0

    def put(piece: str) -> tuple[int, int]:
        nonlocal length
        if pieces:
            pieces.append("\n")
            length += 1
        start = length
        pieces.append(piece)
        length += len(piece)
        return start, length

    table: int | None = None
    table_end = -1
    for block in blocks:
        if block.kind == "furniture" and block.start not in kept:
            continue
        if block.kind == "table":
            table, table_end = len(clean), block.end
            clean.append(block)
            continue
        piece = _rejoin(text[block.start : block.end], glued, words)
        if not piece:
            continue
        start, end = put(piece)
        clean.append(msgspec.structs.replace(block, start=start, end=end))
        if table is not None and block.end <= table_end:
            outer = clean[table]
            begin = start if len(clean) == table + 2 else outer.start
            clean[table] = msgspec.structs.replace(outer, start=begin, end=end)
    return "".join(pieces), tuple(clean)


_BREAK = re.compile(r"([^\S\n]*)(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])\s*")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
# What can only be the rest of a word that a line's end cut off.
_REST = re.compile(
    r"(?:습?니다|[였았었했됐혔렸켰졌꼈났]다|으로써?|에서|에게|까지|부터|으며|이며|라고|다는|라는|[을를는의에며와다])(?=[\s.,’”\"']|$)"
)


_WORD = re.compile(r"(?<=[^\S\n])[가-힣]{3,12}(?=[\s.,])")
_TAIL = re.compile(r"[가-힣]{1,8}$")
_HEAD = re.compile(r"[가-힣]{1,8}")


def _is_whole(piece: str, cut: re.Match[str], words: frozenset[str]) -> bool:
    """Whether the parts of a word on both sides of a line's end stand as one word elsewhere."""
    tail = _TAIL.search(piece, max(0, cut.start() - 8), cut.start())
    head = _HEAD.match(piece, cut.end())
    if tail is None or head is None:
        return False
    return tail[0] + head[0] in words and not (tail[0] in words and head[0] in words)


def _breaks_words(text: str, blocks: Sequence[Block]) -> bool:
    """Whether lines were cut inside words: then lines cut between words end in a blank."""
    breaks = [
        match for block in blocks if block.kind not in ("furniture", "table")
        for match in _BREAK.finditer(text, block.start, block.end)
        if _is_long(text, match.start())
    ]
    blanks = sum(bool(match[1]) for match in breaks)
    return len(breaks) >= 4 and 0.3 * len(breaks) <= blanks < len(breaks)


def _is_long(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` is a full one, not a label."""
    start = max(0, end - SHORT_COLUMNS // 2)
    return end > SHORT_COLUMNS // 2 and "\n" not in text[start:end]


def _rejoin(piece: str, glued: bool, words: frozenset[str]) -> str:
    """``piece`` on one line; a word that a line's end cut is made whole: where lines are cut
    anywhere, where its rest is no word, where the text has it whole elsewhere (``words``) and
    its two parts never."""

    def joint(match: re.Match[str]) -> str:
        before = piece[match.start() - 1 : match.start()]
        after = piece[match.end() : match.end() + 1]
        hangul = "가" <= before <= "힣" and "가" <= after <= "힣"
        cut = hangul and not match[1] and _is_long(piece, match.start()) and (
            glued or _REST.match(piece, match.end()) or _is_whole(piece, match, words)
        )
        return "" if cut else " "

    return _BLANKS.sub(" ", _INVISIBLE.sub("", _BREAK.sub(joint, piece))).strip()
