"""Whether a text is of policy at all: how much a suggested name is trusted hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.context import Context
from pipeline.records import Mention

_LABELS = ("PROGRAM", "LAW", "COMPLEX", "INDUSTRY", "FORUM")
_OFFICES = (
    "ministry", "agency", "committee", "public_body", "institute", "technopark", "regional_office"
)  # fmt: skip
_LONG = 400  # characters

_WORDS = """
단지 산업 협약 기업 사업 산단 공장 투자 협력 혁신 중소기업 협의체 지역 규제 국비 지정 공단 시범 광역
부품 개발 선도 입주 지원 계획 첨단 과제 발전 창업 거점 업체 확정 특별법 입지 연구 추진단 착공 센터
이전 기관 수출 실증 후보지 재생 산학 기술 고용 개정안 권역 업종 하반기 상반기 선정 체결 집적지 실적
균형 지방 예산 특례 집적 준공 시행령 회원사 특구 지자체 산학연 박람회 물류 녹색 융합 추진 육성 의결
협의회 섬유 반도체 조성 근로자 부처 지구 조선업 신설 건립 연구원 국무 전략 연구소 스마트 진흥 시제품
바이오 구축 수립 특화 탄소 상담회 고시 인력 정책 사업비 경쟁력 분양 유치 협력사 설명회 생산 제조
공급망 관세 통상 컨소시엄 장관 차관 도지사 시장 군수 위촉 채용 매출 합작 출범 주관 공모 접수 담당
"""
_TOPICS = frozenset(_WORDS.split())
"""Common nouns that policy prose has and general text has not, by their share in the sentences
that the recognizer learns from."""


def is_general(found: Sequence[Mention], context: Context) -> bool:
    """Whether a text is none of policy: short, without its topics, programmes, acts and offices.

    In such a text (a line of news, a comment) the recognizer is at home, and what it sees counts
    as it stands. In policy text false names hurt more, and each asks for more.
    """
    if len(context.analysis.text) > _LONG:
        return False
    entries = context.lexicon.entries
    for mention in found:
        if mention.label in _LABELS:
            return False
        entry = entries.get(mention.entity_id or "")
        if mention.label == "ORG" and entry is not None and entry.kind in _OFFICES:
            return False
    return not any(
        morpheme.form in _TOPICS and morpheme.tag.startswith("NN")
        for sentence in context.analysis.sentences
        for morpheme in sentence.morphemes
    )
