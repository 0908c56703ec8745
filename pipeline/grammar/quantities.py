"""Quantities in running text: a number with its unit, as plain functions of a string."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from pipeline.grammar import numeral_scan, series
from pipeline.grammar.bounds import finish
from pipeline.grammar.guards import GUARDS, Candidate
from pipeline.grammar.joins import ARROW, LIST, RANGE, append, join
from pipeline.grammar.numeral_scan import Numeral
from pipeline.grammar.numeral_words import DAYS, ending_scale, plain
from pipeline.grammar.numerals import ARABIC, parse
from pipeline.grammar.quantity import Quantity
from pipeline.grammar.senses import sense
from pipeline.grammar.spelled import is_spelled
from pipeline.grammar.units import Unit, currencies, match_unit
from pipeline.records import Bound

__all__ = ["Quantity", "find"]

_ENGLISH_SCALE = re.compile(
    r"\s?(?:(thousand|[kK])|(million|mil\.?|mn|M)|(billion|bil\.?|bn|B)|(trillion|tn|T))(?![A-Za-z])"
)
_NO_NUMBER = re.compile(
    r"(?:(?<![가-힣])제\s|(?<![과문])제|(?<![가-힣])재|(?<![가-힣])톱\s?|(?<![가-힣])빅\s?|[A-Za-z]|[A-Za-z]-|\d[-–]|[.,:/]|[\dA-Za-z가-힣]\s?\+|[A-Za-z]\s?[+&]|No\.?\s?|§\s?|\d)$"
)
_APOSTROPHE = "'’‘`´′"
_DENOMINATOR = re.compile(r"\s?당(?=[\s\d(,.·]|$|국민|평균|연간|월|최대|매출|약)")
_SCALE_WORDS = "십백천만억조"
_HEAD_UNIT = re.compile(r"\s?[)\],/·]")
_MORE = re.compile(r"\s?여(?=\s?[가-힣㎀-㏿%A-Za-z])")
_PEOPLE = re.compile(
    r"(?:인구|관광객|방문객|관람객|이용객|가입자|회원|방문자|시청자|구독자|관중|수강생|시민|도민|군민|구민)[은는이가도]?\s?(?:수[는가]?\s?)?(?:약|총|연)?\s?$"
)
_MONEYED = re.compile(
    r"(?:예산|투자|매출|매출액|재정|사업비|지원금|자금|자본금|국비|도비|시비|군비|민자|기금|수출|규모|총사업비|투자액|흑자|적자)[은는이가도액]?\s?(?:약|총|연)?\s?$"
)
# A bare amount that money words follow: 350억 투입, 2,000억 규모의 지역화폐.
_MONEY_AFTER = re.compile(
    r"여?\s?(?:규모|투입|투자|들여|들인|예산|확보|증액|감액|배정|편성|매출|융자|흑자|적자|지원|출연|쏟|대\s|어치|조성|부담|기부|출자|손실|이익|시장|사업|지급|집행|융통|모금|판매|수출|반납|교부|절감|[)\]→*※…]|[.,]?\s*$|\()"
)
_NO_PARTICLE = re.compile(r"(?:을|를|이|은|에|의|으로|여(?![가-힣])|이상|대)")
_HALF = re.compile(
    r"\s반(?:(?![가-힣])|(?=(?:[이을은만의]|에|으로|가량|동안|정도|간|쯤|짜리)(?![가-힣])))"
)
_ONE = r"(?:\d|[일이삼사오육칠팔구])"
_TENTHS = re.compile(
    rf"(?<![\d.가-힣])(?:{_ONE}\s?할\s?{_ONE}\s?푼(?:\s?{_ONE}\s?리)?|\d할|[이삼사오육칠팔구]할(?=[을이]))"
    r"(?=[을를이가은는의로에대]|[^가-힣]|$)"
)
# The unit before its number, as in a list or spoken: 퍼센트 10
_UNIT_FIRST = re.compile(
    r"(?<![\d가-힣.)] )(?<![\d가-힣.)])퍼센트 (\d+(?:\.\d+)?)"
    r"(?![\d,.]*[\d가-힣%A-Za-z])(?! ?[가-힣%])"
)
_DAYS = re.compile(
    rf"(?<![가-힣])(?:일주일|{'|'.join(DAYS)})(?=간|\s?동안|\s?만에|\s?연속|에\s걸쳐|이?\s?걸[리렸려]|\s?이상|\s?내내|\s?이내|이 지[나났]|[가를]\s머)"  # noqa: E501
)


@cache
def _money_sign() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a sign that ends right before a number, and the currency of each."""
    signs = {sign: c.unit for c in currencies() for sign in c.signs}
    longest = sorted(signs, key=len, reverse=True)
    words = "|".join(re.escape(s) for s in longest if s[0].isalpha())
    marks = "|".join(re.escape(s) for s in longest if not s[0].isalpha())
    return re.compile(rf"(?:(?<![A-Za-z])(?:{words})|{marks})\s?$"), signs


