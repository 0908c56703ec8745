"""Who wrote it: datelines, reporters' lines, copyright lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.load.press import load_press, reads_as_paper

ROLE = (r"(?:선임|수석|수습|인턴|전문|객원|시민|온라인|의학|정치|경제|취재|부산|대구|광주|대전)?\s?"
        r"(?:기자|특파원|통신원|논설위원|편집위원|리포터)")
_NAME = r"[가-힣]{2,4}"
_PLACE = r"[가-힣]{2,6}(?:\([가-힣A-Za-z]{1,10}\))?(?:[·ㆍ/][가-힣]{2,5}){0,2}"
_PAPER = r"[가-힣A-Za-z0-9·&]{2,14}"

PREFIX = re.compile(
    rf"[\[(<【〈]\s?(?!(?:자료|사진|출처|그래픽|표|그림|글)\s?[=:])(?:"
    rf"(?P<place>{_PLACE})\s?=\s?(?:(?P<paper1>{_PAPER})\s?(?=[\])>】〉])|(?:(?P<paper2>{_PAPER})\s)?(?P<name1>{_NAME})\s?{ROLE}(?:\s?/?\s?@?[\w.@-]{{0,40}}))"
    rf"|(?P<paper3>{_PAPER})\s?[=|/]?\s?(?P<name2>{_NAME})\s?{ROLE}(?:\s?/?\s?@?[\w.@-]{{0,40}})"
    rf"|(?P<name4>{_NAME})\s?{ROLE}"
    rf"|(?P<paper4>{_PAPER})"
    rf")\s?[\])>】〉]\s?(?:(?P<name3>{_NAME})(?:[·ㆍ,]\s?{_NAME})*\s?{ROLE}\s?=?)?\s?[=]?\s*"
)
"""A dateline at the start of a line: ``[OO신문 김 기자]``, ``(부산=OO통신) 이아무개 기자 =``."""

_REPORTER = re.compile(
    rf"(?:^|[\s•·/=|<\[(])(?:(?P<paper>{_PAPER})\s?[=/|]?\s)?(?P<name>{_NAME})\s?{ROLE}"
    rf"(?:\s?@\s?(?P<at>[가-힣]{{2,12}})|\s?[=/|(<\[:·]{{0,3}}\s?@?(?P<mail>[\w.+-]+@[\w.-]+))?"
)
_NAMED = re.compile(
    r"^[•·\s]*(?:기자명|글쓴이|작성자|기자)\s?[:：]?\s?/?\s?(?P<value>[^\s/|].{0,30}?)(?:\s?기자)?\s*$"
)
_MAIL = re.compile(r"[\w.+-]{2,40}@[\w-]{1,30}(?:\.[\w-]{2,12}){1,3}")
_COPYRIGHT = re.compile(
    r"(?:저작권자|copyrights?|ⓒ|©|\(c\))[\s:：]*(?:(?:copyrights?|ⓒ|©|\(c\)|by|\d{4}|[-~])[\s.,]*)*"
    r"(?P<holder>[^\s(<\[,.|ⓒ©-][^(<\[,.|ⓒ©]{0,30}?)\s*(?:\(|<|\[|,|\.|\||무단|all\s?rights|재배포|$|\s-)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[\[\](){}<>,|'\"‘’“”ⓒ©☞:·]|\.\s|\s[-–]\s?|무단|copyrights?", re.IGNORECASE)
_NOT_NAMES = frozenset({
    "본문", "취재", "담당", "우리", "저희", "모든", "일부", "관련", "현장", "외신", "동료",
})


class Byline(NamedTuple):
    """What bylines say; ``carrier`` is the page's owner by its copyright line."""

    author: str | None = None
    paper: str | None = None
    holders: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    reporter: bool = False
    """Whether the author is named as a reporter (기자), not as a board's 작성자."""


def prefix_length(text: str) -> int:
    """Characters of the dateline that opens ``text``; 0 where none does."""
    if text[:1] not in "[(<【〈":
        return 0
    match = _dateline(text)
    return match.end() if match else 0


def _dateline(text: str) -> re.Match[str] | None:
    """The dateline that opens ``text``. A name alone in brackets is one if a paper's."""
    match = PREFIX.match(text)
    if match and (alone := match["paper4"]) and not (
        load_press().name(alone) or reads_as_paper(alone)
    ):
        return None
    return match


def read_bylines(lines: Sequence[str]) -> Byline:
    """What the lines (page furniture, datelines) say of author, paper and owner."""
    author: str | None = None
    paper: str | None = None
    named: str | None = None
    holders: list[str] = []
    mails: list[str] = []
    for line in lines:
        if len(line) > 300:
            line = line[:150]
        mails.extend(_MAIL.findall(line))
        if prefix := (_dateline(line) if line[:1] in "[(<【〈" else None):
            groups = prefix.groupdict()
            names = (groups[f"name{n}"] for n in (1, 2, 3, 4))
            papers = (groups[f"paper{n}"] for n in (1, 2, 3, 4))
            author = author or next(filter(None, names), None)
            place = groups["place"] or ""
            paper = paper or next(filter(None, papers), None) or load_press().name(place)
            continue
        if copyright_ := _COPYRIGHT.search(line):
            holder = _owner(line[copyright_.start() :]) or copyright_["holder"].strip(
                " -:·'\"‘’“”"
            )
            if any(map(str.isalpha, holder)) and holder.casefold() != "all rights reserved":
                holders.append(holder)
            continue
        if labelled := _NAMED.match(line):
            value = labelled["value"].strip(" /")
            named = named or value
        elif (reporter := _REPORTER.search(line)) and reporter["name"] not in _NOT_NAMES:
            author = author or reporter["name"]
            paper = paper or reporter["paper"] or reporter["at"]
    return Byline(
        author or named, paper, tuple(dict.fromkeys(holders)), tuple(mails), author is not None
    )


def _owner(line: str) -> str | None:
    """The known paper that a copyright line names, after a slogan it may be."""
    press = load_press()
    for part in _PARTS.split(line):
        words = part.split()
        for name in (part, *words[-1:], *words[:1]):
            if len(name) >= 2 and (found := press.name(name)):
                return found
    return None
