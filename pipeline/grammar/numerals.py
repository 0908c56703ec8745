"""Korean numerals as plain functions of a string.

``parse`` reads one numeral, ``find`` scans a text for them. Read are Arabic digits with commas and
decimals, the scales 십 백 천 and 만 억 조 경 mixed in (``2만3천``, ``10억5천만``, ``35백만``),
Sino-Korean (``삼천육백``), native (``스물세``) and hanja numerals (``三百億``), fractions
(``3분의 1``, ``1/2``, ``½``), ``절반``, and indefinite ones (``수십``, ``서너``) as ranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

SMALL = {"십": 10, "백": 100, "천": 1000}
BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16, "해": 10**20}
SINO = {c: n for n, c in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6, "빵": 0, "령": 0}
NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4,
    "넉": 4, "너": 4, "다섯": 5, "닷": 5, "여섯": 6, "엿": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
NATIVE_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70,
    "여든": 80, "아흔": 90,
}  # fmt: skip
# Indefinite native numerals, each a range of two neighbours.
PAIRS = {
    "한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4), "네댓": (4, 5),
    "너댓": (4, 5), "네다섯": (4, 5), "대여섯": (5, 6), "예닐곱": (6, 7), "일고여덟": (7, 8),
    "여덟아홉": (8, 9), "두셋": (2, 3), "서넛": (3, 4), "한둘": (1, 2), "여남은": (11, 13),
}  # fmt: skip
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# Every foreign or wide character becomes one plain character, so offsets stay.
_PLAIN = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {"，": ",", "．": ".", "－": "-", "−": "-", "＋": "+", "／": "/", "　": " ", "\u00a0": " "}
    | dict(zip("〇零一二三四五六七八九壹貳參", "영영일이삼사오육칠팔구일이삼", strict=True))
    | dict(zip("十拾百千萬万億亿兆京", "십십백천만만억억조경", strict=True))
)
_DIGITS = str.maketrans(_SUPERSCRIPT, "0123456789")

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NATIVE = "|".join(sorted([*NATIVE_ONES, *NATIVE_TENS], key=len, reverse=True))
_TOKEN = re.compile(
    rf"({_ARABIC})|([십백천])|([만억조경해])|({_NATIVE})|([영공빵령일이삼사오육륙칠팔구])"
)
_FRACTION = re.compile(r"(.+?)\s?분의\s?(.+)")
_SLASH = re.compile(r"(?:(\d+)\s+)?(\d+)\s?/\s?(\d+)")
_SIGN = re.compile(r"(?:(마이너스|-|△|▲|영하)|(플러스|\+))\s?")
_SEVERAL = re.compile(r"(?:수|몇)\s?([십백천]?)\s?([만억조경]?)")
_TENFOLD = re.compile(r"십수\s?([만억조]?)")
_POWER = re.compile(rf"(\d+)([{_SUPERSCRIPT}]+)")
_EXPONENT = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at ``[start, end)``; ``high`` only where it names a range (``수십``)."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    about: bool = False
    arabic: bool = True
    scale: int = 1
    """The scale at the end (``20억`` 10**8): what a bare number before ``~`` borrows."""


def plain(text: str) -> str:
    """``text`` with wide digits and hanja numerals made plain, character for character."""
    return text.translate(_PLAIN)


def parse(text: str) -> Decimal:
    """The value of one numeral; of an indefinite one (``수십``) the lower end.

    A trailing ``여`` is allowed and says nothing about the value. Raises ``ValueError`` for
    anything that is not one whole numeral.
    """
    return parse_range(text)[0]


def parse_range(text: str) -> tuple[Decimal, Decimal | None]:
    """Like ``parse``, with the upper end of an indefinite numeral (``수십`` is 20 to 99)."""
    body = plain(text).strip()
    if not body:
        raise ValueError(f"not a numeral: {text!r}")
    if (sign := _SIGN.match(body)) and not _SIGN.match(body, sign.end()):
        value, high = parse_range(body[sign.end() :])
        if sign[1]:
            return (-value, None) if high is None else (-high, -value)
        return value, high
    if body in PAIRS:
        low, top = PAIRS[body]
        return Decimal(low), Decimal(top)
    if body in ("절반", "반"):
        return Decimal("0.5"), None
    for reader in (_read_several, _read_notation):
        if (found := reader(body)) is not None:
            return found
    return _read_whole(body, text), None


def _read_several(body: str) -> tuple[Decimal, Decimal | None] | None:
    if match := _SEVERAL.fullmatch(body):
        small, big = SMALL.get(match[1], 1), BIG.get(match[2], 1)
        if small * big > 1:
            top = 10 * small - 1 if small > 1 else 9
            if small == 1:  # 수만, 수억: the digits below are free as well
                return Decimal(2 * big), Decimal(10 * big - 1)
            return Decimal(2 * small * big), Decimal(top * big)
    if match := _TENFOLD.fullmatch(body):
        big = BIG.get(match[1], 1)
        return Decimal(11 * big), Decimal(19 * big)
    return None


def _read_notation(body: str) -> tuple[Decimal, Decimal | None] | None:
    """Fractions, powers and exponents."""
    if match := _FRACTION.fullmatch(body):
        below, above = _read_whole(match[1], body), _read_whole(match[2], body)
        if below == 0:
            raise ValueError(f"a fraction of nothing: {body!r}")
        return above / below, None
    if match := _SLASH.fullmatch(body):
        if int(match[3]) == 0:
            raise ValueError(f"a fraction of nothing: {body!r}")
        return Decimal(match[1] or 0) + Decimal(match[2]) / Decimal(match[3]), None
    if body[-1] in VULGAR:
        above_, below_ = VULGAR[body[-1]]
        whole = _read_whole(body[:-1].strip(), body) if body[:-1].strip() else Decimal(0)
        return whole + Decimal(above_) / Decimal(below_), None
    if match := _POWER.fullmatch(body):
        power = int(match[2].translate(_DIGITS))
        if power > 30:
            raise ValueError(f"a power beyond any quantity: {body!r}")
        return Decimal(match[1]) ** power, None
    if _EXPONENT.fullmatch(body):
        return Decimal(body), None
    if all(c in _SUPERSCRIPT for c in body):
        return Decimal(body.translate(_DIGITS)), None
    return None


def _read_whole(body: str, text: str) -> Decimal:
    """A whole or decimal numeral without sign: the scales must fall from left to right."""
    body = body.strip()
    if "점" in body:
        return _read_point(body, text)
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
        if body[position] == "여" and seen:  # 3백여, 100여만
            rest = body[position + 1 :]
            if rest.strip() and rest.strip()[0] not in BIG:
                raise ValueError(f"not a numeral: {text!r}")
            position += 1
            continue
        token = _TOKEN.match(body, position)
        if token is None:
            raise ValueError(f"not a numeral: {text!r}")
        position, seen = token.end(), True
        if token[2]:
            scale = SMALL[token[2]]
            if last_small is not None and scale >= last_small:
                raise ValueError(f"scales do not fall: {text!r}")
            section += (Decimal(1) if current is None else current) * scale
            current, last_small, native_tens = None, scale, False
        elif token[3]:
            scale = BIG[token[3]]
            if last_big is not None and scale >= last_big:
                raise ValueError(f"scales do not fall: {text!r}")
            if current is None and last_small is None:
                if last_big is not None:
                    raise ValueError(f"two scales and nothing between: {text!r}")
                current = Decimal(1)
            total += (section + (current or 0)) * scale
            section, current, last_small, last_big = Decimal(0), None, None, scale
            native_tens = False
        else:
            number, tens = _digit(token, text)
            if current is not None and not (native_tens and not tens and not token[1]):
                raise ValueError(f"two numbers side by side: {text!r}")
            current = number if current is None else current + number
            native_tens = tens
    if not seen:
        raise ValueError(f"not a numeral: {text!r}")
    below = section + (current or 0)
    if last_big is not None and below >= last_big:
        raise ValueError(f"scales do not fall: {text!r}")
    return total + below


def _digit(token: re.Match[str], text: str) -> tuple[Decimal, bool]:
    """The number that a token names and whether it is a native ten (which takes a one)."""
    if token[1]:
        try:
            return Decimal(token[1].replace(",", "")), False
        except InvalidOperation as error:  # pragma: no cover - the pattern allows digits only
            raise ValueError(f"not a numeral: {text!r}") from error
    if token[4]:
        if token[4] in NATIVE_TENS:
            return Decimal(NATIVE_TENS[token[4]]), True
        return Decimal(NATIVE_ONES[token[4]]), False
    return Decimal(SINO[token[5]]), False


def _read_point(body: str, text: str) -> Decimal:
    whole, _, after = body.partition("점")
    digits = after.replace(" ", "")
    if not whole.strip() or not digits or not all(c in SINO for c in digits):
        raise ValueError(f"not a numeral: {text!r}")
    return _read_whole(whole, text) + Decimal("0." + "".join(str(SINO[c]) for c in digits))


# Scanning. A digit starts an Arabic numeral; scales glue further groups to it. After a space a
# further group must bring a scale or three digits: in "10억 5개" the five counts something else.
_SCALES = r"(?:[십백천만억조경]|여(?=[만억조])){0,6}"
# A PDF may part a number from its scale: 2,204 억원.
_PARTED = r"(?: (?=[십백천]{0,2}[만억조] ?(?:여 ?)?(?:원|달러|불|유로|엔|위안|명|㎡|톤|개|건|가구|세대|대|t)))?"  # noqa: E501
_GROUP = rf"{_ARABIC}{_PARTED}{_SCALES}"
_FIND_ARABIC = re.compile(
    rf"(?<![\d.])(?:\d{{1,6}} ?분의 ?\d+|{_GROUP}"
    rf"(?:(?<=[십백천만억조경])(?:{_GROUP}| ?(?:{_ARABIC}{_PARTED}[십백천만억조경]{_SCALES}|(?<=[만] )\d[\d,]{{2,12}}))){{0,8}})"  # noqa: E501
)
_SINO_RUN = r"[일이삼사오육륙칠팔구십백천만억조경][영일이삼사오육륙칠팔구십백천만억조경]{0,30}"
_SINO_WORDS = rf"{_SINO_RUN}(?: (?=[일이삼사오육칠팔구십백천]+[십백천만억조]){_SINO_RUN}){{0,4}}"
_NATIVE_WORD = (
    "|".join(sorted(PAIRS, key=len, reverse=True))
    + rf"|백?(?:{'|'.join(NATIVE_TENS)}) ?(?:{'|'.join(sorted(NATIVE_ONES, key=len, reverse=True))})?"  # noqa: E501
    + rf"|{'|'.join(sorted(NATIVE_ONES, key=len, reverse=True))}"
)
_FIND_WORD = re.compile(
    rf"(?<![가-힣\d.])(?:절반|(?:수|몇) ?[십백천][만억조경]?|(?:수|몇)[만억조]|십수[만억조]?"
    rf"|[일이삼사오육칠팔구십백]+분의 ?[일이삼사오육칠팔구십]+"
    rf"|{_SINO_WORDS}(?:점[영일이삼사오육칠팔구]+)?|영점[영일이삼사오육칠팔구]+|{_NATIVE_WORD})"
)


def find(text: str, *, words: bool = True) -> Iterator[Numeral]:
    """Numerals in ``text`` by start, Arabic ones always, spelled ones if ``words``.

    Spelled numerals are many more than quantities (``이``, ``한``, ``만``): the caller keeps
    those that a unit follows.
    """
    source = plain(text)
    found = [n for m in _FIND_ARABIC.finditer(source) if (n := _numeral(source, m)) is not None]
    if words:
        found += [n for m in _FIND_WORD.finditer(source) if (n := _numeral(source, m, False))]
        found.sort(key=lambda n: n.start)
    yield from found


_LONGEST = 40
"""Characters: longer runs are no numeral; the bound keeps the search linear."""


def _numeral(source: str, match: re.Match[str], arabic: bool = True) -> Numeral | None:
    """The longest beginning of a match that reads as one numeral, or None."""
    body = match.group()[:_LONGEST]
    while body:
        try:
            value, high = parse_range(body)
        except ValueError:
            body = body.rsplit(" ", 1)[0] if " " in body else body[:-1]
            continue
        about = high is not None or body == "절반" or "여" in body
        return Numeral(
            match.start(), match.start() + len(body), value, high, about, arabic, _scale(body)
        )
    return None


def _scale(body: str) -> int:
    scale = 1
    for character in reversed(body):
        factor = SMALL.get(character) or BIG.get(character)
        if factor is None:
            break
        scale *= factor
    return scale


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
