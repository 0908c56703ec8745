"""Quantities: a number with its unit, its bound and its sign, as plain functions of a string."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from pipeline.grammar import numerals
from pipeline.grammar.guards import GUARDS, Candidate
from pipeline.grammar.numerals import Numeral
from pipeline.grammar.units import Unit, match_unit
from pipeline.records import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``[start, end)``: the number up to the counter, no further.

    ``type`` is that of the unit (money, percent, points, multiple, rank, time, measure,
    counter); ``sign`` is -1 or +1 where one is written, else 0; ``value`` carries it.
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    type: str
    bound: Bound = "exact"
    sign: int = 0
    noun: str | None = None
    number_end: int = 0
    rule: str = "number_unit"


_MONEY_SIGNS = {"$": "USD", "＄": "USD", "₩": "KRW", "￦": "KRW", "\\": "KRW", "€": "EUR", "¥": "JPY",  # noqa: E501
                "￥": "JPY", "£": "GBP"}  # fmt: skip
_MONEY_SIGN = re.compile(r"(?:US\s?\$|U\$|\$US|[$＄₩￦€¥￥£]|USD|KRW|EUR|JPY|CNY)\s?$")
_ENGLISH_SCALE = re.compile(
    r"\s?(?:(thousand)|(million|mil\.?|M)|(billion|bil\.?|B)|(trillion))(?![A-Za-z])"
)
_NO_NUMBER = re.compile(
    r"(?:(?<![가-힣])제\s|(?<![과문])제|[A-Za-z]|[A-Za-z]-|\d[-–]|[.,:/]|[\dA-Za-z가-힣]\s?\+|[A-Za-z]\s?[+&]|No\.?\s?|§\s?|\d)$"
)
_APOSTROPHE = "'’‘`´′"
_DENOMINATOR = re.compile(r"\s?당(?=[\s\d(,.·]|$|국민|평균|연간|월|최대|매출|약)")
_SCALE_WORDS = "십백천만억조"
_HEAD_UNIT = re.compile(r"\s?[)\],/·]")
_RANGE = re.compile(r"\s?(?:[~∼～〜˜∽–—―-]|에서|내지)\s?")
_LIST = re.compile(r"\s?(?:[,·ㆍ・]|와|과|및)\s?")
_PEOPLE = re.compile(
    r"(?:인구|관광객|방문객|관람객|이용객|가입자|회원|방문자|시청자|구독자|관중|수강생|시민|도민|군민|구민)[은는이가도]?\s?(?:수[는가]?\s?)?(?:약|총|연)?\s?$"
)
_MONEYED = re.compile(
    r"(?:예산|투자|매출|매출액|재정|사업비|지원금|자금|자본금|국비|도비|시비|군비|민자|기금|수출|규모|총사업비|투자액|흑자|적자)[은는이가도액]?\s?(?:약|총|연)?\s?$"
)

_BEFORE: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (
        re.compile(
            r"(?<!역대\s)(?<!사상\s)(?<!국내\s)(?<!세계\s)(?:최대|최고|최장|많게는|길게는)\s?$"
        ),
        "at_most",
    ),
    (re.compile(r"(?:최소|최소한|적어도|최저|적게는|못해도)\s?$"), "at_least"),
    (re.compile(r"(?<![가-힣])(?:약|대략|어림잡아|줄잡아|거의|대충|얼추|근|연간 약)\s?$"), "about"),
)
_AFTER: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"\s?(?:이상|이 넘지 않는 것은)"), "at_least"),
    (re.compile(r"(?:[을를이가은는도]|에)?\s?(?:조금\s|약간\s|크게\s|훨씬\s)?(?:초과|넘|웃도|웃[돌돈]|상회|돌파|뛰어넘|훌쩍)"), "more_than"),  # noqa: E501
    (re.compile(r"(?:[을를이가도]|에도?|에는)?\s?(?:채\s|크게\s|한참\s)?(?:미만|못\s?미[치쳤칠친]|미치지 못|미달|밑도|밑[돌돈]|하회|안\s?[되된됐될]|채 안|에 불과하지)"), "less_than"),  # noqa: E501
    (re.compile(r"\s?(?:이하|이내|한도)|\s안(?:에서?|의)(?:\s|$)"), "at_most"),
    # the counted noun between: 10개 시·군 미만으로
    (re.compile(r"\s[가-힣·]{1,6}\s이상"), "at_least"),
    (re.compile(r"\s[가-힣·]{1,6}\s(?:이하|이내)"), "at_most"),
    (re.compile(r"\s[가-힣·]{1,6}\s미만"), "less_than"),
    (re.compile(r"\s?(?:내외|가량|정도|안팎|남짓|쯤|여(?![가-힣])|여[간의원]|전후|에 육박|에 가까|가까[이운]|에 달할 정도|에 이를 정도)"), "about"),  # noqa: E501
    (re.compile(r"[을를]?\s?육박"), "about"),
    (re.compile(r"대(?=[의에로를는가\s,.)]|$)"), "about"),
)  # fmt: skip
_CAP = re.compile(r"\s?까지\s?(?:모을|받을|뽑을|늘릴|둘|신청할|지원할|빌릴|쓸)\s(?:수|계획)|\s?까지\s?(?:만\s)?(?:지원|융자|보조|대출|보증|가능|공제|감면|인정|허용|지급|보상|신청|부담|할인|적용|제공|투자할 수|받을 수|신청할 수|늘릴 수|연장할 수)")  # fmt: skip  # noqa: E501
_MINUS = re.compile(r"(?:(△|▲|▽|▼|마이너스\s?|[-−–])\s?|(\+|플러스\s?))$")
# One-syllable native numerals written together with a counter are mostly other words (세종, 한편).
_CLOSE = frozenset(("명", "개", "배", "달", "곳", "건", "가지", "시간"))
_FEW = frozenset(
    ("한", "두", "세", "네", "석", "넉", "서", "너", "닷", "엿", "열", "둘", "셋", "넷")
)
_ONE = frozenset(("명", "사람", "달", "시간"))
_SINO_UNITS = frozenset(("퍼센트", "달러", "유로", "개월", "퍼센트포인트", "킬로미터", "프로"))


def find(text: str, *, table: bool = False) -> list[Quantity]:
    """All quantities in ``text``, in order. ``table``: the text is a table's, so △ is a minus."""
    source = numerals.plain(text)
    numbers = list(numerals.find(source))
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
            if joined and (_RANGE.fullmatch(gap) or _LIST.fullmatch(gap)):
                waiting.append((number, gap))
            else:
                waiting.clear()
            continue
        if waiting:
            found.extend(_join(source, waiting, quantity))
            waiting.clear()
        else:
            _append(source, found, quantity)
    return [_finish(source, q, table) for q in found if not _is_denominator(source, q)]


