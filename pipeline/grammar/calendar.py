"""Korean calendar expressions: finding them in a string and resolving them to EDTF.

``find`` reads a text from left to right. At each place where something temporal may begin the
table of forms is asked; then a range (``~``, ``부터 … 까지``), then particles of extent. Spans
take 지난, 오는, 부터, 까지, 경, 이후, and leave 에, 의, 기준, 대비, 현재, clock times outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline.grammar import calendar_relative, calendar_spelled, edtf
from pipeline.grammar.calendar_forms import FORMS
from pipeline.grammar.calendar_moments import Fields, Moment, day_moment
from pipeline.grammar.calendar_patterns import QUOTE, TRIGGER, WEEKDAYS, S
from pipeline.grammar.calendar_resolve import Discourse, basis_of, resolve
from pipeline.records import DateBasis, DateExpression, DateType

__all__ = ["Discourse", "find", "parse_date"]

# Full-width digits and points, and 年月日, to what the patterns know; lengths stay.
_PLAIN = str.maketrans("０１２３４５６７８９．，／～（）〇年月日", "0123456789.,/~()0년월일")

_TRIGGER = re.compile(
    "|".join((TRIGGER.pattern, calendar_spelled.TRIGGER, calendar_relative.TRIGGER))
)
_SENTENCE_END = re.compile(r"(?<=[다요죠까음임됨함])[.?!](?=\s|$|[”\"’'])|\n(?P<blank>[ \t]*\n)?")
_NUMBER = re.compile(r"[\d.,/]*\d")
_TILDE = r"[~∼～〜˜]"
_WEEKDAY = r"(?:" + S + r"\((?:[" + WEEKDAYS + r"](?:요일)?)(?:[,·∼~/ ][^()\n]{0,12})?\))"
_CLOCK = (
    r"(?:"
    + S
    + r"(?:오전|오후|낮|밤|저녁|새벽)?"
    + S
    + r"\d{1,2}(?::\d\d){1,2}|"
    + S
    + r"(?:오전|오후|낮|밤)?"
    + S
    + r"\d{1,2}시(?:"
    + S
    + r"\d{1,2}분|"
    + S
    + r"반)?)"
)
_SEPARATOR = re.compile(
    _WEEKDAY
    + r"?"
    + _CLOCK
    + r"?(?:"
    + S
    + r"(?P<mark>"
    + _TILDE
    + r"|[-–―→])"
    + S
    + r"|"
    + S
    + r"(?P<from>부터|에서)"
    + S
    + r"(?:오는"
    + S
    + r")?|(?P<list>[·,])"
    + S
    + r")"
)
_UNTIL = re.compile(_WEEKDAY + r"?" + _CLOCK + r"?" + S + r"(?:까지|사이)")
_CLOSED = re.compile(S + r"(?:$|[)\]])")
"""Behind 13일에서 15일: nothing more, so that no verb was meant between the two."""
_SUFFIX = re.compile(
    r"(?:"
    + _WEEKDAY
    + S
    + r"(?=부터|까지|이후|이전))?(?:"
    + S
    + r"(?P<about>경(?=$|[^가-힣]|에(?![가-힣]{2})|부터|까지)|께(?=$|[^가-힣]|에|부터|까지)|쯤"
    r"|무렵|즈음))?"
    r"(?:"
    + S
    + r"(?P<from>부터|이후(?!"
    + S
    + r"\d+(?:년|개월|일)간)(?:로|부터)?|이래)|"
    + S
    + r"(?P<until>전?까지|이전(?=$|[ ]?[),.]|에|의|까지|보다|부터)))?"
)
_MARK = S + r"[·,ㆍ‧․]" + S
_LIST_DAY = re.compile(
    _MARK + r"(?P<n>3[01]|[12]\d|0?[1-9])(?:(?=(?:" + _MARK + r"\d{1,2}){1,8}" + S + r"일)|" + S
    + r"일(?!간|차|씩|째|동안))"
)  # fmt: skip
_LIST_MONTH = re.compile(
    _MARK + r"(?P<n>1[0-2]|0?[1-9])(?:(?=(?:" + _MARK + r"\d{1,2}){1,8}" + S + r"월)|" + S + r"월)"
)
_OPEN = re.compile(S + _TILDE + r"(?!" + S + r"[\d" + QUOTE[1:-1] + r"])")
_OPEN_BEFORE = re.compile(r"(?:^|(?<=[\s(\[:,]))(?<!\d[ \u00a0])" + _TILDE + S + r"$")
_NOW = re.compile(r"(?:현재|지금|오늘|현)(?![가-힣])(?:" + S + r"까지)?|현재까지")

_RIGHT_MONTH_DAY = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])"
    + S
    + r"(?:\."
    + S
    + r"|/)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d%])(?:\.(?!\d)|"
    + S
    + r"일)?(?!\d)"
)
_RIGHT_DAY = re.compile(
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?:"
    + S
    + r"일|\.(?!\d)|(?!"
    + S
    + r"(?:[.%:월년개시분]|\d)))"
)
_RIGHT_MONTH = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])(?!\d)(?:" + S + r"월|\.(?!\d)|(?!" + S + r"(?:[.%:일년개시분명]|\d)))"
)
_RIGHT_YEAR = re.compile(
    QUOTE
    + r"?(?P<y>\d{4}|\d\d)(?!\d)(?:"
    + S
    + r"년(?!간|대)도?|(?!"
    + S
    + r"(?:[.%:월일개명원건호만천억]|시(?!즌)|\d)))"
)

_PAST, _AHEAD = -1, 1


def _ending_in(final: int, *, but: str = "") -> str:
    """A class of the Hangul syllables with one final consonant: 4 ㄴ, 8 ㄹ, 20 ㅆ."""
    syllables = (chr(code) for code in range(0xAC00 + final, 0xD7A4, 28))
    return "[" + "".join(s for s in syllables if s not in but) + "]"


_CUE = re.compile(
    r"(?P<ahead>예정|계획|방침|전망|기로|키로|겠|할|될|열릴|열리는|펼칠|나설"
    r"|" + _ending_in(8) + r" ?(?:것|거(?![가-힣]{2})|게요?(?![가-힣])|래요?(?![가-힣])|수 [있없])"
    r"|" + _ending_in(8) + r"까(?![가-힣])"
    r"|것으로 (?:예상|기대|보)"
    r"|" + _ending_in(4, but="인") + r"다(?![가-힣\"'”’])|개최되는|실시하는|목표)"
    r"|(?P<past>" + _ending_in(20, but="있겠") + r"(?:다|으|고|던|습|어|지)"
    r"|바 있|(?:[한된린난간온친진낸킨쓴]|(?<![다따])른|(?<!모)든)(?=[ ,])|결과(?![가-힣]))"
)
_WEEKDAY_AFTER = re.compile(rf"[ .]?\s?\(([{WEEKDAYS}])(?:요일)?[\s),~]")
"""3.3(수): the day of the week says which year's third of March."""
_CUE_REACH = 120
"""Characters: the verb that tells the tense stands this near, or in another clause."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of the text read as one point in time, before it is resolved."""

    end: int
    fields: Fields
    rule: str


