"""Korean calendar expressions: finding them in a string and resolving them to EDTF.

``find`` reads a text from left to right. At each place where something temporal may begin the
table of forms is asked; then a range (``~``, ``부터 … 까지``), then particles of extent. Spans
take 지난, 오는, 부터, 까지, 경, 이후, and leave 에, 의, 기준, 대비, 현재, clock times outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.grammar import calendar_relative, calendar_spelled
from pipeline.grammar.calendar_discourse import Discourse, basis_of
from pipeline.grammar.calendar_moments import Fields, Moment
from pipeline.grammar.calendar_patterns import QUOTE, TRIGGER, WEEKDAYS, S
from pipeline.grammar.calendar_points import Found, point_at
from pipeline.grammar.calendar_ranges import TILDE, WEEKDAY_GLOSS, inherit, range_after
from pipeline.grammar.calendar_resolve import resolve
from pipeline.grammar.calendar_tense import SENTENCE_END, tense
from pipeline.records import DateBasis, DateExpression, DateType

__all__ = ["Discourse", "find", "parse_date"]
# Full-width digits and points, and 年月日, to what the patterns know; lengths stay.
_PLAIN = str.maketrans("０１２３４５６７８９．，／～（）〇年月日", "0123456789.,/~()0년월일")
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_TRIGGER = re.compile(
    "|".join((TRIGGER.pattern, calendar_spelled.TRIGGER, calendar_relative.TRIGGER))
)
_NUMBER = re.compile(r"[\d.,/]*\d")
# What is plainly counted is not tried as a date: most numbers of a text are such.
_COUNTED = re.compile(r"\d[\d,]*(?:\.\d+)?(?:명|건|원(?!주)|억|만|%|곳|㎡|개(?!월))")
_SUFFIX = re.compile(
    r"(?:"
    + WEEKDAY_GLOSS
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
_OPEN = re.compile(S + TILDE + r"(?!" + S + r"[\d" + QUOTE[1:-1] + r"])")
_OPEN_BEFORE = re.compile(r"(?:^|(?<=[\s(\[:,]))(?<!\d[ \u00a0])" + TILDE + S + r"$")
_WEEKDAY_AFTER = re.compile(rf"[ .]?\s?\(([{WEEKDAYS}])(?:요일)?[\s),~]")
"""3.3(수): the day of the week says which year's third of March."""


def find(
    text: str, published: str | None = None, discourse: Discourse | None = None
) -> list[DateExpression]:
    """All calendar expressions of ``text`` in order, none overlapping.

    ``published`` (EDTF) anchors relative dates; without it their ``edtf`` is ``None``. A
    ``discourse`` given is continued and carries its own publication date. A newline ends a
    sentence, an empty line a paragraph. Never raises on any text.
    """
    story = discourse if discourse is not None else Discourse.at(published)
    plain = text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text
    results: list[DateExpression] = []
    position = told = 0
    while trigger := _TRIGGER.search(plain, position):
        start = trigger.start()
        if counted := _COUNTED.match(plain, start):
            position = counted.end()
            continue
        _advance(plain, told, start, story)
        told = start
        point = point_at(plain, start)
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
        moment = None if first is None else inherit(first, own, story)
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
    for boundary in SENTENCE_END.finditer(text, start, end):
        if boundary["blank"]:
            story.end_paragraph()
        else:
            story.end_sentence()


def _expression(
    text: str, plain: str, start: int, point: Found, story: Discourse
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
    first = resolve(fields, story, tense(plain, end) if bare else 0)
    ranged = None if fields.repeats else range_after(plain, end, fields, first, story)
    if ranged is not None:
        end, last, open_end = ranged
        if first is not None:
            story.note(first if last is None else last, basis, open_start=open_end)
            if last is not None:
                story.span = replace(first, until=last)
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


def _record(
    text: str, start: int, end: int, first: Moment | None, last: Moment | None, basis: DateBasis,
    rule: str, *, open_end: bool = False, open_start: bool = False, about: bool = False,
    kind: DateType = "date",
) -> DateExpression:  # fmt: skip
    earliest = latest = written = None
    if first is not None or last is not None:
        left = "" if first is None else first.beginning().edtf()
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
