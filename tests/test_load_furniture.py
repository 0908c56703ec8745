# ruff: noqa: E501  (tables of Korean lines; Hangul counts double in their width)
"""What is page and what is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.load import body_start, compose, load, outline
from pipeline.load.labels import label_of
from pipeline.records import RawDocument

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"

LABELS = (
    "기자명 한가람", "기자명 /한가람기자", "입력 2010.02.17 11:00", "승인 2011.10.04 14:20",
    "최종수정 2013-05-06 09:12:33", "작성일 : 2009.11.13 조회 : 4595", "조회수 1,204", "본문 글씨 키우기",
    "글씨크기 가 가", "이 기사를 공유합니다", "페이스북 트위터 카카오스토리", "개의 댓글", "댓글 정렬", "0 / 400",
    "BEST댓글", "내 댓글 모음", "댓글쓰기", "저작권자 © 바닷길신문 무단전재 및 재배포 금지",
    "- Copyrights ⓒ 바닷길통신 (www.example.kr) 무단 전재 및 재배포 금지 -", "Copyright(c) 2010 All rights reserved",
    "한가람 기자 garam@example.co.kr", "garam@example.co.kr", "첨부파일", "첨부파일 (2)", "센터안내.hwp (120KB)",
    "목록", "이전글", "다음글 : 물류창고 개요", "다음보도자료", "본문 바로가기", "확인", "아니오", "로그인", "회원가입",
    "홈 > 알림마당 > 보도자료", "실시간 뉴스", "많이 본 기사", "연재 기사", "- 12 -", "Page 3", "----------", "모바일버전",
    "삭제한 댓글은 다시 복구할 수 없습니다.", "그래도 삭제하시겠습니까?", "인쇄 목록", "제 공 일: 2012. 3. 4.",
    "보도일시 : 2010. 2. 17.(수) 조간부터 보도하여 주시기 바랍니다.",
)
SENTENCES = (
    "기업이 낸 첨부파일을 모두 검토한 뒤 목록을 만들어 공개했다.",
    "이 기사를 공유합니다라는 단추를 없앤 언론사가 늘고 있다.",
    "협의회는 댓글과 조회수를 바탕으로 홍보 방식을 바꾸기로 했다.",
    "저작권자의 허락을 받은 자료 120건을 기업에 무료로 나눠 준다.",
    "담당부서를 하나로 합치고 인력 12명을 새로 뽑는다.",
    "입력 자료가 부족해 2010년 2월 17일로 평가가 미뤄졌다.",
    "구분 없이 지원하던 방식을 업종별 지원으로 바꾼다.",
    "관련 기사가 나간 뒤 투자 상담이 두 배로 늘었다.",
    "문의는 전화로 받고 신청은 누리집에서 하면 된다.(☎061-000-0000)",
    "바로가기 도로가 놓이면 산업단지까지 20분이 줄어든다.",
    "산업단지 클러스터 추진 경과",
    "추진 성과 확인 및 목록 정비 계획",
    "총 사업비 : 120억원",
    "정책만족도 평가",
    "1단계 (2009~2011)",
)


@pytest.mark.parametrize("line", LABELS)
def test_a_label_is_furniture(line: str) -> None:
    assert label_of(line) is not None


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_with_such_a_word_is_text(line: str) -> None:
    assert label_of(line) is None
    text = f"부품단지 소식\n\n{line}\n\n협의회는 올해 안에 공동 시험동을 짓기로 뜻을 모았다고 밝혔다.\n"
    kinds = {text[b.start : b.end]: b.kind for b in outline(text)}
    assert kinds[line] != "furniture"


def test_edge_labels_amid_prose_stay() -> None:
    prose = "협의회는 시험 장비를 함께 쓰는 방안을 올해 안에 마련하기로 했다."
    text = f"{prose}\n\n확인\n\n{prose.replace('올해', '내년')}\n\n목록\n"
    kinds = {text[b.start : b.end]: b.kind for b in outline(text)}
    assert kinds["확인"] != "furniture"
    assert kinds["목록"] == "furniture"


def test_prose_after_a_tail_label_is_text() -> None:
    prose = "둘째 글은 물류창고를 함께 쓰는 기업이 마흔 곳으로 늘었다는 소식이다."
    text = f"첫째 글은 시험동이 문을 열었다는 소식을 길게 전하고 있다.\n저작권자 © 신문\n{prose}\n"
    kinds = {text[b.start : b.end]: b.kind for b in outline(text)}
    assert kinds["저작권자 © 신문"] == "furniture"
    assert kinds[prose] == "paragraph"


def test_dateline_is_set_apart_with_offsets_kept() -> None:
    text = "[바닷길신문 한가람 기자] 부품단지 협의회는 새 시험동을 올해 안에 짓기로 했다."
    first, second = outline(text)
    assert (first.kind, text[first.start : first.end]) == ("furniture", "[바닷길신문 한가람 기자]")
    assert text[second.start :].startswith("부품단지")


def test_blocks_of_an_outline() -> None:
    text = (
        "추진 계획\n\n□ 시험 장비를 함께 쓰는 체계를 올해 안에 마련한다.\n ㅇ 대학 장비를 개방한다.\n"
        "  - 이용료 인하\n※ 세부 일정은 따로 알린다.\n□ 인력 교류를 넓혀 나간다.\n"
    )
    blocks = outline(text)
    assert [(b.kind, b.level) for b in blocks] == [
        ("heading", 0), ("item", 1), ("item", 2), ("item", 3), ("note", 4), ("item", 1),
    ]
    assert text[body_start(text, blocks[1]) :].startswith("시험 장비")


@pytest.mark.parametrize(
    "line",
    ["□ 가나다", "ㅇ 가나다", "ㅇ가나다", "○ 가나다", "- 가나다", "• 가나다", "▷ 가나다", "△가나다", "◇ 가나다",
     "1. 가나다", "1) 가나다", "(1) 가나다", "① 가나다", "가. 가나다", "가) 가나다", "Ⅱ. 가나다", "I. 가나다",
     "\U000f02b1 가나다", "\uf06d 가나다", "과제 1 : 가나다", "※ 가나다", "* 가나다", "# 가나다"],
)
def test_marks(line: str) -> None:
    (block,) = outline(line)
    assert line[body_start(line, block) : block.end] == "가나다"
    assert block.start == 0


@pytest.mark.parametrize("line", ["2007. 6. 7", "-3.5% 감소", "15.3% 증가", "1,910건의 과제", "10.5억원", "다음 달"])
def test_no_marks(line: str) -> None:
    (block,) = outline(line)
    assert body_start(line, block) == 0


def test_inline_list_stays_one_block() -> None:
    text = "지난 4년간 △연인원 2,000명이 참여해 △과제 80건을 풀고 △모임 300회를 열었다."
    assert len(outline(text)) == 1


def test_table_in_plain_text() -> None:
    text = "| 연도 | 기업 |\n|---|---|\n| 2010 | 60개사 |\n"
    cells = [(b.row, b.column, text[b.start : b.end]) for b in outline(text) if b.kind == "cell"]
    assert cells == [(0, 0, "연도"), (0, 1, "기업"), (1, 0, "2010"), (1, 1, "60개사")]
    clean, blocks = compose(text, outline(text))
    assert clean == "연도\n기업\n2010\n60개사"
    assert [b.kind for b in blocks] == ["table", "cell", "cell", "cell", "cell"]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")) or [None], ids=str)
def test_no_furniture_in_the_seeds(path: Path | None) -> None:
    if path is None:
        pytest.skip("../shared/seeds is absent")
    document = load(RawDocument(data=path.read_bytes(), path=path.name))
    for word in ("조회 :", "댓글", "첨부파일", "아니오", "저작권자", "기자명", "글씨", "공유합니다", "실시간 뉴스",
                 "무단", "0 / 400", "본문영역", "다음보도자료", "모바일버전", "연재 기사", "@"):
        assert word not in document.text
    for block in document.blocks:
        assert document.text[block.start : block.end].strip()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("▲ 시장이 3일 공단을 둘러보고 있다.\n\n시는 3일 대책을 냈다.", ["caption", "paragraph"]),
        ("△추진 경과=2005년 단지를 지정했다. 2007년 더 넓혔다.\n\n끝이다.", ["item", "paragraph"]),
        ("△ 2005년 단지를 지정했다.\n△ 2007년 사업을 넓혔다.\n△ 2009년 마쳤다.", ["item"] * 3),
    ],
)
def test_a_marked_sentence_is_a_caption_where_it_stands_alone(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in outline(text)] == kinds
