"""Visions in sentences, lists, tables and heads written for the purpose."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kiwipiepy import Kiwi

from pipeline.extract.context import Context
from pipeline.extract.visions import extract
from pipeline.extract.visions.phrases import role_of
from pipeline.language.analysis import analyse_text
from pipeline.language.kiwi import build_kiwi, line_spans
from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.records import Block, DateExpression, Mention, Vision


@cache
def _tools() -> tuple[Kiwi, Lexicon]:
    lexicon = load_lexicon()
    return build_kiwi(lexicon.words()), lexicon


def _context(
    text: str, blocks: list[Block] | None = None, dates: tuple[DateExpression, ...] = ()
) -> Context:
    kiwi, lexicon = _tools()
    blocks = blocks or [Block(kind="paragraph", start=a, end=b) for a, b in line_spans(text)]
    analysis, _ = analyse_text(kiwi, text, blocks, "2010-05-06")
    mentions = []
    for start, end, bearers in lexicon.find(text):
        entry = lexicon.resolve(text[start:end], "2010-05-06") or bearers[0]
        mentions.append(
            Mention(start=start, end=end, text=text[start:end], label=entry.label,
                    entity_id=entry.entity_id, name=entry.name)
        )
    return Context(analysis, lexicon, dates=dates, mentions=tuple(mentions))


def _read(text: str) -> tuple[Vision, ...]:
    return extract(_context(text))


# Text; then region|what the vision must contain|role, "-" for a role of null, empty unchecked.
CASES: list[tuple[str, list[str]]] = [
    # an object inside a clause is not what becomes something
    ("대불단지는 목포와 영암을 연결하는 서남해안 조선산업의 생산기지로 개발된다.",
     ["대불국가산업단지|조선산업의 생산기지|base"]),
    ("제주권은 청정 바이오산업 클러스터로 확대 구축된다.", ["제주권|바이오산업 클러스터|cluster"]),
    # short names that only their brackets make safe
    ("새로 뽑힌 곳은 성서(로봇산업 생산기지)와 오창(반도체산업 거점) 두 곳이다.",
     ["성서일반산업단지|로봇산업 생산기지|base", "오창과학산업단지|반도체산업 거점|base"]),
    # lists
    ("△충청권-반도체 산업의 세계적 거점", ["충청권|반도체 산업의 세계적 거점|base"]),
    ("△호남권 - 신재생에너지 허브 구축\n△강원권 - 관광산업 중심지로 도약",
     ["호남권|신재생에너지 허브|hub", "강원권|관광산업 중심지|centre"]),
    ("◦ 수도권 : 금융산업의 동북아 허브", ["수도권|금융산업의 동북아 허브|hub"]),
    ("- (동남권) 조선산업의 글로벌 거점 육성", ["동남권|조선산업의 글로벌 거점|base"]),
    ("제주권 - 관광산업의 메카 조성", ["제주권|관광산업의 메카|centre"]),
    ("ㅇ 대경권: 로봇산업 클러스터 구축", ["대경권|로봇산업 클러스터|cluster"]),
    ("[충청권] 바이오산업 벨트 조성", ["충청권|바이오산업 벨트|cluster"]),
    ("□ 권역별 발전 비전\n수도권 : 지식서비스와 첨단기술의 선도\n강원권 : 건강한 삶의 공간",
     ["수도권|지식서비스와 첨단기술|", "강원권|건강한 삶의 공간|"]),
    ("지역별 특화산업\n- 부산광역시: 영화·영상, 해양\n- 광주광역시: 광산업, 가전",
     ["부산광역시|영화|", "광주광역시|광산업|"]),
    ("△수도권-금융 허브 육성 △충청권-바이오산업 거점 조성",
     ["수도권|금융 허브|hub", "충청권|바이오산업 거점|base"]),
    ("동남권(조선산업의 메카), 호남권(광산업의 중심지)이 손잡는다.",
     ["동남권|조선산업의 메카|centre", "호남권|광산업의 중심지|centre"]),
    # prose
    ("정부는 충청권을 반도체 산업의 허브로 육성한다.", ["충청권|반도체 산업의 허브로|hub"]),
    ("대구를 로봇산업의 중심지로 키우겠다고 밝혔다.", ["대구광역시|로봇산업의 중심지로|centre"]),
    ("울산은 자동차산업의 메카로 발돋움한다.", ["울산광역시|자동차산업의 메카로|centre"]),
    ("창원은 기계산업의 세계적 거점으로 도약할 계획이다.",
     ["창원시|기계산업의 세계적 거점으로|base"]),
    ("제주도를 동북아 관광 허브로 조성하기로 했다.", ["|동북아 관광 허브로|hub"]),
    ("광주는 광산업 중심도시로 자리매김할 전망이다.", ["광주광역시|광산업 중심도시로|centre"]),
    ("부산시는 영화산업의 중심지로 거듭난다.", ["부산광역시|영화산업의 중심지로|centre"]),
    ("구미를 전자산업의 글로벌 생산기지로 만들 방침이다.",
     ["구미시|전자산업의 글로벌 생산기지로|base"]),
    ("강원도는 의료산업 클러스터로 육성될 예정이다.",
     ["|의료산업 클러스터로|cluster"]),
    ("전라북도를 식품산업의 허브로 발전시킨다는 구상이다.", ["전라북도|식품산업의 허브로|hub"]),
    ("오는 가을부터 대전을 바이오산업의 거점으로 육성한다.",
     ["대전광역시|바이오산업의 거점으로|base"]),
    ("포항을 철강산업의 메카로 조성하겠다고 말했다.", ["포항시|철강산업의 메카로|centre"]),
    ("경북을 미래 먹거리 산업의 거점으로 육성하겠다고 말했다.",
     ["경상북도|미래 먹거리 산업의 거점으로|base"]),
    ("충북에 힘을 더하는 신성장 동력 산업으로 육성하겠다.",
     ["충청북도|신성장 동력 산업으로 육성|-"]),
    ("원주에 의료기기산업의 거점이 구축된다.", ["원주시|의료기기산업의 거점이 구축|base"]),
    # clauses before the place
    ("반도체 산업이 특화되는 충청권은 열 곳이 이어진다.", ["충청권|반도체 산업이 특화|"]),
    ("관광산업 중심지로 도약하는 강원권도 참여한다.", ["강원권|관광산업 중심지로 도약|centre"]),
    ("로봇산업 허브로 육성될 대경권과 바이오 클러스터가 조성되는 제주권이 함께한다.",
     ["대경권|로봇산업 허브로 육성|hub", "제주권|바이오 클러스터가 조성|cluster"]),
    ("기계산업의 글로벌 거점을 지향하는 동남권이 나선다.", ["동남권|기계산업의 글로벌 거점|base"]),
    ("신재생에너지의 동북아 거점이 마련되는 호남권은 다섯 곳을 잇는다.",
     ["호남권|신재생에너지의 동북아 거점|base"]),
    # industries that a place grows
    ("충청권은 반도체와 바이오 산업 육성을 위해 힘을 모은다.", ["충청권|바이오 산업 육성|"]),
    ("호남권은 광산업을 집중 육성한다.", ["호남권|광산업을 집중 육성|-"]),
    ("대구는 섬유산업을 특화할 계획이다.", ["대구광역시|섬유산업을 특화|-"]),
    ("수도권은 금융산업을, 동남권은 조선산업을 육성한다.",
     ["수도권|금융산업|-", "동남권|조선산업을 육성|-"]),
    ("부산시는 게임산업 육성을 위해 예산을 늘린다.", ["부산광역시|게임산업 육성|-"]),
    # what a place says of itself
    ("부산은 해양의 중심지를, 대전은 나노의 메카를 내걸었고, 경남은 항공의 거점이 되겠다고 했다.",
     ["부산광역시|해양의 중심지|centre", "대전광역시|나노의 메카|centre",
      "경상남도|항공의 거점|base"]),
    ("수도권은 금융산업의 동북아 허브를, 충청권은 반도체의 중심지를 지향한다.",
     ["수도권|금융산업의 동북아 허브|hub", "충청권|반도체의 중심지|centre"]),
    ("호남권은 신재생에너지의 거점이, 대경권은 로봇의 벨트가 된다.",
     ["호남권|신재생에너지의 거점|base", "대경권|로봇의 벨트|cluster"]),
    ("동남권은 조선산업을, 제주권은 관광산업을 키운다.",
     ["동남권|조선산업|-", "제주권|관광산업을 키운|-"]),
    ("대구는 로봇의 거점, 충북은 태양광의 중심지를 비전으로 내놓았다.",
     ["대구광역시|로봇의 거점|base", "충청북도|태양광의 중심지|centre"]),
    ("제주특별자치도는 바람으로 먹고사는 탄소 없는 섬이 되겠다고 밝혔다.",
     ["제주특별자치도|탄소 없는 섬|-"]),
    ("울산은 자동차부품의 공급기지, 창원은 기계산업, 원주는 의료기기의 거점 등이다.",
     ["울산광역시|자동차부품의 공급기지|base", "창원시|기계산업|-", "원주시|의료기기의 거점|base"]),
    ("전라북도가 그리는 미래는 식품산업의 수도다.", ["전라북도|식품산업의 수도|centre"]),
    ("경북의 목표는 이차전지의 세계적 생산기지다.", ["경상북도|이차전지의 세계적 생산기지|base"]),
    ("시화단지가 나아갈 길은 금형의 글로벌 공급기지이다.",
     ["시화국가산업단지|금형의 글로벌 공급기지|base"]),
    ("오창은 이차전지 클러스터를, 솔뫼는 바이오 클러스터를 각각 지향한다.",
     ["오창과학산업단지|이차전지 클러스터|cluster"]),
    ("강원도는 원주를 의료기기의 요람, 춘천을 바이오의 산실, 강릉을 신소재의 거점으로 가꾼다.",
     ["원주시|의료기기의 요람|centre", "춘천시|바이오의 산실|-", "강릉시|신소재의 거점|base"]),
    ("도는 전주권을 탄소산업의 수도로, 익산을 식품산업의 거점으로 키운다.",
     ["전주시|탄소산업의 수도|centre", "익산시|식품산업의 거점|base"]),
    ("성서단지와 오창단지는 각각 로봇과 반도체를 이끌 거점으로 육성할 계획이다.",
     ["성서일반산업단지|로봇과 반도체|base", "오창과학산업단지|로봇과 반도체|base"]),
    ("전라남도를 풍력산업의 중심으로 세우겠다는 구상이다.", ["전라남도|풍력산업의 중심|centre"]),
    ("포항은 철강의 도시에서 이차전지의 도시로 옷을 갈아입는다.", ["포항시|이차전지의 도시|-"]),
    ("충주는 수소의 거점으로 커 간다.", ["충주시|수소의 거점|base"]),
    ("수도권의 경우, ‘세계를 이끄는 비즈니스 허브’로 육성한다는 방침이다.",
     ["수도권|세계를 이끄는 비즈니스 허브|hub"]),
    ("호남권은 녹색산업의 창조 거점으로 설정했다.", ["호남권|녹색산업의 창조 거점|base"]),
    ("구미단지 비전 : 전자와 반도체가 만나는 미래 산업도시",
     ["구미국가산업단지|전자와 반도체가 만나는 미래 산업도시|-"]),
    ("비전\n\n첨단 부품소재를 대는 글로벌 공급기지 남동",
     ["남동국가산업단지|글로벌 공급기지|base"]),
    ("창원단지는 넓다.\n\n창원단지는 크다.\n\n추진단은 창원을 기계산업의 허브로 키운다.",
     ["창원국가산업단지|기계산업의 허브|hub"]),
    # called a vision
    ("이들은 ‘세계로 뻗는 클러스터 육성’을 비전으로 삼았다.",
     ["KR|세계로 뻗는 클러스터 육성|cluster"]),
    ("남동산업단지의 비전인 ‘첨단 기계부품의 글로벌 공급기지’를 목표로 한다.",
     ["남동국가산업단지|첨단 기계부품의 글로벌 공급기지|base"]),
    ("구미시는 ‘모두가 머무는 전자산업 중심지’를 비전으로 제시했다.",
     ["구미시|모두가 머무는 전자산업 중심지|centre"]),
    ("비전은 ‘혁신으로 도약하는 산업단지 조성’이다.", ["KR|혁신으로 도약하는 산업단지 조성|"]),
    ("비전\n\n세계와 겨루는 산업 클러스터 육성", ["KR|세계와 겨루는 산업 클러스터 육성|cluster"]),
    ("○ 비전 : 함께 크는 지역 혁신 거점 구축", ["KR|함께 크는 지역 혁신 거점 구축|base"]),
    ("<비전>\n더불어 잘사는 동북아 물류 허브 실현", ["KR|동북아 물류 허브 실현|hub"]),
    # types of complexes
    ("기술융합형 반월, 시화", ["반월국가산업단지|기술융합형|", "시화국가산업단지|기술융합형|"]),
    ("창업촉진형 원주", ["원주시|창업촉진형|"]),
    ("- 수출주도형 : 창원, 구미, 울산", ["창원시|수출주도형|", "구미시|수출주도형|",
                                   "울산광역시|수출주도형|"]),
    ("반월·시화 (업종복합형)", ["반월국가산업단지|업종복합형|", "시화국가산업단지|업종복합형|"]),
    ("군산: 기업집적형", ["군산시|기업집적형|"]),
    ("광주와 원주는 창업촉진형, 반월·시화와 남동은 업종복합형으로 나누어 돕는다.",
     ["광주광역시|창업촉진형|", "원주시|창업촉진형|", "반월국가산업단지|업종복합형|",
      "시화국가산업단지|업종복합형|", "남동국가산업단지|업종복합형|"]),
    ("연구선도형에는 오창이, 생산연계형에는 구미와 여수가 들어간다.",
     ["오창과학산업단지|연구선도형|", "구미시|생산연계형|", "여수시|생산연계형|"]),
    ("성장촉진형은 반월, 남동이고 재생지원형은 대불이다.",
     ["반월국가산업단지|성장촉진형|", "남동국가산업단지|성장촉진형|",
      "대불국가산업단지|재생지원형|"]),
    # several goals of one place; its own name again; goals in quotation marks
    ("정부는 수도권을 ‘세계로 열린 업무 허브’로 육성한다는 방침 아래 금융산업의 중심지로 키운다.",
     ["수도권|업무 허브|hub", "수도권|금융산업의 중심지|centre"]),
    ("강원도는 도를 ‘건강산업의 수도’로 육성한다.", ["강원도|건강산업의 수도|centre"]),
    ("정부는 새만금을 ‘동방의 로테르담’으로 개발한다.",
     ["새만금국가산업단지|동방의 로테르담|-"]),
    ("충청권은 대전, 천안을 후보지로 선정해 미래차 산업을 육성한다.",
     ["충청권|미래차 산업을 육성|-"]),
    ("김천 혁신도시는 자동차 산업 육성에 주력한다.", ["김천시|자동차 산업 육성|-"]),
    ("무주군은 관광레저형 기업도시를 조성한다.", ["무주군|관광레저형 기업도시|-"]),
    ("대구(도로공사·스마트물류 거점 육성), 원주(건강보험공단·의료기기 메카 조성) 등이다.",
     ["대구광역시|스마트물류 거점 육성|base", "원주시|의료기기 메카 조성|centre"]),
    # fields and places in other orders
    ("국가 특화단지는 △반도체 용인·평택 △이차전지 청주, 포항이 선정됐다.",
     ["용인시|반도체|-", "평택시|반도체|-", "청주시|이차전지|-", "포항시|이차전지|-"]),
    ("차세대 로봇 혁신 거점으로는 대구가 결정됐다.", ["대구광역시|로봇 혁신 거점|base"]),
    ("울산은 자동차부품 생산 거점 구축을 위해 힘을 모은다.", ["울산광역시|생산 거점|base"]),
    ("부산 해양 관광, 대구 로봇, 광주 가전, 충남 태양광. 앞으로 집중 육성될 산업이다.",
     ["부산광역시|해양 관광|-", "대구광역시|로봇|-", "광주광역시|가전|-", "충청남도|태양광|-"]),
    ("지역 전략산업이 늘었다. 광주는 전자부품산업이, 경남은 홈네트워크가 새로 추가됐다.",
     ["광주광역시|전자부품산업|-", "경상남도|홈네트워크|-"]),
    ("도지사는 강원도를 동아시아 관광허브지대로 만드는 데 힘쓴다.",
     ["강원도|동아시아 관광허브지대|hub"]),
    ("전북은 세계로 뻗는 식품산업의 거점이 돼야 한다.", ["전라북도|식품산업의 거점|base"]),
    # none
    ("▲울산(자동차) ▲거제(조선) ▲여수(석유화학) ▲포항(철강) 지역의 실업률이 올랐다.", []),
    ("수출은 울산 자동차, 경남 조선, 전남 석유화학, 경북 철강 순으로 줄었다.", []),
    ("고용위기지역으로는 군산, 거제, 통영이 지정됐다.", []),
    ("이번 조사에는 서울(금융), 부산(물류), 대구(섬유), 광주(가전) 기업이 답했다.", []),
    ("경기도는 8대 권역별 전략산업 육성에 총력을 기울인다.", []),
    ("경북은 공영주차장을 물류센터와 배송기지로 탈바꿈할 수 있게 한다.", []),
    ("부산의 기자재 업체 기술을 묶어 조선 벨트를 구축한다.", []),
    ("광주에는 연구원이 들어서는 등 열 개 도시를 미래형 도시로 거듭나게 한다.", []),
    ("대구(섬유), 부산(신발) 등 4개 지역에서 추진 중인 산업 육성 사업을 넓힌다.", []),
    ("한국이 동북아 물류의 허브가 되려면 규제를 풀어야 한다.", []),
    ("참가자들은 광주가 광산업 거점이 됐다는 말을 들었다.", []),
    ("구미는 문 닫은 공장 터를 산학연 융합단지로 바꾸고 길을 닦는다.", []),
    ("수도권은 기업이 몰린 중심지다.", []),
    ("울산은 자동차산업의 메카였다.", []),
    ("창원에서 방위산업의 허브를 꿈꾸는 기업들이 모였다.", []),
    ("이 차는 소형은 광주, 중형은 울산에서 만든다.", []),
    ("구미는 업종융합형 과제를 맡는다.", []),
    ("시는 구미에 연구센터를 짓고 금형의 거점을 만든다.", []),
    ("부산에서 조선산업 박람회를 연다.", []),
    ("클러스터는 기업과 대학이 모인 산업의 거점을 말한다.", []),
    ("미국의 실리콘밸리는 벤처산업의 메카로 자리매김한다.", []),
    ("핀란드를 정보통신산업의 허브로 육성하는 사례를 본다.", []),
    ("대구는 섬유산업의 메카로 자리매김했다.", []),
    ("울산을 자동차산업의 중심지로 육성해 왔다.", []),
    ("창원에 연구센터를 구축한다.", []),
    ("구미에서 협약식을 개최한다.", []),
    ("전국 193개 단지로 사업을 확대한다.", []),
    ("산업단지가 국가경제를 이끄는 거점단지로 성장하도록 노력한다.", []),
    ("전국 단위의 클러스터 벨트가 형성되어 융복합이 촉진될 것이다.", []),
    ("광주에서 미니클러스터를 구축한다.", []),
    ("강원권에는 거점·연계 클러스터가 구축된다.", []),
    ("부산광역시: 제3회 설명회 개최", []),
    ("서울: 10개사, 부산: 5개사", []),
    ("대전 - 대구 구간을 넓힌다.", []),
    ("수도권 규제를 완화한다.", []),
    ("인천에 사는 사람이 늘었다.", []),
    ("포항의 수출이 12% 늘었다.", []),
    ("특화산업에 대한 설명회가 대전에서 열렸다.", []),
    ("기존의 지역 거점을 활용해 산업생태계를 조성한다.", []),
    ("‘함께 여는 미래’를 주제로 포럼이 열린다.", []),
    ("시장 점유율 확대를 목표로 울산 공장을 돌린다.", []),
    ("청주시는 신형, 중형 버스를 들여온다.", []),
    ("새로운 비전을 제시할 계획이다.", []),
    ("경기도는 기업 지원을 위해 예산을 편성했다.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:24] for c in CASES])
def test_visions(text: str, expected: list[str]) -> None:
    found = _read(text)
    wanted = [line.split("|") for line in expected]
    assert len(found) == len(wanted), [(v.region, v.text, v.rule) for v in found]
    pending = list(found)
    for region, phrase, role in wanted:
        match = next(
            (
                v
                for v in pending
                if (not region or v.region == region)
                and phrase.replace(" ", "") in v.text.replace(" ", "")
            ),
            None,
        )
        assert match is not None, [(v.region, v.text, v.rule) for v in found]
        pending.remove(match)
        if role:
            assert match.role == (None if role == "-" else role)
        assert text[match.start : match.end] == match.text


def test_enough_cases() -> None:
    assert len(CASES) >= 70


def test_industries_are_those_inside_the_text() -> None:
    (vision,) = _read("△호남권-조선, 자동차부품 등 녹색산업의 거점 구축")
    assert vision.industries == ("조선산업", "자동차부품", "녹색산업")


def test_said_twice_counts_once() -> None:
    text = "△충청권-반도체 산업의 거점 구축\n\n△충청권 - 반도체 산업의 거점 구축"
    assert len(_read(text)) == 1


@pytest.mark.parametrize(
    ("edtf", "words", "expected"),
    [("2020", "2020년까지", "2020"), ("../2020", "2020년까지", "2020"),
     ("2020-06", "2020년 6월까지", "2020-06"), ("2020", "2020년", None)],
)
def test_horizon(edtf: str, words: str, expected: str | None) -> None:
    text = f"{words} 충청권을 반도체 산업의 허브로 육성한다."
    date = DateExpression(start=0, end=len(words), text=words, edtf=edtf, earliest=None,
                          latest=None)
    (vision,) = extract(_context(text, dates=(date,)))
    assert vision.horizon == expected


def test_table_with_a_column_of_regions() -> None:
    rows = [["권역", "비전"], ["수도권", "금융과 물류의 관문"], ["충청권", "반도체 산업의 거점"]]
    text, blocks, position = "", [], 0
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            blocks.append(Block(kind="cell", start=position, end=position + len(cell), row=row,
                                column=column))
            text += cell + "\n"
            position += len(cell) + 1
    table = Block(kind="table", start=0, end=len(text))
    found = extract(_context(text, [table, *blocks]))
    assert [(v.region, v.text) for v in found] == [
        ("수도권", "금융과 물류의 관문"), ("충청권", "반도체 산업의 거점")
    ]
    assert {v.rule for v in found} == {"table"}


def test_table_with_a_column_that_lists_places() -> None:
    rows = [["분야", "지역"], ["로봇산업", "대구, 경북"], ["회의 일정", "서울, 부산"]]
    text, blocks, position = "", [], 0
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            blocks.append(Block(kind="cell", start=position, end=position + len(cell), row=row,
                                column=column))
            text += cell + "\n"
            position += len(cell) + 1
    table = Block(kind="table", start=0, end=len(text))
    found = extract(_context(text, [table, *blocks]))
    assert {(v.region, v.text, v.rule) for v in found} == {
        ("대구광역시", "로봇산업", "table"), ("경상북도", "로봇산업", "table")
    }


def test_a_headline_said_in_full_below_is_dropped() -> None:
    head = "울산, 수소산업 허브 도약 선언"
    assert [v.rule for v in _read(head)] == ["headline"]
    body = "울산시는 수소산업의 세계적 허브로 도약하겠다고 밝혔다."
    assert [v.rule for v in _read(f"{head}\n\n{body}")] == ["becoming"]


@pytest.mark.parametrize(
    ("phrase", "role"),
    [("글로벌 허브", "hub"), ("거점단지", "hub"), ("동북아 거점", "base"), ("공급기지", "base"),
     ("의료산업 중심지", "centre"), ("로봇의 메카", "centre"), ("바이오 클러스터", "cluster"),
     ("혁신 벨트", "cluster"), ("살기 좋은 곳", None), ("클러스터의 중심지", "centre")],
)
def test_role(phrase: str, role: str | None) -> None:
    assert role_of(phrase) == role


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([case[0] for case in CASES]), min_size=1, max_size=5),
       st.text(alphabet="수도권을 허브로-△(),‘’육성비전 \n", max_size=40))
def test_spans_map(texts: list[str], noise: str) -> None:
    text = noise + "\n\n" + "\n\n".join(texts)
    for vision in _read(text):
        assert text[vision.start : vision.end] == vision.text
        assert vision.text and vision.region and vision.rule


@pytest.mark.parametrize(
    "unit",
    ["수도권-", "‘비전", "허브로 육성 ", "충청권을 ", "(형), ", "구미와 ",
     "대구는 거점, ", "비전은 "],
)
def test_long_runs_take_no_time(unit: str) -> None:
    _read(unit * 2000)
