# ruff: noqa: E501  (a text is read as one line; Hangul counts double in its width)
"""Near duplicates: which texts are one, which only look alike."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from pipeline.load import load, outline
from pipeline.records import RawDocument
from pipeline.timeline.duplicates import Candidate, find_duplicates
from pipeline.timeline.signature import body, signature

LEAD = (
    "지식경제부는 12일 창원컨벤션센터에서 기계산업 클러스터 추진단 출범식을 열고 2012년까지 모두 480억원을 "
    "들여 동남권 기계부품 단지 여섯 곳을 잇는 협력망을 만들겠다고 밝혔다."
)
MIDDLE = (
    "추진단에는 기업 132곳과 대학 9곳, 연구기관 5곳이 참여하며, 공동 시험설비와 시제품 제작 지원을 함께 맡는다. "
    "시험설비는 내년 3월 창원 국가산업단지에 먼저 들어서고, 시제품 제작소는 김해와 양산에 차례로 문을 연다."
)
QUOTE = (
    "추진단장은 “따로 움직이던 부품 회사들이 설비와 인력을 나누어 쓰면 납품 기간을 30% 줄일 수 있다”며 "
    "“지역 대학과 맺은 인력 양성 협약도 올해 안에 실행에 옮기겠다”고 말했다."
)
END = (
    "지식경제부는 성과를 보아 2013년부터 전자와 조선기자재 단지에도 같은 방식을 넓혀 갈 계획이며, 참여 기업에는 "
    "연구개발 과제 선정 때 가점 3점을 준다."
)
RELEASE = f"기계산업 클러스터 추진단 출범\n\n{LEAD}\n\n{MIDDLE}\n\n{QUOTE}\n\n{END}\n"

WEEKLY = (
    "주간 산업단지 동향\n\n이번 주 전국 산업단지의 가동률은 {a}%로 지난주보다 {b}%포인트 올랐고, 입주 문의는 {c}건, "
    "새로 문을 연 공장은 {d}곳이었다. 수도권의 가동률은 {e}%, 영남권은 {f}%, 호남권은 {g}%로 조사되었다. "
    "조사는 표본 기업에 전화로 물어 이루어졌으며, 오차는 다음 호에서 바로잡는다. 자세한 표는 붙임에 있다.\n"
)
FAIR = (
    "지역산업 박람회 {y}\n\n{y}년 {m}월 {d}일부터 나흘 동안 {place} 전시장에서 열리는 지역산업 박람회는 전국 시도와 "
    "중소기업이 한자리에 모여 성과를 나누는 자리이다. 주제는 ‘{theme}’이며, 개막식과 학술회의, 투자 상담회, 시도관 "
    "운영이 차례로 이어진다. 관람은 무료이고 학생 단체는 미리 신청하면 안내를 받는다.\n"
)


def candidate(
    text: str, doc_id: str = "", *, official: bool = False, published: str | None = "2009-11-12",
    places: tuple[str, ...] = (),
) -> tuple[Candidate, str]:
    made = signature(text)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Candidate(
        doc_id=doc_id or sha[:16], text_sha256=sha, minhash=made.minhash,
        n_letters=made.n_letters, numbers=frozenset(made.numbers), places=frozenset(places),
        official=official, published=published,
    ), text


def links(*given: tuple[Candidate, str]) -> dict[str, str]:
    texts = {one.doc_id: text for one, text in given}
    return find_duplicates([one for one, _ in given], texts.__getitem__)


WRAPPED = RELEASE.replace("들여 ", "들여\n").replace(" 계획", "\n계획").replace("“", '"').replace("”", '"')
ARTICLE = f"부품 단지 여섯 곳 한데 묶는다\n\n[창원=한새일보] {LEAD}\n\n{MIDDLE}\n\n{END}\n\n김가온 기자\n"
REPRINT = RELEASE.replace("기계산업 클러스터 추진단 출범\n", "동남권 기계부품 협력망 480억 들인다\n", 1)


@pytest.mark.parametrize(
    "copy",
    [RELEASE, WRAPPED, ARTICLE, REPRINT, RELEASE + "\n붙임: 참여 기관 목록 1부. 끝.\n"],
    ids=["exact", "other format", "paper that printed it", "other headline", "with a tail"],
)
def test_the_same_text_is_linked_to_the_release(copy: str) -> None:
    given = [
        candidate(RELEASE, "release", official=True, published="2009-11-12"),
        candidate(copy, "copy", published="2009-11-11"),
    ]
    assert links(*given) == {"copy": "release"}  # the official one, though the paper was earlier


@pytest.mark.parametrize(
    "texts",
    [
        [WEEKLY.format(a=81.2, b=0.4, c=152, d=9, e=79.8, f=83.1, g=77.5),
         WEEKLY.format(a=82.0, b=0.8, c=147, d=12, e=80.3, f=84.0, g=78.2)],
        [FAIR.format(y=2009, m=9, d=23, place="인천", theme="지역이 여는 미래"),
         FAIR.format(y=2010, m=10, d=6, place="대구", theme="함께 크는 지역")],
        [RELEASE, f"{LEAD}\n\n" + " ".join(
            f"{word} 분야의 과제는 따로 심사를 거쳐 다음 달에 확정된다." for word in
            ("금형", "주조", "용접", "도금", "열처리", "소성가공", "정밀측정", "공작기계", "로봇", "물류"))],
    ],
    ids=["weekly figures", "yearly fair", "one shared paragraph"],
)  # fmt: skip
def test_what_only_looks_alike_is_not_linked(texts: list[str]) -> None:
    assert links(*(candidate(text) for text in texts)) == {}


def test_a_form_filled_for_two_places_is_two_texts() -> None:
    form = RELEASE.replace("창원", "{}")
    one, other = form.format("창원", "창원", "창원"), form.format("구미", "구미", "구미")
    assert links(
        candidate(one, places=("창원시", "경상남도")), candidate(other, places=("구미시",))
    ) == {}


def test_short_texts_are_the_same_on_one_day_alone() -> None:
    title = "산업집적활성화 및 공장설립에 관한 법률 일부개정법률안"
    given = [
        candidate(title, "a", published="2009-02-03"), candidate(title, "b", published="2009-02-03"),
        candidate(title, "c", published="2010-06-01"), candidate(title[:-1], "d"),
    ]
    assert links(*given) == {"b": "a"}


def test_order_does_not_matter_and_no_copy_is_an_original() -> None:
    given = [candidate(RELEASE, "r", official=True)] + [
        candidate(text, f"c{n}", published=f"2009-11-{13 + n}")
        for n, text in enumerate((WRAPPED, ARTICLE, REPRINT, RELEASE, ARTICLE + "끝."))
    ]
    wanted = {f"c{n}": "r" for n in range(5)}
    for seed in range(5):
        mixed = list(given)
        random.Random(seed).shuffle(mixed)
        assert links(*mixed) == wanted
    assert links(*given[1:]) == {f"c{n}": "c0" for n in range(1, 5)}


def test_cost_grows_with_likely_pairs_not_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    words = ["".join(rng.choices("가나다라마바사아자차카타파하", k=3)) for _ in range(3_000)]
    given = [candidate(" ".join(rng.choices(words, k=80)), f"{n:04}") for n in range(1_500)]
    asked: list[str] = []
    assert find_duplicates([one for one, _ in given], lambda i: asked.append(i) or "") == {}
    assert len(asked) < 50


def test_furniture_is_not_compared() -> None:
    text = "작성자 김가온 조회수 1,203\n\n" + RELEASE
    assert "1,203" not in body(text, outline(text))


STEMS = ("fdi_2024q1_press", "mois_2025_press", "noori_2018_msit_press", "bioitem_form",
         "nikl_2022_workplan")  # fmt: skip


def test_real_files_of_one_stem_are_linked(shared: Path) -> None:
    folder = shared / "data/real"
    paths = [p for stem in STEMS for p in sorted((folder / "hwp").glob(f"{stem}.*"))]
    paths += [p for p in sorted((folder / "korea_kr").iterdir()) if p.suffix in (".hwpx", ".pdf")]
    given = []
    for path in paths:
        document = load(RawDocument(data=path.read_bytes(), path=path.name))
        text = body(document.text, document.blocks)
        given.append(candidate(text, path.name, published=document.metadata.published))
    found = links(*given)
    stem = {path.name: path.stem for path in paths}
    assert all(stem[copy] == stem[original] for copy, original in found.items())
    wanted = len(paths) - len(set(stem.values()))
    assert len(found) >= 0.9 * wanted, sorted(set(stem) - set(found) - set(found.values()))
