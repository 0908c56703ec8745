"""Extra conditions on quantities whose counter is more often part of an ordinal or a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple


class Candidate(NamedTuple):
    """A number with a counter: ``[start, unit)`` the number, ``[unit, end)`` the counter."""

    text: str
    start: int
    number_end: int
    end: int
    value: Decimal
    form: str
    arabic: bool
    about: bool

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - 14) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 14]


_LENGTH_AFTER = re.compile(
    r"\s?(?:여(?![가-힣])|여간|간(?![가-힣])|간[의은에을]|간\s|동안|만에|이내|이상|이하|미만|초과|정도|가량|내외|남짓|안팎|안에|넘|걸쳐|째)"
)
_LENGTH_BEFORE = re.compile(
    r"(?:지난|최근|향후|앞으로|이후|약|총|최대|최소|최장|임기|기간[은이]?|거치|상환|만기|수명|경력|동안|최초|유효기간|보존기간"
    r"|평균|단축|연장|각각|매|등록 후|설립 후|창업 후|창업)\s?$"
)
_YEAR_AFTER = re.compile(
    r"\s?(?:말|초|도(?![가-힣])|부터|이후|이전|까지|대비|기준|상반기|하반기|현재|들어|[1-4]/?4?\s?분기|\d{1,2}\s?월|중|산(?!업)|판|대(?![가-힣])|産)"
)


def _year(c: Candidate) -> bool:
    if c.form == "해":
        return not c.arabic and c.value > 1
    digits = c.text[c.start : c.number_end]
    if c.about:
        return True
    if digits[0] == "0" or c.text[max(0, c.start - 1) : c.start] in ("'", "’", "‘", "`", "´", "′"):
        return False
    if c.value >= 1000:
        return "," in digits or not c.arabic
    if _LENGTH_AFTER.match(c.after) or _LENGTH_BEFORE.search(c.before):
        return True
    if _YEAR_AFTER.match(c.after):
        return False
    if c.form == "개년":
        return not c.after.lstrip().startswith("계획")
    return c.value < 60


_DAYS_CHANGED = re.compile(
    r"(?:에서\s\d{1,3}일)?로(?:\s\S+){0,2}?\s(?:늘|줄|확대|단축|연장|축소|완화)"
)
_LEAVE = re.compile(r"의?\s(?:유급\s?|무급\s?|출산\s?|육아\s?)?(?:휴가|휴직|병가|연가)")


def _day(c: Candidate) -> bool:
    if _LEAVE.match(c.after):
        return True
    if _DAYS_CHANGED.match(c.text, c.end, c.end + 30) and (
        c.after.startswith("에서") or re.search(r"\d일에서\s$", c.before)
    ):
        return True
    if re.search(r"월\s?$", c.before):
        return False
    if c.value > 31 or re.search(r"\d박\s?$", c.before) or not c.arabic:
        return True
    return bool(
        re.match(
            r"\s?(?:여(?![가-힣])|여간|간(?!담|부|사|행|접|호|소|선|이)|동안|만에|이내|이상|이하|미만|정도|가량|내외|남짓|안에)",
            c.after,
        )
        or re.search(r"(?:최대|최소|최장|총|약|평균|평일|휴가|주|월|연간|연)\s$", c.before)
    )


def _minute(c: Candidate) -> bool:
    return re.search(r"시\s?$", c.before) is None and c.text[c.start - 1 : c.start] != ":"


def _person(c: Candidate) -> bool:
    if c.form == "사람":
        return not c.arabic
    if c.form != "인":
        return True
    follows = re.match(r"\s+[가-힣]", c.after)
    limits = re.match(
        r"\s?(?:이상|이하|이내|미만|초과|규모|등|정도|가량|중|이|으로|의|을|은|과|을)", c.after
    )
    return c.arabic and (c.value >= 10 or limits is not None or (follows is None and c.value > 1))


_MACHINES = re.compile(
    r"(?:차|차량|버스|택시|트럭|승용차|화물차|기기|장비|설비|로봇|컴퓨터|PC|CCTV|카메라|단말기|휴대폰|스마트폰|폰|TV|냉장고|에어컨|세탁기|보일러"
    r"|충전기|드론|헬기|항공기|전투기|기계|공작기계|자동차|오토바이|이륜차|자전거|열차|서버|태블릿|노트북|판매기|계량기|엘리베이터|승강기|대여|보급|생산|판매|등록)"
    r"(?:[은는이가을를]|\s*\(?총?|\s*약|\s*모두)*\s*$"
)

# 전기차 5대 핵심부품: the five great ones, where no word says what is done with five cars.
_GREAT = re.compile(
    r"\s(?!(?:도입|보급|지원|구입|구매|설치|운행|증차|투입|규모|등|이상|가량|정도|내외|추가|생산|판매|출고|배치|수출"
    r"|대여|등록|확보|교체|증설|운영|제작|발주|수주|계약|공급|동원|전달|기증|기부|제공|모두|전부|가운데|중|시범|무상))"
    r"[가-힣]{2}"
)


def _machine(c: Candidate) -> bool:
    if not re.match(r"(?![가-힣])|[를가은는의와로도씩]|까지|이상|에\s|에서|당|규모|분", c.after):
        return False
    if re.match(r"\s?\d|\s초반|\s중반|\s후반|\s이상", c.after) and c.value < 100:
        return False
    if c.value >= 200 or not c.arabic:
        return True
    if _MACHINES.search(c.before) is not None:
        return c.value > 20 or _GREAT.match(c.after) is None
    return re.match(r"\s*[가-힣]", c.after) is None and re.search(r"\d0$", str(c.value)) is None


def _firm(c: Candidate) -> bool:
    return c.form not in ("사", "기업", "업체") or c.value > 1


# Generations, not households: 386세대, 7080 세대.
_GENERATION = re.compile(r"[3-6]86|\d0\d0")


def _large(c: Candidate) -> bool:
    if c.form == "세대" and _GENERATION.fullmatch(c.text, c.start, c.number_end):
        return False
    if c.text[max(0, c.start - 1) : c.start] in ("-", "–", "호", "제") or re.search(
        r"(?:[-–]|[실동층홀관]\s?\(?)\s?$" if c.form == "호" else r"[-–]\s?$", c.before
    ):
        return False
    return c.about or c.value >= 20


def _words_or_large(c: Candidate) -> bool:
    return not c.arabic or c.value >= 100


def _words_only(c: Candidate) -> bool:
    return not c.arabic and c.value > 1


def _counted(c: Candidate) -> bool:
    return (c.number_end == c.end - len(c.form) and c.value > 1) or c.value >= 20


def _large_or_counter(c: Candidate) -> bool:
    return c.form != "동" or _large(c)


_INSTALLED = re.compile(
    r"(?:발전기|원전|터빈|크레인|엘리베이터|승강기|미사일|위성|로켓|무덤|고분|충전기|충전소|풍력|탱크|설비|보일러|고로|용광로|석탑|고인돌|시설|장비|소각로|발전소|로봇)"
    r"(?:[은는이가을를]|\s|약|총|모두)*$"
)


def _machine_unit(c: Candidate) -> bool:
    """기: machines and tombs, not the terms and years of a class (2기 수료생)."""
    if c.value < 2:
        return False
    return not c.arabic or c.about or c.value >= 20 or _INSTALLED.search(c.before) is not None


# The size of an attached file: 배치도.jpg (1,022 KB), 0 hit / 105 KB.
_FILE = re.compile(
    r"(?:\.(?:jpe?g|png|gif|hwpx?|pdf|zip|docx?|xlsx?|pptx?|mp4)\s?[(\[]?\s?|[Hh]it\s?[/:]?\s?|[Ss]ize\s?:?\s?|용량\s?:?\s?|크기\s?:?\s?)$"
)


def _no_file(c: Candidate) -> bool:
    return _FILE.search(c.before) is None


# Steps that are counted, not numbered: 5단계에서 3단계로 줄인다.
_STAGES = re.compile(r"에서\s\d+단계로|로\s(?:줄|축소|간소|단순|늘|확대|단축)")


GUARDS: dict[str, Callable[[Candidate], bool]] = {
    "year": _year,
    "week": lambda c: True,
    "day": _day,
    "minute": _minute,
    "person": _person,
    "firm": _firm,
    "machine": _machine,
    "large": _large,
    "words_or_large": _words_or_large,
    "words_only": _words_only,
    "counted": _counted,
    "no_file": _no_file,
    "stage": lambda c: _STAGES.match(c.after) is not None,
    "course": lambda c: c.value % 9 == 0,  # of golf; else a hall
    "machine_unit": _machine_unit,
    "large_or_counter": _large_or_counter,
}
