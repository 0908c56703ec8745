"""The table of forms: each pattern with the reader that accepts or refuses what it matched."""

from __future__ import annotations

import re

from pipeline.grammar import calendar_relative, calendar_spelled, calendar_stretches
from pipeline.grammar.calendar_form import Form
from pipeline.grammar.calendar_moments import Fields
from pipeline.grammar.calendar_patterns import (
    BARE_YEAR,
    BARE_YEAR_NEXT,
    CODES,
    COMPACT,
    DAY_WORD,
    DAY_WORDS,
    DECADE,
    FISCAL,
    FULL,
    HOLIDAY,
    LEANS,
    LEFT_OF_QUARTERS,
    LEFT_OF_RANGE,
    MONTH_DAY,
    MONTH_WORDS,
    QUOTE,
    QUOTED_YEAR_NEXT,
    SET,
    WEEK,
    WEEK_WORDS,
    WEEKDAY,
    WEEKDAYS,
    WORDED,
    Y4,
    YEAR_MONTH,
    YEAR_PARTS,
    YEAR_QUARTER,
    YEAR_WORDS,
    S,
)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _strip(text: str) -> str:
    return re.sub(r"\s", "", text)


def _anchored(word: str, table: dict[str, tuple[str, int]], unit: str) -> dict[str, object]:
    anchor, shift = table[_strip(word)]
    return {f"{unit}_of": anchor, f"{unit}_shift": shift}


def _part(surface: str | None) -> dict[str, object]:
    if not surface:
        return {}
    if surface in CODES:
        return {"code": CODES[surface]}
    if surface.endswith(("분기", "Q")):
        return {"code": 33 + "1234일이삼사".index(surface[0]) % 4}
    if "순" in surface and len(surface) > 2:  # 초·중순, 중~하순: two thirds of a month
        return {"part": "초중순" if surface[0] in "초상" else "중하순"}
    return {"part": YEAR_PARTS.get(surface, surface.removeprefix("월"))}


_COUNTED_BEFORE = re.compile(
    r"(?<![가-힣])(?:약|총|월|연|월평균|최근|지난|향후|앞으로|만|제|최대|최소|최장|평균|매|단|주|꼬박|무려"
    r"|불과|겨우|각각|연속|휴가|하루|박)" + S + r"$|\d[~∼～]" + S + r"$"
)


_SENTENCE_OF_LAW = re.compile(r"(?:징역|금고|\d년)" + S + r"$")
"""징역 1년 6월 is a term, not the month of June."""


def _read_worded(match: re.Match[str], text: str) -> Fields | None:
    g = match.groupdict()
    if match.end() == match.start():
        return None
    lean = LEANS.get((g["lean"] or "").strip(), 0)
    values: dict[str, object] = {"lean": lean}
    has_year = bool(g["y4"] or g["yq"] or g["y2"] or g["yw"] or g["ol"])
    has_month = bool(g["m"] or g["mw"])
    part = g["part"]
    before = text[max(0, match.start() - 6) : match.start()]
    if g["y2"] and not _short_year_told(match, text, before):
        return None
    if (has_month and not has_year and not lean and _SENTENCE_OF_LAW.search(before)) or (
        g["d"] and not (has_year or has_month or "일" in match[0])
    ):
        return None
    if g["ol"] and not (has_month or g["d"] or part or "들어" in text[match.end() :][:3]):
        return None
    if g["lean"] and not (has_year or has_month or g["d"] or part):
        return None
    if part in ("초", "말", "초반", "중반", "후반", "초순", "상순", "하순", "중순"):
        if g["d"] or not (has_year or has_month):
            return None
        if part in ("초순", "상순", "하순", "중순") and not has_month:
            return None
    elif part and "순" in part and (g["d"] or not has_month):
        return None
    if not (has_year or has_month) and g["d"] and not lean and not _day_told(match, text, before):
        return None
    if g["y4"]:
        values["year"] = int(g["y4"])
    elif g["yq"] or g["y2"]:
        values["short_year"] = int(g["yq"] or g["y2"])
    elif g["yw"]:
        values |= _anchored(g["yw"], YEAR_WORDS, "year")
    elif g["ol"]:
        values |= {"year_of": "published", "year_shift": 0}
    if g["mw"]:
        values |= _anchored(g["mw"], MONTH_WORDS, "month")
    values |= {"month": _int(g["m"]), "day": _int(g["d"])}
    return Fields(**(values | _part(part)))  # type: ignore[arg-type]


