"""What a change beside a text may not change: offsets in any form of it, and what stood before."""

from __future__ import annotations

import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotator import Annotator
from pipeline.records import Annotations

DATE = "2010-03-17"
PIECES = (
    "지식경제부(장관 도하람)는 17일 남동산업단지의 수출이 12% 늘었다고 밝혔다.",
    "□ 권역별 비전\n - 동남권 : 해양플랜트 산업의 세계적 거점",
    "추진단은 2006년 4월 문을 열었고 같은 해 9월 학회가 뒤를 이었다.",
    "담당 부서: 산업정책국 / 책임자 과장 명도현 / (044-000-1234)",
    "ㅇ 미니클러스터를 20개에서 30개로 늘린다(’10. 4월~).",
    "한국기술나눔재단(이하 기술나눔재단)은 사흘 뒤 협약을 맺는다.",
)
NOISE = ("\t", "  ", "\u200b", "\ufeff", "🏭", "１２", "\r\n", "\u00a0", "①")


def spans(found: Annotations, text: str) -> None:
    """Every span spells its own words in the text as given."""
    for name in Annotations.__struct_fields__:
        for item in getattr(found, name):
            assert text[item.start : item.end] == item.text, (name, item)


texts = st.lists(st.sampled_from(PIECES + NOISE), min_size=1, max_size=6).map(" ".join)


@given(texts, st.sampled_from(("NFC", "NFD", "NFKC")), st.sampled_from(("\n", "\r\n")))
@settings(max_examples=25, deadline=None)
def test_offsets_map_in_every_form(
    annotator: Annotator, text: str, form: str, newline: str
) -> None:
    given_text = unicodedata.normalize(form, text).replace("\n", newline)  # type: ignore[arg-type]
    spans(annotator.text(given_text, DATE), given_text)


def _before(found: Annotations, end: int) -> bytes:
    """The items that lie before ``end``, without ids that link them to later ones."""
    kept = {
        name: [item for item in getattr(found, name) if item.end <= end]
        for name in Annotations.__struct_fields__
    }
    plain = msgspec.to_builtins(kept)
    for figure in plain["figures"]:
        for key in ("change_id", "sum_id", "change_side", "sum_side"):
            figure.pop(key, None)
    return msgspec.json.encode(
        {
            name: [
                {k: item[k] for k in ("start", "end", "value", "unit", "edtf") if k in item}
                for item in items
            ]
            for name, items in plain.items()
        }
    )


@pytest.mark.parametrize("added", PIECES)
@pytest.mark.parametrize("first", PIECES)
def test_a_paragraph_added_changes_nothing_before_it(
    annotator: Annotator, first: str, added: str
) -> None:
    alone = annotator.text(first, DATE)
    longer = annotator.text(f"{first}\n\n{added}", DATE)
    assert _before(longer, len(first)) == _before(alone, len(first))


def test_order_changes_nothing(annotator: Annotator) -> None:
    once = [annotator.text(piece, DATE) for piece in PIECES]
    again = [annotator.text(piece, DATE) for piece in reversed(PIECES)]
    assert once == again[::-1]
