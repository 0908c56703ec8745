"""Dates in figures: 2009. 11. 13., '09.11, 4.15(수), (2005), 2005~2007년."""

from __future__ import annotations

import re

from pipeline.grammar.calendar_form import COUNTED_BEFORE, anchored, part_of, whole
from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import (
    BARE_YEAR_NEXT,
    LEANS,
    QUOTE,
    QUOTED_YEAR_NEXT,
    WEEKDAYS,
    Y4,
    YEAR_WORDS,
    S,
)

_ALONE_BEFORE = re.compile(r"[\s(\[|:]")
_ALONE_AFTER = re.compile(r"$|[\s)\]|~∼,]|(?:에|부터|까지)(?![가-힣])")


def read_full(match: re.Match[str], text: str) -> Fields | None:
    """2009. 11. 13., '09.11.13, 2009-11-13."""
    g = match.groupdict()
    lean = LEANS.get(g["lean"] or "", 0)
    before = text[max(0, match.start() - 1) : match.start()] or " "
    if g["y"]:
        return Fields(year=int(g["y"]), month=int(g["m"]), day=int(g["d"]), lean=lean)
    # 09.11.13 without a quotation mark: two digits everywhere, or alone in brackets.
    neat = len(g["m"]) == 2 and len(g["d"]) == 2 and before not in ".-/"
    if g["sep"].strip() != ".":  # 16/11/07, 16-11-07: alone between spaces or brackets
        neat = neat and bool(_ALONE_BEFORE.match(before) and _ALONE_AFTER.match(text, match.end()))
    closed = before in "([" and match.end() < len(text) and text[match.end()] in ")],~∼("
    spaced = re.match(S + r"\([월화수목금토일]\)", text[match.end() : match.end() + 6])
    if not (g["q"] or (neat and before != "제") or (closed and before) or spaced):
        return None
    return Fields(short_year=int(g["y2"]), month=int(g["m"]), day=int(g["d"]), lean=lean)


def read_year_month(match: re.Match[str], text: str) -> Fields | None:
    """2009. 11., '09.11월, 2009년 11."""
    g = match.groupdict()
    if g["y"] and not g["won"]:
        # 2005.4 is a number unless what follows leaves it standing alone as a date.
        after = text[match.end() : match.end() + 4]
        closed = re.match(
            S + r"(?:[)\]〕,~∼～〜–:(|]|\s|$|이후|이전|부터|까지|현재|기준|에(?![가-힣]))", after
        )
        before = text[max(0, match.start() - 1) : match.start()]
        if not closed or before in ("+", "-", "−", "△", "▲", "제"):
            return None
        if "-" in match[0] and len(g["m"]) < 2:
            return None
        if "/" in match[0] and len(g["m"]) < 2:
            return None
    year = {"year": int(g["y"])} if g["y"] else {"short_year": int(g["y2"] or g["y0"])}
    return Fields(**year, month=int(g["m"]), day=whole(g["d"]), **part_of(g["part"]))  # type: ignore[arg-type]


def read_year_quarter(match: re.Match[str], text: str) -> Fields | None:
    """2009년 1/4분기, '24.1Q."""
    year = {"year": int(match["y"])} if match["y"] else {"short_year": int(match["y2"])}
    return Fields(**year, **part_of(match["part"]))  # type: ignore[arg-type]


def read_compact(match: re.Match[str], text: str) -> Fields | None:
    """20091113."""
    if text[max(0, match.start() - 1) : match.start()] in ("-", "#", "."):
        return None
    return Fields(year=int(match["y"]), month=int(match["m"]), day=int(match["d"]))


_MD_NEXT = re.compile(
    S
    + r"(?:\(["
    + WEEKDAYS
    + r"](?:요일)?\)|일|에(?![가-힣])|[~∼～〜]"
    + S
    + r"\d{1,2}(?:"
    + S
    + r"\."
    + S
    + r"\d{1,2}(?!\d))?"
    + S
    + r"(?:\.(?!\d)|\(|일|[)\]]|$|까지)"
    r"|부터|까지|\)|자(?![가-힣])|조간|석간|현재|기준)"
)
_LAST_DENOMINATOR = 12
_DECIMAL_BEFORE = re.compile(r"(?:당|평균|약|총|최대|최소|각각|연간|월|하루|각)" + S + r"$")


def read_month_day(match: re.Match[str], text: str) -> Fields | None:
    """4.15 is a decimal unless a weekday, a dot, a bracket or a range makes it a day."""
    g = match.groupdict()
    before = text[max(0, match.start() - 4) : match.start()]
    after = _MD_NEXT.match(text, match.end())
    opened = re.search(r"[(\[~∼～:]" + S + r"$", before)
    weekday = after is not None and after[0].strip().startswith("(")
    # 3/4 is a share, 10/25 no usual one.
    if not (text[: match.start()].strip() or text[match.end() :].strip()):
        return _month_day(g) if g["sep"] == "/" or g["dot"] else None  # the whole text: 11/7
    improper = int(g["m"]) > int(g["d"]) and after is not None  # 11/7 is no share
    denominator = int(g["d"]) <= _LAST_DENOMINATOR and not improper
    if g["sep"] == "/" and not weekday and (denominator or after is None):
        return None
    if (g["dot"] or "").strip() == "일":
        return None if _DECIMAL_BEFORE.search(before) else _month_day(g)  # 1인당 4.5일
    if after and after[0].strip() == "일":
        return None  # 4.5일의 연수
    if after is None and not (g["lean"] and not g["dot"]) and not (g["dot"] and opened):
        return None
    if after and after[0].strip() == ")" and not opened:
        return None
    if after and after[0].strip() == ")" and not g["dot"] and not re.search(r"[~∼～]", before):
        return None
    return _month_day(g)


