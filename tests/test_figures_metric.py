"""What a figure counts where the noun is not beside it: left out, appositions, heads of tables."""

from __future__ import annotations

import pytest

import pipeline

CASES = [
    ("시범사업을 시작한 지 1년을 맞았다.", "1년", "시범사업"),
    ("지난해 2월 600억원짜리 펀드를 만들었다.", "600억원", "펀드"),
    ("도는 연구과제 212건을 마쳤다. 지역별로는 경북이 38건으로 1위였다.", "38건", "연구과제"),
    ("도는 연구과제 212건을 마쳤다. 지역별로는 경북이 38건으로 1위였다.", "1위", "연구과제"),
    ("권역마다 협의체를 새로 꾸려 연말까지 90개를 운영한다.", "90개", "협의체"),
    ("정부는 200억원을 들여 단지마다 종합계획을 세운다.", "200억원", "종합계획"),
    ("2012년까지 3년간 국비 1,203억원을 지원한다.", "3년", "국비"),
    ("시판품 조사 규모*를 연간 1만 개로 확대한다.", "1만 개", "시판품 조사 규모"),
    ("정부는 전략산업 육성을 위해 300억원을 지원키로 했다.", "300억원", "전략산업 육성"),
    ("재생단지 3곳(순천, 대구)이 뽑혔다.", "3곳", "재생단지"),
    ("작년 8곳과 올해 12곳에 이어 5곳의 노후단지를 고른다.", "8곳", "노후단지"),
    ("국비 지원액은 식품 221억원, 자동차 157억원 순이다.", "157억원", "국비 지원액 자동차"),
    ("경기도 산업단지는 총 159개로 나타났다.", "159개", "경기도 산업단지"),
    ("기업 중 3개사는 남고 나머지 12개사는 옮긴다.", "12개사", "기업"),
    ("펀드, 1000억원으로 커진다", "1000억원", "펀드"),
    ("전담인력을 3명 이상 두어 기업의 어려움을 듣는다.", "3명", "전담인력"),
    ("생활권은 56개에서 63개로 늘었다. 지난해 발표한 56개는 잠정 집계였다.", "56개", "생활권"),
    ("박람회에는 130여개 기업이 참가한다.", "130여개 기업", "기업"),
    ("소장은 “투자가 매출의 3% 수준”이라고 말했다.", "3%", "투자"),
    ("교육 수료생은 늘었다. 박가람 소장은 “예산이 10억원뿐”이라고 했다.", "10억원", "예산"),
]


@pytest.mark.parametrize(("text", "figure", "metric"), CASES, ids=[c[0][:24] for c in CASES])
def test_metric(text: str, figure: str, metric: str) -> None:
    found = [f for f in pipeline.annotate(text, "2010-04-21").figures if f.text == figure]
    assert found
    assert metric in (found[-1].metric or "")


TABLE = """<html><head><title>비축 사업 예산</title></head><body><h1>비축 사업 예산</h1>
<p>비축 사업의 예산은 다음 표와 같다. 표에 없는 것은 따로 알린다.</p><table>
<tr><th>구분</th><th>사업</th><th>2026년 본예산(억원)</th><th>2026년 최종안(억원)</th></tr>
<tr><td>1</td><td>비축</td><td>553</td><td>2,137</td></tr>
<tr><td>2</td><td>품질관리</td><td>163</td><td>386</td></tr>
<tr><td>3</td><td>유통</td><td>76</td><td>270</td></tr>
</table></body></html>"""


def test_running_numbers_are_no_figures() -> None:
    from pipeline.annotator import Annotator
    from pipeline.load.loader import load
    from pipeline.records import RawDocument

    document = load(RawDocument(data=TABLE.encode(), path="table.html"))
    found = Annotator.create().document(document).annotations.figures
    assert [f.text for f in found] == ["553", "2,137", "163", "386", "76", "270"]
    assert {f.as_of for f in found} == {"2026"}
    assert "본예산" in (found[0].metric or "")
