"""People: names, titles and affiliations in sentences written for the purpose."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kiwipiepy import Kiwi

from pipeline.extract.context import Context
from pipeline.extract.people import extract
from pipeline.language.analysis import analyse_text
from pipeline.language.kiwi import build_kiwi, line_spans
from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.lexicon.people import load_names, load_titles
from pipeline.records import Block, Mention, Person


@cache
def _tools() -> tuple[Kiwi, Lexicon]:
    lexicon = load_lexicon()
    return build_kiwi(lexicon.words()), lexicon


def _read(text: str, date: str = "2010-05-06") -> tuple[Person, ...]:
    kiwi, lexicon = _tools()
    blocks = [Block(kind="paragraph", start=a, end=b) for a, b in line_spans(text)]
    analysis, _ = analyse_text(kiwi, text, blocks, date)
    mentions = []
    for start, end, bearers in lexicon.find(text):
        entry = lexicon.resolve(text[start:end], date) or bearers[0]
        mentions.append(
            Mention(start=start, end=end, text=text[start:end], label=entry.label,
                    entity_id=entry.entity_id, name=entry.name)
        )
    return extract(Context(analysis, lexicon, mentions=tuple(mentions)))


# Sentence; then name|title|affiliation for each person, empty parts unchecked.
CASES: list[tuple[str, list[str]]] = [
    # name, affiliation, title
    ("행사에는 강민석 지식경제부 차관이 참석했다.", ["강민석|차관|지식경제부"]),
    ("오세린 지역발전위원회 위원장은 축사를 했다.", ["오세린|위원장|지역발전위원회"]),
    ("유한나 국토연구원 선임연구위원이 발제한다.", ["유한나|선임연구위원|국토연구원"]),
    ("홍두표 ㈜새길정밀 대표는 수출을 늘렸다.", ["홍두표|대표|새길정밀"]),
    ("홍두표 (주)새길정밀 대표이사가 상을 받았다.", ["홍두표|대표이사|새길정밀"]),
    ("차윤경 부산대 교수가 사회를 맡았다.", ["차윤경|교수|"]),
    ("최병국 삼성중공업 부사장은 강연했다.", ["최병국|부사장|삼성중공업"]),
    ("서동철 한국산업단지공단 이사장이 인사말을 했다.", ["서동철|이사장|한국산업단지공단"]),
    ("배정우 산업통상자원부 지역경제정책관은 설명했다.", ["배정우|정책관|산업통상자원부"]),
    ("문재호 지경부 산업기술정책관은 말했다.", ["문재호|산업기술정책관|지식경제부"]),
    # fused
    ("신기철 한국생산기술연구원장이 서명했다.", ["신기철|원장|한국생산기술연구원"]),
    ("조현아 지역발전위원장은 밝혔다.", ["조현아|위원장|지역발전위원회"]),
    ("안희수 광양시장은 환영했다.", ["안희수|시장|광양시"]),
    ("백인호 경상남도지사가 방문했다.", ["백인호|지사|경상남도"]),
    ("곽동수 특허청장이 발표했다.", ["곽동수|청장|특허청"]),
    ("손지혜 기획총괄과장은 답했다.", ["손지혜|과장|"]),
    ("민경훈 산업기술 학회장이 축사했다.", ["민경훈|학회장|산업기술 학회"]),
    ("노상미 강진군수는 약속했다.", ["노상미|군수|강진군"]),
    ("심우섭 산자부장관은 강조했다.", ["심우섭|장관|"]),
    ("황미선 인천 남동구청장이 참석했다.", ["황미선|구청장|"]),
    # title first
    ("지식경제부 장관 최민우는 이날 방문했다.", ["최민우|장관|지식경제부"]),
    ("이사장 박태용은 취임했다.", ["박태용|이사장|"]),
    ("위원장 김선주, 간사 이동욱", ["김선주|위원장|", "이동욱|간사|"]),
    ("위원장: 정하윤", ["정하윤|위원장|"]),
    ("한국산업단지공단(이사장 윤성재)은 협약을 맺었다.", ["윤성재|이사장|한국산업단지공단"]),
    ("국토교통부(장관 임채경, 이하 국토부)는 확정했다.", ["임채경|장관|국토교통부"]),
    ("부산광역시(시장 허준호)와 울산광역시(시장 남기태)는 손잡았다.",
     ["허준호|시장|부산광역시", "남기태|시장|울산광역시"]),
    ("산업융합학회(회장 류시현 연세대 교수)가 주관한다.", ["류시현|회장|산업융합학회"]),
    ("특허청(청장 이 영 희)은 심사를 줄인다.", ["이영희|청장|특허청"]),
    ("책임자 과장 구본승 (044-000-0000)", ["구본승|과장|"]),
    ("담당자 사무관 변지우", ["변지우|사무관|"]),
    ("담당: 주무관 천소영", ["천소영|주무관|"]),
    ("민간위원장 하정민은 감사를 전했다.", ["하정민|민간위원장|"]),
    # affiliation, name, title
    ("지식경제부 강민석 차관은 격려했다.", ["강민석|차관|지식경제부"]),
    ("금융위원회 전호성 금융정책국장은 말했다.", ["전호성|금융정책국장|금융위원회"]),
    ("농림수산식품부 권도현 장관이 점검했다.", ["권도현|장관|농림수산식품부"]),
    ("서울대 홍기표 교수는 분석했다.", ["홍기표|교수|서울대학교"]),
    ("국토교통부 김나래 도시경제과장은 설명했다.", ["김나래|도시경제과장|국토교통부"]),
    # name and title alone
    ("박태용 이사장은 “혁신하겠다”고 말했다.", ["박태용|이사장|"]),
    ("양주희 본부장이 보고했다.", ["양주희|본부장|"]),
    ("추경식 의원이 발의했다.", ["추경식|의원|"]),
    ("길영준 씨는 기부했다.", ["길영준|씨|"]),
    ("길영준씨는 기부했다.", ["길영준|씨|"]),
    ("우상민 박사가 개발했다.", ["우상민|박사|"]),
    ("표성진 도지사 권한대행을 단장으로 한다.", ["표성진|도지사 권한대행|"]),
    ("성나연 시장 직무대행이 주재했다.", ["성나연|시장 직무대행|"]),
    ("방진수 국회의원(전남 광양시)이 말했다.", ["방진수|국회의원|"]),
    ("진용호 교수(카이스트)가 발제했다.", ["진용호|교수|"]),
    ("이명박 대통령 주재로 회의가 열렸다.", ["이명박|대통령|"]),
    ("노무현 대통령은 발표했다.", ["노무현|대통령|"]),
    # two and four syllables
    ("이영 장관은 방문했다.", ["이영|장관|"]),
    ("허준 대표이사는 말했다.", ["허준|대표이사|"]),
    ("남궁민수 과장이 설명했다.", ["남궁민수|과장|"]),
    ("황보승희 국장은 답했다.", ["황보승희|국장|"]),
    ("선우진호 교수가 맡는다.", ["선우진호|교수|"]),
    ("무안군(군수 김산)은 시행한다.", ["김산|군수|무안군"]),
    # lists
    ("강민석·오세린 교수가 발표했다.", ["강민석|교수|", "오세린|교수|"]),
    ("공동위원장 유한나, 홍두표가 서명했다.", ["유한나|공동위원장|", "홍두표|공동위원장|"]),
    ("최병국 지식경제부 차관, 서동철 한국산업단지공단 이사장, 배정우 산업기술 학회장 등이 왔다.",
     ["최병국|차관|지식경제부", "서동철|이사장|한국산업단지공단", "배정우|학회장|산업기술 학회"]),
    ("문재호 차관과 신기철 이사장은 악수했다.", ["문재호|차관|", "신기철|이사장|"]),
    ("조현아 특허청장 및 안희수 조달청장이 서명했다.",
     ["조현아|청장|특허청", "안희수|청장|조달청"]),
    # brackets, hanja, ages, spaces
    ("백인호(白仁鎬) 원장이 취임했다.", ["백인호|원장|"]),
    ("곽동수(52) 대표는 창업했다.", ["곽동수|대표|"]),
    ("이사장 손 지 혜", ["손지혜|이사장|"]),
    # contact lines of releases
    ("- 담당 부서: 산업정책국 / 책임자 과장 명도현 / (044-000-1234)", ["명도현|과장|산업정책국"]),
    ("- 주무관 / 빈하늬 / (044-000-1235)", ["빈하늬|주무관|"]),
    ("- <총괄>: 지역산업과 / 담당자 서기관 전 율 / (044-000-1236)", ["전율|서기관|지역산업과"]),
    ("- 담당자: 사무관 / 어진솔(044-000-1237)", ["어진솔|사무관|"]),
    ("  - 연락: 방세윤 과장 피도연 사무관 / 044-000-1238", ["방세윤|과장|", "피도연|사무관|"]),
    ("책임자 팀 장 국서하 / (044-000-1239)", ["국서하|팀장|"]),
    # the word between a name and its title
    ("모진우 한빛대 교수가 맡는다.", ["모진우|교수|"]),
    ("장흥군 장동면 임태오 이장이 쌀을 맡겼다.", ["임태오|이장|"]),
    # foreign names
    ("칸다르(Khandar) 상무부 장관과의 면담", ["칸다르|장관|상무부"]),
    ("영국의 앨런 무어(Alan Moore) KPX 컨설팅 대표가 발표한다.", ["앨런 무어|대표|KPX 컨설팅"]),
    ("피터 슈미트(Peter Schmidt) 독일 본 대학 교수가 소개한다.", ["피터 슈미트|교수|본 대학"]),
    ("마리아 로시(Maria Rossi) 교수는 강연했다.", ["마리아 로시|교수|"]),
    ("오바마 미국 대통령이 방한했다.", ["오바마|대통령|미국"]),
    ("트럼프 대통령은 서명했다.", ["트럼프|대통령|"]),
    # more titles
    ("임소라 감사원장이 취임했다.", ["임소라|원장|"]),
    ("오지환 공군참모총장은 말했다.", ["오지환|참모총장|"]),
    ("주현진 경찰청장은 지시했다.", ["주현진|청장|경찰청"]),
    ("고은성 전무가 맡았다.", ["고은성|전무|"]),
    ("석민정 상무이사는 밝혔다.", ["석민정|상무이사|"]),
    ("탁정훈 CEO는 말했다.", ["탁정훈|CEO|"]),
    ("김서준 수석연구원이 시연했다.", ["김서준|수석연구원|"]),
    ("박하늘 홍보대사를 위촉했다.", ["박하늘|홍보대사|"]),
    ("정유진 작가가 그렸다.", ["정유진|작가|"]),
    ("최강호 감독이 이끈다.", ["최강호|감독|"]),
    ("윤채원 총장은 답했다.", ["윤채원|총장|"]),
    ("한예슬 센터장이 안내했다.", ["한예슬|센터장|"]),
    ("장도윤 팀장은 밝혔다.", ["장도윤|팀장|"]),
    ("임지후 소장이 말했다.", ["임지후|소장|"]),
    ("오수민 사무처장은 설명했다.", ["오수민|사무처장|"]),
    ("서예린 부시장이 주재했다.", ["서예린|부시장|"]),
    ("신동혁 정무부지사는 강조했다.", ["신동혁|부지사|"]),
    ("권나영 통상교섭본부장이 협상한다.", ["권나영|본부장|"]),
    ("황인철 전 산업부 장관이 기조연설을 했다.", ["황인철|장관|"]),
    ("송미경 신임 이사장은 취임했다.", ["송미경|이사장|"]),
    # rare surnames and native given names where the body or the list says enough
    ("봉세령 한국산업단지공단 이사장님과 탁나은 구미시장님께 감사드린다.",
     ["봉세령|이사장|한국산업단지공단", "탁나은|시장|"]),
    ("견소담 산단공 클러스터운영팀장은 답했다.", ["견소담|클러스터운영팀장|한국산업단지공단"]),
    ("도인규 반도체클러스터추진단장님께 감사드립니다.", ["도인규|단장|"]),
    ("작성 : 옥다름 선임연구원, 빈새봄 연구원", ["옥다름|선임연구원|", "빈새봄|연구원|"]),
    ("문의 : 입지정책과 음단비 사무관(044-203-0000)", ["음단비|사무관|입지정책과"]),
    ("담당부서 : 산업입지과 목초롱 주무관", ["목초롱|주무관|산업입지과"]),
    ("형마루 ㈜다온텍 사장은 웃었다.", ["형마루|사장|다온텍"]),
    ("은가비 가람대 교수와 편도담 누리연구소 실장이 토론한다.",
     ["은가비|교수|가람대", "편도담|실장|누리연구소"]),
    ("산업자원부 정책보좌역 차나래", ["차나래|정책보좌역|산업자원부"]),
    ("남궁솔 국가균형발전위원회 위원장이 왔다.", ["남궁솔|위원장|"]),
    ("제갈윤 선임연구원이 맡는다.", ["제갈윤|선임연구원|"]),
    ("이날 간누리 새길지역연구원 박사는 지적했다.", ["간누리|박사|새길지역연구원"]),
    ("나병대 한국산업단지공단 과장이 왔다.", ["나병대|과장|한국산업단지공단"]),
    # nobody
    ("이달 안으로 대통령 승인을 받는다.", []),
    ("A 교수는 말했다.", []),
    ("사진=감누리 기자", []),
    ("당시 산업통상자원부 장관은 지시했다.", []),
    ("주무부처 지식경제부 차관이 밝혔다.", []),
    ("공모제 산업입지과 과장이 뽑혔다.", []),
    ("주최측 산업통상자원부 장관 명의로 상을 준다.", []),
    ("우수기업 산업통상자원부 장관 표창을 받았다.", []),
    ("차세대 반도체사업단장은 공석이다.", []),
    ("공동주관 한국산업기술진흥원 원장 인사말", []),
    ("오산 전통시장 활성화에 나선다.", []),
    ("이명박 정부는 지역발전정책을 폈다.", []),
    ("박근혜 정부 들어 바뀌었다.", []),
    ("트럼프 행정부의 관세 정책", []),
    ("관계부처 장관이 모였다.", []),
    ("전문가 대표와 기업인 대표가 참석했다.", []),
    ("유관기관 단체장과 전국 시장이 모였다.", []),
    ("이 시장은 해마다 커진다.", []),
    ("이 회장은 누구인가.", []),
    ("신 시장을 개척한다.", []),
    ("전 장관이 모두 참석했다.", []),
    ("해외 시장 진출을 돕는다.", []),
    ("주요 기업 대표들이 의견을 냈다.", []),
    ("사업 책임 이행을 점검한다.", []),
    ("제품 대표 이미지를 바꾼다.", []),
    ("대학 교수와 연구소 박사 인력을 활용한다.", []),
    ("한국도로공사 이사회가 의결했다.", []),
    ("준수 사항을 이행한 농업인에게 지원한다.", []),
    ("고용 창출과 정보화 과장 교육을 한다.", []),
    ("안전 관리 소장 교육을 실시한다.", []),
    ("강원도 지사와 경기도 지사를 운영한다.", []),
    ("전남 도지사 표창을 받았다.", []),
    ("기업 이사 10명이 참여했다.", []),
    ("우리나라 대표 산업단지로 꼽힌다.", []),
    ("공장 이전 대상 부지를 고른다.", []),
    ("충남 태안군 일대에서 열렸다.", []),
    ("서울대 교수 세 명이 참여한다.", []),
    ("과학기술정보통신부 인공지능정책관실이 맡는다.", []),
    ("품질 검사 장비를 들였다.", []),
    ("[한빛일보 나도현 기자] 산업단지가 바뀐다.", []),
    ("한빛일보 나도현 기자 dohyun@example.kr", []),
    ("사업장 이전 지원 과장 광고를 막는다.", []),
    ("도시 재생 단장 사업을 편다.", []),
    ("지원 대상 위원 구성을 마쳤다.", []),
    ("산업 현장 소통을 넓힌다.", []),
    ("국가 경제 성장 주체로 선다.", []),
    ("민간 위원 구성 방안", []),
    ("신임 팀장 교육 과정", []),
    ("정부 대표 홈페이지", []),
    # surname and given name apart, two offices, names from abroad, lists with bodies in brackets
    ("민 준 한빛대 전기공학과 교수가 발표했다.", ["민준|교수|"]),
    ("선우 민 과장과 제갈 솔 연구관이 왔다.", ["선우민|과장|", "제갈솔|연구관|"]),
    ("김 전 시장은 웃었다.", ["김|시장|"]),
    ("민서준 부총리 겸 기획재정부 장관이 왔다.", ["민서준|부총리 겸 기획재정부 장관|기획재정부"]),
    ("올리비아 그린 미국 무역대표부(USTR) 대표와 만났다.", ["올리비아 그린|대표|무역대표부"]),
    ("위원: 김해솔(한빛대), 이가온(서울대)", ["김해솔|위원|한빛대", "이가온|위원|서울대학교"]),
    ("민서준(민주당) 위원장이 물었다.", ["민서준|위원장|민주당"]),
    ("민서준(서울대 물류학과 교수) 자문위원", ["민서준|교수|서울대학교"]),
    ("담당과장 : 민서준 (02-2110-0000)", ["민서준|과장|"]),
    ("민서준 제주지사가 왔다.", ["민서준|지사|제주특별자치도"]),
    ("민서준 국회의원(전남 광양시)이 물었다.", ["민서준|국회의원|"]),
    ("호남권 선도산업지원단장에는 민서준 교수가 뽑혔다.", ["민서준|교수|"]),
    ("현지 한국어교수 능력을 높이고 한국어 교재를 편다.", []),
    ("과 장 사무관", []),
    ("민서준 경기도 행정2부지사", ["민서준|행정2부지사|경기도"]),
    ("여하람 대전행정부시장", ["여하람|행정부시장|대전시"]),
    (
        "집필: 여하람(한빛연구원 연구위원), 민서준(부연구위원)",
        ["여하람|연구위원|한빛연구원", "민서준|부연구위원|"],
    ),
    (
        "지역산업정책관\n책임자\n과  장\n박 진\n(044-200-0000)\n"
        "지역산업과\n담당자\n사무관\n이 현 정\n(044-200-0001)",
        ["박진|과장|지역산업정책관", "이현정|사무관|지역산업과"],
    ),
    ("Anna Lind 스톡홀름대 교수가 왔다.", ["Anna Lind|교수|스톡홀름대"]),
    ("Google Cloud 대표는 New York 시장을 만났다.", []),
    ("이 건 산업부 장관이 처리한다.", []),
    (
        "산업통상부(장관 민서준, 이하 산업부) 여하람 제1차관은 밝혔다.",
        ["민서준|장관|산업통상부", "여하람|제1차관|산업통상부"],
    ),
    ("전 시 의원과 이 지역 대학 교수가 모였다.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:24] for c in CASES])
def test_people_of_a_sentence(sentence: str, expected: list[str]) -> None:
    found = _read(sentence)
    assert [p.name for p in found] == [e.split("|")[0] for e in expected]
    for person, line in zip(found, expected, strict=True):
        _, title, affiliation = line.split("|")
        assert title in (person.title or "")
        if affiliation:
            assert (person.affiliation or "").replace(" ", "") == affiliation.replace(" ", "")
        assert sentence[person.start : person.end] == person.text
        assert person.text.replace(" ", "") == person.name.replace(" ", "")


def test_enough_cases() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("강민석 도지사 권한대행이 왔다.\n강 대행은 말했다.", ["강민석", "강민석"]),
        ("신기철 이사장이 왔다.\n신 이사장은 말했다.", ["신기철", "신기철"]),
        ("한도윤 과장이 왔다.\n한 과장은 말했다.", ["한도윤", "한도윤"]),
        ("신기철 이사장이 왔다.\n신 시장을 개척한다.", ["신기철"]),
        ("특허청(청장 백인호)은 말했다.\n백인호는 덧붙였다.", ["백인호", "백인호"]),
        ("[나도현 기자] 강민석 차관이 왔다.\n나도현 기자", ["강민석"]),
    ],
)
def test_one_person_over_a_document(text: str, names: list[str]) -> None:
    assert [p.name for p in _read(text)] == names


def test_affiliation_is_remembered() -> None:
    people = _read("강민석 지식경제부 차관이 왔다.\n강 차관은 말했다.\n강민석 차관은 떠났다.")
    assert {p.affiliation_id for p in people} == {"지식경제부"}
    assert [p.text for p in people] == ["강민석", "강", "강민석"]
    assert {p.entity_id for p in people} == {"강민석"}


def test_surname_alone_has_no_entity() -> None:
    (person,) = _read("김 과장은 자료를 냈다.")
    assert (person.name, person.entity_id, person.title) == ("김", None, "과장")


def test_head_of_a_branch_belongs_to_the_body_discussed() -> None:
    people = _read("한국산업단지공단은 사업을 넓힌다.\n민경훈 서남지역본부장은 말했다.")
    assert [(p.name, p.affiliation) for p in people] == [("민경훈", "한국산업단지공단")]
    assert people[0].title is not None and people[0].title.endswith("본부장")


def test_names_in_a_table() -> None:
    text = "책임자\n과장\n하도경\n담당자\n사무관\n반 소 연"
    kiwi, lexicon = _tools()
    cells = [
        Block(kind="cell", start=a, end=b, row=n // 3, column=n % 3)
        for n, (a, b) in enumerate(line_spans(text))
    ]
    blocks = [Block(kind="table", start=0, end=len(text)), *cells]
    analysis, _ = analyse_text(kiwi, text, blocks)
    people = extract(Context(analysis, lexicon))
    assert [(p.name, p.title) for p in people] == [("하도경", "과장"), ("반소연", "사무관")]


def test_furniture_is_skipped() -> None:
    text = "강민석 차관이 왔다."
    kiwi, lexicon = _tools()
    analysis, _ = analyse_text(kiwi, text, [Block(kind="furniture", start=0, end=len(text))])
    assert extract(Context(analysis, lexicon)) == ()


def test_resources_are_rich_and_clean() -> None:
    titles, names = load_titles(), load_names()
    assert len(titles.all) >= 150
    assert titles.weak <= titles.all | titles.address
    assert set(titles.fused) <= titles.all | {"재단이사장", "은행장", "대학원장"}
    assert all(len(surname) <= 2 for surname in names.surnames)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([case[0] for case in CASES]), min_size=1, max_size=5),
       st.text(alphabet="가나 김이박(),·\n장관님은A1“”", max_size=40))
def test_spans_map_and_do_not_overlap(sentences: list[str], noise: str) -> None:
    text = noise + "\n" + "\n\n".join(sentences)
    end = 0
    for person in _read(text):
        assert text[person.start : person.end] == person.text
        assert person.start >= end
        end = person.end
        assert person.name and person.rule


@pytest.mark.parametrize("unit", ["김", "(이사장 ", "장관 ", "강민석·", ",", "Robert ("])
def test_long_runs_take_no_time(unit: str) -> None:
    _read(unit * 3000)
