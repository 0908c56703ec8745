"""Quantities of everyday Korean: currencies, measures, ages, temperatures, durations."""

from __future__ import annotations

import pytest

import pipeline

# sentence | value unit ; …  (nothing where no quantity is said)
TABLE = """
나는 어제 사과 다섯 개를 샀다 | 5 개
이 책은 만 오천 원이다 | 15000 KRW
커피 한 잔에 4,500원입니다 | 1 잔 ; 4500 KRW
그녀는 백이십 달러를 냈다 | 120 USD
가격은 삼백오십 유로였다 | 350 EUR
그는 5파운드 지폐를 꺼냈다 | 5 GBP
몸무게가 150파운드 나간다 | 150 파운드
표값은 20 스위스 프랑이다 | 20 CHF
멕시코 페소로 300페소를 바꿨다 | 300 페소
필리핀에서 500 필리핀 페소를 썼다 | 500 PHP
그 집은 2천만 루블에 팔렸다 | 20000000 RUB
월급이 삼만 루피다 | 30000 INR
택시비로 200바트를 냈다 | 200 THB
베트남에서 쌀국수는 5만 동이다 | 50000 VND
터키에서 50리라를 냈다 | 50 TRY
스웨덴에서 100크로나를 환전했다 | 100 SEK
노르웨이 물값은 30크로네다 | 30 크로네
브라질 100헤알 | 100 BRL
중국 돈 삼백 위안 | 300 CNY
일본에서 천 엔을 썼다 | 1000 JPY
$25를 결제했다 | 25 USD
$3.5 million을 투자했다 | 3500000 USD
€1,200의 요금 | 1200 EUR
£7.99에 판다 | 7.99 GBP
¥500을 냈다 | 500 JPY
₩10,000 상품권 | 10000 KRW
100 USD를 송금했다 | 100 USD
KRW 50,000 입금 | 50000 KRW
USD 1,500 | 1500 USD
3달러 50센트가 부족하다 | 3.5 USD
75센트짜리 동전 | 75 센트
홍콩달러로 800홍콩달러다 | 800 HKD
호주 달러 250달러 | 250 USD
60 캐나다 달러를 환불받았다 | 60 CAD
2조 엔 규모 | 2000000000000 JPY
말레이시아 링깃 40링깃 | 40 MYR
사우디에서 100리얄 | 100 SAR
두바이에서 20디르함을 냈다 | 20 AED
폴란드 45즐로티 | 45 PLN
헝가리 9천 포린트 | 9000 HUF
체코 250코루나 | 250 CZK
인도네시아 5만 루피아 | 50000 IDR
남아공 200란드 | 200 ZAR
10억 원 | 1000000000 KRW
십억 원을 기부했다 | 1000000000 KRW
100만원대 노트북 | 1000000 KRW
환율이 1,135원 20전으로 마감했다 | 1135.2 KRW
백 퍼센트 면이다 | 100 %
십 퍼센트 할인 | 10 %
이십오 프로 정도 올랐다 | 25 %
영점오 퍼센트 인상 | 0.5 %
일 점 오 퍼센트 | 1.5 %
3할 5푼의 타율 | 35 %
이 할 삼 푼 | 23 %
50프로 세일 | 50 %
99.9％ 순도 | 99.9 %
마이너스 2퍼센트 성장 | -2 %
오분의 이가 찬성했다 | 40 %
1/3이 결석했다 | 33.33 %
절반이 남았다 | 50 %
이 방은 길이가 3미터다 | 3 m
서울에서 부산까지 사백 킬로미터 | 400 km
육 피트 키의 남자 | 6 피트
키가 180센티미터다 | 180 cm
키가 백팔십 센티다 | 180 cm
두께는 5밀리다 | 5 mm
10마일을 달렸다 | 10 마일
55인치 TV | 55 인치
100야드 수영 | 100 야드
수심 20미터에서 잠수 | 20 m
넓이가 84제곱미터인 아파트 | 84 m2
서른두 평 아파트 | 32 평
3에이커의 땅 | 3 에이커
우유 1.5리터 | 1.5 L
물 500밀리리터 | 500 mL
기름 20갤런 | 20 갤런
쌀 10킬로그램 | 10 kg
설탕 두 스푼과 소금 5그램 | 2 스푼 ; 5 g
금 3온스 | 3 온스
고기 한 근 | 1 근
5톤 트럭 | 5 t
시속 100킬로미터 | 100 km/h
초속 30미터의 바람 | 30 m/s
기온이 섭씨 30도까지 올랐다 | 30 ℃
화씨 98.6도다 | 98.6 ℉
영하 15도의 추위 | -15 ℃
체온이 38.5도다 | 38.5 ℃
온도를 22도로 맞춰줘 | 22 ℃
오늘 최고 기온은 28℃ | 28 ℃
-5°C로 떨어졌다 | -5 ℃
270 켈빈 | 270 K
각도가 45도다 | 45 도
90° 회전 | 90 도
그는 스물다섯 살이다 | 25 세
아이는 네 살이다 | 4 세
만 19세 이상 | 19 세
할머니는 올해 아흔아홉 살 | 99 세
생후 6개월 된 아기 | 6 개월
칠십 세 노인 | 70 세
열 살짜리 아이 | 10 세
두 시간 동안 기다렸다 | 2 시간
30분만 쉬자 | 30 분
한 시간 반 걸린다 | 1.5 시간
일 년 반 동안 | 1.5 년
3주일 동안 | 3 주
이틀이 걸렸다 | 2 일
사흘간 머물렀다 | 3 일
열흘 뒤 |
보름 동안 앓았다 | 15 일
오 개월 동안 | 5 개월
십 초 남았다 | 10 초
석 달 만에 | 3 개월
10년 된 차 | 10 년
2시간 30분이 소요된다 | 150 분
하루 종일 |
5기가바이트 메모리 | 5 GB
512MB 램 | 512 MB
1테라바이트 하드 | 1 TB
100메가비트 | 100 Mbit
60와트 전구 | 60 W
220볼트 전압 | 220 V
15암페어 | 15 A
3.2기가헤르츠 | 3.2 GHz
2000칼로리 | 2000 칼로리
500킬로줄 | 500 kJ
150마력 엔진 | 150 마력
2기압 | 2 atm
1013헥토파스칼 | 1013 hPa
5뉴턴의 힘 | 5 N
10옴 저항 | 10 Ω
달걀 두 다스 | 2 다스
신발 세 켤레 | 3 켤레
책 열두 권 | 12 권
개 두 마리 | 2 마리
나무 백 그루 | 100 그루
수백만 명이 모였다 | 2000000 명
몇십 명 | 20 명
약 삼천오백 명 | 3500 명
우리 반은 스물세 명이다 | 23 명
二十億원 | 2000000000 KRW
三百 명 | 300 명
１２３명 | 123 명
5천500여 가구 | 5500 가구
2와 3분의 1 컵 | 2.33333 컵
한 개 반을 먹었다 | 1.5 개
반 리터 | 0.5 L
4분의 3마일 | 0.75 마일
두 배 반 | 2.5 배
서너 명 | 3 명
세 번째 줄 |
첫 번째 사람 |
제2차 세계대전 |
3층에 산다 |
5번 출구 |
2호선을 탄다 |
10시 30분에 만나자 |
7월 8일 |
일요일에 이 사람이 한 말 |
이 분이 오 선생님입니다 |
만 원짜리 한 장 | 10000 KRW ; 1 장
천 원만 빌려줘 | 1000 KRW
돈이 육만삼천 원 있다 | 63000 KRW
-20도의 한파 | -20 ℃
플러스 3도 | 3 ℃
해발 1,947m | 1947 m
9.8m/s²의 중력가속도 | 9.8 m/s
시속 백이십 킬로 | 120 km/h
이십 파운드 스털링 | 20 GBP
만 달러 | 10000 USD
수천 달러 | 2000 USD
몇백 원 | 200 KRW
삼천만 원짜리 차 | 30000000 KRW
지원절차를 5단계에서 3단계로 줄였다 | 5 단계 ; 3 단계
2단계 사업을 시작했다 |
1단계에서 시작했다 |
"""
ROWS = [line.rsplit("|", 1) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0].strip() for row in ROWS])
def test_quantities(text: str, expected: str) -> None:
    text = text.strip()
    wanted = [pair.split() for pair in expected.split(";") if pair.strip()]
    found = pipeline.annotate(text, "2011-05-20").figures
    assert [figure.unit for figure in found] == [unit for _, unit in wanted]
    assert [figure.value for figure in found] == pytest.approx(
        [float(value) for value, _ in wanted], rel=1e-3
    )
    assert all(text[f.start : f.end] == f.text for f in found)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("정부는 청와대에서 열린 회의에서 예산 300억원을 확정했다.", None),
        ("장관은 창원시에서 간담회를 열고 예산 300억원을 늘리겠다고 했다.", None),
        ("대구광역시, 부산광역시에서 기업 30개사가 참여했다.", None),
        ("구미시 기업 30개사가 참여했다.", "구미시"),
    ],
)
def test_scope_is_neither_a_venue_nor_the_last_of_a_list(text: str, scope: str | None) -> None:
    (figure,) = pipeline.annotate(text, "2010-04-21").figures
    assert (figure.scope or "").endswith(scope or "") and bool(figure.scope) == bool(scope)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("재정수지(’09년 △17.6조원, ’10년 △3.5조원)는 적자였다.", [-17.6e12, -3.5e12]),
        ("▲ 2011년 예산 300억원 ▲ 2012년 예산 350억원", [300e8, 350e8]),
        ("유급휴가를 기존 30일에서 60일로 늘렸다.", [30, 60]),
        ("행사를 20일에서 27일로 미뤘다.", []),
        ("재4회 대회가 열렸다.", []),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    assert [f.value for f in pipeline.annotate(text, "2011-05-20").figures] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("매출은 대부분 증가했다(피자 8.7%, 한식 8.3%).", [("change", 8.7), ("change", 8.3)]),
        ("매출은 대부분 감소했다(피자 8.7%, 한식 8.3%).", [("change", -8.7), ("change", -8.3)]),
        ("매출 증가율 역시 한식 업종이 6.1%로 가장 높았다.", [("change", 6.1)]),
        ("회원 비중은 대도시가 높다(서울 8.7%, 부산 8.3%).", [("share", 8.7), ("share", 8.3)]),
    ],
)
def test_growth_in_lists_and_rates(text: str, expected: list[tuple[str, float]]) -> None:
    found = pipeline.annotate(text, "2026-04-13").figures
    assert [(f.kind, f.value) for f in found] == expected


