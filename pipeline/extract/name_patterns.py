"""Names beyond the lexicon: what a Korean name ends in says what it names.

``PATTERNS`` read the plain text (quoted names, acts, numbered meetings); ``NOUN_RULES`` read one
eojeol's noun part, in order: the first rule that fits names the label.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class TextRule(NamedTuple):
    """A label for group ``name`` of ``pattern``.

    A text with none of the words ``needs`` has no match: looked up first, since a pattern that
    begins with a look behind is tried at every character.
    """

    rule: str
    label: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()


_OPEN, _CLOSE = "「『‘“'\"<《〈｢", "」』’”'\">》〉｣"
_INSIDE = rf"[^{_OPEN}{_CLOSE}\n,.!?]"
_MEETING = (
    "의 날|박람회|포럼|컨퍼런스|콘퍼런스|심포지엄|심포지움|엑스포|전시회|학술대회|경진대회"
    "|대전|축제|페스티벌|비엔날레|페어|워크숍|워크샵|세미나|토론회|공청회|간담회|상담회|설명회"
)
_FAIR = "의 날|박람회|포럼|컨퍼런스|콘퍼런스|엑스포|전시회|심포지엄"
_ACT = "특별조치법|특별법|특례법|기본법|촉진법|진흥법|육성법|지원법|관리법"
_FIRM_MARKS = ("㈜", "(주)")
_LAW = "법률|법|조례|규칙|규정|시행령"
_DECREE = r"(?:\s?(?:시행령|시행규칙))?"
_PLAN = "사업|프로젝트|계획|계획안|전략|프로그램|방안|대책|로드맵|구상|시책|비전|플랜|운동|정책"


# Parties that sat in the National Assembly, 2003 to 2026 (National Election Commission).
_PARTIES = (
    "더불어민주당|민주당|국민의힘|새누리당|한나라당|열린우리당|자유한국당|미래통합당|새정치민주연합|통합민주당"
    "|대통합민주신당|민주통합당|국민의당|바른미래당|바른정당|민주평화당|민주노동당|통합진보당|진보당|정의당"
    "|자유선진당|자유민주연합|창조한국당|친박연대|조국혁신당|개혁신당|기본소득당|사회민주당|열린민주당"
)
# Standing committees of the National Assembly, for short.
_COMMITTEES = (
    "산자위|산자중기위|지경위|법사위|예결위|예결특위|기재위|국토위|과방위|행안위"
    "|환노위|농해수위|문체위|외통위"
)


def _quoted(ending: str, least: int, most: int = 45) -> re.Pattern[str]:
    """A quoted string that ends in one of ``ending``; a draft's (안) may follow."""
    return re.compile(
        rf"[{_OPEN}]\s?(?P<name>(?!\s){_INSIDE}{{{least},{most}}}?(?:{ending}))(?:\s?\(안\))?\s?[{_CLOSE}]"
    )


