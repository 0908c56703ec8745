"""Numbers with their units as people write them, in Korean and in English."""

from __future__ import annotations

from decimal import Decimal

Language = str
"""``ko`` or ``en``."""

_KOREAN = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_ENGLISH = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MONEY_KO = {"KRW": "원", "USD": "달러", "EUR": "유로", "JPY": "엔", "CNY": "위안"}
_SIGNS = {
    "exact": "", "about": "약 ", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ ",
    "less_than": "< ",
}  # fmt: skip
_UNITS = {"m2": "㎡", "km2": "㎢"}


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def korean(value: float) -> str:
    """A number in 조, 억, 만: 335조, 103억 5,000만, 1만 2,400; below 10,000 in digits."""
    number = Decimal(str(value))
    sign, number = ("-" if number < 0 else ""), abs(number)
    if number < 10**4:
        return sign + _plain(number)
    parts = []
    for size, word in _KOREAN:
        count, number = divmod(number, size)
        if count:
            parts.append(f"{_plain(count)}{word}")
    if number:
        parts.append(_plain(number))
    return sign + " ".join(parts)


def english(value: float) -> str:
    """A number with million, billion, trillion; below a million in digits."""
    number = Decimal(str(value))
    for size, word in _ENGLISH:
        if abs(number) >= size:
            return f"{_plain(number / size)} {word}"
    return _plain(number)


def quantity(
    value: float, unit: str, language: Language = "ko", *, value_max: float | None = None,
    bound: str = "exact",
) -> str:  # fmt: skip
    """A figure to read: 약 668억 원, KRW 66.8 billion, ≥ 100 개, 1~5 위."""
    write = korean if language == "ko" else english
    number = write(value) if value_max is None else f"{write(value)}~{write(value_max)}"
    sign = _SIGNS.get(bound, "")
    if language != "ko":
        sign = sign.replace("약", "about")
    if unit in _MONEY_KO:
        if language == "ko":
            return f"{sign}{number} {_MONEY_KO[unit]}"
        return f"{sign}{unit} {number}"
    shown = _UNITS.get(unit, unit)
    gap = "" if shown.startswith("%") or (language == "ko" and number[-1:].isdigit()) else " "
    return f"{sign}{number}{gap}{shown}"


def scale(values: list[float], unit: str) -> tuple[float, str]:
    """What to divide a chart's values by, and the Korean unit of the axis: (10**8, 억 달러)."""
    top = max(map(abs, values), default=0)
    name = _MONEY_KO.get(unit, _UNITS.get(unit, unit))
    for size, word in _KOREAN:
        if top >= size:
            return float(size), f"{word} {name}" if unit in _MONEY_KO else f"{word}{name}"
    return 1.0, name