def _excluded(source: str, start: int) -> bool:
    before = source[max(0, start - 4) : start]
    if before and before[-1] in _APOSTROPHE:
        # an opening quote is no mark of a year: ‘12개 단지’ has its closing one
        return re.match(r"\d\d(?:\.|년|[~∼-]|\s?[)’'])", source[start : start + 5]) is not None
    return bool(before) and _NO_NUMBER.search(before) is not None


def _read(source: str, number: Numeral) -> Quantity | None:
    """The quantity that ``number`` begins, or None."""
    start, end = number.start, number.end
    body = source[start:end]
    sign = _MONEY_SIGN.search(source, max(0, start - 5), start)
    if number.arabic and sign is not None:
        return _prefixed(source, number, sign)
    if number.arabic and _excluded(source, start) and not _ranged(source, start):
        return None
    if body == "절반":
        return _fraction(number, Decimal(50))
    if "분의" in body:
        return _fraction(number, number.value * 100)
    position, about = end, number.about
    if more := re.compile(r"\s?여(?=\s?[가-힣㎀-㏿%A-Za-z])").match(source, position):
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
    if not number.arabic and not _spelled(body, form, unit, spaced, number):
        return None
    candidate = Candidate(source, start, end, unit_end, number.value, form, number.arabic, about)
    if unit.guard and not GUARDS[unit.guard](candidate):
        return None
    return Quantity(
        start, unit_end, number.value, number.high, unit.unit, _type(unit, candidate),
        "about" if about else "exact", 0, unit.noun, end,
    )  # fmt: skip


def _ranged(source: str, start: int) -> bool:
    """Whether the mark before the number is that of a range after a number, not of a serial."""
    return re.search(
        r"(?<![\d.\-])\d[\d,.]*\s?[-–]$", source[max(0, start - 12) : start]
    ) is not None and (
        re.search(r"(?:\d{3,4}|^0\d*)[-–]$", source[max(0, start - 5) : start]) is None
    )


def _type(unit: Unit, c: Candidate) -> str:
    if unit.unit == "주" and c.value > 60:
        return "counter"  # shares, trees
    return unit.type


def _spelled(body: str, form: str, unit: Unit, spaced: bool, number: Numeral) -> bool:
    """Whether a spelled numeral before ``form`` is one, and not part of another word."""
    if body == "한":
        return spaced and form in _ONE
    if body in _FEW:
        return (spaced and unit.type != "money") or form in _CLOSE
    if len(body) == 1 and body in numerals.SINO:
        return form in _SINO_UNITS
    if len(body) == 1 and body in "십백천만억조경":
        return body not in "경해조" and (spaced or form in _CLOSE or form in ("원", "달러", "불"))
    if number.value < 100 and number.high is None and len(form) == 1 and not spaced:
        return form in _CLOSE or form in ("원", "년", "세", "살", "회")
    return True


def _prefixed(source: str, number: Numeral, sign: re.Match[str]) -> Quantity:
    """Money with its sign before: $3.5억, US$ 2 million."""
    mark = sign.group().strip()
    unit = _MONEY_SIGNS.get(mark[-1]) or (mark if len(mark) == 3 and mark.isalpha() else "USD")
    value, end = number.value, number.end
    if scale := _ENGLISH_SCALE.match(source, end):
        value, end = value * 10 ** (3 * (scale.lastindex or 0)), scale.end()
    elif (found := match_unit(source, end)) and found[2].unit == unit:
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