TEXT_RULES: tuple[TextRule, ...] = (
    TextRule("law_quote", "LAW", _quoted(_LAW, 2, 60)),
    TextRule("program_quote", "PROGRAM", _quoted(_PLAN, 2)),
    TextRule("forum_quote", "FORUM", _quoted(_MEETING, 2)),
    TextRule(
        "forum_number",
        "FORUM",
        re.compile(
            rf"(?P<name>제\s?\d{{1,3}}\s?(?:회|차)(?!례)\s?{_INSIDE}{{2,30}}?"
            rf"(?:{_MEETING}|대회|회의|총회))(?![가-힣]*(?:단지|장관))"
        ),
    ),
    TextRule(
        "forum_year",
        "FORUM",
        re.compile(
            r"(?<!\d)(?P<name>(?:19|20)\d\d\s(?!년)"
            rf"{_INSIDE}{{2,30}}?(?:{_FAIR}))"
        ),
        tuple(_FAIR.split("|")),
    ),
    TextRule(
        "law_noun",
        "LAW",
        re.compile(
            rf"(?<![가-힣])(?P<name>[가-힣·ㆍ]{{2,20}}?(?:{_ACT}){_DECREE})(?![가-힣]*(?:인|률))"
        ),
        tuple(_ACT.split("|")),
    ),
    TextRule(
        "company_mark",
        "ORG",
        re.compile(r"(?P<name>(?:㈜|\(주\)|（주）|주식회사\s)\s?[0-9A-Za-z가-힣&]{2,15})"),
    ),
    TextRule(
        "company_mark",
        "ORG",
        re.compile(
            r"(?<![0-9A-Za-z가-힣])(?P<name>[0-9A-Za-z가-힣&]{2,15}\s?(?:㈜|\(주\)))"
            r"(?=$|[^가-힣]|[은는이가을를의과와에도로](?![가-힣]))"
        ),
        _FIRM_MARKS,
    ),
    TextRule(
        "corporate_mark",
        "ORG",
        re.compile(
            r"(?:\((?:사|재|유|의|복)\)|(?:사단|재단|사회복지|의료|학교)법인\s)\s?"
            r"(?P<name>[0-9A-Za-z가-힣·ㆍ&]{3,20})"
        ),
        ("법인", "(사)", "(재)", "(유)", "(의)", "(복)"),
    ),
    TextRule(
        "firm_of_law",
        "ORG",
        re.compile(
            r"(?<![가-힣])(?P<name>(?:법무|특허|회계|세무|노무)법인\s?(?!등)[0-9A-Za-z가-힣&]{2,8}?"
            r"|[가-힣]{2,6}(?:회계|법무|특허)법인)"
            r"(?=$|[^0-9A-Za-z가-힣]|[은는이가을를의과와에도로](?![가-힣]))"
        ),
        ("법인",),
    ),
    TextRule(
        "committee",
        "ORG",
        re.compile(
            rf"(?<![가-힣])(?P<name>{_COMMITTEES})(?=$|[^가-힣]|[은는이가을를의와에도로](?![가-힣]))"
        ),
        tuple(_COMMITTEES.split("|")),
    ),
    TextRule(
        "university",
        "ORG",
        re.compile(
            r"(?<![가-힣])(?P<name>(?!(?:확|최|현|시|세|무|상|기|반|휴|고|근|침|지|절|중|관|연|부|군|증|극|막"
            r"|우|환|초|유|방|거|특|비)대\s)[가-힣]{2,5}대)(?=\s(?:[가-힣]{2,12}(?:학과|학부|대학원|대학)\s)?"
            r"(?:석좌|명예|초빙|겸임|특임|연구|객원|부|조)?(?:교수|총장|학장|산학협력단))"
        ),
        ("교수", "총장", "학장", "산학협력단"),
    ),
    TextRule(
        "party",
        "ORG",
        re.compile(rf"(?<![가-힣])(?P<name>{_PARTIES})(?![가-힣]*(?:주의|화))"),
        tuple(_PARTIES.split("|")),
    ),
    TextRule(
        "org_latin",
        "ORG",
        re.compile(
            r"(?<![0-9A-Za-z가-힣])(?P<name>[A-Z][A-Za-z&]{1,12}\s"
            r"(?:컨설팅|그룹|재단|연구소|연구원|대학교|대학|협회|은행|증권|사이언스|테크놀로지))"
        ),
    ),
)


class NounRule(NamedTuple):
    """A label for a noun that ends in ``suffix``.

    ``before`` must fit what stands before the suffix (inside the eojeol, or the eojeol before
    where the suffix stands alone); ``proper`` asks for a proper name in it.
    """

    rule: str
    label: str
    suffix: re.Pattern[str]
    before: re.Pattern[str]
    proper: bool = False


_ANY = re.compile(r".{2,}")
_BODY = re.compile(
    r"한국|대한|국가|국민|국립|중앙|전국|.*(?:진흥|관리|시설|보험|연금|복지|안전|체육|교통|환경)$"
)
_WORKS = re.compile(
    r"(?:한국|대한|.*(?:도시|도시개발|주택|교통|관광|항만|지하철|철도|도시철도|시설|환경|공항|에너지|금융|보증|유통"
    r"|석유|가스|수자원|농어촌|광물자원|조폐|무역투자진흥|해양)$).*"
)


def _suffix(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})$")