def find(text: str, *, table: bool = False) -> list[Quantity]:
    """All quantities in ``text``, in order. ``table``: the text is a table's, so △ is a minus."""
    source = plain(text)
    numbers = list(numeral_scan.find(source))
    found: list[Quantity] = []
    waiting: list[tuple[Numeral, str]] = []  # bare numbers that the next unit may serve
    for index, number in enumerate(numbers):
        if found and number.start < found[-1].end:
            continue
        quantity = _read(source, number)
        if quantity is None:
            gap_end = numbers[index + 1].start if index + 1 < len(numbers) else len(source)
            gap = source[number.end : gap_end]
            joined = number.arabic and not _excluded(source, number.start)
            if joined and any(p.fullmatch(gap) for p in (RANGE, LIST, ARROW)):
                waiting.append((number, gap))
            else:
                waiting.clear()
            continue
        if waiting:
            found.extend(join(source, waiting, quantity))
            waiting.clear()
        else:
            append(source, found, quantity)
    found = _with_brackets(source, _with_words(source, found))
    return [finish(source, q, table) for q in found if not _is_denominator(source, q)]


def _with_words(source: str, found: list[Quantity]) -> list[Quantity]:
    """Add what is one word, number and unit: ``7할``, ``사흘간``."""
    more: list[Quantity] = []
    if "할" in source:
        more += [_tenths(m) for m in _TENTHS.finditer(source)]
    if _DAYS.search(source):
        more += [
            Quantity(m.start(), m.end(), *_days(m.group()), "time",
                     number_end=m.end(), rule="days")
            for m in _DAYS.finditer(source)
        ]  # fmt: skip
    if "(" in source and ("→" in source or "’" in source or "'" in source):
        more += series.find(source)
    if "퍼센트 " in source:
        more += [
            Quantity(m.start(), m.end(), Decimal(m[1]), None, "%", "percent",
                     number_end=m.end(), rule="unit_number")
            for m in _UNIT_FIRST.finditer(source)
        ]  # fmt: skip
    if not more:
        return found
    kept = [q for q in found if all(q.end <= m.start or m.end <= q.start for m in more)]
    return sorted([*kept, *more], key=lambda q: q.start)


_NAME = r"[가-힣A-Za-z·&]{1,12}(?:\s[가-힣]{1,6})?\s?[:：]?\s?(?:약\s?)?"
_ITEM = rf"{_NAME}{ARABIC}"
_ITEMS = re.compile(rf"{_NAME}({ARABIC})")
_BRACKET = re.compile(
    rf"\s?(?:[가-힣]{{1,6}}\s?)?[(（\[]\s?{_ITEM}(?:\s?[,·/+]\s?{_ITEM}){{1,7}}\s?(?:등)?\s?[)）\]]"
)
_SHORTEST = 3
"""Digits from which a code glued to a number is a currency."""
# 2008년 4,310억, 2009년 5,127억, 지난해 6,044억원: only the last has the unit
_MONEY_LATER = re.compile(
    r"(?:,|\s?→)\s(?:[^\d\n.]{0,6}|[^\n.]{0,8}년\s)\d[\d,.]*(?:억,\s[^\n.]{0,12}\s\d[\d,.]*)*[조억]\s?원"
)
_SMALL = Decimal("0.05")
_ROUNDED = Decimal("0.02")