def _fraction(number: Numeral, percent: Decimal) -> Quantity:
    value = percent.quantize(Decimal("0.01"), ROUND_HALF_UP)
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
    if number.scale < 10**4 or (
        re.match(r"[가-힣]", source[number.end : number.end + 1])
        and not re.match(
            r"(?:을|를|이|은|에|의|으로|여(?![가-힣])|이상|대)", source[number.end : number.end + 2]
        )
    ):
        return None
    before = source[max(0, number.start - 12) : number.start]
    for pattern, unit, kind, least in (
        (_PEOPLE, "명", "counter", 10**4),
        (_MONEYED, "KRW", "money", 10**8),
    ):
        if number.scale >= least and pattern.search(before):
            bound: Bound = "about" if number.about else "exact"
            return Quantity(number.start, number.end, number.value, number.high, unit, kind, bound,
                            number_end=number.end, rule="implied_unit")  # fmt: skip
    return None


def _borrow(first: Numeral, value: Decimal, scale: int) -> Decimal:
    """A bare number before ``~`` borrows the scale of the one after: 10~20억."""
    if first.scale == 1 and scale > 1 and first.value * scale <= value:
        return first.value * scale
    return first.value


def _join(source: str, waiting: Sequence[tuple[Numeral, str]], last: Quantity) -> list[Quantity]:
    """Bare numbers with the quantity after them: a range, or several that share the unit."""
    first, gap = waiting[-1]
    body = source[last.start : last.number_end]
    scale = numerals._scale(body)
    low = _borrow(first, last.value, scale)
    near = "," in gap and len(waiting) == 1 and last.value - first.value == 1 and last.value < 10
    if (_RANGE.fullmatch(gap) or near) and low < last.value:
        return [replace(last, start=first.start, value=low, value_max=last.value, rule="range")]
    if any(n.value >= 1000 for n, _ in waiting) or not all(_LIST.fullmatch(g) for _, g in waiting):
        return [last]
    if last.type in ("time", "rank") or last.value >= 1000:
        return [last]
    shared = [
        replace(last, start=n.start, end=n.end, number_end=n.end, value=n.value, rule="shared_unit")
        for n, _ in waiting
    ]
    return [*shared, last]


def _append(source: str, found: list[Quantity], quantity: Quantity) -> None:
    """Add a quantity, making one range of it and the one before where ``~`` joins them."""
    if found:
        before = found[-1]
        gap = source[before.end : quantity.start]
        ranged = re.fullmatch(r"\s?(?:[~∼～〜˜∽–—-]|에서\s)\s?", gap) is not None
        if ranged and "에서" in gap:
            after = source[quantity.end : quantity.end + 4]
            ranged = re.match(r"\s?(?:사이|정도|수준|가량|선)", after) is not None
        if ranged and before.unit == quantity.unit and before.value_max is None:
            low, high = before.value, quantity.value
            if low < high:
                found[-1] = replace(
                    quantity, start=before.start, value=low, value_max=high, rule="range"
                )
                return
    found.append(quantity)


def _is_denominator(source: str, q: Quantity) -> bool:
    return q.type != "percent" and _DENOMINATOR.match(source, q.end) is not None


def _finish(source: str, q: Quantity, table: bool) -> Quantity:
    """Add bound and sign, which stand around the span."""
    before, after = source[max(0, q.start - 8) : q.start], source[q.end : q.end + 16]
    bound: Bound = q.bound
    for pattern, name in _AFTER:
        if pattern.match(after):
            bound = name
            break
    else:
        if _CAP.match(after):
            bound = "at_most"
        elif bound == "exact" or bound == "about":
            for pattern, name in _BEFORE:
                if pattern.search(before):
                    bound = name
                    break
    sign = _sign(source, q, table)
    value, high = q.value, q.value_max
    if sign < 0:
        value, high = (-value, None) if high is None else (-high, -value)
    return replace(q, bound=bound, sign=sign, value=value, value_max=high)


def _sign(source: str, q: Quantity, table: bool) -> int:
    """-1 or +1 where a sign stands right before the number and is no bullet, else 0."""
    mark = _MINUS.search(source, max(0, q.start - 6), q.start)
    if mark is None:
        return 0
    if mark[2]:
        return 1
    if table or mark[1].startswith("마이너스"):
        return -1
    lead = source[source.rfind("\n", 0, mark.start()) + 1 : mark.start()]
    if not lead.strip() or q.type not in ("percent", "points", "money", "counter"):
        return 0
    if mark[1] in "-−–":
        return -1 if re.search(r"(?:^|[\s(\[:])$", lead) and q.type != "counter" else 0
    # △ after a word or in a bracket is a minus; as one of several bullets it is none.
    if q.type in ("counter", "money") and re.search(r"\(\s?$", lead) is None:
        return 0
    return 0 if re.search(r"[△▲]\s?[가-힣]", source[q.end : q.end + 60]) else -1