def find(
    text: str, published: str | None = None, discourse: Discourse | None = None
) -> list[DateExpression]:
    """All calendar expressions of ``text`` in order, none overlapping.

    ``published`` (EDTF) anchors relative dates; without it their ``edtf`` is ``None``. A
    ``discourse`` given is continued and carries its own publication date. A newline ends a
    sentence, an empty line a paragraph. Never raises on any text.
    """
    story = discourse if discourse is not None else Discourse.at(published)
    plain = text.translate(_PLAIN)
    results: list[DateExpression] = []
    position = told = 0
    while trigger := _TRIGGER.search(plain, position):
        start = trigger.start()
        _advance(plain, told, start, story)
        told = start
        point = _point(plain, start)
        if point is None:
            number = _NUMBER.match(plain, start)
            position = max(trigger.end(), number.end() if number else 0)
            continue
        expression = _expression(text, plain, start, point, story)
        results.append(expression)
        position = max(expression.end, start + 1)
        for further in _listed(text, plain, expression, point.fields, story):
            results.append(further)
            position = further.end
    return results


def _listed(
    text: str, plain: str, before: DateExpression, fields: Fields, story: Discourse
) -> Iterator[DateExpression]:
    """The further days or months of a list whose unit stands at its end: 3월 11·13·19일."""
    end = before.end
    if before.edtf is None or "/" in before.edtf or not plain[end - 1].isdigit():
        return
    pattern = _LIST_DAY if fields.has_day else _LIST_MONTH if fields.has_month else None
    while pattern and (match := pattern.match(plain, end)):
        number = int(match["n"])
        first = story.sentence
        own = Fields(day=number) if fields.has_day else Fields(month=number)
        moment = None if first is None else _inherit(first, own, story)
        if moment is None:
            return
        story.note(moment, story.basis, open_start=False)
        start, end = match.start("n"), match.end()
        yield _record(text, start, end, moment, None, before.basis, "listed")


def parse_date(text: str) -> str | None:
    """The first absolute date in a short string such as ``2023. 3. 18 오전 10:58``, in EDTF."""
    for found in find(text):
        if found.edtf and found.basis == "explicit" and "/" not in found.edtf:
            return found.edtf
    return None