def test_a_bracket_between_last_year_and_its_comparison() -> None:
    text = "2025년 매출은 120억원으로 전년(100억원) 대비 20% 증가했다."
    assert [(f.text, f.as_of) for f in pipeline.annotate(text, "2026-03-02").figures] == [
        ("120억원", "2025"), ("100억원", "2024"), ("20%", "2025"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("근로자는 14만5천명(1.1%) 늘었다.", [("change", 145000), ("change", 1.1)]),
        ("근로자는 28만7천명(13.6%) 감소했다.", [("change", -287000), ("change", -13.6)]),
        ("건설업(-15만7천명)에서 취업자가 줄었다.", [("change", -157000)]),
        ("연구원은 3.3%(7,940명) 늘었다.", [("change", 3.3), ("change", 7940)]),
        ("예산은 32조원(14.7%↑)이다.", [("amount", 32e12), ("change", 14.7)]),
        ("적자는 109조원(GDP 대비 △4.0%)이다.", [("amount", 109e12), ("share", -4)]),
        ("보증 28조원 → 30조원 확대", [("amount", 28e12), ("amount", 30e12)]),
        ("상용근로자는 12만명(13.6%)으로 나타났다.", [("amount", 120000), ("share", 13.6)]),
    ],
)
def test_rates_beside_differences(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(f.kind, f.value) for f in pipeline.annotate(text, "2012-11-29").figures] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("전기차 5대 핵심부품 개발을 추진한다.", []),
        ("미래차 3대 핵심기술에 743억 원을 쓴다.", ["743억 원"]),
        ("전기버스 5대를 도입한다.", ["5대"]),
        ("전기차 20대 보급에 3억원을 쓴다.", ["20대", "3억원"]),
    ],
)
def test_great_ones_and_machines(text: str, found: list[str]) -> None:
    assert [f.text for f in pipeline.annotate(text, "2018-10-29").figures] == found


