"""Quantities: number, unit, span and bound, as plain functions of a string."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import LexiconError
from pipeline.grammar.numerals import format_mixed
from pipeline.grammar.quantities import Quantity, find
from pipeline.grammar.units import match_unit, normalise_unit

# text => surface = value unit bound ; …    (nothing after the arrow: no quantity in the text)
TABLE = """
12개 단지를 지정했다. => 12개 = 12 개 exact
사업비 1조 2천억원을 투입한다. => 1조 2천억원 = 1200000000000 KRW exact
참여기업은 2만3천여개사에서 4만 2천여개사로 늘어난다. => 2만3천여개사 = 23000 개사 about ; 4만 2천여개사 = 42000 개사 about
고용은 56만 8천명이다. => 56만 8천명 = 568000 명 exact
세계 1~5위 수준이다. => 1~5위 = 1..5 위 exact
생산량은 10∼20% 늘었다. => 10∼20% = 10..20 % exact
실업자가 30만에서 50만 명 사이로 추산된다. => 30만에서 50만 명 = 300000..500000 명 exact
약 3~4개 기관이 참여한다. => 3~4개 = 3..4 개 about
응답 비율(퍼센트 10) => 퍼센트 10 = 10 % exact
오차는 100만분의 1이다. => 100만분의 1 = 0.0001 % exact
하루 8천 보를 걷는다. => 8천 보 = 8000 보 exact
최대 300억…지원 확대 => 300억 = 30000000000 KRW at_most
총 350억 원 규모의 펀드를 만든다. => 350억 원 = 35000000000 KRW exact
상담 실적은 약 100만불이다. => 100만불 = 1000000 USD about
계약액은 $3.5억이다. => $3.5억 = 350000000 USD exact
US$ 250 million을 유치했다. => US$ 250 million = 250000000 USD exact
€5,000을 냈다. => €5,000 = 5000 EUR exact
면적은 330만㎡이다. => 330만㎡ = 3300000 m2 exact
1,200㎢ 규모의 단지. => 1,200㎢ = 1200 km2 exact
공장용지 45ha를 분양한다. => 45ha = 45 ha exact
약 13만 평의 부지. => 13만 평 = 130000 평 about
태양광 500kW 설비. => 500kW = 500 kW exact
연간 3,200MWh를 생산한다. => 3,200MWh = 3200 MWh exact
에너지 120만TOE를 아꼈다. => 120만TOE = 1200000 TOE exact
화물 5만 톤을 실었다. => 5만 톤 = 50000 t exact
신규 고용 300명 이상. => 300명 = 300 명 at_least
연구원 12인을 뽑는다. => 12인 = 12 명 exact
열두 개 도시가 참여했다. => 열두 개 = 12 개 exact
스무 곳에서 열렸다. => 스무 곳 = 20 곳 exact
스물세 명이 다쳤다. => 스물세 명 = 23 명 exact
삼천육백 명이 모였다. => 삼천육백 명 = 3600 명 exact
참가자 수백 명이 몰렸다. => 수백 명 = 200..999 명 about
수십 개 업체가 문을 닫았다. => 수십 개 업체 = 20..99 개사 about
서너 곳이 남았다. => 서너 곳 = 3..4 곳 about
두세 차례 만났다. => 두세 차례 = 2..3 회 about
전체의 3분의 1이 떠났다. => 3분의 1 = 33.33 % exact
응답자의 절반이 찬성했다. => 절반 = 50 % about
매출이 2배로 늘었다. => 2배 = 2 배 exact
1.5배 높은 임금. => 1.5배 = 1.5 배 exact
금리를 25bp 올렸다. => 25bp = 25 bp exact
지지율이 3.2%p 하락했다. => 3.2%p = 3.2 %p exact
2.5%포인트 올랐다. => 2.5%포인트 = 2.5 %p exact
제4회 대회를 연다. =>
5+2 광역경제권 =>
1인 당 국민소득 3만 달러 => 3만 달러 = 30000 USD exact
1인당 50만원을 준다. => 50만원 = 500000 KRW exact
제3조 2항에 따라 =>
오후 1시 20분에 시작한다. =>
2시간 동안 30분 간격으로 => 2시간 = 2 시간 exact ; 30분 = 30 분 exact
지난 4년간 운영했다. => 4년 = 4 년 exact
향후 10년 동안 투자한다. => 10년 = 10 년 exact
2015년에 문을 연다. =>
'09년 12월까지 마친다. =>
3월 15일부터 3일간 열린다. => 3일 = 3 일 exact
18개월 만에 완공했다. => 18개월 = 18 개월 exact
유효기간은 6개월이다. => 6개월 = 6 개월 exact
회의를 12차례 열었다. => 12차례 = 12 회 exact
특허 250건을 냈다. => 250건 = 250 건 exact
기술이전 13건과 15건 => 13건 = 13 건 exact ; 15건 = 15 건 exact
국비 300억원, 지방비 200억원 등 총 500억원 => 300억원 = 30000000000 KRW exact ; 200억원 = 20000000000 KRW exact ; 500억원 = 50000000000 KRW exact
100여 개의 업체 => 100여 개 = 100 개 about
20여년의 역사 => 20여년 = 20 년 about
1,910건의 협력과제 => 1,910건 = 1910 건 exact
1곳뿐이다. => 1곳 = 1 곳 exact
5개소를 더 짓는다. => 5개소 = 5 곳 exact
필지 32필지를 판다. => 32필지 = 32 필지 exact
아파트 1,200세대가 들어선다. => 1,200세대 = 1200 세대 exact
5세대 이동통신을 연다. =>
120대 국정과제 =>
버스 30대를 늘린다. => 30대 = 30 대 exact
전기차 1만 대 보급 => 1만 대 = 10000 대 exact
4차 산업혁명 시대 =>
3D 프린터를 샀다. =>
코로나19 확산 =>
3학년 2반 =>
02-123-4567로 전화 =>
2층 회의실 =>
최대 5억원까지 지원한다. => 5억원 = 500000000 KRW at_most
최소 30명을 확보한다. => 30명 = 30 명 at_least
500개 이하로 줄인다. => 500개 = 500 개 at_most
10% 미만이다. => 10% = 10 % less_than
100만 명을 넘었다. => 100만 명 = 1000000 명 more_than
200만 명에 못 미치는 인구 => 200만 명 = 2000000 명 less_than
300억원 내외를 쓴다. => 300억원 = 30000000000 KRW about
40여 개국이 참가한다. => 40여 개국 = 40 개국 about
8개 시·도에서 연다. => 8개 = 8 개 exact
17개 시도가 함께한다. => 17개 = 17 개 exact
45개 대학과 12개 연구소 => 45개 = 45 개 exact ; 12개 = 12 개 exact
과제 1 : 전국 확산 =>
12개 과제를 추진한다. => 12개 = 12 개 exact
주민 20만 가구가 쓴다. => 20만 가구 = 200000 가구 exact
소 500두를 기른다. => 500두 = 500 두 exact
선박 35척을 수주했다. => 35척 = 35 척 exact
희귀종 12종을 찾았다. => 12종 = 12 종 exact
도서 3만 권을 갖췄다. => 3만 권 = 30000 권 exact
만 65세 이상 노인 => 65세 = 65 세 at_least
3개 국책연구기관 => 3개 = 3 개 exact
수출액은 1,550억불이다. => 1,550억불 = 155000000000 USD exact
관광객 500만을 유치한다. => 500만 = 5000000 명 exact
투자 1조를 이끈다. => 1조 = 1000000000000 KRW exact
10억엔을 빌렸다. => 10억엔 = 1000000000 JPY exact
50만 유로를 낸다. => 50만 유로 = 500000 EUR exact
3,000위안을 썼다. => 3,000위안 = 3000 CNY exact
영하 15도까지 내려간다. => 15도 = -15 ℃ exact
온도는 25℃이다. => 25℃ = 25 ℃ exact
거리는 12.5km이다. => 12.5km = 12.5 km exact
수심 30m 아래 => 30m = 30 m exact
10만t급 부두 => 10만t = 100000 t exact
5만톤급 선박 => 5만톤 = 50000 t exact
무게 35kg => 35kg = 35 kg exact
오 퍼센트 올랐다. => 오 퍼센트 = 5 % exact
백만 달러를 번다. => 백만 달러 = 1000000 USD exact
삼백만 원을 모았다. => 삼백만 원 = 3000000 KRW exact
3, 5, 7공구를 시공한다. => 3 = 3 공구 exact ; 5 = 5 공구 exact ; 7공구 = 7 공구 exact
2, 3개 후보가 있다. => 2, 3개 = 2..3 개 exact
1사 1교 운동 =>
세계 3대 시장 =>
30대 청년 =>
70년대 건설 =>
2010~2012년에 =>
50주년을 맞았다. =>
5개년 계획 =>
3년차 사업 =>
7차년도를 맞아 =>
100원짜리 => 100원 = 100 KRW exact
5원칙을 세웠다. =>
15개사가 입주한다. => 15개사 = 15 개사 exact
15개 사가 입주한다. => 15개 사 = 15 개사 exact
15개 업체가 입주한다. => 15개 업체 = 15 개사 exact
3개 사업을 벌인다. => 3개 = 3 개 exact
9개 소재 품목 => 9개 = 9 개 exact
3억5천만원 => 3억5천만원 = 350000000 KRW exact
35백만원을 편성 => 35백만원 = 35000000 KRW exact
(단위: 백만원) =>
5.3%의 성장률 => 5.3% = 5.3 % exact
증가율은 12.7%이다. => 12.7% = 12.7 % exact
12만5천㎡ 터 => 12만5천㎡ = 125000 m2 exact
60만㎾ 발전소 => 60만㎾ = 600000 kW exact
12.5대 1의 경쟁률 =>
1만 5,000가구 => 1만 5,000가구 = 15000 가구 exact
2,204 억원을 증액 => 2,204 억원 = 220400000000 KRW exact
10 억 원을 지원 => 10 억 원 = 1000000000 KRW exact
700 개 마을 => 700 개 = 700 개 exact
600억~700억원 => 600억~700억원 = 60000000000..70000000000 KRW exact
100~200만원 => 100~200만원 = 1000000..2000000 KRW exact
5억원~10억원 => 5억원~10억원 = 500000000..1000000000 KRW exact
1천만 원 상당 => 1천만 원 = 10000000 KRW exact
1천여만원 규모 => 1천여만원 = 10000000 KRW about
하루 8시간 일한다. => 8시간 = 8 시간 exact
일주일에 두 번 연다. => 두 번 = 2 회 exact
한 번 더 보자. =>
세종시로 옮긴다. =>
한편 이 사업은 =>
두부를 만든다. =>
삼척시와 사천시 =>
이천 명소를 찾다. =>
일산 신도시 =>
수도권 규제 =>
만일 그렇다면 =>
천안시 동남구 =>
일부 지역 =>
구미 국가단지 =>
백제 문화권 =>
이사장이 말했다. =>
오산 공장 =>
조합원이 모였다. =>
조선 산업 =>
억울한 사연 =>
사업 3건을 끝냈다. => 3건 = 3 건 exact
업체 3곳 중 2곳 => 3곳 = 3 곳 exact ; 2곳 = 2 곳 exact
전체 120명 중 30% => 120명 = 120 명 exact ; 30% = 30 % exact
△3.2% 줄었다. => 3.2% = 3.2 % exact
수출(△3.2%)이 줄었다. => 3.2% = -3.2 % exact
영업이익 -5.4% 기록 => 5.4% = -5.4 % exact
+2.1% 성장 => 2.1% = 2.1 % exact
5만여㎡ 부지 => 5만여㎡ = 50000 m2 about
기업 1,000여곳 => 1,000여곳 = 1000 곳 about
50여 명의 직원 => 50여 명 = 50 명 about
80%가량을 채웠다. => 80% = 80 % about
절반 이상이 찬성 => 절반 = 50 % at_least
9부 능선 =>
14호 태풍 =>
주택 350호를 짓는다. => 350호 = 350 호 exact
국도 7호선 =>
12부스를 연다. => 12부스 = 12 부스 exact
60병상 규모 => 60병상 = 60 병상 exact
박사급 15명, 석사급 20명 => 15명 = 15 명 exact ; 20명 = 20 명 exact
4㎞ 구간 => 4㎞ = 4 km exact
1조원대 시장 => 1조원 = 1000000000000 KRW about
3%대 성장 => 3% = 3 % about
100억원 초과 => 100억원 = 10000000000 KRW more_than
7% 상회 => 7% = 7 % more_than
50%에 육박 => 50% = 50 % about
1.8ℓ 병 => 1.8ℓ = 1.8 L exact
250㎖ 컵 => 250㎖ = 250 mL exact
3GW 풍력 => 3GW = 3 GW exact
40Gbps 망 => 40Gbps = 40 Gbps exact
100MB 파일 => 100MB = 100 MB exact
5년 거치 10년 상환 => 5년 = 5 년 exact ; 10년 = 10 년 exact
임기 2년의 위원 => 2년 = 2 년 exact
98년 외환위기 =>
매년 3회 이상 => 3회 = 3 회 at_least
연 2회 개최 => 2회 = 2 회 exact
주 5일 근무 => 5일 = 5 일 exact
2박 3일 일정 => 3일 = 3 일 exact
4대강 사업 =>
10만명당 35명 => 35명 = 35 명 exact
가구당 3억원의 자산 => 3억원 = 300000000 KRW exact
3개 시군 12개 읍면동 => 3개 = 3 개 exact ; 12개 = 12 개 exact
누적 1,234건을 넘어섰다. => 1,234건 = 1234 건 more_than
연 매출 1조원을 돌파했다. => 1조원 = 1000000000000 KRW more_than
정원의 95%까지 뽑는다. => 95% = 95 % exact
융자 한도는 70%이다. => 70% = 70 % exact
2억원 한도에서 빌린다. => 2억원 = 200000000 KRW at_most
시급 1만원 이상 => 1만원 = 10000 KRW at_least
최고 300만원을 준다. => 300만원 = 3000000 KRW at_most
역대 최대 100억불을 기록했다. => 100억불 = 10000000000 USD exact
많게는 40%까지 할인 => 40% = 40 % at_most
기업 7개사 이상이 들어온다. => 7개사 = 7 개사 at_least
1,000명가량이 일한다. => 1,000명 = 1000 명 about
150명 안팎의 인력 => 150명 = 150 명 about
3년 이내에 마친다. => 3년 = 3 년 at_most
10일 이내 신청 => 10일 = 10 일 at_most
30일간 공고한다. => 30일 = 30 일 exact
100일 동안 점검한다. => 100일 = 100 일 exact
5분 거리에 있다. => 5분 = 5 분 exact
오전 9시 30분 개회 =>
24시간 운영한다. => 24시간 = 24 시간 exact
3주간 교육한다. => 3주 = 3 주 exact
두 달 동안 준비했다. => 두 달 = 2 개월 exact
주식 100만주를 판다. => 100만주 = 1000000 주 exact
나무 3,000그루를 심었다. => 3,000그루 = 3000 그루 exact
1만5천 그루 => 1만5천 그루 = 15000 그루 exact
8개 분야 24개 세부과제 => 8개 = 8 개 exact ; 24개 = 24 개 exact
24개 세부과제 중 10개 => 24개 = 24 개 exact ; 10개 = 10 개 exact
A사 등 5곳 => 5곳 = 5 곳 exact
6개 팀이 겨뤘다. => 6개 = 6 개 exact
4개 유형으로 나눈다. => 4개 = 4 개 exact
수출 상담 120건, 계약 15건 => 120건 = 120 건 exact ; 15건 = 15 건 exact
참가업체 65개, 관람객 3만명 => 65개 = 65 개 exact ; 3만명 = 30000 명 exact
2개 동을 짓는다. => 2개 = 2 개 exact
12학점을 딴다. => 12학점 = 12 학점 exact
50개교가 신청했다. => 50개교 = 50 개교 exact
20개 학교를 뽑는다. => 20개 = 20 개 exact
장비 45대를 갖췄다. => 45대 = 45 대 exact
로봇 1,200대를 보급한다. => 1,200대 = 1200 대 exact
책상 서른 개 => 서른 개 = 30 개 exact
쉰다섯 명 => 쉰다섯 명 = 55 명 exact
백이십 가구 => 백이십 가구 = 120 가구 exact
이백만 원 => 이백만 원 = 2000000 KRW exact
천 명이 넘는 인파 => 천 명 = 1000 명 more_than
만 명을 돌파 => 만 명 = 10000 명 more_than
수백억 원대 손실 => 수백억 원 = 20000000000..99900000000 KRW about
수천만 달러 => 수천만 달러 = 20000000..99990000 USD about
몇십 명 => 몇십 명 = 20..99 명 about
한 명도 없다. => 한 명 = 1 명 exact
네 곳을 골랐다. => 네 곳 = 4 곳 exact
석 달 만에 => 석 달 = 3 개월 exact
다섯 배로 뛰었다. => 다섯 배 = 5 배 exact
1.5%에서 2.0%로 => 1.5% = 1.5 % exact ; 2.0% = 2 % exact
99.9퍼센트 => 99.9퍼센트 = 99.9 % exact
일 년에 세 차례 => 세 차례 = 3 회 exact
60개국 1,500명 => 60개국 = 60 개국 exact ; 1,500명 = 1500 명 exact
제12차 5개년 계획 =>
2단계 사업 =>
1등급 기업 =>
3호선 연장 =>
2020년까지 3,000명 => 3,000명 = 3000 명 exact
30만㎡(9만평) => 30만㎡ = 300000 m2 exact ; 9만평 = 90000 평 exact
연 3.2%의 이자 => 3.2% = 3.2 % exact
㈜가나 등 3개사 => 3개사 = 3 개사 exact
총사업비 1,234억5천만원 => 1,234억5천만원 = 123450000000 KRW exact
7,000억원에 달한다. => 7,000억원 = 700000000000 KRW exact
10명 중 7명 => 10명 = 10 명 exact ; 7명 = 7 명 exact
1% 포인트 => 1% 포인트 = 1 %p exact
국도비 40억 => 40억 = 4000000000 KRW exact
예산 100억을 쓴다. => 100억 = 10000000000 KRW exact
인구 50만 이상 도시 => 50만 = 500000 명 at_least
전국 226개 시·군·구 => 226개 = 226 개 exact
9백만불 => 9백만불 = 9000000 USD exact
5천만달러 => 5천만달러 = 50000000 USD exact
1백50만달러 => 1백50만달러 = 1500000 USD exact
약 2백여 명 => 2백여 명 = 200 명 about
1천2백개 업체 => 1천2백개 업체 = 1200 개사 exact
3천8백여개사 => 3천8백여개사 = 3800 개사 about
제2의 도약 =>
3.1운동 100주년 =>
20-30대 청년 =>
2-3개 업체 => 2-3개 업체 = 2..3 개사 exact
1∼2년 안에 => 1∼2년 = 1..2 년 at_most
6~12개월 => 6~12개월 = 6..12 개월 exact
2천~3천명 => 2천~3천명 = 2000..3000 명 exact
5~6만명 => 5~6만명 = 50000..60000 명 exact
20만t~30만t => 20만t~30만t = 200000..300000 t exact
0.5%p~1.0%p => 0.5%p~1.0%p = 0.5..1 %p exact
300여개(약 10%) => 300여개 = 300 개 about ; 10% = 10 % about
가로 3m 세로 2m => 3m = 3 m exact ; 2m = 2 m exact
15평형 아파트 =>
12인승 승합차 =>
3교대 근무 =>
"""  # noqa: E501
CASES = [tuple(line.split(" =>", 1)) for line in TABLE.strip().splitlines()]


def written(text: str, quantity: Quantity) -> str:
    """A quantity in the notation of the table."""
    high = "" if quantity.value_max is None else f"..{quantity.value_max.normalize():f}"
    surface = text[quantity.start : quantity.end]
    return f"{surface} = {quantity.value.normalize():f}{high} {quantity.unit} {quantity.bound}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_quantities(text: str, expected: str) -> None:
    assert " ; ".join(written(text, q) for q in find(text)) == expected.strip()


def test_table_is_large() -> None:
    assert len(CASES) >= 200


UNITS = {
    "원": "KRW", "불": "USD", "달러": "USD", "유로": "EUR", "엔": "JPY", "위안": "CNY", "%": "%",
    "%p": "%p", "㎡": "m2", "㎢": "km2", "톤": "t", "ha": "ha", "평": "평", "MW": "MW", "GWh": "GWh",  # noqa: E501
    "TOE": "TOE", "개": "개", "개사": "개사", "개 사": "개사", "개 업체": "개사", "개 기업": "개사", "명": "명",  # noqa: E501
    "인": "명", "건": "건", "회": "회", "차례": "회", "곳": "곳", "개소": "곳", "위": "위", "개월": "개월",  # noqa: E501
    "배": "배", "가구": "가구", "필지": "필지", "대": "대", "척": "척", "개국": "개국",
}  # fmt: skip


@pytest.mark.parametrize(("form", "unit"), UNITS.items())
def test_units(form: str, unit: str) -> None:
    found = normalise_unit(form)
    assert found is not None
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "form"), [("개월간", "개월"), ("개 단지", "개"), ("개사업", "개"), ("원칙", None)]
)
def test_match_unit_takes_whole_words(text: str, form: str | None) -> None:
    found = match_unit(text, 0)
    assert (found[1] if found else None) == form


def test_lexicon_error_is_the_users() -> None:
    assert issubclass(LexiconError, Exception)


@given(
    st.integers(1, 10**14),
    st.sampled_from(["원", "명", "개사", "달러", "㎡", "톤", "건", "가구"]),
    st.booleans(),
)
def test_round_trip(value: int, unit: str, spaced: bool) -> None:
    """A value formatted into Korean and read again gives the value and the whole span."""
    surface = format_mixed(value) + (" " if spaced else "") + unit
    text = f"모두 {surface}이다."
    (found,) = find(text)
    assert found.value == value
    assert text[found.start : found.end] == surface


@given(st.text(alphabet="0123456789,.~%만억조천백 개명원년월일△-+('’)가여의약총", max_size=80))
def test_spans_are_ordered_and_inside(text: str) -> None:
    last = 0
    for quantity in find(text):
        assert last <= quantity.start < quantity.end <= len(text)
        last = quantity.end
        assert quantity.value_max is None or quantity.value <= quantity.value_max


@given(st.sampled_from([case[0] for case in CASES]), st.sampled_from([case[0] for case in CASES]))
def test_a_line_more_changes_nothing_before(first: str, second: str) -> None:
    alone = find(first)
    assert find(f"{first}\n\n{second}")[: len(alone)] == alone


@pytest.mark.parametrize(
    "text", ["1," * 4000, "12개~" * 3000, "△3.2% " * 3000, "약 " * 5000, "3, " * 4000, "한" * 9000]
)
def test_time_is_bounded(text: str) -> None:
    begun = time.perf_counter()
    find(text)
    assert time.perf_counter() - begun < 5
