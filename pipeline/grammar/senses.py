"""Units whose sense the words around decide: degrees, pounds, 동, speeds, shares of stock."""

from __future__ import annotations

import re

from pipeline.grammar.guards import Candidate
from pipeline.grammar.units import Unit

_REACH = 40
"""Characters to either side in which a word decides."""
_CELSIUS = re.compile(r"(?:섭씨|영하|영상)\s?$")
_FAHRENHEIT = re.compile(r"화씨\s?(?:영하\s?)?$")
_HEAT = re.compile(
    r"기온|온도|섭씨|수온|체온|열이|고열|발열|더위|추위|폭염|한파|날씨|수은주|가열|냉각|냉동|냉장|끓|녹는점|난방|에어컨|뜨거|덥|춥|최고|최저|더운|추운|오븐"
)
_ANGLE = re.compile(
    r"각도|각이|직각|예각|둔각|회전|경사|기울|위도|경도|북위|남위|동경|서경|꺾|돌려|돌린|시야"
)
_WEIGHT = re.compile(
    r"몸무게|체중|무게|중량|감량|빠졌|빠진|찌[고는]|고기|밀가루|설탕|쌀|나가[는고던]|나간|살을"
)
_VIETNAM = re.compile(r"베트남|하노이|호[찌치]민|다낭")
_SPEED = re.compile(r"(?:(시속)|(초속)|(분속))\s?(?:약\s?)?$")
_SPEEDS = {
    ("km", 1): "km/h", ("m", 2): "m/s", ("마일", 1): "mph", ("km", 2): "km/s", ("m", 3): "m/min",
    ("m", 1): "m/h", ("km", 3): "km/min", ("cm", 2): "cm/s", ("피트", 2): "ft/s",
}  # fmt: skip


def sense(unit: Unit, c: Candidate) -> tuple[str, str] | None:
    """Unit and type as the context has them; None where the word is no unit here."""
    if unit.unit == "도":
        return _degree(c)
    if unit.unit == "GBP" and c.form == "파운드" and _WEIGHT.search(_around(c)):
        return "파운드", "measure"
    if unit.unit == "동" and c.form == "동" and _VIETNAM.search(_around(c)) and c.value >= 100:
        return "VND", "money"
    if unit.unit == "주" and c.value > 60:
        return "주", "counter"  # shares, trees
    if unit.type == "measure" and (speed := _SPEED.search(c.before)) is not None:
        return _SPEEDS.get((unit.unit, speed.lastindex or 0), unit.unit), "measure"
    return unit.unit, unit.type


def _around(c: Candidate) -> str:
    start = max(c.text.rfind("\n", 0, c.start) + 1, c.start - _REACH)
    return c.text[start : c.end + _REACH].split("\n", 1)[0]


def _degree(c: Candidate) -> tuple[str, str] | None:
    if _FAHRENHEIT.search(c.before):
        return "℉", "measure"
    if _CELSIUS.search(c.before):
        return "℃", "measure"
    around = _around(c)
    if _ANGLE.search(around):
        return "도", "measure"
    if _HEAT.search(around) or (
        c.form == "도" and re.search(r"[-+]\s?$|플러스\s?$|마이너스\s?$", c.before)
    ):
        return "℃", "measure"
    return ("도", "measure") if c.form == "°" else None
