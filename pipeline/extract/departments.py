"""Departments named without their body: `기획조정실`, `지역경제과는`, those of a table of contacts.

A department beside its body (`지식경제부 지역경제과`) is one name with it: see ``noun_names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Mention

CONTACT = "org_contact"
"""The rule named on a department that a line or table of contacts names."""

_DUTY = (
    "정책|산업|경제|행정|기획|재정|건설|환경|복지|문화|교통|투자|개발|진흥|협력|관리|지원|자치|안전|농정|예산|세제"
    "|통상|무역|전략|혁신|주택|토지|도시|항공|도로|보건|입지|총괄|운영|유치|조정|기술|정보|체육|관광|민원|총무"
)
_OFFICE = re.compile(
    rf"(?<![0-9A-Za-z가-힣])(?P<name>(?!신흥|선진|개도|공업)[가-힣]{{2,10}}?(?:{_DUTY})(?:국|실))"
    r"(?=$|[^0-9A-Za-z가-힣]|(?:은|는|이|가|을|를|의|과|와|에서|에|도|으로|로)(?![가-힣]))"
)
"""국 and 실 as the last syllable; two more words make it no kind of country or room."""

_SECTION = re.compile(
    rf"(?<![0-9A-Za-z가-힣])(?<!\) )(?P<name>[가-힣]{{2,10}}?(?:{_DUTY})과)"
    r"(?=(?:는|가|를|에서|에|와|도|로)(?![가-힣])|\s[가-힣]{2,6}팀\(|\s?\(\s?(?:☎|☏|전화|0\d))"
)
"""과 is also a particle: only with another behind it, or with a telephone's number."""

_UNIT = r"[가-힣][가-힣·ㆍ]{1,15}(?:과|국|실|팀|단|관|본부|센터|위원회|원|청|처|(?<!일)부)"
_GAP = r"[ \t|/:\-]*\n?[ \t|/:\-]*"
_CONTACT = re.compile(
    rf"(?<![0-9A-Za-z가-힣])(?P<name>{_UNIT}(?: {_UNIT}){{0,2}}){_GAP}"
    r"(?=(?:책\s?임\s?자|담\s?당\s?자)(?![가-힣]))"
)
"""The cell or the words before 책임자 or 담당자 in a table of contacts."""

_LABELLED = re.compile(
    rf"(?:담당|관련|소관|주관|문의)\s?부서{_GAP}(?P<name>{_UNIT}(?: {_UNIT}){{0,2}})"
    r"(?![0-9A-Za-z가-힣])"
)
_KINDS = frozenset(
    [
        "소관부서",
        "담당부서",
        "관련부서",
        "담당과",
        "주무과",
        "소관과",
        "각과",
        "해당과",
        "담당팀",
        "공동주관",
        "연락처",
    ]
)


_ANY_DUTY = re.compile(rf"(?:{_DUTY})[국실과]")
_ANY_CONTACT = re.compile(r"책\s?임\s?자|담\s?당\s?자|부서")
"""What the patterns above cannot do without, quicker to look for than they."""


def departments(text: str) -> Iterator[Mention]:
    """Departments by what stands beside them, in no particular order; they may overlap."""
    patterns = (
        ("org_office_alone", _OFFICE, _ANY_DUTY),
        ("org_section_alone", _SECTION, _ANY_DUTY),
        (CONTACT, _CONTACT, _ANY_CONTACT),
        (CONTACT, _LABELLED, _ANY_CONTACT),
    )
    for rule, pattern, sign in patterns:
        if sign.search(text) is None:
            continue
        for match in pattern.finditer(text):
            name = match["name"]
            if name in _KINDS:
                continue
            start, end = match.span("name")
            yield Mention(start=start, end=end, text=name, label="ORG", name=name, rule=rule)