def _advance(text: str, start: int, end: int, story: Discourse) -> None:
    for boundary in _SENTENCE_END.finditer(text, start, end):
        if boundary["blank"]:
            story.end_paragraph()
        else:
            story.end_sentence()


def _point(text: str, start: int) -> _Found | None:
    for form in FORMS:
        match = form.pattern.match(text, start)
        if match is None or match.end() == start:
            continue
        fields = form.read(match, text)
        if fields is not None and (form.name == "worded" or _possible(fields)):
            end = start + len(text[start : match.end(form.end)].rstrip(" \t\u00a0"))
            return _with_weekday(text, _Found(end, fields, form.name))
    return None


_SPOKEN_WEEKDAY = re.compile(
    S + r"([" + WEEKDAYS + r"])요일(?=$|[^가-힣]|에|부터|까지|의|이|은|엔)"
)


def _with_weekday(text: str, found: _Found) -> _Found:
    """The day of the week said after a date belongs to it: 12월 10일 수요일 (in brackets not)."""
    fields = found.fields
    if not fields.has_day or fields.weekday is not None:
        return found
    match = _SPOKEN_WEEKDAY.match(text, found.end)
    if match is None:
        return found
    if fields.day is not None and fields.month is not None and not fields.has_year:
        fields = replace(fields, weekday=WEEKDAYS.index(match[1]))
    return _Found(match.end(), fields, found.rule)


def _possible(fields: Fields) -> bool:
    """Whether the day exists in its month; figures that name no day are no date at all."""
    if fields.month is None or fields.day is None:
        return True
    year = 2000 if fields.year is None else fields.year
    return fields.day <= edtf.last_day(year, fields.month)


def _tense(text: str, end: int) -> int:
    """Past or to come, by the nearest verb or noun of intent behind the date."""
    stop = _SENTENCE_END.search(text, end, end + _CUE_REACH)
    cue = _CUE.search(text, end, stop.start() if stop else end + _CUE_REACH)
    if cue is None:
        return 0
    return _AHEAD if cue["ahead"] else _PAST


def _expression(
    text: str, plain: str, start: int, point: _Found, story: Discourse
) -> DateExpression:
    fields, end, rule = point.fields, point.end, point.rule
    if fields.month is not None and fields.has_day and not fields.has_year:
        marked = _WEEKDAY_AFTER.match(plain, end)
        if marked:
            fields = replace(fields, weekday=WEEKDAYS.index(marked[1]))
    basis = basis_of(fields, story)
    bare = fields.holiday is not None or not (
        fields.has_year or fields.lean or fields.month_of or fields.day_of
    )
    bare = bare or "story" in (fields.year_of, fields.month_of, fields.day_of)
    first = resolve(fields, story, _tense(plain, end) if bare else 0)
    ranged = None if fields.repeats else _range(plain, end, fields, first, story)
    if ranged is not None:
        end, last, open_end = ranged
        if first is not None:
            story.note(first if last is None else last, basis, open_start=open_end)
        return _record(text, start, end, first, last, basis, rule + "_range", open_end=open_end)
    if fields.repeats:
        return _record(text, start, end, None, None, "explicit", rule, kind="set")
    if fields.unknown:
        return _record(text, start, end, None, None, "explicit", rule)
    suffix = _SUFFIX.match(plain, end)
    after = suffix.group("about", "from", "until") if suffix else (None, None, None)
    opened = _OPEN.match(plain, end)
    before = _OPEN_BEFORE.search(plain, max(0, start - 4), start)
    if suffix and any(after):
        end = suffix.end()
    elif opened:
        end = opened.end()
    elif before:
        start = before.start()
    open_end = bool(after[1]) or bool(opened and not any(after))
    open_start = bool(after[2]) or bool(before and not any(after) and not opened)
    # 전년 대비 looks aside: the story stays in its own year.
    compared = fields.year_of == "discourse" and fields.year_shift < 0
    if first is not None and not compared:
        # 2026. 4. 13. stands at the head of a release; prose says 4월 13일.
        told = rule not in ("year_month_day", "compact") or "월" in text[start:end]
        story.note(first, basis, open_start=open_end, lead=told)
    return _record(
        text, start, end, None if open_start else first, first if open_start else None,
        basis, rule, open_end=open_end, open_start=open_start, about=bool(after[0]) or fields.about,
    )  # fmt: skip


