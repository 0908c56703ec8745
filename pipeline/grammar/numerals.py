"""Korean numerals read as plain functions of a string.

``parse`` reads one numeral: Arabic digits with commas and decimals, the scales 십 백 천 and
만 억 조 경 mixed in (``2만3천``, ``10억5천만``, ``35백만``), Sino-Korean (``삼천육백``), native
(``스물세``) and hanja numerals (``三百億``), with or without spaces; decimals said in words
(``영점오``, ``일 점 오``), fractions (``3분의 1``, ``2와 3분의 1``, ``1/2``, ``½``), ``절반``,
``3할 5푼``, dozens, powers, circled and Roman numerals, and indefinite ones (``수십``, ``서너``).
A sign, a hedge before (``약``) and a counter after (``열두 개``, ``2배``) may stand with it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from pipeline.grammar.numeral_words import (
    BIG,
    FROM_SUPERSCRIPT,
    NATIVE_ONES,
    NATIVE_TENS,
    PAIRS,
    SINO,
    SMALL,
    SUPERSCRIPT,
    VULGAR,
    plain,
)
from pipeline.grammar.units import normalise_unit

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NATIVE = "|".join(sorted([*NATIVE_ONES, *NATIVE_TENS], key=len, reverse=True))
_TOKEN = re.compile(
    rf"({ARABIC})|([십백천])|([만억조경해])|({_NATIVE})|([영공빵령일이삼사오육륙칠팔구])"
)
_FRACTION = re.compile(r"(.+?)\s?분의\s?(.+)")
_MIXED = re.compile(r"(.+?)\s?(?:와|과|하고)\s?(\S.*(?:분의|/).+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])")
_SLASH = re.compile(r"(?:(\d+)\s+)?(\d+)\s?/\s?(\d+)")
_SIGN = re.compile(r"(?:(마이너스|음수|-|△|▲|영하)|(플러스|\+|영상))\s?")
_HEDGE = re.compile(r"(?:약|대략|거의|무려|모두|총|최대|최소|근|자그마치)\s+|만\s+(?=\d)")
_SEVERAL = re.compile(r"(?:수|몇)\s?([십백천]?)\s?([만억조경]?)\s?여?")
_TENFOLD = re.compile(r"십수\s?([만억조]?)")
_POWER = re.compile(
    rf"({ARABIC})\s?(?:\^\s?([+-]?\d+)|([⁻]?)([{SUPERSCRIPT}]+)|의\s?(\d+)\s?(?:제곱|승))"
)
_TIMES_POWER = re.compile(rf"({ARABIC})\s?[×xX*·]\s?(10\s?(?:\^\s?-?\d+|⁻?[{SUPERSCRIPT}]+))")
_EXPONENT = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}")
_LETTER_SCALE = re.compile(rf"({ARABIC})\s?([kKMBGT])")
_LETTERS = {"k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9, "G": 10**9, "T": 10**12}
_SPACED = re.compile(r"\d{1,3}(?:,? \d{3})+(?:\.\d+)?")
_TENTHS = re.compile(r"(?:(.+?)\s?할)?\s?(?:(.+?)\s?푼)?\s?(?:(.+?)\s?[리모])?")
_HALF = re.compile(r"(.+?)\s?반")
_DOZENS = re.compile(r"(?:(.+?)\s?)?[다타]스")
_POINT = re.compile(r"\s?[점쩜]\s?")
_HIGHEST_POWER = 30
_NATIVE_REST = ("섯", "덟", "든")


def parse(text: str) -> Decimal:
    """The value of one numeral; of an indefinite one (``수십``) the lower end.

    ``여`` and a counter or unit after the number say nothing about its value (``50%`` is 50);
    dozens are multiplied out, ``할`` and ``푼`` are tenths and hundredths.
    Raises ``ValueError``, which names the text, for anything that is not one whole numeral.
    """
    return parse_range(text)[0]


def parse_range(text: str) -> tuple[Decimal, Decimal | None]:
    """Like ``parse``, with the upper end of an indefinite numeral (``수십`` is 20 to 99)."""
    body = " ".join(plain(text).split())
    if hedge := _HEDGE.match(body):
        body = body[hedge.end() :]
    if not body:
        raise ValueError(f"not a numeral: {text!r}")
    if (sign := _SIGN.match(body)) and not _SIGN.match(body, sign.end()):
        value, high = parse_range(body[sign.end() :])
        if sign[1]:
            return (-value, None) if high is None else (-high, -value)
        return value, high
    try:
        return read(body)
    except ValueError:
        pass
    if (found := _with_counter(body)) is not None:
        return found
    raise ValueError(f"not a numeral: {text!r}")


def read(body: str) -> tuple[Decimal, Decimal | None]:
    """A plain numeral without sign, hedge or counter. Raises ``ValueError``."""
    if body.isdecimal() and body.isascii():
        return Decimal(body), None
    if body in PAIRS:
        low, top = PAIRS[body]
        return Decimal(low), Decimal(top)
    if body in ("절반", "반"):
        return Decimal("0.5"), None
    if body in ("제로", "零"):
        return Decimal(0), None
    if (several := _read_several(body)) is not None:
        return several
    for reader in (_read_fraction, _read_power, _read_tenths):
        if (value := reader(body)) is not None:
            return value, None
    return _read_whole(body), None


def _with_counter(body: str) -> tuple[Decimal, Decimal | None] | None:
    """``열두 개``, ``한 개 반``, ``두 다스``: the longest number that a whole unit follows."""
    if (dozens := _DOZENS.fullmatch(body)) is not None:
        return (read(dozens[1])[0] if dozens[1] else Decimal(1)) * 12, None
    if (half := _HALF.fullmatch(body)) is not None and not half[1].endswith(("절", "분")):
        found = _number_with_unit(half[1]) or (read(half[1]) if half[1] in NATIVE_ONES else None)
        if found is not None and found[1] is None:
            return found[0] + Decimal("0.5"), None
    return _number_with_unit(body)


def _number_with_unit(body: str) -> tuple[Decimal, Decimal | None] | None:
    for cut in range(len(body) - 1, 0, -1):
        unit = body[cut:].lstrip().removeprefix("여").lstrip()
        if not unit or normalise_unit(unit) is None:
            continue
        try:
            return read(body[:cut].strip())
        except ValueError:
            continue
    return None


def _read_several(body: str) -> tuple[Decimal, Decimal | None] | None:
    if match := _SEVERAL.fullmatch(body):
        small, big = SMALL.get(match[1], 1), BIG.get(match[2], 1)
        if small == 1:  # 수만, 수억: the digits below are free as well; 몇: two to nine
            return Decimal(2 * big), Decimal(10 * big - 1)
        return Decimal(2 * small * big), Decimal((10 * small - 1) * big)
    if match := _TENFOLD.fullmatch(body):
        big = BIG.get(match[1], 1)
        return Decimal(11 * big), Decimal(19 * big)
    return None


def _read_fraction(body: str) -> Decimal | None:
    if match := _MIXED.fullmatch(body):
        part = _read_fraction(match[2])
        return None if part is None else _read_whole(match[1]) + part
    if match := _FRACTION.fullmatch(body):
        below, above = _read_whole(match[1]), _read_whole(match[2])
        if below == 0:
            raise ValueError(f"a fraction of nothing: {body!r}")
        return above / below
    if match := _SLASH.fullmatch(body):
        if int(match[3]) == 0:
            raise ValueError(f"a fraction of nothing: {body!r}")
        return Decimal(match[1] or 0) + Decimal(match[2]) / Decimal(match[3])
    if body[-1] in VULGAR:
        top, bottom = VULGAR[body[-1]]
        rest = body[:-1].strip()
        return (_read_whole(rest) if rest else Decimal(0)) + Decimal(top) / Decimal(bottom)
    return None


def _read_power(body: str) -> Decimal | None:
    """Powers, exponents, letters for scales, and single characters that are numbers."""
    if match := _TIMES_POWER.fullmatch(body):
        power = _read_power(match[2].replace(" ", ""))
        return None if power is None else _read_whole(match[1]) * power
    if match := _POWER.fullmatch(body):
        said = match[2] or match[5] or match[4].translate(FROM_SUPERSCRIPT)
        exponent = -int(said) if match[3] else int(said)
        if abs(exponent) > _HIGHEST_POWER:
            raise ValueError(f"a power beyond any quantity: {body!r}")
        return _read_whole(match[1]) ** exponent
    if _EXPONENT.fullmatch(body):
        return Decimal(body)
    if match := _LETTER_SCALE.fullmatch(body):
        return _read_whole(match[1]) * _LETTERS[match[2]]
    if _SPACED.fullmatch(body):
        return Decimal(body.replace(",", "").replace(" ", ""))
    if all(c in SUPERSCRIPT for c in body):
        return Decimal(body.translate(FROM_SUPERSCRIPT))
    if re.fullmatch(r"\.\d+", body):
        return Decimal(body)
    if re.fullmatch(r"\d+\.", body):
        return Decimal(body[:-1])
    if len(body) == 1 and unicodedata.category(body) in ("No", "Nl"):  # ① ⑩ Ⅲ
        return Decimal(str(unicodedata.numeric(body))).normalize() + 0
    return None


def _read_tenths(body: str) -> Decimal | None:
    """``3할 5푼 2리``: tenths, hundredths and thousandths."""
    if "할" not in body and "푼" not in body:
        return None
    match = _TENTHS.fullmatch(body)
    if match is None:
        return None
    parts = [_read_whole(said) if said else Decimal(0) for said in match.groups()]
    return parts[0] / 10 + parts[1] / 100 + parts[2] / 1000


def _read_whole(body: str) -> Decimal:
    """A whole or decimal numeral without sign: the scales must fall from left to right."""
    body = body.strip()
    if _POINT.search(body):
        return _read_point(body)
    if len(body) > 1 and all(c in SINO for c in body):  # 이공일팔: read digit by digit
        return Decimal("".join(str(SINO[d]) for d in body))
    total = section = Decimal(0)
    current: Decimal | None = None
    last_small: int | None = None
    last_big: int | None = None
    native_tens = False
    position, seen = 0, False
    while position < len(body):
        if body[position] == " " and seen:
            position += 1
            continue
        if (
            seen
            and body[position] == "여"
            and body[position + 1 : position + 2] not in _NATIVE_REST
        ):
            # 3백여, 100여만; not 스물여섯
            rest = body[position + 1 :]
            if rest.strip() and rest.strip()[0] not in BIG:
                raise ValueError(f"not a numeral: {body!r}")
            position += 1
            continue
        token = _TOKEN.match(body, position)
        if token is None:
            raise ValueError(f"not a numeral: {body!r}")
        position, seen = token.end(), True
        if token[2]:
            scale = SMALL[token[2]]
            if last_small is not None and scale >= last_small:
                raise ValueError(f"scales do not fall: {body!r}")
            section += (Decimal(1) if current is None else current) * scale
            current, last_small, native_tens = None, scale, False
        elif token[3]:
            scale = BIG[token[3]]
            if last_big is not None and scale >= last_big:
                raise ValueError(f"scales do not fall: {body!r}")
            if current is None and last_small is None:
                if last_big is not None:
                    raise ValueError(f"two scales and nothing between: {body!r}")
                current = Decimal(1)
            total += (section + (current or 0)) * scale
            section, current, last_small, last_big = Decimal(0), None, None, scale
            native_tens = False
        else:
            number, tens = _digit(token)
            if current is not None and not (native_tens and not tens and not token[1]):
                raise ValueError(f"two numbers side by side: {body!r}")
            current = number if current is None else current + number
            native_tens = tens
    if not seen:
        raise ValueError(f"not a numeral: {body!r}")
    below = section + (current or 0)
    if last_big is not None and below >= last_big:
        raise ValueError(f"scales do not fall: {body!r}")
    return total + below


def _digit(token: re.Match[str]) -> tuple[Decimal, bool]:
    """The number that a token names and whether it is a native ten (which takes a one)."""
    if token[1]:
        return Decimal(token[1].replace(",", "")), False
    if token[4]:
        if token[4] in NATIVE_TENS:
            return Decimal(NATIVE_TENS[token[4]]), True
        return Decimal(NATIVE_ONES[token[4]]), False
    return Decimal(SINO[token[5]]), False


def _read_point(body: str) -> Decimal:
    """``일 점 오``, ``영점영칠``, ``1점5``; a scale may end it: ``이점오억``."""
    whole, after, *more = _POINT.split(body)
    digits = after.replace(" ", "")
    scale = 1
    if len(digits) > 1 and digits[-1] in "만억조경":
        digits, scale = digits[:-1], BIG[digits[-1]]
    if more or not whole or not digits or not all(c in SINO or c.isdigit() for c in digits):
        raise ValueError(f"not a numeral: {body!r}")
    fraction = "".join(c if c.isdigit() else str(SINO[c]) for c in digits)
    return (_read_whole(whole) + Decimal(f"0.{fraction}")) * scale


_NAMES = ((10**16, "경"), (10**12, "조"), (10**8, "억"), (10**4, "만"))


def format_mixed(value: int) -> str:
    """A non-negative whole number below 10**20 in the mixed way: 1234567 is ``123만4,567``."""
    if not 0 <= value < 10**20:
        raise ValueError(f"out of range for Korean scales: {value}")
    if value == 0:
        return "0"
    parts: list[str] = []
    for scale, name in _NAMES:
        count, value = divmod(value, scale)
        if count:
            parts.append(f"{count:,}{name}")
    if value:
        parts.append(f"{value:,}")
    return "".join(parts)
