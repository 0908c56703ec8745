"""Status that more than the figure's own verb decides: sections, budgets, lists, outlines."""

from __future__ import annotations

import pytest

import pipeline

CASES = [
    # the head of a section or line says that what follows is planned
    ("□ 소요예산\n합계 125억원", "2008-03-27", "125억원 target"),
    ("□ 추진실적\n수출상담 125건", "2008-03-27", "125건 actual"),
    ("□ (지원 규모) 30억원(30개사 내외)", "2026-04-10", "30억원 target ; 30개사 target"),
    ("미니클러스터 4개('08) → 8개('12)", "2008-03-27", "4개 target ; 8개 target"),
    ("미니클러스터 4개('06) → 8개('12)", "2008-03-27", "4개 actual ; 8개 target"),
    (
        "ㅇ 총사업비: 460억원\nㅇ 사업기간: 2026~2029년",
        "2026-02-10",
        "460억원 target",
    ),
    (
        "ㅇ 총사업비: 460억원\nㅇ 사업기간: 2020~2023년",
        "2026-02-10",
        "460억원 actual",
    ),
    # money that is allotted is still to be spent
    ("추경예산 156억원이 편성됐다.", "2026-04-10", "156억원 target"),
    ("지난해 추경예산 156억원이 편성됐다.", "2026-04-10", "156억원 actual"),
    ("올해 예산 가운데 156억원을 집행했다.", "2026-04-10", "156억원 actual"),
    ("예산안에는 창업 지원 65억원이 반영됐다.", "2026-04-10", "65억원 target"),
    (
        "올해 지원 예산은 250억원으로, 지난해(175억원)보다 42.9% 증가했다.",
        "2026-03-20",
        "250억원 target ; 175억원 actual ; 42.9% target",
    ),
    ("추경 1조원이 4월 10일 국회에서 확정됐다.", "2026-04-13", "1조원 target"),
    # benefits of a programme, seats to be filled, the size of a plan
    ("설비 도입을 최대 3억원까지 지원하는 사업이다.", "2026-04-13", "3억원 target"),
    ("도입 비용 일부 지원(최대 3억원)", "2026-04-13", "3억원 target"),
    ("지난해 기업에 최대 3억원까지 지원했다.", "2026-04-13", "3억원 actual"),
    ("그동안 기업마다 3억원까지 지원해 왔다.", "2026-04-13", "3억원 actual"),
    ("위원회는 총 40명 이내로 구성된다.", "2026-04-13", "40명 target"),
    ("2월에 발표한 9조원 규모의 새만금 투자 계획이 있다.", "2026-04-13", "9조원 target"),
    # a verb right before a noun is the figure's own
    ("2조원이 투입되는 이 사업은 성공할 것으로 기대된다.", "2008-12-15", "2조원 target"),
    # what goes on with what was said
    (
        "내년 예산은 300억원이며, 이 가운데 40%인 120억원은 협의체가 찾아낸 과제에 쓰인다.",
        "2005-04-14",
        "300억원 target ; 40% target ; 120억원 target",
    ),
    (
        "도는 30개 사업을 벌이기로 했다. 사업은 북부 12건, 남부 18건 등 모두 30건이다.",
        "2008-09-10",
        "30개 target ; 12건 target ; 18건 target ; 30건 target",
    ),
    ("올해 7개, 내년 8개이다.", "2014-09-17", "7개 target ; 8개 target"),
    # sets that exist, and what somebody calls for
    ("창원, 구미 등 7개 단지를 지원할 계획이다.", "2005-04-14", "7개 actual"),
    ("맡는 기업을 30개사 이하로 줄이는 일이 먼저라고 말했다.", "2009-11-14", "30개사 target"),
    (
        "정부는 작년 8곳과 올해 12곳에 이어 내년에도 5곳을 선정할 계획이다.",
        "2015-07-10",
        "8곳 actual ; 12곳 actual ; 5곳 target",
    ),
    ("대구에는 연구센터(527억원)가 건립된다.", "2018-10-25", "527억원 target"),
    # an outline's date holds for its lines
    (
        "□ 행사 개요\nㅇ 일시 : 2026. 4. 20.(월) 14:00\nㅇ 참석 : 기업 대표 등 150여 명",
        "2026-04-10",
        "150여 명 target",
    ),
]


@pytest.mark.parametrize(("text", "date", "expected"), CASES, ids=[c[0][:24] for c in CASES])
def test_status(text: str, date: str, expected: str) -> None:
    found = pipeline.annotate(text, date).figures
    assert " ; ".join(f"{f.text} {f.status}" for f in found) == expected