def _short_year_told(match: re.Match[str], text: str, before: str) -> bool:
    """Whether a bare ``10년`` is a year: by a leading zero, what follows, or its bracket."""
    after = text[match.end() : match.end() + 6]
    if match["do"] and re.match(S + r"(?:더|안|채|못|넘|되지|지나)", after):
        return False
    if match["y2"][0] == "0" or match["do"] or match["m"] or match["part"]:
        return True
    if int(match["y2"]) >= 85 and not re.match(
        S + r"(?:전|후|뒤|이상|이내|전통|역사|만에|동안)", after
    ):
        return not _COUNTED_BEFORE.search(before)
    if re.match(S + r"(?:기준|현재|대비|이후|이전|부터|까지)(?![가-힣])", after):
        return not _COUNTED_BEFORE.search(before)
    return bool(re.search(r"[(\[]" + S + r"$", before) and re.match(S + r"[)\]~∼～:,]", after))


_RATE_AFTER = re.compile(
    S + r"(?:\d+(?:회|명|시간|개|건|톤|만|천|차례)|생산|최대|평균|처리|이용|발생|교통|물동|방문"
    r"|근로|권(?![가-힣])|수당|용(?![가-힣])|까지만|짜리|체험|일정)"
)


_LENGTHENED = r"(?:로|까지)" + S + r"(?:연장|단축|확대|축소|늘|줄)"
_STRETCHED = re.compile(S + r"일에서" + S + r"\d{1,3}일" + _LENGTHENED)
_FROM_LENGTH = re.compile(r"일에서" + S + r"$")
_TO_LENGTH = re.compile(S + r"일" + _LENGTHENED)
"""14일에서 28일로 연장: two lengths of time."""


def _day_told(match: re.Match[str], text: str, before: str) -> bool:
    """Whether a bare ``17일`` is a day of the month and no length of time."""
    if re.search(r"[가-힣·.,/제]$", before) or _COUNTED_BEFORE.search(before):
        return False
    if _STRETCHED.match(text, match.end("d")) or (
        _FROM_LENGTH.search(before) and _TO_LENGTH.match(text, match.end("d"))
    ):
        return False
    return int(match["d"]) > 3 or not _RATE_AFTER.match(text, match.end("d") + 1)


_ALONE_BEFORE = re.compile(r"[\s(\[|:]")
_ALONE_AFTER = re.compile(r"$|[\s)\]|~∼,]|(?:에|부터|까지)(?![가-힣])")


def _read_full(match: re.Match[str], text: str) -> Fields | None:
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


def _read_year_month(match: re.Match[str], text: str) -> Fields | None:
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
    return Fields(**year, month=int(g["m"]), day=_int(g["d"]), **_part(g["part"]))  # type: ignore[arg-type]


def _read_year_quarter(match: re.Match[str], text: str) -> Fields | None:
    year = {"year": int(match["y"])} if match["y"] else {"short_year": int(match["y2"])}
    return Fields(**year, **_part(match["part"]))  # type: ignore[arg-type]


def _read_compact(match: re.Match[str], text: str) -> Fields | None:
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


def _read_month_day(match: re.Match[str], text: str) -> Fields | None:
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
    values: dict[str, object] = {"month": _int(g["m"]), "day": _int(g["d"])}
    word = g["lean"] or ""
    if word in YEAR_WORDS:
        values |= _anchored(word, YEAR_WORDS, "year")
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


def _read_bare_year(match: re.Match[str], text: str) -> Fields | None:
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


def _read_week(match: re.Match[str], text: str) -> Fields | None:
    shift = WEEK_WORDS[_strip(match["week"])]
    weekday = WEEKDAYS.index(match["wd"]) if match["wd"] else None
    return Fields(week=shift, weekday=weekday, part="주말" if match["weekend"] else None)