def test_scope_does_not_leave_a_bracket() -> None:
    text = "△공동 연구 82억원(시험 장비 58억원, 산학융합지구 확충 24억원) △통근 버스 7억원"
    found = {f.text: f.scope for f in pipeline.annotate(text, "2016-03-25").figures}
    assert found["24억원"] == "산학융합지구 조성사업"
    assert found["7억원"] is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("* 이용자 수(만명): (’23) 812 → (’24) 867 → (’25) 903", [812e4, 867e4, 903e4]),
        ("* 수출액(억원) : 120 → 135", [120e8, 135e8]),
        ("국비는 2008년 4,310억, 2009년 5,127억, 지난해 6,044억원이다.", [4310e8, 5127e8, 6044e8]),
        ("COP30과 G20을 앞두고 있다.", []),
        ("백만송이 축제가 열린다.", []),
        ("재정수지는 2009년 △17조원에서 지난해 △3조원으로 줄었다.", [-17e12, -3e12]),
        ("응답은 (A) 12, (B) 13이다.", []),
    ],
)
def test_series_and_names(text: str, values: list[float]) -> None:
    assert [f.value for f in pipeline.annotate(text, "2026-02-10").figures] == values


def test_a_heading_dates_its_lines() -> None:
    text = "□ 지난해 성과\nㅇ 일자리 1,240개 창출\nㅇ 창업기업 86개사 발굴"
    found = pipeline.annotate(text, "2026-02-10").figures
    assert [(f.as_of, f.status) for f in found] == [("2025", "actual")] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("글로벌 톱10 기업을 만든다.", []),
        ("설명회를 총 200회 이상(전년 170회)으로 확대할 계획이다.",
         [("200회", "amount", "target"), ("170회", "amount", "actual")]),
    ],
)
def test_beside_what_is_planned(text: str, found: list[tuple[str, str, str]]) -> None:
    figures = pipeline.annotate(text, "2025-01-09").figures
    assert [(f.text, f.kind, f.status) for f in figures] == found


def test_a_dateline_is_no_metric() -> None:
    text = "2003-12-10\n\n전국 8곳에 단지를 조성키로 했다."
    (figure,) = pipeline.annotate(text, "2003-12-10").figures
    assert "2003" not in (figure.metric or "")