def _range(
    text: str, end: int, fields: Fields, first: Moment | None, story: Discourse
) -> tuple[int, Moment | None, bool] | None:
    """End of the span, the later point, and whether it runs on; ``None`` if no range follows."""
    separator = _SEPARATOR.match(text, end)
    if separator is None:
        return None
    now = _NOW.match(text, separator.end())
    if now and (separator["mark"] or separator["from"]):
        return now.end(), None, True
    right = _right(text, separator.end(), fields)
    if right is None:
        return None
    if separator["list"] and any(c in separator[0] for c in "시:"):
        return None
    if separator["list"] and not (
        (fields.has_day and _only_day(right.fields)) or _listed_months(fields, right.fields)
    ):
        return None
    last = None if first is None else _inherit(first, right.fields, story)
    stop = right.end
    until = _UNTIL.match(text, stop)
    if separator["from"] and not until and not _CLOSED.match(text, stop):
        return None
    if until:
        stop = until.end()
    if first is not None and last is None:
        return None
    if first is not None and last is not None:
        if last.bounds()[1] < first.bounds()[0] or last.bounds() == first.bounds():
            return None
        # 13·14일 is one stretch, 3·7일 are two dates.
        if separator["list"] and (last.bounds()[0] - first.bounds()[1]).days != 1:
            return None
    elif separator["list"] or separator["mark"] in ("-", "–", "→"):
        return None
    return stop, last, False


def _only_day(fields: Fields) -> bool:
    return fields.has_day and not (fields.has_month or fields.has_year)


def _listed_months(left: Fields, right: Fields) -> bool:
    """1·2월: two months of one year, the first without its unit."""
    return (
        left.month is not None
        and right.month == left.month + 1
        and not (left.has_day or right.has_day or right.has_year or left.part or right.part)
    )


def _right(text: str, start: int, left: Fields) -> _Found | None:
    """The right side of a range; what it leaves unsaid is the left side's."""
    if left.has_day and (match := _RIGHT_MONTH_DAY.match(text, start)):
        return _Found(match.end(), Fields(month=int(match["m"]), day=int(match["d"])), "")
    if left.has_day and (match := _RIGHT_DAY.match(text, start)):
        return _with_weekday(text, _Found(match.end(), Fields(day=int(match["d"])), ""))
    point = _point(text, start)
    if point is not None and point.rule != "left_of_range" and not point.fields.repeats:
        return point
    if left.has_month and not left.has_day and (match := _RIGHT_MONTH.match(text, start)):
        return _Found(match.end(), Fields(month=int(match["m"])), "")
    plain_year = left.has_year and not left.has_month and left.code is None
    if plain_year and (match := _RIGHT_YEAR.match(text, start)):
        year = int(match["y"])
        own = Fields(year=year) if len(match["y"]) == 4 else Fields(short_year=year)
        return _Found(match.end(), own, "")
    return None


def _inherit(first: Moment, right: Fields, story: Discourse) -> Moment | None:
    """The right side resolved with the left side's year and month."""
    if right.weekday is not None and not right.has_day and right.week is None:
        # 지난주 월요일부터 수요일까지: the Wednesday after that Monday.
        start = first.bounds()[0]
        return day_moment(start + timedelta(days=(right.weekday - start.weekday()) % 7))
    if right.has_year or right.month_of or right.day_of or right.week is not None:
        return resolve(right, story, 0)
    if right.month is None and right.code is None and right.day is not None:
        if first.month is None or first.month > 12:
            return None
        moment = Moment(first.year, first.month, right.day)
    else:
        month = right.code if right.code is not None else right.month
        if month is None:
            return None
        wraps = first.month is not None and first.month <= 12 and month < first.month
        moment = Moment(first.year + wraps, month, right.day, right.part)
    try:
        moment.edtf()
    except ValueError:
        return None
    return moment


def _record(
    text: str, start: int, end: int, first: Moment | None, last: Moment | None, basis: DateBasis,
    rule: str, *, open_end: bool = False, open_start: bool = False, about: bool = False,
    kind: DateType = "date",
) -> DateExpression:  # fmt: skip
    earliest = latest = written = None
    if first is not None or last is not None:
        left = "" if first is None else replace(first, until=None).edtf()
        until = last if last is not None else (None if first is None else first.until)
        right = "" if until is None else until.edtf()
        if open_end and first is not None:
            written, earliest = f"{left}/..", first.bounds()[0].isoformat()
        elif open_start and last is not None:
            final = last.until or last
            written, latest = f"../{final.edtf()}", last.bounds()[1].isoformat()
        elif first is not None:
            # An end that is an interval itself (2000년 ~ 지난주) ends where that ends.
            right = right.split("/")[-1] if right else right
            written = f"{left}/{right}" if until is not None else left
            earliest = first.bounds()[0].isoformat()
            latest = (until or first).bounds()[1].isoformat()
        if about and written is not None and "/" not in written:
            written += "~"
    if kind == "date" and (
        open_end or open_start or rule.endswith("_range") or (written and "/" in written)
    ):
        kind = "interval"
    return DateExpression(
        start=start, end=end, text=text[start:end], edtf=written, earliest=earliest,
        latest=latest, type=kind, basis=basis, rule=rule,
    )  # fmt: skip