def _month_day(g: dict[str, str | None]) -> Fields:
    values: dict[str, object] = {"month": whole(g["m"]), "day": whole(g["d"])}
    word = g["lean"] or ""
    if word in YEAR_WORDS:
        values |= anchored(word, YEAR_WORDS, "year")
    return Fields(lean=LEANS.get(word, 0), **values)  # type: ignore[arg-type]


_NEXT_YEAR = re.compile(
    r"[ \t|,/·]{1,6}((?:19|20)\d\d)(?=년(?!간|대))|[ \t|,/·]{1,6}((?:19|20)\d\d)"
    r"(?!\d|[,.]\d|%|[ \t]?[가-힣])"
)
_LAST_YEAR = re.compile(r"((?:19|20)\d\d)[ \t|,/·]{1,6}$")


def _in_a_row(match: re.Match[str], text: str) -> bool:
    """Whether the year stands in a row of years (2005 2006 2007), as heads of a table do."""
    year = int(match["y"])
    after = _NEXT_YEAR.match(text, match.end())
    before = _LAST_YEAR.search(text, max(0, match.start() - 10), match.start())
    if before and re.match(r"[,.%]?\d|[ \t]?[가-힣%]", text[match.end() :][:2]):
        return False
    return bool(
        (after and int(after[1] or after[2]) == year + 1) or (before and int(before[1]) == year - 1)
    )


def read_bare_year(match: re.Match[str], text: str) -> Fields | None:
    """(2005), '05, a year in the head of a table."""
    before = text[max(0, match.start() - 3) : match.start()]
    if match["y"]:
        # Only in brackets or in a range: 2015 비전 is a name, (2005) a year.
        ranged = re.match(
            S
            + r"[~∼～〜→–-]"
            + S
            + QUOTE
            + r"?(?:(?:19|20)\d\d|\d\d)(?![\d,.]|"
            + S
            + r"[명개원건%호만천억])",
            text[match.end() :][:12],
        )
        if _in_a_row(match, text):
            return Fields(year=int(match["y"]))
        if not BARE_YEAR_NEXT.match(text, match.end()):
            return None
        opened = re.search(r"[(\[〔]" + S + r"$|[(\[][^)\]]{0,2}$", before)
        if not (
            ranged
            or opened
            or re.match(
                S + r"(?:말|초|대비|기준|현재|이후|이전|상반기|하반기)", text[match.end() :][:5]
            )
        ):
            return None
        return Fields(year=int(match["y"]))
    if not QUOTED_YEAR_NEXT.match(text, match.end()):
        return None
    # `20 alone stands for minutes in programmes.
    alone = not re.match(S + r"[)~∼～〜]", text[match.end() : match.end() + 3])
    if alone and (match["q"][0] == "`" or len(match["q"]) > 1):
        return None
    return Fields(short_year=int(match["y2"]))


def read_fiscal(match: re.Match[str], text: str) -> Fields | None:
    """FY2009."""
    year = match["y"]
    return Fields(year=int(year)) if len(year) == 4 else Fields(short_year=int(year))


def read_left(match: re.Match[str], text: str) -> Fields | None:
    """The left side of 2005~2007년, 3~4월, 13~14일, whose unit stands at the right only."""
    left, right, unit = match["n"], match["r"], match["unit"]
    lean = LEANS.get((match["lean"] or "").strip(), 0)
    before = text[max(0, match.start() - 6) : match.start()]
    if int(left) >= int(right) and len(left) == len(right) and unit != "월":
        return None
    if unit == "년":
        if len(left) == 4 and re.fullmatch(Y4, left):
            return Fields(year=int(left))
        told = bool(match["q"]) or left.startswith("0")
        return Fields(short_year=int(left)) if told and len(left) == 2 == len(right) else None
    if (
        len(left) > 2
        or match["q"]
        or re.search(r"[가-힣.,/·]$", before)
        or (COUNTED_BEFORE.search(before) and not lean)
    ):
        return None
    if unit == "월":
        return (
            Fields(month=int(left), lean=lean)
            if 1 <= int(left) <= 12 and 1 <= int(right) <= 12
            else None
        )
    few = int(right) <= 7 and int(right) - int(left) == 1
    if not (1 <= int(left) <= 31 and int(right) <= 31) or (few and not lean):
        return None
    return Fields(day=int(left), lean=lean)


def read_left_quarter(match: re.Match[str], text: str) -> Fields | None:
    """The left side of 1~3분기."""
    year = int(match["y"]) if match["y"] else None
    return Fields(year=year, code=32 + int(match["n"]))