NOUN_RULES: tuple[NounRule, ...] = (
    NounRule(
        "complex_suffix",
        "COMPLEX",
        _suffix(
            "국가산업단지|일반산업단지|지방산업단지|도시첨단산업단지|첨단산업단지|과학산업단지|산업단지"
            "|국가산단|일반산단|산단|농공단지|과학단지|연구단지|테크노밸리|테크노폴리스|공업단지"
        ),
        re.compile(r".+"),
        proper=True,
    ),
    NounRule("org_suffix", "ORG", _suffix("공단"), _BODY),
    NounRule("complex_suffix", "COMPLEX", _suffix("공단"), re.compile(r".+"), proper=True),
    NounRule("org_suffix", "ORG", _suffix("공사"), _WORKS),
    NounRule(
        "org_suffix",
        "ORG",
        _suffix(
            "진흥원|(?<=.{4})연구센터|연구원|기술원|평가원|개발원|정보원|교육원|시험원|관리원|보증원|의료원|문화원"
            "|인재원|표준원|품질원|감정원|결제원|보안원|거래소|적십자사|과학원|학술원|정책원|연구소|협회|학회|연합회|진흥회|중앙회|연맹|총연맹|협동조합"
            "|상공회의소|대학교|재단|테크노파크|위원회|교육청|경찰청|경찰서|소방서|세무서|법원|검찰청"
            "|경제자유구역청|은행|중공업"
        ),
        _ANY,
    ),
    NounRule(
        "org_office",
        "ORG",
        _suffix(
            "상의|시청|도청|군청|구청|시의회|도의회|군의회|구의회|의회|교육지원청|지방[가-힣]{2,7}청"
            "|기업청|국세청|노동청|조달청|환경청|병무청|보훈청|우정청|관리청|수산청|항만청|세관"
        ),
        re.compile(r".*"),
        proper=True,
    ),
    NounRule(
        "org_branch",
        "ORG",
        _suffix(
            "본부|(?<![도부])지사|지부|지점|센터|사업단|추진단|지원단|기획단|협력단|협의회|조합|대학원|캠퍼스|병원"
            "|도서관|박물관|고등학교|고교|중학교|초등학교|시험장|사업소|관리소|지회|TP|대학"
            "|협의체|노인회|부녀회|체육회|장학회|상인회|봉사단|자치회|청년회|향우회|동문회|번영회|연구회"
            "|복지관|어린이집|유치원|요양원|의용소방대|보건소|보건지소|의료원|농협|축협|수협|신협|새마을금고"
            "|영농조합법인|(?<!워킹)(?<!전문가)(?<!포커스)(?<!스터디)그룹"
        ),
        re.compile(r".+"),
        proper=True,
    ),
)
"""In order: the first whose suffix fits decides."""

ANY_SUFFIX = re.compile("|".join(rule.suffix.pattern for rule in NOUN_RULES))
"""Whether any rule may fit: most nouns fit none."""

LAST_LETTERS = frozenset(
    word[-1] for rule in NOUN_RULES for word in rule.suffix.pattern[: -len(")$")].split("|")
)
"""What a noun that ``ANY_SUFFIX`` finds ends in."""

_GENERIC_WORDS = """
유관 각종 관련 전문 부설 기업부설 공공 국책 민간 정부출연 출연 지역 해외 소속 지원
국내외 국내 지방 국립 공립 사립 도립 시립 대기업 중소기업 정부 분과 실무 추진 심의
운영 자문 평가 선정 심사 특별 전담 기업 산하 각 상임 소 합동 대책 조직 준비 기획
조정 관계 인근 거점 연계 책임 선임 수석 주임 전임 참여 석사 박사 박사급 종합 민관
민관합동 공동 입주기업 노후 전국 국가 일반 현행 기존 주요 신규 스마트 친환경 대상
해당 첨단 생태 선도 혁신 시범 기타 외국 글로벌 대학 우수 중앙 금융 산학 산학연 산업 도 시
군 구 각급 명문 유명 같은 이 그 저 본 당 동 양 두 세 여러 모든 외부 국제 실증
세계 모바일 시중 상업 사업 심의조정 조사 개발 정책 기술 안전 노사 청년 주민 시민
여성 범정부 소위 저축 투자 광역 권역 미니 초광역
지역별 업종별 산업별 권역별 데이터 프레스 행정복지 복합문화 편집 예산 인사 고객
"""
GENERIC = frozenset(_GENERIC_WORDS.split())
"""What makes no name before a body's suffix: 유관 협회, 추진위원회, 책임연구원."""