def _with_brackets(source: str, found: list[Quantity]) -> list[Quantity]:
    """Add the bare parts in the bracket after a sum: ``780억원(국비 390, 지방비 390)``."""
    more: list[Quantity] = []
    for whole in found:
        if whole.type not in ("money", "counter", "measure") or whole.value_max is not None:
            continue
        bracket = _BRACKET.match(source, whole.end)
        if bracket is None or any(bracket.start() < q.start < bracket.end() for q in found):
            continue
        scale = ending_scale(source[whole.start : whole.number_end])
        parts = [
            Quantity(m.start(1), m.end(1), parse(m[1]) * scale, None, whole.unit, whole.type,
                     number_end=m.end(1), rule="bracket_unit")
            for m in _ITEMS.finditer(source, bracket.start(), bracket.end())
        ]  # fmt: skip
        if abs(sum(p.value for p in parts) - whole.value) <= whole.value * _ROUNDED:
            more += parts
    return sorted([*found, *more], key=lambda q: q.start) if more else found


def _days(word: str) -> tuple[Decimal, None, str]:
    return (Decimal(1), None, "주") if word == "일주일" else (Decimal(DAYS[word]), None, "일")


def _tenths(match: re.Match[str]) -> Quantity:
    percent = parse(match.group()) * 100
    return Quantity(match.start(), match.end(), percent, None, "%", "percent",
                    number_end=match.end(), rule="tenths")  # fmt: skip


def _excluded(source: str, start: int) -> bool:
    before = source[max(0, start - 4) : start]
    if before and before[-1] in _APOSTROPHE:
        # an opening quote is no mark of a year: ‘12개 단지’ has its closing one
        return re.match(r"\d\d(?:\.|년|[~∼-]|\s?[)’'])", source[start : start + 5]) is not None
    if before.endswith("+") and re.search(r"(?:^|[\s(\[:])\+$", source[max(0, start - 6) : start]):
        return re.search(r"[\dA-Za-z]\s\+$", source[max(0, start - 6) : start]) is not None
    return bool(before) and _NO_NUMBER.search(before) is not None


def _read(source: str, number: Numeral) -> Quantity | None:
    """The quantity that ``number`` begins, or None."""
    start, end = number.start, number.end
    body = source[start:end]
    pattern, signs = _money_sign()
    sign = pattern.search(source, max(0, start - 5), start) if number.arabic else None
    if sign is not None:
        name = sign.group()
        if name.isalpha() and end - start < _SHORTEST:
            return None  # COP30: a name
        return _prefixed(source, number, sign, signs[name.rstrip()])
    if number.arabic and _excluded(source, start) and not _ranged(source, start):
        return None
    if number.fraction:
        return _fraction(source, number)
    position, about = end, number.about
    if more := _MORE.match(source, position):
        position, about = more.end(), True
    spaced = source[position : position + 1] == " "
    found = match_unit(source, position + spaced)
    if found is None:
        return _unitless(source, number)
    unit_end, form, unit = found
    if (
        number.scale == number.value
        and body[0] in _SCALE_WORDS
        and _HEAD_UNIT.match(source, unit_end)
    ):
        return None  # (단위: 백만원), 매출액(십억원)
    if not number.arabic and not is_spelled(body, form, unit, spaced, number):
        return None
    candidate = Candidate(source, start, end, unit_end, number.value, form, number.arabic, about)
    if unit.guard and not GUARDS[unit.guard](candidate):
        return None
    said = sense(unit, candidate)
    if said is None:
        return None
    quantity = Quantity(
        start, unit_end, number.value, number.high, *said,
        "about" if about else "exact", 0, unit.noun, end,
    )  # fmt: skip
    return _with_rest(source, quantity, unit, number)


def _with_rest(source: str, q: Quantity, unit: Unit, number: Numeral) -> Quantity:
    """Add the hundredths of a currency (``3달러 50센트``) and a half (``1년 반``)."""
    if unit.hundredth and number.scale == 1:
        words = "|".join(unit.hundredth)
        rest = re.compile(
            rf"(?:\s|\s?하고\s|과\s)?(\d{{1,2}}|[일이삼사오육칠팔구십]{{1,3}})\s?(?:{words})(?=(?:[을를이가은는의에도만]|으로|짜리)(?![가-힣])|이[다나며]|[^가-힣]|$)"
        ).match(source, q.end)
        if rest is not None:
            value = q.value + parse(rest[1]) / 100
            return replace(q, end=rest.end(), value=value)
    halved = q.type in ("time", "multiple", "measure") or (q.unit == "개" and not number.arabic)
    if halved and q.value % 1 == 0 and q.value_max is None and (half := _HALF.match(source, q.end)):
        return replace(q, end=half.end(), value=q.value + Decimal("0.5"))
    return q


