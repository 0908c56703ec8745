"""Words that tell what is no body's name: common nouns, heads of other names, Latin initials."""

from __future__ import annotations

from pipeline.extract.name_patterns import GENERIC

_COMMON = """
정부 당국 회사 기업 업체 협회 학회 대학 대학교 연구소 연구원 위원회 조합 공단 공사 재단 센터 은행
지자체 지방자치단체 관계부처 중앙정부 시청 도청 군청 구청 의회 사업단 추진단 지역 수도권 지방
도심 단지 산업단지 산단 현지 국내 해외 시내 마을 중소기업 대기업 벤처기업 스타트업
컨퍼런스 입법예고 행정구역 생산성 신활력 국민의례 유튜브 페이스북 트위터 인스타그램 카드뉴스
나라장터 신항 유한회사 주식회사 사단법인 재단법인 시공사 발주처 행정청
한미 한일 한중 한러 한독 한불 한영 한베 미중 미일 중일 남북 한미일 한중일
"""

_INITIALS = """
AI AX BM CEO CFO CIO CTO DB DX EV FTA CEPA RCEP TPP GDP GNP GRDP GVC ICT IT IoT IP IPO IR
ISO KC KS KTX SRT LCC LCD LED LNG LPG LTE MICE MOA MOU MRO NEP NET OEM ODM OCR ODA OLED OTT PC PCP
PDF PF PM PPA PPP PPT PQ RPS QR SNS SOC SW TF TFT TOP TV UAM UCC UI URL UX VC VIP VPP VR AR XR
XLS YYYY ABC BT NT ET CT ESG ETF FDI EDCF GTX HWP HWPX CCTV CPU GPU API APP CBDC CCUS SMR ESS BESS
II III IV VI VII VIII NEW NOW Hub POP ROE ROI SCI SDGs MZ NFT BIM GIS GPS DNA RNA PCR
"""

_HEADS = """
형 사업 프로젝트 투어 협약 예고 계획 과 팀 박람회 축제 페스티벌 콘서트 세션 엑스포 올림픽 패럴림픽
시스템 서비스 플랫폼 예산 발사체 가스 열차 노선 노선도 전시관 정원 공원 청사 마당 부스 정보 제도
크리에이터 혁신가 클러스터 협정 인증 비전 전략 지사 부지사 정책관 과장 국장 실장 시장 군수 의원
위원장 기획관 담당관 제안서 보고서 지침 법 정책 기술업 서비스업 제조업 주권정부
참여정부 라운드테이블 거래 행위 발전소 리액터 먹거리 지구 계정 상품권 구상
분석 특구 펀드 공유회 각서 예비지정 국무회의
"""

_OF_FIRM = """
공장 본사 지사 대표 회장 사장 부회장 부사장 전무 상무 임원 직원 사원 노조 노사 관계자 계열 협력
납품 제품 주식 주가 지분 브랜드 출신 사옥 캠퍼스 연구소 연구원 데이터센터 대리점 매장 홈페이지
누리집 지도 검색 블로그 카페 페이지 평점 기술 투자 사업 단지 지회 지부 지점 물류 전용 등급 인수
합병 사태 효과 생산 라인 스토어
"""

_SINGULAR = "검찰 경찰 해경 국정원 대법원 헌법재판소 감사원 청와대 자위대 백악관"

NO_NAMES = GENERIC | frozenset(_COMMON.split())
"""Common nouns: what they name only the context tells."""

NO_INITIALS = frozenset(_INITIALS.split())
"""Things, technologies, measures and titles that go by their initials."""

NO_BODY = tuple(_HEADS.split())
"""Heads of names: a kind, a programme, a fair, a paper, a title. Divisions and teams are left to
the rules."""

OF_FIRM = tuple(_OF_FIRM.split())
"""What stands after a firm's name, without a space, and is no part of it."""

SINGULAR = frozenset(_SINGULAR.split())
"""Bodies of which there is one, though Kiwi reads a common noun."""
