"""Whether a spelled numeral before a counter is one, and not a part of another word."""

from __future__ import annotations

from pipeline.grammar.numeral_scan import Numeral
from pipeline.grammar.numeral_words import SINO
from pipeline.grammar.units import Unit

# One-syllable native numerals written together with a counter are mostly other words (세종, 한편).
_CLOSE = frozenset(("명", "개", "배", "달", "곳", "건", "가지", "시간"))
_FEW = frozenset(
    ("한", "두", "세", "네", "석", "넉", "서", "너", "닷", "엿", "열", "둘", "셋", "넷", "댓")
)
# 한 is a determiner (한 사람, 한 곳) more often than a count; before these it counts.
_ONE = frozenset(
    (
        "명",
        "사람",
        "달",
        "시간",
        "잔",
        "개",
        "장",
        "병",
        "마리",
        "권",
        "그릇",
        "켤레",
        "근",
        "다스",
        "살",
        "그루",
        "송이",
        "조각",
        "컵",
        "스푼",
        "큰술",
        "봉지",
        "상자",
        "자루",
        "벌",
    )
)
_SCALES = frozenset("십백천만억조")
_SINO_UNITS = frozenset(("퍼센트", "달러", "유로", "개월", "퍼센트포인트", "킬로미터", "프로"))
# 이 분, 이 년, 일 원: a demonstrative, an area; the other digits count before these.
_SINO_SPACED = {"년": "이", "분": "이구", "초": "", "주": "이", "주일": "이"}


def is_spelled(body: str, form: str, unit: Unit, spaced: bool, number: Numeral) -> bool:
    """Whether the numeral ``body`` counts the unit written as ``form`` after it."""
    if not "가" <= form[0] <= "힣" and len(body) > 1:
        return True
    if body == "두어":
        return spaced and form in (
            "명",
            "개",
            "곳",
            "시간",
            "달",
            "차례",
            "가지",
            "살",
            "마리",
            "잔",
        )
    if body in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞":
        return True
    if body == "한":
        return spaced and form in _ONE
    if body in _FEW:
        return (spaced and unit.type != "money") or form in _CLOSE
    if len(body) == 1 and body in SINO:
        if form in _SINO_UNITS:
            return True
        if spaced and form in _SINO_SPACED:
            return body not in _SINO_SPACED[form]
        return spaced and len(form) > 1 and unit.type in ("measure", "money")
    if len(body) == 1 and body in "십백천만억조경":
        return body not in "경해조" and (spaced or form in _CLOSE or form in ("원", "달러", "불"))
    if not spaced and unit.type == "counter" and len(body) < 3 and set(body) <= _SCALES:
        return form in _CLOSE  # 백만송이 축제, 천만리
    if number.value < 100 and number.high is None and len(form) == 1 and not spaced:
        return form in _CLOSE or form in ("원", "년", "세", "살", "회")
    return True
