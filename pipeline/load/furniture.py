"""What is page and not text: labels, counters, share buttons, comment forms, copyright lines.

A line is judged by what it says (labels that families of content systems share), by where it
stands (before the first prose, after the last), and by whether it was said before. A sentence
that merely contains such a word is never cut: every label must fill its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from pipeline.load.bylines import prefix_length
from pipeline.load.labels import CAPTION, CONTACT_PERSON, Label, label_of
from pipeline.load.lines import Line, ends_sentence

Verdict = Literal["text", "caption", "furniture"]

PROSE_CHARS = 25
"""Characters from which a line with a sentence ending counts as prose."""

HEAD_LINES = 20
"""Lines from the start in which board names, dates and buttons stand before a text."""

FOOT_LINES = 15
"""Lines from the end in which buttons stand after a text that has no sentences."""

MAX_TAIL_SHARE = 0.35
"""Share of a text's unlabelled characters that a tail may hold; more is text after all."""

_ADDED = re.compile(r"^\[[^\]]{1,20}\]\s*|\s*\([\d.\s]{6,14}\)$")
"""What one of two copies of a headline may have more: an agency in brackets, a date."""

_NOTICE = re.compile(r"댓글|비방|욕설|명예\s?훼손|도배|저속|상업성|게시물|답글|로그인")
_BARE_LABEL = re.compile(r"[가-힣\s]{2,8}[:：|]?")
_VALUE = re.compile(
    r".{0,30}\d.{0,30}|[가-힣]{2,4}|"
    r"[가-힣A-Za-z&·\s]{2,25}(?:과|팀|실|국|부|본부|단|처|청|관|담당관)"
)



def is_prose(line: Line) -> bool:
    """Whether a line reads as running text: long enough, and a sentence ends in it."""
    long = len(line.text) >= PROSE_CHARS
    return long and (ends_sentence(line.text) or len(line.text) >= 90) and not _is_notice(line.text)


def _is_notice(text: str) -> bool:
    """A board's rules for comments: prose, but the page's own."""
    if not text.rstrip(" .").endswith("니다"):
        return False
    return text.startswith(("댓글은", "댓글을")) or len(set(_NOTICE.findall(text))) >= 2


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def judge(lines: Sequence[Line]) -> list[Verdict]:
    """A verdict for each line, in order."""
    labels = [_label(line) for line in lines]
    prose = [
        label is None and is_prose(line) for line, label in zip(lines, labels, strict=True)
    ]
    first = prose.index(True) if True in prose else len(lines)
    last = len(lines) - 1 - prose[::-1].index(True) if True in prose else -1
    tail = _tail_start(lines, labels, prose)
    head_end = min(first, HEAD_LINES)
    foot_start = min(tail, max(last + 1, len(lines) - FOOT_LINES))
    verdicts: list[Verdict] = []
    for n, label in enumerate(labels):
        edge = n < head_end or n >= foot_start
        cut = n >= tail or (label is not None and (label[1] != "edge" or edge))
        verdicts.append("furniture" if cut else "text")
    _clear_head(lines, labels, verdicts, head_end)
    _clear_sandwiched(lines, verdicts)
    _mark_captions(lines, verdicts, first)
    _drop_repeats(lines, verdicts, head_end if first < len(lines) else -1)
    if "text" not in verdicts and "caption" not in verdicts:
        # A page of labels alone is better read than refused: the labels are all it says.
        return ["text"] * len(lines)
    return verdicts


def _label(line: Line) -> Label | None:
    opened = prefix_length(line.text)
    if opened == len(line.text):
        return "dateline", "any"
    if CONTACT_PERSON.fullmatch(line.text):
        return None  # who answers for it is said in the text; only the number is page
    return ("notice", "tail") if _is_notice(line.text) else label_of(line.text)


def _tail_start(
    lines: Sequence[Line], labels: Sequence[Label | None], prose: Sequence[bool]
) -> int:
    """Index from which everything is tail: at a label that closes a page, when no prose follows
    and little else does."""
    start = len(lines)
    unlabelled = 0
    total = sum(
        len(line.text) for line, label in zip(lines, labels, strict=True) if label is None
    )
    for n in range(len(lines) - 1, -1, -1):
        label = labels[n]
        if prose[n]:
            break
        if label is None:
            unlabelled += len(lines[n].text)
        elif label[1] == "tail" and unlabelled <= MAX_TAIL_SHARE * total:
            start = n
    return start


def _clear_sandwiched(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """A number or a word between two lines of furniture is part of them."""
    for n in range(1, len(lines) - 1):
        between = verdicts[n - 1] == verdicts[n + 1] == "furniture"
        if verdicts[n] == "text" and between and len(_key(lines[n].text)) <= 4:
            verdicts[n] = "furniture"


def _clear_head(
    lines: Sequence[Line],
    labels: Sequence[Label | None],
    verdicts: list[Verdict],
    end: int,
) -> None:
    """Short labels that stand before a head's last certain label are page, the title is not."""
    certain = [n for n in range(end) if labels[n] is not None]
    if not certain:
        return
    candidates = [n for n in range(end) if verdicts[n] == "text"]
    title = next((n for n in candidates if len(_key(lines[n].text)) >= 8), None)
    for n in candidates:
        above = labels[n - 1] if n else None
        named = above is not None and above[0] == "label"
        follows = named and _BARE_LABEL.fullmatch(lines[n - 1].text)
        if (n < certain[-1] and (title is None or n < title) and len(lines[n].text) <= 12) or (
            follows and _VALUE.fullmatch(lines[n].text)
        ):
            verdicts[n] = "furniture"


_HEADED = re.compile(r"[▲△▼]\s?[^=.\n]{2,30}=")
"""△추진 경과=지난 2005년 …: a paper's run-in head, no picture's caption."""


def _mark_captions(lines: Sequence[Line], verdicts: list[Verdict], first: int) -> None:
    told = [
        line.text.startswith(("▲", "△", "▼"))
        and ends_sentence(line.text)
        and not _HEADED.match(line.text)
        for line in lines
    ]
    # One marked sentence near the top describes the picture; several are a list.
    pictures = len({_key(line.text) for line, marked in zip(lines, told, strict=True) if marked})
    for n, line in enumerate(lines):
        if verdicts[n] != "text":
            continue
        photo = told[n] and n <= first + 3 and pictures == 1
        if photo or (len(line.text) <= 160 and CAPTION.fullmatch(line.text)):
            verdicts[n] = "caption"


def _drop_repeats(lines: Sequence[Line], verdicts: list[Verdict], head_end: int) -> None:
    """A headline or a caption said again is page; so is a running head said on every page."""
    keys = [_key(_ADDED.sub("", line.text)) for line in lines]
    counts = Counter(keys)
    seen: dict[str, int] = {}
    for n, line in enumerate(lines):
        key = keys[n]
        if verdicts[n] == "furniture" or len(key) < 6:
            continue
        before = seen.setdefault(key, n)
        if before == n:
            continue
        in_head = before <= head_end and n <= head_end + 3 and len(key) <= 80
        running = counts[key] >= 3 and line.page > lines[before].page
        if in_head or running or (verdicts[n] == verdicts[before] == "caption"):
            verdicts[n] = "furniture"
