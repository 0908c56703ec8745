"""The words and characters that Korean numerals are made of, and the plain form of a text."""

from __future__ import annotations

import re

SMALL = {"십": 10, "백": 100, "천": 1000}
BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16, "해": 10**20}
SINO = {c: n for n, c in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6, "빵": 0, "령": 0}
NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4,
    "넉": 4, "너": 4, "다섯": 5, "닷": 5, "댓": 5, "여섯": 6, "엿": 6, "일곱": 7, "여덟": 8,
    "아홉": 9,
}  # fmt: skip
NATIVE_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70,
    "여든": 80, "아흔": 90,
}  # fmt: skip
# Indefinite native numerals, each a range of two neighbours.
PAIRS = {
    "한두": (1, 2), "두어": (2, 3), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4),
    "너댓": (4, 5), "너덧": (4, 5), "네댓": (4, 5), "네다섯": (4, 5), "대여섯": (5, 6),
    "예닐곱": (6, 7), "일고여덟": (7, 8), "여덟아홉": (8, 9), "두셋": (2, 3), "서넛": (3, 4),
    "한둘": (1, 2), "여남은": (11, 13), "열두어": (12, 13), "열댓": (14, 15),
}  # fmt: skip
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
# Numbers of days that are one word.
DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8,
    "아흐레": 9, "열흘": 10, "보름": 15,
}  # fmt: skip
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPT, "0123456789")

# Every foreign or wide character becomes one plain character, so offsets stay.
_PLAIN = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {"，": ",", "．": ".", "－": "-", "−": "-", "＋": "+", "／": "/", "　": " ", "\u00a0": " "}
    | {"⁄": "/", "∕": "/", "％": "%", "﹪": "%"}
    | dict(
        zip("〇零一二三四五六七八九壹貳參壱弐参", "영영일이삼사오육칠팔구일이삼일이삼", strict=True)
    )
    | dict(zip("十拾百佰千仟萬万億亿兆京", "십십백백천천만만억억조경", strict=True))
)
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


def plain(text: str) -> str:
    """``text`` with wide digits and hanja numerals made plain, character for character."""
    return text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text


def ending_scale(body: str) -> int:
    """The product of the scales that a numeral ends in: 10**8 of ``20억``, 1 of ``20``."""
    scale = 1
    for character in reversed(body):
        factor = SMALL.get(character) or BIG.get(character)
        if factor is None:
            break
        scale *= factor
    return scale