def _ranged(source: str, start: int) -> bool:
    """Whether the mark before the number is that of a range after a number, not of a serial."""
    return re.search(
        r"(?<![\d.\-])\d[\d,.]*\s?[-–]$", source[max(0, start - 12) : start]
    ) is not None and (
        re.search(r"(?:\d{3,4}|^0\d*)[-–]$", source[max(0, start - 5) : start]) is None
    )


def _prefixed(source: str, number: Numeral, sign: re.Match[str], unit: str) -> Quantity:
    """Money with its sign before: $3.5억, US$ 2 million."""
    value, end = number.value, number.end
    if scale := _ENGLISH_SCALE.match(source, end):
        value, end = value * 10 ** (3 * (scale.lastindex or 0)), scale.end()
    elif (found := match_unit(source, end)) and found[2].type == "money":
        end = found[0]
    return Quantity(
        sign.start(),
        end,
        value,
        number.high,
        unit,
        "money",
        number_end=number.end,
        rule="money_sign",
    )


def _fraction(source: str, number: Numeral) -> Quantity | None:
    """A fraction of a unit (``4분의 3마일``), or of a whole, in %."""
    found = match_unit(source, number.end + (source[number.end : number.end + 1] == " "))
    if source.startswith("절반", number.start):
        found = None
    measured = found is not None and found[2].type in ("measure", "time", "money", "multiple")
    if found is not None and (measured or found[2].unit in ("스푼", "컵", "잔")):
        return Quantity(number.start, found[0], number.value, None, found[2].unit, found[2].type,
                        number_end=number.end, rule="fraction_unit")  # fmt: skip
    if number.value > 1:
        return None
    if "/" in source[number.start : number.end] and re.match(r"\s?분기", source[number.end :]):
        return None
    share = number.value * 100  # 33.33; of a millionth the digits that it has
    value = share.quantize(Decimal("0.01"), ROUND_HALF_UP) if share >= _SMALL else share
    bound: Bound = "about" if number.about else "exact"
    return Quantity(
        number.start,
        number.end,
        value,
        None,
        "%",
        "percent",
        bound,
        number_end=number.end,
        rule="fraction",
    )


def _unitless(source: str, number: Numeral) -> Quantity | None:
    """A large number that Korean leaves without its unit: people after 인구, won after 예산."""
    if number.scale < 10**4 or not (number.arabic or number.value > number.scale):
        return None
    after = source[number.end : number.end + 10]
    moneyed = number.scale >= 10**8 and (
        _MONEY_AFTER.match(after) is not None or _MONEY_LATER.match(source, number.end) is not None
    )
    if not moneyed and re.match(r"[가-힣]", after) and not _NO_PARTICLE.match(after):
        return None
    before = source[max(0, number.start - 12) : number.start]
    bound: Bound = "about" if number.about else "exact"
    for holds, unit, kind in (
        (_PEOPLE.search(before) is not None, "명", "counter"),
        (moneyed or (number.scale >= 10**8 and _MONEYED.search(before) is not None), "KRW", "money"),  # noqa: E501
    ):  # fmt: skip
        if holds:
            return Quantity(number.start, number.end, number.value, number.high, unit, kind, bound,
                            number_end=number.end, rule="implied_unit")  # fmt: skip
    return None


def _is_denominator(source: str, q: Quantity) -> bool:
    """Whether the quantity is what is counted by: ``1인당``, ``한 달에 세 번``, ``㎡당``."""
    said = source[q.start : q.end]  # 한 명 한 명: each of them
    if q.value == 1 and (
        source.startswith(f" {said}", q.end) or source.endswith(f"{said} ", 0, q.start)
    ):
        return True
    if q.type == "time" and q.value == 1 and re.match(r"에\s", source[q.end : q.end + 2]):
        return True
    return q.type != "percent" and _DENOMINATOR.match(source, q.end) is not None