_HABIT = re.compile(
    S
    + r"(?:[과와·,및]"
    + S
    + r"(?:["
    + WEEKDAYS
    + r"]요일|공휴일|휴일|주말)|마다|휴무|휴관|휴점|휴진|휴원|정기)"
)
"""토요일과 공휴일: any Saturday, not the one to come."""
_NTH_BEFORE = re.compile(
    r"(?:(?:번째|[첫둘셋넷]째)" + S + r"(?:주" + S + r")?|요일" + S + r"[과와·,및]" + S + r")$"
)
_GLOSS = re.compile(r"\([월화수목금토일]요일\)")


def _read_weekday(match: re.Match[str], text: str) -> Fields | None:
    if match["bare"]:
        if _GLOSS.match(text, max(0, match.start() - 1)):
            return None  # 4월 12일 (일요일): said of the date before it
        habit = bool(
            _HABIT.match(text, match.end())
            or _NTH_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
        )
        return Fields(weekday=WEEKDAYS.index(match["bare"]), unknown=habit)
    lean = LEANS[match["lean"]]
    if match["weekend"]:
        return Fields(week=-1 if lean < 0 else 1 if match["lean"] == "다음" else 0, part="주말")
    if match["lean"] == "이번":
        return Fields(week=0, weekday=WEEKDAYS.index(match["wd"]))
    return Fields(weekday=WEEKDAYS.index(match["wd"]), lean=lean)


def _read_day_word(match: re.Match[str], text: str) -> Fields | None:
    word = _strip(match["dw"])
    if word == "동일" or (
        word == "내일" and text[max(0, match.start() - 2) : match.start()] == "의 "
    ):
        return None
    if word == "내일" and text[match.end() : match.end() + 3].strip()[:2] in _MY_WORK:
        return None
    return Fields(**_anchored(word, DAY_WORDS, "day"))  # type: ignore[arg-type]


_MY_WORK = ("채움", "배움", "로", "의 ")


def _read_holiday(match: re.Match[str], text: str) -> Fields | None:
    word = match["lean"] or ""
    if match["y4"]:
        return Fields(year=int(match["y4"]), holiday=match["name"])
    if word in YEAR_WORDS:
        return Fields(holiday=match["name"], **_anchored(word, YEAR_WORDS, "year"))  # type: ignore[arg-type]
    return Fields(holiday=match["name"], lean=LEANS.get(word, 0))


def _read_set(match: re.Match[str], text: str) -> Fields | None:
    return Fields(repeats=True)


def _read_decade(match: re.Match[str], text: str) -> Fields | None:
    year = int(match["y4"]) * 10 if match["y4"] else 1900 + int(match["y2"]) * 10
    return Fields(year=year, decade=True, part=match["part"])


def _read_fiscal(match: re.Match[str], text: str) -> Fields | None:
    year = match["y"]
    return Fields(year=int(year)) if len(year) == 4 else Fields(short_year=int(year))


def _read_left(match: re.Match[str], text: str) -> Fields | None:
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
        or (_COUNTED_BEFORE.search(before) and not lean)
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


def _read_left_quarter(match: re.Match[str], text: str) -> Fields | None:
    year = int(match["y"]) if match["y"] else None
    return Fields(year=year, code=32 + int(match["n"]))


FORMS: tuple[Form, ...] = (
    Form("year_month_day", FULL, _read_full),
    Form("compact", COMPACT, _read_compact),
    Form("year_quarter", YEAR_QUARTER, _read_year_quarter),
    Form("year_month", YEAR_MONTH, _read_year_month),
    Form("decade", DECADE, _read_decade),
    Form("left_of_range", LEFT_OF_RANGE, _read_left, "n"),
    Form("left_of_quarters", LEFT_OF_QUARTERS, _read_left_quarter),
    Form("month_day", MONTH_DAY, _read_month_day),
    *calendar_stretches.FORMS,
    Form("week", WEEK, _read_week),
    Form("weekday", WEEKDAY, _read_weekday),
    Form("day_word", DAY_WORD, _read_day_word),
    Form("holiday", HOLIDAY, _read_holiday),
    Form("set", SET, _read_set),
    *calendar_spelled.FORMS,
    *calendar_relative.FORMS,
    Form("worded", WORDED, _read_worded),
    Form("fiscal_year", FISCAL, _read_fiscal),
    Form("year", BARE_YEAR, _read_bare_year),
)
